#include "tests/domain/desk.hpp"

#include "actors/domain/workflow/definition.hpp"

#include <utility>
#include <variant>

namespace proffer::domain {

Desk::Desk(Catalogue catalogue, std::vector<Asset> assets, std::string type)
    : context(context_of(catalogue)) {
  Account::DefineAccount define{{"A-1"}, {}, std::move(assets), {}};
  define.profile.type = std::move(type);
  define.profile.organization = "Sales";
  define.profile.phone = "555-0100";
  define.profile.price_list = "Standard";
  define.profile.currency = "EUR";
  tell(define);
}

std::vector<AccountEvent> Desk::tell(const Account::Command& command) {
  const auto events = Account::decide(state, command, context);
  refused = events ? std::vector<std::string>{} : codes_of(events.error());
  if (!events) return {};
  state = fold<Account>(std::move(state), *events);
  return *events;
}

std::vector<AccountEvent> Desk::respond(const std::string& offer, const std::string& response,
                                        const std::string& channel,
                                        std::optional<ParameterChoice> choice) {
  ResponseReceived received;
  received.account = state.id;
  received.offer.value = offer;
  received.response = response;
  received.channel = channel;
  received.parameter = std::move(choice);
  return tell(Account::RespondToOffer{received});
}

Account::ApplyOffers Desk::applying(const std::vector<std::string>& offers, bool save) const {
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

std::optional<OpenDocument> Desk::shown(const Account::ApplyOffers& command) const {
  const auto events = Account::decide(state, command, context);
  if (!events) return {};
  const auto* applied = std::get_if<OffersApplied>(&events->back());
  if (applied == nullptr) return {};
  const auto folded = fold<Account>(state, *events);
  const OpenDocument* document = open_document(folded, applied->document);
  return document == nullptr ? std::nullopt : std::optional(*document);
}

std::vector<std::string> Desk::lines() const {
  return state.document ? lines_of(*state.document) : std::vector<std::string>{};
}

std::vector<std::string> Desk::lines_of(const OpenDocument& document) {
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

Walked walked(const std::vector<AccountEvent>& events) {
  const auto started = every<WorkflowStarted>(events);
  const auto advanced = every<WorkflowAdvanced>(events);
  if (started.size() != 1 || advanced.size() != 1) return Walked::no_path;
  return walk(*workflow_definition(started[0].definition), advanced[0].steps);
}

std::vector<std::string> told(const std::vector<AccountEvent>& events) {
  std::vector<std::string> steps;
  for (const WorkflowAdvanced& advanced : every<WorkflowAdvanced>(events)) {
    for (const StepTaken& step : advanced.steps) steps.push_back(text_of(step));
  }
  return steps;
}

OfferAction process(std::string workflow, std::vector<NamedValue> parameters) {
  OfferAction action;
  action.type = ActionType::run_process;
  action.code = ActionCode::workflow;
  action.workflow = std::move(workflow);
  action.workflow_parameters = std::move(parameters);
  return action;
}

}  // namespace proffer::domain
