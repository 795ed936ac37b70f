#include "store/rocks.hpp"

#include "store/prewritten_files.hpp"
#include "store/stream_index.hpp"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include <algorithm>
#include <charconv>

namespace proffer::store {
namespace {

constexpr std::size_t mib = 1024 * 1024;

rocksdb::BlockBasedTableOptions table_options(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;
  table.format_version = 5;
  return table;
}

}  // namespace

StoreError error_of(const rocksdb::Status& status, std::string_view doing) {
  const std::string text = std::string{doing} + ": " + status.ToString();
  if (status.IsCorruption()) return {StoreError::Kind::damaged, text};
  if (status.IsNotFound()) return {StoreError::Kind::not_found, text};
  return {StoreError::Kind::io, text};
}

Database::~Database() {
  for (rocksdb::ColumnFamilyHandle* family : families_) db_->DestroyColumnFamilyHandle(family);
}

Rocks::Rocks(std::shared_ptr<rocksdb::FileSystem> files, std::size_t memory_bytes_max,
             std::size_t prewritten_bytes)
    : files_(std::move(files)),
      env_(rocksdb::NewCompositeEnv(files_)),
      log_env_(rocksdb::NewCompositeEnv(with_prewritten_logs(files_, prewritten_bytes))),
      memory_bytes_max_(memory_bytes_max),
      cache_(rocksdb::NewLRUCache(memory_bytes_max / 4)),
      write_buffers_(std::make_shared<rocksdb::WriteBufferManager>(memory_bytes_max / 2)) {}

rocksdb::DBOptions Rocks::base() const {
  rocksdb::DBOptions options;
  options.env = env_.get();
  options.write_buffer_manager = write_buffers_;
  options.max_background_jobs = 2;
  options.max_open_files = 512;
  options.max_file_opening_threads = 1;  // more are started anew for each family, used or not
  options.keep_log_file_num = 2;
  options.max_log_file_size = 4 * mib;
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  options.skip_stats_update_on_db_open = true;
  options.skip_checking_sst_file_sizes_on_db_open = true;
  options.max_manifest_file_size = 16 * mib;
  // A table goes to the disk while it is written, not in one piece that a frame's sync waits for.
  options.bytes_per_sync = mib;
  return options;
}

rocksdb::ColumnFamilyOptions Rocks::frames() const {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = std::clamp(memory_bytes_max_ / 8, 64 * 1024UL, 32 * mib);
  options.max_write_buffer_number = 4;
  // Keys of a shard only grow and every shard has its own family, so files never overlap: a
  // compaction moves them to the next level by name. Frames are written twice, to the write-ahead
  // log and to a table, and no third time.
  options.compression = rocksdb::kNoCompression;
  rocksdb::BlockBasedTableOptions table = table_options(cache_);
  table.block_size = 64 * 1024;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

rocksdb::ColumnFamilyOptions Rocks::derived(bool by_stream) const {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = std::clamp(memory_bytes_max_ / 16, 64 * 1024UL, 16 * mib);
  options.compression = rocksdb::kLZ4Compression;
  rocksdb::BlockBasedTableOptions table = table_options(cache_);
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  if (by_stream) {
    options.prefix_extractor = stream_prefix();
    table.whole_key_filtering = false;
    // For every new stream all filters are asked: they stay where their table is, 1.25 bytes a row.
    table.cache_index_and_filter_blocks = false;
    options.memtable_prefix_bloom_size_ratio = 0.02;
  }
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

std::string family_of(ShardId shard) { return "log." + std::to_string(shard); }

std::optional<ShardId> shard_of_family(const std::string& family) {
  constexpr std::string_view prefix = "log.";
  ShardId shard = 0;
  if (!family.starts_with(prefix)) return std::nullopt;
  const char* const end = family.data() + family.size();
  const auto parsed = std::from_chars(family.data() + prefix.size(), end, shard);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return shard;
}

namespace {

Result<std::unique_ptr<Database>> open(const rocksdb::DBOptions& options, const std::string& folder,
                                       const std::vector<rocksdb::ColumnFamilyDescriptor>& families,
                                       Access access) {
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const rocksdb::Status status =
      access == Access::read_only
          ? rocksdb::DB::OpenForReadOnly(options, folder, families, &handles, &db)
          : rocksdb::DB::Open(options, folder, families, &handles, &db);
  if (status.IsIOError() && status.ToString().find("LOCK") != std::string::npos) {
    return tl::unexpected(StoreError{
        StoreError::Kind::locked, "another process has " + folder +
                                      " open; stop it, or open read-only: " + status.ToString()});
  }
  if (!status.ok()) return tl::unexpected(error_of(status, "opening " + folder));
  return std::make_unique<Database>(std::unique_ptr<rocksdb::DB>{db}, std::move(handles));
}

}  // namespace

Result<std::unique_ptr<Database>> Rocks::open_log(
    const std::string& folder, const std::vector<ShardId>& shards, Access access,
    const std::shared_ptr<rocksdb::Logger>& report) const {
  rocksdb::DBOptions options = base();
  options.info_log = report;
  options.env = log_env_.get();
  options.create_if_missing = access == Access::write;
  options.create_missing_column_families = access == Access::write;
  // Reads up to the first record that is not whole: a write that was never acknowledged may be
  // torn. What was acknowledged is guarded by the end mark, for RocksDB takes lost records in the
  // middle for such an end.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  options.avoid_flush_during_recovery = true;
  options.max_total_wal_size = std::clamp(memory_bytes_max_ / 2, 256 * 1024UL, 128 * mib);
  std::vector<rocksdb::ColumnFamilyDescriptor> families{
      {rocksdb::kDefaultColumnFamilyName, frames()}};
  for (const ShardId shard : shards) families.emplace_back(family_of(shard), frames());
  return open(options, folder, families, access);
}

Result<std::unique_ptr<Database>> Rocks::open_derived(const std::string& folder,
                                                      Access access) const {
  rocksdb::DBOptions options = base();
  options.max_open_files = -1;  // then a table is found without a look into a cache of them
  options.create_if_missing = access == Access::write;
  options.create_missing_column_families = access == Access::write;
  rocksdb::ColumnFamilyOptions by_stream = derived(true);
  by_stream.compaction_style = rocksdb::kCompactionStyleUniversal;
  // Each tail is a file; a look-up asks the filters of all. More at once are merged less often.
  by_stream.level0_file_num_compaction_trigger = 12;
  by_stream.level0_slowdown_writes_trigger = 36;
  by_stream.level0_stop_writes_trigger = 48;
  return open(options, folder,
              {{rocksdb::kDefaultColumnFamilyName, derived(false)},
               {"streams", by_stream},
               {"snapshots", derived(false)},
               {"rows", derived(false)}},
              access);
}

Result<void> Rocks::remove(const std::string& folder) const {
  if (files_->FileExists(folder, {}, nullptr).IsNotFound()) return {};
  const rocksdb::Options options{base(), derived(false)};
  const auto status = rocksdb::DestroyDB(folder, options);
  if (!status.ok()) return tl::unexpected(error_of(status, "removing " + folder));
  return {};
}

Result<void> Rocks::create_log(const std::string& folder, const std::string& parent,
                               const std::vector<ShardId>& shards) const {
  const auto made = files_->CreateDirIfMissing(parent, {}, nullptr);
  if (!made.ok()) return tl::unexpected(error_of(made, "making the folder " + parent));
  const auto created = open_log(folder, shards, Access::write);
  if (!created) return tl::unexpected(created.error());
  return {};
}

Result<std::vector<std::string>> Rocks::families(const std::string& folder) const {
  const auto found = files_->FileExists(folder + "/CURRENT", {}, nullptr);
  if (found.IsNotFound()) return std::vector<std::string>{};
  std::vector<std::string> names;
  const auto status = rocksdb::DB::ListColumnFamilies(base(), folder, &names);
  if (!status.ok()) return tl::unexpected(error_of(status, "looking into " + folder));
  return names;
}

}  // namespace proffer::store
