// What can be sold: products, the slots of their structure, and product lines.
#pragma once

#include "events/rules.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer {

// Stored: numbers are never reused.
enum class ProductKind : std::uint8_t {
  unknown = 0,
  simple = 1,
  customizable = 2,
  promotion = 3,
  promotion_group = 4,
  promotion_group_membership = 5,
  penalty = 6,
};
enum class PriceType : std::uint8_t { unknown = 0, one_time = 1, recurring = 2 };
enum class AttributeType : std::uint8_t {
  unknown = 0,
  text = 1,
  number = 2,
  boolean = 3,
  date = 4,
  enumeration = 5,
};

struct AttributeDefinition {
  std::string name;
  AttributeType type = AttributeType::text;
  std::vector<std::string> allowed;  // of an enumeration
  std::string default_value;         // empty: none
  bool operator==(const AttributeDefinition&) const = default;
};
template <class Archive>
void serialize(Archive& archive, AttributeDefinition& a) {
  archive(field("name", a.name), field("type", a.type), field("allowed", a.allowed),
          field("default", a.default_value));
}

// A slot in a customizable product's structure.
struct Relationship {
  std::string name;  // unique in the product
  std::uint32_t min = 0;
  std::optional<std::uint32_t> max;  // none: unlimited
  std::vector<ProductId> domain;     // the products that fit
  ProductLineId domain_line;         // or, when not empty, the members of a product line
  ProductId default_product;         // empty: none
  std::uint32_t default_quantity = 0;
  std::uint32_t sequence = 0;
  bool operator==(const Relationship&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Relationship& r) {
  archive(field("name", r.name), field("min", r.min), field("max", r.max),
          field("domain", r.domain), field("domain_line", r.domain_line),
          field("default", r.default_product), field("default_quantity", r.default_quantity),
          field("sequence", r.sequence));
}

struct Product {
  ProductId id;
  std::string name;  // unique, compared case-insensitively
  ProductKind kind = ProductKind::simple;
  bool active = true;
  std::optional<Instant> effective_from;  // none: open
  std::optional<Instant> effective_to;
  bool track_as_asset = true;
  bool can_stand_alone = true;
  Money list_price;
  PriceType price_type = PriceType::recurring;
  std::vector<ProductLineId> product_lines;  // the first is the primary one
  std::string product_class;
  std::string compound_product_number;  // not empty: a network product
  std::vector<AttributeDefinition> attributes;
  std::vector<Relationship> relationships;  // of customizable products only
  Rules rules;
  std::vector<Translation> translations;  // of the name
  bool operator==(const Product&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Product& p) {
  archive(field("id", p.id), field("name", p.name), field("kind", p.kind),
          field("active", p.active), field("effective_from", p.effective_from),
          field("effective_to", p.effective_to), field("track_as_asset", p.track_as_asset),
          field("can_stand_alone", p.can_stand_alone), field("list_price", p.list_price),
          field("price_type", p.price_type), field("product_lines", p.product_lines),
          field("product_class", p.product_class),
          field("compound_product_number", p.compound_product_number),
          field("attributes", p.attributes), field("relationships", p.relationships));
  if (archive.version() >= 2) {
    archive(field("rules", p.rules), field("translations", p.translations));
  }
}

struct ProductLine {
  ProductLineId id;
  std::string name;
  std::vector<ProductId> members;
  Rules rules;
  bool operator==(const ProductLine&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProductLine& line) {
  archive(field("id", line.id), field("name", line.name), field("members", line.members));
  if (archive.version() >= 2) archive(field("rules", line.rules));
}

// A product's whole definition, new or replaced.
struct ProductDefined {
  static constexpr std::string_view type = "product.defined";  // on disk: never rename
  static constexpr std::uint16_t version = 2;
  Product product;
  bool operator==(const ProductDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProductDefined& e) {
  archive(field("product", e.product));
}

struct ProductLineDefined {
  static constexpr std::string_view type = "product_line.defined";
  static constexpr std::uint16_t version = 2;
  ProductLine line;
  bool operator==(const ProductLineDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, ProductLineDefined& e) {
  archive(field("line", e.line));
}

}  // namespace proffer
