// The answers to channels and callers, the same over HTTP and on the topic of outcomes.
#pragma once

#include "events/request.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/offers_call.hpp"

#include <cstdint>

namespace proffer::transport {

// Whether the channel hears the answer for the first time or, having sent the same request again,
// once more.
enum class Telling : std::uint8_t { first, repeated };

// What can be chosen for an offer's named parameter; the prompt is told beside it.
boost::json::object parameter_json(const ParameterOptions& asks);

// Made from the last event of a response, or from the problems of a refused one.
boost::json::object outcome_json(const OfferResponseLogged& event,
                                 Telling telling = Telling::first);
boost::json::object outcome_json(const OfferApplicationFailed& event,
                                 Telling telling = Telling::first);
boost::json::object outcome_json(const OfferResponseWaiting& event,
                                 Telling telling = Telling::first);
boost::json::object outcome_json(const ResponseReceived& refused, const Problems& problems,
                                 Telling telling = Telling::first);

// Of a call that applies offers, with the document that it led to (nullptr: it is not shown). One
// that was only looked at has no id, neither in the document nor in the event.
boost::json::object outcome_json(const OffersApplied& event, const DocumentView* document,
                                 Telling telling = Telling::first);
boost::json::object outcome_json(const OffersToApply& refused, const Problems& problems,
                                 Telling telling = Telling::first);
// Whether the call's answer has a saved document in it.
bool shows_document(const OffersApplied& event);

// Of a question: the answer as it was given, and what was asked.
boost::json::object outcome_json(const QuestionAnswered& event, Telling telling = Telling::first);
boost::json::object outcome_json(const QuestionAnswered& refused, const Problems& problems,
                                 Telling telling = Telling::first);

// Of a workflow instance that was to be resumed or cancelled: what became of it (`cancelled`,
// `chosen`), or why nothing.
boost::json::object workflow_json(std::string_view outcome, const WorkflowId& workflow,
                                  const AccountId& account, Telling telling = Telling::first);
boost::json::object refused_workflow_json(const WorkflowId& workflow, const AccountId& account,
                                          const Problems& problems,
                                          Telling telling = Telling::first);

// Of an activity that is done: it has no topic of its own.
boost::json::object outcome_json(const ActivityCompleted& event, const AccountId& account,
                                 Telling telling = Telling::first);

// Of a change to an account that was refused. One that was made is told by its event.
boost::json::object refused_change_json(const ServiceOperation& operation, const AccountId& account,
                                        const Problems& problems, Telling telling = Telling::first);

}  // namespace proffer::transport
