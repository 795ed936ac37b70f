// Every event there is, by category. The alternatives' order means nothing: bytes carry the type's
// name.
#pragma once

#include "events/account.hpp"
#include "events/catalogue.hpp"
#include "events/command.hpp"
#include "events/document.hpp"
#include "events/product_offer.hpp"
#include "events/shard.hpp"

#include <variant>

namespace proffer {

using Event =
    std::variant<ShardCreated, InputRegistered, ShardProgress, DeadLettered, CommandForwarded,
                 CommandRefused, CommandRepeated, ProductDefined, ProductLineDefined,
                 ProductOfferDefined, AccountDefined, AssetInstalled, AssetUpdated,
                 AssetDisconnected, ActiveDocumentSet, OfferResponseLogged, OfferApplicationFailed,
                 DocumentCreated, LineAdded, LineChanged, LineRemoved, DocumentPriced>;

}  // namespace proffer
