#include "actors/runtime/carriers/record_window.hpp"

#include "events/check.hpp"

#include <utility>

namespace proffer::runtime {
namespace {

std::size_t bytes_of(const InputRecord& record) {
  std::size_t bytes = record.key.value.size() + record.value.value.size();
  for (const RecordHeader& header : record.headers) {
    bytes += header.name.size() + header.value.value.size();
  }
  return bytes;
}

}  // namespace

void RecordWindow::add(Entry entry) {
  const std::int64_t offset = entry.record.offset;
  CHECK(entries_.empty() || entries_.rbegin()->first < offset);
  std::deque<std::int64_t>& queue = of_key_[entry.key];
  if (queue.empty()) ready_.insert(offset);
  queue.push_back(offset);
  bytes_ += bytes_of(entry.record);
  entries_.emplace(offset, std::move(entry));
  note_fill();
}

RecordWindow::Entry* RecordWindow::next() {
  if (ready_.empty()) return nullptr;
  const std::int64_t offset = *ready_.begin();
  const std::int64_t first = entries_.begin()->first;
  if (offset - first >= static_cast<std::int64_t>(limits_.records_max)) return nullptr;
  ready_.erase(ready_.begin());
  return &entries_.at(offset);
}

RecordWindow::Entry& RecordWindow::given(std::int64_t offset) { return entries_.at(offset); }

void RecordWindow::finish(std::int64_t offset) {
  const auto at = entries_.find(offset);
  CHECK(at != entries_.end());
  const auto queue = of_key_.find(at->second.key);
  CHECK(queue != of_key_.end() && queue->second.front() == offset);
  queue->second.pop_front();
  if (queue->second.empty()) {
    of_key_.erase(queue);
  } else {
    ready_.insert(queue->second.front());
  }
  bytes_ -= bytes_of(at->second.record);
  entries_.erase(at);
  note_fill();
}

void RecordWindow::again(std::int64_t offset) { ready_.insert(offset); }

void RecordWindow::note_fill() {
  const std::size_t free_at = full_ ? 2 : 1;
  full_ = entries_.size() * free_at >= limits_.records_max || bytes_ * free_at >= limits_.bytes_max;
}

}  // namespace proffer::runtime
