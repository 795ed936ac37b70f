// /v1/workflows/{id}: an instance with the steps it has taken, and the choice it waits for.
#include "actors/domain/workflow/definition.hpp"
#include "actors/domain/workflow/instance.hpp"
#include "actors/edge/documents/told.hpp"
#include "actors/edge/keyed.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/services/service_routes.hpp"
#include "events/codec/codec.hpp"
#include "events/transport/json_reader.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/outcome_json.hpp"

#include <boost/json/array.hpp>

#include <optional>
#include <utility>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::WorkflowInstance;

// The instance as its stream tells it.
struct Told {
  WorkflowInstance::State state;
  json::object body;
  Position end = 0;  // after the last event told
};

std::string_view text_of(WorkflowInstance::Phase phase) {
  switch (phase) {
    case WorkflowInstance::Phase::none: return "none";
    case WorkflowInstance::Phase::running: return "running";
    case WorkflowInstance::Phase::waiting: return "waiting";
    case WorkflowInstance::Phase::chosen: return "chosen";
    case WorkflowInstance::Phase::finished: return "finished";
  }
  return "none";
}

std::string_view text_of(WorkflowOutcome outcome) {
  switch (outcome) {
    case WorkflowOutcome::document: return "document";
    case WorkflowOutcome::no_action: return "no_action";
    case WorkflowOutcome::no_change: return "no_change";
    case WorkflowOutcome::only_processes: return "only_processes";
    case WorkflowOutcome::cancelled: return "cancelled";
    case WorkflowOutcome::unknown: break;
  }
  return "unknown";
}

// A name that stands several times, as those of several offers do, has all its values.
json::object context_json(const std::vector<NamedValue>& context) {
  json::object out;
  for (const NamedValue& each : context) {
    auto& value = out[each.name];
    if (value.is_null()) {
      value = each.value;
    } else if (auto* values = value.if_array()) {
      values->emplace_back(each.value);
    } else {
      value = json::array{std::move(value), each.value};
    }
  }
  return out;
}

void tell(json::object& body, const WorkflowStarted& e) {
  const auto* definition = domain::workflow_definition(e.definition);
  body["workflow"] = definition == nullptr ? std::string_view{} : definition->name;
  body["accountId"] = e.account.value;
  body["context"] = context_json(e.context);
}
void tell(json::object& body, const WorkflowAdvanced& e) {
  json::array& steps = body["steps"].as_array();
  for (const StepTaken& step : e.steps) steps.emplace_back(domain::text_of(step));
}
void tell(json::object& body, const NamedParameterRequested& e) {
  json::object asked =
      transport::parameter_json({e.action, e.parameter, e.base, e.component, e.options, e.shown});
  asked["offerId"] = e.offer.value;
  asked["prompt"] = e.prompt;
  body["namedParameter"] = std::move(asked);
}
void tell(json::object& body, const NamedParameterChosen& e) {
  body["chosen"] = {{"parameterId", e.parameter}, {"value", e.value}};
}
void tell(json::object& body, const NamedParameterCancelled& e) { body["timedOut"] = e.timed_out; }
void tell(json::object& body, const MembershipHandlingCompleted& e) {
  const auto ids = [](const std::vector<MembershipId>& list) {
    json::array out;
    for (const MembershipId& id : list) out.emplace_back(id.value);
    return out;
  };
  body["memberships"] = {{"transferred", ids(e.transferred)},
                         {"disconnected", ids(e.disconnected)},
                         {"penalty", transport::json_of(e.penalty)}};
}
void tell(json::object& body, const WorkflowCompleted& e) {
  body["outcome"] = text_of(e.outcome);
  if (!e.document.value.empty()) body["documentId"] = e.document.value;
  if (!e.next_view.empty()) body["nextView"] = e.next_view;
}
void tell(json::object& body, const WorkflowFailed& e) {
  body["outcome"] = "failed";
  body["problems"] = transport::json_of(e.problems);
}

// As of now, or of a moment.
store::Result<Told> told(const store::Log& log, const std::string& id,
                         const std::optional<Moment>& as_of = {}) {
  const auto events = log.read_stream({Category::workflow, id}, 1);
  if (!events) return tl::unexpected(events.error());
  Told told;
  told.body["id"] = id;
  told.body["phase"] = "none";
  told.body["steps"] = json::array{};
  for (const RecordedEvent& recorded : *events) {
    if (as_of && !as_of->includes(recorded)) break;
    told.end = recorded.position + 1;
    const auto event =
        codec::decode<WorkflowEvent>(recorded.type, recorded.schema, recorded.payload);
    if (!event) continue;  // what was refused is no part of it
    WorkflowInstance::evolve(told.state, *event);
    std::visit([&](const auto& e) { tell(told.body, e); }, *event);
  }
  told.body["phase"] = text_of(told.state.phase);
  return told;
}

void answer(const Exchange& exchange, const store::Result<Told>& instance,
            std::vector<HttpHeader> headers) {
  if (!instance) return answer_store_failure(exchange, instance.error());
  if (instance->state.phase == WorkflowInstance::Phase::none) {
    return exchange.problem(404, "WORKFLOW_NOT_FOUND",
                            "There is no workflow instance '" + exchange.id + "'.");
  }
  exchange.answer(200, instance->body, std::move(headers));
}

// A choice that is none of the options is answered with them.
void refuse(const Shared& shared, const Exchange& exchange, const Problems& problems) {
  ProblemAnswer answer{.status = status_of_refusal(problems),
                       .instance = exchange.request.path,
                       .trace_id = exchange.trace};
  if (problems.front().code == "NAMED_PARAM_NOT_IN_DOMAIN") {
    auto instance = told(shared.parts.log, exchange.id);
    if (!instance) return answer_store_failure(exchange, instance.error());
    answer.members["options"] = instance->body.at("namedParameter").at("options");
  }
  exchange.answer(problem_response(problems, answer));
}

void answer(const Shared& shared, const Exchange& exchange, std::vector<HttpHeader> headers = {}) {
  answer(exchange, told(shared.parts.log, exchange.id), std::move(headers));
}

// Answers when the account has done what the choice leads to, or with how far it is.
void answer_when_finished(const Shared& shared, const ExchangePtr& exchange,
                          const runtime::Reply& reply) {
  if (const Problems* refused = refusal_in(reply)) return refuse(shared, *exchange, *refused);
  if (!reply.carried_out()) return answer_without_outcome(*exchange, reply);
  const auto finished = [&shared, id = exchange->id] {
    const auto instance = told(shared.parts.log, id);
    return !instance || instance->state.phase == WorkflowInstance::Phase::finished;
  };
  when(shared, finished, shared.options.min_position_ms_max,
       [&shared, exchange, position = position_text(reply.shard, reply.end)](bool) {
         answer(shared, *exchange, {{"Proffer-Position", position}});
       });
}

// An id that no instance has never reaches an actor: nothing is recorded for it.
void submit(Shared& shared, const ExchangePtr& exchange, WorkflowInstance::Command command) {
  const auto instance = told(shared.parts.log, exchange->id);
  if (!instance || instance->state.phase == WorkflowInstance::Phase::none) {
    return answer(shared, *exchange);
  }
  submit_once(shared, exchange, {{Category::workflow, exchange->id}, std::move(command), {}},
              caller_of(*exchange), exchange->request.body,
              [&shared, exchange](const runtime::Reply& reply) {
                answer_when_finished(shared, exchange, reply);
              });
}

WorkflowInstance::ResumeWithChoice choice_of(const transport::WorkflowCall& call) {
  return {call.parameter, call.value, call.action};
}

}  // namespace

void get_workflow(Shared& shared, const ExchangePtr& exchange) {
  const store::Log& log = shared.parts.log;
  const ShardId shard = shard_of({Category::workflow, exchange->id}, log.data_shards());
  const auto moment = asked_moment(*exchange, shard);
  if (!moment) return exchange->problem(400, Problems{moment.error()});
  if (!*moment) return answer(shared, *exchange);
  const auto then = told(log, exchange->id, *moment);
  answer(*exchange, then, {{"Proffer-As-Of", position_text(shard, then ? then->end : 0)}});
}

void post_workflow_choice(Shared& shared, const ExchangePtr& exchange) {
  simdjson::dom::parser parser;
  const simdjson::padded_string body(exchange->request.body);
  simdjson::dom::element root;
  if (parser.parse(body).get(root) != simdjson::SUCCESS) {
    return exchange->problem(400, "JSON_MALFORMED",
                             R"(The body is not JSON; send {"parameterId": …}.)");
  }
  transport::FoundProblems problems;
  transport::ObjectReader reader(root, "", problems);
  transport::WorkflowCall call;
  transport::read_option_choice(reader, "", call, problems);
  reader.finish();
  if (!problems.list.empty()) return exchange->problem(422, problems.list);
  submit(shared, exchange, choice_of(call));
}

void post_workflow_cancel(Shared& shared, const ExchangePtr& exchange) {
  submit(shared, exchange, WorkflowInstance::Cancel{});
}

void call_workflow(Shared& shared, const ExchangePtr& exchange,
                   const transport::WorkflowCall& call) {
  using Does = transport::ServiceOperation::Does;
  auto named = std::make_shared<Exchange>(*exchange);
  named->id = call.workflow.value;
  if (call.operation->does == Does::choose) {
    return submit(shared, named, choice_of(call));
  }
  submit(shared, named, WorkflowInstance::Cancel{});
}

}  // namespace proffer::edge
