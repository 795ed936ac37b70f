#include "actors/edge/cli/known_ids.hpp"

#include "actors/edge/cli/call.hpp"
#include "events/transport/closest.hpp"

#include <algorithm>
#include <sstream>

namespace proffer::edge::cli {
namespace {

// An id right before all that begin with the prefix.
std::string before(std::string_view prefix) {
  if (prefix.empty()) return {};
  std::string id(prefix);
  --id.back();
  return id + '~';
}

}  // namespace

std::vector<std::string> known_ids(const Node& node, Resource resource, std::string_view prefix) {
  constexpr int patience_ms = 500;
  Node asked = node;
  asked.timeout_ms = std::min(node.timeout_ms, patience_ms);
  std::ostringstream unseen;
  Output silent(unseen, unseen, {});
  const auto answer = call(
      asked, {.path = path_of(resource) + query_of({{"after", before(prefix)}, {"limit", "100"}})},
      silent);
  std::vector<std::string> ids;
  if (!answer) return ids;
  for (const auto& item : list_in(answer->body, "items")) {
    std::string id = text_at(item, "id");
    if (id.starts_with(prefix)) ids.push_back(std::move(id));
  }
  return ids;
}

std::string meant_id(const Node& node, Resource resource, const std::string& id) {
  // What begins with all of it has the id itself, if it is there. More ids begin with less: a slip
  // near the end is looked for before one anywhere.
  constexpr std::size_t slip = 3;
  for (const std::size_t size :
       {id.size(), id.size() - std::min(id.size(), slip), std::min<std::size_t>(id.size(), 1)}) {
    const auto ids = known_ids(node, resource, std::string_view{id}.substr(0, size));
    const std::vector<std::string_view> known(ids.begin(), ids.end());
    if (std::ranges::find(known, id) != known.end()) return {};
    if (const auto meant = transport::closest(id, known); !meant.empty()) return std::string{meant};
  }
  return {};
}

}  // namespace proffer::edge::cli
