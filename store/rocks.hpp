// How RocksDB is set up here: two databases in one folder. `log` holds the frames and syncs every
// write; `derived` holds what can be made from them (index, snapshots, rows) and has no write-ahead
// log. Two, so that rows never wait for a frame's sync, a flush of the index never cuts the log's
// write-ahead file, and `derived` may simply be removed.
#pragma once

#include "store/log.hpp"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::store {

StoreError error_of(const rocksdb::Status& status, std::string_view doing);

enum class Access { write, read_only };

// An open database. Column families are closed before it.
class Database {
 public:
  Database(std::unique_ptr<rocksdb::DB> db, std::vector<rocksdb::ColumnFamilyHandle*> families)
      : db_(std::move(db)), families_(std::move(families)) {}
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  rocksdb::DB& operator*() const { return *db_; }
  rocksdb::DB* operator->() const { return db_.get(); }
  // In the order in which they were asked for.
  rocksdb::ColumnFamilyHandle* family(std::size_t index) const { return families_.at(index); }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

// What both databases share: threads, caches and the budget of `memory_bytes_max`.
class Rocks {
 public:
  // Write-ahead files are kept `prewritten_bytes` longer than what is in them.
  Rocks(std::shared_ptr<rocksdb::FileSystem> files, std::size_t memory_bytes_max,
        std::size_t prewritten_bytes);

  rocksdb::FileSystem& files() const { return *files_; }

  // A column family for each shard, in their order: frames are written in key order and never moved
  // again.
  // `report` gets RocksDB's own messages; without one they go to its file.
  Result<std::unique_ptr<Database>> open_log(
      const std::string& folder, const std::vector<ShardId>& shards, Access access,
      const std::shared_ptr<rocksdb::Logger>& report = nullptr) const;

  // A new database without frames; the folder around it is made where it is missing.
  Result<void> create_log(const std::string& folder, const std::string& parent,
                          const std::vector<ShardId>& shards) const;
  // Names of the column families; empty where there is no database.
  Result<std::vector<std::string>> families(const std::string& folder) const;

  // Column families `streams`, `snapshots` and `rows`.
  enum Derived : std::size_t { streams = 1, snapshots = 2, rows = 3 };
  Result<std::unique_ptr<Database>> open_derived(const std::string& folder, Access access) const;
  Result<void> remove(const std::string& folder) const;

 private:
  rocksdb::DBOptions base() const;
  rocksdb::ColumnFamilyOptions frames() const;
  rocksdb::ColumnFamilyOptions derived(bool by_stream) const;

  std::shared_ptr<rocksdb::FileSystem> files_;
  std::unique_ptr<rocksdb::Env> env_;
  std::unique_ptr<rocksdb::Env> log_env_;
  std::size_t memory_bytes_max_;
  std::shared_ptr<rocksdb::Cache> cache_;
  std::shared_ptr<rocksdb::WriteBufferManager> write_buffers_;
};

// Column family of a shard's frames.
std::string family_of(ShardId shard);
std::optional<ShardId> shard_of_family(const std::string& family);

}  // namespace proffer::store
