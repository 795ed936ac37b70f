#include "actors/edge/cli/definition_commands.hpp"

#include "actors/edge/cli/call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

const std::vector<Column> list_columns = {
    {"ID", "id"},
    {"NAME", "name"},
    {"ORGANIZATIONS", "organizations"},
    {"START", "effectiveDates.start"},
    {"END", "effectiveDates.end"},
    {"MESSAGE TYPE", "messageType"},
    {"VERSIONS", "versions.#"},
    {"LOCKED BY", "lockedBy"},
    {"STALE", "cacheStale"},
};
const std::vector<Column> header_columns = {
    {"id", "id"},
    {"name", "name"},
    {"organizations", "organizations"},
    {"description", "description"},
    {"start", "effectiveDates.start"},
    {"end", "effectiveDates.end"},
    {"message type", "messageType"},
    {"message", "message"},
    {"thumbnail", "thumbnail"},
    {"image", "image"},
    {"check eligibility", "checkEligibility"},
    {"inclusive eligibility", "inclusiveEligibility"},
    {"locked by", "lockedBy"},
    {"cache stale", "cacheStale"},
    {"version", "version"},
};
const std::vector<Column> version_columns = {{"VERSION", "number"},
                                             {"START", "start"},
                                             {"END", "end"},
                                             {"ACTIVE", "active"},
                                             {"LOCKED", "locked"}};
const std::vector<Column> response_columns = {{"SEQUENCE", "sequence"},
                                              {"RESPONSE", "response"},
                                              {"COMMENTS", "comments"},
                                              {"ACTIONS", "actions.#"}};
const std::vector<Column> action_columns = {{"RESPONSE", "response"},
                                            {"SEQUENCE", "sequence"},
                                            {"ID", "id"},
                                            {"NAME", "name"},
                                            {"TYPE", "type"},
                                            {"CODE", "code"},
                                            {"BASE", "baseProduct"},
                                            {"COMPONENT", "componentProduct"},
                                            {"PATH", "componentPath"},
                                            {"UPGRADE TO", "upgradeProduct"},
                                            {"FIELD", "fieldName"},
                                            {"VALUE", "fieldValue"},
                                            {"ATTRIBUTE", "attributeName"},
                                            {"VALUE", "attributeValue"},
                                            {"WORKFLOW", "workflow"},
                                            {"PARAMETERS", "workflowParameters"},
                                            {"PARENT", "parent"},
                                            {"USER INPUT", "userInput"},
                                            {"NAMED PARAMETER", "namedParameter"}};
const std::vector<Column> eligibility_columns = {{"RULE", "id"},
                                                 {"TYPE", "type"},
                                                 {"ACCOUNT", "account"},
                                                 {"ACCOUNT TYPE", "accountType"},
                                                 {"CITY", "city"},
                                                 {"STATE", "state"},
                                                 {"ZIP", "postalCode"},
                                                 {"COUNTRY", "country"},
                                                 {"FROM", "effectiveFrom"},
                                                 {"TO", "effectiveTo"},
                                                 {"MATRIX", "matrix"}};
const std::vector<Column> compatibility_columns = {
    {"RULE", "id"},       {"SUBJECT", "subject"},        {"TYPE", "type"},
    {"OBJECT", "object"}, {"FROM", "effectiveFrom"},     {"TO", "effectiveTo"},
    {"MATRIX", "matrix"}, {"EXPLANATION", "explanation"}};
const std::vector<Column> recommendation_columns = {
    {"RECOMMENDATION", "id"},        {"SUBJECT", "subjectProduct"},
    {"OBJECT", "objectProduct"},     {"REASON", "reason"},
    {"FROM", "effectiveFrom"},       {"TO", "effectiveTo"},
    {"MESSAGE TYPE", "messageType"}, {"SCORE", "score"}};
const std::vector<Column> reason_columns = {{"RECOMMENDATION", "id"},
                                            {"CODE", "translations.languageCode"},
                                            {"LANGUAGE", "translations.languageName"},
                                            {"REASON", "translations.text"}};
const std::vector<Column> translation_columns = {{"CODE", "languageCode"},
                                                 {"LANGUAGE", "languageName"},
                                                 {"DESCRIPTION", "description"},
                                                 {"MESSAGE", "message"}};
const std::vector<Column> type_columns = {{"MESSAGE TYPE", "name"},
                                          {"GROUP", "group"},
                                          {"MODE", "displayMode"},
                                          {"RESPONSE", "responses.name"},
                                          {"KIND", "responses.kind"},
                                          {"LOG", "responses.log"},
                                          {"SUPPRESS REPETITION", "responses.suppressRepetition"},
                                          {"SCOPE", "responses.scopeField"}};
const std::vector<Column> map_columns = {{"NAME", "name"},
                                         {"VERSIONS", "versions"},
                                         {"LOCKED BY", "lockedBy"},
                                         {"STALE", "cacheStale"},
                                         {"MODE", "modes.mode"},
                                         {"FIELDS", "modes.fields"},
                                         {"SEARCH", "modes.searchSpec"}};

void table(std::span<const json::value> rows, std::vector<Column> columns, Output& output) {
  if (rows.empty()) return;
  output.out() << '\n';
  output.rows(rows, columns);
}

std::vector<Column> with(std::vector<Column> columns, bool more, Column column) {
  if (more) columns.push_back(column);
  return columns;
}

// The Work Space is called by its name, not by a number.
void versions(const json::value& definition, Output& output) {
  json::array all = list_in(definition, "versions");
  for (json::value& each : all) {
    json::object& version = each.as_object();
    if (!version.contains("name")) continue;
    json::value name = version.at("name");  // a copy: making room moves what stands there
    version["number"] = std::move(name);
  }
  table(all, version_columns, output);
}

// The label of a named parameter: BASE PRODUCT for BaseProduct.
std::string label_of(std::string_view parameter) {
  std::string label;
  for (const char c : parameter) {
    const bool small = c >= 'a' && c <= 'z';
    if (!small && !label.empty()) label += ' ';
    label += small ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return label.empty() ? "VALUE" : label;
}

// A choice's value is called what it is: a base product, a component product, ….
void choices(const json::value& action, Output& output) {
  const std::string label = label_of(text_at(action, "namedParameter"));
  table(list_in(action, "domain"),
        {{"CHOICE", "parameterId"},
         {"SEQUENCE", "sequence"},
         {label, "value"},
         {"PATH", "path"},
         {"DISPLAY NAME", "displayName"}},
        output);
}

// The responses' actions, each with the response's name; under an action stand its choices.
void actions(const json::value& definition, bool with_inactive, Output& output) {
  json::array all;
  for (const json::value& response : list_in(definition, "responses")) {
    for (json::value action : list_in(response, "actions")) {
      action.as_object()["response"] = text_at(response, "response");
      all.push_back(std::move(action));
    }
  }
  table(all, with(action_columns, with_inactive, {"INACTIVE", "inactive"}), output);
  for (const json::value& action : all) choices(action, output);
}

// A row for each part, in the place of all of them: `responses.name` is the name of that response.
std::vector<json::value> joined(const json::array& outer, std::string_view parts) {
  std::vector<json::value> rows;
  for (const json::value& each : outer) {
    for (const json::value& part : list_in(each, parts)) {
      json::object row = each.as_object();
      row[parts] = part;
      rows.emplace_back(std::move(row));
    }
  }
  return rows;
}

Exit list_joined(const Node& node, const std::string& path, std::string_view parts,
                 std::span<const Column> columns, Output& output) {
  const auto answer = call_or_explain(node, {.path = path}, output);
  if (!answer) return answer.error();
  const json::array& items = list_in(answer->body, "items");
  if (output.wants_whole()) {
    output.rows({items.data(), items.size()}, columns);
  } else {
    output.rows(joined(items, parts), columns);
  }
  return Exit::ok;
}

Exit catalogue_do(const Node& node, const std::string& command, const json::object& body,
                  const std::string& user, Output& output) {
  Call call{"POST",
            "/v1/catalogue/commands/" + command,
            {{"Content-Type", "application/json"}, key_header(node, output)},
            json::serialize(body)};
  if (!user.empty()) call.headers.push_back({"Proffer-User", user});
  const auto answer = call_or_explain(node, call, output);
  if (!answer) return answer.error();
  const std::vector<Column> columns = {{"result", "result"}};
  output.record(answer->body, columns);
  return Exit::ok;
}

}  // namespace

Exit definition_list(const Node& node, const DefinitionList& wanted, Output& output) {
  return list_all(node, "/v1/definitions",
                  {{"name", wanted.name}, {"organization", wanted.organization}}, every_row,
                  list_columns, output);
}

Exit definition_get(const Node& node, const DefinitionGet& wanted, Output& output) {
  Call call{.path = "/v1/offers/" + percent_encoded(wanted.id) + "/definition"};
  if (!wanted.organization.empty()) {
    call.headers.push_back({"Proffer-Organization", wanted.organization});
  }
  const auto answer = call_or_explain(node, call, output);
  if (!answer) return answer.error();
  output.record(answer->body, header_columns);
  if (!output.wants_text()) return Exit::ok;
  const json::value& definition = answer->body;
  versions(definition, output);
  table(list_in(definition, "responses"),
        with(response_columns, wanted.with_inactive, {"INACTIVE", "inactive"}), output);
  actions(definition, wanted.with_inactive, output);
  table(list_in(definition, "eligibilityRules"), eligibility_columns, output);
  table(list_in(definition, "compatibilityRules"), compatibility_columns, output);
  const json::array& recommendations = list_in(definition, "recommendations");
  table(recommendations, recommendation_columns, output);
  table(joined(recommendations, "translations"), reason_columns, output);
  table(list_in(definition, "translations"), translation_columns, output);
  return Exit::ok;
}

Exit message_type_list(const Node& node, Output& output) {
  return list_joined(node, "/v1/message-types", "responses", type_columns, output);
}

Exit message_type_suppress(const Node& node, const Suppression& wanted, Output& output) {
  return catalogue_do(
      node, "suppress-repetition",
      {{"messageType", wanted.message_type}, {"response", wanted.response}, {"on", !wanted.off}},
      {}, output);
}

Exit variable_map_list(const Node& node, Output& output) {
  return list_joined(node, "/v1/variable-maps", "modes", map_columns, output);
}

Exit variable_map_do(const Node& node, const VariableMapDo& wanted, Output& output) {
  json::object body;
  if (!wanted.file.empty()) {
    const auto text = read_input(wanted.file, output);
    if (!text) return text.error();
    json::error_code malformed;
    const json::value given = json::parse(*text, malformed);
    if (malformed || !given.is_object()) {
      output.problem(
          Problem{.code = "JSON_MALFORMED", .text = "give a JSON object with the modes"});
      return Exit::usage;
    }
    body = given.as_object();
  }
  body["name"] = wanted.name;
  return catalogue_do(node, wanted.command + "-variable-map", body, wanted.user, output);
}

}  // namespace proffer::edge::cli
