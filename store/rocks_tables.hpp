// Tables in one column family. Every table has a generation that is part of its keys, so that
// dropping it is one small write however many rows it has; the old rows are removed afterwards.
#pragma once

#include "store/rocks.hpp"
#include "store/table.hpp"

#include <map>
#include <mutex>
#include <string>

namespace proffer::store {

class RocksTables : public Tables {
 public:
  explicit RocksTables(const Database& derived) : derived_(derived) {}

  Result<Position> checkpoint(std::string_view table, ShardId shard) const override;
  Result<void> write(std::string_view table, ShardId shard, Position checkpoint,
                     const std::vector<RowChange>& changes) override;
  Result<std::optional<std::string>> get(std::string_view table,
                                         std::string_view key) const override;
  Result<void> scan(
      std::string_view table, std::string_view from,
      const std::function<bool(std::string_view key, std::string_view row)>& visit) const override;
  Result<void> drop(std::string_view table) override;

 private:
  Result<std::uint32_t> generation(std::string_view table) const;

  const Database& derived_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::uint32_t, std::less<>> generations_;
};

}  // namespace proffer::store
