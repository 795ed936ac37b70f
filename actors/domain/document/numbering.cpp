#include "actors/domain/document/application.hpp"
#include "events/check.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

namespace proffer::domain {
namespace {

// A line's number taken apart: `3.0` is 3 among the roots, `1.2.4` is 4 under `1.2`.
struct Outline {
  std::string_view parent;
  std::uint32_t number = 0;
};
Outline split(std::string_view sequence) {
  const std::size_t dot = sequence.rfind('.');
  std::string_view last = sequence.substr(dot + 1);
  Outline outline{sequence.substr(0, dot), 0};
  if (last == "0") {
    last = outline.parent;
    outline.parent = {};
  }
  std::from_chars(last.data(), last.data() + last.size(), outline.number);
  return outline;
}

std::string_view sequence_of(const WorkingLine& line) {
  return line.saved() != nullptr ? line.saved()->sequence : line.sequence;
}

// What a line's children's numbers begin with.
std::string_view prefix_of(const WorkingDocument& document, LineIndex line) {
  if (line == no_line) return {};
  const std::string_view sequence = sequence_of(document[line]);
  return document[line].parent == no_line ? sequence.substr(0, sequence.size() - 2) : sequence;
}

// The highest number that a child of `parent` has or had in the saved document.
std::uint32_t last_number(const WorkingDocument& document, LineIndex parent) {
  std::uint32_t last = 0;
  if (document.saved() == nullptr) return last;
  for (const WorkingLine& line : document.lines()) {
    if (line.parent != parent || line.saved() == nullptr) continue;
    last = std::max(last, split(line.saved()->sequence).number);
  }
  const std::string_view prefix = prefix_of(document, parent);
  for (const std::string& gap : document.saved()->gaps) {
    const Outline outline = split(gap);
    if (outline.parent == prefix) last = std::max(last, outline.number);
  }
  return last;
}

// Roots in the order they entered the document; of a line's children the survivors first, then what
// was removed and added in the order the actions touched it.
auto rank(const WorkingDocument& document, LineIndex index) {
  const WorkingLine& line = document[index];
  const LineAction action = line.action();
  const bool survives =
      line.parent == no_line || action == LineAction::none || action == LineAction::update;
  // no_line + 1 is 0: roots come first, and a parent is numbered before its children.
  return std::tuple(line.parent + 1, survives ? 0U : line.touched,
                    line.parent == no_line ? line.entered : index);
}

}  // namespace

void drop_untouched_roots(WorkingDocument& document) {
  std::vector<bool> touched(document.lines().size());
  for (const WorkingLine& line : document.lines()) {
    if (line.touched > 0 && !(line.removed && line.saved() == nullptr)) touched[line.root] = true;
  }
  for (WorkingLine& line : document.lines()) {
    if (line.saved() == nullptr && !touched[line.root]) line.removed = true;
  }
}

std::vector<LineIndex> number_lines(WorkingDocument& document) {
  std::vector<LineIndex> fresh;
  fresh.reserve(document.lines().size());
  for (LineIndex i = 0; i < document.lines().size(); ++i) {
    if (document[i].saved() == nullptr && !document[i].removed) fresh.push_back(i);
  }
  std::sort(fresh.begin(), fresh.end(),
            [&](LineIndex a, LineIndex b) { return rank(document, a) < rank(document, b); });
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    const LineIndex parent = document[fresh[i]].parent;
    if (i == 0 || document[fresh[i - 1]].parent != parent) number = last_number(document, parent);
    std::string& sequence = document[fresh[i]].sequence;
    sequence = prefix_of(document, parent);
    if (parent != no_line) sequence += '.';
    sequence += std::to_string(++number);
    if (parent == no_line) sequence += ".0";
  }
  std::sort(fresh.begin(), fresh.end(), [&](LineIndex a, LineIndex b) {
    return comes_before(document[a].sequence, document[b].sequence);
  });
  return fresh;
}

void add_lines(WorkingDocument& document, const std::vector<LineIndex>& fresh, const DocumentId& id,
               std::vector<AccountEvent>& events) {
  CHECK(events.size() + fresh.size() <= events.capacity());  // lines must not move any more
  std::uint32_t ever = document.saved() == nullptr ? 0 : document.saved()->lines_ever;
  for (const LineIndex i : fresh) {
    auto& added = std::get<LineAdded>(events.emplace_back(std::in_place_type<LineAdded>));
    added.document = id;
    WorkingLine& working = document[i];
    working.move_to(added.line);
    added.line.sequence = std::move(working.sequence);
    added.line.id.value = id.value + "/" + std::to_string(++ever);
    added.line.root = document[working.root].now().id;
    if (working.parent != no_line) added.line.parent = document[working.parent].now().id;
  }
}

}  // namespace proffer::domain
