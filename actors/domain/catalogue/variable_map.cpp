#include "actors/domain/catalogue/variable_map.hpp"

namespace proffer::domain {

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
          shipped(row_set_map, {"Asset Id", "Root Asset Id", "Product Id", "Service Id",
                                "Promotion Id", "Status"})};
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
