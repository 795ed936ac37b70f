#include "actors/domain/account/apply/prepare_actions.hpp"

#include "actors/domain/catalogue/catalogue.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>
#include <vector>

namespace proffer::domain {
namespace {

using enum PrepareActions;

template <class Steps>
void all(Trace& trace, std::initializer_list<Steps> steps) {
  for (const Steps step : steps) trace.step(step);
}

struct NamedOffer {
  ChosenOffer* offer = nullptr;
  const OfferAction* action = nullptr;
  const OfferChoice* choice = nullptr;
};

// The value comes with the request.
tl::expected<void, ChoiceRefusal> take_choices(const std::vector<NamedOffer>& named,
                                               const Context& context, Trace& trace) {
  using enum GetNamedParameterForWebCall;
  all(trace, {get_response_from_input, get_action_from_input, get_domain, get_message, set_message,
              setup_payload, get_response});
  all(trace, {set_response_in_payload, split_payload, set_response_on_action});
  for (const NamedOffer& each : named) {
    auto chosen = chosen_value(*each.offer, *each.action, each.choice->parameter,
                               *context.catalogue, context.now);
    if (!chosen) return tl::unexpected(std::move(chosen.error()));
    each.offer->choice = *chosen;
  }
  return {};
}

// The customer is asked, or has answered since.
tl::expected<std::optional<AwaitedChoice>, ChoiceRefusal> ask(const NamedOffer& named, bool resumed,
                                                              const Context& context,
                                                              Trace& trace) {
  using enum GetNamedParameter;
  all(trace, {get_domain, get_message, set_message, setup_payload, update_message, wait});
  if (!resumed) {
    return AwaitedChoice{named.offer,
                         asked_by(*named.offer, *named.action, *context.catalogue, context.now)};
  }
  all(trace, {get_response, set_response_in_payload, split_payload, set_response_on_action});
  auto chosen = chosen_value(*named.offer, *named.action, named.choice->parameter,
                             *context.catalogue, context.now);
  if (!chosen) return tl::unexpected(std::move(chosen.error()));
  named.offer->choice = *chosen;
  return std::nullopt;
}

tl::expected<std::vector<NamedOffer>, ChoiceRefusal> named_offers(Referred& referred) {
  std::vector<NamedOffer> named;
  for (std::size_t i = 0; i < referred.offers.size(); ++i) {
    ChosenOffer& offer = referred.offers[i];
    const OfferAction* action = named_action(*offer.response);
    if (action != nullptr) {
      named.push_back({&offer, action, referred.choices[i]});
    } else if (referred.choices[i]->parameter) {
      return tl::unexpected(unexpected_choice(offer));
    }
  }
  return named;
}

tl::expected<std::optional<AwaitedChoice>, ChoiceRefusal> obtain_choices(
    const Request& request, const std::vector<NamedOffer>& named, const Context& context,
    Trace& trace) {
  const bool asks = request.interactive() && named.front().action->user_input &&
                    (request.resumed != nullptr || !named.front().choice->parameter);
  if (trace.ask(is_web_call, !asks)) {
    trace.step(get_named_for_web_call);
    if (auto taken = take_choices(named, context, trace); !taken) {
      trace_no_choice(trace);
      return tl::unexpected(std::move(taken.error()));
    }
  } else {
    trace.step(get_named);
    auto awaited = ask(named.front(), request.resumed != nullptr, context, trace);
    if (!awaited) trace_no_choice(trace);
    if (!awaited || *awaited) return awaited;
  }
  trace.decide(check_named_set, "Y");
  all(trace, {merge_actions, count_actions});
  trace.decide(is_action_after, "Y");
  return std::nullopt;
}

bool any(const PreparedActions& actions, ActionType type) {
  return std::ranges::any_of(actions.product,
                             [&](const PreparedAction& a) { return a.action->type == type; });
}

void split(const PreparedActions& actions, Trace& trace) {
  all(trace, {set_values_from_parent, remove_orphans, split_actions, count_product_actions});
  if (!trace.ask(is_product_actions, !actions.product.empty())) {
    trace.step(trace.ask(is_process_action, !actions.empty()) ? only_run_process
                                                              : return_to_same_view);
    return;
  }
  all(trace, {split_modify, split_new_and_upgrade, create_new_set, create_modify_set,
              create_upgrade_set, create_new_actions});
  if (trace.ask(is_new_set, any(actions, ActionType::new_))) trace.step(get_new_promotion_code);
  trace.step(create_modify_actions);
  if (trace.ask(is_modify_set, any(actions, ActionType::modify))) {
    trace.step(get_modify_promotion_code);
  }
  trace.step(create_upgrade_actions);
  if (trace.ask(is_upgrade_set, any(actions, ActionType::upgrade))) {
    trace.step(get_upgrade_promotion_code);
  }
}

}  // namespace

tl::expected<PreparedRequest, ChoiceRefusal> prepare_actions(const Request& request,
                                                             Referred& referred,
                                                             const Context& context, Trace& trace) {
  trace.step(trace.ask(has_searchspec, request.several()) ? get_actions_for_offers : get_actions);
  trace.step(get_field);
  auto named = named_offers(referred);
  if (!named) return tl::unexpected(std::move(named.error()));
  PreparedRequest result;
  const bool any_action = std::ranges::any_of(referred.offers, [](const ChosenOffer& offer) {
    return std::ranges::any_of(offer.response->actions,
                               [](const OfferAction& action) { return !action.inactive; });
  });
  if (!trace.ask(is_actions, any_action)) {
    trace.step(return_to_same_view);
    return result;
  }
  all(trace, {split_user_input, set_context, count_named});
  if (trace.ask(is_named, !named->empty())) {
    auto awaited = obtain_choices(request, *named, context, trace);
    if (!awaited) return tl::unexpected(std::move(awaited.error()));
    if (*awaited) {
      result.awaited = *std::move(awaited);
      return result;
    }
  }
  result.actions = prepared(referred.offers, *context.catalogue);
  split(result.actions, trace);
  return result;
}

}  // namespace proffer::domain
