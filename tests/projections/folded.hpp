// Projections over a real log, in a folder of its own for each test.
#pragma once

#include "events/codec/codec.hpp"
#include "events/codec/json.hpp"
#include "projections/accounts.hpp"
#include "projections/documents.hpp"
#include "projections/memberships.hpp"
#include "store/log.hpp"
#include "store/table.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace proffer::projections {

inline constexpr std::size_t events_max = 1'000;

// What an account's aggregate would append: the events of one command, over the account's stream
// and those of its documents.
struct Written {
  StreamId stream;
  Event event;
};
inline StreamId account_stream(const std::string& account) { return {Category::account, account}; }
inline StreamId order_stream(const std::string& document) { return {Category::order, document}; }

// A real log in a folder of its own.
class Folded : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("proffer_projection_" + std::to_string(::getpid()) + "_" +
               testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    open();
  }
  void TearDown() override {
    log_.reset();
    std::filesystem::remove_all(folder_);
  }
  void open() {
    store::LogOptions options;
    options.folder = folder_;
    options.shards = 2;
    options.now = [] { return Instant{1'772'442'000'000}; };
    options.new_log_id = std::string(32, 'a');
    auto opened = store::Log::open(std::move(options));
    ASSERT_TRUE(opened) << opened.error().detail;
    log_ = std::move(*opened);
  }

  void append(const std::vector<Written>& events) {
    store::Append append;
    append.shard = shard_of(events.front().stream, 2);
    codec::RecordWriter writer{append.records};
    CommandHeader header;
    header.at = {++commands_};
    for (const Written& written : events) {
      auto& touched = append.streams;
      auto found = std::find_if(touched.begin(), touched.end(), [&](const auto& stream) {
        return stream.stream == written.stream;
      });
      if (found == touched.end()) {
        touched.push_back({written.stream, versions_[written.stream], 0});
        found = touched.end() - 1;
      }
      ++found->count;
      ++append.count;
      ASSERT_TRUE(writer.write(written.stream, ++versions_[written.stream], header, written.event));
    }
    const auto appended = log_->append({&append, 1});
    ASSERT_TRUE(appended) << appended.error().detail;
    ASSERT_EQ(appended->front().verdict, store::Appended::Verdict::durable);
  }

  void fold(std::size_t step = events_max, std::vector<ShardId> shards = {0, 1}) {
    Accounts accounts;
    Documents documents;
    Memberships memberships;
    for (const ShardId shard : shards) {
      for (Projection* projection :
           std::initializer_list<Projection*>{&accounts, &documents, &memberships}) {
        const auto reached = catch_up(*projection, *log_, log_->tables(), shard, step);
        ASSERT_TRUE(reached) << reached.error().detail;
        ASSERT_EQ(*reached, log_->end(shard));
      }
    }
  }
  void drop() {
    ASSERT_TRUE(log_->tables().drop(Accounts::table));
    ASSERT_TRUE(log_->tables().drop(Documents::table));
    ASSERT_TRUE(log_->tables().drop(Memberships::table));
  }
  std::map<std::string, std::string> rows() const {
    std::map<std::string, std::string> all;
    for (const auto table : {Accounts::table, Documents::table, Memberships::table}) {
      const auto scanned =
          log_->tables().scan(table, "", [&](std::string_view key, std::string_view row) {
            all.emplace(std::string{table} + "/" + std::string{key}, row);
            return true;
          });
      EXPECT_TRUE(scanned);
    }
    return all;
  }
  std::optional<AccountRow> account(const std::string& id) const {
    const auto row = AccountQueries{log_->tables()}.get({id});
    EXPECT_TRUE(row) << row.error().detail;
    return row.value_or(std::nullopt);
  }
  std::optional<DocumentRow> order(const std::string& id) const {
    const auto row = DocumentQueries{log_->tables()}.get(DocumentKind::order, {id});
    EXPECT_TRUE(row) << row.error().detail;
    return row.value_or(std::nullopt);
  }

  std::filesystem::path folder_;
  std::unique_ptr<store::Log> log_;
  std::map<StreamId, std::uint64_t> versions_;
  std::int64_t commands_ = 0;
};

}  // namespace proffer::projections
