// An account that is told commands one after another, as channels and shops send them.
#pragma once

#include "actors/domain/workflow/definition.hpp"
#include "tests/domain/shop.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace proffer::domain {

class Desk {
 public:
  explicit Desk(Catalogue catalogue, std::vector<Asset> assets = {},
                std::string type = "Residential")
      : context(context_of(catalogue)) {
    Account::DefineAccount define{{"A-1"}, {}, std::move(assets), {}};
    define.profile.type = std::move(type);
    define.profile.organization = "Sales";
    define.profile.phone = "555-0100";
    define.profile.price_list = "Standard";
    define.profile.currency = "EUR";
    tell(define);
  }

  // The events, folded into the state; what is refused comes to be seen in `refused`.
  std::vector<AccountEvent> tell(const Account::Command& command) {
    const auto events = Account::decide(state, command, context);
    refused = events ? std::vector<std::string>{} : codes_of(events.error());
    if (!events) return {};
    state = fold<Account>(std::move(state), *events);
    return *events;
  }
  std::vector<AccountEvent> respond(const std::string& offer, const std::string& response,
                                    const std::string& channel,
                                    std::optional<ParameterChoice> choice = {}) {
    ResponseReceived received;
    received.account = state.id;
    received.offer.value = offer;
    received.response = response;
    received.channel = channel;
    received.parameter = std::move(choice);
    return tell(Account::RespondToOffer{received});
  }
  // Several offers in this order, on the web.
  Account::ApplyOffers applying(const std::vector<std::string>& offers, bool save = true) const {
    Account::ApplyOffers command;
    command.account = state.id;
    command.channel = "web";
    command.save = save;
    for (const std::string& offer : offers) {
      const auto sequence = static_cast<std::uint32_t>(command.offers.size() + 1);
      command.offers.push_back({{offer}, sequence, {}, {}});
    }
    return command;
  }
  // What the document would be, without a trace in the account.
  std::optional<OpenDocument> shown(const Account::ApplyOffers& command) const {
    const auto events = Account::decide(state, command, context);
    if (!events) return {};
    const auto* applied = std::get_if<OffersApplied>(&events->back());
    if (applied == nullptr) return {};
    const auto folded = fold<Account>(state, *events);
    const OpenDocument* document = open_document(folded, applied->document);
    return document == nullptr ? std::nullopt : std::optional(*document);
  }
  std::vector<std::string> lines() const {
    return state.document ? lines_of(*state.document) : std::vector<std::string>{};
  }
  static std::vector<std::string> lines_of(const OpenDocument& document) {
    std::vector<std::string> lines;
    for (const Line& line : document.lines) {
      const char* action = line.action == LineAction::add       ? " Add"
                           : line.action == LineAction::update  ? " Update"
                           : line.action == LineAction::delete_ ? " Delete"
                                                                : " -";
      lines.push_back(line.sequence + " " + line.product_name + action);
    }
    return lines;
  }

  Account::State state;
  Context context;
  std::vector<std::string> refused;
};

template <class E>
std::vector<E> every(const std::vector<AccountEvent>& events) {
  std::vector<E> found;
  for (const AccountEvent& event : events) {
    if (const auto* one = std::get_if<E>(&event)) found.push_back(*one);
  }
  return found;
}

// How far the steps told with these events lead through the workflow they were started with.
inline Walked walked(const std::vector<AccountEvent>& events) {
  const auto started = every<WorkflowStarted>(events);
  const auto advanced = every<WorkflowAdvanced>(events);
  if (started.size() != 1 || advanced.size() != 1) return Walked::no_path;
  return walk(*workflow_definition(started[0].definition), advanced[0].steps);
}

// The decisions taken, as text.
inline std::vector<std::string> told(const std::vector<AccountEvent>& events) {
  std::vector<std::string> steps;
  for (const WorkflowAdvanced& advanced : every<WorkflowAdvanced>(events)) {
    for (const StepTaken& step : advanced.steps) steps.push_back(text_of(step));
  }
  return steps;
}

inline OfferAction process(std::string workflow, std::vector<NamedValue> parameters = {}) {
  OfferAction action;
  action.type = ActionType::run_process;
  action.code = ActionCode::workflow;
  action.workflow = std::move(workflow);
  action.workflow_parameters = std::move(parameters);
  return action;
}

}  // namespace proffer::domain
