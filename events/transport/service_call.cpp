#include "events/transport/service_call.hpp"

#include "events/transport/opened_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace proffer::transport {
namespace {

namespace dom = simdjson::dom;
using Does = ServiceOperation::Does;

constexpr std::array<std::string_view, 4> address_members = {"city", "state", "postalCode",
                                                             "country"};

// Letters and digits in at most two groups, as postal codes are written: 94105, K1A 0B1, 00-950.
bool is_postal_code(std::string_view text) {
  constexpr std::size_t bytes_max = 12;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto fits = [&](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == ' ';
  };
  return text.size() <= bytes_max && std::ranges::all_of(text, fits) &&
         std::ranges::any_of(text, is_digit) && std::ranges::count(text, ' ') <= 1;
}

// A text by its name, as a URL would have it.
void read_text(ObjectReader& reader, std::string_view name, QueryCall& call) {
  const Need need = name == call.operation->required ? Need::required : Need::optional;
  if (need == Need::optional && !reader.has(name)) return;
  std::string value;
  reader.read(name, value, name == "accountId" ? Form::key : Form::text, need);
  if (name == "accountId") call.account.value = value;
  call.members.push_back({std::string(name), std::move(value)});
}

// The same where it is as often sent as a number.
void read_number(ObjectReader& reader, dom::element root, std::string_view name, QueryCall& call) {
  std::int64_t number = 0;  // one that is too small is told so where it is read
  if (root[name].get(number) != simdjson::SUCCESS) return read_text(reader, name, call);
  reader.has(name);  // which has been read
  call.members.push_back({std::string(name), std::to_string(number)});
}

// Its parts, or a postal code: that is what is known of a customer whom nobody knows yet.
void read_address(ObjectReader& reader, dom::element root, std::string_view parent, QueryCall& call,
                  FoundProblems& problems) {
  const std::string where = pointer_to(parent, "address");
  if (!reader.has("address")) return;
  if (!call.account.value.empty()) {
    return problems.add("FIELD_INVALID",
                        "address says who asks, as accountId does; leave one of them out.", where);
  }
  if (!root["address"].is_string()) {
    const std::size_t before = call.members.size();
    return reader.object("address", [&](ObjectReader& address) {
      for (const std::string_view name : address_members) read_text(address, name, call);
      if (call.members.size() > before) return;
      problems.add("FIELD_REQUIRED",
                   "address says nothing; send city, state, postalCode or country in it.", where);
    });
  }
  std::string text;
  reader.read("address", text);
  if (is_postal_code(text)) return call.members.push_back({"postalCode", std::move(text)});
  problems.add("FIELD_INVALID",
               fmt::format("address '{}' is no postal code; send that, or an object with city, "
                           "state, postalCode and country.",
                           text),
               where);
}

void read_basket(ObjectReader& reader, std::string_view parent, QueryCall& call,
                 const OffersCallOptions& options, FoundProblems& problems) {
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

QueryCall read_query(ObjectReader& reader, dom::element root, std::string_view parent,
                     const ServiceOperation& operation, const OffersCallOptions& options,
                     FoundProblems& problems) {
  QueryCall call;
  call.operation = &operation;
  for (const std::string_view name : operation.members) {
    if (name == "address") {
      read_address(reader, root, parent, call, problems);
    } else if (name == "limit" || name == "mode") {
      read_number(reader, root, name, call);
    } else {
      read_text(reader, name, call);
    }
  }
  if (operation.basket) read_basket(reader, parent, call, options, problems);
  reader.finish();
  return call;
}

WorkflowCall read_workflow(ObjectReader& reader, std::string_view parent,
                           const ServiceOperation& operation, FoundProblems& problems) {
  WorkflowCall call;
  call.operation = &operation;
  reader.read("workflowId", call.workflow, Form::key, Need::required);
  if (operation.does == Does::choose) read_option_choice(reader, parent, call, problems);
  reader.finish();
  return call;
}

ServiceCall read_call(dom::element root, std::string_view parent, const ServiceOperation& operation,
                      const OffersCallOptions& options, FoundProblems& problems) {
  ObjectReader reader(root, std::string(parent), problems);
  reader.has("operation");  // which has been read
  if (operation.does == Does::ask) {
    return read_query(reader, root, parent, operation, options, problems);
  }
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

void read_option_choice(ObjectReader& reader, std::string_view parent, WorkflowCall& call,
                        FoundProblems& problems) {
  reader.read("actionName", call.action);
  reader.read("actionId", call.action);  // which is exact, where both are said
  reader.read("parameterId", call.parameter);
  reader.read("value", call.value);
  if (!call.parameter.empty() || !call.value.empty()) return;
  problems.add("FIELD_REQUIRED", "Send the parameterId or the value of an option.",
               pointer_to(parent, "parameterId"));
}

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
