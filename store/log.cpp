#include "store/log.hpp"

#include "store/rocks_log.hpp"

namespace proffer::store {

Result<std::unique_ptr<Log>> Log::open(LogOptions options) {
  return RocksLog::open(std::move(options), rocksdb::FileSystem::Default());
}

}  // namespace proffer::store
