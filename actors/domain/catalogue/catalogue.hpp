// The catalogue a decision sees: an immutable snapshot of every product, product line and offer.
#pragma once

#include "actors/domain/catalogue/offer_definition.hpp"
#include "actors/domain/catalogue/variable_map.hpp"
#include "actors/domain/decider.hpp"
#include "actors/domain/project/workspace_project.hpp"
#include "events/catalogue.hpp"
#include "events/configuration.hpp"
#include "events/event.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::domain {

// Where an offer recommends itself to owners of a product.
struct RecommendationPlace {
  OfferId offer;
  std::size_t index = 0;  // among the offer's recommendations
  bool operator==(const RecommendationPlace&) const = default;
};

// What a channel does when an offer fails and nobody has set it otherwise: Web and agents show the
// error, SMS makes an activity, IVR a work item.
std::vector<ExceptionHandler> default_handlers(std::string_view channel);

// A name as it is compared: without surrounding blanks, ASCII letters in lower case.
std::string folded(std::string_view name);

// Copies share what did not change, so that a new snapshot costs what changed. Look-ups are O(1).
class Catalogue {
 public:
  Catalogue();
  // Position after the last event of the reference shard that is in here.
  Position position() const { return position_; }

  // nullptr: unknown. A promotion's id gives the product that stands for it.
  const Product* product(const ProductId& id) const;
  const Product* product_named(std::string_view name) const;  // case-insensitive, trimmed
  const ProductLine* line(const ProductLineId& id) const;
  const ProductLine* line_named(std::string_view name) const;
  // What the run time sees; nullptr: unknown, or its cache was never filled.
  const ReleasedOffer* offer(const OfferId& id) const;
  // What the authors see.
  const OfferDefinition* definition(const OfferId& id) const;
  const OfferDefinition* definition_named(std::string_view name) const;
  const Promotion* promotion(const ProductId& id) const;
  const Promotion* promotion_named(std::string_view name) const;
  const ChargePlan* charge_plan(std::string_view name) const;
  const MessageType* message_type(std::string_view name) const;  // the built-in one is always known
  const MatrixDefined* matrix(std::string_view name) const;
  const WorkflowRegistered* workflow(std::string_view name) const;  // the built-in ones as well
  std::optional<std::string_view> preference(std::string_view name) const;
  std::vector<ExceptionHandler> handlers(std::string_view channel) const;
  const VariableMap* variable_map(std::string_view name) const;  // the shipped ones as well
  const WorkspaceProject* project(std::string_view name) const;
  // Of released offers, in the order of offer ids.
  std::span<const RecommendationPlace> recommendations_for(const ProductId& subject) const;
  std::vector<const Product*> products() const;             // by id; promotions' faces as well
  std::vector<const Promotion*> promotions() const;         // by id
  std::vector<const MessageType*> message_types() const;    // by name
  std::vector<const ReleasedOffer*> offers() const;         // by id
  std::vector<const OfferDefinition*> definitions() const;  // by id
  std::vector<const WorkspaceProject*> projects() const;    // by name

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
    std::vector<Product> products;         // by id
    std::vector<ProductLine> lines;        // by id
    std::vector<Promotion> promotions;     // by id
    std::vector<ChargePlan> charge_plans;  // by name, like all below
    std::vector<MessageType> message_types;
    std::vector<MatrixDefined> matrices;
    std::vector<SystemPreferenceSet> preferences;
    std::vector<ChannelExceptionHandlingSet> handlers;
    std::vector<WorkflowRegistered> workflows;
    std::vector<VariableMap> variable_maps;
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
  archive(field("products", s.products), field("lines", s.lines), field("promotions", s.promotions),
          field("charge_plans", s.charge_plans), field("message_types", s.message_types),
          field("matrices", s.matrices), field("preferences", s.preferences),
          field("handlers", s.handlers), field("workflows", s.workflows),
          field("variable_maps", s.variable_maps));
}
template <class Archive>
void serialize(Archive& archive, ProductCatalogue::DefineProducts& c) {
  archive(field("products", c.products), field("lines", c.lines));
}

}  // namespace proffer::domain
