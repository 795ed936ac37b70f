// The HTTP interface: what is asked and answered under /v1, and the operator's /livez, /readyz and
// /metrics.
#pragma once

#include "actors/edge/http.hpp"
#include "actors/edge/metrics.hpp"
#include "actors/runtime/gate.hpp"
#include "events/transport/service_call.hpp"
#include "projections/accounts.hpp"
#include "projections/documents.hpp"
#include "projections/memberships.hpp"
#include "store/log.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::edge {

struct ReadinessCheck {
  std::string name;
  bool ready = false;
  std::string detail;  // why not, or how far
};

// What the handlers need; all of it outlives the Api and every answer the gate still owes.
struct ApiParts {
  runtime::Gate& gate;
  const store::Log& log;
  const projections::DocumentQueries& documents;
  const projections::AccountQueries& accounts;
  const projections::MembershipQueries& memberships;
  Metrics& metrics;
  std::function<Instant()> now;                                    // wall time
  std::function<std::string()> new_id;                             // a new correlation id
  std::function<void(int delay_ms, std::function<void()>)> after;  // HttpServer::after
  // How far the projection ("documents", "accounts", "memberships", "metrics") has come.
  std::function<Position(std::string_view projection, ShardId)> reached;
  std::function<std::vector<ReadinessCheck>()> readiness;
  std::function<std::size_t()> live_aggregates;
  std::function<Metrics::Kafka()> kafka = {};  // none: there is no Kafka
};

struct ApiOptions {
  int min_position_ms_max = 2'000;  // how long a read waits for Proffer-Min-Position
  int catalogue_ms_max = 5'000;     // how long a new catalogue may take to be seen by decisions
  int poll_ms = 2;                  // between two looks while waiting
  std::size_t page_max = 1'000;
  std::size_t page_default = 100;
  std::size_t response_bytes_max = 65'536;        // a response's body
  std::size_t catalogue_bytes_max = 1024 * 1024;  // a catalogue's or account's body
  std::size_t answer_bytes_max = 512 * 1024;      // of a question's, to be recorded
  std::size_t stream_bytes_max = 128 * 1024;      // of the log read for one chunk of /v1/stream
};

class Api {
 public:
  Api(ApiParts parts, ApiOptions options);
  ~Api();

  // Answers one request, at once or later, on any thread. Never blocks for longer than a read of
  // the store.
  void handle(HttpRequest request, Respond respond);

  // Answers a call that only looks (transport::is_question), now and from what is durable: JSON of
  // at most `answer_bytes_max`. Thread-safe.
  runtime::Answered answer(const transport::ServiceCall& question);

 private:
  std::unique_ptr<struct Shared> shared_;
};

}  // namespace proffer::edge
