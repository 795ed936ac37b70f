// Projection *accounts*: every account with what it owns and the answers it gave.
#pragma once

#include "events/account.hpp"
#include "events/command.hpp"
#include "projections/projection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::projections {

struct LoggedResponse {
  Position position = 0;
  Instant at;
  ResponseReceived response;
  ResponseOutcome outcome = ResponseOutcome::unknown;
  DocumentId document;
  Problems problems;  // when outcome is rejected
  // Of several offers that were applied together: `response` names none. What each of them came to
  // is an entry of its own.
  bool together = false;
  std::vector<OfferChoice> offers;
  bool suppressed_then = false;  // whether it kept the offer from being shown again, when given
  bool operator==(const LoggedResponse&) const = default;
};

// A response that waits for the customer's choice.
struct WaitingResponse {
  Position position = 0;
  Instant at;
  OfferResponseWaiting waiting;
  bool operator==(const WaitingResponse&) const = default;
};

struct AccountRow {
  AccountId id;
  AccountProfile profile;
  std::vector<Asset> assets;  // a root before its components, siblings by sequence and id
  DocumentId active_document;
  std::vector<LoggedResponse>
      responses;                         // the newest `responses_max`, oldest first; empty in lists
  std::vector<WaitingResponse> waiting;  // by the instance that waits
  std::uint64_t version = 0;             // of the account's stream, as far as it is shown here
  Position position = 0;                 // of the last event shown here
  bool operator==(const AccountRow&) const = default;
  static constexpr std::size_t responses_max = 100;
};

// Keys: account id, 0, then `1` (profile), `2` (active document), `3` and an asset id, `4` and the
// id of a disconnected asset, `5` and the workflow instance that waits for a choice, or `6` and a
// response's version, counted down so that the newest comes first.
class Accounts final : public Projection {
 public:
  static constexpr std::string_view table = "accounts.5";
  std::string_view name() const override { return "accounts"; }
  std::string_view table_name() const override { return table; }
  bool reads(std::string_view type) const override;
  void apply(const RecordedEvent& recorded, const Event& event, Rows& rows) override;
};

// Queries; thread-safe. An account is seen as it was after some command, never in between.
class AccountQueries {
 public:
  explicit AccountQueries(const store::Tables& tables) : tables_(tables) {}
  store::Result<std::optional<AccountRow>> get(const AccountId& id) const;
  // Who the customer is, without what they own and answered; none: there is no such account.
  store::Result<std::optional<AccountProfile>> profile(const AccountId& id) const;
  // By id, after `after` (empty: from the first), at most `limit`, without their responses.
  store::Result<std::vector<AccountRow>> list(std::string_view after, std::size_t limit) const;

 private:
  const store::Tables& tables_;
};

}  // namespace proffer::projections
