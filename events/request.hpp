// What is asked by the name of an operation: offers to apply, and questions, which only look.
#pragma once

#include "events/account.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer {

// A call that applies several offers at once, saved or only looked at; without offers, a document
// or a structure that was reviewed is saved.
struct OffersToApply {
  AccountId account;
  std::vector<OfferChoice> offers;
  AssetId asset;
  std::string service_id;
  DocumentId document;                         // to be added to; empty: the active one
  std::optional<std::vector<Line>> structure;  // what to start from, instead of what is saved
  bool save = true;                            // false: nothing is logged, the events only show
                                               // what the document would be
  DocumentKind kind = DocumentKind::unknown;   // what the caller wants; unknown: by account type
  bool several = true;                         // false: the operation that applies a single offer
  bool detail = false;                         // of that one: the whole document is the answer
  std::string channel;
  Instant given;
  bool operator==(const OffersToApply&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OffersToApply& c) {
  archive(field("account", c.account), field("offers", c.offers), field("asset", c.asset),
          field("service_id", c.service_id), field("document", c.document),
          field("structure", c.structure), field("save", c.save), field("kind", c.kind),
          field("several", c.several), field("detail", c.detail), field("channel", c.channel),
          field("given", c.given));
}

// A question was answered: a query, or offers that were applied in memory. It is all the trace that
// is left of it.
struct QuestionAnswered {
  static constexpr std::string_view type = "request.answered";
  static constexpr std::uint16_t version = 1;
  std::string operation;  // its name
  AccountId account;      // whom it was about; empty: nobody
  Bytes answer;           // JSON, as it was given
  bool operator==(const QuestionAnswered&) const = default;
};
template <class Archive>
void serialize(Archive& archive, QuestionAnswered& e) {
  archive(field("operation", e.operation), field("account", e.account), field("answer", e.answer));
}

using RequestEvent = std::variant<QuestionAnswered>;

}  // namespace proffer
