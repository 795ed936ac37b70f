// Keeps the newest durable catalogue: a fold of the reference shard into immutable snapshots.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "store/log.hpp"

#include <memory>
#include <mutex>

namespace proffer::runtime {

// The journal lets it catch up before it answers anything that was appended to the reference shard:
// who was told of a new definition finds it in the next decision, and no snapshot ever shows what
// is not durable.
class CatalogueFollower {
 public:
  explicit CatalogueFollower(const store::Log& log);

  // Reads on to the shard's end. One thread at a time.
  store::Result<void> catch_up();
  // Thread-safe; never null.
  std::shared_ptr<const domain::Catalogue> newest() const;

 private:
  const store::Log& log_;
  mutable std::mutex mutex_;
  std::shared_ptr<const domain::Catalogue> newest_;
};

}  // namespace proffer::runtime
