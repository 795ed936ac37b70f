#include "actors/domain/account/apply/channel_exceptions.hpp"

#include "actors/domain/account/documents.hpp"
#include "actors/domain/catalogue/catalogue.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

Activity activity_for(const Account::State& state, const ResponseReceived& failed,
                      const Problems& problems, const DocumentId& document,
                      const Context& context) {
  Activity activity;
  for (const Problem& problem : problems) {
    if (!activity.description.empty()) activity.description += ' ';
    activity.description += problem.code + ": " + problem.text;
  }
  activity.offer = failed.offer;
  activity.response = failed.response;
  activity.document = document;
  activity.asset = failed.asset;
  activity.channel = failed.channel;
  activity.phone = state.profile.phone;
  activity.created = context.now;
  return activity;
}

}  // namespace

std::vector<ExceptionHandler> handle_exception(const Account::State& state,
                                               const ResponseReceived& failed,
                                               const Problems& problems, const DocumentId& document,
                                               const Context& context,
                                               std::vector<AccountEvent>& events) {
  std::vector<ExceptionHandler> handlers = context.catalogue->handlers(failed.channel);
  const auto handled_by = [&](ExceptionHandler handler) {
    return std::ranges::find(handlers, handler) != handlers.end();
  };
  const auto add = [&](const char* kind, const char* assignee, const char* reason) {
    Activity activity = activity_for(state, failed, problems, document, context);
    activity.id = next_activity(state, events);
    activity.kind = kind;
    activity.assignee = assignee;
    activity.reason = reason;
    ActivityId id = activity.id;
    events.emplace_back(ActivityCreated{std::move(activity)});
    return id;
  };
  if (handled_by(ExceptionHandler::create_activity)) add("Offer failed", "CSR", "");
  if (handled_by(ExceptionHandler::create_work_item)) {
    ActivityId item = add("Work item", "CSR queue", "exception");
    events.emplace_back(
        WorkItemRequested{failed.offer, failed.channel, "exception", problems, std::move(item)});
  }
  return handlers;
}

Decision<AccountEvent> record_failure(const Account::State& state,
                                      const Account::RecordFailure& command,
                                      const Context& context) {
  OfferApplicationFailed failure = command.failure;
  if (!Account::exists(state)) return tl::unexpected(std::move(failure.problems));
  std::vector<AccountEvent> events;
  failure.handlers =
      handle_exception(state, failure.response, failure.problems, {}, context, events);
  events.emplace_back(std::move(failure));
  return events;
}

}  // namespace proffer::domain
