#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/product_offer/prepared_action.hpp"
#include "actors/domain/project/each_reference.hpp"
#include "actors/domain/project/references.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

// Letters in lower case and digits as they are, anything else by its number: two names have two
// keys.
std::string key_of(std::string_view name) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string key;
  for (const char c : folded(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      key += c;
    } else if (c == ' ') {
      key += '-';
    } else {
      const auto byte = static_cast<unsigned char>(c);
      key += {'_', digits[byte >> 4], digits[byte & 0xF]};
    }
  }
  return key;
}

// An offer that was called otherwise since may still have the id.
OfferId new_id(const Catalogue& catalogue, const ProjectId& project, std::string_view name) {
  const std::string usual = key_of(project.value) + ":" + key_of(name);
  OfferId id{usual};
  for (int count = 2; catalogue.definition(id) != nullptr; ++count) {
    id.value = usual + ":" + std::to_string(count);
  }
  return id;
}

using OfferIds = std::map<std::string, OfferId>;  // by folded name

class Resolving {
 public:
  Resolving(const Catalogue& catalogue, const OfferIds& ids, Problems& missing)
      : catalogue_(catalogue), ids_(ids), missing_(missing) {}

  ProductOffer offer(const NamedOffer& named) {
    ProductOffer offer = named.offer;
    offer.id = ids_.at(folded(offer.name));
    offer = completed(std::move(offer));
    name_ = offer.name;
    each_reference(offer, [&](ReferenceKind kind, std::string& name, const ReferencePlace& place) {
      reference(kind, name, place);
    });
    const MessageType* type = catalogue_.message_type(offer.message_type);
    for (OfferResponse& each : offer.responses) response(each, type, offer);
    return offer;
  }

 private:
  void reference(ReferenceKind kind, std::string& name, const ReferencePlace& place) {
    switch (kind) {
      case ReferenceKind::product: {
        const Product* product = catalogue_.product_named(name);
        if (product == nullptr) return lacks("Product", name, place);
        name = product->id.value;
        return;
      }
      case ReferenceKind::product_line: {
        const ProductLine* line = catalogue_.line_named(name);
        if (line == nullptr) return lacks("Product line", name, place);
        name = line->id.value;
        return;
      }
      case ReferenceKind::offer: {
        if (name == ids_.at(folded(name_)).value) return;  // itself, as it was completed
        const OfferDefinition* present = catalogue_.definition_named(name);
        const auto found = ids_.find(folded(name));
        if (found != ids_.end()) {
          name = found->second.value;
        } else if (present != nullptr) {
          name = present->work.id.value;
        } else {
          lacks("Product offer", name, place);
        }
        return;
      }
      case ReferenceKind::message_type:
        if (catalogue_.message_type(name) == nullptr) lacks("Message type", name, place);
        return;
      case ReferenceKind::workflow:
        if (catalogue_.workflow(name) == nullptr) lacks("Workflow", name, place);
        return;
      case ReferenceKind::matrix:
        if (catalogue_.matrix(name) == nullptr) lacks("Matrix", name, place);
        return;
      case ReferenceKind::organization:
        if (catalogue_.organization(name) == nullptr) lacks("Organization", name, place);
        return;
      case ReferenceKind::promotion:
        if (catalogue_.promotion_named(name) == nullptr) lacks("Promotion", name, place);
        return;
    }
  }

  // Its kind is the message type's to say, and its actions know each other by their ids again.
  void response(OfferResponse& response, const MessageType* type, const ProductOffer& offer) {
    if (type != nullptr) {
      const MessageResponse* known = nullptr;
      for (const MessageResponse& each : type->responses) {
        if (same_name(each.name, response.response)) known = &each;
      }
      if (known != nullptr) {
        response.kind = known->kind;
      } else {
        lacks("Response '" + response.response + "' of message type", type->name,
              {&response, {}, "response"});
      }
    }
    for (OfferAction& action : response.actions) parent(action, response, offer);
    for (const PreparedAction& each : prepared(response, catalogue_, Which::all)) {
      structure(each, response);
    }
  }

  void parent(OfferAction& action, const OfferResponse& response, const ProductOffer& offer) {
    if (action.parent.value.empty()) return;
    const std::string name = folded(action.parent.value);
    for (const OfferResponse& each : offer.responses) {
      for (const OfferAction& other : each.actions) {
        if (folded(other.name) != name) continue;
        action.parent = other.id;
        return;
      }
    }
    lacks("Action", action.parent.value, {&response, &action, "parentAction"});
  }

  // The component's place in the base, which may be the parent's, and the way from the one
  // promotion to the other.
  void structure(const PreparedAction& prepared, const OfferResponse& response) {
    const OfferAction& action = *prepared.action;
    const Product* base = prepared.base;
    if (base == nullptr) return;
    const Product* component = catalogue_.product(action.component);
    place_in(*base, component, prepared.path, {&response, &action, "componentProduct"});
    if (action.named_parameter == NamedParameter::component_product) {
      for (const DomainValue& choice : action.domain) {
        if (choice.path.empty()) continue;
        place_in(*base, catalogue_.product({choice.value}), choice.path,
                 {&response, &action, "domain"});
      }
    }
    const Promotion* from = catalogue_.promotion(base->id);
    const Promotion* to = catalogue_.promotion(action.upgrade_product);
    if (from != nullptr && to != nullptr && !leads_to(*from, *to)) {
      lacks("The upgrade path from promotion '" + from->name + "' to", to->name,
            {&response, &action, "upgradeProduct"});
    }
  }

  void place_in(const Product& base, const Product* component, std::string_view path,
                const ReferencePlace& where) {
    if (component == nullptr) return;
    const auto found = place_of(catalogue_, base, *component, path);
    if (found || found.error() == NoSlot::ambiguous) return;
    lacks("The place of '" + component->name + "' in", base.name, where);
  }

  void lacks(const std::string& what, const std::string& name, const ReferencePlace& place) {
    std::string where = "offer " + name_;
    if (place.response != nullptr) where += ", response " + place.response->response;
    if (place.action != nullptr) where += ", action " + place.action->name;
    missing_.push_back(
        {"IMPORT_UNRESOLVED", what + " '" + name + "' does not exist here (" + where + ").", name_,
         place.response == nullptr ? std::string{} : place.response->response,
         place.action == nullptr ? std::string{} : place.action->name, std::string(place.field)});
  }

  const Catalogue& catalogue_;
  const OfferIds& ids_;
  Problems& missing_;
  std::string name_;  // of the offer
};

}  // namespace

tl::expected<std::vector<ProductOffer>, Problems> resolved(const Catalogue& catalogue,
                                                           const ProjectId& project,
                                                           const WorkspaceFile& file) {
  Problems problems;
  OfferIds ids;
  for (const NamedOffer& named : file.offers) {
    const std::string& name = named.offer.name;
    const OfferDefinition* present = catalogue.definition_named(name);
    OfferId id = present == nullptr ? new_id(catalogue, project, name) : present->work.id;
    if (ids.emplace(folded(name), std::move(id)).second) continue;
    problems.push_back({"OFFER_NAME_TAKEN",
                        "The file has two offers called '" + name + "'; rename one.",
                        name,
                        {},
                        {},
                        "name"});
  }
  std::vector<ProductOffer> offers;
  Resolving resolving(catalogue, ids, problems);
  for (const NamedOffer& named : file.offers) offers.push_back(resolving.offer(named));
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return offers;
}

}  // namespace proffer::domain
