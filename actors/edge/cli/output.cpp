#include "actors/edge/cli/output.hpp"

#include "actors/edge/cli/yaml.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace proffer::edge::cli {
namespace {

namespace json = boost::json;

// Columns that a UTF-8 text takes on a terminal, counting a code point as one.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

const json::value* find(const json::value& value, std::string_view path) {
  const json::value* at = &value;
  while (!path.empty()) {
    const auto dot = path.find('.');
    const auto* object = at->if_object();
    if (object == nullptr) return nullptr;
    at = object->if_contains(path.substr(0, dot));
    if (at == nullptr) return nullptr;
    path = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
  }
  return at;
}

std::string text_of(const json::value& value) {
  if (const auto* text = value.if_string()) return std::string(*text);
  if (value.is_null()) return {};
  return json::serialize(value);
}

// What must not break the layout: a line break or a tab inside a value.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return text;
}

json::value reduced(const json::value& row, const std::vector<std::string>& fields) {
  if (fields.empty()) return row;
  json::object out;
  for (const auto& field : fields) {
    const auto* value = find(row, field);
    out[field] = value == nullptr ? json::value() : *value;
  }
  return out;
}

std::vector<Column> columns_for(std::span<const Column> usual, const OutputOptions& options) {
  if (options.fields.empty()) return {usual.begin(), usual.end()};
  std::vector<Column> columns;
  for (const auto& field : options.fields) columns.push_back({field, field});
  return columns;
}

// Where an error is: `offer Films, response Accept, action 1, field baseProduct`, or the pointer.
std::string place_of(const json::value& error) {
  std::string place = text_at(error, "pointer");
  for (const char* part : {"offer", "response", "action", "field"}) {
    const auto name = text_at(error, part);
    if (name.empty()) continue;
    if (!place.empty()) place += ", ";
    place += std::string(part) + ' ' + name;
  }
  return place;
}

using Rows = std::vector<std::vector<std::string>>;

std::vector<std::string> aligned(const Rows& cells) {
  std::vector<std::size_t> widths;
  for (const auto& row : cells) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::vector<std::string> lines;
  for (const auto& row : cells) {
    std::string& line = lines.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - width_of(row[i]) + 2, ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
  }
  return lines;
}

// RFC 4180, with line feeds: a value that holds a comma, a quote or a line break is quoted.
std::vector<std::string> with_commas(const Rows& cells) {
  std::vector<std::string> lines;
  for (const auto& row : cells) {
    std::string& line = lines.emplace_back();
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += ',';
      if (row[i].find_first_of(",\"\r\n") == std::string::npos) {
        line += row[i];
        continue;
      }
      line += '"';
      for (const char c : row[i]) line.append(c == '"' ? 2 : 1, c);
      line += '"';
    }
  }
  return lines;
}

std::vector<std::string> with_tabs(const Rows& cells) {
  std::vector<std::string> lines;
  for (const auto& row : cells) lines.push_back(fmt::format("{}", fmt::join(row, "\t")));
  return lines;
}

std::string raw_text_at(const json::value& value, std::string_view path) {
  if (path.ends_with(".#")) {
    const auto* list = find(value, path.substr(0, path.size() - 2));
    return list != nullptr && list->is_array() ? std::to_string(list->get_array().size()) : "0";
  }
  const auto dot = path.rfind('.');
  if (dot != std::string_view::npos) {
    const auto* list = find(value, path.substr(0, dot));
    if (list != nullptr && list->is_array()) {
      std::vector<std::string> texts;
      for (const auto& each : list->get_array()) {
        texts.push_back(raw_text_at(each, path.substr(dot + 1)));
      }
      return fmt::format("{}", fmt::join(texts, " "));
    }
  }
  const auto* found = find(value, path);
  return found == nullptr ? std::string{} : text_of(*found);
}

}  // namespace

std::string text_at(const json::value& value, std::string_view path) {
  return one_line(raw_text_at(value, path));
}

void Output::print(const json::value& value) {
  out_ << (options_.format == "yaml" ? yaml(value) : json::serialize(value) + '\n');
}

void Output::one(const json::value& value) {
  if (options_.format == "yaml") out_ << "---\n";
  print(value);
}

void Output::print(const Cells& cells, Header header) {
  const bool csv = options_.format == "csv";
  auto lines = csv ? with_commas(cells) : options_.terminal ? aligned(cells) : with_tabs(cells);
  if (header == Header::first_row && options_.color_out && !csv) {
    lines.front() = "\x1b[1m" + lines.front() + "\x1b[0m";
  }
  for (const auto& line : lines) out_ << line << '\n';
}

void Output::rows(std::span<const json::value> rows, std::span<const Column> columns,
                  json::object beside) {
  if (options_.format == "jsonl") {
    for (const auto& row : rows) out_ << json::serialize(reduced(row, options_.fields)) << '\n';
    return;
  }
  if (wants_whole()) {
    json::array all;
    for (const auto& row : rows) all.push_back(reduced(row, options_.fields));
    beside["items"] = std::move(all);
    return print(beside);
  }
  if (options_.format == "name") {
    for (const auto& row : rows) out_ << text_at(row, "id") << '\n';
    return;
  }
  const bool csv = options_.format == "csv";
  const auto shown = columns_for(columns, options_);
  Cells cells;
  if (!options_.no_headers) {
    auto& header = cells.emplace_back();
    for (const auto& column : shown) header.emplace_back(column.header);
  }
  for (const auto& row : rows) {
    auto& line = cells.emplace_back();
    for (const auto& column : shown) {
      line.push_back(csv ? raw_text_at(row, column.path) : text_at(row, column.path));
    }
  }
  print(cells, options_.no_headers ? Header::none : Header::first_row);
}

void Output::record(const json::value& record, std::span<const Column> columns) {
  if (wants_whole()) return print(reduced(record, options_.fields));
  if (options_.format == "csv") return rows({&record, 1}, columns);
  if (options_.format == "name") {
    out_ << text_at(record, "id") << '\n';
    return;
  }
  Cells cells;
  for (const auto& column : columns_for(columns, options_)) {
    auto text = text_at(record, column.path);
    if (!text.empty()) cells.push_back({std::string(column.header), std::move(text)});
  }
  print(cells, Header::none);
}

void Output::note(std::string_view text) {
  if (!options_.quiet) notes_ << text << '\n';
}

void Output::detail(std::string_view text) {
  if (options_.verbose) note(text);
}

std::string_view Output::program() const {
  return options_.color_notes ? "\x1b[31mproffer:\x1b[0m " : "proffer: ";
}

void Output::problem(const Problem& problem) {
  notes_ << program() << problem.code << ": " << problem.text;
  if (!problem.field.empty()) notes_ << " [" << problem.field << ']';
  notes_ << '\n';
}

void Output::problem(const json::value& problem) {
  notes_ << program() << text_at(problem, "title");
  if (const auto detail = text_at(problem, "detail"); !detail.empty()) notes_ << ": " << detail;
  notes_ << '\n';
  const auto* errors = find(problem, "errors");
  if (errors != nullptr && errors->is_array()) {
    for (const auto& error : errors->get_array()) {
      notes_ << "  " << text_at(error, "code") << ": " << text_at(error, "detail");
      if (const auto place = place_of(error); !place.empty()) notes_ << " [" << place << ']';
      notes_ << '\n';
    }
  }
  if (const auto trace = text_at(problem, "traceId"); !trace.empty()) {
    notes_ << "  trace " << trace << '\n';
  }
}

Progress::Progress(std::ostream& notes, const OutputOptions& options, std::string what,
                   std::uint64_t total)
    : notes_(notes),
      shown_(!options.quiet),
      json_(options.progress == "json"),
      terminal_(!json_ && options.notes_terminal),
      what_(std::move(what)),
      total_(total),
      began_(Clock::now()),
      last_(began_) {}

void Progress::at(std::uint64_t done, Clock::time_point now) {
  done_ = done;
  const std::chrono::milliseconds every(terminal_ ? 200 : json_ ? 1'000 : 10'000);
  if (!shown_ || now - last_ < every) return;
  last_ = now;
  if (json_) return print_json(now);
  const double seconds = std::chrono::duration<double>(now - began_).count();
  const double rate = static_cast<double>(done) / std::max(seconds, 1e-9);
  std::string line = fmt::format("{}: {}", what_, done);
  if (total_ > 0) {
    const auto left = static_cast<double>(total_ - std::min(done, total_)) / std::max(rate, 1e-9);
    line += fmt::format(" of {} ({} %), {:.0f} s left", total_, done * 100 / total_, left);
  }
  line += fmt::format(", {:.0f}/s", rate);
  notes_ << (terminal_ ? "\r\x1b[K" : "") << line << (terminal_ ? "" : "\n") << std::flush;
  open_line_ = terminal_;
}

void Progress::print_json(Clock::time_point now) {
  const double seconds = std::chrono::duration<double>(now - began_).count();
  json::object line = {{"progress", what_}, {"done", done_}, {"seconds", seconds}};
  if (total_ > 0) line["total"] = total_;
  notes_ << json::serialize(line) << std::endl;
}

void Progress::finish() {
  if (shown_ && json_) print_json(Clock::now());
  if (open_line_) notes_ << "\r\x1b[K" << std::flush;
  open_line_ = false;
}

}  // namespace proffer::edge::cli
