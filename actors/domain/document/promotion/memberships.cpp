// What becomes of the memberships of a promotion that is upgraded or disconnected: the steps are
// those of the workflow "ISS Promotion Group Membership Handling".
#include "actors/domain/document/promotion/commitment.hpp"
#include "actors/domain/document/promotion/ending.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace proffer::domain {
namespace {

using enum HandleMemberships;

bool covers(const MembershipDefinition& definition, const ProductId& product) {
  return std::ranges::find(definition.covered, product) != definition.covered.end();
}

// Whether the membership belongs to the promotion that ends, as the document sees it.
bool is_of(const WorkingDocument& document, const Membership& membership, const Ending& ending) {
  if (membership.status != MembershipStatus::active) return false;
  const LineIndex line = document.line_of(membership.integration_id);
  if (line == no_line || document[line].removed) {
    return !ending.asset.value.empty() && membership.associated == ending.asset;
  }
  return document[line].live() && document[line].now().membership.to == ending.instance;
}

struct Sorted {
  std::vector<const Membership*> transferable;
  std::vector<const Membership*> others;
};

// Its definition has to cover where it comes from and where it goes, and there has to be an asset
// for it in the end.
bool is_transferable(const Catalogue& catalogue, const Membership& membership,
                     const Ending& ending) {
  if (ending.target == nullptr || !ending.target->track_as_asset) return false;
  const MembershipDefinition* definition = definition_of_membership(membership, catalogue);
  return definition != nullptr && covers(*definition, ending.promotion) &&
         covers(*definition, ending.target->id);
}

Done show(Application& app, std::size_t action, const Membership& membership,
          const MembershipChange& change) {
  WorkingDocument& document = app.document;
  const bool ends = change.to.value.empty();
  Because because =
      app.because(action, ends ? "membership not transferable" : "membership transferred",
                  {{"membership", membership.id.value}, {"group", membership.group.value}});
  LineIndex index = document.line_of(membership.integration_id);
  if (index == no_line || document[index].removed) {
    const Product* product = document.catalogue().product(membership.product);
    if (product == nullptr) {
      return tl::unexpected(app.problem(action, "MEMBERSHIP_PRODUCT_UNKNOWN",
                                        "Membership '" + membership.id.value +
                                            "' is shown as product '" + membership.product.value +
                                            "', which does not exist; define it first."));
    }
    index = document.add(*product, no_line, {}, {});
    if (auto room = check_room(app, action); !room) return room;
  }
  Line& line = document.touch(index, because);
  line.action = ends ? LineAction::delete_ : LineAction::update;
  line.asset = membership.integration_id;
  line.membership = change;
  return {};
}

bool is_enabled_in(const Catalogue& catalogue) {
  const auto enabled = catalogue.preference("Enable Promotion Group");
  return !enabled || folded(*enabled) != "n";
}

// The promotion that the instance is of, by its live line; nullptr: the document has none.
const Promotion* promotion_in(const WorkingDocument& document,
                              const PromotionInstanceId& instance) {
  const auto found = std::ranges::find_if(document.lines(), [&](const WorkingLine& line) {
    return line.live() && line.parent == no_line && line.promotion().instance == instance &&
           line.promotion().rule.value.empty();
  });
  return found == document.lines().end() ? nullptr
                                         : document.catalogue().promotion(found->product_id());
}

// A structure may come from outside, and could keep what has to end.
void check_transfer(const WorkingDocument& document, const Membership& membership,
                    const PromotionInstanceId& to, std::vector<std::string>& found) {
  const Promotion* target = promotion_in(document, to);
  const std::string what = "Membership '" + membership.id.value + "' ";
  if (target == nullptr) {
    found.push_back(what + "goes to promotion instance '" + to.value +
                    "', which the document does not add.");
  } else if (!is_transferable(document.catalogue(), membership,
                              {{}, membership.member, membership.associated, target, to})) {
    found.push_back(what + "cannot go to promotion '" + target->name + "'.");
  }
}

}  // namespace

void membership_violations(const WorkingDocument& document, const Account::State& account,
                           std::vector<std::string>& found) {
  if (!is_enabled_in(document.catalogue())) return;
  for (const Membership& membership : account.memberships) {
    if (membership.status != MembershipStatus::active) continue;
    const LineIndex line = document.line_of(membership.integration_id);
    if (line != no_line && !document[line].removed) {
      const PromotionInstanceId& to = document[line].now().membership.to;
      if (document[line].live()) check_transfer(document, membership, to, found);
      continue;
    }
    const LineIndex member = document.line_of(membership.associated);
    if (member == no_line || document[member].removed || document[member].live() ||
        !is_promotion(document[member].product)) {
      continue;
    }
    found.push_back("Membership '" + membership.id.value +
                    "' of a promotion that ends has no line.");
  }
}

Done handle_memberships(Application& app, std::size_t action, const Ending& ending) {
  MembershipHandlingCompleted handled;
  handled.instance = ending.instance;
  app.trace.step(start);
  app.trace.step(get_preference);
  const Catalogue& catalogue = app.document.catalogue();
  if (!app.trace.ask(is_enabled, is_enabled_in(catalogue))) {
    app.trace.step(end);
    app.handled.push_back(std::move(handled));
    return {};
  }
  app.trace.step(get_associated);
  app.trace.step(get_transferable);
  Sorted sorted;
  for (const Membership& membership : app.account.memberships) {
    if (!is_of(app.document, membership, ending)) continue;
    const bool transferable = is_transferable(catalogue, membership, ending);
    (transferable ? sorted.transferable : sorted.others).push_back(&membership);
  }
  const auto change = [](const Membership& m) {
    return MembershipChange{m.id, m.group, m.definition, m.associated, {}, {}};
  };
  std::vector<std::pair<const Membership*, MembershipChange>> changes;
  if (app.trace.ask(is_disconnect, !sorted.others.empty())) {
    app.trace.step(calculate_penalties);
    for (const Membership* membership : sorted.others) {
      MembershipChange& ends = changes.emplace_back(membership, change(*membership)).second;
      ends.penalty = due(*membership, catalogue, app.context.now);
      handled.penalty.value += ends.penalty.value;
      handled.disconnected.push_back(membership->id);
    }
  }
  if (!sorted.transferable.empty()) {
    app.trace.decide(is_transfer, "Y");
    app.trace.step(transfer);
    for (const Membership* membership : sorted.transferable) {
      changes.emplace_back(membership, change(*membership)).second.to = ending.to;
      handled.transferred.push_back(membership->id);
    }
  } else {
    app.trace.decide(is_transfer, changes.empty() ? "None at all" : "N");
  }
  if (!changes.empty()) app.trace.step(update_action_codes);
  // Their lines stand in the order in which the memberships began.
  std::ranges::sort(changes, {},
                    [&](const auto& c) { return c.first - app.account.memberships.data(); });
  for (const auto& [membership, what] : changes) {
    if (auto done = show(app, action, *membership, what); !done) return done;
  }
  app.trace.step(end);
  app.handled.push_back(std::move(handled));
  return {};
}

}  // namespace proffer::domain
