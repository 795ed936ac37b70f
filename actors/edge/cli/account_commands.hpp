// The commands that change an account's documents, promotion groups and memberships, and those that
// look at the latter.
#pragma once

#include "actors/edge/cli/client_commands.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace proffer::edge::cli {

// One operation of the web services: its name there, and its members; empty ones are left out.
struct AccountChange {
  std::string operation;
  std::vector<std::pair<std::string, std::string>> members;
  bool dry_run = false;  // say what would happen, change nothing
};
Exit change_account(const Node& node, const AccountChange& change, Output& output);

struct MembershipList {
  std::string account;
  std::string group;
  std::string promotion;
  std::string asset;
  std::string status;
  std::string as_of;  // a time, or a position of the account's shard; empty: now
  std::uint64_t rows_max = 100;
};
Exit membership_list(const Node& node, const MembershipList& wanted, Output& output);
Exit membership_get(const Node& node, const std::string& id, Output& output);
Exit promotion_group_list(const Node& node, const MembershipList& wanted, Output& output);

// What it would cost now to end a promotion, or to upgrade it to another.
Exit membership_penalty(const Node& node, const std::string& account, const std::string& asset,
                        const std::string& target, Output& output);

// All that is to be done for a customer and was; status: Open or Done, empty: both.
Exit account_activities(const Node& node, const std::string& account, const std::string& status,
                        Output& output);
Exit complete_activity(const Node& node, const std::string& account, const std::string& activity,
                       Output& output);

}  // namespace proffer::edge::cli
