#include "actors/domain/account/apply/request.hpp"

#include "actors/domain/recommendation/recommendation.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace proffer::domain {
namespace {

// Those that need no configuration.
constexpr std::array<std::string_view, 4> common_channels = {"web", "sms", "ivr", "agent"};

Problem about(const Request& request, const Catalogue& catalogue, const OfferChoice* offer,
              std::string code, std::string text, std::string field) {
  Problem problem{std::move(code), std::move(text), {}, {}, {}, std::move(field)};
  if (offer == nullptr && !request.offers.empty()) offer = &request.offers.front();
  if (offer != nullptr) {
    problem.offer = offer_called(offer->offer, catalogue);
    problem.response = offer->response;
  }
  return problem;
}

// By name; without one, the first that accepts.
const OfferResponse* response_named(const ProductOffer& offer, const std::string& name) {
  const bool named = !folded(name).empty();
  for (const OfferResponse& response : offer.responses) {
    if (response.inactive) continue;
    if (named ? same_name(response.response, name) : response.kind == ResponseKind::accept) {
      return &response;
    }
  }
  return nullptr;
}

// What a customer can answer: `Accept, Reject`.
std::string responses_listed(const ProductOffer& offer) {
  std::string names;
  for (const OfferResponse& response : offer.responses) {
    if (!response.inactive) add_to_list(names, response.response);
  }
  return names;
}

std::string no_response(const ProductOffer& offer, const std::string& wanted) {
  const std::string name = in_quotes(offer.name);
  const std::string names = responses_listed(offer);
  if (names.empty()) return "Offer " + name + " has no active response; activate one.";
  return (folded(wanted).empty()
              ? "The response is missing, and offer " + name + " has none that accepts"
              : "Offer " + name + " has no active response " + in_quotes(wanted)) +
         "; send one of " + names + ".";
}

// The run time knows an offer from the first time that its cache is filled; its authors do before.
Problem not_at_run_time(const Request& request, const OfferChoice& choice,
                        const Catalogue& catalogue) {
  const OfferDefinition* definition = catalogue.definition(choice.offer);
  if (definition == nullptr) {
    return about(
        request, catalogue, &choice, "OFFER_NOT_FOUND",
        "There is no offer " + in_quotes(choice.offer.value) + "; send the id of a defined one.",
        "offerId");
  }
  const std::string_view mend =
      definition->versions.empty() ? "release it and refresh its cache" : "refresh its cache";
  return about(request, catalogue, &choice, "OFFER_UNAVAILABLE",
               "Offer " + in_quotes(definition->work.name) +
                   " has no version that the run time knows; " + std::string(mend) + ".",
               "offerId");
}

tl::expected<ChosenOffer, Problem> chosen_offer(const Account::State& state, const Request& request,
                                                const OfferChoice& choice, const Context& context) {
  ChosenOffer chosen;
  chosen.sequence = choice.sequence;
  chosen.released = context.catalogue->offer(choice.offer);
  if (chosen.released == nullptr) {
    return tl::unexpected(not_at_run_time(request, choice, *context.catalogue));
  }
  const auto told = [&](std::string code, std::string text, std::string field) {
    return tl::unexpected(about(request, *context.catalogue, &choice, std::move(code),
                                std::move(text), std::move(field)));
  };
  const ProductOffer& offer = chosen.released->offer;
  chosen.version = chosen.released->in_force(context.now);
  std::string reason = unavailable(*chosen.released, state.profile.organization, context.now);
  if (!reason.empty()) return told("OFFER_UNAVAILABLE", std::move(reason), "offerId");
  chosen.response = response_named(offer, choice.response);
  if (chosen.response == nullptr) {
    return told("RESPONSE_UNKNOWN", no_response(offer, choice.response), "response");
  }
  return chosen;
}

// The assets are projected only for an offer that has its customers checked.
tl::expected<void, Problem> check_eligible(const Account::State& state, const Request& request,
                                           const Referred& referred, const Context& context) {
  std::optional<ProjectedAssets> assets;
  for (std::size_t i = 0; i < referred.offers.size(); ++i) {
    const ProductOffer& offer = referred.offers[i].released->offer;
    if (!offer.rules.check_eligibility) continue;
    if (!assets) {
      RowSource source;
      DocumentId replaced;
      if (const auto* structure = request.structure()) {
        source.lines = *structure;
        replaced = request.document();
      }
      assets = projected_assets(state, source, *context.catalogue, replaced);
    }
    const Eligibility eligibility =
        check_offer(offer, {state.id, state.profile}, *assets, context.now);
    if (eligibility.eligible()) continue;
    return tl::unexpected(
        about(request, *context.catalogue, referred.choices[i], "OFFER_NOT_ELIGIBLE",
              "Offer " + in_quotes(offer.name) + " is not for this customer: " + eligibility.text(),
              "offerId"));
  }
  return {};
}

}  // namespace

Request::Request(const ResponseReceived& received, std::string asked_language)
    : response(&received),
      offers{OfferChoice{received.offer, 1, received.response, received.parameter}},
      language(std::move(asked_language)) {}

Request::Request(const Account::ApplyOffers& applied)
    : command(&applied), offers(applied.offers), language(applied.language) {}

const AccountId& Request::account() const {
  return response != nullptr ? response->account : command->account;
}
const AssetId& Request::asset() const {
  return response != nullptr ? response->asset : command->asset;
}
const std::string& Request::service_id() const {
  return response != nullptr ? response->service_id : command->service_id;
}
const std::string& Request::channel() const {
  return response != nullptr ? response->channel : command->channel;
}
const DocumentId& Request::document() const {
  return response != nullptr ? response->document : command->document;
}
Instant Request::given() const { return response != nullptr ? response->given : command->given; }
const std::vector<Line>* Request::structure() const {
  return command != nullptr && command->structure ? &*command->structure : nullptr;
}

bool Request::interactive() const {
  if (command != nullptr) return false;
  const std::string name = folded(channel());
  return name == "agent" || name == "sms" || name == "ivr";
}

std::vector<NamedValue> Request::context() const {
  std::vector<NamedValue> values;
  const auto put = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) values.push_back({std::string(name), value});
  };
  values.reserve(offers.size() * 2 + 6);
  for (const OfferChoice& choice : offers) {
    put("Offer Id", choice.offer.value);
    put("Response", choice.response);
  }
  put("Asset Id", asset().value);
  put("Service Id", service_id());
  put("Channel", channel());
  put("Document Id", document().value);
  if (given() != Instant{}) put("Given", std::to_string(given().ms));
  if (response != nullptr) {
    put("Recommendation Id", response->recommendation.value);
    put("Message Id", response->message);
  }
  return values;
}

std::string offer_called(const OfferId& id, const Catalogue& catalogue) {
  if (const ReleasedOffer* released = catalogue.offer(id)) return released->offer.name;
  const OfferDefinition* definition = catalogue.definition(id);
  return definition == nullptr ? id.value : definition->work.name;
}

ResponseReceived response_of(const WorkflowStarted& started) {
  ResponseReceived response;
  response.account = started.account;
  for (const NamedValue& value : started.context) {
    if (value.name == "Offer Id") response.offer.value = value.value;
    if (value.name == "Response") response.response = value.value;
    if (value.name == "Asset Id") response.asset.value = value.value;
    if (value.name == "Service Id") response.service_id = value.value;
    if (value.name == "Channel") response.channel = value.value;
    if (value.name == "Document Id") response.document.value = value.value;
    if (value.name == "Recommendation Id") response.recommendation.value = value.value;
    if (value.name == "Message Id") response.message = value.value;
    if (value.name == "Given") {
      const std::string& ms = value.value;
      std::from_chars(ms.data(), ms.data() + ms.size(), response.given.ms);
    }
  }
  return response;
}

tl::expected<void, Problem> check_channel(const Request& request, const Catalogue& catalogue) {
  const std::string name = folded(request.channel());
  const auto is_common = [](std::string_view channel) {
    return std::ranges::find(common_channels, channel) != common_channels.end();
  };
  if (name.empty() || is_common(name)) return {};
  const auto configured = catalogue.channels();
  if (std::ranges::any_of(configured,
                          [&](const auto* set) { return same_name(set->channel, name); })) {
    return {};
  }
  std::string known;
  for (const std::string_view channel : common_channels) {
    add_to_list(known, channel);
  }
  for (const ChannelExceptionHandlingSet* set : configured) {
    if (!is_common(folded(set->channel))) add_to_list(known, set->channel);
  }
  return tl::unexpected(
      about(request, catalogue, nullptr, "CHANNEL_UNKNOWN",
            "There is no channel " + in_quotes(request.channel()) + "; send one of " + known + ".",
            "channel"));
}

tl::expected<const Asset*, Problem> asked_asset(const Account::State& state, const Request& request,
                                                const Catalogue& catalogue) {
  const AssetId& id = request.asset();
  const std::string& service = request.service_id();
  const bool by_id = !id.value.empty();  // goes before the service id
  if (!by_id && service.empty()) return nullptr;
  const Asset* found = nullptr;
  for (const Asset& asset : state.assets) {
    if (asset.status != AssetStatus::active) continue;
    if (by_id ? asset.id != id : asset.service_id != service) continue;
    // Components may share their root's service id: the root is meant.
    if (found == nullptr || (found->id != found->root && asset.id == asset.root)) found = &asset;
  }
  if (found != nullptr) return found;
  return tl::unexpected(about(request, catalogue, nullptr, "ASSET_NOT_FOUND",
                              by_id ? "The account has no active asset " + in_quotes(id.value) +
                                          "; send one of its assets or none."
                                    : "The account has no active asset with service id " +
                                          in_quotes(service) + "; send one of its assets or none.",
                              by_id ? "assetId" : "serviceId"));
}

tl::expected<void, Problem> check_kind(const Account::State& state, const Request& request,
                                       const Catalogue& catalogue) {
  const DocumentKind wanted =
      request.command == nullptr ? DocumentKind::unknown : request.command->kind;
  if (wanted == DocumentKind::unknown || wanted == document_kind(state.profile)) return {};
  const bool order = wanted == DocumentKind::order;
  return tl::unexpected(about(
      request, catalogue, nullptr, order ? "ACCOUNT_NOT_RESIDENTIAL" : "ACCOUNT_IS_RESIDENTIAL",
      order ? "Account " + in_quotes(state.id.value) +
                  " is not residential and gets quotes; call the operation for quotes."
            : "Account " + in_quotes(state.id.value) +
                  " is residential and gets orders; call the operation for orders.",
      "accountId"));
}

tl::expected<Referred, Problem> referred(const Account::State& state, const Request& request,
                                         const Asset* asset, const Context& context) {
  if (request.offers.size() > context.limits.offers_max) {
    return tl::unexpected(about(request, *context.catalogue, nullptr, "OFFERS_TOO_MANY",
                                "At most " + std::to_string(context.limits.offers_max) +
                                    " offers can be applied together; send fewer.",
                                "offers"));
  }
  if (state.logged.size() + request.offers.size() > context.limits.responses_logged_max) {
    return tl::unexpected(about(request, *context.catalogue, nullptr, "RESPONSES_FULL",
                                "The account has answered " + std::to_string(state.logged.size()) +
                                    " times in all and can be asked no more; raise the limit.",
                                "accountId"));
  }
  Referred result;
  result.asset = asset;
  for (const OfferChoice& choice : request.offers) result.choices.push_back(&choice);
  std::ranges::stable_sort(result.choices, {}, &OfferChoice::sequence);
  for (const OfferChoice* choice : result.choices) {
    auto chosen = chosen_offer(state, request, *choice, context);
    if (!chosen) return tl::unexpected(std::move(chosen.error()));
    result.offers.push_back(*chosen);
  }
  if (auto eligible = check_eligible(state, request, result, context); !eligible) {
    return tl::unexpected(std::move(eligible.error()));
  }
  return result;
}

}  // namespace proffer::domain
