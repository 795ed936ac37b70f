#include "actors/edge/definitions/command_json.hpp"

#include "events/transport/catalogue_json.hpp"
#include "events/transport/shape.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace proffer::edge {
namespace {

using domain::Editor;
using domain::OfferDefinition;
using domain::ProductOfferCommand;
using transport::Form;
using transport::Need;
using transport::ObjectReader;

struct Source {
  ObjectReader& json;
  const Editor& editor;
  const OfferDefinition& present;

  std::string text(std::string_view name, Form form = Form::text) const {
    std::string value;
    json.read(name, value, form, Need::required);
    return value;
  }
  template <class I>
  I id(std::string_view name) const {
    return {text(name)};
  }
  // What has that id now, with what the body says in its place; what is not there is for the
  // decision to tell.
  template <class T>
  T edited(const std::vector<T>& list) const {
    T value;
    json.read("id", value.id, Form::id, Need::required);
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const T& candidate) { return candidate.id == value.id; });
    if (found != list.end()) value = *found;
    transport::shape(json, value);
    return value;
  }
  template <class T>
  T made() const {
    T value;
    transport::shape(json, value);
    return value;
  }
};

ProductOfferCommand edit_header(const Source& s) {
  domain::EditHeader command{s.editor, domain::header_of(s.present.work)};
  transport::shape(s.json, command.header);
  return command;
}

ProductOfferCommand set_window(const Source& s) {
  domain::SetVersionWindow command{s.editor, 0, {}, {}, true};
  s.json.read("number", command.number);
  command.start = s.present.work.start;
  command.end = s.present.work.end;
  command.active = s.present.work.active;
  for (const domain::OfferVersion& version : s.present.versions) {
    if (version.number != command.number) continue;
    command.start = version.start;
    command.end = version.end;
    command.active = version.active;
  }
  s.json.read("start", command.start);
  s.json.read("end", command.end);
  s.json.read("active", command.active);
  return command;
}

ProductOfferCommand edit_response(const Source& s) {
  domain::EditResponse command{s.editor, s.text("was"), {}};
  if (const OfferResponse* present = s.present.response(command.was)) command.response = *present;
  transport::shape(s.json, command.response);
  return command;
}

ProductOfferCommand set_inactive(const Source& s) {
  domain::SetResponseInactive command{s.editor, s.text("response"), true};
  s.json.read("inactive", command.inactive);
  return command;
}

ProductOfferCommand add_action(const Source& s) {
  domain::AddAction command{s.editor, s.text("response"), {}};
  transport::read_new_action(s.json, command.action);
  return command;
}

ProductOfferCommand edit_action(const Source& s) {
  domain::EditAction command{s.editor, {}};
  s.json.read("id", command.action.id, Form::id, Need::required);
  if (const OfferAction* present = s.present.action(command.action.id)) command.action = *present;
  transport::read_action(s.json, command.action);
  return command;
}

ProductOfferCommand edit_choice(const Source& s) {
  domain::EditDomainValue command{s.editor, s.id<ActionId>("action"), {}};
  s.json.read("parameterId", command.value.id, Form::id, Need::required);
  if (const OfferAction* action = s.present.action(command.action)) {
    for (const DomainValue& value : action->domain) {
      if (value.id == command.value.id) command.value = value;
    }
  }
  transport::shape(s.json, command.value);
  return command;
}

ProductOfferCommand edit_rule(const Source& s) {
  domain::EditRule command{s.editor, {}, {}};
  RuleId id;
  s.json.read("id", id, Form::id, Need::required);
  const auto& rules = s.present.work.rules.compatibility;
  const bool is_compatibility = std::any_of(
      rules.begin(), rules.end(), [&](const CompatibilityRule& rule) { return rule.id == id; });
  if (is_compatibility) {
    command.compatibility = s.edited(rules);
  } else {
    command.eligibility = s.edited(s.present.work.rules.eligibility);
  }
  return command;
}

ProductOfferCommand translate_recommendation(const Source& s) {
  domain::TranslateRecommendation command{s.editor, s.id<RecommendationId>("recommendation"), {}};
  s.json.read("languageCode", command.reason.language, Form::id, Need::required);
  s.json.read("text", command.reason.text, Form::prose);
  return command;
}

struct OfferReader {
  std::string_view name;
  ProductOfferCommand (*read)(const Source&);
};
// clang-format off
const std::array<OfferReader, 29> offer_readers = {{
    {"edit-header", edit_header},
    {"set-message-type", [](const Source& s) -> ProductOfferCommand { return domain::SetMessageType{s.editor, s.text("messageType")}; }},
    {"lock-work-space", [](const Source& s) -> ProductOfferCommand { return domain::LockWorkSpace{s.editor}; }},
    {"unlock-work-space", [](const Source& s) -> ProductOfferCommand { return domain::UnlockWorkSpace{s.editor}; }},
    {"set-version-window", set_window},
    {"release-new-version", [](const Source& s) -> ProductOfferCommand { return domain::ReleaseNewVersion{s.editor, {}}; }},
    {"clear-cache", [](const Source& s) -> ProductOfferCommand { return domain::ClearCache{s.editor}; }},
    {"refresh-cache", [](const Source& s) -> ProductOfferCommand { return domain::RefreshCache{s.editor}; }},
    {"add-response", [](const Source& s) -> ProductOfferCommand { return domain::AddResponse{s.editor, s.made<OfferResponse>()}; }},
    {"edit-response", edit_response},
    {"remove-response", [](const Source& s) -> ProductOfferCommand { return domain::RemoveResponse{s.editor, s.text("response")}; }},
    {"set-response-inactive", set_inactive},
    {"add-action", add_action},
    {"edit-action", edit_action},
    {"remove-action", [](const Source& s) -> ProductOfferCommand { return domain::RemoveAction{s.editor, s.id<ActionId>("action")}; }},
    {"set-workflow-parameter", [](const Source& s) -> ProductOfferCommand { return domain::SetWorkflowParameter{s.editor, s.id<ActionId>("action"), s.text("name"), s.text("value", Form::prose)}; }},
    {"remove-workflow-parameter", [](const Source& s) -> ProductOfferCommand { return domain::RemoveWorkflowParameter{s.editor, s.id<ActionId>("action"), s.text("name")}; }},
    {"add-domain-value", [](const Source& s) -> ProductOfferCommand { return domain::AddDomainValue{s.editor, s.id<ActionId>("action"), s.made<DomainValue>()}; }},
    {"edit-domain-value", edit_choice},
    {"remove-domain-value", [](const Source& s) -> ProductOfferCommand { return domain::RemoveDomainValue{s.editor, s.id<ActionId>("action"), s.text("parameterId")}; }},
    {"add-recommendation", [](const Source& s) -> ProductOfferCommand { return domain::AddRecommendation{s.editor, s.made<Recommendation>()}; }},
    {"edit-recommendation", [](const Source& s) -> ProductOfferCommand { return domain::EditRecommendation{s.editor, s.edited(s.present.work.recommendations)}; }},
    {"remove-recommendation", [](const Source& s) -> ProductOfferCommand { return domain::RemoveRecommendation{s.editor, s.id<RecommendationId>("recommendation")}; }},
    {"translate-recommendation", translate_recommendation},
    {"translate-message", [](const Source& s) -> ProductOfferCommand { return domain::TranslateMessage{s.editor, s.made<OfferTranslation>()}; }},
    {"add-eligibility-rule", [](const Source& s) -> ProductOfferCommand { return domain::AddEligibilityRule{s.editor, s.made<EligibilityRule>()}; }},
    {"add-compatibility-rule", [](const Source& s) -> ProductOfferCommand { return domain::AddCompatibilityRule{s.editor, s.made<CompatibilityRule>()}; }},
    {"edit-rule", edit_rule},
    {"remove-rule", [](const Source& s) -> ProductOfferCommand { return domain::RemoveRule{s.editor, s.id<RuleId>("rule")}; }},
}};
// clang-format on

using domain::ProductCatalogue;

ProductCatalogue::Command suppress(ObjectReader& json) {
  domain::SuppressRepetition command;
  json.read("messageType", command.message_type, Form::text, Need::required);
  json.read("response", command.response, Form::text, Need::required);
  json.read("on", command.on);
  return command;
}

template <class Names>
Problems unknown_command(std::string_view name, const Names& names) {
  Problem problem;
  problem.code = "COMMAND_UNKNOWN";
  problem.text = "There is no command '" + std::string(name) + "'." +
                 transport::did_you_mean(transport::closest(name, names));
  return {std::move(problem)};
}

template <class Command, class Fill>
Read<Command> read(std::string_view body, Fill fill) {
  Command command;
  Problems problems = transport::read_document(body.empty() ? "{}" : body, {},
                                               [&](ObjectReader& json) { command = fill(json); });
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  return command;
}

}  // namespace

Read<ProductOfferCommand> read_offer_command(std::string_view name, std::string_view body,
                                             const Editor& editor, const OfferDefinition& present) {
  ProductOfferCommand (*reader)(const Source&) = nullptr;
  std::vector<std::string_view> names;
  for (const OfferReader& candidate : offer_readers) {
    names.push_back(candidate.name);
    if (candidate.name == name) reader = candidate.read;
  }
  if (reader == nullptr) return tl::unexpected(unknown_command(name, names));
  return read<ProductOfferCommand>(body, [&](ObjectReader& json) {
    return reader({json, editor, present});
  });
}

Read<domain::CreateProductOffer> read_new_offer(std::string_view body, const std::string& by,
                                                const std::string& organization) {
  return read<domain::CreateProductOffer>(body, [&](ObjectReader& json) {
    domain::CreateProductOffer command;
    command.by = by;
    if (!organization.empty()) command.header.organizations = {organization};
    json.read("id", command.offer, Form::key);
    json.read("messageType", command.message_type);
    transport::shape(json, command.header);
    return command;
  });
}

Read<ProductCatalogue::Command> read_catalogue_command(std::string_view name, std::string_view body,
                                                       const std::string& by) {
  constexpr std::array<std::string_view, 6> names = {"suppress-repetition",  "lock-variable-map",
                                                     "change-variable-map",  "release-variable-map",
                                                     "refresh-variable-map", "clear-variable-map"};
  if (std::find(names.begin(), names.end(), name) == names.end()) {
    return tl::unexpected(unknown_command(name, names));
  }
  return read<ProductCatalogue::Command>(body,
                                         [&](ObjectReader& json) -> ProductCatalogue::Command {
                                           if (name == "suppress-repetition") return suppress(json);
                                           std::string map;
                                           json.read("name", map, Form::text, Need::required);
                                           if (name == "lock-variable-map")
                                             return domain::LockVariableMap{map, by};
                                           if (name == "release-variable-map")
                                             return domain::ReleaseVariableMap{map, by};
                                           if (name == "refresh-variable-map")
                                             return domain::RefreshVariableMap{map};
                                           if (name == "clear-variable-map")
                                             return domain::ClearVariableMap{map};
                                           domain::ChangeVariableMap command{map, {}, by};
                                           json.list("modes", command.modes, transport::ByShape{});
                                           return command;
                                         });
}

}  // namespace proffer::edge
