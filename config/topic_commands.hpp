// `proffer topic …`: the topics a node needs, made and checked.
#pragma once

#include "actors/edge/cli/output.hpp"
#include "config/settings.hpp"

namespace proffer::config {

edge::cli::Exit topic_create(const Settings& settings, edge::cli::Output& output);
edge::cli::Exit topic_check(const Settings& settings, edge::cli::Output& output);

}  // namespace proffer::config
