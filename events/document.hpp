// Orders (residential accounts) and quotes (all others): a stream a document.
#pragma once

#include "events/catalogue.hpp"
#include "events/membership.hpp"
#include "events/product_offer.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer {

// Stored: numbers are never reused.
enum class DocumentKind : std::uint8_t { unknown = 0, order = 1, quote = 2 };
// What the id says: `<account>-O<n>` or `<account>-Q<n>`.
DocumentKind kind_of(const DocumentId& id);

// Stored: numbers are never reused.
enum class LineAction : std::uint8_t {
  unknown = 0,
  none = 1,  // shown as `-`: exists, unchanged
  add = 2,
  update = 3,
  delete_ = 4,
};

// Why something is on, or is not on, a document: the action that decided it and what it looked at.
struct Because {
  OfferId offer;
  std::uint32_t release = 0;  // of the offer
  std::string response;
  ActionId action;
  std::string action_name;
  ActionType type = ActionType::unknown;
  ActionCode code = ActionCode::unknown;
  std::string rule;  // "component added to the owned base", "relationship default", …
  std::vector<NamedValue>
      inputs;  // what the rule looked at: the asset found, live count, maximum, …
  bool operator==(const Because&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Because& b) {
  archive(field("offer", b.offer), field("release", b.release), field("response", b.response),
          field("action", b.action), field("action_name", b.action_name), field("type", b.type),
          field("code", b.code), field("rule", b.rule), field("inputs", b.inputs));
}

// An action that changed nothing, and the reason.
struct SkippedAction {
  Because because;
  std::string reason;  // AlreadyOwned, NotOwned
  bool operator==(const SkippedAction&) const = default;
};
template <class Archive>
void serialize(Archive& archive, SkippedAction& s) {
  archive(field("because", s.because), field("reason", s.reason));
}

// Which application of which promotion a line or an asset belongs to, and the slot it fills there.
struct PromotionStamp {
  ProductId promotion;  // empty: none
  std::string name;
  PromotionInstanceId instance;
  RuleId rule;  // of the slot; empty on the promotion's own line
  bool operator==(const PromotionStamp&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionStamp& p) {
  archive(field("promotion", p.promotion), field("name", p.name), field("instance", p.instance),
          field("rule", p.rule));
}

// Stored: numbers are never reused.
enum class LineStatus : std::uint8_t { unknown = 0, pending = 1, open = 2, complete = 3 };

struct Line {
  LineId id;
  std::string sequence;  // outline number: `1.0` a root, `1.2` its child, `1.2.1` below that
  LineId parent;         // empty for a root
  LineId root;           // own id for a root
  ProductId product;
  std::string product_name;
  LineAction action = LineAction::unknown;
  AssetId asset;             // the asset it shows or changes; empty for what is new
  std::string relationship;  // the slot of the parent's structure
  std::uint32_t quantity = 1;
  std::vector<NamedValue> fields;      // by name
  std::vector<NamedValue> attributes;  // by name
  std::vector<NamedValue> prior;       // values before an update, by name
  Money unit_price;
  Money net_price;
  PriceType price_type = PriceType::recurring;
  Because because;
  PromotionStamp promotion;                       // of roots only
  std::optional<PromotionStamp> prior_promotion;  // what an update or deletion took it out of
  LineStatus status = LineStatus::pending;
  PromotionUpgrade upgrade;     // of the line of a promotion that another is upgraded to
  MembershipChange membership;  // of a membership's line; else without an id
  Penalty penalty;              // of a penalty's line; its total is the price
  bool operator==(const Line&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Line& l) {
  archive(field("id", l.id), field("sequence", l.sequence), field("parent", l.parent),
          field("root", l.root), field("product", l.product), field("product_name", l.product_name),
          field("action", l.action), field("asset", l.asset), field("relationship", l.relationship),
          field("quantity", l.quantity), field("fields", l.fields),
          field("attributes", l.attributes), field("prior", l.prior),
          field("unit_price", l.unit_price), field("net_price", l.net_price),
          field("price_type", l.price_type), field("because", l.because));
  if (archive.version() < 2) return;
  archive(field("promotion", l.promotion), field("prior_promotion", l.prior_promotion),
          field("status", l.status));
  if (archive.version() < 3) return;
  archive(field("upgrade", l.upgrade), field("membership", l.membership),
          field("penalty", l.penalty));
}

struct DocumentCreated {
  static constexpr std::string_view type = "document.created";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  DocumentKind kind = DocumentKind::unknown;
  AccountId account;
  std::string price_list;
  std::string currency;  // ISO 4217
  bool operator==(const DocumentCreated&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DocumentCreated& e) {
  archive(field("document", e.document), field("kind", e.kind), field("account", e.account),
          field("price_list", e.price_list), field("currency", e.currency));
}

struct LineAdded {
  static constexpr std::string_view type = "document.line_added";
  static constexpr std::uint16_t version = 3;
  DocumentId document;
  Line line;
  bool operator==(const LineAdded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, LineAdded& e) {
  archive(field("document", e.document), field("line", e.line));
}

// A line of the saved document is now this: action code, fields, attributes or prices differ. Its
// place and number are the same.
struct LineChanged {
  static constexpr std::string_view type = "document.line_changed";
  static constexpr std::uint16_t version = 3;
  DocumentId document;
  Line line;
  bool operator==(const LineChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, LineChanged& e) {
  archive(field("document", e.document), field("line", e.line));
}

// A line with action Add was taken back; its number stays free.
struct LineRemoved {
  static constexpr std::string_view type = "document.line_removed";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  LineId line;
  Because because;
  bool operator==(const LineRemoved&) const = default;
};
template <class Archive>
void serialize(Archive& archive, LineRemoved& e) {
  archive(field("document", e.document), field("line", e.line), field("because", e.because));
}

// The last event of every command that changed the document.
struct DocumentPriced {
  static constexpr std::string_view type = "document.priced";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  std::uint32_t revision = 0;  // 1, 2, 3 …: counts the saved changes
  Money one_time;              // of the lines with action Add
  Money recurring;             // of all live lines
  bool operator==(const DocumentPriced&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DocumentPriced& e) {
  archive(field("document", e.document), field("revision", e.revision),
          field("one_time", e.one_time), field("recurring", e.recurring));
}

// The order was sent off: it and its pending lines are open, and nothing is added to it any more.
struct OrderSubmitted {
  static constexpr std::string_view type = "document.order_submitted";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  bool operator==(const OrderSubmitted&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OrderSubmitted& e) {
  archive(field("document", e.document));
}

struct DocumentCancelled {
  static constexpr std::string_view type = "document.cancelled";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  std::string reason;
  bool operator==(const DocumentCancelled&) const = default;
};
template <class Archive>
void serialize(Archive& archive, DocumentCancelled& e) {
  archive(field("document", e.document), field("reason", e.reason));
}

struct QuoteAccepted {
  static constexpr std::string_view type = "document.quote_accepted";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  bool operator==(const QuoteAccepted&) const = default;
};
template <class Archive>
void serialize(Archive& archive, QuoteAccepted& e) {
  archive(field("document", e.document));
}

// It was not accepted in time.
struct QuoteExpired {
  static constexpr std::string_view type = "document.quote_expired";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  bool operator==(const QuoteExpired&) const = default;
};
template <class Archive>
void serialize(Archive& archive, QuoteExpired& e) {
  archive(field("document", e.document));
}

// What the order said has happened; its lines are complete, and the account's own events say what
// the customer has now.
struct OrderCompleted {
  static constexpr std::string_view type = "document.order_completed";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  bool operator==(const OrderCompleted&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OrderCompleted& e) {
  archive(field("document", e.document));
}

// The document adds an application of a promotion.
struct PromotionApplied {
  static constexpr std::string_view type = "document.promotion_applied";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  PromotionInstanceId instance;
  ProductId promotion;
  bool operator==(const PromotionApplied&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionApplied& e) {
  archive(field("document", e.document), field("instance", e.instance),
          field("promotion", e.promotion));
}

// The document changes what an application of a promotion holds, or the promotion's own fields.
struct PromotionModified {
  static constexpr std::string_view type = "document.promotion_modified";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  PromotionInstanceId instance;
  ProductId promotion;
  bool operator==(const PromotionModified&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionModified& e) {
  archive(field("document", e.document), field("instance", e.instance),
          field("promotion", e.promotion));
}

// The document replaces one application of a promotion by an application of another.
struct PromotionUpgraded {
  static constexpr std::string_view type = "document.promotion_upgraded";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  PromotionInstanceId from;
  PromotionInstanceId to;
  ProductId from_promotion;
  ProductId to_promotion;
  std::vector<AssetId> unresolved;  // components that the new promotion lacks: they stand alone
  bool operator==(const PromotionUpgraded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionUpgraded& e) {
  archive(field("document", e.document), field("from", e.from), field("to", e.to),
          field("from_promotion", e.from_promotion), field("to_promotion", e.to_promotion),
          field("unresolved", e.unresolved));
}

// The document ends one application of a promotion.
struct PromotionDisconnected {
  static constexpr std::string_view type = "document.promotion_disconnected";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  PromotionInstanceId instance;
  ProductId promotion;
  bool operator==(const PromotionDisconnected&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PromotionDisconnected& e) {
  archive(field("document", e.document), field("instance", e.instance),
          field("promotion", e.promotion));
}

// What ending commitments early costs is on this line.
struct PenaltyAdded {
  static constexpr std::string_view type = "document.penalty_added";
  static constexpr std::uint16_t version = 1;
  DocumentId document;
  LineId line;
  Penalty penalty;
  bool operator==(const PenaltyAdded&) const = default;
};
template <class Archive>
void serialize(Archive& archive, PenaltyAdded& e) {
  archive(field("document", e.document), field("line", e.line), field("penalty", e.penalty));
}

using DocumentEvent =
    std::variant<DocumentCreated, LineAdded, LineChanged, LineRemoved, DocumentPriced,
                 OrderSubmitted, DocumentCancelled, QuoteAccepted, QuoteExpired, OrderCompleted,
                 PromotionUpgraded, PromotionDisconnected, PenaltyAdded, PromotionApplied,
                 PromotionModified>;

}  // namespace proffer
