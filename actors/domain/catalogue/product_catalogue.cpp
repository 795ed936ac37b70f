#include "actors/domain/catalogue/product_catalogue.hpp"

#include "actors/domain/catalogue/definition_rules.hpp"
#include "actors/domain/catalogue/review.hpp"
#include "actors/domain/catalogue/search_spec.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace proffer::domain {
namespace {

using State = ProductCatalogue::State;
using Events = std::vector<CatalogueEvent>;

tl::unexpected<Problems> refused(std::string code, std::string text, std::string field = {}) {
  return tl::unexpected(Problems{{std::move(code), std::move(text), {}, {}, {}, std::move(field)}});
}

// Those that say something new, each kind by id or name.
template <class T, class Present, class Key>
std::vector<T> changed(const std::vector<T>& given, Present present, Key key) {
  std::vector<T> result;
  for (const T& value : given) {
    const T* old = present(value);
    if (old == nullptr || *old != value) result.push_back(value);
  }
  std::sort(result.begin(), result.end(), [&](const T& a, const T& b) { return key(a) < key(b); });
  return result;
}

Definitions changed(const Definitions& given, const Catalogue& in) {
  const auto id = [](const auto& value) -> const std::string& { return value.id.value; };
  const auto name = [](const auto& value) -> const std::string& { return value.name; };
  const auto listed = [](const auto& list, const std::string& wanted, auto key) {
    using Pointer = typename std::decay_t<decltype(list)>::value_type;
    for (Pointer value : list) {
      if (same_name(key(*value), wanted)) return value;
    }
    return Pointer{nullptr};
  };
  const auto channel = [](const auto& value) -> const std::string& { return value.channel; };
  const auto preferences = in.preferences();
  const auto channels = in.channels();
  return {
      changed(
          given.products, [&](auto& v) { return in.product(v.id); }, id),
      changed(
          given.lines, [&](auto& v) { return in.line(v.id); }, id),
      changed(
          given.promotions, [&](auto& v) { return in.promotion(v.id); }, id),
      changed(
          given.charge_plans, [&](auto& v) { return in.charge_plan(v.name); }, name),
      changed(
          given.message_types, [&](auto& v) { return in.message_type(v.name); }, name),
      changed(
          given.matrices, [&](auto& v) { return in.matrix(v.name); }, name),
      changed(
          given.preferences, [&](auto& v) { return listed(preferences, v.name, name); }, name),
      changed(
          given.channels, [&](auto& v) { return listed(channels, v.channel, channel); }, channel),
      changed(
          given.workflows, [&](auto& v) { return in.workflow(v.name); }, name),
      changed(
          given.groups, [&](auto& v) { return in.promotion_group(v.id); }, id),
      changed(
          given.line_fields, [&](auto& v) { return in.line_field(v.name); }, name),
      changed(
          given.organizations, [&](auto& v) { return in.organization(v.name); }, name)};
}

Decision<CatalogueEvent> on(const State& state, const DefineCatalogue& command) {
  Problems twice = duplicates_in(command.definitions);
  if (!twice.empty()) return tl::unexpected(std::move(twice));
  const Definitions news = changed(command.definitions, state.catalogue);
  if (news.empty()) return Events{};
  Problems problems = problems_of(state.catalogue, overlaid(state.catalogue, news), news);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return events_of(news);
}

Decision<CatalogueEvent> on(const State& state, const SuppressRepetition& command) {
  const MessageType* known = state.catalogue.message_type(command.message_type);
  if (known == nullptr) {
    return refused("MSGTYPE_UNKNOWN",
                   "Message type " + in_quotes(command.message_type) + " does not exist.",
                   "messageType");
  }
  MessageType next = *known;
  const auto response =
      std::find_if(next.responses.begin(), next.responses.end(),
                   [&](const MessageResponse& r) { return same_name(r.name, command.response); });
  if (response == next.responses.end()) {
    return refused("RESPONSE_UNKNOWN",
                   in_quotes(command.response) + " is not a response of message type " +
                       in_quotes(known->name) + ".",
                   "response");
  }
  if (response->suppress_repetition == command.on) return Events{};
  response->suppress_repetition = command.on;
  return Events{MessageTypeDefined{std::move(next)}};
}

tl::unexpected<Problems> map_unknown(const std::string& name) {
  return refused("VARIABLE_MAP_UNKNOWN",
                 "There is no variable map called " + in_quotes(name) + "; lock it to make it.",
                 "name");
}
tl::unexpected<Problems> map_locked(const VariableMap& map) {
  return refused("VARIABLE_MAP_LOCKED",
                 in_quotes(map.name) + " is locked by " + in_quotes(map.locked_by) +
                     "; wait until it is released.",
                 "name");
}
tl::unexpected<Problems> map_not_locked(const VariableMap& map) {
  return refused("VARIABLE_MAP_NOT_LOCKED", "Lock " + in_quotes(map.name) + " before changing it.",
                 "name");
}

std::string row_field_list() {
  std::string names;
  for (const std::string_view field : row_fields) {
    add_to_list(names, field);
  }
  return names;
}

// What the mode's search asks for and, of a row set, what it passes on.
std::vector<std::string> row_fields_of(const VariableMapMode& mode, bool of_rows) {
  std::vector<std::string> fields;
  if (of_rows) fields = mode.fields;
  for (const SearchTerm& term :
       parse_search_spec(mode.search_spec).value_or(std::vector<SearchTerm>{})) {
    fields.push_back(term.field);
    if (term.against == SearchTerm::Against::field) fields.push_back(term.other);
  }
  std::erase_if(fields, [](const std::string& field) { return folded(field).empty(); });
  return fields;
}

// A row set's fields are known; those of a context are the account's own as well.
bool is_row_set(const std::string& map, const Catalogue& catalogue) {
  return same_name(map, row_set_map) ||
         same_name(map, catalogue.preference(row_set_map_preference).value_or(row_set_map));
}

Problems problems_of(const std::vector<VariableMapMode>& modes, bool of_rows) {
  Problems problems;
  const auto add = [&](std::string code, std::string text) {
    problems.push_back({std::move(code), std::move(text), {}, {}, {}, "modes"});
  };
  std::set<std::string> names;
  for (const VariableMapMode& mode : modes) {
    if (!names.insert(folded(mode.mode)).second) {
      add("VARIABLE_MAP_MODE_DUPLICATE", "Mode " + in_quotes(mode.mode) + " is given twice.");
    }
    if (const auto spec = parse_search_spec(mode.search_spec); !spec) {
      add("SEARCH_SPEC_INVALID",
          "The search of mode " + in_quotes(mode.mode) + " cannot be read: " + spec.error() + ".");
    }
    for (const std::string& field : row_fields_of(mode, of_rows)) {
      if (is_row_field(field)) continue;
      add("VARIABLE_MAP_FIELD_UNKNOWN", "Mode " + in_quotes(mode.mode) + " names the field " +
                                            in_quotes(field) + ", which no row has; use one of " +
                                            row_field_list() + ".");
    }
    for (const std::string& field : mode.fields) {
      if (folded(field).empty()) {
        add("VARIABLE_MAP_FIELD_REQUIRED",
            "Mode " + in_quotes(mode.mode) + " has a field without a name.");
      }
    }
  }
  if (!names.contains("any")) {
    add("VARIABLE_MAP_MODE_REQUIRED", "A variable map needs the mode 'Any'.");
  }
  return problems;
}

Decision<CatalogueEvent> on(const State& state, const LockVariableMap& command) {
  if (folded(command.name).empty()) {
    return refused("VARIABLE_MAP_NAME_REQUIRED", "A variable map needs a name.", "name");
  }
  const VariableMap* map = state.catalogue.variable_map(command.name);
  if (map != nullptr && map->locked) {
    if (map->locked_by != command.by) return map_locked(*map);
    return Events{};
  }
  return Events{VariableMapLocked{map == nullptr ? command.name : map->name, command.by}};
}

Decision<CatalogueEvent> on(const State& state, const ChangeVariableMap& command) {
  const VariableMap* map = state.catalogue.variable_map(command.name);
  if (map == nullptr) return map_unknown(command.name);
  if (!map->locked) return map_not_locked(*map);
  if (map->locked_by != command.by) return map_locked(*map);
  if (map->work == command.modes) return Events{};
  Problems problems = problems_of(command.modes, is_row_set(map->name, state.catalogue));
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return Events{VariableMapChanged{map->name, command.modes}};
}

Decision<CatalogueEvent> on(const State& state, const ReleaseVariableMap& command) {
  const VariableMap* map = state.catalogue.variable_map(command.name);
  if (map == nullptr) return map_unknown(command.name);
  if (!map->locked) return map_not_locked(*map);
  if (map->locked_by != command.by) return map_locked(*map);
  Problems problems = problems_of(map->work, is_row_set(map->name, state.catalogue));
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return Events{VariableMapReleased{map->name, map->versions + 1}};
}

Decision<CatalogueEvent> refreshed(const State& state, const std::string& name) {
  const VariableMap* map = state.catalogue.variable_map(name);
  if (map == nullptr) return map_unknown(name);
  if (!map->stale && map->snapshot == map->released) return Events{};
  return Events{VariableMapCacheRefreshed{map->name}};
}
Decision<CatalogueEvent> on(const State& state, const RefreshVariableMap& command) {
  return refreshed(state, command.name);
}
Decision<CatalogueEvent> on(const State& state, const ClearVariableMap& command) {
  return refreshed(state, command.name);
}

// The definitions among `all` that are not built in.
template <class T>
std::vector<T> own(const std::vector<const T*>& all, const std::vector<const T*>& built_in) {
  std::vector<T> result;
  for (const T* value : all) {
    const bool given = std::any_of(built_in.begin(), built_in.end(),
                                   [&](const T* other) { return *other == *value; });
    if (!given) result.push_back(*value);
  }
  return result;
}

}  // namespace

Decision<CatalogueEvent> ProductCatalogue::decide(const State& state, const Command& command,
                                                  const Context&) {
  return std::visit([&](const auto& c) { return on(state, c); }, command);
}

void ProductCatalogue::evolve(State& state, const Event& event) { state.catalogue.fold(event); }
static_assert(Decider<ProductCatalogue>);

std::vector<CatalogueEvent> events_of(const Definitions& definitions) {
  std::vector<CatalogueEvent> events;
  for (const OrganizationRegistered& each : definitions.organizations) events.emplace_back(each);
  for (const LineFieldRegistered& each : definitions.line_fields) events.emplace_back(each);
  for (const MatrixDefined& matrix : definitions.matrices) events.emplace_back(matrix);
  for (const ChargePlan& plan : definitions.charge_plans) {
    events.emplace_back(ChargePlanDefined{plan});
  }
  for (const ProductLine& line : definitions.lines) events.emplace_back(ProductLineDefined{line});
  for (const Product& product : definitions.products) events.emplace_back(ProductDefined{product});
  for (const Promotion& promotion : definitions.promotions) {
    events.emplace_back(PromotionDefined{promotion});
  }
  for (const PromotionGroup& group : definitions.groups) {
    events.emplace_back(PromotionGroupDefined{group});
  }
  for (const MessageType& type : definitions.message_types) {
    events.emplace_back(MessageTypeDefined{type});
  }
  for (const WorkflowRegistered& workflow : definitions.workflows) events.emplace_back(workflow);
  for (const SystemPreferenceSet& set : definitions.preferences) events.emplace_back(set);
  for (const ChannelExceptionHandlingSet& set : definitions.channels) events.emplace_back(set);
  return events;
}

Definitions defined_in(const Catalogue& catalogue) {
  const Catalogue none;
  Definitions all;
  for (const Product* product : catalogue.products()) {
    if (catalogue.promotion(product->id) == nullptr) all.products.push_back(*product);
  }
  all.lines = own(catalogue.lines(), none.lines());
  all.promotions = own(catalogue.promotions(), none.promotions());
  all.charge_plans = own(catalogue.charge_plans(), none.charge_plans());
  all.message_types = own(catalogue.message_types(), none.message_types());
  all.matrices = own(catalogue.matrices(), none.matrices());
  all.preferences = own(catalogue.preferences(), none.preferences());
  all.channels = own(catalogue.channels(), none.channels());
  all.workflows = own(catalogue.workflows(), none.workflows());
  all.groups = own(catalogue.promotion_groups(), none.promotion_groups());
  all.line_fields = own(catalogue.line_fields(), none.line_fields());
  all.organizations = own(catalogue.organizations(), none.organizations());
  return all;
}

KeptCatalogue kept(const ProductCatalogue::State& state) {
  return {defined_in(state.catalogue),
          own(state.catalogue.variable_maps(), Catalogue{}.variable_maps())};
}

ProductCatalogue::State restored(const KeptCatalogue& kept) {
  ProductCatalogue::State state;
  for (const CatalogueEvent& event : events_of(kept.definitions)) state.catalogue.fold(event);
  for (const VariableMap& map : kept.variable_maps) state.catalogue.put(map);
  return state;
}

}  // namespace proffer::domain
