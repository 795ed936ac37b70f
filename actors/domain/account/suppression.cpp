#include "actors/domain/account/suppression.hpp"

#include <algorithm>

namespace proffer::domain {
namespace {

const AssetId& root_of(const Account::State& state, const AssetId& id) {
  const auto asset = std::ranges::find(state.assets, id, &Asset::id);
  return asset == state.assets.end() ? id : asset->root;
}

// A scope that was defined before it was checked is that of the asset.
bool in_scope(const Account::State& state, const LoggedResponse& logged,
              const MessageResponse& response, const ShownFor& shown) {
  const bool for_all = logged.asset.value.empty();
  switch (suppression_scope(response.scope_field).value_or(SuppressionScope::asset)) {
    case SuppressionScope::asset: return for_all || logged.asset == shown.asset;
    case SuppressionScope::root_asset: return for_all || root_of(state, logged.asset) == shown.root;
    case SuppressionScope::document: return logged.document == shown.document;
    case SuppressionScope::account: return true;
  }
  return false;
}

}  // namespace

bool suppressed(const Account::State& state, const ProductOffer& offer, const ShownFor& shown,
                const Catalogue& catalogue) {
  auto logged = std::lower_bound(state.logged.begin(), state.logged.end(), offer.id,
                                 [](const auto& l, const OfferId& id) { return l.offer < id; });
  if (logged == state.logged.end() || logged->offer != offer.id) return false;
  const MessageType* type = catalogue.message_type(offer.message_type);
  if (type == nullptr) return false;
  for (; logged != state.logged.end() && logged->offer == offer.id; ++logged) {
    for (const MessageResponse& response : type->responses) {
      if (!response.suppress_repetition || !response.log) continue;
      if (!same_name(response.name, logged->response)) continue;
      if (in_scope(state, *logged, response, shown)) return true;
    }
  }
  return false;
}

}  // namespace proffer::domain
