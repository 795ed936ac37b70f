// A projection: a fold of the log into rows that can be dropped and rebuilt. Rows change by `apply`, one overload an
// event type read; rows and checkpoint are one write.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "events/envelope.hpp"
#include "events/event.hpp"
#include "store/table.hpp"

namespace proffer::projections {

// The rows of one projection while a batch of events is applied: reads see earlier changes of the batch.
class Rows {
 public:
  virtual ~Rows() = default;
  virtual std::optional<std::string> get(std::string_view key) = 0;
  virtual void put(std::string key, std::string row) = 0;
  virtual void remove(std::string key) = 0;
};

class Projection {
 public:
  virtual ~Projection() = default;
  virtual std::string_view name() const = 0;  // of its table
  // Whether events of this type concern it; the others are not decoded.
  virtual bool reads(std::string_view type) const = 0;
  virtual void apply(const RecordedEvent& recorded, const Event& event, Rows& rows) = 0;
};

// Brings a projection's table up to the shard's end, in steps of a bounded number of events. Answers with the
// position reached.
store::Result<Position> catch_up(Projection& projection, const store::Log& log, store::Tables& tables, ShardId shard,
                                 std::size_t events_max);

}  // namespace proffer::projections
