#include "tests/projections/folded.hpp"

#include <rapidcheck.h>

#include <functional>

namespace proffer::projections {
namespace {

AccountProfile profile(const std::string& name) {
  AccountProfile profile;
  profile.name = name;
  profile.type = "Residential";
  return profile;
}
Asset asset(const std::string& id, const std::string& parent, std::uint32_t sequence) {
  Asset asset;
  asset.id = {id};
  asset.product = {"p"};
  asset.parent = {parent};
  asset.root = {parent.empty() ? id : parent};
  asset.sequence = sequence;
  return asset;
}
Line line(const std::string& id, const std::string& sequence, std::int64_t cents = 0) {
  Line line;
  line.id = {id};
  line.sequence = sequence;
  line.action = LineAction::add;
  line.net_price = {cents};
  return line;
}
// The command that gives it.
Json command_of(const ResponseReceived& response) {
  return {R"({"response":)" + codec::json_of(response).value + "}"};
}

ResponseReceived response(const std::string& account, const std::string& name = "Accept") {
  return {{account}, {"text"}, name, {}, {}, "web", {}};
}
OfferResponseLogged logged(const std::string& account, const std::string& document) {
  return {response(account), 1, ResponseOutcome::document, {document}, {}};
}

std::vector<Written> define(const std::string& id) {
  return {{account_stream(id), AccountDefined{{id}, profile("Ada")}},
          {account_stream(id), AssetInstalled{asset("m", "", 2)}},
          {account_stream(id), AssetInstalled{asset("sim", "m", 1)}},
          {account_stream(id), AssetInstalled{asset("tv", "", 1)}}};
}
// An account's n-th order, with two lines.
std::vector<Written> make_order(const std::string& account, int n) {
  const std::string id = account + "-O" + std::to_string(n);
  return {
      {order_stream(id), DocumentCreated{{id}, DocumentKind::order, {account}, "Standard", "CAD"}},
      {order_stream(id), LineAdded{{id}, line("1", "1.0")}},
      {order_stream(id), LineAdded{{id}, line("2", "1.1", 500)}},
      {order_stream(id), DocumentPriced{{id}, 1, {0}, {500}}},
      {account_stream(account), ActiveDocumentSet{{id}}},
      {account_stream(account), logged(account, id)}};
}

TEST_F(Folded, AnAccountShowsItsAssetsAsTreesItsDocumentAndItsAnswers) {
  append(define("A-1"));
  append(make_order("A-1", 1));
  append({{account_stream("A-1"), AssetDisconnected{{"tv"}}}});
  fold();
  const auto row = account("A-1");
  ASSERT_TRUE(row);
  EXPECT_EQ(row->profile.name, "Ada");
  ASSERT_EQ(row->assets.size(), 3U);
  EXPECT_EQ(row->assets[0].id.value, "tv") << "roots by sequence";
  EXPECT_EQ(row->assets[0].status, AssetStatus::inactive);
  EXPECT_EQ(row->assets[1].id.value, "m");
  EXPECT_EQ(row->assets[2].id.value, "sim");
  EXPECT_EQ(row->active_document.value, "A-1-O1");
  ASSERT_EQ(row->responses.size(), 1U);
  EXPECT_EQ(row->responses[0].document.value, "A-1-O1");
  EXPECT_EQ(row->version, versions_[account_stream("A-1")]);
}

TEST_F(Folded, S1_12_ADocumentThatWasClearedIsNoMoreTheActiveOne) {
  append(define("A-1"));
  append(make_order("A-1", 1));
  append({{account_stream("A-1"), ActiveDocumentCleared{{"A-1-O1"}, true}}});
  fold();
  EXPECT_EQ(account("A-1")->active_document.value, "");
  append({{account_stream("A-1"), ActiveDocumentSet{{"A-1-O2"}}}});
  fold();
  EXPECT_EQ(account("A-1")->active_document.value, "A-1-O2");
}

TEST_F(Folded, AnAssetThatComesBackIsNotDisconnected) {
  append(define("A-1"));
  append({{account_stream("A-1"), AssetDisconnected{{"tv"}}}});
  append({{account_stream("A-1"), AssetUpdated{asset("tv", "", 1)}}});
  fold();
  EXPECT_EQ(account("A-1")->assets[0].status, AssetStatus::active);
}

TEST_F(Folded, FailedAndRefusedAnswersAreShownWithTheirProblems) {
  append(define("A-1"));
  const Problem ambiguous{"AMBIGUOUS_ASSET", "Give the asset.", {}, {}, {}, {}};
  append({{account_stream("A-1"), OfferApplicationFailed{response("A-1"), 1, {ambiguous}}}});
  const Problem reused{"IDEMPOTENCY_KEY_REUSED", "Use another key.", {}, {}, {}, {}};
  append({{account_stream("A-1"),
           CommandRefused{
               {reused}, "account.respond_to_offer", command_of(response("A-1", "Reject"))}}});
  fold();
  const auto row = account("A-1");
  ASSERT_EQ(row->responses.size(), 2U);
  EXPECT_EQ(row->responses[0].problems, Problems{ambiguous});
  EXPECT_EQ(row->responses[0].outcome, ResponseOutcome::rejected);
  EXPECT_EQ(row->responses[1].response.response, "Reject");
  EXPECT_EQ(row->responses[1].problems, Problems{reused});
}

TEST_F(Folded, AnAnswerFromNobodyMakesNoAccount) {
  const Problem unknown{"ACCOUNT_NOT_FOUND", "Define the account first.", {}, {}, {}, {}};
  append({{account_stream("A-9"),
           CommandRefused{{unknown}, "account.respond_to_offer", command_of(response("A-9"))}}});
  fold();
  EXPECT_FALSE(account("A-9"));
  EXPECT_TRUE(AccountQueries{log_->tables()}.list("", 10)->empty());
}

TEST_F(Folded, OnlyTheNewestAnswersAreShownOldestFirst) {
  append(define("A-1"));
  for (std::size_t i = 0; i < AccountRow::responses_max + 5; ++i) {
    append({{account_stream("A-1"), logged("A-1", "A-1-O" + std::to_string(i))}});
  }
  fold();
  const auto row = account("A-1");
  ASSERT_EQ(row->responses.size(), AccountRow::responses_max);
  EXPECT_EQ(row->responses.front().document.value, "A-1-O5");
  EXPECT_EQ(row->responses.back().document.value, "A-1-O104");
}

TEST_F(Folded, ADocumentsLinesStandInOutlineOrderAndTakenBackOnesAreGone) {
  append(make_order("A-1", 1));
  const std::string id = "A-1-O1";
  append({{order_stream(id), LineAdded{{id}, line("3", "2.0")}},
          {order_stream(id), LineAdded{{id}, line("4", "1.10")}},
          {order_stream(id), LineAdded{{id}, line("5", "1.1.1")}},
          {order_stream(id), LineAdded{{id}, line("6", "1.2")}},
          {order_stream(id), LineChanged{{id}, line("2", "1.1", 300)}},
          {order_stream(id), LineRemoved{{id}, {"6"}, {}}},
          {order_stream(id), DocumentPriced{{id}, 2, {990}, {300}}}});
  fold();
  const auto row = order(id);
  ASSERT_TRUE(row);
  std::vector<std::string> sequences;
  for (const Line& each : row->lines) sequences.push_back(each.sequence);
  EXPECT_EQ(sequences, (std::vector<std::string>{"1.0", "1.1", "1.1.1", "1.10", "2.0"}));
  EXPECT_EQ(row->lines[1].net_price.cents, 300);
  EXPECT_EQ(row->revision, 2U);
  EXPECT_EQ(row->one_time.cents, 990);
  EXPECT_EQ(row->account.value, "A-1");
  EXPECT_EQ(row->version, versions_[order_stream(id)]);
  EXPECT_FALSE(order("A-1-O2"));
}

// --- what becomes of a document

std::vector<Written> make_quote(const std::string& id) {
  const StreamId stream{Category::quote, id};
  return {{stream, DocumentCreated{{id}, DocumentKind::quote, {"B-1"}, "Standard", "CAD"}},
          {stream, LineAdded{{id}, line("1", "1.0")}}};
}

struct Way {
  const char* name;
  DocumentKind kind;
  std::vector<Event> events;
  DocumentStatus status;
  LineStatus lines;
  const char* reason;
};

TEST_F(Folded, Section1_12_ADocumentsStatusFollowsWhatBecomesOfIt) {
  const DocumentId order, quote;  // each event gets its own document's id
  const std::vector<Way> ways = {
      {"a new order", DocumentKind::order, {}, DocumentStatus::pending, LineStatus::pending, ""},
      {"a submitted order",
       DocumentKind::order,
       {OrderSubmitted{order}},
       DocumentStatus::open,
       LineStatus::open,
       ""},
      {"a completed order",
       DocumentKind::order,
       {OrderSubmitted{order}, OrderCompleted{order}},
       DocumentStatus::complete,
       LineStatus::complete,
       ""},
      {"an order cancelled at once",
       DocumentKind::order,
       {DocumentCancelled{order, "moved"}},
       DocumentStatus::cancelled,
       LineStatus::pending,
       "moved"},
      {"an order cancelled later",
       DocumentKind::order,
       {OrderSubmitted{order}, DocumentCancelled{order, "moved"}},
       DocumentStatus::cancelled,
       LineStatus::open,
       "moved"},
      {"a new quote", DocumentKind::quote, {}, DocumentStatus::open, LineStatus::pending, ""},
      {"an accepted quote",
       DocumentKind::quote,
       {QuoteAccepted{quote}},
       DocumentStatus::accepted,
       LineStatus::pending,
       ""},
      {"a quote that expired",
       DocumentKind::quote,
       {QuoteExpired{quote}},
       DocumentStatus::expired,
       LineStatus::pending,
       ""},
      {"a quote that was turned down",
       DocumentKind::quote,
       {DocumentCancelled{quote, "too dear"}},
       DocumentStatus::rejected,
       LineStatus::pending,
       "too dear"}};
  std::uint32_t number = 0;
  for (const Way& way : ways) {
    SCOPED_TRACE(way.name);
    const bool is_order = way.kind == DocumentKind::order;
    ++number;
    const std::string id = "B-1-" + std::string(is_order ? "O" : "Q") + std::to_string(number);
    const StreamId stream{is_order ? Category::order : Category::quote, id};
    append(is_order ? make_order("B-1", static_cast<int>(number)) : make_quote(id));
    for (Event event : way.events) {
      std::visit(
          [&](auto& e) {
            if constexpr (requires { e.document; }) e.document = {id};
          },
          event);
      append({{stream, event}});
    }
    fold();
    const auto row = DocumentQueries{log_->tables()}.get(way.kind, {id});
    ASSERT_TRUE(row && *row);
    EXPECT_EQ((*row)->status, way.status);
    EXPECT_EQ((*row)->reason, way.reason);
    for (const Line& each : (*row)->lines) EXPECT_EQ(each.status, way.lines);
    EXPECT_EQ((*row)->version, versions_[stream]);
  }
}

// --- several offers, and those that wait

TEST_F(Folded, OffersThatWereAppliedTogetherAreOneAnswerBesideTheAnswerToEach) {
  append(define("A-1"));
  OffersApplied applied;
  applied.account = {"A-1"};
  applied.offers = {{{"text"}, 1, "Accept", {}}, {{"movies"}, 2, "Accept", {}}};
  applied.channel = "web";
  applied.outcome = ResponseOutcome::document;
  applied.document = {"A-1-O1"};
  append({{account_stream("A-1"), logged("A-1", "A-1-O1")}, {account_stream("A-1"), applied}});
  fold();
  const auto row = account("A-1");
  ASSERT_EQ(row->responses.size(), 2U);
  EXPECT_FALSE(row->responses[0].together);
  EXPECT_TRUE(row->responses[1].together);
  EXPECT_EQ(row->responses[1].offers, applied.offers);
  EXPECT_EQ(row->responses[1].document.value, "A-1-O1");
  EXPECT_EQ(row->responses[1].response.channel, "web");
}

OfferResponseWaiting waiting(const std::string& workflow) {
  return {response("A-1"), 1, {workflow}, {"act"}, "Which?", {}};
}
StreamId workflow_stream(const std::string& workflow) { return {Category::workflow, workflow}; }

TEST_F(Folded, AResponseIsShownAsWaitingUntilTheChoiceIsMadeOrGivenUp) {
  append(define("A-1"));
  for (const char* workflow : {"A-1-W1", "A-1-W2", "A-1-W3", "A-1-W4"}) {
    append({{account_stream("A-1"), waiting(workflow)}});
  }
  fold();
  ASSERT_EQ(account("A-1")->waiting.size(), 4U);
  EXPECT_EQ(account("A-1")->waiting[0].waiting, waiting("A-1-W1"));
  EXPECT_TRUE(account("A-1")->responses.empty()) << "nothing was answered yet";

  append({{workflow_stream("A-1-W1"), NamedParameterChosen{{"A-1-W1"}, {}, {}, {}, {}}}});
  append({{workflow_stream("A-1-W2"), NamedParameterCancelled{{"A-1-W2"}, {}, true}}});
  append({{account_stream("A-1"), WorkflowContinued{{"A-1-W3"}, {}, {}, {}, {}, {}}}});
  fold();
  ASSERT_EQ(account("A-1")->waiting.size(), 1U);
  EXPECT_EQ(account("A-1")->waiting[0].waiting.workflow.value, "A-1-W4");
}

std::vector<std::string> ids(const store::Result<std::vector<DocumentRow>>& rows) {
  std::vector<std::string> all;
  for (const DocumentRow& row : rows.value()) all.push_back(row.id.value);
  return all;
}

TEST_F(Folded, DocumentsAreListedInPagesAndByAccount) {
  for (const char* name : {"A-1", "A-1-O1", "A-10", "B-1"}) {
    append(make_order(name, 1));
    append(make_order(name, 2));
  }
  fold();
  const DocumentQueries documents{log_->tables()};
  const auto order_kind = DocumentKind::order;
  EXPECT_EQ(ids(documents.list(order_kind, {"A-1"}, "", 9)),
            (std::vector<std::string>{"A-1-O1", "A-1-O2"}));
  EXPECT_EQ(ids(documents.list(order_kind, {"A-1-O1"}, "A-1-O1-O1", 9)),
            (std::vector<std::string>{"A-1-O1-O2"}));
  EXPECT_EQ(ids(documents.list(order_kind, {}, "A-10-O2", 9)),
            (std::vector<std::string>{"B-1-O1", "B-1-O2"}));
  EXPECT_EQ(ids(documents.list(order_kind, {}, "", 2)),
            (std::vector<std::string>{"A-1-O1", "A-1-O1-O1"}));
  EXPECT_TRUE(ids(documents.list(DocumentKind::quote, {}, "", 9)).empty());
}

TEST_F(Folded, AccountsAreListedInPages) {
  for (const char* name : {"A-1", "A-10", "B-1"}) {
    append(define(name));
    append(make_order(name, 1));
  }
  fold();
  const AccountQueries accounts{log_->tables()};
  const auto first = accounts.list("", 2);
  ASSERT_EQ(first->size(), 2U);
  EXPECT_EQ(first->at(1).id.value, "A-10");
  EXPECT_EQ(first->at(1).assets.size(), 3U);
  const auto rest = accounts.list("A-10", 2);
  ASSERT_EQ(rest->size(), 1U);
  EXPECT_EQ(rest->at(0).id.value, "B-1");
}

// --- however it is folded, it is the same

TEST_F(Folded, ARebuildIsByteEqualWhateverTheStepsAndTheShardsOrder) {
  for (int i = 1; i <= 4; ++i) {
    const std::string name = "A-" + std::to_string(i);  // over both shards
    append(define(name));
    fold(3);  // live: every few commands
    append(make_order(name, 1));
    append(make_order(name, 2));
  }
  fold(1);
  ASSERT_GT(log_->end(0), 1U);
  ASSERT_GT(log_->end(1), 1U);
  const auto live = rows();
  EXPECT_TRUE(rc::check([&] {
    const auto step = *rc::gen::inRange<std::size_t>(1, 60);
    const bool backwards = *rc::gen::arbitrary<bool>();
    drop();
    fold(step, backwards ? std::vector<ShardId>{1, 0} : std::vector<ShardId>{0, 1});
    RC_ASSERT(rows() == live);
  }));
}

TEST_F(Folded, AFoldGoesOnFromItsCheckpointAfterARestart) {
  append(define("A-1"));
  append(make_order("A-1", 1));
  fold();
  log_.reset();
  open();
  append(make_order("A-1", 2));
  fold();
  const auto live = rows();
  drop();
  fold();
  EXPECT_EQ(rows(), live);
  EXPECT_EQ(account("A-1")->active_document.value, "A-1-O2");
}

// Tables that count what becomes visible at once.
class Counted final : public store::Tables {
 public:
  explicit Counted(store::Tables& tables) : tables_(tables) {}
  std::vector<Position> checkpoints;

  store::Result<Position> checkpoint(std::string_view table, ShardId shard) const override {
    return tables_.checkpoint(table, shard);
  }
  store::Result<void> write(std::string_view table, ShardId shard, Position checkpoint,
                            const std::vector<store::RowChange>& changes) override {
    checkpoints.push_back(checkpoint);
    return tables_.write(table, shard, checkpoint, changes);
  }
  store::Result<std::optional<std::string>> get(std::string_view table,
                                                std::string_view key) const override {
    return tables_.get(table, key);
  }
  store::Result<void> scan(
      std::string_view table, std::string_view from,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    return tables_.scan(table, from, visit);
  }
  store::Result<void> drop(std::string_view table) override { return tables_.drop(table); }

 private:
  store::Tables& tables_;
};

TEST_F(Folded, TheEventsOfACommandBecomeVisibleTogether) {
  append(make_order("A-1", 1));
  append(make_order("A-1", 2));
  const ShardId shard = shard_of(account_stream("A-1"), 2);
  Counted tables{log_->tables()};
  Documents documents;
  ASSERT_TRUE(catch_up(documents, *log_, tables, shard, 1));
  const Position end = log_->end(shard);
  EXPECT_EQ(tables.checkpoints, (std::vector<Position>{end - 12, end - 6, end}));
}

}  // namespace
}  // namespace proffer::projections
