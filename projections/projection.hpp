// A projection: a fold of the log into rows that can be dropped and rebuilt. Rows and checkpoint
// are one write. An event only puts and removes rows, it never reads one: a batch costs its writes
// alone, and how the log is cut into batches cannot show. What belongs together lies side by side
// and is put together by the queries, in one consistent scan.
#pragma once

#include "events/codec/pack.hpp"
#include "events/envelope.hpp"
#include "events/event.hpp"
#include "store/table.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::projections {

// A value with the event that said it.
template <class T>
struct Stamped {
  std::uint64_t version = 0;  // of the event's stream
  Position position = 0;
  Instant at;  // the frame's time
  T value;
  bool operator==(const Stamped&) const = default;
};
template <class Archive, class T>
void serialize(Archive& archive, Stamped<T>& s) {
  archive(field("version", s.version), field("position", s.position), field("at", s.at),
          field("value", s.value));
}

// What a batch of events changes, in their order.
class Rows {
 public:
  template <class T>
  void put(std::string key, const RecordedEvent& by, const T& value) {
    auto row = codec::pack(Stamped<T>{by.version, by.position, by.recorded, value});
    CHECK(row);  // it comes from an event, which has the same limits
    changes_.push_back({std::move(key), std::move(*row)});
  }
  void remove(std::string key) { changes_.push_back({std::move(key), std::nullopt}); }
  const std::vector<store::RowChange>& changes() const { return changes_; }

 private:
  std::vector<store::RowChange> changes_;
};

class Projection {
 public:
  virtual ~Projection() = default;
  // By which it is asked for.
  virtual std::string_view name() const = 0;
  // Where its rows are. Another shape of the rows is another table, and fills itself from position
  // 0.
  virtual std::string_view table_name() const = 0;
  // Whether events of this type concern it; the others are not decoded.
  virtual bool reads(std::string_view type) const = 0;
  virtual void apply(const RecordedEvent& recorded, const Event& event, Rows& rows) = 0;
};

// Brings a projection's table up to where the shard ends now, in steps of about `events_max`
// events. The events of one command become visible together. Answers with the position reached. One
// caller at a time for a projection.
store::Result<Position> catch_up(Projection& projection, const store::Log& log,
                                 store::Tables& tables, ShardId shard, std::size_t events_max);

// A row's value; `damaged` when its bytes are of another shape.
template <class T>
store::Result<Stamped<T>> read_row(std::string_view table, std::string_view row) {
  auto value = codec::unpack<Stamped<T>>(row);
  if (value) return std::move(*value);
  return tl::unexpected(
      store::StoreError{store::StoreError::Kind::damaged,
                        "a row of table " + std::string{table} +
                            " cannot be read; drop the table, it is folded from the log again"});
}

}  // namespace proffer::projections
