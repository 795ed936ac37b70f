// Why an order or quote is as it is: gathered from the streams of the document and of its account.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/edge/queries/moment.hpp"
#include "events/account.hpp"
#include "events/document.hpp"
#include "events/envelope.hpp"
#include "store/log.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::edge {

// Where an event stands in the log.
struct Place {
  StreamId stream;
  std::uint64_t version = 0;
  ShardId shard = 0;
  Position position = 0;
  Instant at;
  std::string correlation;
  std::string actor;
};

// What changed a line after it was put there.
struct LineChange {
  Place place;
  LineAction action = LineAction::unknown;  // unknown: the line was taken back
  Because because;
};
struct LineHistory {
  Line line;       // as it is, or was before it was taken back
  Because reason;  // why it was put there
  Place put;
  std::vector<LineChange> changes;
  bool taken_back = false;
};

// One response of the account, of which something was not done.
struct AccountAnswer {
  Place place;
  ResponseReceived response;
  DocumentId document;
  std::vector<SkippedAction> skipped;
  Problems problems;  // not empty: it was rejected
};

struct Explanation {
  AccountId account;     // empty: there is no such document
  std::string language;  // the account's
  DocumentId document;
  std::vector<LineHistory> lines;  // in the order they were put there
  std::vector<AccountAnswer> answers;
};

store::Result<Explanation> explain(const store::Log& log, const StreamId& document,
                                   const std::optional<Moment>& as_of);

// Why a product is not on the document, or that it is; by its id or name. `sentences` is never
// empty.
struct Missing {
  std::string verdict;  // present, deleted, taken_back, skipped, rejected, never_asked
  std::vector<std::string> sentences;
};
Missing explain_missing(const Explanation& explanation, std::string_view product,
                        const domain::Catalogue& catalogue);

}  // namespace proffer::edge
