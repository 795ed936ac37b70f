#include "actors/domain/catalogue/variable_map.hpp"

#include "actors/domain/catalogue/catalogue.hpp"

#include <algorithm>

namespace proffer::domain {
namespace {

bool names(const auto& known, std::string_view field) {
  const std::string wanted = folded(field);
  return std::any_of(known.begin(), known.end(),
                     [&](const auto& each) { return folded(each) == wanted; });
}

}  // namespace

bool is_row_field(std::string_view name) { return names(row_fields, name); }

const VariableMapMode* mode_of(const VariableMap& map, std::string_view mode) {
  const std::string wanted = folded(mode);
  const VariableMapMode* any = nullptr;
  for (const VariableMapMode& candidate : map.snapshot) {
    const std::string name = folded(candidate.mode);
    if (name == wanted) return &candidate;
    if (name == "any") any = &candidate;
  }
  return any;
}

bool passes_on(const VariableMapMode& mode, std::string_view field) {
  return mode.fields.empty() || names(mode.fields, field);
}

std::vector<VariableMap> shipped_variable_maps() {
  const auto shipped = [](std::string_view name, std::vector<std::string> fields) {
    VariableMap map;
    map.name = name;
    map.versions = 1;
    map.work = map.released = map.snapshot = {{"Any", std::move(fields), {}}};
    return map;
  };
  return {shipped(context_map, {"Account Id", "Account Type", "Organization", "Price List",
                                "Currency", "Language", "Document Id"}),
          shipped(row_set_map, {row_fields.begin(), row_fields.end()})};
}

void evolve(VariableMap& map, const VariableMapLocked& e) {
  map.name = e.name;
  map.locked = true;
  map.locked_by = e.by;
}
void evolve(VariableMap& map, const VariableMapChanged& e) {
  map.name = e.name;
  map.work = e.modes;
  map.stale = true;
}
void evolve(VariableMap& map, const VariableMapReleased& e) {
  map.versions = e.number;
  map.released = map.work;
  map.locked = false;
  map.locked_by.clear();
  if (!map.stale) map.snapshot = map.released;
}
void evolve(VariableMap& map, const VariableMapCacheRefreshed&) {
  map.snapshot = map.released;
  map.stale = false;
}

}  // namespace proffer::domain
