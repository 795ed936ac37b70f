#include "actors/domain/account/complete_order.hpp"

#include "actors/domain/account/documents.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/document/promotion/commitment.hpp"
#include "actors/domain/document/promotions.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace proffer::domain {
namespace {

using Events = std::vector<AccountEvent>;

Problem problem(std::string code, std::string text) {
  return {std::move(code), std::move(text), {}, {}, {}, "documentId"};
}

// The order's lines becoming what the customer has.
struct Completion {
  const Account::State& state;
  const OpenDocument& order;
  const Catalogue& catalogue;
  Instant now;
  Events events = {};
  Problems problems = {};
  std::unordered_map<std::string, AssetId> shown_by = {};  // by line: its asset, old or new
  std::vector<Asset> installed = {};

  const Asset* owned(const AssetId& id) const {
    const auto found = std::ranges::find(state.assets, id, &Asset::id);
    return found == state.assets.end() || found->status == AssetStatus::inactive ? nullptr
                                                                                 : &*found;
  }
  void outdated(const Line& line, const std::string& what) {
    problems.push_back(problem("ORDER_OUTDATED", "Line " + line.sequence + " of order " +
                                                     in_quotes(order.id.value) + " changes " +
                                                     what + "; cancel the order and offer anew."));
  }

  void run();
  void install(const Line& line);
  void change(const Line& line);
  bool joins(const Line& line) const;
  void end(const Line& line);
  void end_tree(const Asset& asset);
  void follow(const Line& line);
  void contract(const Line& line, Asset& asset) const;
  void set_values(const Line& line, Asset& asset) const;
  const Asset* promotion_asset(const PromotionInstanceId& instance) const;
};

bool is_asset(const Line& line, const Catalogue& catalogue) {
  const Product* product = catalogue.product(line.product);
  if (product == nullptr) return true;
  return product->track_as_asset && product->kind != ProductKind::penalty &&
         product->kind != ProductKind::promotion_group_membership;
}

void Completion::set_values(const Line& line, Asset& asset) const {
  asset.quantity = line.quantity;
  asset.attributes = line.attributes;
  asset.fields = line.fields;
  const auto service = std::ranges::find_if(asset.fields, [](const NamedValue& field) {
    return line_field(field.name) == LineField::service_id;
  });
  if (service != asset.fields.end()) {
    asset.service_id = service->value;
    asset.fields.erase(service);
  }
}

// When the contract that comes with a promotion, or with a slot, begins and ends.
void Completion::contract(const Line& line, Asset& asset) const {
  asset.commitment_start.reset();
  asset.commitment_end.reset();
  const Promotion* promotion = catalogue.promotion(line.promotion.promotion);
  if (promotion == nullptr) return;
  const auto begin = [&](Instant start, const Commitment& commitment) {
    asset.commitment_start = start;
    asset.commitment_end = later(start, commitment.duration, commitment.unit);
  };
  if (!line.promotion.rule.value.empty()) {
    const PromotionSlot* slot = slot_named(*promotion, line.promotion.rule);
    if (slot != nullptr && slot->commitment) begin(now, *slot->commitment);
    return;
  }
  const Asset* source = promotion_asset(line.upgrade.source);
  if (source == nullptr) {
    if (promotion->commitment) begin(now, *promotion->commitment);
    return;
  }
  const Promotion* before = catalogue.promotion(source->product);
  const auto term = before == nullptr ? std::nullopt : term_of(*source, *before);
  const auto first = source->commitment_start ? source->commitment_start : source->start;
  Instant start = now;
  switch (line.upgrade.path.start) {
    case CommitmentStart::original_start: start = first.value_or(now); break;
    case CommitmentStart::original_end: start = term ? term->end : now; break;
    case CommitmentStart::now:
    case CommitmentStart::unknown: break;
  }
  asset.commitment_start = start;
  switch (line.upgrade.path.duration) {
    case CommitmentDuration::new_:
      if (promotion->commitment) begin(start, *promotion->commitment);
      break;
    case CommitmentDuration::original:
      if (before != nullptr && before->commitment) {
        begin(start, *before->commitment);
      } else if (term) {
        asset.commitment_end = Instant{start.ms + (term->end.ms - term->start.ms)};
      }
      break;
    case CommitmentDuration::remaining:
      if (term) {
        asset.commitment_end = Instant{start.ms + std::max<std::int64_t>(0, term->end.ms - now.ms)};
      }
      break;
    case CommitmentDuration::unknown: break;
  }
}

void Completion::install(const Line& line) {
  if (!is_asset(line, catalogue)) return;
  Asset asset;
  asset.id.value = line.id.value;
  asset.product = line.product;
  if (!line.parent.value.empty()) {
    const auto parent = shown_by.find(line.parent.value);
    if (parent == shown_by.end()) return;  // nothing without what it stands under
    asset.parent = parent->second;
    const auto root = shown_by.find(line.root.value);
    asset.root = root == shown_by.end() ? asset.parent : root->second;
  } else {
    asset.root = asset.id;
  }
  const auto sibling = [&](const Asset& other) { return other.parent == asset.parent; };
  std::uint32_t last = 0;
  for (const Asset& other : state.assets) {
    if (sibling(other)) last = std::max(last, other.sequence);
  }
  for (const Asset& other : installed) {
    if (sibling(other)) last = std::max(last, other.sequence);
  }
  asset.sequence = last + 1;
  asset.relationship = line.relationship;
  set_values(line, asset);
  asset.promotion = line.promotion;
  asset.start = now;
  contract(line, asset);
  shown_by.emplace(line.id.value, asset.id);
  installed.push_back(asset);
  events.emplace_back(AssetInstalled{std::move(asset)});
}

void Completion::change(const Line& line) {
  const Asset* before = owned(line.asset);
  if (before == nullptr)
    return outdated(line,
                    "asset " + in_quotes(line.asset.value) + ", which the account has no more");
  Asset asset = *before;
  set_values(line, asset);
  if (asset.promotion.instance != line.promotion.instance ||
      asset.promotion.rule != line.promotion.rule) {
    asset.promotion = line.promotion;
    contract(line, asset);
  }
  if (asset != *before) events.emplace_back(AssetUpdated{std::move(asset)});
}

// Whether the order only lists the root, but puts it into a promotion that it adds.
bool Completion::joins(const Line& line) const {
  return !line.promotion.rule.value.empty() && is_added(order.lines, line.promotion.instance);
}

void Completion::end_tree(const Asset& asset) {
  const bool ended = std::ranges::any_of(events, [&](const AccountEvent& event) {
    const auto* other = std::get_if<AssetDisconnected>(&event);
    return other != nullptr && other->asset == asset.id;
  });
  if (!ended) events.emplace_back(AssetDisconnected{asset.id});
  for (const Asset& child : state.assets) {
    if (child.parent == asset.id && child.status != AssetStatus::inactive) end_tree(child);
  }
}

void Completion::end(const Line& line) {
  const Asset* asset = owned(line.asset);
  if (asset == nullptr)
    return outdated(line,
                    "asset " + in_quotes(line.asset.value) + ", which the account has no more");
  end_tree(*asset);
}

const Asset* Completion::promotion_asset(const PromotionInstanceId& instance) const {
  if (instance.value.empty()) return nullptr;
  const auto is_it = [&](const Asset& asset) {
    return asset.promotion.instance == instance && asset.promotion.rule.value.empty();
  };
  const auto fresh = std::ranges::find_if(installed, is_it);
  if (fresh != installed.end()) return &*fresh;
  const auto old = std::ranges::find_if(state.assets, is_it);
  return old == state.assets.end() ? nullptr : &*old;
}

// A membership goes with its promotion, or ends.
void Completion::follow(const Line& line) {
  const MembershipChange& change = line.membership;
  const auto known = std::ranges::find(state.memberships, change.membership, &Membership::id);
  if (known == state.memberships.end() || known->status != MembershipStatus::active ||
      known->associated != change.from) {
    return outdated(
        line, "membership " + in_quotes(change.membership.value) + ", which has changed since");
  }
  Membership membership = *known;
  if (line.action == LineAction::delete_) {
    membership.status = MembershipStatus::inactive;
    events.emplace_back(
        MembershipDisconnected{std::move(membership), rounded(change.penalty), order.id});
    return;
  }
  const Asset* member = promotion_asset(change.to);
  if (member == nullptr) {
    return outdated(line, "membership " + in_quotes(change.membership.value) +
                              " to a promotion that is no asset");
  }
  membership.associated = member->id;
  membership.member = member->product;
  events.emplace_back(MembershipTransferred{std::move(membership), change.from, order.id});
}

void Completion::run() {
  for (const Line& line : order.lines) {
    if (!line.asset.value.empty()) shown_by.emplace(line.id.value, line.asset);
  }
  for (const Line& line : order.lines) {
    if (!line.membership.membership.value.empty()) continue;
    switch (line.action) {
      case LineAction::add: install(line); break;
      case LineAction::update: change(line); break;
      case LineAction::delete_: end(line); break;
      case LineAction::none:
        if (joins(line)) change(line);
        break;
      case LineAction::unknown: break;
    }
  }
  for (const Line& line : order.lines) {
    if (!line.membership.membership.value.empty()) follow(line);
  }
}

}  // namespace

Decision<AccountEvent> complete_order(const Account::State& state,
                                      const Account::CompleteOrder& command,
                                      const Context& context) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  const auto order = find_document(state, command.document, DocumentKind::order);
  if (!order) return tl::unexpected(Problems{order.error()});
  if (!(*order)->submitted) {
    return tl::unexpected(
        Problems{problem("ORDER_NOT_SUBMITTED", "Order " + in_quotes(command.document.value) +
                                                    " was not submitted; submit it first.")});
  }
  Completion completion{state, **order, *context.catalogue, context.now};
  completion.run();
  if (state.assets.size() + completion.installed.size() > context.limits.assets_max) {
    completion.problems.push_back(problem(
        "ASSETS_FULL", "The account would have more than " +
                           std::to_string(context.limits.assets_max) + " assets; split it."));
  }
  if (!completion.problems.empty()) return tl::unexpected(std::move(completion.problems));
  completion.events.emplace_back(OrderCompleted{command.document});
  close_document(state, command.document, completion.events);
  return std::move(completion.events);
}

}  // namespace proffer::domain
