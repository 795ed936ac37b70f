// Actions, the parameters of their workflows and the choices they give.
#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/product_offer/edits.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace proffer::domain {
namespace {

// The smallest number that no action of the offer is called by.
std::string unique_number(const ProductOffer& offer) {
  std::set<std::string> names;
  for (const OfferResponse& response : offer.responses) {
    for (const OfferAction& action : response.actions) names.insert(folded(action.name));
  }
  std::uint32_t number = 1;
  while (names.contains(std::to_string(number))) ++number;
  return std::to_string(number);
}

template <class T>
std::uint32_t next_sequence(const std::vector<T>& list) {
  std::uint32_t last = 0;
  for (const T& each : list) last = std::max(last, each.sequence);
  return last + 1;
}

// The name of the response that has the action.
std::string response_of(const Editing& offer, const ActionId& id) {
  for (const OfferResponse& response : offer.work().responses) {
    for (const OfferAction& action : response.actions) {
      if (action.id == id) return response.response;
    }
  }
  return {};
}

tl::unexpected<Problems> sequence_read_only(const Editing& offer, const std::string& response,
                                            const OfferAction& action) {
  return offer.no("ACTION_SEQ_READ_ONLY", "Sequence numbers are assigned automatically.",
                  "sequence", response, action.name);
}

const DomainValue* choice(const OfferAction& action, const std::string& id) {
  for (const DomainValue& value : action.domain) {
    if (value.id == id) return &value;
  }
  return nullptr;
}

tl::unexpected<Problems> no_choice(const Editing& offer, const OfferAction& action,
                                   const std::string& id) {
  return offer.no("DOMAIN_VALUE_NOT_FOUND",
                  "The action has no choice with the id " + in_quotes(id) + "; check the id.",
                  "parameterId", response_of(offer, action.id), action.name);
}

const NamedValue* parameter(const OfferAction& action, const std::string& name) {
  const auto& all = action.workflow_parameters;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const NamedValue& p) { return same_name(p.name, name); });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

Edit edit(const Editing& offer, const AddAction& command) {
  const OfferResponse* response = offer.state.response(command.response);
  if (response == nullptr) return offer.no_response(command.response);
  OfferAction action = command.action;
  if (action.id.value.empty()) action.id.value = offer.new_id("");
  if (action.name.empty()) action.name = unique_number(offer.work());
  if (action.sequence != 0) return sequence_read_only(offer, response->response, action);
  action.sequence = next_sequence(response->actions);
  return OfferEvents{ActionAdded{offer.offer(), response->response, std::move(action)}};
}

Edit edit(const Editing& offer, const EditAction& command) {
  const OfferAction* present = offer.state.action(command.action.id);
  if (present == nullptr) return offer.no_action(command.action.id, "id");
  OfferAction wanted = command.action;
  if (wanted.sequence != 0 && wanted.sequence != present->sequence) {
    return sequence_read_only(offer, response_of(offer, present->id), *present);
  }
  wanted.sequence = present->sequence;
  if (wanted.name.empty()) wanted.name = present->name;
  if (wanted == *present) return OfferEvents{};
  return OfferEvents{ActionChanged{offer.offer(), std::move(wanted)}};
}

Edit edit(const Editing& offer, const RemoveAction& command) {
  if (offer.state.action(command.action) == nullptr) return offer.no_action(command.action);
  return OfferEvents{ActionRemoved{offer.offer(), command.action}};
}

Edit edit(const Editing& offer, const SetWorkflowParameter& command) {
  const OfferAction* action = offer.state.action(command.action);
  if (action == nullptr) return offer.no_action(command.action);
  const NamedValue* present = parameter(*action, command.name);
  if (present != nullptr && present->value == command.value) return OfferEvents{};
  const std::string& name = present == nullptr ? command.name : present->name;
  return OfferEvents{WorkflowParameterSet{offer.offer(), command.action, name, command.value}};
}

Edit edit(const Editing& offer, const RemoveWorkflowParameter& command) {
  const OfferAction* action = offer.state.action(command.action);
  if (action == nullptr) return offer.no_action(command.action);
  const NamedValue* present = parameter(*action, command.name);
  if (present == nullptr) return OfferEvents{};
  return OfferEvents{WorkflowParameterRemoved{offer.offer(), command.action, present->name}};
}

Edit edit(const Editing& offer, const AddDomainValue& command) {
  const OfferAction* action = offer.state.action(command.action);
  if (action == nullptr) return offer.no_action(command.action);
  DomainValue value = command.value;
  if (value.sequence == 0) value.sequence = next_sequence(action->domain);
  if (value.id.empty()) value.id = std::to_string(offer.state.events + 1);
  return OfferEvents{DomainValueAdded{offer.offer(), command.action, std::move(value)}};
}

Edit edit(const Editing& offer, const EditDomainValue& command) {
  const OfferAction* action = offer.state.action(command.action);
  if (action == nullptr) return offer.no_action(command.action);
  const DomainValue* present = choice(*action, command.value.id);
  if (present == nullptr) return no_choice(offer, *action, command.value.id);
  DomainValue wanted = command.value;
  if (wanted.sequence == 0) wanted.sequence = present->sequence;
  if (wanted == *present) return OfferEvents{};
  return OfferEvents{DomainValueChanged{offer.offer(), command.action, std::move(wanted)}};
}

Edit edit(const Editing& offer, const RemoveDomainValue& command) {
  const OfferAction* action = offer.state.action(command.action);
  if (action == nullptr) return offer.no_action(command.action);
  if (choice(*action, command.id) == nullptr) return no_choice(offer, *action, command.id);
  return OfferEvents{DomainValueRemoved{offer.offer(), command.action, command.id}};
}

}  // namespace proffer::domain
