// The commands that ask why and what if: explanations, simulations, recommendations.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <string>

namespace proffer::edge::cli {

struct Explain {
  Resource resource = Resource::order;  // or a quote
  std::string id;
  std::string line;     // its number or id; empty: all
  std::string missing;  // a product that is not there
  std::string as_of;    // a time or position; empty: now
};
Exit explain(const Node& node, const Explain& explain, Output& output);

// What the response would do. Nothing is written.
Exit simulate(const Node& node, const ResponseSend& send, Output& output);

struct Recommend {
  std::string account;
  std::string asset;
  std::string service;
  std::string document;
  std::string search;    // `[Field]="value"`, in the place of the service id
  std::string products;  // chosen ones, with commas between
  std::string language;
  std::string mode;  // 0, 1 or 2: what is not eligible; or one of the row-set map
  bool root_only = false;
  bool offers_only = false;
};
Exit recommend(const Node& node, const Recommend& recommend, Output& output);

// What the account has, beside what it pays for.
Exit account_summary(const Node& node, const std::string& account, Output& output);

}  // namespace proffer::edge::cli
