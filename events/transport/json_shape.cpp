#include "events/transport/json_shape.hpp"

#include "events/transport/rfc3339.hpp"
#include "events/transport/spelling.hpp"

#include <fmt/format.h>

namespace proffer::transport {

namespace {

using boost::json::array;
using boost::json::object;

void put_if(object& out, std::string_view key, std::string_view value) {
  if (!value.empty()) out[key] = value;
}

template <class T, class Shape>
array array_of(const std::vector<T>& values, const Shape& shape) {
  array out;
  out.reserve(values.size());
  for (const auto& value : values) out.emplace_back(shape(value));
  return out;
}
template <class T>
array array_of(const std::vector<T>& values) {
  return array_of(values, [](const T& value) { return json_of(value); });
}

std::string_view name_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::order: return "order";
    case DocumentKind::quote: return "quote";
    case DocumentKind::unknown: return "";
  }
  return "";
}

// A document that offers still change: orders wait to be submitted, quotes are open.
std::string_view first_status_of(DocumentKind kind) {
  return kind == DocumentKind::quote ? "Open" : "Pending";
}

// The kind is in the id, `<account>-O<n>` or `<account>-Q<n>`.
DocumentKind kind_of(const DocumentId& document) {
  const auto dash = document.value.rfind('-');
  if (dash == std::string::npos || dash + 1 == document.value.size()) return DocumentKind::unknown;
  return document.value[dash + 1] == 'Q' ? DocumentKind::quote : DocumentKind::order;
}

std::string_view name_of(ResponseOutcome outcome, const DocumentId& document) {
  switch (outcome) {
    case ResponseOutcome::document: return name_of(kind_of(document));
    case ResponseOutcome::no_action: return "no_action";
    case ResponseOutcome::no_change: return "no_change";
    case ResponseOutcome::rejected: return "rejected";
    case ResponseOutcome::processes: return "only_processes";
    case ResponseOutcome::waiting: return "waiting";
    case ResponseOutcome::unknown: return "";
  }
  return "";
}

struct Outcome {
  std::string_view name;
  const ResponseReceived& response;
  std::uint32_t release = 0;
  std::string_view document;
  array skipped;
  array problems;
};

object outcome_object(Outcome outcome, Telling telling) {
  object out;
  out["outcome"] = outcome.name;
  out["accountId"] = outcome.response.account.value;
  out["offerId"] = outcome.response.offer.value;
  out["release"] = outcome.release;
  out["response"] = outcome.response.response;
  out["channel"] = outcome.response.channel;
  put_if(out, "documentId", outcome.document);
  out["skipped"] = std::move(outcome.skipped);
  out["problems"] = std::move(outcome.problems);
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

object process_json(const ProcessRun& run) {
  object out;
  out["workflow"] = run.workflow;
  out["actionId"] = run.action.value;
  out["phase"] = run.post_order ? "post" : "pre";
  out["failed"] = run.failed;
  out["message"] = run.message;
  if (!run.context.empty()) out["context"] = json_of(run.context);
  return out;
}

object choice_json(const OfferChoice& choice) {
  object out;
  out["offerId"] = choice.offer.value;
  out["sequence"] = choice.sequence;
  put_if(out, "response", choice.response);
  return out;
}

object option_json(const DomainValue& option) {
  object out;
  out["parameterId"] = option.id;
  out["sequence"] = option.sequence;
  out["value"] = option.value;
  put_if(out, "path", option.path);
  put_if(out, "displayName", option.display_name);
  return out;
}

std::string_view name_of(ExceptionHandler handler) {
  switch (handler) {
    case ExceptionHandler::show_error: return "show_error";
    case ExceptionHandler::create_activity: return "create_activity";
    case ExceptionHandler::create_work_item: return "create_work_item";
    case ExceptionHandler::unknown: return "";
  }
  return "";
}

// What else there is to say; what there is not takes no room.
void put_result(object& out, const ApplicationResult& result) {
  put_if(out, "workflowId", result.workflow.value);
  if (!result.processes.empty()) out["workflows"] = array_of(result.processes, process_json);
  const auto put_texts = [&](std::string_view key, const std::vector<std::string>& texts) {
    if (!texts.empty()) out[key] = array(texts.begin(), texts.end());
  };
  put_texts("deferredWorkflows", result.deferred);
  put_texts("warnings", result.warnings);
  if (result.unresolved.empty()) return;
  array assets;
  for (const AssetId& asset : result.unresolved) assets.emplace_back(asset.value);
  out["unresolvedComponents"] = std::move(assets);
}

}  // namespace

std::string json_of(Money money) {
  // Unsigned, so that the smallest sum has a magnitude too.
  const bool negative = money.cents < 0;
  const auto cents = static_cast<std::uint64_t>(money.cents);
  const auto magnitude = negative ? ~cents + 1 : cents;
  return fmt::format("{}{}.{:02}", negative ? "-" : "", magnitude / 100, magnitude % 100);
}

std::string json_of(Instant instant) { return format_rfc3339(instant); }

object json_of(std::span<const NamedValue> values) {
  object out;
  out.reserve(values.size());
  for (const auto& value : values) out[value.name] = value.value;
  return out;
}

object json_of(const Problem& problem) {
  object out;
  out["code"] = problem.code;
  out["text"] = problem.text;
  put_if(out, "offer", problem.offer);
  put_if(out, "response", problem.response);
  put_if(out, "action", problem.action);
  put_if(out, "field", problem.field);
  return out;
}

array json_of(const Problems& problems) { return array_of(problems); }

object json_of(const Because& because) {
  object out;
  out.reserve(9);
  out["offerId"] = because.offer.value;
  out["release"] = because.release;
  out["response"] = because.response;
  out["actionId"] = because.action.value;
  out["action"] = because.action_name;
  out["type"] = name_of(because.type);
  out["code"] = name_of(because.code);
  out["rule"] = because.rule;
  out["inputs"] = json_of(because.inputs);
  return out;
}

object json_of(const SkippedAction& skipped) {
  object out;
  out["action"] = skipped.because.action_name;
  out["reason"] = skipped.reason;
  out["because"] = json_of(skipped.because);
  return out;
}

object json_of(const Line& line) {
  object out;
  out.reserve(18);
  out["id"] = line.id.value;
  out["sequence"] = line.sequence;
  put_if(out, "parent", line.parent.value);
  out["root"] = line.root.value;
  out["productId"] = line.product.value;
  out["product"] = line.product_name;
  out["action"] = name_of(line.action);
  put_if(out, "assetId", line.asset.value);
  put_if(out, "relationship", line.relationship);
  out["quantity"] = line.quantity;
  out["fields"] = json_of(line.fields);
  out["attributes"] = json_of(line.attributes);
  out["prior"] = json_of(line.prior);
  out["unitPrice"] = json_of(line.unit_price);
  out["netPrice"] = json_of(line.net_price);
  out["priceType"] = name_of(line.price_type);
  put_if(out, "promotion", line.promotion.name);
  put_if(out, "promotionId", line.promotion.promotion.value);
  put_if(out, "promotionInstanceId", line.promotion.instance.value);
  put_if(out, "promotionRuleId", line.promotion.rule.value);
  if (line.status != LineStatus::unknown) out["status"] = name_of(line.status);
  out["because"] = json_of(line.because);
  return out;
}

object json_of(const DocumentView& document) {
  object out;
  out.reserve(12);
  out["id"] = document.id.value;
  out["kind"] = name_of(document.kind);
  out["accountId"] = document.account.value;
  out["status"] = document.status.empty() ? first_status_of(document.kind) : document.status;
  out["priceList"] = document.price_list;
  out["currency"] = document.currency;
  out["created"] = json_of(document.created);
  out["changed"] = json_of(document.changed);
  out["revision"] = document.revision;
  out["totals"] =
      object{{"oneTime", json_of(document.one_time)}, {"recurring", json_of(document.recurring)}};
  array lines;
  lines.reserve(document.lines.size());
  for (const auto& line : document.lines) lines.emplace_back(json_of(line));
  out["lines"] = std::move(lines);
  return out;
}

object outcome_json(const OfferResponseLogged& event, Telling telling) {
  object out = outcome_object({name_of(event.outcome, event.document),
                               event.response,
                               event.release,
                               event.document.value,
                               array_of(event.skipped),
                               {}},
                              telling);
  put_result(out, event.result);
  return out;
}

object outcome_json(const OfferApplicationFailed& event, Telling telling) {
  object out = outcome_object(
      {"rejected", event.response, event.release, {}, {}, json_of(event.problems)}, telling);
  if (!event.offers.empty()) out["offers"] = array_of(event.offers, choice_json);
  put_if(out, "workflowId", event.workflow.value);
  if (event.handlers.empty()) return out;
  array handlers;
  for (const ExceptionHandler handler : event.handlers) handlers.emplace_back(name_of(handler));
  out["handlers"] = std::move(handlers);
  return out;
}

object outcome_json(const OfferResponseWaiting& event, Telling telling) {
  object out = outcome_object(
      {name_of(ResponseOutcome::waiting, {}), event.response, event.release, {}, {}, {}}, telling);
  out["workflowId"] = event.workflow.value;
  out["actionId"] = event.action.value;
  out["prompt"] = event.prompt;
  out["options"] = array_of(event.options, option_json);
  return out;
}

object outcome_json(const OffersApplied& event, Telling telling) {
  object out;
  out["outcome"] = name_of(event.outcome, event.document);
  out["accountId"] = event.account.value;
  out["offers"] = array_of(event.offers, choice_json);
  out["channel"] = event.channel;
  put_if(out, "assetId", event.asset.value);
  put_if(out, "serviceId", event.service_id);
  put_if(out, "documentId", event.document.value);
  out["skipped"] = array_of(event.skipped);
  out["problems"] = array();
  put_result(out, event.result);
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

object outcome_json(const ResponseReceived& refused, const Problems& problems, Telling telling) {
  return outcome_object({"rejected", refused, 0, {}, {}, json_of(problems)}, telling);
}

}  // namespace proffer::transport
