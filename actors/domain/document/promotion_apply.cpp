// A promotion is applied: its own line, and a root in each of its slots.
#include "actors/domain/document/promotions.hpp"
#include "actors/domain/recommendation/eligibility.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

bool owned(const WorkingDocument& document, const ProductId& promotion) {
  const auto& assets = document.assets();
  return std::any_of(assets.begin(), assets.end(), [&](const Asset& asset) {
    if (asset.product != promotion || asset.status == AssetStatus::inactive) return false;
    const LineIndex line = document.line_of(asset.id);
    return line == no_line || document[line].live();
  });
}

bool added(const WorkingDocument& document, const ProductId& promotion) {
  const auto& lines = document.lines();
  return std::any_of(lines.begin(), lines.end(), [&](const WorkingLine& line) {
    return line.product_id() == promotion && line.live() && line.action() == LineAction::add;
  });
}

// By a document that is not completed yet, other than the one that is worked on.
bool ordered(const Application& app, const ProductId& promotion) {
  const auto adds = [&](const OpenDocument& document) {
    return document.id != app.document_id &&
           std::any_of(document.lines.begin(), document.lines.end(), [&](const Line& line) {
             return line.product == promotion && line.action == LineAction::add;
           });
  };
  const Account::State& account = app.account;
  return (account.document && adds(*account.document)) ||
         std::any_of(account.others.begin(), account.others.end(), adds);
}

Done check_limit(const Application& app, std::size_t action, const Promotion& promotion) {
  bool reached = false;
  std::string_view per;
  switch (promotion.instances) {
    case PromotionInstances::one_per_customer:
      reached = owned(app.document, promotion.id) || added(app.document, promotion.id) ||
                ordered(app, promotion.id);
      per = "customer";
      break;
    case PromotionInstances::one_per_order:
      reached = added(app.document, promotion.id);
      per = "order";
      break;
    case PromotionInstances::no_limit:
    case PromotionInstances::unknown: break;
  }
  if (!reached) return {};
  return tl::unexpected(app.problem(action, "PROMOTION_LIMIT",
                                    "Promotion " + in_quotes(promotion.name) +
                                        " can be had once per " + std::string(per) +
                                        "; change the one that is there."));
}

Done check_customer(const Application& app, std::size_t action, const Promotion& promotion) {
  const AccountProfile& profile = app.account.profile;
  if (!available(promotion, profile.organization, app.context.now)) {
    return tl::unexpected(app.problem(
        action, "PROMOTION_UNAVAILABLE",
        "Promotion " + in_quotes(promotion.name) +
            " is inactive, outside its dates, or not for this customer's organization."));
  }
  if (!promotion.rules.check_eligibility) return {};
  const Product* face = app.document.catalogue().product(promotion.id);
  CHECK(face != nullptr);
  const auto eligibility = check_product(*face, Applicant(app.account.id, profile), projected(app),
                                         Counted::no, app.context.now, app.document.catalogue());
  if (eligibility.eligible()) return {};
  return tl::unexpected(app.problem(
      action, "PROMOTION_NOT_ELIGIBLE",
      "Promotion " + in_quotes(promotion.name) + " cannot be had: " + eligibility.text()));
}

PromotionStamp stamp_of(const Promotion& promotion, const PromotionInstanceId& instance,
                        const RuleId& rule) {
  return {promotion.id, promotion.name, instance, rule};
}

void put(Application& app, std::size_t action, LineIndex root, PromotionStamp stamp,
         LineIndex target) {
  const NamedValue said{"promotion", stamp.name + ", slot " + stamp.rule.value};
  Line& line = app.document.stamp(root, std::move(stamp));
  if (root != target || line.action == LineAction::add) {  // what is there already keeps its code
    line.because.inputs.push_back({"then put into", said.value});
    return;
  }
  line.because = app.because(action, "put into a promotion", {said});
  line.action = LineAction::update;
}

// Roots in the document that are in no promotion yet, the target first.
std::vector<LineIndex> candidates(const WorkingDocument& document, LineIndex target) {
  std::vector<LineIndex> found;
  if (target != no_line) found.push_back(target);
  for (LineIndex i = 0; i < document.lines().size(); ++i) {
    const WorkingLine& line = document[i];
    if (i != target && line.live() && line.parent == no_line && !is_promotion(line.product) &&
        line.promotion().instance.value.empty()) {
      found.push_back(i);
    }
  }
  return found;
}

struct Applying {
  const Promotion& promotion;
  PromotionInstanceId instance;
  LineIndex target;
  std::vector<LineIndex> free;  // candidates for the slots that are still to come
};

Done fill(Application& app, std::size_t action, Applying& applying, const PromotionSlot& slot) {
  const Catalogue& catalogue = app.document.catalogue();
  std::uint32_t matched = 0;
  for (LineIndex& candidate : applying.free) {
    if (slot.max && matched >= *slot.max) break;
    if (candidate == no_line || !fits(catalogue, slot, app.document[candidate].product_id())) {
      continue;
    }
    put(app, action, candidate, stamp_of(applying.promotion, applying.instance, slot.rule),
        applying.target);
    candidate = no_line;
    ++matched;
  }
  return add_slot_defaults(app, action, applying.promotion, applying.instance, slot, matched);
}

const PromotionSlot* slot_for(const Catalogue& catalogue, const Promotion& promotion,
                              const ProductId& product) {
  for (const PromotionSlot& slot : promotion.slots) {
    if (fits(catalogue, slot, product)) return &slot;
  }
  return nullptr;
}

// A line of the promotion that this document adds, with room for the product.
struct Place {
  LineIndex promotion = no_line;
  const PromotionSlot* slot = nullptr;
};
Place place_for(const WorkingDocument& document, const Promotion& promotion,
                const ProductId& product) {
  for (LineIndex i = 0; i < document.lines().size(); ++i) {
    const WorkingLine& line = document[i];
    if (line.product_id() != promotion.id || !line.live() || line.action() != LineAction::add) {
      continue;
    }
    const auto fills = filled(document, line.promotion().instance);
    for (const PromotionSlot& slot : promotion.slots) {
      if (has_room(fills, slot) && fits(document.catalogue(), slot, product)) return {i, &slot};
    }
  }
  return {};
}

}  // namespace

Done may_have(const Application& app, std::size_t action, const Promotion& promotion) {
  if (auto may = check_customer(app, action, promotion); !may) return may;
  return check_limit(app, action, promotion);
}

PromotionInstanceId next_instance(const Application& app) {
  return app.document.next_instance(app.document_id.value.empty() ? app.account.id.value
                                                                  : app.document_id.value);
}

Done add_slot_defaults(Application& app, std::size_t action, const Promotion& promotion,
                       const PromotionInstanceId& instance, const PromotionSlot& slot,
                       std::uint32_t present) {
  const Product* product = app.document.catalogue().product(
      slot.product.value.empty() ? slot.default_product : slot.product);
  if (product == nullptr) return {};  // the slot has no default
  for (; present < slot.default_quantity; ++present) {
    const auto root = add_whole(app, action, *product, no_line, {},
                                app.because(action, "default of a promotion's slot",
                                            {{"promotion", promotion.name},
                                             {"slot", slot.rule.value},
                                             {"quantity", std::to_string(slot.default_quantity)}}));
    if (!root) return tl::unexpected(root.error());
    app.document.stamp(*root, stamp_of(promotion, instance, slot.rule));
  }
  return {};
}

NewLine apply_promotion(Application& app, std::size_t action, const Promotion& promotion,
                        LineIndex target) {
  if (auto may = may_have(app, action, promotion); !may) return tl::unexpected(may.error());
  const Product* face = app.document.catalogue().product(promotion.id);
  CHECK(face != nullptr);
  Applying applying{promotion, next_instance(app), target, candidates(app.document, target)};
  const LineIndex line = app.document.add(
      *face, no_line, {},
      app.because(action, "promotion applied",
                  {{"promotion", promotion.name}, {"instance", applying.instance.value}}));
  app.document.stamp(line, stamp_of(promotion, applying.instance, {}));
  if (auto room = check_room(app, action); !room) return tl::unexpected(room.error());
  for (const PromotionSlot& slot : promotion.slots) {
    if (auto done = fill(app, action, applying, slot); !done) return tl::unexpected(done.error());
  }
  return line;
}

Done join_promotion(Application& app, std::size_t action, LineIndex root) {
  const std::string_view name = app.actions[action].field_value;
  const Catalogue& catalogue = app.document.catalogue();
  const Promotion* promotion = catalogue.promotion_named(name);
  if (promotion == nullptr) {
    return tl::unexpected(app.problem(action, "PROM_NAME_UNKNOWN",
                                      "There is no promotion called " + in_quotes(name) +
                                          "; change the choice and submit again."));
  }
  const WorkingLine& line = app.document[root];
  if (line.promotion().promotion == promotion->id) {
    app.skip(action, "Unchanged", "product is in the promotion already",
             {{"promotion", promotion->name}});
    app.touched[action] = root;
    return {};
  }
  if (line.parent != no_line || slot_for(catalogue, *promotion, line.product_id()) == nullptr) {
    return tl::unexpected(app.problem(action, "PROM_COMPONENT_NOT_COVERED",
                                      "Promotion " + in_quotes(promotion->name) +
                                          " has no slot for " + in_quotes(line.product->name) +
                                          "."));
  }
  app.touched[action] = root;
  const Place place = place_for(app.document, *promotion, line.product_id());
  if (place.slot != nullptr) {
    put(app, action, root,
        stamp_of(*promotion, app.document[place.promotion].promotion().instance, place.slot->rule),
        root);
    return {};
  }
  auto applied = apply_promotion(app, action, *promotion, root);
  if (!applied) return tl::unexpected(std::move(applied.error()));
  return {};
}

}  // namespace proffer::domain
