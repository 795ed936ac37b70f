// Responses being carried out: the value that every step reads and changes. The steps do not know
// each other; the procedure in the account's folder calls them in turn.
#pragma once

#include "actors/domain/document/working_document.hpp"
#include "actors/domain/product_offer/prepared_action.hpp"
#include "actors/domain/recommendation/eligibility.hpp"
#include "actors/domain/workflow/trace.hpp"
#include "events/problem.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

// The product actions of all offers of a request. Everything referred to outlives it.
struct Application {
  const Account::State& account;
  const Asset* asked;  // the owned product the responses are about; nullptr: not said
  const Context& context;
  DocumentId document_id;  // of the document that is worked on, saved or not
  WorkingDocument document;
  std::vector<PreparedAction> actions;  // by offer sequence and action sequence
  std::vector<LineIndex>
      touched;  // by action: the line it changed; no_line: none (yet), or it was skipped
  std::vector<SkippedAction> skipped;
  std::vector<std::string> warnings;
  std::vector<AssetId> unresolved;                   // components that a new promotion lacks
  Trace trace;                                       // of what runs within an action
  std::vector<MembershipHandlingCompleted> handled;  // once for each promotion that ended

  Because because(std::size_t action, std::string_view rule,
                  std::vector<NamedValue> inputs = {}) const;
  // `field`: the JSON member that is to be mended; empty: the one that names what the action is
  // about.
  Problem problem(std::size_t action, std::string code, std::string text,
                  std::string_view field = {}) const;
  void skip(std::size_t action, std::string_view reason, std::string_view rule,
            std::vector<NamedValue> inputs = {});
};

// What a group does to its base product.
enum class BaseCode {
  new_,
  modified,
  deleted,
  none,  // only components change
  upgrade,
};
// What a group does to a promotion.
enum class PromotionCode { none, apply, edit, disconnect, upgrade };

// Actions that are run together because they change the same thing.
struct Group {
  ActionType type = ActionType::unknown;
  const ProductId* base = nullptr;
  std::optional<std::size_t> parent;  // the action whose line these are bound to
  std::vector<std::size_t> members;   // in sequence
  BaseCode code = BaseCode::none;
  PromotionCode promotion = PromotionCode::none;
  LineIndex target =
      no_line;  // the base's line, once it is found; of New: the instance started last
  bool base_skipped = false;  // New: the instance started last was skipped
};
// Actions of one type, base product and parent form a group; groups run in the order of their first
// member. A child's group starts after its parent's, because parents come earlier in the sequence.
std::vector<Group> grouped(const std::vector<PreparedAction>& actions);

// The base's line for this action of the group, its asset loaded if need be; no_line: the customer
// has none.
tl::expected<LineIndex, Problem> resolve_target(Application& app, const Group& group,
                                                std::size_t action);

// Runs one action of the group on the working document.
tl::expected<void, Problem> run_action(Application& app, Group& group, std::size_t action);

// The finishing steps, on the working document alone.
void drop_untouched_roots(WorkingDocument& document);  // loaded for an action that was then skipped
// Gives the new lines their numbers; they, in document order.
std::vector<LineIndex> number_lines(WorkingDocument& document);
// Appends an event for each of these new lines: there they live from now on, so that `events` must
// have room for all that is still to come.
void add_lines(WorkingDocument& document, const std::vector<LineIndex>& fresh, const DocumentId& id,
               std::vector<AccountEvent>& events);
// The customer's assets as the document and the account's other open ones would make them; refers
// to all of these.
ProjectedAssets projected(const Application& app);
// All that is wrong with the document, one sentence each.
std::vector<std::string> violations(const Application& app);
struct Totals {
  Money one_time;   // of the lines with action Add
  Money recurring;  // of all live lines
};
Totals price_lines(WorkingDocument& document);
// Appends the changes to lines of the saved document.
void change_lines(const WorkingDocument& document, const DocumentId& id,
                  std::vector<AccountEvent>& events);

}  // namespace proffer::domain
