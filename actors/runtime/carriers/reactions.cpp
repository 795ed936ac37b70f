#include "actors/runtime/carriers/reactions.hpp"

#include "actors/domain/account/apply/request.hpp"
#include "actors/domain/project/carried.hpp"

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace proffer::runtime {
namespace {

constexpr std::array<std::string_view, 4> wanting = {
    NamedParameterChosen::type, WorkflowContinued::type, OfferImportDecided::type,
    OfferReleaseDecided::type};

Request to(Category category, std::string key, auto command, const RecordedEvent& recorded) {
  return {{category, std::move(key)}, std::move(command), recorded.command};
}

using Requests = std::vector<Request>;

// The choice is made: the account goes on with the response that had waited.
Requests wanted(const NamedParameterChosen& e, const RecordedEvent& recorded) {
  domain::Account::ResumeResponse resume{e.workflow, domain::response_of(e.started)};
  resume.response.parameter = ParameterChoice{e.action.value, e.parameter, e.value};
  return {to(Category::account, e.started.account.value,
             domain::Account::Command{std::move(resume)}, recorded)};
}
// What came of it goes into the instance's own stream.
Requests wanted(const WorkflowContinued& e, const RecordedEvent& recorded) {
  return {to(Category::workflow, e.workflow.value,
             domain::WorkflowInstance::Command{domain::WorkflowInstance::Continue{e}}, recorded)};
}
template <class E>
requires std::is_constructible_v<ProjectEvent, E> Requests wanted(const E& e,
                                                                  const RecordedEvent& recorded) {
  domain::CarriedToOffer carried = domain::carried_to_offer(e);
  Requests requests;
  for (auto& command : carried.commands) {
    requests.push_back(to(Category::product_offer, carried.to.value, std::move(command), recorded));
  }
  return requests;
}
template <class E>
requires(!std::is_constructible_v<ProjectEvent, E>) Requests
    wanted(const E&, const RecordedEvent&) {
  return {};
}

}  // namespace

bool wants_something(std::string_view type) {
  return std::find(wanting.begin(), wanting.end(), type) != wanting.end();
}

codec::Result<std::vector<Request>> wanted_by(const RecordedEvent& recorded) {
  const auto event = codec::decode<Event>(recorded.type, recorded.schema, recorded.payload);
  if (!event) return tl::unexpected(event.error());
  return std::visit([&](const auto& e) { return wanted(e, recorded); }, *event);
}

}  // namespace proffer::runtime
