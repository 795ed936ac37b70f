#include "actors/domain/account/apply/run_process.hpp"

#include "actors/domain/account/documents.hpp"
#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/document/application.hpp"
#include "actors/domain/document/promotions.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace proffer::domain {
namespace {

constexpr std::string_view prepaid_balance = "raf check prepaid balance";
constexpr std::string_view address_validation = "address validation";
constexpr std::string_view order_validation = "order validation";
constexpr std::string_view activity = "raf create activity";
constexpr std::string_view more_information = "more information";
constexpr std::string_view submit_process = "sis om submit order process";

const std::string* find(const std::vector<NamedValue>& values, std::string_view name) {
  const auto found = std::ranges::find_if(
      values, [&](const NamedValue& value) { return same_name(value.name, name); });
  return found == values.end() ? nullptr : &found->value;
}
std::string text_of(const std::vector<NamedValue>& values, std::string_view name) {
  const std::string* found = find(values, name);
  return found == nullptr ? std::string{} : *found;
}

void put(std::vector<NamedValue>& values, std::string_view name, const std::string& value) {
  const auto found =
      std::ranges::find_if(values, [&](const NamedValue& v) { return same_name(v.name, name); });
  if (found != values.end()) {
    found->value = value;
  } else if (!value.empty()) {
    values.push_back({std::string(name), value});
  }
}

// The account's header as the installation lets workflows see it.
std::vector<NamedValue> header_of(const Account::State& state, const DocumentId& document,
                                  const Catalogue& catalogue) {
  const AccountProfile& p = state.profile;
  std::vector<NamedValue> all = {{"Account Id", state.id.value}, {"Account Type", p.type},
                                 {"Account Name", p.name},       {"Organization", p.organization},
                                 {"Price List", p.price_list},   {"Currency", p.currency},
                                 {"Language", p.language},       {"Phone", p.phone},
                                 {"Document Id", document.value}};
  all.insert(all.end(), p.fields.begin(), p.fields.end());
  std::vector<NamedValue> seen;
  const VariableMap* map =
      catalogue.variable_map(catalogue.preference(context_map_preference).value_or(context_map));
  if (map == nullptr) return seen;
  const VariableMapMode* mode = mode_of(*map, "Any");
  if (mode == nullptr) return seen;
  for (const std::string& field : mode->fields) put(seen, field, text_of(all, field));
  return seen;
}

}  // namespace

Problem ProcessRunner::problem(const PreparedProcess& process, std::string code, std::string text,
                               std::string_view field) const {
  return {std::move(code),
          std::move(text),
          process.offer->released->offer.name,
          process.offer->response->response,
          process.action->name,
          std::string(field)};
}

// The call's own values, and the action's parameters above all.
std::vector<NamedValue> ProcessRunner::context_of(const PreparedProcess& process,
                                                  const Saved& saved) const {
  std::vector<NamedValue> values = header_of(state_, saved.id, *context_.catalogue);
  put(values, "Offer Id", process.offer->released->offer.id.value);
  put(values, "Response", process.offer->response->response);
  put(values, "Channel", request_.channel());
  if (asset_ != nullptr) put(values, "Asset Id", asset_->id.value);
  for (const NamedValue& parameter : process.action->workflow_parameters) {
    put(values, parameter.name, parameter.value);
  }
  return values;
}

// Those that only look leave everything as it is.
bool ProcessRunner::defers(const std::string& workflow) const {
  constexpr std::array looking = {prepaid_balance, address_validation, order_validation};
  return !request_.save() && std::ranges::find(looking, folded(workflow)) == looking.end();
}

tl::expected<void, Problem> ProcessRunner::run(const PreparedProcess& process, Phase phase,
                                               const Saved& saved,
                                               std::vector<AccountEvent>& events) {
  const std::string& name = process.action->workflow;
  if (!request_.save() && (phase == Phase::post || defers(name))) {
    deferred.push_back(name);
    return {};
  }
  trace_.step(RunProcessDriver::fetch_parameters);
  trace_.step(RunProcessDriver::convert_parameters);
  const std::vector<NamedValue> given = context_of(process, saved);
  trace_.step(RunProcessDriver::read_activity);
  trace_.step(RunProcessDriver::dispatch);
  Done done = dispatch(process, given, saved, events);
  ProcessRun run{name, process.action->id, phase == Phase::post, !done, {}, {}, {}};
  run.message = done ? *done : done.error().text;
  if (!done) run.code = done.error().code;
  if (run.message == "requested") run.context = given;
  runs.push_back(std::move(run));
  if (!done) return tl::unexpected(std::move(done.error()));
  return {};
}

ProcessRunner::Done ProcessRunner::dispatch(const PreparedProcess& process,
                                            const std::vector<NamedValue>& given,
                                            const Saved& saved, std::vector<AccountEvent>& events) {
  const std::string name = folded(process.action->workflow);
  if (name == prepaid_balance) return check_balance(process, given);
  if (name == address_validation) return check_address(process, given);
  if (name == order_validation) return check_order(process, saved, events);
  if (name == activity) return create_activity(process, given, saved, events);
  if (name == submit_process) return submit(process, saved, events);
  if (context_.catalogue->workflow(name) != nullptr) return "requested";
  return tl::unexpected(problem(
      process, "WORKFLOW_UNKNOWN",
      "Workflow " + in_quotes(process.action->workflow) + " does not exist; register it first."));
}

ProcessRunner::Done ProcessRunner::create_activity(const PreparedProcess& process,
                                                   const std::vector<NamedValue>& given,
                                                   const Saved& saved,
                                                   std::vector<AccountEvent>& events) {
  trace_.step(CreateActivity::get_field_values);
  const std::string* account = find(given, "Account Id");
  if (account != nullptr && *account != state_.id.value) {
    return tl::unexpected(problem(process, "WF_PARAM_INVALID",
                                  "Account Id is " + in_quotes(*account) +
                                      "; an activity is made for the account that responds, " +
                                      in_quotes(state_.id.value) + ": leave the parameter out.",
                                  "workflowParameters"));
  }
  if (folded(text_of(given, "Activity Type")).empty()) {
    return tl::unexpected(problem(process, "WF_PARAM_INVALID",
                                  "Activity Type is missing; give the action that workflow "
                                  "parameter, such as Call.",
                                  "workflowParameters"));
  }
  Activity created;
  created.id = next_activity(state_, events);
  created.kind = text_of(given, "Activity Type");
  created.description = text_of(given, "Activity Description");
  created.offer.value = text_of(given, "Offer Id");
  created.response = text_of(given, "Response");
  created.document = saved.id;
  created.asset.value = text_of(given, "Asset Id");
  created.channel = text_of(given, "Channel");
  created.assignee = "CSR";
  created.phone = state_.profile.phone;
  created.created = context_.now;
  trace_.step(CreateActivity::insert_activity);
  std::string said = "activity " + created.id.value;
  // Who neither accepts nor rejects wants to be told more.
  const bool asks = process.offer->response->kind == ResponseKind::other;
  if (asks) created.reason = more_information;
  WorkItemRequested item{created.offer, created.channel, created.reason, {}, created.id};
  events.emplace_back(ActivityCreated{std::move(created)});
  if (asks) events.emplace_back(std::move(item));
  return said;
}

ProcessRunner::Done ProcessRunner::check_balance(const PreparedProcess& process,
                                                 const std::vector<NamedValue>& given) {
  trace_.step(CheckPrepaidBalance::read_balance);
  const std::string wanted = text_of(given, "Minimum Balance Required");
  const std::optional<Money> minimum = parse_money(wanted);
  const Money balance = state_.prepaid_balance.value_or(Money{});
  if (!trace_.ask(CheckPrepaidBalance::exception_flag, !minimum || balance < *minimum)) {
    return "balance is enough";
  }
  trace_.step(CheckPrepaidBalance::stop);
  if (!minimum) {
    return tl::unexpected(problem(
        process, "WF_PARAM_INVALID",
        "Minimum Balance Required is " + in_quotes(wanted) + "; give a sum of money such as 50.00.",
        "workflowParameters"));
  }
  return tl::unexpected(
      problem(process, "PREPAID_BALANCE_TOO_LOW",
              "Order failed: the offer needs a minimum balance of " + wanted + "."));
}

ProcessRunner::Done ProcessRunner::check_address(const PreparedProcess& process,
                                                 const std::vector<NamedValue>& given) const {
  const Address& address = state_.profile.address;
  const std::array<std::pair<std::string_view, const std::string*>, 3> parts = {
      {{"City", &address.city},
       {"Postal Code", &address.postal_code},
       {"Country", &address.country}}};
  std::string missing;
  for (const auto& [name, own] : parts) {
    const std::string* other = find(given, name);
    if (!(other == nullptr ? own : other)->empty()) continue;
    add_to_list(missing, name);
  }
  if (missing.empty()) return "address is complete";
  return tl::unexpected(problem(
      process, "ADDRESS_INVALID",
      "Order failed: the account's address lacks " + missing + "; complete it and submit again."));
}

// What was just saved, or else what is there to be changed or sent off, as it is now.
ProcessRunner::Done ProcessRunner::check_order(const PreparedProcess& process, const Saved& saved,
                                               const std::vector<AccountEvent>& events) const {
  Account::State now = state_;
  for (const AccountEvent& event : events) Account::evolve(now, event);
  const DocumentId& other = saved.look_for ? now.active_document : saved.begun;
  const OpenDocument* document = open_document(now, saved.id.value.empty() ? other : saved.id);
  if (document == nullptr) return "there is no document to validate";
  const Application app{now, nullptr, context_, document->id,
                        WorkingDocument(now.assets, document, *context_.catalogue)};
  std::vector<std::string> wrong = violations(app);
  membership_violations(app.document, now, wrong);
  if (wrong.empty()) return "document " + document->id.value + " is valid";
  std::string text = "Document " + in_quotes(document->id.value) + " is not valid:";
  for (const std::string& each : wrong) text += ' ' + each;
  return tl::unexpected(problem(process, "VALIDATION_FAILED", std::move(text)));
}

ProcessRunner::Done ProcessRunner::submit(const PreparedProcess& process, const Saved& saved,
                                          std::vector<AccountEvent>& events) {
  trace_.step(SubmitOrder::get_order_id);
  const bool orders = document_kind(state_.profile) == DocumentKind::order;
  if (!trace_.ask(SubmitOrder::is_order, orders)) return "quotes are not submitted";
  trace_.step(SubmitOrder::submit);
  DocumentId order = saved.id;
  if (order.value.empty() && !saved.look_for) return "there is no order to submit";
  if (order.value.empty() && kind_of(state_.active_document) == DocumentKind::order) {
    order = submitted_.empty() ? state_.active_document : submitted_.front();
  }
  if (order.value.empty()) {
    return tl::unexpected(problem(process, "DOC_NOT_FOUND",
                                  "The account has no pending order to submit; add to one first."));
  }
  if (std::ranges::find(submitted_, order) != submitted_.end()) {
    return tl::unexpected(problem(process, "ORDER_ALREADY_SUBMITTED",
                                  "Order " + in_quotes(order.value) + " was submitted before."));
  }
  submitted_.push_back(order);
  send_off(state_, order, true, events);
  return "order " + order.value + " submitted";
}

}  // namespace proffer::domain
