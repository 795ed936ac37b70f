// Write-ahead files whose blocks are written with zeros before records come: a sync of a small
// record then has data to write and nothing else, where a file that grows needs its metadata
// written as well.
#pragma once

#include <rocksdb/file_system.h>

#include <cstddef>
#include <memory>

namespace proffer::store {

// The same files, of which those RocksDB writes its write-ahead log to (`*.log`) are kept up to
// `ahead_bytes` longer than what is in them, until they are closed. RocksDB's reader passes over
// zeros behind the last record (db/log_reader.cc: a record of type and length zero ends its block,
// unseen): they are an end like any other, before which the end mark finds what is missing.
std::shared_ptr<rocksdb::FileSystem> with_prewritten_logs(
    const std::shared_ptr<rocksdb::FileSystem>& files, std::size_t ahead_bytes);

}  // namespace proffer::store
