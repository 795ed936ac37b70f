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

// What a suppressed message is not shown again for.
enum class SuppressionScope : std::uint8_t { asset, root_asset, document, account };
// By the field of the payload that delimits it: Asset Id (also when there is none), Root Asset Id,
// Document Id or Account Id. None: there is no such scope.
std::optional<SuppressionScope> suppression_scope(std::string_view field);

// A name as it is compared: without surrounding blanks, ASCII letters in lower case.
std::string folded(std::string_view name);
// Whether they are the same when folded, without a copy of either.
bool same_name(std::string_view name, std::string_view other);
// Whether what was said, an id or a name, means that action; nothing said means any.
inline bool names_action(std::string_view said, const ActionId& id, std::string_view name) {
  return said.empty() || said == id.value || same_name(said, name);
}

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
  const PromotionGroup* promotion_group(const PromotionGroupId& id) const;
  const PromotionGroup* promotion_group_named(std::string_view name) const;
  const MessageType* message_type(std::string_view name) const;  // the built-in one is always known
  const MatrixDefined* matrix(std::string_view name) const;
  const OrganizationRegistered* organization(std::string_view name) const;
  const LineFieldRegistered* line_field(std::string_view name) const;  // not built in
  const WorkflowRegistered* workflow(std::string_view name) const;     // the built-in ones as well
  std::optional<std::string_view> preference(std::string_view name) const;
  std::vector<ExceptionHandler> handlers(std::string_view channel) const;
  const VariableMap* variable_map(std::string_view name) const;  // the shipped ones as well
  const WorkspaceProject* project(std::string_view name) const;
  // What a project decided to import and is on its way to the offer; nullptr: nothing is.
  const OfferImportDecided* importing(const OfferId& id) const;
  // Of released offers, in the order of offer ids.
  std::span<const RecommendationPlace> recommendations_for(const ProductId& subject) const;
  std::vector<const Product*> products() const;                 // by id; promotions' faces as well
  std::vector<const Promotion*> promotions() const;             // by id
  std::vector<const PromotionGroup*> promotion_groups() const;  // by id
  std::vector<const MessageType*> message_types() const;        // by name
  std::vector<const ProductLine*> lines() const;                // by id
  std::vector<const ChargePlan*> charge_plans() const;          // by name, like the rest
  std::vector<const MatrixDefined*> matrices() const;
  std::vector<const OrganizationRegistered*> organizations() const;
  std::vector<const LineFieldRegistered*> line_fields() const;
  std::vector<const SystemPreferenceSet*> preferences() const;
  std::vector<const ChannelExceptionHandlingSet*> channels() const;  // that were set
  std::vector<const WorkflowRegistered*> workflows() const;
  std::vector<const VariableMap*> variable_maps() const;
  std::vector<const ReleasedOffer*> offers() const;         // by id
  std::vector<const OfferDefinition*> definitions() const;  // by id
  std::vector<const WorkspaceProject*> projects() const;    // by name

  // The snapshot after these events of the reference shard (others are ignored).
  Catalogue with(std::span<const Event> events, Position position) const;
  // The same in place, one event of `catalogue/main`; the position stays.
  void fold(const CatalogueEvent& event);
  // A variable map as it was folded before.
  void put(const VariableMap& map);

 private:
  struct Content;
  std::shared_ptr<Content> content_;  // changed only by `fold`, and only where nobody shares it
  Position position_ = 0;
};

}  // namespace proffer::domain
