// The export file of a workspace project: XML 1.0 in UTF-8. One element a thing, one attribute a
// value; what has its usual value is left out, so that the same content is always the same bytes.
#pragma once

#include "events/problem.hpp"
#include "events/workspace_file.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace proffer::transport {

struct WorkspaceOptions {
  std::size_t bytes_max = 1024 * 1024;
  std::size_t problems_max = 100;  // found at once
};

// Read strictly: an element, attribute or text that nobody knows, a value of the wrong form and a
// missing one are problems, all told at once with line and column; so is a DOCTYPE, since nothing
// is ever fetched or expanded. How deep elements may stand in each other follows from that.
//
// Codes: BODY_TOO_LARGE; IMPORT_MALFORMED, its `field` being the attribute if one is wrong.
tl::expected<WorkspaceFile, Problems> read_workspace(std::string_view xml,
                                                     const WorkspaceOptions& options = {});

std::string xml_of(WorkspaceFile file);

// SHA-256 in hexadecimal, as the events about a file name it.
std::string content_hash(std::string_view file);

}  // namespace proffer::transport
