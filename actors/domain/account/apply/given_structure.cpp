#include "actors/domain/account/apply/given_structure.hpp"

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/catalogue/line_fields.hpp"
#include "actors/domain/catalogue/typed_values.hpp"
#include "actors/domain/document/promotion/commitment.hpp"
#include "actors/domain/document/promotions.hpp"
#include "actors/domain/document/working_document.hpp"
#include "events/line_names.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace proffer::domain {
namespace {

using Refused = tl::expected<void, Problem>;

tl::unexpected<Problem> invalid(const Line& line, const std::string& text) {
  return tl::unexpected(Problem{"STRUCTURE_INVALID",
                                "Line '" + line.sequence + "' " + text +
                                    "; send the structure as "
                                    "it was received.",
                                {},
                                {},
                                {},
                                "structure"});
}

// Numbers from 1, separated by dots; of a root `n.0`.
bool is_outline(std::string_view sequence) {
  std::size_t parts = 0;
  while (true) {
    std::uint32_t number = 0;
    const auto read = std::from_chars(sequence.data(), sequence.data() + sequence.size(), number);
    const auto length = static_cast<std::size_t>(read.ptr - sequence.data());
    if (read.ec != std::errc{} || (length > 1 && sequence.front() == '0')) return false;
    sequence.remove_prefix(length);
    if (number == 0) return parts == 1 && sequence.empty();
    ++parts;
    if (sequence.empty()) return parts > 1;
    if (sequence.front() != '.') return false;
    sequence.remove_prefix(1);
  }
}

// `1.2.4` stands under `1.2`, `1.2` under `1.0`; a root under nothing.
std::string above(std::string_view sequence) {
  if (sequence.ends_with(".0")) return {};
  const std::size_t dot = sequence.rfind('.');
  std::string parent(sequence.substr(0, dot));
  if (parent.find('.') == std::string::npos) parent += ".0";
  return parent;
}

struct Reader {
  const Account::State& state;
  const Context& context;
  const OpenDocument* saved;
  OpenDocument document;
  std::unordered_map<std::string, std::size_t> by_sequence;
  std::unordered_set<std::string> ids;
  std::unordered_set<std::string> shown;  // assets, each by one line

  Refused check(const Line& line) const {
    if (context.catalogue->product(line.product) == nullptr) {
      return invalid(line, "is of product '" + line.product.value + "', which does not exist");
    }
    if (line.action == LineAction::unknown) return invalid(line, "has no action");
    if (line.quantity < 1 || line.quantity > quantity_max) {
      return invalid(line, "needs a quantity from 1 to " + std::to_string(quantity_max));
    }
    if ((line.action == LineAction::add) != line.asset.value.empty()) {
      return invalid(line, "must name an asset unless it adds something");
    }
    for (const NamedValue& value : line.fields) {
      if (!is_line_field_value(value.name, value.value, *context.catalogue)) {
        return invalid(line, "has '" + value.value + "' as its " + value.name);
      }
    }
    return {};
  }

  // An asset is where the customer has it; what is added, in a relationship as its parent's product
  // spells it. `parent`: nullptr for a root.
  Refused place(Line& line, const Line* parent) {
    if (line.asset.value.empty()) {
      if (parent != nullptr) spell(line, *context.catalogue->product(parent->product));
      return {};
    }
    const std::string shows = "shows asset '" + line.asset.value + "', which ";
    if (!shown.insert(line.asset.value).second) return invalid(line, shows + "another line shows");
    if (!line.membership.membership.value.empty()) return {};
    const auto asset = std::ranges::find(state.assets, line.asset, &Asset::id);
    if (asset == state.assets.end() || asset->product != line.product ||
        asset->status == AssetStatus::inactive) {
      return invalid(line, shows + "the account has not");
    }
    const AssetId over = parent == nullptr ? AssetId{} : parent->asset;
    if (asset->parent != over || (parent != nullptr && over.value.empty())) {
      return invalid(line, shows + (asset->parent.value.empty()
                                        ? "is a root"
                                        : "stands under '" + asset->parent.value + "'"));
    }
    line.relationship = asset->relationship;
    return {};
  }

  static void spell(Line& line, const Product& parent) {
    const auto found = std::ranges::find_if(parent.relationships, [&](const Relationship& r) {
      return same_name(r.name, line.relationship);
    });
    if (found != parent.relationships.end()) line.relationship = found->name;
  }

  // What decides on money, or on what others have, is not the sender's to say.
  Refused trust(Line& line) const {
    const PromotionInstanceId penalty = line.penalty.instance;
    line.penalty = Penalty{penalty, {}, {}, {}};
    if (!line.upgrade.source.value.empty()) {
      const Promotion* target = context.catalogue->promotion(line.product);
      const UpgradePath* path =
          target == nullptr ? nullptr : path_between(line.upgrade.source_promotion, *target);
      if (path == nullptr)
        return invalid(line, "is upgraded from a promotion that no way leads from");
      line.upgrade.path = *path;
    }
    MembershipChange& change = line.membership;
    if (change.membership.value.empty()) return {};
    const auto known = std::ranges::find(state.memberships, change.membership, &Membership::id);
    const bool ends = line.action == LineAction::delete_;
    if (known == state.memberships.end() || known->status != MembershipStatus::active ||
        known->product != line.product || known->integration_id != line.asset ||
        ends != change.to.value.empty() || (!ends && line.action != LineAction::update)) {
      return invalid(line, "changes a membership that the account has not");
    }
    change = {known->id, known->group, known->definition, known->associated, change.to, {}};
    if (ends) change.penalty = due(*known, *context.catalogue, context.now);
    return {};
  }

  // Where the line was saved; nullptr: it is new.
  const Line* before(const Line& line) const {
    if (saved == nullptr || line.id.value.empty()) return nullptr;
    const auto found = std::ranges::find(saved->lines, line.id, &Line::id);
    if (found == saved->lines.end() || found->product != line.product) return nullptr;
    return found->sequence == line.sequence ? &*found : nullptr;
  }

  Refused add(Line line) {
    if (!is_outline(line.sequence) || by_sequence.contains(line.sequence)) {
      return invalid(line, "has no number of its own");
    }
    if (auto checked = check(line); !checked) return checked;
    if (auto trusted = trust(line); !trusted) return trusted;
    const std::string parent = above(line.sequence);
    const auto known = by_sequence.find(parent);
    if (!parent.empty() && known == by_sequence.end()) {
      return invalid(line, "stands under '" + parent + "', which is missing");
    }
    const Line* over = parent.empty() ? nullptr : &document.lines[known->second];
    if (auto placed = place(line, over); !placed) return placed;
    if (over != nullptr && line.promotion != PromotionStamp{}) {
      return invalid(line, "names a promotion, which only its root can be in");
    }
    if (before(line) == nullptr || !ids.insert(line.id.value).second) {
      line.id.value = document.id.value + "/" + std::to_string(++document.lines_ever);
    }
    line.parent = over == nullptr ? LineId{} : over->id;
    line.root = over == nullptr ? line.id : over->root;
    // As the catalogue has them, in whatever language they were shown.
    each_name(line, [this](const ProductId& product, std::string& name) {
      const Product* defined = context.catalogue->product(product);
      if (defined != nullptr) name = defined->name;
    });
    line.price_type = context.catalogue->product(line.product)->price_type;
    line.status = LineStatus::pending;
    std::ranges::sort(line.fields);
    std::ranges::sort(line.attributes);
    std::ranges::sort(line.prior);
    by_sequence.emplace(line.sequence, document.lines.size());
    document.lines.push_back(std::move(line));
    return {};
  }
};

// By what does not depend on the language it was shown in.
bool is_same_application(const PromotionStamp& a, const PromotionStamp& b) {
  return a.promotion == b.promotion && a.instance == b.instance && a.rule == b.rule;
}

// What is only listed is in the promotion that it was in, or in one that the structure adds.
Refused check_listed(const Reader& reader, const Line& line) {
  if (line.action != LineAction::none || line.promotion.instance.value.empty()) return {};
  const auto asset = std::ranges::find(reader.state.assets, line.asset, &Asset::id);
  const Line* before = reader.before(line);
  const bool as_it_was =
      (asset != reader.state.assets.end() &&
       is_same_application(asset->promotion, line.promotion)) ||
      (before != nullptr && is_same_application(before->promotion, line.promotion));
  if (as_it_was || is_added(reader.document.lines, line.promotion.instance)) return {};
  return invalid(line,
                 "is in a promotion that neither the account has it in nor the structure adds");
}

}  // namespace

tl::expected<OpenDocument, Problem> given_document(const std::vector<Line>& lines,
                                                   const DocumentId& id, const OpenDocument* saved,
                                                   const Account::State& state,
                                                   const Context& context) {
  if (lines.size() > context.limits.document_lines_max) {
    return tl::unexpected(Problem{"DOCUMENT_FULL",
                                  "The structure has more than " +
                                      std::to_string(context.limits.document_lines_max) +
                                      " lines; split it.",
                                  {},
                                  {},
                                  {},
                                  "structure"});
  }
  Reader reader{state, context, saved, {}, {}, {}};
  reader.document.id = id;
  reader.document.kind = kind_of(id);
  reader.document.price_list = state.profile.price_list;
  reader.document.currency = state.profile.currency;
  if (saved != nullptr) {
    reader.document.revision = saved->revision;
    reader.document.lines_ever = saved->lines_ever;
    reader.document.gaps = saved->gaps;
  }
  std::vector<Line> sorted = lines;
  std::ranges::stable_sort(
      sorted, [](const Line& a, const Line& b) { return comes_before(a.sequence, b.sequence); });
  for (Line& line : sorted) {
    if (auto added = reader.add(std::move(line)); !added) {
      return tl::unexpected(std::move(added.error()));
    }
  }
  if (saved != nullptr) {
    // What is left out had its number, which nothing else gets.
    for (const Line& line : saved->lines) {
      if (!reader.by_sequence.contains(line.sequence)) {
        reader.document.gaps.push_back(line.sequence);
      }
    }
  }
  for (const Line& line : reader.document.lines) {
    if (auto listed = check_listed(reader, line); !listed) {
      return tl::unexpected(std::move(listed.error()));
    }
  }
  return std::move(reader.document);
}

void replace_content(const OpenDocument* saved, const OpenDocument& content,
                     std::vector<AccountEvent>& events) {
  const auto in = [](const OpenDocument* document, const LineId& id) -> const Line* {
    if (document == nullptr) return nullptr;
    const auto found = std::ranges::find(document->lines, id, &Line::id);
    return found == document->lines.end() ? nullptr : &*found;
  };
  if (saved != nullptr) {
    for (const Line& line : saved->lines) {
      if (in(&content, line.id) == nullptr) {
        events.emplace_back(LineRemoved{content.id, line.id, line.because});
      }
    }
  }
  for (const Line& line : content.lines) {
    const Line* before = in(saved, line.id);
    if (before == nullptr) {
      events.emplace_back(LineAdded{content.id, line});
    } else if (*before != line) {
      events.emplace_back(LineChanged{content.id, line});
    }
  }
}

}  // namespace proffer::domain
