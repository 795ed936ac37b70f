// What an offer refers to, by names in a file and by ids here.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/project/workspace_project.hpp"
#include "events/problem.hpp"
#include "events/workspace_file.hpp"

#include <tl/expected.hpp>

#include <vector>

namespace proffer::domain {

// The project's contents as a file: of each offer the version that is in force at the project's
// date, or its Work Space where none is. PROJECT_EMPTY; OFFER_NOT_FOUND for one that did not take
// its import.
tl::expected<WorkspaceFile, Problems> exported(const Catalogue& catalogue,
                                               const WorkspaceProject& project, bool header_only);

// The file's offers as they would be here: one whose name is known has that offer's id, another one
// an id made of the project's name and its own. IMPORT_UNRESOLVED for each reference that leads
// nowhere, OFFER_NAME_TAKEN for a name that is in the file twice.
tl::expected<std::vector<ProductOffer>, Problems> resolved(const Catalogue& catalogue,
                                                           const ProjectId& project,
                                                           const WorkspaceFile& file);

}  // namespace proffer::domain
