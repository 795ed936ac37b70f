// /v1/accounts/{id}/activities: what a customer service representative is to do for a customer.
#include "actors/edge/documents/document_routes.hpp"
#include "actors/edge/documents/told.hpp"
#include "actors/edge/listing.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/runtime/aggregate.hpp"
#include "events/transport/catalogue_json.hpp"
#include "events/transport/json_parts.hpp"
#include "events/transport/json_reader.hpp"
#include "events/transport/json_shape.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

namespace proffer::edge {
namespace {

namespace json = boost::json;

std::string_view status_of(const Activity& activity) { return activity.done ? "Done" : "Open"; }

json::object shape(const Activity& activity) {
  json::object out = {{"id", activity.id.value},
                      {"type", activity.kind},
                      {"description", activity.description},
                      {"status", status_of(activity)},
                      {"created", transport::json_of(activity.created)}};
  transport::put_if(out, "reason", activity.reason);
  transport::put_if(out, "priority", activity.priority);
  if (activity.due) out["due"] = transport::json_of(*activity.due);
  transport::put_if(out, "offerId", activity.offer.value);
  transport::put_if(out, "response", activity.response);
  transport::put_if(out, "documentId", activity.document.value);
  transport::put_if(out, "assetId", activity.asset.value);
  transport::put_if(out, "channel", activity.channel);
  transport::put_if(out, "assignee", activity.assignee);
  transport::put_if(out, "phone", activity.phone);
  return out;
}

// As they are now, in the order in which they were created; none at all also where there is no such
// account.
store::Result<std::vector<Activity>> activities_of(const store::Log& log, const StreamId& account) {
  const auto events = log.read_stream(account, 1);
  if (!events) return tl::unexpected(events.error());
  std::vector<Activity> activities;
  for (const RecordedEvent& recorded : *events) {
    if (recorded.type != ActivityCreated::type && recorded.type != ActivityCompleted::type)
      continue;
    auto event = codec::decode<AccountEvent>(recorded.type, recorded.schema, recorded.payload);
    if (!event) return tl::unexpected(runtime::unreadable(recorded, event.error()));
    if (auto* created = std::get_if<ActivityCreated>(&*event)) {
      activities.push_back(std::move(created->activity));
    } else if (const auto* completed = std::get_if<ActivityCompleted>(&*event)) {
      const auto done = std::ranges::find(activities, completed->activity, &Activity::id);
      if (done != activities.end()) done->done = true;
    }
  }
  return activities;
}

// Of those with the status, if one is asked for.
void answer_page(const Exchange& exchange, const Page& page, std::string_view status,
                 const std::vector<Activity>& activities) {
  json::array items;
  bool reached = page.after.empty();
  std::string next;
  for (const Activity& activity : activities) {
    const bool shown = reached && (status.empty() || status == status_of(activity));
    if (shown && items.size() == page.limit) {
      next = items.back().at("id").as_string();
      break;
    }
    if (shown) items.push_back(shape(activity));
    reached = reached || activity.id.value == page.after;
  }
  answer_list(exchange, "/v1/accounts/" + percent_encoded(exchange.id) + "/activities", page,
              std::move(items), next);
}

}  // namespace

void get_activities(Shared& shared, const ExchangePtr& exchange) {
  const auto page = page_of(shared, *exchange);
  if (!page) return exchange->problem(400, Problems{page.error()});
  const std::string status = exchange->request.parameter("status").value_or("");
  if (!status.empty() && status != "Open" && status != "Done") {
    return exchange->problem(
        400, Problems{mistake("STATUS_INVALID", "status is Open or Done, or left out.", "status")});
  }
  with_account(
      shared, exchange, AccountId{exchange->id},
      [&shared, exchange, page = *page, status](const auto& state, const auto&) {
        const auto found = activities_of(shared.parts.log, {Category::account, state.id.value});
        if (!found) return answer_store_failure(*exchange, found.error());
        answer_page(*exchange, page, status, *found);
      });
}

void post_activity(Shared& shared, const ExchangePtr& exchange) {
  domain::Account::CreateActivity command;
  command.account.value = exchange->id;
  Activity& activity = command.activity;
  activity.assignee = "CSR";
  const auto problems =
      transport::read_document(exchange->request.body, {}, [&](transport::ObjectReader& body) {
        body.read("type", activity.kind, transport::Form::text, transport::Need::required);
        body.read("description", activity.description, transport::Form::prose);
        body.read("priority", activity.priority);
        body.read("due", activity.due);
        body.read("offerId", activity.offer);
        body.read("response", activity.response);
        body.read("documentId", activity.document);
        body.read("assetId", activity.asset);
        body.read("channel", activity.channel);
        body.read("assignee", activity.assignee);
        body.read("phone", activity.phone);
      });
  if (!problems.empty()) return exchange->problem(status_of_mistake(problems), problems);
  const AccountId account = command.account;
  tell_account(shared, exchange, account, std::move(command),
               [exchange](const runtime::Reply& reply) {
                 const auto* created = std::get_if<ActivityCreated>(&reply.events.back());
                 if (created == nullptr) return answer_without_outcome(*exchange, reply);
                 exchange->answer(201, shape(created->activity),
                                  {{"Proffer-Position", position_text(reply.shard, reply.end)}});
               });
}

void post_activity_complete(Shared& shared, const ExchangePtr& exchange) {
  const AccountId account{exchange->id};
  tell_account(shared, exchange, account,
               domain::Account::CompleteActivity{account, ActivityId{exchange->part}},
               [exchange](const runtime::Reply& reply) {
                 exchange->answer(
                     200, {{"id", exchange->part}, {"accountId", exchange->id}, {"status", "Done"}},
                     {{"Proffer-Position", position_text(reply.shard, reply.end)}});
               });
}

}  // namespace proffer::edge
