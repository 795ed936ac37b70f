#include "actors/runtime/catalogue_follower.hpp"

#include "events/codec/codec.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace proffer::runtime {
namespace {
constexpr std::size_t step_bytes_max = 4 * 1024 * 1024;
}  // namespace

CatalogueFollower::CatalogueFollower(const store::Log& log)
    : log_(log), newest_(std::make_shared<const domain::Catalogue>()) {}

store::Result<void> CatalogueFollower::catch_up() {
  auto snapshot = newest();
  while (snapshot->position() < log_.end(reference_shard)) {
    std::vector<Event> events;
    std::optional<store::StoreError> unreadable;
    const auto reached = log_.read(
        reference_shard, snapshot->position(), step_bytes_max, [&](const RecordedEvent& recorded) {
          auto event = codec::decode<Event>(recorded.type, recorded.schema, recorded.payload);
          if (!event) {
            unreadable = {store::StoreError::Kind::damaged,
                          "The reference shard's event at position " +
                              std::to_string(recorded.position) + " cannot be read: " +
                              event.error().detail + ". Was it written by a newer program?"};
            return false;
          }
          events.push_back(*std::move(event));
          return true;
        });
    if (!reached) return tl::unexpected(reached.error());
    if (unreadable) return tl::unexpected(*std::move(unreadable));
    snapshot = std::make_shared<const domain::Catalogue>(snapshot->with(events, *reached));
    const std::lock_guard lock(mutex_);
    newest_ = snapshot;
  }
  return {};
}

std::shared_ptr<const domain::Catalogue> CatalogueFollower::newest() const {
  const std::lock_guard lock(mutex_);
  return newest_;
}

}  // namespace proffer::runtime
