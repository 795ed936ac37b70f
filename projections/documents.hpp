// Projection *documents*: every order and quote with its lines, and the answers to who asks for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/document.hpp"
#include "projections/projection.hpp"

namespace proffer::projections {

struct DocumentRow {
  DocumentId id;
  DocumentKind kind = DocumentKind::unknown;
  AccountId account;
  std::string price_list;
  std::string currency;
  Instant created;
  Instant changed;
  std::uint32_t revision = 0;
  std::uint64_t version = 0;   // of the document's stream
  Position position = 0;       // of the last event applied
  Money one_time;
  Money recurring;
  std::vector<Line> lines;     // in document order
  bool operator==(const DocumentRow&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DocumentRow& r) {
  archive(field("id", r.id), field("kind", r.kind), field("account", r.account),
          field("price_list", r.price_list), field("currency", r.currency),
          field("created", r.created), field("changed", r.changed), field("revision", r.revision),
          field("version", r.version), field("position", r.position),
          field("one_time", r.one_time), field("recurring", r.recurring), field("lines", r.lines));
}

class Documents final : public Projection {
 public:
  std::string_view name() const override { return "documents"; }
  bool reads(std::string_view type) const override;
  void apply(const RecordedEvent& recorded, const Event& event, Rows& rows) override;
};

// Queries; thread-safe.
class DocumentQueries {
 public:
  explicit DocumentQueries(const store::Tables& tables) : tables_(tables) {}
  store::Result<std::optional<DocumentRow>> get(DocumentKind kind, const DocumentId& id) const;
  // By id, after `after` (empty: from the first), at most `limit`; of one account when `account` is not empty.
  store::Result<std::vector<DocumentRow>> list(DocumentKind kind, const AccountId& account, std::string_view after,
                                               std::size_t limit) const;

 private:
  const store::Tables& tables_;
};

}  // namespace proffer::projections
