// Projection *accounts*: every account with what it owns and the answers it gave.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/account.hpp"
#include "projections/projection.hpp"

namespace proffer::projections {

struct LoggedResponse {
  Position position = 0;
  Instant at;
  ResponseReceived response;
  ResponseOutcome outcome = ResponseOutcome::unknown;
  DocumentId document;
  Problems problems;  // when outcome is rejected
  bool operator==(const LoggedResponse&) const = default;
};
template <class Archive>
void serialize(Archive& archive, LoggedResponse& r) {
  archive(field("position", r.position), field("at", r.at), field("response", r.response),
          field("outcome", r.outcome), field("document", r.document),
          field("problems", r.problems));
}

struct AccountRow {
  AccountId id;
  AccountProfile profile;
  std::vector<Asset> assets;
  DocumentId active_document;
  std::vector<LoggedResponse> responses;  // the newest `responses_max`, oldest first
  std::uint64_t version = 0;              // of the account's stream
  Position position = 0;                  // of the last event applied
  bool operator==(const AccountRow&) const = default;
  static constexpr std::size_t responses_max = 100;
};
template <class Archive>
void serialize(Archive& archive, AccountRow& r) {
  archive(field("id", r.id), field("profile", r.profile), field("assets", r.assets),
          field("active_document", r.active_document), field("responses", r.responses),
          field("version", r.version), field("position", r.position));
}

class Accounts final : public Projection {
 public:
  std::string_view name() const override { return "accounts"; }
  bool reads(std::string_view type) const override;
  void apply(const RecordedEvent& recorded, const Event& event, Rows& rows) override;
};

// Queries; thread-safe.
class AccountQueries {
 public:
  explicit AccountQueries(const store::Tables& tables) : tables_(tables) {}
  store::Result<std::optional<AccountRow>> get(const AccountId& id) const;
  store::Result<std::vector<AccountRow>> list(std::string_view after, std::size_t limit) const;

 private:
  const store::Tables& tables_;
};

}  // namespace proffer::projections
