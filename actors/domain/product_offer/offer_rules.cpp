#include "actors/domain/product_offer/offer_rules.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

std::string quoted(const std::string& text) { return "'" + text + "'"; }

void header(const Catalogue& catalogue, const ProductOffer& offer, std::vector<Problem>& problems) {
  const auto add = [&](std::string code, std::string text, std::string field) {
    problems.push_back({std::move(code), std::move(text), offer.name, {}, {}, std::move(field)});
  };
  if (offer.id.value.empty()) add("OFFER_ID_REQUIRED", "A product offer needs an id.", "id");
  if (folded(offer.name).empty()) {
    add("OFFER_NAME_REQUIRED", "A product offer needs a name.", "name");
  } else if (const OfferDefinition* owner = catalogue.definition_named(offer.name);
             owner != nullptr && owner->work.id != offer.id) {
    add("OFFER_NAME_TAKEN", "An offer called " + quoted(offer.name) + " already exists.", "name");
  }
  if (offer.organizations.empty()) {
    add("OFFER_ORG_REQUIRED",
        "Choose at least one organization; otherwise nobody can see the offer.", "organizations");
  }
  if (offer.start && offer.end && *offer.end <= *offer.start) {
    add("VERSION_DATES", "The end date must be after the start date.", "end");
  }
}

void responses(const ProductOffer& offer, std::vector<Problem>& problems) {
  std::set<std::string> names;
  std::set<std::uint32_t> sequences;
  for (const OfferResponse& response : offer.responses) {
    const auto add = [&](std::string code, std::string text) {
      problems.push_back(
          {std::move(code), std::move(text), offer.name, response.response, {}, "response"});
    };
    if (folded(response.response).empty()) {
      add("RESPONSE_NAME_REQUIRED", "A response needs a name, such as Accept or Reject.");
    } else if (!names.insert(folded(response.response)).second) {
      add("RESPONSE_DUPLICATE", "Response " + quoted(response.response) + " is already defined.");
    }
    if (!sequences.insert(response.sequence).second) {
      add("RESPONSE_SEQ_DUPLICATE",
          "Two responses have sequence " + std::to_string(response.sequence) + ".");
    }
  }
}

// Names and ids are unique in the whole offer, sequences in their response.
void identities(const ProductOffer& offer, std::vector<Problem>& problems) {
  std::set<std::string> names;
  std::set<std::string> ids;
  for (const OfferResponse& response : offer.responses) {
    std::set<std::uint32_t> sequences;
    for (const OfferAction& action : response.actions) {
      const auto add = [&](std::string code, std::string text, std::string field) {
        problems.push_back({std::move(code), std::move(text), offer.name, response.response,
                            action.name, std::move(field)});
      };
      if (!names.insert(folded(action.name)).second) {
        add("ACTION_NAME_DUPLICATE",
            "Action " + quoted(action.name) + " is already defined in this offer.", "name");
      }
      if (!ids.insert(action.id.value).second) {
        add("ACTION_ID_DUPLICATE",
            "Two actions of this offer have the id " + quoted(action.id.value) + ".", "id");
      }
      if (!sequences.insert(action.sequence).second) {
        add("ACTION_SEQ_DUPLICATE",
            "Two actions of response " + quoted(response.response) + " have sequence " +
                std::to_string(action.sequence) + ".",
            "sequence");
      }
    }
  }
}

template <class T>
void sort_by_sequence(std::vector<T>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].sequence == 0) list[i].sequence = static_cast<std::uint32_t>(i + 1);
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const T& a, const T& b) { return a.sequence < b.sequence; });
}

}  // namespace

ProductOffer completed(ProductOffer offer) {
  sort_by_sequence(offer.responses);
  std::size_t number = 0;
  for (OfferResponse& response : offer.responses) {
    sort_by_sequence(response.actions);
    for (OfferAction& action : response.actions) {
      ++number;
      if (action.name.empty()) action.name = std::to_string(number);
      if (action.id.value.empty()) action.id.value = offer.id.value + "/" + std::to_string(number);
    }
  }
  return offer;
}

std::vector<Problem> problems_of(const Catalogue& catalogue, const ProductOffer& offer) {
  std::vector<Problem> problems;
  header(catalogue, offer, problems);
  responses(offer, problems);
  identities(offer, problems);
  for (const OfferResponse& response : offer.responses) {
    review_actions({catalogue, offer, response, problems});
  }
  return problems;
}

void ActionReview::add(const OfferAction& action, std::string code, std::string text,
                       std::string field) const {
  problems.push_back({std::move(code), std::move(text), offer.name, response.response, action.name,
                      std::move(field)});
}

}  // namespace proffer::domain
