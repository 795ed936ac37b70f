// Rows derived from the log. A table's rows and its checkpoint are one write; none of it needs to
// be durable, because what is lost is folded again from the checkpoint that survived.
#pragma once

#include "store/log.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::store {

struct RowChange {
  std::string key;
  std::optional<std::string> row;  // none: delete
};

class Tables {
 public:
  virtual ~Tables() = default;

  // Next position to apply, for each shard; 0 when the table is new.
  virtual Result<Position> checkpoint(std::string_view table, ShardId shard) const = 0;

  // Rows and checkpoint in one write.
  virtual Result<void> write(std::string_view table, ShardId shard, Position checkpoint,
                             const std::vector<RowChange>& changes) = 0;

  virtual Result<std::optional<std::string>> get(std::string_view table,
                                                 std::string_view key) const = 0;

  // Rows with key >= from, in key order, until `visit` returns false.
  virtual Result<void> scan(
      std::string_view table, std::string_view from,
      const std::function<bool(std::string_view key, std::string_view row)>& visit) const = 0;

  // Removes all rows and checkpoints: the next fold starts from position 0.
  virtual Result<void> drop(std::string_view table) = 0;
};

}  // namespace proffer::store
