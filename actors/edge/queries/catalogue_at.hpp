// The definitions as they are, or as they were at an earlier moment: folded from the reference
// shard then.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/edge/exchange.hpp"
#include "actors/edge/queries/moment.hpp"
#include "store/log.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace proffer::edge {

struct CatalogueAt {
  std::shared_ptr<const domain::Catalogue> catalogue;
  Instant at;                       // now, or when it was like this
  std::vector<HttpHeader> headers;  // Proffer-As-Of, when an earlier moment was asked for
};

// As of a moment of the reference shard.
store::Result<CatalogueAt> catalogue_as_of(const store::Log& log, const Moment& moment);

// Runs `then` with the newest catalogue that the request waits for, or with that of the moment that
// its `asOf` names, a time or a position of the reference shard; or answers why it cannot: 400
// AS_OF_INVALID, 500, 503.
void with_catalogue(const Shared& shared, const ExchangePtr& exchange,
                    std::function<void(const CatalogueAt&)> then);

}  // namespace proffer::edge
