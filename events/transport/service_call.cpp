#include "events/transport/service_call.hpp"

#include "events/transport/opened_record.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace proffer::transport {
namespace {

namespace dom = simdjson::dom;
using Does = ServiceOperation::Does;

constexpr bool is_basket(std::string_view member) {
  return member == "structure" || member == "products";
}

void read_basket(dom::element root, std::string_view parent, QueryCall& call,
                 const OffersCallOptions& options, FoundProblems& problems) {
  ObjectReader reader(root, std::string(parent), problems);
  read_structure(reader, parent, call.structure, options, problems);
  reader.read("products", call.products);
  if (call.products.size() > options.lines_max) {
    problems.add("FIELD_TOO_LONG",
                 fmt::format("There are {} products; send at most {}.", call.products.size(),
                             options.lines_max),
                 pointer_to(parent, "products"));
  }
  std::string_view first;
  for (const std::string_view name : {"documentId", "structure", "products"}) {
    if (!reader.has(name)) continue;
    if (first.empty()) {
      first = name;
      continue;
    }
    problems.add("FIELD_INVALID",
                 fmt::format("{} says what {} says already; leave one of them out.", name, first),
                 pointer_to(parent, name));
  }
}

QueryCall read_query(dom::element root, std::string_view parent, const ServiceOperation& operation,
                     const OffersCallOptions& options, FoundProblems& problems) {
  QueryCall call;
  call.operation = &operation;
  dom::object object;
  if (root.get(object) != simdjson::SUCCESS) {
    problems.add("FIELD_TYPE", "Send a JSON object.", std::string(parent));
    return call;
  }
  for (const dom::key_value_pair member : object) {
    const std::string where = pointer_to(parent, member.key);
    std::string_view text;
    if (member.key == "operation" || member.value.is_null()) continue;
    if (operation.basket && is_basket(member.key)) continue;
    if (member.value.get(text) != simdjson::SUCCESS) {
      problems.add("FIELD_TYPE",
                   fmt::format("{} must be a string, not {}.", member.key, kind_of(member.value)),
                   where);
      continue;
    }
    const bool is_account = member.key == "accountId";
    if (auto problem = wrong(text, is_account ? Form::key : Form::text, where)) {
      problems.add(problem->code, problem->text, where);
    }
    if (is_account) call.account.value = text;
    call.members.push_back({std::string(member.key), std::string(text)});
  }
  if (operation.basket) read_basket(root, parent, call, options, problems);
  const std::string_view required = operation.required;
  const auto given = [&](const NamedValue& member) {
    return member.name == required && !member.value.empty();
  };
  if (!required.empty() && !std::any_of(call.members.begin(), call.members.end(), given)) {
    problems.add("FIELD_REQUIRED", fmt::format("{} is missing; send it.", required),
                 pointer_to(parent, required));
  }
  return call;
}

WorkflowCall read_workflow(ObjectReader& reader, std::string_view parent,
                           const ServiceOperation& operation, FoundProblems& problems) {
  WorkflowCall call;
  call.operation = &operation;
  reader.read("workflowId", call.workflow, Form::key, Need::required);
  if (operation.does == Does::choose) {
    reader.read("parameterId", call.parameter);
    reader.read("value", call.value);
    if (call.parameter.empty() && call.value.empty()) {
      problems.add("FIELD_REQUIRED", "Send the parameterId or the value of an option.",
                   pointer_to(parent, "parameterId"));
    }
  }
  reader.finish();
  return call;
}

ServiceCall read_call(dom::element root, std::string_view parent, const ServiceOperation& operation,
                      const OffersCallOptions& options, FoundProblems& problems) {
  if (operation.does == Does::ask) {
    return read_query(root, parent, operation, options, problems);
  }
  ObjectReader reader(root, std::string(parent), problems);
  reader.has("operation");  // which has been read
  if (operation.does == Does::change) {
    AccountCall call;
    call.operation = &operation;
    read_account_call(reader, call);
    return call;
  }
  if (operation.does != Does::apply) return read_workflow(reader, parent, operation, problems);
  OffersCall call;
  call.operation = &operation;
  read_offers_call(reader, call, options, problems);
  return call;
}

tl::expected<const ServiceOperation*, Problem> named_operation(dom::element data,
                                                               std::string_view parent) {
  std::string_view name;
  dom::object object;
  if (data.get(object) != simdjson::SUCCESS) {
    return fault(
        "FIELD_TYPE",
        fmt::format("A call must be an object, not {}; send one call a message.", kind_of(data)),
        std::string(parent));
  }
  if (object["operation"].get(name) != simdjson::SUCCESS || name.empty()) {
    return fault("FIELD_REQUIRED", "operation is missing; name the operation that is called.",
                 pointer_to(parent, "operation"));
  }
  if (const auto* operation = service_operation(name)) return operation;
  return fault("OPERATION_UNKNOWN",
               fmt::format("There is no operation '{}'.{}", name,
                           did_you_mean(closest(name, service_operation_names()))),
               pointer_to(parent, "operation"));
}

}  // namespace

OffersToApply to_apply(const OffersCall& call, Instant given) {
  return {.account = call.account,
          .offers = call.offers,
          .asset = call.asset,
          .service_id = call.service_id,
          .document = call.document,
          .structure = call.structure,
          .save = call.save,
          .kind = call.operation->kind,
          .several = call.operation->several,
          .detail = call.detail,
          .channel = call.channel,
          .given = given};
}

std::string_view operation_of(const ServiceCall& call) {
  return std::visit([](const auto& c) { return c.operation->name; }, call);
}

bool is_question(const ServiceCall& call) {
  if (const auto* offers = std::get_if<OffersCall>(&call)) return !offers->save;
  if (const auto* change = std::get_if<AccountCall>(&call)) return change->dry_run;
  return std::holds_alternative<QueryCall>(call);
}

tl::expected<ServiceCall, Problems> read_service_call(std::string_view json,
                                                      const ServiceOperation& operation,
                                                      const OffersCallOptions& options) {
  FoundProblems problems{.problems_max = options.problems_max};
  if (json.size() > options.bytes_max) {
    problems.add(
        "BODY_TOO_LARGE",
        fmt::format("The body has {} bytes; send at most {}.", json.size(), options.bytes_max), "");
    return tl::unexpected(std::move(problems.list));
  }
  dom::parser parser{options.bytes_max + simdjson::SIMDJSON_PADDING};
  const simdjson::padded_string padded(json);
  dom::element root;
  if (parser.parse(padded).get(root) != simdjson::SUCCESS) {
    const JsonFault fault = locate_fault(json);
    problems.add("JSON_MALFORMED",
                 fmt::format("The body is not JSON: {} in line {}, column {}.", fault.reason,
                             fault.line, fault.column),
                 "");
    return tl::unexpected(std::move(problems.list));
  }
  auto call = read_call(root, "", operation, options, problems);
  if (!problems.list.empty()) return tl::unexpected(std::move(problems.list));
  return call;
}

tl::expected<ParsedCall, Problem> parse_service_record(std::string_view body,
                                                       std::span<const HeaderView> headers,
                                                       const ServiceRecordOptions& options) {
  thread_local dom::parser parser;
  auto opened = open_record(parser, body, headers, {options.bytes_max, options.type});
  if (!opened) return tl::make_unexpected(std::move(opened.error()));
  const auto operation = named_operation(opened->data, opened->parent);
  if (!operation) return tl::make_unexpected(operation.error());
  FoundProblems problems{.problems_max = 1};
  auto call = read_call(opened->data, opened->parent, **operation, options.call, problems);
  if (!problems.list.empty()) return tl::make_unexpected(std::move(problems.list.front()));
  return ParsedCall{std::move(call), std::move(opened->envelope)};
}

}  // namespace proffer::transport
