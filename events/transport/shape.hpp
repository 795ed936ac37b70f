// The members of what people define, each listed once for reading and for writing.
#pragma once

#include "events/definitions.hpp"
#include "events/product_offer_events.hpp"
#include "events/transport/json_reader.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace proffer::transport {

template <class Json>
void shape(Json& json, Translation& t, std::uint32_t = 0, Form form = Form::text) {
  json.member("languageCode", t.language, Form::id, Need::required);
  json.member("text", t.text, form, Need::required);
}

// `{"product": "tv"}`, `{"offer": …}`, `{"productLine": …}` or `{"productClass": …}`; a side with
// several of them is none, and one that is read takes the place of the one that was there.
template <class Json>
void shape(Json& json, RuleSide& side) {
  constexpr std::array<std::pair<SideKind, std::string_view>, 4> kinds = {
      {{SideKind::product, "product"},
       {SideKind::offer, "offer"},
       {SideKind::product_line, "productLine"},
       {SideKind::product_class, "productClass"}}};
  RuleSide next = side;
  int given = 0;
  for (const auto& [kind, name] : kinds) {
    if constexpr (Json::reading) {
      if (!json.has(name)) continue;
    }
    std::string id = side.kind == kind ? side.id : std::string{};
    json.member(name, id, Form::id);
    if (!id.empty()) {
      next = {kind, std::move(id)};
      ++given;
    } else if (side.kind == kind && given == 0) {
      next = {};
    }
  }
  if (given > 1) next.kind = SideKind::unknown;
  side = std::move(next);
}

template <class Json>
void shape(Json& json, EligibilityRule& rule, std::uint32_t place = 0) {
  if (Json::reading && place > 0) rule.id.value = "e" + std::to_string(place);
  json.member("id", rule.id);
  json.member("matrix", rule.matrix);
  json.member("type", rule.type);
  json.member("account", rule.account);
  json.member("accountType", rule.account_type);
  json.member("city", rule.city);
  json.member("state", rule.state);
  json.member("postalCode", rule.postal_code);
  json.member("country", rule.country);
  json.member("effectiveFrom", rule.effective_from);
  json.member("effectiveTo", rule.effective_to);
}

template <class Json>
void shape(Json& json, CompatibilityRule& rule, std::uint32_t place = 0) {
  if (Json::reading && place > 0) rule.id.value = "c" + std::to_string(place);
  const auto side = [](auto& each, RuleSide& value) { shape(each, value); };
  json.member("id", rule.id);
  json.member("matrix", rule.matrix);
  json.member("type", rule.type);
  json.part("subject", rule.subject, side);
  json.part("object", rule.object, side);
  if constexpr (Json::reading) {
    auto scope = RuleScope::projected_assets;  // there is no other
    json.member("scope", scope);
  }
  json.member("effectiveFrom", rule.effective_from);
  json.member("effectiveTo", rule.effective_to);
  json.member("explanation", rule.explanation, Form::prose);
}

// For `list` and `part`: the shape of whatever is there.
struct ByShape {
  template <class Json, class T>
  void operator()(Json& json, T& value, std::uint32_t place = 0) const {
    shape(json, value, place);
  }
};

template <class Json>
void shape(Json& json, Rules& rules) {
  json.member("checkEligibility", rules.check_eligibility);
  json.member("inclusiveEligibility", rules.inclusive_eligibility);
  json.list("eligibilityRules", rules.eligibility, ByShape{});
  json.list("compatibilityRules", rules.compatibility, ByShape{});
}

template <class Json>
void shape(Json& json, DomainValue& value, std::uint32_t place = 0) {
  if (Json::reading && place > 0) {
    value.id = std::to_string(place);
    value.sequence = place;
  }
  json.member("parameterId", value.id);
  json.member("sequence", value.sequence);
  json.member("value", value.value);
  json.member("path", value.path);
  json.member("displayName", value.display_name);
}

// Without the defaults that depend on other members: read_action gives those.
template <class Json>
void shape(Json& json, OfferAction& action, std::uint32_t = 0) {
  json.member("id", action.id);
  json.member("sequence", action.sequence);
  json.member("name", action.name);
  json.member("type", action.type);
  json.member("code", action.code);
  json.member("baseProduct", action.base);
  json.member("componentProduct", action.component);
  json.member("componentPath", action.component_path);
  json.member("upgradeProduct", action.upgrade_product);
  json.member("fieldName", action.field_name);
  json.member("fieldValue", action.field_value);
  json.member("attributeName", action.attribute_name);
  json.member("attributeValue", action.attribute_value);
  json.member("parent", action.parent);
  json.member("allowMultipleInstance", action.allow_multiple_instance);
  json.member("skipIfOwned", action.skip_if_owned);
  json.member("skipIfNotOwned", action.skip_if_not_owned);
  json.member("inactive", action.inactive);
  json.member("workflow", action.workflow);
  json.member("workflowParameters", action.workflow_parameters, Form::prose);
  json.member("namedParameter", action.named_parameter);
  json.member("userInput", action.user_input);
  json.list("domain", action.domain, ByShape{});
  json.member("domainLine", action.domain_line);
}

template <class Json>
void shape(Json& json, OfferResponse& response, std::uint32_t = 0) {  // without its actions
  json.member("sequence", response.sequence);
  json.member("response", response.response);
  json.member("kind", response.kind);
  json.member("comments", response.comments, Form::prose);
  json.member("inactive", response.inactive);
}

template <class Json>
void shape(Json& json, OfferHeader& header, std::uint32_t = 0) {
  json.member("name", header.name);
  json.member("organizations", header.organizations);
  json.member("description", header.description, Form::prose);
  json.member("message", header.message, Form::prose);
  json.member("thumbnail", header.thumbnail);
  json.member("image", header.image);
  json.member("checkEligibility", header.check_eligibility);
  json.member("inclusiveEligibility", header.inclusive_eligibility);
}

template <class Json>
void shape(Json& json, Recommendation& recommendation, std::uint32_t place = 0) {
  if (Json::reading && place > 0) recommendation.id.value = "r" + std::to_string(place);
  json.member("id", recommendation.id);
  json.member("subjectProduct", recommendation.subject);
  json.member("reason", recommendation.reason, Form::prose);
  json.member("effectiveFrom", recommendation.effective_from);
  json.member("effectiveTo", recommendation.effective_to);
  json.member("messageType", recommendation.message_type);
  json.member("score", recommendation.score);
  json.list("translations", recommendation.translations,
            [](auto& each, Translation& reason, std::uint32_t at) {
              shape(each, reason, at, Form::prose);
            });
}

template <class Json>
void shape(Json& json, OfferTranslation& translation, std::uint32_t = 0) {
  json.member("languageCode", translation.language, Form::id, Need::required);
  json.member("description", translation.description, Form::prose);
  json.member("message", translation.message, Form::prose);
}

template <class Json>
void shape(Json& json, CommitmentCharge& charge, std::uint32_t = 0) {
  json.member("type", charge.type);
  json.member("amount", charge.amount);
  json.member("proratePlan", charge.prorate_plan);
}
template <class Json>
void shape(Json& json, Commitment& commitment, std::uint32_t = 0) {
  json.member("duration", commitment.duration);
  json.member("unit", commitment.unit);
  json.list("charges", commitment.charges, ByShape{});
}
template <class Json>
void shape(Json& json, PromotionSlot& slot, std::uint32_t place) {
  if (Json::reading) slot.sequence = place;
  json.member("ruleId", slot.rule, Form::id, Need::required);
  json.member("sequence", slot.sequence);
  json.member("product", slot.product);
  json.member("domain", slot.domain);
  json.member("domainLine", slot.domain_line);
  json.member("defaultProduct", slot.default_product);
  json.member("min", slot.min);
  json.member("max", slot.max);
  if (Json::reading) slot.default_quantity = slot.min;
  json.member("defaultQuantity", slot.default_quantity);
  json.member("priceOverride", slot.price_override);
  json.part("commitment", slot.commitment, ByShape{});
  json.member("onDisconnect", slot.on_disconnect);
}
template <class Json>
void shape(Json& json, UpgradePath& path, std::uint32_t = 0) {
  json.member("originalPromotion", path.original, Form::id, Need::required);
  json.member("penalty", path.penalty);
  json.member("proratePlan", path.prorate_plan);
  json.member("commitmentStart", path.start);
  json.member("duration", path.duration);
}
template <class Json>
void shape(Json& json, Promotion& promotion, std::uint32_t = 0) {
  json.member("id", promotion.id, Form::key, Need::required);
  json.member("name", promotion.name, Form::text, Need::required);
  json.member("organizations", promotion.organizations);
  json.member("active", promotion.active);
  json.member("effectiveFrom", promotion.effective_from);
  json.member("effectiveTo", promotion.effective_to);
  json.member("type", promotion.kind);
  json.member("instances", promotion.instances);
  json.member("trackAsAsset", promotion.track_as_asset);
  json.member("trackAsAgreement", promotion.track_as_agreement);
  json.member("price", promotion.price);
  json.member("priceType", promotion.price_type);
  json.member("score", promotion.score);
  json.list("components", promotion.slots, ByShape{});
  json.part("commitment", promotion.commitment, ByShape{});
  json.list("upgradeFrom", promotion.upgrade_from, ByShape{});
  shape(json, promotion.rules);
  json.list("translations", promotion.translations, ByShape{});
}

template <class Json>
void shape(Json& json, MembershipCommitment& commitment, std::uint32_t = 0) {
  json.member("duration", commitment.duration);
  json.member("unit", commitment.unit);
  json.member("amount", commitment.amount);
  json.member("proratePlan", commitment.prorate_plan);
}
template <class Json>
void shape(Json& json, MembershipDefinition& membership, std::uint32_t = 0) {
  json.member("id", membership.id, Form::id, Need::required);
  json.member("product", membership.product, Form::id, Need::required);
  json.member("description", membership.description, Form::prose);
  json.member("min", membership.min);
  json.member("max", membership.max);
  json.member("default", membership.default_quantity);
  json.member("coveredProducts", membership.covered);
  json.member("deleteMemberAsset", membership.delete_member_asset);
  json.part("commitment", membership.commitment, ByShape{});
}
template <class Json>
void shape(Json& json, RewardDefinition& reward, std::uint32_t = 0) {
  json.member("name", reward.name, Form::text, Need::required);
  json.member("description", reward.description, Form::prose);
}
template <class Json>
void shape(Json& json, PromotionGroup& group, std::uint32_t = 0) {
  json.member("id", group.id, Form::key, Need::required);
  json.member("name", group.name, Form::text, Need::required);
  json.member("organizations", group.organizations);
  json.member("active", group.active);
  json.member("effectiveFrom", group.effective_from);
  json.member("effectiveTo", group.effective_to);
  json.member("instancesLimit", group.instances_max);
  json.list("memberships", group.memberships, ByShape{});
  json.list("rewards", group.rewards, ByShape{});
  json.part("commitment", group.commitment, ByShape{});
}

template <class Json>
void shape(Json& json, ChargePlan& plan, std::uint32_t = 0) {
  json.member("name", plan.name, Form::text, Need::required);
  json.member("unit", plan.unit);
  json.hundredths("installments", plan.installments);
}
template <class Json>
void shape(Json& json, MessageText& text, std::uint32_t = 0) {
  json.member("languageCode", text.language, Form::id);
  json.member("title", text.title);
  json.member("shortText", text.short_text, Form::prose);
  json.member("fullText", text.full_text, Form::prose);
}
template <class Json>
void shape(Json& json, MessageResponse& response, std::uint32_t = 0) {
  json.member("name", response.name, Form::text, Need::required);
  if (Json::reading) response.kind = kind_by_name(response.name);
  json.member("kind", response.kind);
  json.member("log", response.log);
  json.member("suppressRepetition", response.suppress_repetition);
  json.member("scopeField", response.scope_field);
  json.member("handler", response.handler);
  json.list("translations", response.translations, ByShape{});
}
template <class Json>
void shape(Json& json, MessageType& type, std::uint32_t = 0) {
  json.member("name", type.name, Form::text, Need::required);
  json.member("group", type.group);
  json.member("displayMode", type.display);
  json.member("bitmap", type.bitmap);
  json.list("texts", type.texts, ByShape{});
  json.list("responses", type.responses, ByShape{});
  json.member("payload", type.payload);
}
template <class Json>
void shape(Json& json, MatrixDefined& matrix, std::uint32_t = 0) {
  json.member("name", matrix.name, Form::text, Need::required);
  json.member("type", matrix.kind, Need::required);
}
template <class Json>
void shape(Json& json, OrganizationRegistered& organization, std::uint32_t = 0) {
  json.member("name", organization.name, Form::text, Need::required);
}
template <class Json>
void shape(Json& json, LineFieldRegistered& given, std::uint32_t = 0) {
  json.member("name", given.name, Form::text, Need::required);
  json.member("type", given.kind, Need::required);
  json.member("allowed", given.allowed);
}
template <class Json>
void shape(Json& json, SystemPreferenceSet& set, std::uint32_t = 0) {
  json.member("name", set.name, Form::text, Need::required);
  json.member("value", set.value, Form::text, Need::required);
}
template <class Json>
void shape(Json& json, ChannelExceptionHandlingSet& set, std::uint32_t = 0) {
  json.member("channel", set.channel, Form::id, Need::required);
  json.member("handlers", set.handlers);
}
template <class Json>
void shape(Json& json, WorkflowRegistered& workflow, std::uint32_t = 0) {
  json.member("name", workflow.name, Form::text, Need::required);
  json.member("phase", workflow.phase);
}
template <class Json>
void shape(Json& json, VariableMapMode& mode, std::uint32_t = 0) {
  json.member("mode", mode.mode, Form::id, Need::required);
  json.member("fields", mode.fields);
  json.member("searchSpec", mode.search_spec);
}

// What is said of an action, new or present: without a word of its own, an update of what is not
// there fails, and only a product that may be there once is left as it is when it is owned.
void read_action(ObjectReader& json, OfferAction& action);
// With the type and code that a new one needs.
void read_new_action(ObjectReader& json, OfferAction& action);

}  // namespace proffer::transport
