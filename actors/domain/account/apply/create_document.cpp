#include "actors/domain/account/apply/create_document.hpp"

#include "actors/domain/account/apply/header.hpp"
#include "actors/domain/account/apply/run_process.hpp"
#include "actors/domain/account/apply/save_document.hpp"
#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/document/application.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace proffer::domain {
namespace {

using enum CreateDocument;
using Events = std::vector<AccountEvent>;

// One request being carried out. The steps are those of the workflow, in its order.
struct Work {
  const Account::State& state;
  const Request& request;
  const Context& context;
  Trace& trace;
  Events& events;
  ProcessRunner processes;
  Carried carried;
  bool promotions = false;  // some group changes one
  DocumentId saved = {};    // that goes on; empty: none
};

void next_row(Trace& trace, bool process) {
  trace.step(next_row_set);
  trace.decide(is_next_row, "Y");
  trace.step(get_consolidated_action);
  trace.decide(is_run_process, process ? "Y" : "N");
}

void trace_groups(Trace& trace, const std::vector<PreparedAction>& actions) {
  using enum ConsolidateActions;
  const auto any = [&](ActionType type) {
    return std::ranges::any_of(actions,
                               [&](const PreparedAction& a) { return a.action->type == type; });
  };
  if (trace.ask(is_new_set, any(ActionType::new_))) trace.step(consolidate_new);
  if (trace.ask(is_modify_set, any(ActionType::modify))) trace.step(consolidate_modify);
  if (trace.ask(is_upgrade_set, any(ActionType::upgrade))) trace.step(consolidate_upgrade);
}

void trace_base_code(Trace& trace, BaseCode code) {
  const bool modifies = code == BaseCode::none || code == BaseCode::modified;
  if (trace.ask(is_modify, modifies)) return trace.step(modify);
  if (trace.ask(is_delete, code == BaseCode::deleted)) return trace.step(delete_);
  if (trace.ask(is_add, code == BaseCode::new_)) return trace.step(add);
  if (trace.ask(is_upgrade, code == BaseCode::upgrade)) trace.step(upgrade);
}

// The promotions are expanded when their groups run. Afterwards it is only noted that all is well;
// a group that failed, with this problem's code, is checked by itself.
void trace_promotions(Trace& trace, std::span<const Group> groups,
                      const std::vector<PreparedAction>& actions, std::string_view failed = {}) {
  using enum CheckForPromotion;
  const auto any = [&](PromotionCode code) {
    return std::ranges::any_of(groups, [&](const Group& g) { return g.promotion == code; });
  };
  const bool by_field = std::ranges::any_of(groups, [&](const Group& group) {
    return std::ranges::any_of(group.members, [&](std::size_t member) {
      return actions[member].field_name == promotion_name_field;
    });
  });
  if (trace.ask(is_promotion_field, by_field)) {
    trace.step(query_promotion_name);
    if (!trace.ask(does_promotion_exist, failed != "PROM_NAME_UNKNOWN")) {
      return trace.step(stop_unknown_promotion);
    }
  }
  if (!trace.ask(is_new, any(PromotionCode::apply))) {
    const bool upgrades = any(PromotionCode::upgrade);
    const bool disconnects = any(PromotionCode::disconnect);
    const bool edits = any(PromotionCode::edit);
    if (!trace.ask(is_modify_upgrade_or_delete, upgrades || disconnects || edits)) return;
    trace.step(get_collection_for_change);
    if (trace.ask(is_upgrade_or_delete, upgrades || disconnects)) {
      if (trace.ask(CheckForPromotion::is_upgrade, upgrades)) {
        trace.step(query_promotion_details);
        if (!trace.ask(does_upgrade_exist, failed != "UPGRADE_PATH_UNDEFINED")) {
          return trace.step(stop_no_upgrade);
        }
      }
      trace.step(disconnect_promotion);
    } else {
      trace.decide(CheckForPromotion::is_modify, "Y");
      trace.step(modify_promotion);
    }
    if (!trace.ask(not_delete, upgrades || !disconnects)) return;
  }
  trace.step(get_collection);
  trace.step(apply_promotion);
  if (trace.ask(is_error, !failed.empty())) trace.step(stop_sub_process);
}

void trace_line_items(Trace& trace) {
  trace.step(EnsureNewLineItem::get_document);
  trace.step(EnsureNewLineItem::ensure_integration_id);
  trace.step(EnsureNewLineItem::set_document);
}

tl::expected<void, Problems> run_group(Application& app, Group& group) {
  for (const std::size_t action : group.members) {
    if (auto done = run_action(app, group, action); !done) {
      return tl::unexpected(Problems{std::move(done.error())});
    }
  }
  return {};
}

// The pre-workflows, or all of those of a response that has nothing else: the first that fails ends
// everything.
tl::expected<void, Problems> run_before(Work& work, const std::vector<PreparedProcess>& processes,
                                        const ProcessRunner::Saved& document) {
  for (const PreparedProcess& process : processes) {
    next_row(work.trace, true);
    work.trace.decide(pre_or_post, "Pre");
    work.trace.decide(to_sync, "N");
    work.trace.step(run_process);
    auto done = work.processes.run(process, ProcessRunner::Phase::pre, document, work.events);
    if (!done) return tl::unexpected(Problems{std::move(done.error())});
    work.trace.step(clear_row);
  }
  return {};
}

void return_to_view(Work& work) {
  work.trace.step(return_to_same_view);
  work.carried.next_view = "SIS OM Customer Account Portal view";
}

void end_of_rows(Work& work, bool created) {
  work.trace.step(next_row_set);
  work.trace.decide(is_next_row, "N");
  work.trace.decide(is_order_created, created ? "Y" : "N");
  if (!created) return_to_view(work);
}

std::string view_of(DocumentKind kind, const Application& app) {
  const bool network = std::ranges::any_of(app.document.lines(), [](const WorkingLine& line) {
    return line.product != nullptr && !line.product->compound_product_number.empty();
  });
  if (kind == DocumentKind::order) {
    return network ? "Order Entry - Network Line Items Detail View (Sales)"
                   : "Order Entry - Line Items View (Sales)";
  }
  return network ? "Quote Network Detail View" : "Quote Item Detail View";
}

Carried finished(Work& work) {
  ApplicationResult& result = work.carried.result;
  result.processes = std::move(work.processes.runs);
  result.deferred = std::move(work.processes.deferred);
  return std::move(work.carried);
}

tl::expected<Carried, Problems> only_processes(Work& work, const PreparedActions& actions) {
  work.trace.step(merge_actions);
  work.trace.step(sort_actions);
  if (auto done = run_before(work, actions.pre, {{}, true}); !done) {
    return tl::unexpected(std::move(done.error()));
  }
  if (auto done = run_before(work, actions.post, {{}, true}); !done) {
    return tl::unexpected(std::move(done.error()));
  }
  end_of_rows(work, false);
  work.carried.outcome = ResponseOutcome::processes;
  return finished(work);
}

// Once, and only when the actions changed something or a structure came along.
tl::expected<void, Problems> save(Work& work, Application& app, const Header& header) {
  auto goes_on = save_document(app, header, work.request.save(), work.events);
  if (!goes_on) return tl::unexpected(std::move(goes_on.error()));
  work.carried.outcome = ResponseOutcome::document;
  work.carried.document = header.id;
  if (*goes_on) work.saved = header.id;
  return {};
}

tl::expected<void, Problems> run_after(Work& work, Application& app, const Header& header,
                                       const std::vector<PreparedProcess>& processes,
                                       const std::vector<Group>& groups, bool changed) {
  bool synchronized = false;
  for (const PreparedProcess& process : processes) {
    next_row(work.trace, true);
    work.trace.decide(pre_or_post, "Post");
    const bool rejects = process.offer->response->kind == ResponseKind::reject;
    if (work.trace.ask(to_sync, !rejects && !synchronized && changed)) {
      work.trace.step(check_for_promotion_before_process);
      trace_promotions(work.trace, groups, app.actions);
      work.trace.step(ensure_integration_id);
      trace_line_items(work.trace);
      work.trace.step(sync);
      if (auto done = save(work, app, header); !done) return done;
      if (work.trace.ask(to_set_promotion_instance, work.promotions)) {
        work.trace.step(set_promotion_instance_after_sync);
      }
      work.trace.step(set_synched);
      synchronized = true;
    }
    work.trace.step(run_process);
    auto done =
        work.processes.run(process, ProcessRunner::Phase::post, {work.saved, false}, work.events);
    if (!done) work.carried.late.push_back(std::move(done.error()));
    work.trace.step(clear_row);
  }
  end_of_rows(work, changed);
  if (!changed) return {};
  if (work.trace.ask(is_sync_needed, !synchronized)) {
    work.trace.step(check_for_promotion);
    trace_promotions(work.trace, groups, app.actions);
    work.trace.step(ensure_line_items);
    trace_line_items(work.trace);
    work.trace.step(CreateDocument::synchronize);
    if (auto done = save(work, app, header); !done) return done;
    if (work.trace.ask(is_promotion_instance, work.promotions)) {
      work.trace.step(set_promotion_instance);
    }
  }
  if (work.trace.ask(web_call, !work.request.interactive())) return {};
  work.trace.step(go_to_view);
  if (!work.saved.value.empty()) work.carried.next_view = view_of(header.kind, app);
  return {};
}

Application application(const Work& work, const Header& header, const Asset* asset,
                        std::vector<PreparedAction> actions) {
  const std::size_t count = actions.size();
  return {work.state,
          asset,
          work.context,
          header.id,
          WorkingDocument(work.state.assets, header.base(), *work.context.catalogue),
          std::move(actions),
          std::vector<LineIndex>(count, no_line),
          {},
          {},
          {},
          {},
          {}};
}

bool anything_changed(const WorkingDocument& document) {
  return std::ranges::any_of(document.lines(), [](const WorkingLine& line) {
    return line.touched > 0 && !(line.removed && line.saved() == nullptr);
  });
}

tl::expected<Carried, Problems> with_document(Work& work, const Asset* asset,
                                              PreparedActions& actions) {
  work.trace.step(prepare_doc_header);
  auto header = prepared_header(work.state, work.request, work.context, work.trace);
  if (!header) return tl::unexpected(Problems{std::move(header.error())});
  work.trace.step(consolidate_actions);
  trace_groups(work.trace, actions.product);
  work.trace.step(merge_actions);
  work.trace.step(sort_actions);
  const DocumentId begun = header->saved == nullptr ? DocumentId{} : header->id;
  if (auto done = run_before(work, actions.pre, {{}, false, begun}); !done) {
    return tl::unexpected(std::move(done.error()));
  }
  Application app = application(work, *header, asset, std::move(actions.product));
  std::vector<Group> groups = grouped(app.actions);
  for (Group& group : groups) {
    work.promotions = work.promotions || group.promotion != PromotionCode::none;
    next_row(work.trace, false);
    trace_base_code(work.trace, group.code);
    auto done = run_group(app, group);
    work.trace.append(app.trace.take());
    if (!done && group.promotion != PromotionCode::none) {
      trace_promotions(work.trace, {&group, 1}, app.actions, done.error().front().code);
    }
    if (!done) return tl::unexpected(std::move(done.error()));
    work.trace.step(clear_row);
  }
  const bool changed = anything_changed(app.document) || header->given;
  work.carried.outcome = ResponseOutcome::no_change;
  auto done = run_after(work, app, *header, actions.post, groups, changed);
  if (!done) return tl::unexpected(std::move(done.error()));
  work.carried.skipped = std::move(app.skipped);
  work.carried.handled = std::move(app.handled);
  work.carried.result.warnings = std::move(app.warnings);
  work.carried.result.unresolved = std::move(app.unresolved);
  return finished(work);
}

}  // namespace

tl::expected<Carried, Problems> create_document(const Account::State& state, const Request& request,
                                                const Referred& referred, PreparedActions actions,
                                                const Context& context, Trace& trace,
                                                Events& events) {
  Work work{state, request, context,
            trace, events,  ProcessRunner(state, request, referred.asset, context, trace),
            {},    false};
  if (trace.ask(return_to_same_view_flag, actions.empty())) {
    return_to_view(work);
    work.carried.outcome = ResponseOutcome::no_action;
    return finished(work);
  }
  if (trace.ask(only_run_process, actions.product.empty())) return only_processes(work, actions);
  return with_document(work, referred.asset, actions);
}

tl::expected<Carried, Problems> place_document(const Account::State& state, const Request& request,
                                               const Context& context, Events& events) {
  Trace unheard;  // storing what was reviewed is no workflow
  Work work{state,   request, context,
            unheard, events,  ProcessRunner(state, request, nullptr, context, unheard),
            {},      false};
  auto header = prepared_header(state, request, context, unheard);
  if (!header) return tl::unexpected(Problems{std::move(header.error())});
  Application app = application(work, *header, nullptr, {});
  if (auto done = save(work, app, *header); !done) {
    return tl::unexpected(std::move(done.error()));
  }
  return finished(work);
}

}  // namespace proffer::domain
