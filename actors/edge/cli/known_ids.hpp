// Ids of what a node has, to complete one that is being typed and to find the one that was meant.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace proffer::edge::cli {

// The first ids that begin with `prefix`, in order; a hundred at most. None where the node does not
// answer within half a second: nobody waits for a completion.
std::vector<std::string> known_ids(const Node& node, Resource resource, std::string_view prefix);

// The id that `id` most likely is a misspelling of, among those that begin as it does. Empty: none
// is near, or it is spelled right.
std::string meant_id(const Node& node, Resource resource, const std::string& id);

}  // namespace proffer::edge::cli
