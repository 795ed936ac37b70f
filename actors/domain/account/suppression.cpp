#include "actors/domain/account/suppression.hpp"

#include <algorithm>

namespace proffer::domain {
namespace {

// Given for the account as a whole, or by a response that counts for the whole account, it counts
// for every asset.
bool in_scope(const LoggedResponse& logged, const MessageResponse& response, const AssetId& asset) {
  return logged.asset.value.empty() || logged.asset == asset ||
         folded(response.scope_field) == "account id";
}

}  // namespace

bool suppressed(const Account::State& state, const ProductOffer& offer, const AssetId& asset,
                const Catalogue& catalogue) {
  auto logged = std::lower_bound(state.logged.begin(), state.logged.end(), offer.id,
                                 [](const auto& l, const OfferId& id) { return l.offer < id; });
  if (logged == state.logged.end() || logged->offer != offer.id) return false;
  const MessageType* type = catalogue.message_type(offer.message_type);
  if (type == nullptr) return false;
  for (; logged != state.logged.end() && logged->offer == offer.id; ++logged) {
    const std::string given = folded(logged->response);
    for (const MessageResponse& response : type->responses) {
      if (!response.suppress_repetition || !response.log) continue;
      if (!in_scope(*logged, response, asset)) continue;
      if (folded(response.name) == given) return true;
    }
  }
  return false;
}

}  // namespace proffer::domain
