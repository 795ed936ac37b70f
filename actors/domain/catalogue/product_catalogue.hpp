// Decides about all that is defined beside offers: one stream, `catalogue/main`, in the reference
// shard.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/decider.hpp"
#include "events/definitions.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::domain {

// All of them as events: what others refer to first, each kind by id or name.
std::vector<CatalogueEvent> events_of(const Definitions& definitions);

// What a catalogue was told, without what is built in.
Definitions defined_in(const Catalogue& catalogue);

// All or nothing; a definition equal to the present one is no event.
struct DefineCatalogue {
  static constexpr std::string_view type = "catalogue.define";
  Definitions definitions;
};
template <class Archive>
void serialize(Archive& archive, DefineCatalogue& c) {
  archive(field("definitions", c.definitions));
}

// Whether giving the response once hides the message from then on.
struct SuppressRepetition {
  static constexpr std::string_view type = "catalogue.suppress_repetition";
  std::string message_type;
  std::string response;
  bool on = true;
};
template <class Archive>
void serialize(Archive& archive, SuppressRepetition& c) {
  archive(field("message_type", c.message_type), field("response", c.response), field("on", c.on));
}

// Variable maps are edited as offers are: locked, changed, released, and seen by the run time once
// the cache is refreshed. A map that is not there yet is made by locking it.
struct LockVariableMap {
  static constexpr std::string_view type = "variable_map.lock";
  std::string name;
  std::string by;
};
struct ChangeVariableMap {
  static constexpr std::string_view type = "variable_map.change";
  std::string name;
  std::vector<VariableMapMode> modes;  // all of them; one is `Any`
  std::string by;
};
struct ReleaseVariableMap {
  static constexpr std::string_view type = "variable_map.release";
  std::string name;
  std::string by;
};
struct RefreshVariableMap {
  static constexpr std::string_view type = "variable_map.refresh";
  std::string name;
};
struct ClearVariableMap {  // the same, by its other name
  static constexpr std::string_view type = "variable_map.clear";
  std::string name;
};
template <class Archive>
void serialize(Archive& archive, LockVariableMap& c) {
  archive(field("name", c.name), field("by", c.by));
}
template <class Archive>
void serialize(Archive& archive, ChangeVariableMap& c) {
  archive(field("name", c.name), field("modes", c.modes), field("by", c.by));
}
template <class Archive>
void serialize(Archive& archive, ReleaseVariableMap& c) {
  archive(field("name", c.name), field("by", c.by));
}
template <class Archive>
void serialize(Archive& archive, RefreshVariableMap& c) {
  archive(field("name", c.name));
}
template <class Archive>
void serialize(Archive& archive, ClearVariableMap& c) {
  archive(field("name", c.name));
}

struct ProductCatalogue {
  static constexpr Category category = Category::catalogue;
  // What the stream's events define, and nothing else: no offers. The context's catalogue may lag
  // behind what was decided a moment ago; this does not.
  struct State {
    Catalogue catalogue;
  };
  using Command =
      std::variant<DefineCatalogue, SuppressRepetition, LockVariableMap, ChangeVariableMap,
                   ReleaseVariableMap, RefreshVariableMap, ClearVariableMap>;
  using Event = CatalogueEvent;

  static Decision<Event> decide(const State& state, const Command& command, const Context& context);
  static void evolve(State& state, const Event& event);
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};

// A state as it is kept: what was defined, without what is built in.
struct KeptCatalogue {
  Definitions definitions;
  std::vector<VariableMap> variable_maps;
};
KeptCatalogue kept(const ProductCatalogue::State& state);
ProductCatalogue::State restored(const KeptCatalogue& kept);

template <class Archive>
void serialize(Archive& archive, ProductCatalogue::State& s) {
  KeptCatalogue parts;
  if constexpr (!Archive::is_loading::value) parts = kept(s);
  archive(field("definitions", parts.definitions), field("variable_maps", parts.variable_maps));
  if constexpr (Archive::is_loading::value) s = restored(parts);
}

}  // namespace proffer::domain
