#include "actors/edge/cli/project_commands.hpp"

#include "actors/edge/cli/call.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <fstream>
#include <utility>
#include <vector>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

const std::vector<Column> project_columns = {{"NAME", "name"},
                                             {"START", "effectiveStartDate"},
                                             {"STATUS", "status"},
                                             {"OFFERS", "contents.#"}};
const std::vector<Column> content_columns = {{"OFFER", "offerId"},
                                             {"NAME", "name"},
                                             {"LOCKED", "locked"},
                                             {"LOCKED BY", "lockedBy"},
                                             {"WARNINGS", "warnings.text"}};

std::string path_of(const ProjectCall& call, const std::string& below = {}) {
  return "/v1/projects/" + percent_encoded(call.project) + below;
}

Call wanted(const ProjectCall& call, std::string method, std::string path, std::string body = {}) {
  Call made{std::move(method), std::move(path), {}, std::move(body)};
  if (!call.user.empty()) made.headers.push_back({"Proffer-User", call.user});
  return made;
}

// Carries out the call, once, and prints what is in the project after it.
Exit contents_after(const Node& node, Call call, Output& output) {
  call.headers.push_back(key_header(node, output));
  const auto answer = call_or_explain(node, call, output);
  if (!answer) return answer.error();
  if (answer->status == 202) output.note("recorded; not all of it is carried out yet");
  if (output.wants_whole()) {
    output.record(answer->body, project_columns);
    return Exit::ok;
  }
  const auto* contents = answer->body.as_object().if_contains("contents");
  if (contents != nullptr) output.rows(contents->as_array(), content_columns);
  return Exit::ok;
}

}  // namespace

Exit project_create(const Node& node, const ProjectCall& call, const std::string& start,
                    Output& output) {
  const json::object body = {{"name", call.project}, {"effectiveStartDate", start}};
  Call asked = wanted(call, "POST", "/v1/projects", json::serialize(body));
  asked.headers.push_back(key_header(node, output));
  const auto answer = call_or_explain(node, asked, output);
  if (!answer) return answer.error();
  output.record(answer->body, project_columns);
  return Exit::ok;
}

Exit project_add(const Node& node, const ProjectCall& call, const std::string& offer,
                 Output& output) {
  const json::object body = {{"offerId", offer}};
  return contents_after(
      node, wanted(call, "POST", path_of(call, "/contents"), json::serialize(body)), output);
}

Exit project_remove(const Node& node, const ProjectCall& call, const std::string& offer,
                    Output& output) {
  return contents_after(
      node, wanted(call, "DELETE", path_of(call, "/contents/" + percent_encoded(offer))), output);
}

Exit project_export(const Node& node, const ProjectCall& call, const ProjectExport& exported,
                    Output& output) {
  const std::string mode = exported.header_only ? "objects" : "full";
  const Call asked = wanted(call, "GET", path_of(call, "/export?mode=" + mode));
  const auto answer =
      request(asked.method, node.url + asked.path, asked.headers, asked.body, node.timeout_ms);
  if (!answer) {
    output.problem(Problem{.code = "NODE_UNAVAILABLE", .text = answer.error().detail});
    return Exit::unavailable;
  }
  if (answer->status >= 400) {
    json::error_code malformed;
    output.problem(json::parse(answer->body, malformed));
    return exit_of(answer->status);
  }
  if (exported.file == "-") {
    output.out() << answer->body;
    return Exit::ok;
  }
  std::ofstream out(exported.file, std::ios::binary);
  out << answer->body;
  if (!out.flush()) {
    output.problem(
        Problem{.code = "FILE_UNWRITABLE", .text = "cannot write '" + exported.file + "'"});
    return Exit::usage;
  }
  return Exit::ok;
}

Exit project_import(const Node& node, const ProjectCall& call, const std::string& file,
                    Output& output) {
  auto xml = read_input(file, output);
  if (!xml) return xml.error();
  Call import = wanted(call, "POST", path_of(call, "/import"), *std::move(xml));
  import.headers.push_back({"Content-Type", "application/xml"});
  return contents_after(node, std::move(import), output);
}

Exit project_release(const Node& node, const ProjectCall& call, Output& output) {
  return contents_after(node, wanted(call, "POST", path_of(call, "/release")), output);
}

Exit project_list(const Node& node, Output& output) {
  return list_all(node, "/v1/projects", {}, every_row, project_columns, output);
}

}  // namespace proffer::edge::cli
