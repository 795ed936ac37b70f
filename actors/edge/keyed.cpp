#include "actors/edge/keyed.hpp"

#include "actors/runtime/request_hash.hpp"

#include <utility>

namespace proffer::edge {
namespace {

constexpr std::size_t request_key_bytes_max = 512;
constexpr int retry_running_s = 1;

// Without the quotes of a Structured Field string, which the Idempotency-Key draft asks for and few
// send.
std::string_view unquoted(std::string_view key) {
  return key.size() >= 2 && key.front() == '"' && key.back() == '"' ? key.substr(1, key.size() - 2)
                                                                    : key;
}

}  // namespace

tl::expected<std::string, Problem> idempotency_key(const Exchange& exchange) {
  const auto key = unquoted(exchange.request.header("Idempotency-Key"));
  if (key.empty()) return std::string{};
  std::string full = "key:" + std::string(key);
  if (full.size() > request_key_bytes_max) {
    Problem problem;
    problem.code = "IDEMPOTENCY_KEY_INVALID";
    problem.text = "The Idempotency-Key has more than 500 bytes; a UUID is enough.";
    return tl::unexpected(std::move(problem));
  }
  return full;
}

void submit_keyed(Shared& shared, const ExchangePtr& exchange, runtime::Request command,
                  std::function<void(const runtime::Reply&)> tell) {
  const std::string& key = command.header.request_key;
  const std::string running = key.empty() ? std::string{} : command.to.key + '\n' + key;
  if (!running.empty() && !shared.running.enter(running)) {
    return exchange->answer(problem_response(
        "REQUEST_RUNNING", "The same request is being carried out; try again for its answer.",
        {.status = 409,
         .retry = Retry::later,
         .retry_after_s = retry_running_s,
         .instance = exchange->request.path,
         .trace_id = exchange->trace}));
  }
  shared.parts.gate.submit(std::move(command),
                           [&shared, running, tell = std::move(tell)](const runtime::Reply& reply) {
                             if (!running.empty()) shared.running.leave(running);
                             tell(reply);
                           });
}

void submit_once(Shared& shared, const ExchangePtr& exchange, runtime::Request asked,
                 std::string actor, std::string_view content,
                 std::function<void(const runtime::Reply&)> tell) {
  if (exchange->request.parameter("asOf")) return refuse_as_of(*exchange);
  const auto key = idempotency_key(*exchange);
  if (!key) return exchange->problem(400, Problems{key.error()});
  asked.header = command_header(shared, *exchange, std::move(actor));
  asked.header.request_key = *key;
  asked.header.request_hash = runtime::request_hash(content);
  submit_keyed(shared, exchange, std::move(asked), std::move(tell));
}

}  // namespace proffer::edge
