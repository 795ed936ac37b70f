#include "projections/documents.hpp"

#include <algorithm>
#include <charconv>

namespace proffer::projections {

namespace {

constexpr char header_part = '1';
constexpr char prices_part = '2';
constexpr char line_part = '3';
constexpr char submitted_part = '4';
constexpr char closed_part = '5';
constexpr char completed_part = '6';

// How a document ended: cancelled or rejected, if it was neither accepted nor expired.
struct Closed {
  bool accepted = false;
  bool expired = false;
  std::string reason;
};
template <class Archive>
void serialize(Archive& archive, Closed& c) {
  archive(field("accepted", c.accepted), field("expired", c.expired), field("reason", c.reason));
}

char letter(DocumentKind kind) { return kind == DocumentKind::quote ? 'Q' : 'O'; }

std::string key_of(const DocumentId& id, char part, std::string_view rest = {}) {
  std::string key{letter(kind_of(id))};
  key += id.value;
  key += '\0';
  key += part;
  key += rest;
  return key;
}

struct PutDocument {
  const RecordedEvent& recorded;
  Rows& rows;

  void operator()(const DocumentCreated& e) const {
    rows.put(key_of(e.document, header_part), recorded, e);
  }
  void operator()(const LineAdded& e) const {
    rows.put(key_of(e.document, line_part, e.line.id.value), recorded, e.line);
  }
  void operator()(const LineChanged& e) const {
    rows.put(key_of(e.document, line_part, e.line.id.value), recorded, e.line);
  }
  void operator()(const LineRemoved& e) const {
    rows.remove(key_of(e.document, line_part, e.line.value));
  }
  void operator()(const DocumentPriced& e) const {
    rows.put(key_of(e.document, prices_part), recorded, e);
  }
  void operator()(const OrderSubmitted& e) const {
    rows.put(key_of(e.document, submitted_part), recorded, e);
  }
  void operator()(const OrderCompleted& e) const {
    rows.put(key_of(e.document, completed_part), recorded, e);
  }
  void operator()(const DocumentCancelled& e) const {
    rows.put(key_of(e.document, closed_part), recorded, Closed{false, false, e.reason});
  }
  void operator()(const QuoteAccepted& e) const {
    rows.put(key_of(e.document, closed_part), recorded, Closed{true, false, {}});
  }
  void operator()(const QuoteExpired& e) const {
    rows.put(key_of(e.document, closed_part), recorded, Closed{false, true, {}});
  }
  template <class E>
  void operator()(const E&) const {}  // not read
};

// Outline numbers by their figures: 1.2 before 1.2.1 before 1.10 before 2.0.
bool comes_before(const Line& a, const Line& b) {
  const auto next = [](std::string_view& rest) {
    std::uint32_t number = 0;
    const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), number).ptr;
    rest.remove_prefix(std::min(rest.size(), static_cast<std::size_t>(end - rest.data()) + 1));
    return number;
  };
  std::string_view left = a.sequence, right = b.sequence;
  while (!left.empty() && !right.empty()) {
    const auto l = next(left), r = next(right);
    if (l != r) return l < r;
  }
  return left.empty() && !right.empty();
}

template <class T>
void stamp(DocumentRow& document, const Stamped<T>& by) {
  document.version = std::max(document.version, by.version);
  document.position = std::max(document.position, by.position);
}

store::Result<void> add_part(DocumentRow& document, char part, std::string_view row) {
  if (part == header_part) {
    auto created = read_row<DocumentCreated>(Documents::table, row);
    if (!created) return tl::unexpected(created.error());
    document.id = created->value.document;
    document.kind = created->value.kind;
    document.account = created->value.account;
    document.price_list = std::move(created->value.price_list);
    document.currency = std::move(created->value.currency);
    document.created = created->at;
    document.changed = created->at;
    document.status =
        document.kind == DocumentKind::quote ? DocumentStatus::open : DocumentStatus::pending;
    stamp(document, *created);
  } else if (part == prices_part) {
    const auto priced = read_row<DocumentPriced>(Documents::table, row);
    if (!priced) return tl::unexpected(priced.error());
    document.revision = priced->value.revision;
    document.one_time = priced->value.one_time;
    document.recurring = priced->value.recurring;
    document.changed = priced->at;
    stamp(document, *priced);
  } else if (part == submitted_part) {
    const auto submitted = read_row<OrderSubmitted>(Documents::table, row);
    if (!submitted) return tl::unexpected(submitted.error());
    document.status = DocumentStatus::open;
    for (Line& line : document.lines) {
      if (line.status == LineStatus::pending) line.status = LineStatus::open;
    }
    document.changed = submitted->at;
    stamp(document, *submitted);
  } else if (part == completed_part) {
    const auto completed = read_row<OrderCompleted>(Documents::table, row);
    if (!completed) return tl::unexpected(completed.error());
    document.status = DocumentStatus::complete;
    for (Line& line : document.lines) line.status = LineStatus::complete;
    document.changed = completed->at;
    stamp(document, *completed);
  } else if (part == closed_part) {
    auto closed = read_row<Closed>(Documents::table, row);
    if (!closed) return tl::unexpected(closed.error());
    document.status = closed->value.accepted                 ? DocumentStatus::accepted
                      : closed->value.expired                ? DocumentStatus::expired
                      : document.kind == DocumentKind::quote ? DocumentStatus::rejected
                                                             : DocumentStatus::cancelled;
    document.reason = std::move(closed->value.reason);
    document.changed = closed->at;
    stamp(document, *closed);
  } else {
    auto line = read_row<Line>(Documents::table, row);
    if (!line) return tl::unexpected(line.error());
    stamp(document, *line);
    document.lines.push_back(std::move(line->value));
  }
  return {};
}

bool is_of(std::string_view document, const AccountId& account) {
  return partition_key({Category::order, std::string{document}}) == account.value;
}

// The documents whose keys begin so, from a key on, at most `limit`; of one account when it is not
// empty.
store::Result<std::vector<DocumentRow>> read_documents(const store::Tables& tables,
                                                       const std::string& prefix,
                                                       const std::string& from,
                                                       const AccountId& account,
                                                       std::size_t limit) {
  std::vector<DocumentRow> documents;
  std::string current;  // kind and id of the last one
  store::Result<void> part;
  const auto visit = [&](std::string_view key, std::string_view row) {
    if (!key.starts_with(prefix)) return false;
    const auto end = key.find('\0');
    const auto id = key.substr(0, end);
    if (id != current) {
      // `A-1` has `A-1-O1`; `A-1-O1-O1` begins like it and belongs to an account `A-1-O1`.
      if (!account.value.empty() && !is_of(id.substr(1), account)) return true;
      if (documents.size() == limit) return false;
      current = id;
      documents.emplace_back();
    }
    part = add_part(documents.back(), key[end + 1], row);
    return part.has_value();
  };
  const auto scanned = tables.scan(Documents::table, from, visit);
  if (!scanned) return tl::unexpected(scanned.error());
  if (!part) return tl::unexpected(part.error());
  for (auto& document : documents)
    std::sort(document.lines.begin(), document.lines.end(), comes_before);
  return documents;
}

}  // namespace

std::string_view name_of(DocumentStatus status) {
  switch (status) {
    case DocumentStatus::pending: return "Pending";
    case DocumentStatus::open: return "Open";
    case DocumentStatus::complete: return "Complete";
    case DocumentStatus::accepted: return "Accepted";
    case DocumentStatus::rejected: return "Rejected";
    case DocumentStatus::cancelled: return "Cancelled";
    case DocumentStatus::expired: return "Expired";
  }
  return "";
}

bool Documents::reads(std::string_view type) const {
  return type == DocumentCreated::type || type == LineAdded::type || type == LineChanged::type ||
         type == LineRemoved::type || type == DocumentPriced::type ||
         type == OrderSubmitted::type || type == OrderCompleted::type ||
         type == DocumentCancelled::type || type == QuoteAccepted::type ||
         type == QuoteExpired::type;
}

void Documents::apply(const RecordedEvent& recorded, const Event& event, Rows& rows) {
  std::visit(PutDocument{recorded, rows}, event);
}

store::Result<std::optional<DocumentRow>> DocumentQueries::get(DocumentKind kind,
                                                               const DocumentId& id) const {
  if (kind_of(id) != kind) return std::nullopt;
  const std::string prefix = key_of(id, header_part).substr(0, id.value.size() + 2);
  auto found = read_documents(tables_, prefix, prefix, {}, 1);
  if (!found) return tl::unexpected(found.error());
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

store::Result<std::vector<DocumentRow>> DocumentQueries::list(DocumentKind kind,
                                                              const AccountId& account,
                                                              std::string_view after,
                                                              std::size_t limit) const {
  std::string prefix{letter(kind)};
  if (!account.value.empty()) prefix += account.value + '-' + letter(kind);
  std::string from{letter(kind)};
  from += after;
  from += '\1';  // behind every part of `after`
  return read_documents(tables_, prefix, std::max(prefix, from), account, limit);
}

}  // namespace proffer::projections
