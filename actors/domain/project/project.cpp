#include "actors/domain/project/project.hpp"

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/product_offer/offer_rules.hpp"
#include "actors/domain/project/carried.hpp"
#include "actors/domain/project/references.hpp"

#include <algorithm>
#include <utility>

namespace proffer::domain {
namespace {

using P = ProjectDecider;
using Outcome = Decision<ProjectEvent>;
using Events = std::vector<ProjectEvent>;

tl::unexpected<Problems> rejected(std::string code, std::string text, std::string field = {}) {
  return tl::unexpected(Problems{{std::move(code), std::move(text), {}, {}, {}, std::move(field)}});
}

bool contains(const WorkspaceProject& project, const OfferId& offer) {
  const auto& contents = project.contents;
  return std::find(contents.begin(), contents.end(), offer) != contents.end();
}

tl::unexpected<Problems> full() {
  return rejected("PROJECT_FULL", "A project holds at most " + std::to_string(P::contents_max) +
                                      " offers; use several projects.");
}

Outcome on(const WorkspaceProject& project, const P::CreateProject& command, const Context&) {
  if (folded(command.project.value).empty()) {
    return rejected("PROJECT_NAME_REQUIRED", "A project needs a name.", "name");
  }
  if (project.id.value.empty()) return Events{ProjectCreated{command.project, command.start}};
  if (project.start == command.start) return Events{};
  return rejected("PROJECT_NAME_TAKEN",
                  "A project called '" + project.id.value +
                      "' exists with another start date; choose another name.",
                  "name");
}

Outcome on(const WorkspaceProject& project, const P::AddContent& command, const Context& context) {
  if (contains(project, command.offer)) return Events{};
  if (context.catalogue->definition(command.offer) == nullptr) {
    return rejected("OFFER_NOT_FOUND",
                    "There is no offer '" + command.offer.value + "'; check the id.", "offerId");
  }
  if (project.contents.size() >= P::contents_max) return full();
  return Events{ContentAdded{project.id, command.offer}};
}

Outcome on(const WorkspaceProject& project, const P::RemoveContent& command, const Context&) {
  if (!contains(project, command.offer)) return Events{};
  return Events{ContentRemoved{project.id, command.offer}};
}

tl::unexpected<Problems> empty() {
  return rejected("PROJECT_EMPTY", "The project has no contents; add or import offers first.");
}

Outcome on(const WorkspaceProject& project, const P::ExportContents& command, const Context&) {
  if (project.contents.empty()) return empty();
  return Events{ContentsExported{project.id, command.header_only, command.content_hash}};
}

Problem about(const ProductOffer& offer, std::string code, std::string text) {
  Problem problem;
  problem.code = std::move(code);
  problem.text = std::move(text);
  problem.offer = offer.name;
  return problem;
}

void add_all(Problems& problems, Problems&& more) {
  problems.insert(problems.end(), std::make_move_iterator(more.begin()),
                  std::make_move_iterator(more.end()));
}

// What keeps the Work Space from `by`; a header alone leaves what hangs below it, so the offer is
// looked at as it will be.
Problems problems_of(const Catalogue& catalogue, const std::vector<OfferImportDecided>& imports) {
  std::vector<Event> imported;
  for (const OfferImportDecided& e : imports) imported.emplace_back(imported_by(e));
  const Catalogue after = catalogue.with(imported, catalogue.position());
  Problems problems;
  for (const OfferImportDecided& e : imports) {
    const OfferDefinition* present = catalogue.definition(e.offer.id);
    if (present != nullptr && present->locked && present->locked_by != e.by) {
      problems.push_back(about(e.offer, "OFFER_LOCKED",
                               "The Work Space of '" + e.offer.name + "' is locked by " +
                                   present->locked_by + "; ask them to release or unlock it."));
    }
    add_all(problems, domain::problems_of(after, after.definition(e.offer.id)->work));
  }
  return problems;
}

Outcome on(const WorkspaceProject& project, const P::ImportContents& command,
           const Context& context) {
  const auto rejected_because = [&](Problems problems) {
    return Events{ImportRejected{project.id, command.content_hash, std::move(problems)}};
  };
  auto offers = resolved(*context.catalogue, project.id, command.file);
  if (!offers) return rejected_because(std::move(offers.error()));
  std::vector<OfferImportDecided> imports;
  ContentsImported imported{project.id, command.file.header_only, command.content_hash, {}};
  std::size_t contents = project.contents.size();
  for (ProductOffer& offer : *offers) {
    imported.offers.push_back(offer.id);
    if (!contains(project, offer.id)) ++contents;
    imports.push_back(
        {project.id, command.file.header_only, command.content_hash, std::move(offer), command.by});
  }
  if (contents == 0) return empty();
  if (contents > P::contents_max) return full();
  Problems problems = problems_of(*context.catalogue, imports);
  if (!problems.empty()) return rejected_because(std::move(problems));
  Events events(std::make_move_iterator(imports.begin()), std::make_move_iterator(imports.end()));
  events.emplace_back(std::move(imported));
  return events;
}

// Why a version of the offer cannot be released with that start date.
Problems problems_of(const Catalogue& catalogue, const OfferId& id, Instant start,
                     const std::string& by) {
  const OfferDefinition* definition = catalogue.definition(id);
  if (definition == nullptr) {
    return {{"OFFER_NOT_FOUND",
             "The offer is not here: it did not take its import. Import it again, or remove it.",
             id.value}};
  }
  ProductOffer offer = definition->work;
  if (!definition->locked) {
    return {about(offer, "OFFER_NOT_LOCKED",
                  "Lock the Work Space version of '" + offer.name + "' before releasing it.")};
  }
  if (definition->locked_by != by) {
    return {about(offer, "OFFER_LOCKED",
                  "The Work Space of '" + offer.name + "' is locked by " + definition->locked_by +
                      "; ask them to release or unlock it.")};
  }
  offer.start = start;
  return domain::problems_of(catalogue, offer);
}

Outcome on(const WorkspaceProject& project, const P::ReleaseAll& command, const Context& context) {
  if (project.contents.empty()) return empty();
  const Catalogue catalogue = carried_out(*context.catalogue, project.contents);
  Events events;
  Problems problems;
  for (const OfferId& id : project.contents) {
    add_all(problems, problems_of(catalogue, id, project.start, command.by));
    events.emplace_back(OfferReleaseDecided{project.id, id, project.start, command.by});
  }
  if (!problems.empty()) return tl::unexpected(std::move(problems));
  events.emplace_back(ProjectReleased{project.id, project.contents, project.start});
  return events;
}

}  // namespace

Decision<ProjectEvent> ProjectDecider::decide(const State& state, const Command& command,
                                              const Context& context) {
  if (state.id.value.empty() && !std::holds_alternative<CreateProject>(command)) {
    return rejected("PROJECT_NOT_FOUND", "There is no such project; create it first.");
  }
  return std::visit([&](const auto& c) { return on(state, c, context); }, command);
}

StreamId stream_of(const ProjectId& project) {
  return {Category::workspace_project, folded(project.value)};
}

static_assert(Decider<ProjectDecider>);

}  // namespace proffer::domain
