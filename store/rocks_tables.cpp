#include "store/rocks_tables.hpp"

#include "events/check.hpp"
#include "store/bytes.hpp"

#include <rocksdb/write_batch.h>

#include <memory>

namespace proffer::store {
namespace {

constexpr std::size_t removed_at_once_max = 1000;

// What a key of this folder is about; the table's name, ended by a zero byte, stands before it.
enum class Part : char { generation = 0, checkpoint = 1, row = 2 };

std::string key_of(std::string_view table, Part part) {
  CHECK(!table.empty() && table.find('\0') == std::string_view::npos);
  std::string key{table};
  key.push_back('\0');
  key.push_back(static_cast<char>(part));
  return key;
}

std::string key_of(std::string_view table, Part part, std::uint32_t generation) {
  std::string key = key_of(table, part);
  put_be<std::uint32_t>(key, generation);
  return key;
}

std::string number(std::uint64_t value) {
  std::string bytes;
  put_le<std::uint64_t>(bytes, value);
  return bytes;
}

// A number that was written by `number`; 0 where there is none.
Result<std::uint64_t> read_number(const Database& derived, const std::string& key) {
  std::string bytes;
  const auto status = derived->Get({}, derived.family(Rocks::rows), key, &bytes);
  if (status.IsNotFound()) return 0;
  if (!status.ok()) return tl::unexpected(error_of(status, "reading a table"));
  ByteReader reader{bytes};
  const auto value = reader.le<std::uint64_t>();
  if (!reader.done()) {
    return tl::unexpected(StoreError{StoreError::Kind::damaged,
                                     "a table's checkpoint is no number: remove the folder "
                                     "`derived`, it is made anew"});
  }
  return value;
}

rocksdb::WriteOptions unlogged() {
  rocksdb::WriteOptions options;
  options.disableWAL = true;
  return options;
}

Result<void> write_batch(const Database& derived, rocksdb::WriteBatch& batch) {
  const auto status = derived->Write(unlogged(), &batch);
  if (!status.ok()) return tl::unexpected(error_of(status, "writing a table"));
  return {};
}

std::string checkpoint_key(std::string_view table, std::uint32_t generation, ShardId shard) {
  std::string key = key_of(table, Part::checkpoint, generation);
  put_be<std::uint16_t>(key, shard);
  return key;
}

}  // namespace

Result<std::uint32_t> RocksTables::generation(std::string_view table) const {
  const std::lock_guard lock{mutex_};
  if (const auto found = generations_.find(table); found != generations_.end()) {
    return found->second;
  }
  const auto stored = read_number(derived_, key_of(table, Part::generation));
  if (!stored) return tl::unexpected(stored.error());
  const auto value = static_cast<std::uint32_t>(*stored);
  generations_.emplace(table, value);
  return value;
}

Result<Position> RocksTables::checkpoint(std::string_view table, ShardId shard) const {
  const auto now = generation(table);
  if (!now) return tl::unexpected(now.error());
  return read_number(derived_, checkpoint_key(table, *now, shard));
}

Result<void> RocksTables::write(std::string_view table, ShardId shard, Position checkpoint,
                                const std::vector<RowChange>& changes) {
  const auto now = generation(table);
  if (!now) return tl::unexpected(now.error());
  rocksdb::ColumnFamilyHandle* const rows = derived_.family(Rocks::rows);
  const std::string prefix = key_of(table, Part::row, *now);
  rocksdb::WriteBatch batch;
  for (const RowChange& change : changes) {
    if (change.row) {
      batch.Put(rows, prefix + change.key, *change.row);
    } else {
      batch.Delete(rows, prefix + change.key);
    }
  }
  batch.Put(rows, checkpoint_key(table, *now, shard), number(checkpoint));
  return write_batch(derived_, batch);
}

Result<std::optional<std::string>> RocksTables::get(std::string_view table,
                                                    std::string_view key) const {
  const auto now = generation(table);
  if (!now) return tl::unexpected(now.error());
  std::string full = key_of(table, Part::row, *now);
  full += key;
  std::string row;
  const auto status = derived_->Get({}, derived_.family(Rocks::rows), full, &row);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) return tl::unexpected(error_of(status, "reading a row"));
  return row;
}

Result<void> RocksTables::scan(
    std::string_view table, std::string_view from,
    const std::function<bool(std::string_view key, std::string_view row)>& visit) const {
  const auto now = generation(table);
  if (!now) return tl::unexpected(now.error());
  const std::string prefix = key_of(table, Part::row, *now);
  const std::unique_ptr<rocksdb::Iterator> rows{
      derived_->NewIterator({}, derived_.family(Rocks::rows))};
  for (rows->Seek(prefix + std::string{from}); rows->Valid(); rows->Next()) {
    const std::string_view key = rows->key().ToStringView();
    if (!key.starts_with(prefix)) break;
    if (!visit(key.substr(prefix.size()), rows->value().ToStringView())) break;
  }
  if (!rows->status().ok()) return tl::unexpected(error_of(rows->status(), "reading rows"));
  return {};
}

Result<void> RocksTables::drop(std::string_view table) {
  const auto now = generation(table);
  if (!now) return tl::unexpected(now.error());
  const std::uint32_t next = *now + 1;
  rocksdb::WriteBatch batch;
  batch.Put(derived_.family(Rocks::rows), key_of(table, Part::generation), number(next));
  if (auto written = write_batch(derived_, batch); !written) return written;
  {
    const std::lock_guard lock{mutex_};
    generations_.insert_or_assign(std::string{table}, next);
  }
  for (const Part part : {Part::checkpoint, Part::row}) {
    const std::string end = key_of(table, part, next);
    const std::unique_ptr<rocksdb::Iterator> rows{
        derived_->NewIterator({}, derived_.family(Rocks::rows))};
    rows->Seek(key_of(table, part));
    while (rows->Valid() && rows->key().compare(end) < 0) {
      rocksdb::WriteBatch removal;
      for (std::size_t i = 0; i < removed_at_once_max && rows->Valid(); ++i, rows->Next()) {
        if (rows->key().compare(end) >= 0) break;
        removal.Delete(derived_.family(Rocks::rows), rows->key());
      }
      if (auto removed = write_batch(derived_, removal); !removed) return removed;
    }
    if (!rows->status().ok()) return tl::unexpected(error_of(rows->status(), "dropping a table"));
  }
  return {};
}

}  // namespace proffer::store
