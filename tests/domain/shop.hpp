// A small telecommunications shop: its products, its offers, and a customer to try them on.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/domain/catalogue/catalogue.hpp"
#include "tests/domain/given.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

// Products have their names as ids.
Product simple(std::string name, std::int64_t price_cents = 0);
Relationship slot(std::string name, std::uint32_t min, std::optional<std::uint32_t> max,
                  std::vector<std::string> domain);
Product customizable(std::string name, std::vector<Relationship> relationships);

OfferAction action(ActionType type, ActionCode code, std::string base, std::string component = {});
OfferAction once(OfferAction action);  // no multiple instances
OfferAction child_of(std::string parent, OfferAction action);
OfferAction named(std::string name, OfferAction action);  // its id as well
OfferAction field_of(OfferAction action, std::string name, std::string value);
OfferAction attribute_of(OfferAction action, std::string name, std::string value);
// Named as given, with the actions under Accept and a Reject without any.
ProductOffer offer(std::string name, std::vector<OfferAction> actions);

Asset asset(std::string id, std::string product, std::string parent = {});

// The shop's products.
std::vector<Product> shop_products();
Catalogue catalogue_of(const std::vector<Product>& products,
                       const std::vector<ProductOffer>& offers,
                       const std::vector<Promotion>& promotions = {});
// The shop's products with these offers, which must be valid.
Catalogue shop(const std::vector<ProductOffer>& offers);

// An account that is defined and then answers offers, one after another.
class Customer {
 public:
  explicit Customer(Catalogue catalogue, std::string type = "Residential",
                    std::vector<Asset> assets = {});

  // The whole answer; the events are folded into the state.
  std::vector<AccountEvent> answers(const std::string& offer,
                                    const std::string& response = "Accept",
                                    const std::string& asset = {});
  const Account::State& state() const { return state_; }
  // "1.0 TV Service -", one a line, in document order; empty without a document.
  std::vector<std::string> lines() const;
  const Line& line(std::string_view sequence) const;
  void change(Catalogue catalogue) { context_ = context_of(catalogue); }
  Context& context() { return context_; }

 private:
  Context context_;
  Account::State state_;
};

// The last event of an answer.
OfferResponseLogged logged(const std::vector<AccountEvent>& events);
OfferApplicationFailed failed(const std::vector<AccountEvent>& events);
std::vector<std::string> reasons(const OfferResponseLogged& logged);

}  // namespace proffer::domain
