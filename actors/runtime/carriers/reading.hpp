// What the records of an input topic ask for: a function for each topic that reads one.
#pragma once

#include "actors/runtime/gate.hpp"
#include "events/shard.hpp"
#include "events/transport/response_json.hpp"
#include "events/transport/service_call.hpp"

#include <tl/expected.hpp>

#include <functional>
#include <string>

namespace proffer::runtime {

struct Asked {
  // Its header says who asks, under which request key, and the correlation, which may be empty.
  Request request;
  // Of a question: finds the answer and makes the request one to record it. Called when it is the
  // record's turn, so that the answer sees what came before it.
  std::function<void(Request&)> answer;
  // What the record counts as.
  std::string channel;
  std::string what;
};
using ReadRecord = std::function<tl::expected<Asked, Problem>(const InputRecord& record)>;

// Customers' answers to offers.
ReadRecord responses(transport::ResponseOptions options);

struct CallOptions {
  transport::ServiceRecordOptions record;
  // Answers a question from what is durable now, small enough for a frame of the log.
  std::function<Answered(const transport::ServiceCall&)> answer;
};
// Calls of the web services.
ReadRecord calls(CallOptions options);

}  // namespace proffer::runtime
