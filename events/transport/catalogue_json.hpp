// The catalogue document that people write: definitions, offers and accounts, each section
// optional. Read strictly, with everything that is wrong at once; written in the same shape
// (json_shape.hpp).
#pragma once

#include "events/account.hpp"
#include "events/definitions.hpp"
#include "events/problem.hpp"
#include "events/product_offer.hpp"

#include <boost/json/object.hpp>
#include <tl/expected.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace proffer::transport {

class ObjectReader;

struct AccountDefinition {
  AccountId id;
  AccountProfile profile;
  std::vector<Asset> assets;                  // a root before its components
  std::optional<Money> prepaid_balance = {};  // none: not said
  bool operator==(const AccountDefinition&) const = default;
};

struct CatalogueDocument : Definitions {
  std::vector<ProductOffer> offers;
  std::vector<AccountDefinition> accounts;
  bool operator==(const CatalogueDocument&) const = default;
};

struct CatalogueOptions {
  std::size_t bytes_max = 16 * 1024 * 1024;
  std::size_t problems_max = 100;  // found at once
};

// What is not given has the specification's default; actions are called 1, 2, 3 … in their offer
// and have the ids
// `<offer>-<response>-<n>`; sequences follow the order of appearance; a response's kind follows its
// name (an offer's then is what its message type says); an asset's parent and root follow the tree,
// its relationship stays empty when it is not given. Whether the definitions agree with each other
// is the domain's to say.
//
// Codes: BODY_TOO_LARGE, JSON_MALFORMED (line and column), JSON_TOO_DEEP, FIELD_REQUIRED,
// FIELD_TYPE, FIELD_TOO_LONG, FIELD_INVALID, FIELD_UNKNOWN; `field` is a JSON Pointer.
tl::expected<CatalogueDocument, Problems> read_catalogue(std::string_view json,
                                                         const CatalogueOptions& options = {});

// One element of `accounts` by itself.
tl::expected<AccountDefinition, Problems> read_account(std::string_view json,
                                                       const CatalogueOptions& options = {});

boost::json::object json_of(const CatalogueDocument& document);

// Any other object that people write, as strictly: `read` takes what it knows from it; what it
// leaves is unknown. No problem: all is well.
Problems read_document(std::string_view json, const CatalogueOptions& options,
                       const std::function<void(ObjectReader&)>& read);

}  // namespace proffer::transport
