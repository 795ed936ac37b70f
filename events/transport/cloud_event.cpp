#include "events/transport/cloud_event.hpp"

#include "events/codec/json.hpp"
#include "events/transport/json_parts.hpp"
#include "events/transport/membership_json.hpp"
#include "events/transport/offers_call.hpp"
#include "events/transport/outcome_json.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <concepts>
#include <optional>
#include <utility>
#include <variant>

namespace proffer::transport {
namespace {

using boost::json::object;

constexpr std::string_view event_id = "ce_id";
constexpr std::string_view dead_letter_id = "proffer.dlq.id";
constexpr std::string_view event_source = "ce_source";
constexpr std::string_view dead_letter_source = "proffer.dlq.source";

// The commands whose refusals are outcomes for their channels.
constexpr std::string_view respond_to_offer = "account.respond_to_offer";
constexpr std::string_view apply_offers = "account.apply_offers";
constexpr std::string_view record_failure = "account.record_failure";
constexpr std::string_view record_answer = "request.record_answer";
constexpr std::string_view resume_with_choice = "workflow.resume_with_choice";
constexpr std::string_view cancel_workflow = "workflow.cancel";

constexpr std::string_view state_suffix = "/state";

std::string id_of(const RecordedEvent& recorded) {
  return fmt::format("{}@{}", to_string(recorded.stream), recorded.version);
}

std::string source_of(const Publication& where) {
  return fmt::format("/proffer/{}/{}", where.log_id, where.timeline);
}

// What the channel's own request is known by: the id of its CloudEvent, or its Idempotency-Key.
std::string_view causation_of(const CommandHeader& command) {
  const std::string_view key = command.request_key;
  const auto before = key.find(key.starts_with("ce:") ? '\n' : ':');
  return before == std::string_view::npos ? std::string_view{} : key.substr(before + 1);
}

void add(std::vector<RecordHeader>& headers, std::string_view name, std::string_view value) {
  headers.push_back({std::string{name}, {std::string{value}}});
}

// As the input brought it: who publishes is no hop of its own.
void add_trace(std::vector<RecordHeader>& headers, const Origin& origin) {
  if (!origin.traceparent.empty()) add(headers, "traceparent", origin.traceparent);
  if (!origin.tracestate.empty()) add(headers, "tracestate", origin.tracestate);
  const auto& flow = origin.flow_traceparent;
  if (const auto& started = flow.empty() ? origin.traceparent : flow; !started.empty()) {
    add(headers, "ce_traceparent", started);
  }
}

// When it happened by the input, else when the command was taken up.
Instant occurred(const CommandHeader& command) {
  return command.origin.occurred == Instant{} ? command.at : command.origin.occurred;
}

// What an event says to the outside.
struct Said {
  const std::string* topic;
  std::string type;  // after the prefix, with the major version of the published shape
  Instant time;      // when it occurred, by the input where that says so
  object body;
  std::string row = {};  // of a compacted topic: its key
};

OutputMessage message_of(const RecordedEvent& recorded, const Said& said,
                         const Publication& where) {
  const CommandHeader& command = recorded.command;
  OutputMessage message;
  message.topic = *said.topic;
  const bool is_row = !said.row.empty();
  message.key = is_row ? said.row : partition_key(recorded.stream);
  message.value.value = boost::json::serialize(said.body);
  auto& headers = message.headers;
  headers.reserve(16);
  add(headers, "content-type", "application/json");
  add(headers, "ce_specversion", "1.0");
  add(headers, event_id, id_of(recorded).append(is_row ? state_suffix : ""));
  add(headers, event_source, source_of(where));
  add(headers, "ce_type", fmt::format("{}.{}", where.type_prefix, said.type));
  add(headers, "ce_subject", to_string(recorded.stream));
  add(headers, "ce_time", json_of(said.time));
  add(headers, "ce_partitionkey", message.key);
  if (!command.correlation.empty()) add(headers, "ce_correlationid", command.correlation);
  if (const auto cause = causation_of(command); !cause.empty()) {
    add(headers, "ce_causationid", cause);
  }
  // Sequences are compared as text: twenty digits hold every version.
  add(headers, "ce_sequence", fmt::format("{:020}", recorded.version));
  add(headers, "ce_recordedtime", json_of(recorded.recorded));
  add(headers, "ce_dataschema", fmt::format("urn:proffer:schema:{}", said.type));
  add_trace(headers, command.origin);
  return message;
}

template <class E, class... Any>
concept OneOf = (std::same_as<E, Any> || ...);

template <class E, class... Variants>
concept OneOfThose = (std::is_constructible_v<Variants, E> || ...);

// An event, told to the outside or not: one overload each, so that a new one has to be thought
// about.
struct Teller {
  const RecordedEvent& recorded;
  const Publication& where;
  const DocumentView* document_then = nullptr;  // what OffersApplied led to
  Telling telling = Telling::first;

  std::optional<Said> operator()(const DocumentCreated& e) const {
    const DocumentView empty{.id = e.document,
                             .kind = e.kind,
                             .account = e.account,
                             .price_list = e.price_list,
                             .currency = e.currency,
                             .created = recorded.command.at,
                             .changed = recorded.command.at};
    return document("created", json_of(empty));
  }
  std::optional<Said> operator()(const LineAdded& e) const {
    return document("line-added", part({{"line", json_of(e.line)}}));
  }
  std::optional<Said> operator()(const LineChanged& e) const {
    return document("line-changed", part({{"line", json_of(e.line)}}));
  }
  std::optional<Said> operator()(const LineRemoved& e) const {
    return document("line-removed",
                    part({{"lineId", e.line.value}, {"because", json_of(e.because)}}));
  }
  std::optional<Said> operator()(const DocumentPriced& e) const {
    return document("priced", part({{"revision", e.revision},
                                    {"totals", object{{"oneTime", json_of(e.one_time)},
                                                      {"recurring", json_of(e.recurring)}}}}));
  }
  std::optional<Said> operator()(const PromotionUpgraded& e) const {
    boost::json::array unresolved;
    for (const AssetId& asset : e.unresolved) unresolved.emplace_back(asset.value);
    return document("promotion-upgraded", part({{"fromInstanceId", e.from.value},
                                                {"toInstanceId", e.to.value},
                                                {"fromPromotion", e.from_promotion.value},
                                                {"toPromotion", e.to_promotion.value},
                                                {"unresolvedComponents", unresolved}}));
  }
  std::optional<Said> operator()(const PromotionApplied& e) const {
    return promotion("promotion-applied", e);
  }
  std::optional<Said> operator()(const PromotionModified& e) const {
    return promotion("promotion-modified", e);
  }
  std::optional<Said> operator()(const PromotionDisconnected& e) const {
    return promotion("promotion-disconnected", e);
  }
  std::optional<Said> operator()(const PenaltyAdded& e) const {
    return document("penalty-added", part({{"lineId", e.line.value},
                                           {"promotion", json_of(e.penalty.promotion)},
                                           {"memberships", json_of(e.penalty.memberships)},
                                           {"total", json_of(e.penalty.total)}}));
  }
  std::optional<Said> operator()(const OfferResponseLogged& e) const {
    if (is_part_of_call(e)) return {};
    return outcome(e.response.given, outcome_json(e, telling));
  }
  std::optional<Said> operator()(const OfferApplicationFailed& e) const {
    return outcome(e.response.given, outcome_json(e, telling));
  }
  std::optional<Said> operator()(const OfferResponseWaiting& e) const {
    return outcome(e.response.given, outcome_json(e, telling));
  }
  std::optional<Said> operator()(const OffersApplied& e) const {
    return outcome(e.given, outcome_json(e, document_then, telling));
  }
  std::optional<Said> operator()(const QuestionAnswered& e) const {
    return outcome({}, outcome_json(e, telling));
  }
  // An instance that was cancelled; what else ends one is told by its account.
  std::optional<Said> operator()(const WorkflowCompleted& e) const {
    if (e.outcome != WorkflowOutcome::cancelled) return {};
    return outcome({}, workflow_json("cancelled", e.workflow, own_account(), telling));
  }
  std::optional<Said> operator()(const ActivityCompleted& e) const {
    return outcome({}, outcome_json(e, own_account(), telling));
  }
  // What follows from a choice is told by the account; asked again, only that it was made.
  std::optional<Said> operator()(const NamedParameterChosen& e) const {
    if (telling == Telling::first) return {};
    return outcome({}, workflow_json("chosen", e.workflow, own_account(), telling));
  }
  std::optional<Said> operator()(const CommandRefused& e) const {
    if (e.command_type == respond_to_offer) return refused<ResponseReceived>(e, "response");
    if (e.command_type == apply_offers) return refused<OffersToApply>(e, "call");
    if (e.command_type == record_failure) return refused_in_memory(e);
    if (e.command_type == record_answer) return refused<QuestionAnswered>(e, "answer");
    if (const auto* operation = service_operation_of(e.command_type)) {
      return outcome({}, refused_change_json(*operation, own_account(), e.problems, telling));
    }
    if (e.command_type != resume_with_choice && e.command_type != cancel_workflow) return {};
    return outcome(
        {}, refused_workflow_json({recorded.stream.key}, own_account(), e.problems, telling));
  }
  std::optional<Said> operator()(const PromotionGroupCreated& e) const {
    return membership("promotion-group.created", {{"promotionGroup", json_of(e.group)}});
  }
  std::optional<Said> operator()(const MembershipAssociated& e) const {
    return membership("membership.associated", {{"membership", json_of(e.membership)}});
  }
  std::optional<Said> operator()(const MembershipTransferred& e) const {
    return membership("membership.transferred",
                      {{"membership", json_of(e.membership)}, {"fromAssetId", e.from.value}},
                      e.document);
  }
  std::optional<Said> operator()(const MembershipDisconnected& e) const {
    return membership("membership.disconnected",
                      {{"membership", json_of(e.membership)}, {"penalty", json_of(e.penalty)}},
                      e.document);
  }
  std::optional<Said> operator()(const OrderSubmitted&) const {
    return document("submitted", part({}));
  }
  std::optional<Said> operator()(const DocumentCancelled& e) const {
    return document("cancelled", part({{"reason", e.reason}}));
  }
  std::optional<Said> operator()(const QuoteAccepted&) const {
    return document("accepted", part({}));
  }
  std::optional<Said> operator()(const QuoteExpired&) const {
    return document("expired", part({}));
  }
  std::optional<Said> operator()(const OrderCompleted&) const {
    return document("completed", part({}));
  }
  template <class E>
  requires OneOfThose<E, ShardEvent, CatalogueEvent, ProductOfferEvent, ProjectEvent> ||
      OneOf<E, CommandRepeated, WorkflowStarted, WorkflowAdvanced, WorkflowFailed,
            NamedParameterRequested, NamedParameterCancelled, AccountDefined, AssetInstalled,
            AssetUpdated, AssetDisconnected, ActiveDocumentSet, ActiveDocumentCleared,
            DocumentClosed, PrepaidBalanceSet, ActivityCreated, WorkItemRequested,
            WorkflowContinued, MembershipHandlingCompleted>
          std::optional<Said>
  operator()(const E&) const { return {}; }

 private:
  // Of several that a call applied: the call has one answer. A response that came by itself has a
  // workflow instance of its own, since schema version 2 knows of them.
  bool is_part_of_call(const OfferResponseLogged& e) const {
    return recorded.schema >= 2 && e.result.workflow.value.empty();
  }
  AccountId own_account() const { return {std::string(partition_key(recorded.stream))}; }
  // `member`: of the command; what was asked. Where that is too large for the log, or of before
  // version 2, the refusal says no more than whose it is.
  template <class Asked>
  std::optional<Said> refused(const CommandRefused& e, std::string_view member) const {
    const Asked asked =
        codec::read_json<Asked>(e.command, member).value_or(Asked{.account = own_account()});
    Instant given;
    if constexpr (requires { asked.given; }) given = asked.given;
    return outcome(given, outcome_json(asked, e.problems, telling));
  }
  // Of offers that were to be applied in memory, as if they were to be saved.
  std::optional<Said> refused_in_memory(const CommandRefused& e) const {
    const auto failure =
        codec::read_json<OfferApplicationFailed>(e.command, "failure")
            .value_or(OfferApplicationFailed{.response = {.account = own_account()}});
    const OffersToApply asked{.account = failure.response.account,
                              .offers = failure.offers,
                              .channel = failure.response.channel};
    return outcome(failure.response.given, outcome_json(asked, e.problems, telling));
  }
  // What all but the first event of a document begin with.
  object part(object rest) const {
    object body{{"id", recorded.stream.key},
                {"kind", name_of(recorded.stream.category)},
                {"accountId", partition_key(recorded.stream)}};
    for (auto& member : rest) body.emplace(member.key(), std::move(member.value()));
    return body;
  }
  std::optional<Said> document(std::string_view change, object body) const {
    const bool is_order = recorded.stream.category == Category::order;
    return Said{.topic = is_order ? &where.topics.order : &where.topics.quote,
                .type = fmt::format("{}.{}.v1", name_of(recorded.stream.category), change),
                .time = occurred(recorded.command),
                .body = std::move(body)};
  }
  template <class E>
  std::optional<Said> promotion(std::string_view change, const E& e) const {
    return document(change,
                    part({{"instanceId", e.instance.value}, {"promotion", e.promotion.value}}));
  }
  // `document`: the order that it came with; empty: none.
  std::optional<Said> membership(std::string type, object body,
                                 const DocumentId& document = {}) const {
    body["accountId"] = partition_key(recorded.stream);
    put_if(body, "documentId", document.value);
    return Said{.topic = &where.topics.membership,
                .type = std::move(type).append(".v1"),
                .time = occurred(recorded.command),
                .body = std::move(body)};
  }
  std::optional<Said> outcome(Instant given, object body) const {
    return Said{.topic = &where.topics.outcome,
                .type = "outcome.v1",
                .time = given == Instant{} ? occurred(recorded.command) : given,
                .body = std::move(body)};
  }
};

// The membership that the event says something of, as it is now; nullptr: none.
const Membership* membership_of(const Event& event) {
  if (const auto* e = std::get_if<MembershipAssociated>(&event)) return &e->membership;
  if (const auto* e = std::get_if<MembershipTransferred>(&event)) return &e->membership;
  if (const auto* e = std::get_if<MembershipDisconnected>(&event)) return &e->membership;
  return nullptr;
}

// As it came, with what was wrong: the names that Kafka Connect uses, which tools show, and our
// own.
OutputMessage dead_letter(const RecordedEvent& recorded, const DeadLettered& dead,
                          const Publication& where) {
  const InputRecord& record = dead.record;
  OutputMessage message{.topic = where.topics.dead_letter,
                        .key = record.key.value,
                        .value = record.value,
                        .has_key = record.has_key,
                        .has_value = record.has_value,
                        .headers = record.headers};
  auto& headers = message.headers;
  std::string problem = "/problems/";
  for (const char c : dead.problem.code) {
    problem += c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  add(headers, "__connect.errors.topic", record.topic);
  add(headers, "__connect.errors.partition", std::to_string(record.partition));
  add(headers, "__connect.errors.offset", std::to_string(record.offset));
  add(headers, "__connect.errors.connector.name", "proffer");
  add(headers, "__connect.errors.task.id", std::to_string(recorded.shard));
  add(headers, "__connect.errors.stage", "VALUE_CONVERTER");
  add(headers, "__connect.errors.class.name", "proffer.intake");
  add(headers, "__connect.errors.exception.class.name", dead.problem.code);
  add(headers, "__connect.errors.exception.message", dead.problem.text);
  add(headers, "__connect.errors.exception.stacktrace", dead.problem.field);
  add(headers, "proffer.dlq.attempts", "1");  // a record that cannot be read is not read again
  add(headers, "proffer.dlq.problem", problem);
  add(headers, "proffer.dlq.first-seen", json_of(recorded.command.at));
  add(headers, dead_letter_source, source_of(where));
  add(headers, dead_letter_id, id_of(recorded));
  return message;
}

}  // namespace

std::vector<OutputMessage> messages_of(const RecordedEvent& recorded, const Event& event,
                                       const Publication& where, const DocumentView* document) {
  if (const auto* dead = std::get_if<DeadLettered>(&event)) {
    return {dead_letter(recorded, *dead, where)};
  }
  const auto said = std::visit(Teller{recorded, where, document}, event);
  if (!said) return {};
  std::vector<OutputMessage> messages;
  messages.push_back(message_of(recorded, *said, where));
  if (const Membership* membership = membership_of(event)) {
    const Said row{.topic = &where.topics.membership_state,
                   .type = "membership.state.v1",
                   .time = occurred(recorded.command),
                   .body = json_of(*membership),
                   .row = membership->id.value};
    messages.push_back(message_of(recorded, row, where));
  }
  return messages;
}

std::vector<OutputMessage> repeated_outcome(const RecordedEvent& recorded, const Event& first,
                                            const Publication& where,
                                            const DocumentView* document) {
  const auto said = std::visit(Teller{recorded, where, document, Telling::repeated}, first);
  if (!said || said->topic != &where.topics.outcome) return {};
  return {message_of(recorded, *said, where)};
}

std::string_view topic_of(const RecordedEvent& recorded, const Event& event,
                          const Publication& where) {
  if (std::holds_alternative<DeadLettered>(event)) return where.topics.dead_letter;
  if (std::holds_alternative<CommandRepeated>(event)) {
    const Category addressee = recorded.stream.category;
    const bool answers = addressee == Category::account || addressee == Category::workflow ||
                         addressee == Category::request;
    return answers ? std::string_view{where.topics.outcome} : std::string_view{};
  }
  const auto said = std::visit(Teller{recorded, where}, event);
  return said ? std::string_view{*said->topic} : std::string_view{};
}

namespace {
// Ours come last: a dead letter has its own headers too.
std::string_view last_of(std::span<const RecordHeader> headers, std::string_view name,
                         std::string_view other) {
  for (auto header = headers.rbegin(); header != headers.rend(); ++header) {
    if (header->name == name || header->name == other) return header->value.value;
  }
  return {};
}
}  // namespace

std::string_view message_id(std::span<const RecordHeader> headers) {
  return last_of(headers, dead_letter_id, event_id);
}

std::string_view message_source(std::span<const RecordHeader> headers) {
  return last_of(headers, dead_letter_source, event_source);
}

}  // namespace proffer::transport
