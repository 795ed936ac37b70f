// Workspace projects over HTTP. Not for use outside the edge.
#pragma once

#include "actors/edge/exchange.hpp"

#include <array>

namespace proffer::edge {

void post_project(Shared& shared, const ExchangePtr& exchange);
void get_projects(Shared& shared, const ExchangePtr& exchange);
void get_project(Shared& shared, const ExchangePtr& exchange);
void post_project_content(Shared& shared, const ExchangePtr& exchange);
void delete_project_content(Shared& shared, const ExchangePtr& exchange);
void export_project(Shared& shared, const ExchangePtr& exchange);
void import_project(Shared& shared, const ExchangePtr& exchange);
void release_project(Shared& shared, const ExchangePtr& exchange);

inline constexpr std::array<Route, 8> project_routes = {{
    {"POST", "/v1/projects", post_project},
    {"GET", "/v1/projects", get_projects},
    {"GET", "/v1/projects/{name}", get_project},
    {"POST", "/v1/projects/{name}/contents", post_project_content},
    {"DELETE", "/v1/projects/{name}/contents/{offer}", delete_project_content},
    {"GET", "/v1/projects/{name}/export", export_project},
    {"POST", "/v1/projects/{name}/import", import_project},
    {"POST", "/v1/projects/{name}/release", release_project},
}};

}  // namespace proffer::edge
