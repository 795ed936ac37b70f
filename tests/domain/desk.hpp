// An account that is told commands one after another, as channels and shops send them.
#pragma once

#include "actors/domain/workflow/definition.hpp"
#include "tests/domain/shop.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace proffer::domain {

class Desk {
 public:
  explicit Desk(Catalogue catalogue, std::vector<Asset> assets = {},
                std::string type = "Residential");

  // The events, folded into the state; what is refused comes to be seen in `refused`.
  std::vector<AccountEvent> tell(const Account::Command& command);
  std::vector<AccountEvent> respond(const std::string& offer, const std::string& response,
                                    const std::string& channel,
                                    std::optional<ParameterChoice> choice = {});
  // Several offers in this order, on the web.
  Account::ApplyOffers applying(const std::vector<std::string>& offers, bool save = true) const;
  // What the document would be, without a trace in the account.
  std::optional<OpenDocument> shown(const Account::ApplyOffers& command) const;
  std::vector<std::string> lines() const;
  static std::vector<std::string> lines_of(const OpenDocument& document);

  Account::State state;
  Context context;
  std::vector<std::string> refused;
};

template <class E>
std::vector<E> every(const std::vector<AccountEvent>& events) {
  std::vector<E> found;
  for (const AccountEvent& event : events) {
    if (const auto* one = std::get_if<E>(&event)) found.push_back(*one);
  }
  return found;
}

// How far the steps told with these events lead through the workflow they were started with.
Walked walked(const std::vector<AccountEvent>& events);

// The decisions taken, as text.
std::vector<std::string> told(const std::vector<AccountEvent>& events);

OfferAction process(std::string workflow, std::vector<NamedValue> parameters = {});

}  // namespace proffer::domain
