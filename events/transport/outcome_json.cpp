#include "events/transport/outcome_json.hpp"

#include "events/line_names.hpp"
#include "events/option_labels.hpp"
#include "events/transport/json_parts.hpp"
#include "events/transport/spelling.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::transport {
namespace {

using boost::json::array;
using boost::json::object;
using transport::name_of;

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
  put_if(out, "code", run.code);
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

object option_json(const DomainValue& option, std::string_view label) {
  object out;
  out["parameterId"] = option.id;
  out["sequence"] = option.sequence;
  out["value"] = option.value;
  put_if(out, "path", option.path);
  put_if(out, "displayName", label);
  return out;
}

// What the option is when it is a product, by the names of the message's payload.
void put_product(object& out, const DomainValue& option, const OptionProduct& product) {
  out["productId"] = option.value;
  put_if(out, "productName", product.name);
  put_if(out, "productTypeCode", name_of(product.kind));
}

array skipped_json(const std::vector<SkippedAction>& skipped) {
  return array_of(skipped, [](const SkippedAction& each) { return json_of(each); });
}

// As the web services say it.
void put_error(object& out, const Problems& problems) {
  if (problems.empty()) return;
  out["errorCode"] = problems.front().code;
  out["errorMessage"] = problems.front().text;
}

object rejected_call(const AccountId& account, const Problems& problems) {
  object out;
  out["outcome"] = "rejected";
  put_if(out, "accountId", account.value);
  out["problems"] = json_of(problems);
  put_error(out, problems);
  return out;
}

// With the names that `shown`, by product id, has for it.
Line with_names(Line line, const std::vector<NamedValue>& shown) {
  const auto rename = [&](const ProductId& product, std::string& name) {
    const auto found = std::ranges::find(shown, product.value, &NamedValue::name);
    if (found != shown.end()) name = found->value;
  };
  each_name(line, rename);
  return line;
}

// A document in an answer; it has no id when it was only looked at.
object structure_json(const DocumentView& document, const std::vector<NamedValue>& shown_names) {
  const bool saved = !document.id.value.empty();
  object out;
  if (saved) out["id"] = document.id.value;
  out["kind"] = name_of(document.kind);
  out["accountId"] = document.account.value;
  out["priceList"] = document.price_list;
  out["currency"] = document.currency;
  if (saved) out["revision"] = document.revision;
  out["totals"] =
      object{{"oneTime", json_of(document.one_time)}, {"recurring", json_of(document.recurring)}};
  array lines;
  lines.reserve(document.lines.size());
  for (const Line& line : document.lines) {
    lines.emplace_back(json_of(with_names(line, shown_names)));
  }
  out["lines"] = std::move(lines);
  return out;
}

array texts_json(const std::vector<std::string>& texts) {
  return array(texts.begin(), texts.end());
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

object parameter_json(const ParameterOptions& asks) {
  const ParameterShown& shown = asks.shown;
  object out;
  out["actionId"] = asks.action.value;
  put_if(out, "actionName", shown.action_name);
  out["namedParameterFlag"] = true;
  put_if(out, "parameterType", name_of(asks.parameter));
  put_if(out, "baseProduct", asks.base.value);
  put_if(out, "baseProductName", shown.base_name);
  put_if(out, "componentProduct", asks.component.value);
  put_if(out, "componentProductName", shown.component_name);
  put_if(out, "productPath", shown.component_path);
  put_if(out, "fieldName", shown.field_name);
  put_if(out, "fieldValue", shown.field_value);
  put_if(out, "attributeName", shown.attribute_name);
  put_if(out, "attributeValue", shown.attribute_value);
  put_if(out, "assetId", shown.asset.value);
  put_if(out, "rootAssetId", shown.root_asset.value);
  put_if(out, "recommendationId", shown.recommendation.value);
  put_if(out, "messageType", shown.message_type);
  array options;
  for (std::size_t i = 0; i < asks.options.size(); ++i) {
    object option = option_json(asks.options[i], label_of(asks.options, shown.products, i));
    if (i < shown.products.size()) put_product(option, asks.options[i], shown.products[i]);
    options.push_back(std::move(option));
  }
  out["options"] = std::move(options);
  return out;
}

object outcome_json(const OfferResponseLogged& event, Telling telling) {
  object out = outcome_object({name_of(event.outcome, event.document),
                               event.response,
                               event.release,
                               event.document.value,
                               skipped_json(event.skipped),
                               {}},
                              telling);
  put_result(out, event.result);
  put_if(out, "nextView", event.next_view);
  return out;
}

object outcome_json(const OfferApplicationFailed& event, Telling telling) {
  object out = outcome_object(
      {"rejected", event.response, event.release, {}, {}, json_of(event.problems)}, telling);
  // Responses name their offer: without one it was a structure that should have been saved.
  const bool answers_call = !event.offers.empty() || event.response.offer.value.empty();
  if (answers_call) put_error(out, event.problems);
  if (!event.offers.empty()) out["offers"] = array_of(event.offers, choice_json);
  if (event.asks) out["namedParameter"] = parameter_json(*event.asks);
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
  out["prompt"] = event.prompt;
  for (auto& member : parameter_json({event.action, event.parameter, event.base, event.component,
                                      event.options, event.shown})) {
    out[member.key()] = std::move(member.value());
  }
  return out;
}

object outcome_json(const OffersApplied& event, const DocumentView* document, Telling telling) {
  object out;
  out["outcome"] = event.outcome == ResponseOutcome::document && document != nullptr
                       ? name_of(document->kind)
                       : name_of(event.outcome, event.document);
  out["accountId"] = event.account.value;
  out["offers"] = array_of(event.offers, choice_json);
  out["channel"] = event.channel;
  put_if(out, "assetId", event.asset.value);
  put_if(out, "serviceId", event.service_id);
  put_if(out, "documentId", event.document.value);
  put_if(out,
         event.several                                    ? "docId"
         : kind_of(event.document) == DocumentKind::quote ? "quoteId"
                                                          : "orderId",
         event.document.value);
  out["structure"] = document == nullptr ? object{} : structure_json(*document, event.shown_names);
  out["skipped"] = skipped_json(event.skipped);
  out["problems"] = array();
  const auto& runs = event.result.processes;
  const auto failed = std::ranges::find_if(runs, &ProcessRun::failed);
  if (failed != runs.end()) {
    const std::string& code = failed->code;  // empty: it is from before they were recorded
    put_error(out, {{.code = code.empty() ? "WORKFLOW_FAILED" : code, .text = failed->message}});
  }
  put_result(out, event.result);
  out["deferredWorkflows"] = texts_json(event.result.deferred);
  out["warnings"] = texts_json(event.result.warnings);
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

bool shows_document(const OffersApplied& event) {
  return !event.document.value.empty() && (event.several || event.detail);
}

object outcome_json(const ResponseReceived& refused, const Problems& problems, Telling telling) {
  return outcome_object({"rejected", refused, 0, {}, {}, json_of(problems)}, telling);
}

object outcome_json(const OffersToApply& refused, const Problems& problems, Telling telling) {
  object out = rejected_call(refused.account, problems);
  out["offers"] = array_of(refused.offers, choice_json);
  out["channel"] = refused.channel;
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

object outcome_json(const QuestionAnswered& event, Telling telling) {
  object out;
  out["operation"] = event.operation;
  put_if(out, "accountId", event.account.value);
  boost::system::error_code error;
  auto answer = boost::json::parse(event.answer.value, error);
  if (auto* members = answer.if_object()) {
    if (!members->contains("outcome")) {
      out["outcome"] = members->contains("errorCode") ? "rejected" : "answered";
    }
    for (auto& member : *members) out[member.key()] = std::move(member.value());
  }
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

object outcome_json(const QuestionAnswered& refused, const Problems& problems, Telling telling) {
  object out = rejected_call(refused.account, problems);
  out["operation"] = refused.operation;
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

object refused_workflow_json(const WorkflowId& workflow, const AccountId& account,
                             const Problems& problems, Telling telling) {
  object out = rejected_call(account, problems);
  out["workflowId"] = workflow.value;
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

object outcome_json(const ActivityCompleted& event, const AccountId& account, Telling telling) {
  object out;
  out["outcome"] = "done";
  out["operation"] = "CompleteActivity";
  out["accountId"] = account.value;
  out["activityId"] = event.activity.value;
  out["status"] = "Done";
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

object refused_change_json(const ServiceOperation& operation, const AccountId& account,
                           const Problems& problems, Telling telling) {
  object out = rejected_call(account, problems);
  out["operation"] = operation.name;
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

object workflow_json(std::string_view outcome, const WorkflowId& workflow, const AccountId& account,
                     Telling telling) {
  object out;
  out["outcome"] = outcome;
  out["accountId"] = account.value;
  out["workflowId"] = workflow.value;
  if (telling == Telling::repeated) out["repeated"] = true;
  return out;
}

}  // namespace proffer::transport
