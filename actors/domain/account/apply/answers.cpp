#include "actors/domain/account/apply/answers.hpp"

#include "actors/domain/account/apply/channel_exceptions.hpp"
#include "actors/domain/account/apply/named_parameter.hpp"
#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/catalogue/translated.hpp"
#include "actors/domain/recommendation/recommendation.hpp"
#include "events/line_names.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

using Events = std::vector<AccountEvent>;

WorkflowOutcome outcome_of(ResponseOutcome outcome) {
  switch (outcome) {
    case ResponseOutcome::document: return WorkflowOutcome::document;
    case ResponseOutcome::no_action: return WorkflowOutcome::no_action;
    case ResponseOutcome::no_change: return WorkflowOutcome::no_change;
    case ResponseOutcome::processes: return WorkflowOutcome::only_processes;
    case ResponseOutcome::rejected:
    case ResponseOutcome::waiting:
    case ResponseOutcome::unknown: return WorkflowOutcome::unknown;
  }
  return WorkflowOutcome::unknown;
}

std::uint8_t definition_for(const Request& request) {
  if (request.command == nullptr) return definition_of<CreateDocument>;
  const bool several = request.several();
  switch (request.command->kind) {
    case DocumentKind::order:
      return several ? definition_of<ApplyOffersToOrder> : definition_of<ApplyOfferToOrder>;
    case DocumentKind::quote:
      return several ? definition_of<ApplyOffersToQuote> : definition_of<ApplyOfferToQuote>;
    case DocumentKind::unknown: return definition_of<CreateDocument>;
  }
  return definition_of<CreateDocument>;
}

// What the offer's message type says of the response; nullptr: nothing, then it is logged.
const MessageResponse* response_in(const Catalogue& catalogue, const ProductOffer& offer,
                                   const std::string& response) {
  const MessageType* type = catalogue.message_type(offer.message_type);
  if (type == nullptr) return nullptr;
  const auto found = std::ranges::find_if(
      type->responses, [&](const MessageResponse& r) { return same_name(r.name, response); });
  return found == type->responses.end() ? nullptr : &*found;
}

// What the message type says of the offer, as where it is recommended; else the offer's name.
std::string prompt_of(const ProductOffer& offer, const ParameterOptions& asks,
                      const Account::State& state, std::string_view language,
                      const Catalogue& catalogue) {
  Row row;
  row.asset = asks.shown.asset;
  row.root_asset = asks.shown.root_asset;
  const auto asset = std::ranges::find(state.assets, row.asset, &Asset::id);
  if (asset != state.assets.end()) {
    row.product = asset->product;
    row.service = asset->service_id;
  }
  const auto& recommendations = offer.recommendations;
  const auto by =
      std::ranges::find(recommendations, asks.shown.recommendation, &Recommendation::id);
  const Message message = message_of(offer, by == recommendations.end() ? Recommendation{} : *by,
                                     row, state, language, catalogue);
  if (!message.full_text.empty()) return message.full_text;
  return message.message.empty() ? offer.name : message.message;
}

}  // namespace

WorkflowId Answer::workflow() const {
  if (request_.resumed != nullptr) return *request_.resumed;
  if (!request_.save() || trace.steps().empty()) return {};
  return {state_.id.value + "-W" + std::to_string(state_.workflows_ever + 1)};
}

void Answer::start(Events& events) {
  WorkflowId id = workflow();
  events.emplace_back(WorkflowStarted{id, definition_for(request_), state_.id, request_.context()});
  events.emplace_back(WorkflowAdvanced{std::move(id), trace.take()});
}

// What was done up to the wait is with the instance already.
std::vector<StepTaken> Answer::steps_since_the_wait() {
  std::vector<StepTaken> steps = trace.take();
  const auto wait = std::ranges::find_if(steps, [](const StepTaken& step) {
    return step.definition == definition_of<GetNamedParameter> &&
           step.step == static_cast<std::uint8_t>(GetNamedParameter::wait);
  });
  steps.erase(steps.begin(), wait == steps.end() ? wait : wait + 1);
  return steps;
}

void Answer::complete(const Carried& carried, Events& events) {
  const WorkflowId id = workflow();
  if (id.value.empty()) return;
  const WorkflowOutcome outcome = outcome_of(carried.outcome);
  std::vector<MembershipHandlingCompleted> handled = carried.handled;
  for (MembershipHandlingCompleted& each : handled) each.workflow = id;
  if (request_.resumed != nullptr) {
    events.emplace_back(WorkflowContinued{id,
                                          steps_since_the_wait(),
                                          outcome,
                                          carried.document,
                                          carried.next_view,
                                          {},
                                          std::move(handled)});
    return;
  }
  start(events);
  for (MembershipHandlingCompleted& each : handled) events.emplace_back(std::move(each));
  events.emplace_back(WorkflowCompleted{id, outcome, carried.document, carried.next_view});
}

void Answer::fail(const Problems& problems, Events& events) {
  const WorkflowId id = workflow();
  if (id.value.empty()) return;
  if (request_.resumed != nullptr) {
    events.emplace_back(
        WorkflowContinued{id, steps_since_the_wait(), WorkflowOutcome::unknown, {}, {}, problems});
    return;
  }
  const StepTaken last = trace.steps().back();
  start(events);
  events.emplace_back(WorkflowFailed{id, last, problems});
}

ResponseReceived Answer::response_to(std::size_t offer) const {
  if (request_.response != nullptr) return *request_.response;
  ResponseReceived response;
  response.account = state_.id;
  response.asset = request_.asset();
  response.service_id = request_.service_id();
  response.channel = request_.channel();
  response.given = request_.given();
  response.document = request_.document();
  if (offer < request_.offers.size()) {
    response.offer = request_.offers[offer].offer;
    response.response = request_.offers[offer].response;
    response.parameter = request_.offers[offer].parameter;
  }
  return response;
}

// What the customer owns that the question is about, what it was recommended by, and the names of
// products as the customer reads them.
void Answer::set_shown(ParameterOptions& asks, const Referred& referred) const {
  if (referred.asset != nullptr) {
    asks.shown.asset = referred.asset->id;
    asks.shown.root_asset = referred.asset->root;
  }
  if (request_.response != nullptr) asks.shown.recommendation = request_.response->recommendation;
  const auto translate = [&](const ProductId& product, std::string& name) {
    name = product_name_in(shown_language(request_.language, state_.profile), *context_.catalogue,
                           product, name);
  };
  translate(asks.base, asks.shown.base_name);
  translate(asks.component, asks.shown.component_name);
  for (std::size_t i = 0; i < asks.shown.products.size(); ++i) {
    DomainValue& option = asks.options[i];
    std::string& name = asks.shown.products[i].name;
    const bool by_name = option.display_name == name;  // its author gave it no other
    translate({option.value}, name);
    if (by_name) option.display_name = name;
  }
}

Events Answer::failed(const Referred& referred, Problems problems,
                      std::optional<ParameterOptions> asks) {
  OfferApplicationFailed failure;
  failure.response = response_to(0);
  if (!referred.offers.empty()) failure.release = referred.offers.front().version->number;
  if (request_.command != nullptr) failure.offers = request_.offers;
  Events events;
  if (request_.save()) {
    failure.workflow = workflow();
    fail(problems, events);
    failure.handlers = handle_exception(state_, failure.response, problems, {}, context_, events);
  }
  failure.problems = std::move(problems);
  failure.asks = std::move(asks);
  if (failure.asks) set_shown(*failure.asks, referred);
  events.emplace_back(std::move(failure));
  return events;
}

Events Answer::waiting(const Referred& referred, AwaitedChoice awaited) {
  const ChosenOffer& offer = *awaited.offer;
  ParameterOptions& asks = awaited.asks;
  set_shown(asks, referred);
  const ProductOffer& asking = offer.released->offer;
  std::string prompt = prompt_of(
      asking, asks, state_, shown_language(request_.language, state_.profile), *context_.catalogue);
  WorkflowId id = workflow();
  Events events;
  start(events);
  events.emplace_back(NamedParameterRequested{id, asking.id, asks.action, asks.parameter, prompt,
                                              asks.options, asks.base, asks.component, asks.shown});
  events.emplace_back(OfferResponseWaiting{
      response_to(0), offer.version->number, std::move(id), std::move(asks.action),
      std::move(prompt), std::move(asks.options), asks.parameter, std::move(asks.base),
      std::move(asks.component), std::move(asks.shown)});
  return events;
}

void Answer::log(const Referred& referred, std::size_t offer, const Carried& carried,
                 Events& events) const {
  const ChosenOffer& chosen = referred.offers[offer];
  const ProductOffer& answered = chosen.released->offer;
  const auto place = referred.choices[offer] - request_.offers.data();
  OfferResponseLogged logged;
  logged.response = response_to(static_cast<std::size_t>(place));
  logged.response.response = chosen.response->response;
  if (referred.asset != nullptr) logged.response.asset = referred.asset->id;
  logged.release = chosen.version->number;
  logged.outcome = carried.outcome;
  logged.document = carried.document;
  for (const SkippedAction& skipped : carried.skipped) {
    if (skipped.because.offer == answered.id) logged.skipped.push_back(skipped);
  }
  const MessageResponse* given =
      response_in(*context_.catalogue, answered, chosen.response->response);
  logged.logged = given == nullptr || given->log;
  logged.suppressed_then = given != nullptr && given->log && given->suppress_repetition;
  if (request_.response != nullptr) logged.result = carried.result;
  if (request_.interactive()) logged.next_view = carried.next_view;
  events.emplace_back(std::move(logged));
}

// Of the products and promotions on the document's lines.
std::vector<NamedValue> Answer::shown_names(const DocumentId& document,
                                            const Events& events) const {
  const std::string_view language = shown_language(request_.language, state_.profile);
  std::vector<NamedValue> names;
  if (language.empty()) return names;
  const auto add = [&](const ProductId& product, const std::string& name) {
    const std::string& shown = product_name_in(language, *context_.catalogue, product, name);
    if (shown != name) names.push_back({product.value, shown});
  };
  const auto add_line = [&](const Line& line) { each_name(line, add); };
  if (const OpenDocument* before = open_document(state_, document)) {
    std::ranges::for_each(before->lines, add_line);
  }
  for (const AccountEvent& event : events) {
    if (const auto* added = std::get_if<LineAdded>(&event)) add_line(added->line);
    if (const auto* changed = std::get_if<LineChanged>(&event)) add_line(changed->line);
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Events Answer::applied(const Referred& referred, Carried carried, Events events) {
  if (request_.save()) {
    if (!carried.late.empty()) {
      handle_exception(state_, response_to(0), carried.late, carried.document, context_, events);
    }
    carried.result.workflow = workflow();
    complete(carried, events);
    for (std::size_t i = 0; i < referred.offers.size(); ++i) log(referred, i, carried, events);
  }
  if (request_.command == nullptr) return events;
  OffersApplied applied;
  applied.account = state_.id;
  applied.offers = request_.offers;
  applied.asset = referred.asset != nullptr ? referred.asset->id : request_.asset();
  applied.service_id = request_.service_id();
  applied.channel = request_.channel();
  applied.given = request_.given();
  applied.outcome = carried.outcome;
  applied.document = carried.document;
  applied.skipped = std::move(carried.skipped);
  applied.result = std::move(carried.result);
  applied.several = request_.command->several;
  applied.detail = request_.command->detail;
  if (applied.several || applied.detail)
    applied.shown_names = shown_names(applied.document, events);
  events.emplace_back(std::move(applied));
  return events;
}

}  // namespace proffer::domain
