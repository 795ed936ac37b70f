// A call of a web service, whichever way it came: over HTTP, where the path names the operation, or
// as a record, whose member `operation` does.
#pragma once

#include "events/document.hpp"
#include "events/request.hpp"
#include "events/transport/account_call.hpp"
#include "events/transport/envelope.hpp"
#include "events/transport/offers_call.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::transport {

// What is asked, by name, as a URL would have it, and what a customer is about to order: lines that
// are not saved, or just products. There is at most one of the two, and none beside a documentId.
struct QueryCall {
  const ServiceOperation* operation = nullptr;
  AccountId account;                // empty: it is about nobody
  std::vector<NamedValue> members;  // with the account
  std::optional<std::vector<Line>> structure;
  std::vector<ProductId> products;
};

// What a workflow instance waits for: the choice of a value, or to be cancelled.
struct WorkflowCall {
  const ServiceOperation* operation = nullptr;
  WorkflowId workflow;
  std::string parameter;  // id of the option; empty: by value
  std::string value;
  std::string action;  // id or name of the one that asks; empty: not said
};

using ServiceCall = std::variant<OffersCall, QueryCall, WorkflowCall, AccountCall>;

// Which option is chosen: parameterId or value, and the action that it is for.
void read_option_choice(ObjectReader& reader, std::string_view parent, WorkflowCall& call,
                        FoundProblems& problems);

// What the account is asked; `given` is when.
OffersToApply to_apply(const OffersCall& call, Instant given);

std::string_view operation_of(const ServiceCall& call);
// Whether it only looks: it is answered from what is durable and changes nothing.
bool is_question(const ServiceCall& call);

// The body of a call over HTTP. Codes: those of read_offers_call, BODY_TOO_LARGE, JSON_MALFORMED.
tl::expected<ServiceCall, Problems> read_service_call(std::string_view json,
                                                      const ServiceOperation& operation,
                                                      const OffersCallOptions& options);

struct ServiceRecordOptions {
  std::size_t bytes_max = 512 * 1024;       // of the body
  std::string type = "proffer.command.v1";  // the CloudEvents type that is accepted
  OffersCallOptions call;
};
struct ParsedCall {
  ServiceCall call;
  Envelope envelope;
};
// A record: the same body with the member `operation`, in any of the envelopes that a response may
// have. Only the first thing that is wrong is told. Codes: those of read_service_call and
// open_record, OPERATION_UNKNOWN. Thread-safe.
tl::expected<ParsedCall, Problem> parse_service_record(std::string_view body,
                                                       std::span<const HeaderView> headers,
                                                       const ServiceRecordOptions& options);

}  // namespace proffer::transport
