// Rows that are folded again for one answer. Not for use outside the edge.
#pragma once

#include "actors/edge/queries/moment.hpp"
#include "events/problem.hpp"
#include "projections/projection.hpp"
#include "store/log.hpp"
#include "store/table.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::edge {

// Those of a few streams, in memory, as the projection's own queries see them.
class FoldedRows final : public store::Tables {
 public:
  store::Result<Position> checkpoint(std::string_view, ShardId) const override { return 0; }
  store::Result<void> write(std::string_view, ShardId, Position,
                            const std::vector<store::RowChange>& changes) override {
    for (const auto& change : changes) {
      if (change.row) {
        rows_[change.key] = *change.row;
      } else {
        rows_.erase(change.key);
      }
    }
    return {};
  }
  store::Result<std::optional<std::string>> get(std::string_view,
                                                std::string_view key) const override {
    const auto row = rows_.find(key);
    return row == rows_.end() ? std::nullopt : std::optional(row->second);
  }
  store::Result<void> scan(
      std::string_view, std::string_view from,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    for (auto row = rows_.lower_bound(from); row != rows_.end(); ++row) {
      if (!visit(row->first, row->second)) break;
    }
    return {};
  }
  store::Result<void> drop(std::string_view) override {
    rows_.clear();
    return {};
  }

 private:
  std::map<std::string, std::string, std::less<>> rows_;
};

struct FoldedUntil {
  FoldedRows rows;
  Position end = 0;  // after the last event that was folded
};
// The stream up to the moment, and those of the workflow instances that its responses wait for, by
// the projection that keeps today's rows. STORE_FAILED, EVENT_UNREADABLE.
tl::expected<FoldedUntil, Problem> rows_as_of(const store::Log& log,
                                              projections::Projection& projection,
                                              const StreamId& stream, const Moment& moment);

}  // namespace proffer::edge
