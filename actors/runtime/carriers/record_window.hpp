// The records of one input partition that have been read and are not finished: which may be given
// on next, so that records of one key are decided in their order and the shard's inbox stays
// narrow.
#pragma once

#include "actors/runtime/gate.hpp"
#include "events/shard.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace proffer::runtime {

class RecordWindow {
 public:
  struct Limits {
    std::size_t records_max = 4096;  // also the offsets between the first unfinished record and the
                                     // last one given on: not more than the inbox is wide
    std::size_t bytes_max = 64 * 1024 * 1024;  // of the records kept
  };
  // What is kept of a record until its outcome is in the log.
  struct Entry {
    InputRecord record;
    std::string key;  // records with the same key stay in order
    Request request;  // what is asked of the gate because of it
    // Of a question: makes the request, when it is its turn; empty: the request is there.
    std::function<Request(const InputRecord&)> ask;
    bool dead = false;  // the request is its dead letter
  };

  explicit RecordWindow(Limits limits) : limits_(limits) {}

  // No more records should be read. Becomes false again when half of the window is free.
  bool full() const { return full_; }
  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }

  // A record that was read; offsets ascend.
  void add(Entry entry);
  // The next record to give on: the first of its key, in the order of offsets. nullptr: none now.
  Entry* next();
  // A record that was given on.
  Entry& given(std::int64_t offset);
  // Its outcome is in the log.
  void finish(std::int64_t offset);
  // It was not taken: `next` answers with it again before later ones.
  void again(std::int64_t offset);
  // Only when not empty.
  const Entry& oldest() const { return entries_.begin()->second; }

 private:
  void note_fill();

  Limits limits_;
  std::map<std::int64_t, Entry> entries_;
  std::unordered_map<std::string, std::deque<std::int64_t>>
      of_key_;  // unfinished, the first is ready or given on
  std::set<std::int64_t> ready_;
  std::size_t bytes_ = 0;
  bool full_ = false;
};

}  // namespace proffer::runtime
