// Projection *documents*: every order and quote with its lines, and the answers to who asks for
// them.
#pragma once

#include "events/document.hpp"
#include "projections/projection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::projections {

// Where a document is on its way: an order from Pending over Open to Complete or Cancelled, a quote
// from Open to Accepted, Rejected or Expired.
enum class DocumentStatus : std::uint8_t {
  pending,
  open,
  complete,
  accepted,
  rejected,
  cancelled,
  expired
};
std::string_view name_of(DocumentStatus status);

struct DocumentRow {
  DocumentId id;
  DocumentKind kind = DocumentKind::unknown;
  AccountId account;
  std::string price_list;
  std::string currency;
  Instant created;
  Instant changed;
  std::uint32_t revision = 0;
  std::uint64_t version = 0;  // of the document's stream, as far as it is shown here
  Position position = 0;      // of the last event shown here
  Money one_time;
  Money recurring;
  DocumentStatus status = DocumentStatus::pending;
  std::string reason;       // of a cancelled one
  std::vector<Line> lines;  // in document order
  bool operator==(const DocumentRow&) const = default;
};

// Keys: `O` or `Q`, document id, 0, then `1` (the header), `2` (the prices), `3` and a line id, `4`
// (it was sent off), `5` (it was cancelled, accepted or expired) or `6` (it was completed).
class Documents final : public Projection {
 public:
  static constexpr std::string_view table = "documents.3";
  std::string_view name() const override { return "documents"; }
  std::string_view table_name() const override { return table; }
  bool reads(std::string_view type) const override;
  void apply(const RecordedEvent& recorded, const Event& event, Rows& rows) override;
};

// Queries; thread-safe. A document is seen as it was after some command, never in between.
class DocumentQueries {
 public:
  explicit DocumentQueries(const store::Tables& tables) : tables_(tables) {}
  store::Result<std::optional<DocumentRow>> get(DocumentKind kind, const DocumentId& id) const;
  // By id, after `after` (empty: from the first), at most `limit`; of one account when `account` is
  // not empty.
  store::Result<std::vector<DocumentRow>> list(DocumentKind kind, const AccountId& account,
                                               std::string_view after, std::size_t limit) const;

 private:
  const store::Tables& tables_;
};

}  // namespace proffer::projections
