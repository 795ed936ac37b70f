// What is shown of an offer's action when the customer is asked for its named parameter.
#pragma once

#include "events/catalogue.hpp"
#include "events/values.hpp"

#include <string>
#include <vector>

namespace proffer {

// A product among the options.
struct OptionProduct {
  std::string name;
  ProductKind kind = ProductKind::unknown;
  bool operator==(const OptionProduct&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OptionProduct& p) {
  archive(field("name", p.name), field("kind", p.kind));
}

// The action as it is carried out, each field empty where it has none or the choice supplies it,
// and what the offer was recommended for.
struct ParameterShown {
  std::string action_name;
  std::string message_type;
  std::string base_name;
  std::string component_name;
  std::string component_path;
  std::string field_name;
  std::string field_value;
  std::string attribute_name;
  std::string attribute_value;
  std::vector<OptionProduct> products;  // of the options, in their order; empty: they are values
  AssetId asset;
  AssetId root_asset;
  RecommendationId recommendation;
  bool operator==(const ParameterShown&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ParameterShown& s) {
  archive(field("action_name", s.action_name), field("message_type", s.message_type),
          field("base_name", s.base_name), field("component_name", s.component_name),
          field("component_path", s.component_path), field("field_name", s.field_name),
          field("field_value", s.field_value), field("attribute_name", s.attribute_name),
          field("attribute_value", s.attribute_value), field("products", s.products),
          field("asset", s.asset), field("root_asset", s.root_asset),
          field("recommendation", s.recommendation));
}

}  // namespace proffer
