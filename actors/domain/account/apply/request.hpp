// What a channel asks for, whichever way it came, and what it refers to.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/domain/product_offer/prepared_action.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

// Refers to the command it was made of.
struct Request {
  const ResponseReceived* response = nullptr;     // of a response to one offer
  const Account::ApplyOffers* command = nullptr;  // or of the operation that applies offers
  const WorkflowId* resumed = nullptr;            // the instance that waited, or nullptr
  std::vector<OfferChoice> offers;
  std::string language;  // that texts are shown in; empty: the account's

  explicit Request(const ResponseReceived& received, std::string asked_language = {});
  explicit Request(const Account::ApplyOffers& applied);

  const AccountId& account() const;
  const AssetId& asset() const;
  const std::string& service_id() const;
  const std::string& channel() const;
  const DocumentId& document() const;  // empty: not said
  Instant given() const;
  const std::vector<Line>* structure() const;  // nullptr: none
  bool save() const { return command == nullptr || command->save; }
  bool several() const { return command != nullptr && command->several; }
  // Whether somebody is there who can be asked for a choice: a customer or an agent, not a shop.
  bool interactive() const;
  // What the workflow instance is told: enough to make the response again.
  std::vector<NamedValue> context() const;
};

// What problems call an offer: by its name; one that is not there by the id that was sent.
std::string offer_called(const OfferId& id, const Catalogue& catalogue);

// The response that a workflow instance was started with.
ResponseReceived response_of(const WorkflowStarted& started);

// All that a request refers to, once it is known to be there.
struct Referred {
  const Asset* asset = nullptr;             // nullptr: not said
  std::vector<ChosenOffer> offers;          // by sequence, equal ones as they were given
  std::vector<const OfferChoice*> choices;  // of each of them
};

// Known are web, sms, ivr, agent and the channels whose exceptions are configured, in any case; one
// that is not said is as good as web. CHANNEL_UNKNOWN.
tl::expected<void, Problem> check_channel(const Request& request, const Catalogue& catalogue);
// The asset the request is about, by its id or else by its service id; nullptr: not said.
tl::expected<const Asset*, Problem> asked_asset(const Account::State& state, const Request& request,
                                                const Catalogue& catalogue);
// Whether the kind of document that the caller wants is what the account gets.
tl::expected<void, Problem> check_kind(const Account::State& state, const Request& request,
                                       const Catalogue& catalogue);
// Every offer has to be available, have the response, and be for this customer.
tl::expected<Referred, Problem> referred(const Account::State& state, const Request& request,
                                         const Asset* asset, const Context& context);

}  // namespace proffer::domain
