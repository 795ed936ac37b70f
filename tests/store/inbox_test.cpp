#include "store/inbox.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

namespace proffer::store {
namespace {

Cause record(std::uint64_t number, std::uint32_t source = 1) {
  return {Cause::Kind::record, source, number};
}

TEST(Inbox, RequestsAndTheNodeItselfAreNeverDone) {
  Inbox inbox;
  inbox.mark_done({Cause::Kind::request, 0, 0});
  inbox.mark_done({});
  EXPECT_FALSE(inbox.is_done({Cause::Kind::request, 0, 0}));
  EXPECT_FALSE(inbox.is_done({}));
  EXPECT_EQ(inbox, Inbox{});
}

TEST(Inbox, SourcesAreApart) {
  Inbox inbox;
  inbox.mark_done(record(0, 1));
  EXPECT_TRUE(inbox.is_done(record(0, 1)));
  EXPECT_FALSE(inbox.is_done(record(0, 2)));
  EXPECT_FALSE(inbox.is_done({Cause::Kind::command, 1, 0}));
}

TEST(Inbox, WithinTheWindowExactlyWhatWasMarkedIsDone) {
  EXPECT_TRUE(rc::check([] {
    const auto window = *rc::gen::inRange<std::uint64_t>(1, 40);
    Inbox inbox{window};
    std::set<std::uint64_t> marked;
    std::uint64_t low = 0;  // the model: below it, everything is done
    for (const auto step : *rc::gen::container<std::vector<std::uint64_t>>(
             rc::gen::inRange<std::uint64_t>(0, window * 2))) {
      const std::uint64_t number = low + step;
      inbox.mark_done(record(number));
      marked.insert(number);
      if (number - low >= window) low = number - window + 1;
      while (marked.contains(low)) ++low;
      RC_ASSERT(inbox.low_mark(Cause::Kind::record, 1) == low);
      for (std::uint64_t n = 0; n < low + 3 * window; ++n) {
        RC_ASSERT(inbox.is_done(record(n)) == (n < low || marked.contains(n)));
      }
    }
  }));
}

TEST(Inbox, WhatWasSavedIsRestoredAndNoPrefixOfItIs) {
  EXPECT_TRUE(rc::check([](const std::vector<std::pair<std::uint32_t, std::uint16_t>>& causes) {
    Inbox inbox;
    for (const auto& [source, number] : causes) inbox.mark_done(record(number, source % 3));
    const std::string bytes = inbox.save();
    Inbox other;
    RC_ASSERT(other.restore(bytes));
    RC_ASSERT(other == inbox);
    RC_ASSERT(!other.restore(std::string_view{bytes}.substr(0, bytes.size() - 1)));
    RC_ASSERT(other == Inbox{});
  }));
}

}  // namespace
}  // namespace proffer::store
