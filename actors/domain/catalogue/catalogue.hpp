// The catalogue a decision sees: an immutable snapshot of every product, product line and offer.
#pragma once

#include "actors/domain/decider.hpp"
#include "events/catalogue.hpp"
#include "events/event.hpp"
#include "events/product_offer.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::domain {

// An offer with the number of its definition.
struct ReleasedOffer {
  std::uint32_t release = 0;
  ProductOffer offer;
  bool operator==(const ReleasedOffer&) const = default;
};

// A name as it is compared: without surrounding blanks, ASCII letters in lower case.
std::string folded(std::string_view name);

// Copies share what did not change, so that a new snapshot costs what changed. Look-ups are O(1).
class Catalogue {
 public:
  Catalogue();
  // Position after the last event of the reference shard that is in here.
  Position position() const { return position_; }

  const Product* product(const ProductId& id) const;          // nullptr: unknown
  const Product* product_named(std::string_view name) const;  // case-insensitive, trimmed
  const ProductLine* line(const ProductLineId& id) const;
  const ReleasedOffer* offer(const OfferId& id) const;
  const ReleasedOffer* offer_named(std::string_view name) const;
  std::vector<const Product*> products() const;      // by id
  std::vector<const ReleasedOffer*> offers() const;  // by id

  // The snapshot after these events of the reference shard (others are ignored).
  Catalogue with(std::span<const Event> events, Position position) const;

 private:
  struct Content;
  std::shared_ptr<const Content> content_;
  Position position_ = 0;
};

// Decides about products and product lines: one stream, `catalogue/main`, in the reference shard.
struct ProductCatalogue {
  static constexpr Category category = Category::catalogue;
  struct State {
    std::vector<Product> products;   // by id
    std::vector<ProductLine> lines;  // by id
    bool operator==(const State&) const = default;
  };
  // All or nothing; a definition equal to the present one is no event.
  struct DefineProducts {
    static constexpr std::string_view type = "catalogue.define_products";
    std::vector<Product> products;
    std::vector<ProductLine> lines;
    bool operator==(const DefineProducts&) const = default;
  };
  using Command = std::variant<DefineProducts>;
  using Event = CatalogueEvent;

  static Decision<Event> decide(const State& state, const Command& command, const Context& context);
  static void evolve(State& state, const Event& event);
  static StreamId stream_of(const Event&, const StreamId& own) { return own; }
  static std::vector<StreamId> owned_streams(const State&) { return {}; }
};
template <class Archive>
void serialize(Archive& archive, ProductCatalogue::State& s) {
  archive(field("products", s.products), field("lines", s.lines));
}
template <class Archive>
void serialize(Archive& archive, ProductCatalogue::DefineProducts& c) {
  archive(field("products", c.products), field("lines", c.lines));
}

}  // namespace proffer::domain
