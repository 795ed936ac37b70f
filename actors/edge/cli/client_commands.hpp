// The commands that talk to a running node over HTTP.
#pragma once

#include "actors/edge/cli/output.hpp"

#include <cstdint>
#include <istream>
#include <string>

namespace proffer::edge::cli {

// Where the node is, how long one answer may take, and by what key a command that writes is told
// from another: the same one again with the same key gets the first answer.
struct Node {
  std::string url = "http://127.0.0.1:8077";
  int timeout_ms = 30'000;
  std::string idempotency_key;  // empty: one is made and printed
};

// Which of an offer's options the customer takes: by the option's id or its value.
struct OptionChoice {
  std::string parameter;
  std::string value;
  std::string action;  // id of the action that asks; empty: the only one
};

struct ResponseSend {
  std::string account;
  std::string offer;
  std::string response = "Accept";
  std::string asset;
  std::string service;
  std::string channel = "web";
  OptionChoice choice;  // for a channel that cannot be asked
};
// The body that HTTP takes.
std::string body_of(const ResponseSend& send);
// In a table, what can be chosen where the answer says that a choice is missing; else nothing.
void show_options(const boost::json::value& outcome, Output& output);
Exit response_send(const Node& node, const ResponseSend& send, Output& output);

// What a response waits for: the customer's choice, or that there will be none. `workflow`: the
// instance that carries it out.
Exit response_choose(const Node& node, const std::string& workflow, const OptionChoice& choice,
                     Output& output);
Exit response_cancel(const Node& node, const std::string& workflow, Output& output);

// A line a response: bare JSON or a CloudEvent in structured mode. Lines of one account are sent in
// order. Each line's key is the command's with the line's number.
struct ResponseImport {
  std::string file;             // `-`: standard input
  std::size_t connections = 4;  // requests under way at once
  bool dry_run = false;         // say what each line alone would do, write nothing
};
Exit response_import(const Node& node, const ResponseImport& import, Output& output,
                     std::ostream& notes);

enum class Resource { order, quote, account, offer };
// `as_of`: a time or position; empty: now.
Exit get(const Node& node, Resource resource, const std::string& id, const std::string& as_of,
         Output& output);

struct ListOptions {
  std::string account;  // orders and quotes of one account; empty: all
  std::uint64_t rows_max = 100;
};
Exit list(const Node& node, Resource resource, const ListOptions& options, Output& output);

struct OfferApply {
  std::string file;      // JSON document with definitions, offers, accounts; `-`: standard input
  bool dry_run = false;  // validates and compares, writes nothing
  std::string organization;  // of new offers that name none; empty: there is no default
};
Exit offer_apply(const Node& node, const OfferApply& apply, Output& output);

// One command on one offer's definition, by the name it has over HTTP: `add-action`.
struct OfferDo {
  std::string id;
  std::string command;       // `create` makes the offer
  std::string file;          // the command's JSON body; empty: none; `-`: standard input
  std::string user;          // who holds or takes the lock
  std::string organization;  // theirs: the default of a new offer, and what they see; empty: all
  std::string version;       // of the definition that was read; empty: whatever it is
};
Exit offer_do(const Node& node, const OfferDo& wanted, Output& output);

}  // namespace proffer::edge::cli
