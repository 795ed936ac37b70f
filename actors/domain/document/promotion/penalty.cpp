// What ending commitments early costs, worked out of the document's lines, so that it is the same
// whichever way they came about.
#include "actors/domain/document/promotion/commitment.hpp"
#include "actors/domain/document/promotion/ending.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

const Asset* asset_of(const WorkingDocument& document, const AssetId& id) {
  const auto found = std::ranges::find(document.assets(), id, &Asset::id);
  return found == document.assets().end() ? nullptr : &*found;
}

// The penalties of a document, by the promotion that they are for, in document order.
struct Reckoning {
  const Account::State& account;
  const WorkingDocument& document;
  Instant now;
  std::vector<Penalty> penalties;
  std::vector<const Because*> becauses;  // of the first line that costs something

  Penalty& of(const PromotionInstanceId& instance, const Because& because) {
    const auto found = std::ranges::find(penalties, instance, &Penalty::instance);
    if (found != penalties.end()) return *found;
    becauses.push_back(&because);
    return penalties.emplace_back(Penalty{instance, {}, {}, {}});
  }

  void add(const WorkingLine& line) {
    if (line.removed || line.parent != no_line || line.action() != LineAction::delete_) return;
    const MembershipChange& change = line.now().membership;
    if (!change.membership.value.empty()) return add_membership(line, change);
    const Asset* asset = asset_of(document, line.asset());
    if (asset == nullptr || asset->promotion.instance.value.empty()) return;
    const Promotion* promotion = document.catalogue().promotion(asset->promotion.promotion);
    if (promotion == nullptr || !promotion->track_as_agreement) return;
    if (asset->promotion.rule.value.empty()) {
      add_promotion(line, *asset, *promotion);
    } else {
      add_component(line, *asset, *promotion);
    }
  }

  void add_membership(const WorkingLine& line, const MembershipChange& change) {
    const Asset* member = asset_of(document, change.from);
    const PromotionInstanceId instance =
        member == nullptr ? PromotionInstanceId{} : member->promotion.instance;
    of(instance, line.now().because).memberships.value += change.penalty.value;
  }

  void add_promotion(const WorkingLine& line, const Asset& asset, const Promotion& promotion) {
    const auto term = term_of(asset, promotion);
    if (!term || !term->runs(now)) return;
    const Catalogue& catalogue = document.catalogue();
    Micros sum;
    if (const UpgradePath* path = upgraded_by(asset.promotion.instance)) {
      sum = due(path->penalty, catalogue.charge_plan(path->prorate_plan), term->start, now);
    } else if (promotion.commitment) {
      sum = due(*promotion.commitment, catalogue, term->start, now);
    }
    of(asset.promotion.instance, line.now().because).promotion.value += sum.value;
  }

  void add_component(const WorkingLine& line, const Asset& root, const Promotion& promotion) {
    const PromotionSlot* slot = slot_named(promotion, root.promotion.rule);
    if (slot == nullptr || taken_over(root.promotion)) return;
    const auto term = term_of(root, *slot);
    if (!term || !term->runs(now)) return;
    of(root.promotion.instance, line.now().because).promotion.value +=
        due(*slot->commitment, document.catalogue(), term->start, now).value;
  }

  const UpgradePath* upgraded_by(const PromotionInstanceId& source) const {
    for (const WorkingLine& line : document.lines()) {
      if (!line.live() || line.action() != LineAction::add) continue;
      if (line.now().upgrade.source == source) return &line.now().upgrade.path;
    }
    return nullptr;
  }
  // A product that was upgraded leaves its place, and its contract, to the new one.
  bool taken_over(const PromotionStamp& place) const {
    return std::ranges::any_of(document.lines(), [&](const WorkingLine& line) {
      return line.live() && line.action() == LineAction::add && line.promotion() == place &&
             line.now().because.code == ActionCode::upgrade;
    });
  }
};

Reckoning reckoned(const Account::State& account, Instant now, const WorkingDocument& document) {
  Reckoning reckoning{account, document, now, {}, {}};
  for (const WorkingLine& line : document.lines()) reckoning.add(line);
  for (Penalty& penalty : reckoning.penalties) {
    penalty.total = rounded({std::max<std::int64_t>(0, penalty.promotion.value) +
                             std::max<std::int64_t>(0, penalty.memberships.value)});
  }
  return reckoning;
}

const Product* penalty_product(const Catalogue& catalogue, Instant now) {
  for (const Product* product : catalogue.products()) {
    if (product->kind == ProductKind::penalty && sellable(*product, now)) return product;
  }
  return nullptr;
}

Because because_of(const Because& ending, const Penalty& penalty) {
  Because because = ending;
  because.rule = "a commitment ends early";
  because.inputs = {{"instance", penalty.instance.value},
                    {"promotion part", std::to_string(penalty.promotion.value) + " millionths"},
                    {"membership part", std::to_string(penalty.memberships.value) + " millionths"}};
  return because;
}

LineIndex penalty_line(const WorkingDocument& document, const PromotionInstanceId& instance) {
  for (LineIndex i = 0; i < document.lines().size(); ++i) {
    const WorkingLine& line = document[i];
    if (line.product != nullptr && line.product->kind == ProductKind::penalty && line.live() &&
        line.now().penalty.instance == instance) {
      return i;
    }
  }
  return no_line;
}

}  // namespace

Done settle_penalties(const Account::State& account, Instant now, WorkingDocument& document) {
  const Reckoning reckoning = reckoned(account, now, document);
  const auto owed = [&](const PromotionInstanceId& instance) {
    const auto found = std::ranges::find(reckoning.penalties, instance, &Penalty::instance);
    return found != reckoning.penalties.end() && found->total.cents > 0;
  };
  for (LineIndex i = 0; i < document.lines().size(); ++i) {
    const WorkingLine& line = document[i];
    if (line.product == nullptr || line.product->kind != ProductKind::penalty || !line.live() ||
        line.action() != LineAction::add || owed(line.now().penalty.instance)) {
      continue;
    }
    document.remove(i, line.now().because);
  }
  // Adding lines moves the becauses of others only where those are lines of their own.
  std::vector<Because> becauses;
  for (std::size_t i = 0; i < reckoning.penalties.size(); ++i) {
    becauses.push_back(because_of(*reckoning.becauses[i], reckoning.penalties[i]));
  }
  const Product* product = nullptr;
  for (std::size_t i = 0; i < reckoning.penalties.size(); ++i) {
    const Penalty& penalty = reckoning.penalties[i];
    if (penalty.total.cents <= 0) continue;
    LineIndex line = penalty_line(document, penalty.instance);
    if (line != no_line && document[line].now().penalty == penalty) continue;
    if (line == no_line) {
      if (product == nullptr) product = penalty_product(document.catalogue(), now);
      if (product == nullptr) {
        return tl::unexpected(Problem{
            "PENALTY_PRODUCT_MISSING",
            "A commitment ends early, and no product of kind Penalty can charge it; define one.",
            {},
            {},
            {},
            {}});
      }
      line = document.add(*product, no_line, {}, becauses[i]);
    }
    Line& owes = document.touch(line, becauses[i]);
    owes.penalty = penalty;
    owes.price_type = PriceType::one_time;
  }
  return {};
}

namespace {

// What a document does to promotions, as far as it is told now.
struct Teller {
  const WorkingDocument& document;
  const DocumentId& id;
  bool all;
  std::vector<AccountEvent>& events;
  std::vector<PromotionInstanceId> told = {};

  bool is_news(const WorkingLine& line) const {
    return !line.removed && (all || line.saved() == nullptr || line.changed());
  }
  bool has_told(const PromotionInstanceId& instance) const {
    return std::ranges::find(told, instance) != told.end();
  }

  void upgraded(const Line& target) {
    const PromotionUpgrade& upgrade = target.upgrade;
    PromotionUpgraded told_of{
        id, upgrade.source, target.promotion.instance, upgrade.source_promotion, target.product,
        {}};
    for (const WorkingLine& root : document.lines()) {
      if (root.live() && root.action() == LineAction::update && root.now().prior_promotion &&
          root.now().prior_promotion->instance == upgrade.source &&
          root.promotion().instance.value.empty()) {
        told_of.unresolved.push_back(root.asset());
      }
    }
    told.insert(told.end(), {upgrade.source, target.promotion.instance});
    events.emplace_back(std::move(told_of));
  }
  // A promotion's own line says that it begins or ends.
  void promotion(const WorkingLine& line) {
    const PromotionInstanceId& instance = line.promotion().instance;
    if (has_told(instance)) return;
    if (line.action() == LineAction::delete_) {
      events.emplace_back(PromotionDisconnected{id, instance, line.product_id()});
    } else if (line.live() && line.action() == LineAction::add &&
               (all || line.saved() == nullptr)) {
      events.emplace_back(PromotionApplied{id, instance, line.product_id()});
    } else {
      return;
    }
    told.push_back(instance);
  }
  // One of which nothing else is told: a component came, went or changed, or a field of its own.
  void modified(const WorkingLine& line) {
    const PromotionStamp& stamp = line.promotion();
    if (stamp.instance.value.empty() || line.action() == LineAction::none ||
        has_told(stamp.instance)) {
      return;
    }
    told.push_back(stamp.instance);
    events.emplace_back(PromotionModified{id, stamp.instance, stamp.promotion});
  }
};

}  // namespace

void tell_promotions(const WorkingDocument& document, const DocumentId& id, bool all,
                     std::vector<AccountEvent>& events) {
  Teller teller{document, id, all, events};
  const auto each_root = [&](bool promotions, auto&& tell) {
    for (const WorkingLine& line : document.lines()) {
      const bool asked = line.parent == no_line && is_promotion(line.product) == promotions;
      if (asked && teller.is_news(line)) tell(line);
    }
  };
  // An upgrade tells of both promotions, so it comes before what ends or begins by itself.
  each_root(true, [&](const WorkingLine& line) {
    if (line.live() && !line.now().upgrade.source.value.empty()) teller.upgraded(line.now());
  });
  each_root(true, [&](const WorkingLine& line) { teller.promotion(line); });
  each_root(true, [&](const WorkingLine& line) { teller.modified(line); });
  each_root(false, [&](const WorkingLine& line) { teller.modified(line); });
  for (const WorkingLine& line : document.lines()) {
    if (!teller.is_news(line)) continue;
    const Line& now = line.now();
    if (now.penalty != Penalty{}) events.emplace_back(PenaltyAdded{id, now.id, now.penalty});
  }
}

}  // namespace proffer::domain
