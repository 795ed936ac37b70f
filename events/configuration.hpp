// How an installation has set things: matrices, organizations, preferences, further line fields,
// what each channel does when an offer fails, the workflows an action may call, and the variable
// maps that say what they see.
#pragma once

#include "events/catalogue.hpp"
#include "events/membership.hpp"
#include "events/messaging.hpp"
#include "events/promotion.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer {

// Stored: numbers are never reused.
enum class MatrixType : std::uint8_t { unknown = 0, eligibility = 1, compatibility = 2 };
enum class ExceptionHandler : std::uint8_t {
  unknown = 0,
  show_error = 1,        // the channel shows the text
  create_activity = 2,   // a customer service representative gets an activity
  create_work_item = 3,  // and a work item at once
};
enum class WorkflowPhase : std::uint8_t { unknown = 0, pre_order = 1, post_order = 2, any = 3 };

// A named group of rules; grouping has no effect on the evaluation.
struct MatrixDefined {
  static constexpr std::string_view type = "matrix.defined";
  static constexpr std::uint16_t version = 1;
  std::string name;
  MatrixType kind = MatrixType::unknown;
  bool operator==(const MatrixDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MatrixDefined& e) {
  archive(field("name", e.name), field("kind", e.kind));
}

// A preference of the installation: promotionAutomatch, rootOnlyRecommendations, matchPercentage,
// topNumber, Enable Promotion Group, contextVariableMap, rowSetVariableMap.
struct SystemPreferenceSet {
  static constexpr std::string_view type = "system_preference.set";
  static constexpr std::uint16_t version = 1;
  std::string name;
  std::string value;
  bool operator==(const SystemPreferenceSet&) const = default;
};
template <class Archive>
void serialize(Archive& archive, SystemPreferenceSet& e) {
  archive(field("name", e.name), field("value", e.value));
}

// A field that offers may set on a line, beside the built-in ones, with the values it takes.
struct LineFieldRegistered {
  static constexpr std::string_view type = "line_field.registered";
  static constexpr std::uint16_t version = 1;
  std::string name;
  AttributeType kind = AttributeType::text;
  std::vector<std::string> allowed;  // of an enumeration
  bool operator==(const LineFieldRegistered&) const = default;
};
template <class Archive>
void serialize(Archive& archive, LineFieldRegistered& e) {
  archive(field("name", e.name), field("kind", e.kind), field("allowed", e.allowed));
}

// An organization that offers can be for.
struct OrganizationRegistered {
  static constexpr std::string_view type = "organization.registered";
  static constexpr std::uint16_t version = 1;
  std::string name;
  bool operator==(const OrganizationRegistered&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OrganizationRegistered& e) {
  archive(field("name", e.name));
}

struct ChannelExceptionHandlingSet {
  static constexpr std::string_view type = "channel.exception_handling_set";
  static constexpr std::uint16_t version = 1;
  std::string channel;
  std::vector<ExceptionHandler> handlers;
  bool operator==(const ChannelExceptionHandlingSet&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ChannelExceptionHandlingSet& e) {
  archive(field("channel", e.channel), field("handlers", e.handlers));
}

// A workflow by the name that RunProcess actions call it. One that is not built in is carried out
// by somebody who follows the log.
struct WorkflowRegistered {
  static constexpr std::string_view type = "workflow.registered";
  static constexpr std::uint16_t version = 1;
  std::string name;
  WorkflowPhase phase = WorkflowPhase::any;
  bool operator==(const WorkflowRegistered&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkflowRegistered& e) {
  archive(field("name", e.name), field("phase", e.phase));
}

// What one mode of a variable map passes on.
struct VariableMapMode {
  std::string mode;                 // Any
  std::vector<std::string> fields;  // by name
  std::string
      search_spec;  // `[Field]=[Field]` or `[Field]="value"`, joined by AND; empty: all rows
  bool operator==(const VariableMapMode&) const = default;
};
template <class Archive>
void serialize(Archive& archive, VariableMapMode& m) {
  archive(field("mode", m.mode), field("fields", m.fields), field("search_spec", m.search_spec));
}

struct VariableMapLocked {
  static constexpr std::string_view type = "variable_map.locked";
  static constexpr std::uint16_t version = 1;
  std::string name;
  std::string by;
  bool operator==(const VariableMapLocked&) const = default;
};
template <class Archive>
void serialize(Archive& archive, VariableMapLocked& e) {
  archive(field("name", e.name), field("by", e.by));
}

struct VariableMapChanged {
  static constexpr std::string_view type = "variable_map.changed";
  static constexpr std::uint16_t version = 1;
  std::string name;
  std::vector<VariableMapMode> modes;  // all of them
  bool operator==(const VariableMapChanged&) const = default;
};
template <class Archive>
void serialize(Archive& archive, VariableMapChanged& e) {
  archive(field("name", e.name), field("modes", e.modes));
}

struct VariableMapReleased {
  static constexpr std::string_view type = "variable_map.released";
  static constexpr std::uint16_t version = 1;
  std::string name;
  std::uint32_t number = 0;  // of the version: 1, 2, 3 …
  bool operator==(const VariableMapReleased&) const = default;
};
template <class Archive>
void serialize(Archive& archive, VariableMapReleased& e) {
  archive(field("name", e.name), field("number", e.number));
}

struct VariableMapCacheRefreshed {
  static constexpr std::string_view type = "variable_map.cache_refreshed";
  static constexpr std::uint16_t version = 1;
  std::string name;
  bool operator==(const VariableMapCacheRefreshed&) const = default;
};
template <class Archive>
void serialize(Archive& archive, VariableMapCacheRefreshed& e) {
  archive(field("name", e.name));
}

// All that the stream `catalogue/main` can hold.
using CatalogueEvent =
    std::variant<ProductDefined, ProductLineDefined, PromotionDefined, ChargePlanDefined,
                 MessageTypeDefined, MatrixDefined, SystemPreferenceSet,
                 ChannelExceptionHandlingSet, WorkflowRegistered, VariableMapLocked,
                 VariableMapChanged, VariableMapReleased, VariableMapCacheRefreshed,
                 PromotionGroupDefined, LineFieldRegistered, OrganizationRegistered>;

}  // namespace proffer
