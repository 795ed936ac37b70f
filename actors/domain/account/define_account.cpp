#include "actors/domain/account/define_account.hpp"

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace proffer::domain {
namespace {

using ById = std::unordered_map<std::string_view, const Asset*>;

std::string in_quotes(const std::string& text) { return "'" + text + "'"; }

struct Review {
  const Catalogue& catalogue;
  Problems problems;

  void add(std::string code, const Asset& asset, const std::string& text, std::string field) {
    problems.push_back({std::move(code),
                        "Asset " + in_quotes(asset.id.value) + " " + text,
                        {},
                        {},
                        {},
                        std::move(field)});
  }
};

// The slot of the parent's structure that the asset is in: as given, or the only one that fits.
void place(Review& review, Asset& asset, const Asset& parent, const Product& product) {
  const Product* base = review.catalogue.product(parent.product);
  if (base == nullptr) return;  // the parent's own problem
  if (asset.relationship.empty()) {
    const auto slot = slot_of(review.catalogue, *base, product, {});
    if (slot) {
      asset.relationship = (*slot)->name;
    } else {
      review.add("ASSET_RELATIONSHIP_REQUIRED", asset,
                 "has no single place under " + in_quotes(base->name) + "; name its relationship.",
                 "relationship");
    }
    return;
  }
  const Relationship* relationship = relationship_named(*base, asset.relationship);
  if (relationship == nullptr || !fits(review.catalogue, *relationship, product.id)) {
    review.add("ASSET_RELATIONSHIP_UNKNOWN", asset,
               "does not fit relationship " + in_quotes(asset.relationship) + " of " +
                   in_quotes(base->name) + "; name one that takes " + in_quotes(product.name) + ".",
               "relationship");
  }
}

// The promotion that the asset came with, by its name as well.
void stamp(Review& review, Asset& asset) {
  PromotionStamp& stamp = asset.promotion;
  if (stamp == PromotionStamp{}) return;
  if (!asset.parent.value.empty()) {
    review.add("ASSET_PROMOTION_NOT_ALLOWED", asset,
               "stands under another asset; give the promotion of the root only.", "promotion");
  }
  const Promotion* promotion = review.catalogue.promotion(stamp.promotion);
  if (promotion == nullptr) {
    review.add("PROMOTION_UNKNOWN", asset,
               "came with promotion " + in_quotes(stamp.promotion.value) +
                   ", which does not exist; define it first.",
               "promotion");
    return;
  }
  stamp.name = promotion->name;
  if (stamp.instance.value.empty()) {
    review.add("PROMOTION_INSTANCE_REQUIRED", asset,
               "came with a promotion; say with which application of it.", "promotionInstance");
  }
}

// `earlier` holds the assets listed before this one, by id.
void complete(Review& review, Asset& asset, const ById& earlier) {
  if (asset.id.value.empty()) {
    review.add("ASSET_ID_REQUIRED", asset, "needs an id.", "id");
  } else if (earlier.contains(asset.id.value)) {
    review.add("ASSET_ID_DUPLICATE", asset, "is given twice.", "id");
  }
  const Product* product = review.catalogue.product(asset.product);
  if (product == nullptr) {
    review.add("PRODUCT_UNKNOWN", asset,
               "is of product " + in_quotes(asset.product.value) +
                   ", which does not exist; define it first.",
               "product");
  }
  if (asset.quantity < 1 || asset.quantity > quantity_max) {
    review.add("ASSET_QUANTITY_INVALID", asset, "needs a quantity from 1 to 10000.", "quantity");
  }
  stamp(review, asset);
  AssetId root = asset.id;
  if (!asset.parent.value.empty()) {
    const auto parent = earlier.find(asset.parent.value);
    if (parent == earlier.end()) {
      review.add("ASSET_PARENT_UNKNOWN", asset,
                 "has the parent " + in_quotes(asset.parent.value) +
                     ", which is not listed before it; list roots first.",
                 "parent");
      return;
    }
    root = parent->second->root;
    if (parent->second->status == AssetStatus::inactive && asset.status != AssetStatus::inactive) {
      review.add("ASSET_PARENT_INACTIVE", asset,
                 "stands under an inactive parent; make it inactive as well.", "status");
    }
    if (product != nullptr) place(review, asset, *parent->second, *product);
  }
  if (asset.root.value.empty()) asset.root = root;
  if (asset.root != root) {
    review.add("ASSET_ROOT_WRONG", asset,
               "has the root " + in_quotes(asset.root.value) + " but stands under " +
                   in_quotes(root.value) + "; leave the root empty.",
               "root");
  }
}

// The given assets with their roots and places filled in.
std::vector<Asset> completed(Review& review, std::vector<Asset> assets) {
  ById earlier;
  earlier.reserve(assets.size());
  for (Asset& asset : assets) {
    complete(review, asset, earlier);
    earlier.emplace(asset.id.value, &asset);
  }
  return assets;
}

void asset_changes(const std::vector<Asset>& present, const std::vector<Asset>& wanted,
                   std::vector<AccountEvent>& events) {
  ById old;
  for (const Asset& asset : present) old.emplace(asset.id.value, &asset);
  ById kept;
  for (const Asset& asset : wanted) {
    kept.emplace(asset.id.value, &asset);
    const auto known = old.find(asset.id.value);
    if (known == old.end()) {
      events.emplace_back(AssetInstalled{asset});
    } else if (*known->second != asset) {
      events.emplace_back(AssetUpdated{asset});
    }
  }
  for (const Asset& asset : present) {
    if (asset.status != AssetStatus::inactive && !kept.contains(asset.id.value)) {
      events.emplace_back(AssetDisconnected{asset.id});
    }
  }
}

}  // namespace

Decision<AccountEvent> define_account(const Account::State& state,
                                      const Account::DefineAccount& command,
                                      const Context& context) {
  Review review{*context.catalogue, {}};
  if (command.account.value.empty()) {
    review.problems.push_back({"ACCOUNT_ID_REQUIRED", "An account needs an id.", {}, {}, {}, "id"});
  }
  const std::vector<Asset> assets = completed(review, command.assets);
  std::vector<AccountEvent> events;
  if (!Account::exists(state) || state.profile != command.profile) {
    events.emplace_back(AccountDefined{command.account, command.profile});
  }
  asset_changes(state.assets, assets, events);
  if (command.prepaid_balance && command.prepaid_balance != state.prepaid_balance) {
    events.emplace_back(PrepaidBalanceSet{*command.prepaid_balance});
  }
  const auto installed = std::count_if(events.begin(), events.end(), [](const AccountEvent& e) {
    return std::holds_alternative<AssetInstalled>(e);
  });
  if (state.assets.size() + static_cast<std::size_t>(installed) > context.limits.assets_max) {
    review.problems.push_back({"ASSETS_FULL",
                               "The account would have more than " +
                                   std::to_string(context.limits.assets_max) + " assets; split it.",
                               {},
                               {},
                               {},
                               "assets"});
  }
  if (!review.problems.empty()) return tl::unexpected(std::move(review.problems));
  return events;
}

}  // namespace proffer::domain
