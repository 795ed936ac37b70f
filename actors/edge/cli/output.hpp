// What the command line prints: data on stdout, progress and notes on stderr. A table on a
// terminal, the same rows separated by tabs when piped or by commas, or JSON or YAML in the shapes
// of the HTTP interface.
#pragma once

#include "events/problem.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::edge::cli {

// The process's exit status; `proffer help exit-codes` prints them.
enum class Exit : int {
  ok = 0,
  failed = 1,
  usage = 2,
  difference = 3,  // verify found one
  denied = 4,
  not_found = 5,
  conflict = 6,     // precondition not met
  unavailable = 7,  // no node there, or a time-out
  partial = 8,      // some of the input was carried out
  interrupted = 130,
};

struct OutputOptions {
  std::string format = "table";     // table, json, jsonl, yaml, csv or name
  std::vector<std::string> fields;  // paths to show instead of the usual columns
  bool no_headers = false;
  bool quiet = false;             // no notes, no progress
  bool verbose = false;           // notes on each request as well
  bool terminal = false;          // data goes to one: tables are aligned
  bool notes_terminal = false;    // notes go to one: progress renews its line
  std::string progress = "auto";  // or json
  bool color_out = false;
  bool color_notes = false;
};

// A column of a table: what stands above it, and where its value stands in the row
// (`totals.recurring`).
struct Column {
  std::string_view header;
  std::string_view path;
};

class Output {
 public:
  Output(std::ostream& out, std::ostream& notes, OutputOptions options)
      : out_(out), notes_(notes), options_(std::move(options)) {}

  const OutputOptions& options() const { return options_; }
  // For people: a table with its usual columns.
  bool wants_text() const { return options_.format == "table" && options_.fields.empty(); }
  // The things themselves, whatever their columns.
  bool wants_whole() const {
    return options_.format == "json" || options_.format == "jsonl" || options_.format == "yaml";
  }

  // Rows with the same columns. Whole, what HTTP answers to a list: an object with the rows as its
  // `items`, whole or reduced to `--fields`, and the members `beside` them; a line a row in
  // `jsonl`.
  void rows(std::span<const boost::json::value> rows, std::span<const Column> columns,
            boost::json::object beside = {});
  // One thing; `columns` as `name  value` lines, in CSV as a row. Whole, the thing itself.
  void record(const boost::json::value& record, std::span<const Column> columns);
  // One of many, whole: a line of JSON, or a document of YAML.
  void one(const boost::json::value& value);
  // A line for people, left out when quiet.
  void note(std::string_view text);
  // A line for people who asked for more of them.
  void detail(std::string_view text);
  void problem(const Problem& problem);
  // An RFC 9457 problem as the HTTP interface answers it.
  void problem(const boost::json::value& problem);
  std::ostream& out() { return out_; }

 private:
  using Cells = std::vector<std::vector<std::string>>;
  enum class Header : std::uint8_t { none, first_row };
  void print(const Cells& cells, Header header);
  void print(const boost::json::value& value);
  std::string_view program() const;  // what stands before a problem

  std::ostream& out_;
  std::ostream& notes_;
  OutputOptions options_;
};

// Progress of long work, on stderr: a line that renews itself on a terminal, else one every 10 s;
// for machines a JSON object a second, and one at the end.
class Progress {
 public:
  using Clock = std::chrono::steady_clock;
  // `total` 0: not known.
  Progress(std::ostream& notes, const OutputOptions& options, std::string what,
           std::uint64_t total);
  void at(std::uint64_t done, Clock::time_point now);
  void finish();

 private:
  void print_json(Clock::time_point now);

  std::ostream& notes_;
  bool shown_;
  bool json_;
  bool terminal_;
  std::string what_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
  Clock::time_point began_;
  Clock::time_point last_;
  bool open_line_ = false;
};

// The value at a dotted path (`totals.recurring`, `lines.#` for a list's length, `warnings.text`
// for that of each of its elements) as text on one line; empty when absent.
std::string text_at(const boost::json::value& value, std::string_view path);

}  // namespace proffer::edge::cli
