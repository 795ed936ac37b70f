#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/document/promotions.hpp"
#include "actors/domain/recommendation/recommendation.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

namespace proffer::domain {
namespace {

struct Live {
  LineIndex parent;
  LineIndex line;
};

// Components of listed assets that are not listed themselves still count.
std::vector<const Asset*> unlisted(const WorkingDocument& document) {
  std::unordered_set<std::string_view> listed;
  for (const WorkingLine& line : document.lines()) {
    if (!line.removed && !line.asset().value.empty()) listed.insert(line.asset().value);
  }
  std::vector<const Asset*> found;
  if (listed.empty()) return found;
  const AssetId none;
  const AssetId* parent = &none;  // of the asset before, most often of this one, too
  bool below_listed = false;
  for (const Asset& asset : document.assets()) {
    if (asset.parent != *parent) {
      parent = &asset.parent;
      below_listed = listed.contains(parent->value);
    }
    if (below_listed && asset.status != AssetStatus::inactive && !listed.contains(asset.id.value)) {
      found.push_back(&asset);
    }
  }
  return found;
}

// Every child has to be in a relationship of its parent.
void places(const WorkingDocument& document, const Product& parent, std::span<const Live> children,
            std::vector<std::string>& found) {
  for (const Live& child : children) {
    const Line& line = document[child.line].now();
    const bool placed = std::ranges::any_of(parent.relationships, [&](const Relationship& r) {
      return same_name(r.name, line.relationship);
    });
    if (placed) continue;
    found.push_back(in_quotes(line.product_name) + " is in relationship " +
                    in_quotes(line.relationship) + ", which " + in_quotes(parent.name) +
                    " does not have.");
  }
}

void structure(const WorkingDocument& document, LineIndex index, std::span<const Live> children,
               const std::vector<const Asset*>& unlisted, std::vector<std::string>& found) {
  const Product& product = *document[index].product;
  places(document, product, children, found);
  for (const Relationship& relationship : product.relationships) {
    auto count =
        static_cast<std::size_t>(std::ranges::count_if(unlisted, [&](const Asset* component) {
          return component->parent == document[index].asset() &&
                 same_name(component->relationship, relationship.name);
        }));
    for (const Live& child : children) {
      const Line& line = document[child.line].now();
      if (!same_name(line.relationship, relationship.name)) continue;
      ++count;
      if (!fits(document.catalogue(), relationship, line.product)) {
        found.push_back(in_quotes(line.product_name) + " does not fit " +
                        in_quotes(relationship.name) + " of " + in_quotes(product.name) + ".");
      }
    }
    if (count < relationship.min) {
      found.push_back(in_quotes(relationship.name) + " of " + in_quotes(product.name) +
                      " needs at least " + std::to_string(relationship.min) + ", has " +
                      std::to_string(count) + ".");
    }
    if (relationship.max && count > *relationship.max) {
      found.push_back(in_quotes(relationship.name) + " of " + in_quotes(product.name) + " allows " +
                      std::to_string(*relationship.max) + ", has " + std::to_string(count) + ".");
    }
  }
}

void single(const WorkingLine& working, Instant now, std::vector<std::string>& found) {
  const Line& line = working.now();
  if (line.action == LineAction::add && !sellable(*working.product, now)) {
    found.push_back(in_quotes(line.product_name) +
                    " is inactive or outside its dates and cannot be added.");
  }
  if (line.action == LineAction::none) return;
  for (const NamedValue& value : line.attributes) {
    const AttributeDefinition* attribute = attribute_named(*working.product, value.name);
    if (attribute == nullptr || !is_legal(*attribute, value.value)) {
      found.push_back(in_quotes(value.value) + " is not a value of attribute " +
                      in_quotes(value.name) + " of " + in_quotes(line.product_name) + ".");
    }
  }
}

bool checked(const Product& product, const Catalogue& catalogue) {
  if (product.rules.check_eligibility) return true;
  if (product.product_lines.empty()) return false;
  const ProductLine* line = catalogue.line(product.product_lines.front());
  return line != nullptr && line->rules.check_eligibility;
}

// The rules that stand on what is added.
void eligibility(const Application& app, std::vector<std::string>& found) {
  const Catalogue& catalogue = app.document.catalogue();
  const Applicant customer(app.account.id, app.account.profile);
  std::optional<ProjectedAssets> assets;  // costs a look-up for each, most often for nothing
  for (const WorkingLine& line : app.document.lines()) {
    if (line.removed || line.action() != LineAction::add || line.product == nullptr ||
        !checked(*line.product, catalogue)) {
      continue;
    }
    if (!assets) assets = projected(app);
    const auto result =
        check_product(*line.product, customer, *assets, Counted::yes, app.context.now, catalogue);
    for (const Refusal& refusal : result.refusals) {
      found.push_back(in_quotes(line.now().product_name) + " cannot be added. " + refusal.text);
    }
  }
}

}  // namespace

ProjectedAssets projected(const Application& app) {
  DocumentChanges changes = open_changes(app.account, app.document_id);
  for (const WorkingLine& line : app.document.lines()) {
    if (!line.removed) changes.add(line.action(), line.product_id(), line.asset());
  }
  return {app.document.assets(), changes, app.document.catalogue()};
}

std::vector<std::string> violations(const Application& app) {
  const WorkingDocument& document = app.document;
  std::vector<std::string> found;
  std::vector<Live> children;  // by parent, so that each parent's are side by side
  for (LineIndex i = 0; i < document.lines().size(); ++i) {
    if (document[i].live() && document[i].parent != no_line) {
      children.push_back({document[i].parent, i});
    }
  }
  std::stable_sort(children.begin(), children.end(),
                   [](const Live& a, const Live& b) { return a.parent < b.parent; });
  const std::vector<const Asset*> components = unlisted(document);
  auto child = children.begin();
  for (LineIndex i = 0; i < document.lines().size(); ++i) {
    const auto first = child;
    while (child != children.end() && child->parent == i) ++child;
    if (!document[i].live() || document[i].product == nullptr) continue;
    structure(document, i, {first, child}, components, found);
    single(document[i], app.context.now, found);
  }
  promotion_violations(document, found);
  eligibility(app, found);
  return found;
}

}  // namespace proffer::domain
