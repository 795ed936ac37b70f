// Calls of the web services that apply offers: one or several at once, saved or in memory, onto the
// active document, a given one, or a structure that the caller keeps.
#pragma once

#include "events/account.hpp"
#include "events/problem.hpp"

#include <boost/json/object.hpp>
#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::transport {

struct ServiceOperation {
  std::string_view name;                      // the canonical one
  DocumentKind kind = DocumentKind::unknown;  // what comes of it; unknown: the account's type says
  bool several = false;                       // offers in one call
  bool saves_structure = false;               // stores a reviewed structure, without offers
};
// By its name or one of the other names it goes under, in any case and with or without blanks;
// nullptr: there is none.
const ServiceOperation* service_operation(std::string_view name);
// Every canonical name, for did-you-mean.
std::span<const std::string_view> service_operation_names();

struct OffersCall {
  const ServiceOperation* operation = nullptr;
  AccountId account;
  std::vector<OfferChoice> offers;
  AssetId asset;
  std::string service_id;
  DocumentId document;
  std::optional<std::vector<Line>> structure;
  bool save = true;
  bool detail = false;  // of a single offer's call: the whole document is the answer
  std::string channel;
};

struct OffersCallOptions {
  std::size_t bytes_max = 1024 * 1024;
  std::size_t lines_max = 1'000;  // of a structure
  std::size_t offers_max = 100;
  std::size_t problems_max = 100;
};

// The body of a call; read strictly, everything wrong at once. `operation` nullptr: the member
// `operation` names it. SaveFlag, SaveInstance and ProcessInMemory are one switch under three
// names.
//
// Codes: BODY_TOO_LARGE, JSON_MALFORMED, OPERATION_UNKNOWN, FIELD_REQUIRED, FIELD_TYPE,
// FIELD_TOO_LONG, FIELD_INVALID, FIELD_UNKNOWN; `field` is a JSON Pointer.
tl::expected<OffersCall, Problems> read_offers_call(std::string_view json,
                                                    const ServiceOperation* operation,
                                                    const OffersCallOptions& options = {});

}  // namespace proffer::transport
