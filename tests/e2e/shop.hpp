// The web shop of the scenarios as its pages call it, whichever way the calls travel: the
// catalogue, the customers, and each scenario with its table, line by line.
#pragma once

#include "tests/domain/scenarios.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <functional>
#include <string>
#include <vector>

namespace proffer::e2e::shop {

// What a node has to know: PUT /v1/catalogue, and PUT /v1/accounts/{id} for each customer.
std::string catalogue_json();
struct CustomerJson {
  std::string id;
  std::string body;
};
std::vector<CustomerJson> customers();

boost::json::array chosen(const std::vector<std::string>& offers);
extern const std::vector<std::string> quick_quote;
domain::scenarios::Table table_of(const boost::json::value& structure);

// Calls an operation and gives its answer.
using Call = std::function<boost::json::object(const std::string& operation,
                                               const boost::json::object& call)>;

// The scenarios. They expect their tables of every answer; a customer's document is saved where the
// scenario says so.
void quick_quote_in_memory(const Call& call);                // 5.1, customer C-1
std::string review_grow_and_place(const Call& call);         // 5.2, C-1: the order's id
void all_at_once(const Call& call);                          // 5.2, C-2
void upsell(const Call& call, const std::string& customer);  // 5.3, C-4 and C-5
void upsell_in_two_calls(const Call& call);                  // 5.3, C-6
void upgrade(const Call& call);                              // 5.4, C-7: nothing binds it
void upgrade_under_contract(const Call& call);               // 5.4, C-8: with a penalty
void bundle_of_ones_own(const Call& call);                   // 5.5, C-1

// Makes a change to an account, which has to succeed, and waits until it is told.
using Change =
    std::function<void(const std::string& operation, const boost::json::object& members)>;
// GET of the node, which has to answer 200, from rows that show all that is in the log now.
using Get = std::function<boost::json::value(const std::string& path)>;
boost::json::value get_from(const std::string& url, const std::string& path);

// 5.4 with memberships, C-9, from the groups to the order's completion, and out of the bundle
// again: each step starts from what the one before left.
void upgrade_with_memberships(const Call& call, const Change& change, const Get& get);

}  // namespace proffer::e2e::shop
