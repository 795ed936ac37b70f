// What the benchmark of the pipeline asks for: the yardstick W1, and customers' responses.
#pragma once

#include "actors/domain/decider.hpp"
#include "actors/runtime/gate.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace proffer::runtime {

// What is decided does not depend on when the benchmark runs.
inline Instant fixed_clock() { return {1'700'000'000'000}; }

// The yardstick W1: a command is checked against its account's state (no repetition, a limit) and
// stores two events of 200 bytes.
struct W1 {
  static constexpr Category category = Category::account;
  struct State {
    std::uint64_t used = 0;
    std::vector<std::string> last;  // the newest commands' numbers
    bool operator==(const State&) const = default;
  };
  using Command = domain::Account::Command;
  using Event = AccountEvent;
  static constexpr std::uint64_t limit = 1'000'000'000;
  static constexpr std::size_t last_max = 8;
  // The rest of the text fills the event.
  static std::string_view number(std::string_view text) { return text.substr(0, 10); }

  static domain::Decision<Event> decide(const State& state, const Command& command,
                                        const domain::Context&) {
    const auto& asked = std::get<domain::Account::RespondToOffer>(command).response;
    const bool repeated =
        std::ranges::find(state.last, number(asked.asset.value)) != state.last.end();
    if (repeated || state.used + 2 > limit) return tl::unexpected(Problems(1));
    std::vector<Event> events;
    events.reserve(2);
    events.emplace_back(ActiveDocumentSet{{asked.asset.value}});
    events.emplace_back(AssetDisconnected{{asked.asset.value}});
    return events;
  }
  static void evolve(State& state, const Event& event) {
    ++state.used;
    if (const auto* set = std::get_if<ActiveDocumentSet>(&event)) {
      if (state.last.size() == last_max) state.last.erase(state.last.begin());
      state.last.emplace_back(number(set->document.value));
    }
  }
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};
template <class Archive>
void serialize(Archive& archive, W1::State& s) {
  archive(field("used", s.used), field("last", s.last));
}

// A command for account `account`, the `number`th of the run.
inline Request w1_command(std::uint32_t account, std::uint64_t number) {
  // With the envelope around it, an event takes 200 bytes in the log.
  static const std::string filling(145, 'x');
  domain::Account::RespondToOffer command;
  command.response.asset.value = std::to_string(1'000'000'000 + number) + filling;
  Request request;
  request.to = {Category::account, "A-" + std::to_string(1'000'000 + account)};
  request.command = domain::Account::Command{std::move(command)};
  request.header.cause.kind = Cause::Kind::request;
  return request;
}

inline constexpr std::uint32_t accounts = 10'000;

// An account chosen uniformly, the same in every run.
inline std::uint32_t any_account(std::uint64_t number) {
  std::uint64_t mixed = (number + 1) * 0x9E3779B97F4A7C15U;  // splitmix64
  mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBU;
  return static_cast<std::uint32_t>((mixed ^ mixed >> 31) % accounts);
}

// A mobile service with a plan and a card, and an offer that adds a text pack to it.
inline std::vector<Request> mobile_definitions() {
  const auto product = [](std::string id) {
    Product made;
    made.id.value = made.name = std::move(id);
    made.list_price.cents = 1000;
    return made;
  };
  Product service = product("mobile-service");
  service.kind = ProductKind::customizable;
  service.relationships = {{"Plan", 1, 1, {{"plan-20gb"}}, {}, {}, 0, 0},
                           {"Text Packs", 0, {}, {{"text-unlimited"}}, {}, {}, 0, 0},
                           {"SIM", 1, 1, {{"sim-card"}}, {}, {}, 0, 0}};
  OfferAction add;
  add.id.value = "unlimited-text/Accept/1";
  add.name = "Add unlimited text";
  add.sequence = 1;
  add.type = ActionType::modify;
  add.code = ActionCode::add;
  add.base.value = "mobile-service";
  add.component.value = "text-unlimited";
  OfferResponse accept;
  accept.sequence = 1;
  accept.response = "Accept";
  accept.actions = {add};
  ProductOffer offer;
  offer.id.value = "unlimited-text";
  offer.name = "Unlimited Text";
  offer.organizations = {"Northern Telecom"};
  offer.responses = {accept};
  Request products;
  products.to = {Category::catalogue, "main"};
  products.command = domain::ProductCatalogue::Command{
      domain::DefineCatalogue{{.products = {service, product("plan-20gb"),
                                            product("text-unlimited"), product("sim-card")}}}};
  Request offers;
  offers.to = {Category::product_offer, offer.id.value};
  offers.command = domain::ProductOfferDecider::Command{
      domain::ProductOfferDecider::DefineOffer{std::move(offer)}};
  return {products, offers};
}

inline Request define_account(std::uint64_t number) {
  domain::Account::DefineAccount command;
  command.account.value = "A-" + std::to_string(1'000'000 + number);
  command.profile.name = "Ada Martin";
  command.profile.type = "Residential";
  command.profile.organization = "Northern Telecom";
  command.profile.price_list = "Standard";
  command.profile.currency = "CAD";
  const std::string root = command.account.value + "-m1";
  const auto asset = [&](std::string id, std::string of, std::string relationship) {
    Asset made;
    made.id.value = std::move(id);
    made.product.value = std::move(of);
    made.root.value = root;
    if (!relationship.empty()) made.parent.value = root;
    made.relationship = std::move(relationship);
    return made;
  };
  command.assets = {asset(root, "mobile-service", ""), asset(root + "-plan", "plan-20gb", "Plan"),
                    asset(root + "-sim", "sim-card", "SIM")};
  Request request;
  request.to = {Category::account, command.account.value};
  request.command = domain::Account::Command{std::move(command)};
  request.header.cause.kind = Cause::Kind::request;
  return request;
}

inline Request accept_offer(std::uint64_t number) {
  domain::Account::RespondToOffer command;
  command.response.account.value = "A-" + std::to_string(1'000'000 + any_account(number));
  command.response.offer.value = "unlimited-text";
  command.response.response = "Accept";
  command.response.channel = "web";
  command.response.given = fixed_clock();
  Request request;
  request.to = {Category::account, command.response.account.value};
  request.command = domain::Account::Command{std::move(command)};
  request.header.cause.kind = Cause::Kind::request;
  request.events_wanted = false;  // as the intake asks
  return request;
}

}  // namespace proffer::runtime
