#include "actors/domain/account/documents.hpp"

#include "actors/domain/catalogue/catalogue.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace proffer::domain {
namespace {

using Events = std::vector<AccountEvent>;

Problem problem(std::string code, std::string text) {
  return {std::move(code), std::move(text), {}, {}, {}, "documentId"};
}

// `<account>-O<n>` taken apart; the number is 0 when it is no document's id.
struct Parts {
  std::string_view account;
  std::uint32_t number = 0;
};
Parts parts_of(const DocumentId& id) {
  Parts parts;
  if (kind_of(id) == DocumentKind::unknown) return parts;
  const std::string_view text = id.value;
  const auto dash = text.rfind('-');
  parts.account = text.substr(0, dash);
  const char* const first = text.data() + dash + 2;
  const char* const last = text.data() + text.size();
  if (const auto read = std::from_chars(first, last, parts.number); read.ptr != last) return {};
  return parts;
}

ActivityId activity_id(const Account::State& state, std::uint32_t number) {
  return {state.id.value + "-A" + std::to_string(number)};
}
bool was_created(const Account::State& state, const ActivityId& activity) {
  const std::uint32_t number = number_of(activity.value);
  return number > 0 && number <= state.activities_ever && activity == activity_id(state, number);
}

// The latest document of the kind that can still be changed, without this one; nullptr: none.
const OpenDocument* latest_pending(const Account::State& state, DocumentKind kind,
                                   const DocumentId& without) {
  const OpenDocument* latest = nullptr;
  const auto consider = [&](const OpenDocument& document) {
    if (document.submitted || document.kind != kind || document.id == without) return;
    if (latest == nullptr || parts_of(latest->id).number < parts_of(document.id).number) {
      latest = &document;
    }
  };
  for (const OpenDocument& other : state.others) consider(other);
  if (state.document) consider(*state.document);
  return latest;
}

void clear_active(const Account::State& state, const DocumentId& document, bool submitted,
                  Events& events) {
  events.emplace_back(ActiveDocumentCleared{document, submitted});
  if (const OpenDocument* next = latest_pending(state, kind_of(document), document)) {
    events.emplace_back(ActiveDocumentSet{next->id});
  }
}

// The quote, which has to be open, ends as the event says.
template <class Ended, class Command>
Decision<AccountEvent> end_quote(const Account::State& state, const Command& command) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  const auto quote = find_document(state, command.document, DocumentKind::quote);
  if (!quote) return tl::unexpected(Problems{quote.error()});
  Events events{Ended{command.document}};
  close_document(state, command.document, events);
  return events;
}

}  // namespace

std::uint32_t number_of(std::string_view id) {
  std::uint32_t number = 0;
  const auto dash = id.rfind('-');
  if (dash == std::string_view::npos || id.size() < dash + 2) return number;
  std::from_chars(id.data() + dash + 2, id.data() + id.size(), number);
  return number;
}

void close_document(const Account::State& state, const DocumentId& document, Events& events) {
  if (state.active_document == document) {
    clear_active(state, document, false, events);
  } else {
    events.emplace_back(DocumentClosed{document});
  }
}

Problem account_not_found(const AccountId& account) {
  return {"ACCOUNT_NOT_FOUND",
          "There is no account " + in_quotes(account.value) + "; define it first.",
          {},
          {},
          {},
          "accountId"};
}

tl::expected<const OpenDocument*, Problem> find_document(const Account::State& state,
                                                         const DocumentId& id, DocumentKind kind) {
  const Parts parts = parts_of(id);
  if (parts.number > 0 && parts.account != state.id.value) {
    return tl::unexpected(
        problem("DOC_OTHER_ACCOUNT", "Document " + in_quotes(id.value) + " belongs to account " +
                                         in_quotes(parts.account) + "; send one of this account."));
  }
  const OpenDocument* document = open_document(state, id);
  if (document == nullptr && (parts.number == 0 || parts.number > state.documents_ever)) {
    return tl::unexpected(problem("DOC_NOT_FOUND", "There is no document " + in_quotes(id.value) +
                                                       "; send the id of a saved one or none."));
  }
  if (kind != DocumentKind::unknown && kind_of(id) != kind) {
    const bool order = kind == DocumentKind::order;
    return tl::unexpected(problem("DOC_WRONG_KIND", in_quotes(id.value) + " is " +
                                                        (order ? "a quote; this account, or "
                                                                 "operation, takes orders."
                                                               : "an order; this account, or "
                                                                 "operation, takes quotes.")));
  }
  if (document != nullptr) return document;
  return tl::unexpected(problem("DOC_NOT_EDITABLE", "Document " + in_quotes(id.value) +
                                                        " is done with; leave its id out to start "
                                                        "another."));
}

tl::expected<const OpenDocument*, Problem> find_editable(const Account::State& state,
                                                         const DocumentId& id, DocumentKind kind) {
  auto document = find_document(state, id, kind);
  if (!document || !(*document)->submitted) return document;
  return tl::unexpected(problem(
      "DOC_NOT_EDITABLE",
      "Order " + in_quotes(id.value) + " was submitted; leave its id out to start another."));
}

void send_off(const Account::State& state, const DocumentId& order, bool active, Events& events) {
  events.emplace_back(OrderSubmitted{order});
  if (active) clear_active(state, order, true, events);
}

ActivityId next_activity(const Account::State& state, const Events& events) {
  const auto created = std::ranges::count_if(events, [](const AccountEvent& event) {
    return std::holds_alternative<ActivityCreated>(event);
  });
  const auto number = state.activities_ever + static_cast<std::uint32_t>(created) + 1;
  return activity_id(state, number);
}

Decision<AccountEvent> set_prepaid_balance(const Account::State& state,
                                           const Account::SetPrepaidBalance& command) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  if (state.prepaid_balance == command.balance) return Events{};
  return Events{PrepaidBalanceSet{command.balance}};
}

Decision<AccountEvent> create_activity(const Account::State& state,
                                       const Account::CreateActivity& command,
                                       const Context& context) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  if (folded(command.activity.kind).empty()) {
    return tl::unexpected(Problems{
        {"ACTIVITY_TYPE_REQUIRED", "An activity needs a type, such as Call.", {}, {}, {}, "type"}});
  }
  Activity activity = command.activity;
  activity.id = next_activity(state, {});
  activity.created = context.now;
  if (activity.phone.empty()) activity.phone = state.profile.phone;
  return Events{ActivityCreated{std::move(activity)}};
}

Decision<AccountEvent> complete_activity(const Account::State& state,
                                         const Account::CompleteActivity& command) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  const auto refused = [&](std::string code, const std::string& text) {
    return tl::unexpected(Problems{{std::move(code), text, {}, {}, {}, "activityId"}});
  };
  const ActivityId& id = command.activity;
  if (std::ranges::find(state.open_activities, id) != state.open_activities.end()) {
    return Events{ActivityCompleted{id}};
  }
  if (was_created(state, id)) {
    return refused("ACTIVITY_DONE", "Activity " + in_quotes(id.value) + " is done already.");
  }
  return refused("ACTIVITY_NOT_FOUND", "The account has no activity " + in_quotes(id.value) +
                                           "; send the id of one of its own.");
}

Decision<AccountEvent> submit_order(const Account::State& state,
                                    const Account::SubmitOrder& command) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  const auto order = find_document(state, command.document, DocumentKind::order);
  if (!order) return tl::unexpected(Problems{order.error()});
  if ((*order)->submitted) {
    return tl::unexpected(
        Problems{problem("ORDER_ALREADY_SUBMITTED",
                         "Order " + in_quotes(command.document.value) + " was submitted before.")});
  }
  if ((*order)->lines.empty()) {
    return tl::unexpected(
        Problems{problem("DOCUMENT_EMPTY", "Order " + in_quotes(command.document.value) +
                                               " has no lines; add some before it is submitted.")});
  }
  Events events;
  send_off(state, command.document, state.active_document == command.document, events);
  return events;
}

Decision<AccountEvent> cancel_document(const Account::State& state,
                                       const Account::CancelDocument& command) {
  if (!Account::exists(state)) return tl::unexpected(Problems{account_not_found(command.account)});
  const auto document = find_document(state, command.document, DocumentKind::unknown);
  if (!document) return tl::unexpected(Problems{document.error()});
  Events events{DocumentCancelled{command.document, command.reason}};
  close_document(state, command.document, events);
  return events;
}

Decision<AccountEvent> accept_quote(const Account::State& state,
                                    const Account::AcceptQuote& command) {
  return end_quote<QuoteAccepted>(state, command);
}

Decision<AccountEvent> expire_quote(const Account::State& state,
                                    const Account::ExpireQuote& command) {
  return end_quote<QuoteExpired>(state, command);
}

}  // namespace proffer::domain
