// The operations of the web services by their names, and the calls that apply offers: one or
// several at once, saved or in memory, onto the active document, a given one, or a structure that
// the caller keeps.
#pragma once

#include "events/account.hpp"
#include "events/problem.hpp"
#include "events/transport/json_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::transport {

struct ServiceOperation {
  enum class Does : std::uint8_t {
    apply,   // offers, or a structure: an OffersCall
    ask,     // a query
    choose,  // the value that a workflow instance waits for
    cancel,  // such an instance
    change,  // documents, activities, memberships or balance of an account: an AccountCall
  };
  // What of an account a call changes.
  enum class Changes : std::uint8_t {
    none,
    submitted,  // an order, and so on
    completed,
    cancelled,
    accepted,
    expired,
    activity_created,
    activity_done,
    promotion_group,
    associated,  // a membership, and so on
    transferred,
    disconnected,
    prepaid_balance,
  };
  std::string_view name;                      // the canonical one
  DocumentKind kind = DocumentKind::unknown;  // what comes of it; unknown: the account's type says
  bool several = false;                       // offers in one call
  bool saves_structure = false;               // stores a reviewed structure, without offers
  Does does = Does::apply;
  std::span<const std::string_view> members = {};  // of a query: all that it takes
  std::string_view required = {};                  // the one of them that there has to be
  bool basket = false;  // of a query: it may bring a structure or products
  Changes changes = Changes::none;
  std::string_view command = {};  // the type of the command that makes the change
};
// By its name or one of the other names it goes under, in any case and with or without blanks;
// nullptr: there is none.
const ServiceOperation* service_operation(std::string_view name);
// The one that gives an account the command of that type; nullptr: none does.
const ServiceOperation* service_operation_of(std::string_view command_type);
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
  std::string language;  // that the answer is shown in; empty: not said
};

struct OffersCallOptions {
  std::size_t bytes_max = 1024 * 1024;
  std::size_t lines_max = 1'000;  // of a structure
  std::size_t offers_max = 100;
  std::size_t problems_max = 100;
};

// The member `structure`: the lines, or a whole document as it is answered; of that only its lines
// count. Codes as below.
void read_structure(ObjectReader& reader, std::string_view parent,
                    std::optional<std::vector<Line>>& structure, const OffersCallOptions& options,
                    FoundProblems& problems);

// The body of a call that applies offers; read strictly, everything wrong at once. SaveFlag,
// SaveInstance and ProcessInMemory are one switch under three names, which must say the same.
//
// Codes: FIELD_REQUIRED, FIELD_TYPE, FIELD_TOO_LONG, FIELD_INVALID, FIELD_UNKNOWN; `field` is a
// JSON Pointer.
void read_offers_call(ObjectReader& reader, OffersCall& call, const OffersCallOptions& options,
                      FoundProblems& problems);

}  // namespace proffer::transport
