// Variable maps: which fields, and which rows, workflows and recommendations get to see.
#pragma once

#include "events/configuration.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

inline constexpr std::string_view context_map =
    "Default Product Offer Recommendation Variable Map - Context";
inline constexpr std::string_view row_set_map =
    "Default Product Offer Recommendation Variable Map - Row Set";

// The preferences that name the maps to use in their place.
inline constexpr std::string_view context_map_preference = "contextVariableMap";
inline constexpr std::string_view row_set_map_preference = "rowSetVariableMap";

// The fields of a row set, which its map passes on and its searches ask for.
inline constexpr std::array<std::string_view, 6> row_fields = {
    "Asset Id", "Root Asset Id", "Product Id", "Service Id", "Promotion Id", "Status"};
bool is_row_field(std::string_view name);

// Folded from its events: a Work Space, the last version released, and what the run time sees.
struct VariableMap {
  std::string name;
  bool locked = false;
  std::string locked_by;
  bool stale = false;  // released since the snapshot was taken, or changed
  std::uint32_t versions = 0;
  std::vector<VariableMapMode> work;
  std::vector<VariableMapMode> released;
  std::vector<VariableMapMode> snapshot;
  bool operator==(const VariableMap&) const = default;
};
template <class Archive>
void serialize(Archive& archive, VariableMap& m) {
  archive(field("name", m.name), field("locked", m.locked), field("locked_by", m.locked_by),
          field("stale", m.stale), field("versions", m.versions), field("work", m.work),
          field("released", m.released), field("snapshot", m.snapshot));
}

// What the run time sees of the map in that mode, or else in `Any`; nullptr: nothing.
const VariableMapMode* mode_of(const VariableMap& map, std::string_view mode);

// Whether a row set passes the field on in that mode; one that lists none passes on all.
bool passes_on(const VariableMapMode& mode, std::string_view field);

// As shipped: the context passes the account's header and the document's id, the row set the
// assets; nothing is filtered.
std::vector<VariableMap> shipped_variable_maps();

void evolve(VariableMap& map, const VariableMapLocked& e);
void evolve(VariableMap& map, const VariableMapChanged& e);
// As with offers: released while the cache is current, it is seen at once.
void evolve(VariableMap& map, const VariableMapReleased& e);
void evolve(VariableMap& map, const VariableMapCacheRefreshed& e);

}  // namespace proffer::domain
