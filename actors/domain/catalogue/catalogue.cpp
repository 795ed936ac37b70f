#include "actors/domain/catalogue/catalogue.hpp"

#include "actors/domain/catalogue/shared_map.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace proffer::domain {

namespace {

constexpr std::string_view offer_message_type = "Product Offer Recommendation";

// What stands for the promotion on a line or as an asset.
Product face_of(const Promotion& promotion) {
  Product face;
  face.id = promotion.id;
  face.name = promotion.name;
  face.kind = ProductKind::promotion;
  face.active = promotion.active;
  face.effective_from = promotion.effective_from;
  face.effective_to = promotion.effective_to;
  face.track_as_asset = promotion.track_as_asset;
  face.list_price = promotion.price;
  face.price_type = promotion.price_type;
  face.rules = promotion.rules;
  face.translations = promotion.translations;
  return face;
}

MessageType built_in_message_type() {
  MessageType message;
  message.name = offer_message_type;
  message.group = "Product Offer";
  message.display = DisplayMode::passive;
  message.texts = {{{}, "Product offer", "[Message]", "[Reason] [Message]"}};
  const std::string scope = "Asset Id";
  message.responses = {{"Accept", ResponseKind::accept, true, true, scope, {}},
                       {"Reject", ResponseKind::reject, true, true, scope, {}}};
  return message;
}

std::vector<WorkflowRegistered> built_in_workflows() {
  return {{"RAF Create Activity", WorkflowPhase::any},
          {"RAF Check Prepaid Balance", WorkflowPhase::pre_order},
          {"Address Validation", WorkflowPhase::pre_order},
          {"Order Validation", WorkflowPhase::any},
          {"SIS OM Submit Order Process", WorkflowPhase::post_order}};
}

std::string_view trimmed(std::string_view name) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = name.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return name.substr(first, name.find_last_not_of(blanks) - first + 1);
}

char in_lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

const auto by_name = [](const auto* a, const auto* b) { return a->name < b->name; };

template <class T, class Less>
std::vector<const T*> sorted(const SharedMap<T>& map, Less less) {
  std::vector<const T*> all;
  map.each([&](const T& value) { all.push_back(&value); });
  std::sort(all.begin(), all.end(), less);
  return all;
}

}  // namespace

// By id, or by folded name where a thing is known by its name.
struct Catalogue::Content {
  SharedMap<Product> products;
  SharedMap<Product> product_names;
  SharedMap<ProductLine> lines;
  SharedMap<ProductLine> line_names;
  SharedMap<Promotion> promotions;
  SharedMap<PromotionGroup> groups;
  SharedMap<PromotionGroup> group_names;
  SharedMap<ChargePlan> charge_plans;
  SharedMap<MessageType> message_types;
  SharedMap<MatrixDefined> matrices;
  SharedMap<OrganizationRegistered> organizations;
  SharedMap<LineFieldRegistered> line_fields;
  SharedMap<SystemPreferenceSet> preferences;
  SharedMap<ChannelExceptionHandlingSet> handlers;
  SharedMap<WorkflowRegistered> workflows;
  SharedMap<VariableMap> variable_maps;
  SharedMap<WorkspaceProject> projects;
  SharedMap<OfferImportDecided> imports;  // on their way, by offer
  SharedMap<OfferDefinition> definitions;
  SharedMap<OfferDefinition> definition_names;
  SharedMap<ReleasedOffer> offers;                              // within their definitions
  SharedMap<std::vector<RecommendationPlace>> recommendations;  // by subject product

  Content() {
    put(message_types, built_in_message_type());
    for (WorkflowRegistered& workflow : built_in_workflows()) put(workflows, std::move(workflow));
    for (VariableMap& map : shipped_variable_maps()) put(variable_maps, std::move(map));
  }

  void apply(const ProductDefined& e) { define(e.product); }
  void apply(const ProductLineDefined& e) { put(lines, line_names, e.line); }
  void apply(const PromotionGroupDefined& e) { put(groups, group_names, e.group); }
  void apply(const PromotionDefined& e) {
    promotions.put(e.promotion.id.value, std::make_shared<const Promotion>(e.promotion));
    define(face_of(e.promotion));
  }
  void apply(const ChargePlanDefined& e) { put(charge_plans, e.plan); }
  void apply(const MessageTypeDefined& e) { put(message_types, e.message_type); }
  void apply(const MatrixDefined& e) { put(matrices, e); }
  void apply(const OrganizationRegistered& e) { put(organizations, e); }
  void apply(const LineFieldRegistered& e) { put(line_fields, e); }
  void apply(const SystemPreferenceSet& e) { put(preferences, e); }
  void apply(const ChannelExceptionHandlingSet& e) {
    handlers.put(folded(e.channel), std::make_shared<const ChannelExceptionHandlingSet>(e));
  }
  void apply(const WorkflowRegistered& e) { put(workflows, e); }
  template <class E>
  requires std::is_constructible_v<ProductOfferEvent, E>
  void apply(const E& e) {
    const OfferId& id = offer_of(e);
    const OfferDefinition* old = definitions.find(id.value);
    auto next = std::make_shared<OfferDefinition>(old == nullptr ? OfferDefinition{} : *old);
    evolve(*next, e);
    replace(old, std::move(next));
    if (imports.find(id.value) != nullptr) imports.erase(id.value);
  }
  template <class E>
  requires requires(VariableMap& map, const E& e) { evolve(map, e); }
  void apply(const E& e) {
    const VariableMap* old = variable_maps.find(folded(e.name));
    VariableMap next = old == nullptr ? VariableMap{} : *old;
    evolve(next, e);
    put(variable_maps, std::move(next));
  }
  template <class E>
  requires std::is_constructible_v<ProjectEvent, E>
  void apply(const E& e) {
    const std::string name = folded(e.project.value);
    const WorkspaceProject* old = projects.find(name);
    auto next = std::make_shared<WorkspaceProject>(old == nullptr ? WorkspaceProject{} : *old);
    evolve(*next, e);
    projects.put(name, std::move(next));
    if constexpr (std::is_same_v<E, OfferImportDecided>) expect(e);
  }
  template <class Other>
  void apply(const Other&) {}  // of another category

 private:
  static const OfferId& offer_of(const ProductOfferDefined& e) { return e.offer.id; }
  static const OfferId& offer_of(const OfferImported& e) { return e.offer.id; }
  template <class E>
  static const OfferId& offer_of(const E& e) {
    return e.offer;
  }
  template <class T>
  static void put(SharedMap<T>& map, T value) {
    std::string name = folded(value.name);
    map.put(std::move(name), std::make_shared<const T>(std::move(value)));
  }

  template <class T>
  static void put(SharedMap<T>& by_id, SharedMap<T>& names, const T& value) {
    // A name that has gone to another owner stays with that one.
    if (const T* old = by_id.find(value.id.value)) {
      const std::string name = folded(old->name);
      const T* owner = names.find(name);
      if (owner != nullptr && owner->id == old->id) names.erase(name);
    }
    auto shared = std::make_shared<const T>(value);
    names.put(folded(value.name), shared);
    by_id.put(value.id.value, std::move(shared));
  }
  void define(const Product& product) { put(products, product_names, product); }

  // An offer that is like that already has nothing to tell, and one that somebody else holds will
  // refuse it.
  void expect(const OfferImportDecided& e) {
    const OfferDefinition* present = definitions.find(e.offer.id.value);
    if (present != nullptr && is_imported(*present, imported_by(e))) return;
    if (present != nullptr && present->locked && present->locked_by != e.by) return;
    imports.put(e.offer.id.value, std::make_shared<const OfferImportDecided>(e));
  }

  void replace(const OfferDefinition* old, std::shared_ptr<const OfferDefinition> next) {
    const std::string& id = next->work.id.value;
    if (old != nullptr) {
      const std::string name = folded(old->work.name);
      const OfferDefinition* owner = definition_names.find(name);
      if (owner != nullptr && owner->work.id == old->work.id) definition_names.erase(name);
    }
    const bool same_snapshot = old != nullptr && old->snapshot == next->snapshot;
    if (!same_snapshot) {
      if (old != nullptr) recommend(old->snapshot.offer, false);
      recommend(next->snapshot.offer, true);
    }
    if (!next->snapshot.offer.id.value.empty()) {
      offers.put(id, std::shared_ptr<const ReleasedOffer>(next, &next->snapshot));
    }
    definition_names.put(folded(next->work.name), next);
    definitions.put(id, std::move(next));
  }

  // Enters the offer's recommendations under their subjects, or takes them out.
  void recommend(const ProductOffer& offer, bool enter) {
    for (std::size_t i = 0; i < offer.recommendations.size(); ++i) {
      const std::string& subject = offer.recommendations[i].subject.value;
      const auto* old = recommendations.find(subject);
      auto places = old == nullptr ? std::vector<RecommendationPlace>{} : *old;
      const RecommendationPlace place{offer.id, i};
      std::erase(places, place);
      if (enter) {
        const auto behind = std::find_if(places.begin(), places.end(), [&](const auto& other) {
          return offer.id < other.offer || (other.offer == offer.id && i < other.index);
        });
        places.insert(behind, place);
      }
      recommendations.put(
          subject, std::make_shared<const std::vector<RecommendationPlace>>(std::move(places)));
    }
  }
};

Catalogue::Catalogue() : content_(std::make_shared<Content>()) {}

const Product* Catalogue::product(const ProductId& id) const {
  return content_->products.find(id.value);
}
const Product* Catalogue::product_named(std::string_view name) const {
  return content_->product_names.find(folded(name));
}
const ProductLine* Catalogue::line(const ProductLineId& id) const {
  return content_->lines.find(id.value);
}
const ProductLine* Catalogue::line_named(std::string_view name) const {
  return content_->line_names.find(folded(name));
}
const ReleasedOffer* Catalogue::offer(const OfferId& id) const {
  return content_->offers.find(id.value);
}
const OfferDefinition* Catalogue::definition(const OfferId& id) const {
  return content_->definitions.find(id.value);
}
const OfferDefinition* Catalogue::definition_named(std::string_view name) const {
  return content_->definition_names.find(folded(name));
}
const Promotion* Catalogue::promotion(const ProductId& id) const {
  return content_->promotions.find(id.value);
}
const Promotion* Catalogue::promotion_named(std::string_view name) const {
  const Product* face = product_named(name);
  return face == nullptr ? nullptr : promotion(face->id);
}
const ChargePlan* Catalogue::charge_plan(std::string_view name) const {
  return content_->charge_plans.find(folded(name));
}
const PromotionGroup* Catalogue::promotion_group(const PromotionGroupId& id) const {
  return content_->groups.find(id.value);
}
const PromotionGroup* Catalogue::promotion_group_named(std::string_view name) const {
  return content_->group_names.find(folded(name));
}
const MessageType* Catalogue::message_type(std::string_view name) const {
  return content_->message_types.find(folded(name));
}
const MatrixDefined* Catalogue::matrix(std::string_view name) const {
  return content_->matrices.find(folded(name));
}
const OrganizationRegistered* Catalogue::organization(std::string_view name) const {
  return content_->organizations.find(folded(name));
}
const LineFieldRegistered* Catalogue::line_field(std::string_view name) const {
  return content_->line_fields.find(folded(name));
}
const WorkflowRegistered* Catalogue::workflow(std::string_view name) const {
  return content_->workflows.find(folded(name));
}
const WorkspaceProject* Catalogue::project(std::string_view name) const {
  return content_->projects.find(folded(name));
}
const OfferImportDecided* Catalogue::importing(const OfferId& id) const {
  return content_->imports.find(id.value);
}
std::optional<std::string_view> Catalogue::preference(std::string_view name) const {
  const SystemPreferenceSet* set = content_->preferences.find(folded(name));
  if (set == nullptr) return std::nullopt;
  return set->value;
}
std::vector<ExceptionHandler> Catalogue::handlers(std::string_view channel) const {
  const ChannelExceptionHandlingSet* set = content_->handlers.find(folded(channel));
  return set == nullptr ? default_handlers(channel) : set->handlers;
}
const VariableMap* Catalogue::variable_map(std::string_view name) const {
  return content_->variable_maps.find(folded(name));
}
std::span<const RecommendationPlace> Catalogue::recommendations_for(
    const ProductId& subject) const {
  const auto* places = content_->recommendations.find(subject.value);
  if (places == nullptr) return {};
  return *places;
}

std::vector<const Product*> Catalogue::products() const {
  return sorted(content_->products, [](auto* a, auto* b) { return a->id < b->id; });
}
std::vector<const Promotion*> Catalogue::promotions() const {
  return sorted(content_->promotions, [](auto* a, auto* b) { return a->id < b->id; });
}
std::vector<const PromotionGroup*> Catalogue::promotion_groups() const {
  return sorted(content_->groups, [](auto* a, auto* b) { return a->id < b->id; });
}
std::vector<const MessageType*> Catalogue::message_types() const {
  return sorted(content_->message_types, [](auto* a, auto* b) { return a->name < b->name; });
}
std::vector<const ProductLine*> Catalogue::lines() const {
  return sorted(content_->lines, [](auto* a, auto* b) { return a->id < b->id; });
}
std::vector<const ChargePlan*> Catalogue::charge_plans() const {
  return sorted(content_->charge_plans, by_name);
}
std::vector<const MatrixDefined*> Catalogue::matrices() const {
  return sorted(content_->matrices, by_name);
}
std::vector<const OrganizationRegistered*> Catalogue::organizations() const {
  return sorted(content_->organizations, by_name);
}
std::vector<const LineFieldRegistered*> Catalogue::line_fields() const {
  return sorted(content_->line_fields, by_name);
}
std::vector<const SystemPreferenceSet*> Catalogue::preferences() const {
  return sorted(content_->preferences, by_name);
}
std::vector<const ChannelExceptionHandlingSet*> Catalogue::channels() const {
  return sorted(content_->handlers, [](auto* a, auto* b) { return a->channel < b->channel; });
}
std::vector<const WorkflowRegistered*> Catalogue::workflows() const {
  return sorted(content_->workflows, by_name);
}
std::vector<const VariableMap*> Catalogue::variable_maps() const {
  return sorted(content_->variable_maps, by_name);
}
std::vector<const ReleasedOffer*> Catalogue::offers() const {
  return sorted(content_->offers, [](auto* a, auto* b) { return a->offer.id < b->offer.id; });
}
std::vector<const OfferDefinition*> Catalogue::definitions() const {
  return sorted(content_->definitions, [](auto* a, auto* b) { return a->work.id < b->work.id; });
}
std::vector<const WorkspaceProject*> Catalogue::projects() const {
  return sorted(content_->projects, [](auto* a, auto* b) { return a->id < b->id; });
}

Catalogue Catalogue::with(std::span<const Event> events, Position position) const {
  auto content = std::make_shared<Content>(*content_);
  for (const Event& event : events) {
    std::visit([&](const auto& e) { content->apply(e); }, event);
  }
  Catalogue next;
  next.content_ = std::move(content);
  next.position_ = position;
  return next;
}

void Catalogue::fold(const CatalogueEvent& event) {
  if (content_.use_count() > 1) content_ = std::make_shared<Content>(*content_);
  std::visit([&](const auto& e) { content_->apply(e); }, event);
}

void Catalogue::put(const VariableMap& map) {
  if (content_.use_count() > 1) content_ = std::make_shared<Content>(*content_);
  content_->variable_maps.put(folded(map.name), std::make_shared<const VariableMap>(map));
}

std::vector<ExceptionHandler> default_handlers(std::string_view channel) {
  const std::string name = folded(channel);
  if (name == "sms") return {ExceptionHandler::create_activity};
  if (name == "ivr") return {ExceptionHandler::create_work_item};
  return {ExceptionHandler::show_error};
}

std::optional<SuppressionScope> suppression_scope(std::string_view field) {
  const std::string name = folded(field);
  if (name.empty() || name == "asset id") return SuppressionScope::asset;
  if (name == "root asset id") return SuppressionScope::root_asset;
  if (name == "document id") return SuppressionScope::document;
  if (name == "account id") return SuppressionScope::account;
  return std::nullopt;
}

std::string folded(std::string_view name) {
  std::string text(trimmed(name));
  for (char& c : text) c = in_lower_case(c);
  return text;
}

bool same_name(std::string_view name, std::string_view other) {
  return std::ranges::equal(trimmed(name), trimmed(other), {}, in_lower_case, in_lower_case);
}

}  // namespace proffer::domain
