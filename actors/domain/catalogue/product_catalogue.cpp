#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/catalogue/product_rules.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

template <class T>
auto place_of(auto& sorted, const T& value) {
  return std::lower_bound(sorted.begin(), sorted.end(), value,
                          [](const T& a, const T& b) { return a.id < b.id; });
}

template <class T>
const T* find(const std::vector<T>& sorted, const T& value) {
  const auto place = place_of(sorted, value);
  return place != sorted.end() && place->id == value.id ? &*place : nullptr;
}

template <class T>
void put(std::vector<T>& sorted, const T& value) {
  const auto place = place_of(sorted, value);
  if (place != sorted.end() && place->id == value.id) {
    *place = value;
  } else {
    sorted.insert(place, value);
  }
}

// The definitions that say something new, by id.
template <class T>
std::vector<T> changed(const std::vector<T>& present, const std::vector<T>& given) {
  std::vector<T> result;
  for (const T& value : given) {
    const T* old = find(present, value);
    if (old == nullptr || *old != value) result.push_back(value);
  }
  std::sort(result.begin(), result.end(), [](const T& a, const T& b) { return a.id < b.id; });
  return result;
}

// The context's catalogue may lag behind what this aggregate decided a moment ago; its own state is
// what counts.
Catalogue present_in(const ProductCatalogue::State& state, const Catalogue& catalogue) {
  std::vector<Product> products;
  std::vector<ProductLine> lines;
  for (const Product& product : state.products) {
    const Product* known = catalogue.product(product.id);
    if (known == nullptr || *known != product) products.push_back(product);
  }
  for (const ProductLine& line : state.lines) {
    const ProductLine* known = catalogue.line(line.id);
    if (known == nullptr || *known != line) lines.push_back(line);
  }
  return overlaid(catalogue, products, lines);
}

Decision<CatalogueEvent> on(const ProductCatalogue::State& state,
                            const ProductCatalogue::DefineProducts& command,
                            const Context& context) {
  const std::vector<Product> products = changed(state.products, command.products);
  const std::vector<ProductLine> lines = changed(state.lines, command.lines);
  if (products.empty() && lines.empty()) return std::vector<CatalogueEvent>{};
  const Catalogue present = present_in(state, *context.catalogue);
  Problems problems = problems_of(present, overlaid(present, products, lines), products, lines);
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  std::vector<CatalogueEvent> events;
  events.reserve(products.size() + lines.size());
  for (const ProductLine& line : lines) events.emplace_back(ProductLineDefined{line});
  for (const Product& product : products) events.emplace_back(ProductDefined{product});
  return events;
}

using State = ProductCatalogue::State;

template <class T>
void put_named(std::vector<T>& sorted, const T& value) {
  const auto place =
      std::lower_bound(sorted.begin(), sorted.end(), value,
                       [](const T& a, const T& b) { return folded(a.name) < folded(b.name); });
  if (place != sorted.end() && folded(place->name) == folded(value.name)) {
    *place = value;
  } else {
    sorted.insert(place, value);
  }
}

void apply(State& state, const ProductDefined& e) { put(state.products, e.product); }
void apply(State& state, const ProductLineDefined& e) { put(state.lines, e.line); }
void apply(State& state, const PromotionDefined& e) { put(state.promotions, e.promotion); }
void apply(State& state, const ChargePlanDefined& e) { put_named(state.charge_plans, e.plan); }
void apply(State& state, const MessageTypeDefined& e) {
  put_named(state.message_types, e.message_type);
}
void apply(State& state, const MatrixDefined& e) { put_named(state.matrices, e); }
void apply(State& state, const SystemPreferenceSet& e) { put_named(state.preferences, e); }
void apply(State& state, const ChannelExceptionHandlingSet& e) {
  std::erase_if(state.handlers,
                [&](const auto& h) { return folded(h.channel) == folded(e.channel); });
  state.handlers.push_back(e);
}
void apply(State& state, const WorkflowRegistered& e) { put_named(state.workflows, e); }
template <class E>
void apply(State& state, const E& e) {  // of a variable map
  for (VariableMap& map : state.variable_maps) {
    if (folded(map.name) == folded(e.name)) return evolve(map, e);
  }
  VariableMap map;
  for (VariableMap& shipped : shipped_variable_maps()) {
    if (folded(shipped.name) == folded(e.name)) map = std::move(shipped);
  }
  evolve(map, e);
  state.variable_maps.push_back(std::move(map));
}

}  // namespace

Decision<CatalogueEvent> ProductCatalogue::decide(const State& state, const Command& command,
                                                  const Context& context) {
  return std::visit([&](const auto& c) { return on(state, c, context); }, command);
}

void ProductCatalogue::evolve(State& state, const Event& event) {
  std::visit([&](const auto& e) { apply(state, e); }, event);
}
static_assert(Decider<ProductCatalogue>);

}  // namespace proffer::domain
