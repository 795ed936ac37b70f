#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/project/references.hpp"
#include "actors/edge/keyed.hpp"
#include "actors/edge/listing.hpp"
#include "actors/edge/projects/project_routes.hpp"
#include "events/transport/catalogue_json.hpp"
#include "events/transport/json_reader.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/workspace_xml.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <functional>
#include <utility>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::ProjectDecider;
using domain::WorkspaceProject;
using Reply = runtime::Reply;

int status_of_project(const Problems& problems) {
  const std::string& code = problems.front().code;
  if (code == "PROJECT_NOT_FOUND" || code == "OFFER_NOT_FOUND") return 404;
  if (code == "OFFER_LOCKED" || code == "OFFER_NOT_LOCKED" || code == "PROJECT_NAME_TAKEN" ||
      code == "PROJECT_EMPTY" || code == "PROJECT_FULL") {
    return 409;
  }
  return code == "IMPORT_MALFORMED" ? 400 : status_of_mistake(problems);
}

void refuse(const Exchange& exchange, const Problems& problems) {
  exchange.problem(status_of_project(problems), problems);
}

const WorkspaceProject* project_of(const domain::Catalogue& catalogue, const Exchange& exchange) {
  const auto* project = catalogue.project(exchange.id);
  if (project == nullptr) {
    exchange.problem(404, "PROJECT_NOT_FOUND",
                     "There is no project '" + exchange.id + "'; create it first.");
  }
  return project;
}

bool sees_content(const Exchange& exchange, const domain::Catalogue& catalogue, const OfferId& id) {
  if (const auto* import = catalogue.importing(id)) return sees(exchange, import->offer);
  const auto* definition = catalogue.definition(id);
  return definition == nullptr || sees(exchange, definition->work);
}

// Without the offers that the caller's organization does not see.
WorkspaceProject as_seen(const Exchange& exchange, const domain::Catalogue& catalogue,
                         WorkspaceProject project) {
  std::erase_if(project.contents,
                [&](const OfferId& id) { return !sees_content(exchange, catalogue, id); });
  return project;
}

json::object shape(const Exchange& exchange, const domain::Catalogue& catalogue,
                   const WorkspaceProject& whole) {
  const WorkspaceProject project = as_seen(exchange, catalogue, whole);
  json::array contents;
  for (const OfferId& id : project.contents) {
    json::object content = {{"offerId", id.value}};
    if (const auto* offer = catalogue.definition(id)) {
      content["name"] = offer->work.name;
      content["locked"] = offer->locked;
      if (offer->locked) content["lockedBy"] = offer->locked_by;
      const Problems warnings = domain::warnings_of(offer->work);
      if (!warnings.empty()) content["warnings"] = transport::json_of(warnings);
    }
    contents.emplace_back(std::move(content));
  }
  return {{"name", project.id.value},
          {"effectiveStartDate", transport::json_of(project.start)},
          {"status", project.released ? "Released" : "Open"},
          {"contents", std::move(contents)}};
}

// Whether the body is an object that `read` knows all of; if not, the exchange has been answered.
bool read_body(const Exchange& exchange,
               const std::function<void(transport::ObjectReader&)>& read) {
  const Problems problems = transport::read_document(exchange.request.body, {}, read);
  if (!problems.empty()) refuse(exchange, problems);
  return problems.empty();
}

using Then = std::function<void(const Reply&)>;

// Hands the command over, once for an Idempotency-Key, and goes on with the answer once it is
// taken.
void submit(Shared& shared, const ExchangePtr& exchange, const std::string& name,
            ProjectDecider::Command command, const Then& then) {
  runtime::Request request;
  request.to = domain::stream_of(ProjectId{name});
  request.command = std::move(command);
  const HttpRequest& asked = exchange->request;
  submit_once(shared, exchange, std::move(request), caller_of(*exchange), asked.path + asked.body,
              [exchange, then](const Reply& reply) {
                if (!reply.problems.empty()) return refuse(*exchange, reply.problems);
                if (!reply.carried_out()) return answer_without_outcome(*exchange, reply);
                then(reply);
              });
}

// Answers with the project as soon as the catalogue has the reply's events and all that is to come
// of them; in 202 when that takes longer.
void answer_project(Shared& shared, const ExchangePtr& exchange, const std::string& name,
                    const Reply& reply, int status,
                    const std::function<bool(const domain::Catalogue&)>& came = {}) {
  const auto seen = [&shared, came, end = reply.events.empty() ? 0 : reply.end] {
    const auto catalogue = shared.parts.gate.catalogue();
    return catalogue->position() >= end && (!came || came(*catalogue));
  };
  when(shared, seen, shared.options.catalogue_ms_max,
       [&shared, exchange, name, status, shard = reply.shard, end = reply.end](bool in_time) {
         const auto catalogue = shared.parts.gate.catalogue();
         const auto* project = catalogue->project(name);
         json::object body =
             project == nullptr ? json::object{} : shape(*exchange, *catalogue, *project);
         exchange->answer(in_time ? status : 202, body,
                          {{"Proffer-Position", position_text(shard, end)}});
       });
}

void answer_rejected(const Exchange& exchange, const Reply& reply) {
  if (reply.events.empty()) return answer_without_outcome(exchange, reply);
  refuse(exchange, std::get<ImportRejected>(reply.events.back()).problems);
}

}  // namespace

void post_project(Shared& shared, const ExchangePtr& exchange) {
  std::string name;
  std::optional<Instant> start;
  const auto read = [&](transport::ObjectReader& body) {
    body.read("name", name, transport::Form::id);
    body.read("effectiveStartDate", start);
  };
  if (!read_body(*exchange, read)) return;
  if (!start) {
    return refuse(*exchange, {mistake("FIELD_REQUIRED",
                                      "effectiveStartDate is missing; give an instant or a date.",
                                      "/effectiveStartDate")});
  }
  submit(shared, exchange, name, ProjectDecider::CreateProject{ProjectId{name}, *start},
         [&shared, exchange, name](const Reply& reply) {
           answer_project(shared, exchange, name, reply, reply.events.empty() ? 200 : 201);
         });
}

void get_projects(Shared& shared, const ExchangePtr& exchange) {
  at_position(shared, exchange, "catalogue", [&shared, exchange] {
    const auto page = page_of(shared, *exchange);
    if (!page) return exchange->problem(400, Problems{page.error()});
    const auto catalogue = shared.parts.gate.catalogue();
    json::array items;
    std::string next;
    std::string last;
    for (const auto* project : catalogue->projects()) {
      if (project->id.value <= page->after) continue;
      if (items.size() == page->limit) {
        next = last;
        break;
      }
      items.emplace_back(shape(*exchange, *catalogue, *project));
      last = project->id.value;
    }
    answer_list(*exchange, "/v1/projects", *page, std::move(items), next);
  });
}

void get_project(Shared& shared, const ExchangePtr& exchange) {
  at_position(shared, exchange, "catalogue", [&shared, exchange] {
    const auto catalogue = shared.parts.gate.catalogue();
    if (const auto* project = project_of(*catalogue, *exchange)) {
      exchange->answer(200, shape(*exchange, *catalogue, *project));
    }
  });
}

void post_project_content(Shared& shared, const ExchangePtr& exchange) {
  OfferId offer;
  const auto read = [&](transport::ObjectReader& body) {
    body.read("offerId", offer, transport::Form::id, transport::Need::required);
  };
  if (!read_body(*exchange, read)) return;
  if (!sees_content(*exchange, *shared.parts.gate.catalogue(), offer)) {
    return answer_no_offer(*exchange, offer.value);
  }
  submit(shared, exchange, exchange->id, ProjectDecider::AddContent{offer},
         [&shared, exchange](const Reply& reply) {
           answer_project(shared, exchange, exchange->id, reply, 200);
         });
}

void delete_project_content(Shared& shared, const ExchangePtr& exchange) {
  submit(shared, exchange, exchange->id, ProjectDecider::RemoveContent{OfferId{exchange->part}},
         [&shared, exchange](const Reply& reply) {
           answer_project(shared, exchange, exchange->id, reply, 200);
         });
}

void export_project(Shared& shared, const ExchangePtr& exchange) {
  const auto given = exchange->request.parameter("mode");
  const std::string mode(given ? *given : "full");
  if (mode != "full" && mode != "objects") {
    return exchange->problem(
        400, Problems{mistake("MODE_INVALID", "Give mode=full or mode=objects.", "mode")});
  }
  const auto catalogue = shared.parts.gate.catalogue();
  const auto* project = project_of(*catalogue, *exchange);
  if (project == nullptr) return;
  auto file =
      domain::exported(*catalogue, as_seen(*exchange, *catalogue, *project), mode == "objects");
  if (!file) return refuse(*exchange, file.error());
  const bool header_only = file->header_only;
  std::string xml = transport::xml_of(*std::move(file));
  std::string hash = transport::content_hash(xml);
  submit(
      shared, exchange, exchange->id, ProjectDecider::ExportContents{header_only, std::move(hash)},
      [exchange, xml = std::move(xml)](const Reply& reply) {
        exchange->answer({.status = 200,
                          .headers = {{"Content-Type", "application/xml"},
                                      {"Proffer-Position", position_text(reply.shard, reply.end)}},
                          .body = xml});
      });
}

void import_project(Shared& shared, const ExchangePtr& exchange) {
  const std::string& xml = exchange->request.body;
  auto file = transport::read_workspace(xml, {.bytes_max = shared.options.catalogue_bytes_max});
  if (!file) return refuse(*exchange, file.error());
  submit(
      shared, exchange, exchange->id,
      ProjectDecider::ImportContents{*std::move(file), transport::content_hash(xml),
                                     caller_of(*exchange)},
      [&shared, exchange](const Reply& reply) {
        if (reply.events.empty() || !std::holds_alternative<ContentsImported>(reply.events.back()))
          return answer_rejected(*exchange, reply);
        const auto& imported = std::get<ContentsImported>(reply.events.back()).offers;
        const auto came = [imported](const domain::Catalogue& catalogue) {
          return std::all_of(imported.begin(), imported.end(), [&](const OfferId& id) {
            const auto* offer = catalogue.definition(id);
            return offer != nullptr && offer->locked && catalogue.importing(id) == nullptr;
          });
        };
        answer_project(shared, exchange, exchange->id, reply, 200, came);
      });
}

void release_project(Shared& shared, const ExchangePtr& exchange) {
  submit(shared, exchange, exchange->id, ProjectDecider::ReleaseAll{caller_of(*exchange)},
         [&shared, exchange](const Reply& reply) {
           const auto released = std::get<ProjectReleased>(reply.events.back()).offers;
           const auto came = [released](const domain::Catalogue& catalogue) {
             return std::all_of(released.begin(), released.end(), [&](const OfferId& id) {
               const auto* offer = catalogue.definition(id);
               return offer != nullptr && !offer->locked && !offer->stale &&
                      catalogue.importing(id) == nullptr;
             });
           };
           answer_project(shared, exchange, exchange->id, reply, 200, came);
         });
}

}  // namespace proffer::edge
