#include "actors/runtime/carriers/reading.hpp"

#include "events/transport/json_reader.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace proffer::runtime {
namespace {

constexpr std::size_t actor_bytes_max = 128;

using transport::AccountCall;
using transport::OffersCall;
using transport::QueryCall;
using transport::WorkflowCall;
using Read = tl::expected<Asked, Problem>;

std::vector<transport::HeaderView> headers_of(const InputRecord& record) {
  std::vector<transport::HeaderView> headers;
  headers.reserve(record.headers.size());
  for (const RecordHeader& header : record.headers)
    headers.push_back({header.name, header.value.value});
  return headers;
}

// A record that is about somebody is keyed by them, or by nothing.
tl::expected<void, Problem> check_key(const InputRecord& record, std::string_view account,
                                      std::string_view field, std::string_view what) {
  if (!record.has_key || record.key.value == account) return {};
  Problem problem;
  problem.code = "KEY_MISMATCH";
  problem.text = "The record's key is not its account; key ";
  problem.text.append(what).append(" by account.");
  problem.field = field;
  return tl::unexpected(std::move(problem));
}

Asked asked_of(StreamId to, transport::Envelope&& envelope, std::string channel,
               std::string_view what) {
  Asked asked;
  asked.request.to = std::move(to);
  asked.request.header.actor = channel.substr(0, actor_bytes_max);
  asked.request.header.correlation = std::move(envelope.correlation);
  asked.request.header.request_key = std::move(envelope.request_key);
  asked.request.header.origin = std::move(envelope.origin);
  asked.channel = std::move(channel);
  asked.what = what;
  return asked;
}

Read read_response(const InputRecord& record, const transport::ResponseOptions& options) {
  auto parsed = transport::parse_response(record.value.value, headers_of(record), options);
  if (!parsed) return tl::unexpected(std::move(parsed.error()));
  ResponseReceived& response = parsed->response;
  if (auto right = check_key(record, response.account.value, "/accountId", "responses"); !right) {
    return tl::unexpected(std::move(right.error()));
  }
  if (response.given == Instant{}) response.given = record.timestamp;
  parsed->origin.occurred = response.given;
  Asked asked = asked_of({Category::account, response.account.value},
                         {std::move(parsed->request_key),
                          std::move(parsed->correlation),
                          {},
                          std::move(parsed->origin)},
                         response.channel, response.response);
  asked.request.command = domain::Account::Command{
      domain::Account::RespondToOffer{std::move(response), std::move(parsed->language)}};
  return asked;
}

// Whom a question is about; of one about nobody: what it came with, and where that cannot name a
// stream, what is asked.
std::string subject_of(const InputRecord& record, const AccountId& account,
                       std::string_view operation) {
  if (!account.value.empty()) return account.value;
  const std::string_view key = record.key.value;
  const bool names =
      record.has_key && !key.empty() && !transport::wrong(key, transport::Form::key, std::string{});
  return std::string(names ? key : operation);
}

// An answer on a stream of its own, a failure with the account.
void ask_to_record(Answered&& answer, QuestionAnswered question, Request& request) {
  if (auto* failure = std::get_if<OfferApplicationFailed>(&answer)) {
    request.to = {Category::account, question.account.value};
    request.command = domain::Account::Command{domain::Account::RecordFailure{std::move(*failure)}};
    return;
  }
  question.answer = {std::get<std::string>(std::move(answer))};
  request.command =
      domain::Questions::Command{domain::Questions::RecordAnswer{std::move(question)}};
}

struct ReadCall {
  const InputRecord& record;
  const CallOptions& options;
  transport::ParsedCall& parsed;

  // Copies what it is given, since the call is moved into the answer.
  Read question(AccountId account, std::string channel) const {
    const std::string_view operation = transport::operation_of(parsed.call);
    if (!account.value.empty()) {
      if (auto right = check_key(record, account.value, "/accountId", "calls"); !right) {
        return tl::unexpected(std::move(right.error()));
      }
    }
    Asked asked = asked_of({Category::request, subject_of(record, account, operation)},
                           std::move(parsed.envelope), std::move(channel), operation);
    asked.answer = [call = std::make_shared<transport::ServiceCall>(std::move(parsed.call)),
                    answer = options.answer, account = std::move(account),
                    operation](Request& request) {
      ask_to_record(answer(*call), {std::string(operation), account, {}}, request);
    };
    return asked;
  }

  Read operator()(const OffersCall& call) const {
    if (!call.save) return question(call.account, call.channel);
    if (auto right = check_key(record, call.account.value, "/accountId", "calls"); !right) {
      return tl::unexpected(std::move(right.error()));
    }
    const Instant given = parsed.envelope.origin.occurred;
    Asked asked = asked_of({Category::account, call.account.value}, std::move(parsed.envelope),
                           call.channel, call.operation->name);
    asked.request.command = domain::Account::Command{
        domain::Account::ApplyOffers{transport::to_apply(call, given), call.language}};
    return asked;
  }
  Read operator()(const QueryCall& call) const { return question(call.account, "bus"); }
  Read operator()(const AccountCall& call) const {
    if (call.dry_run) return question(call.account, "bus");
    if (auto right = check_key(record, call.account.value, "/accountId", "calls"); !right) {
      return tl::unexpected(std::move(right.error()));
    }
    Request request = request_of(call);
    Asked asked =
        asked_of(std::move(request.to), std::move(parsed.envelope), "bus", call.operation->name);
    asked.request.command = std::move(request.command);
    return asked;
  }
  Read operator()(const WorkflowCall& call) const {
    using Does = transport::ServiceOperation::Does;
    StreamId to{Category::workflow, call.workflow.value};
    if (auto right = check_key(record, partition_key(to), "/workflowId", "calls"); !right) {
      return tl::unexpected(std::move(right.error()));
    }
    Asked asked = asked_of(std::move(to), std::move(parsed.envelope), "bus", call.operation->name);
    using Instance = domain::WorkflowInstance;
    asked.request.command =
        call.operation->does == Does::choose
            ? Instance::Command{Instance::ResumeWithChoice{call.parameter, call.value, call.action}}
            : Instance::Command{Instance::Cancel{}};
    return asked;
  }
};

}  // namespace

ReadRecord responses(transport::ResponseOptions options) {
  return [options = std::move(options)](const InputRecord& record) {
    return read_response(record, options);
  };
}

ReadRecord calls(CallOptions options) {
  return [options = std::move(options)](const InputRecord& record) -> Read {
    auto parsed =
        transport::parse_service_record(record.value.value, headers_of(record), options.record);
    if (!parsed) return tl::unexpected(std::move(parsed.error()));
    Instant& occurred = parsed->envelope.origin.occurred;
    if (occurred == Instant{}) occurred = record.timestamp;
    return std::visit(ReadCall{record, options, *parsed}, parsed->call);
  };
}

}  // namespace proffer::runtime
