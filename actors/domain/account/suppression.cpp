#include "actors/domain/account/suppression.hpp"

#include <algorithm>

namespace proffer::domain {

bool suppressed(const Account::State& state, const ProductOffer& offer, const AssetId& asset,
                const Catalogue& catalogue) {
  auto logged = std::lower_bound(state.logged.begin(), state.logged.end(), offer.id,
                                 [](const auto& l, const OfferId& id) { return l.offer < id; });
  if (logged == state.logged.end() || logged->offer != offer.id) return false;
  const MessageType* type = catalogue.message_type(offer.message_type);
  if (type == nullptr) return false;
  for (; logged != state.logged.end() && logged->offer == offer.id; ++logged) {
    if (!logged->asset.value.empty() && logged->asset != asset) continue;
    const std::string given = folded(logged->response);
    for (const MessageResponse& response : type->responses) {
      if (!response.suppress_repetition || !response.log) continue;
      if (folded(response.name) == given) return true;
    }
  }
  return false;
}

}  // namespace proffer::domain
