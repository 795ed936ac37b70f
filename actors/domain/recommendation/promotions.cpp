#include "actors/domain/recommendation/recommendation.hpp"

#include <algorithm>
#include <charconv>

namespace proffer::domain {
namespace {

std::uint32_t number(std::optional<std::string_view> preference, std::uint32_t otherwise) {
  const std::string_view text = preference.value_or("");
  std::uint32_t value = otherwise;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : otherwise;
}

bool fits(const PromotionSlot& slot, const ProductId& product, const Catalogue& catalogue) {
  if (slot.product == product) return true;
  const auto among = [&](const std::vector<ProductId>& products) {
    return std::find(products.begin(), products.end(), product) != products.end();
  };
  if (among(slot.domain)) return true;
  if (slot.domain_line.value.empty()) return false;
  const ProductLine* line = catalogue.line(slot.domain_line);
  return line != nullptr && among(line->members);
}

// Which part of the slots that must be filled the assets would fill, each asset one of them. Where
// no slot must be filled, all of them count.
std::uint32_t filled_percent(const Promotion& promotion, std::span<const Asset> assets,
                             const Catalogue& catalogue) {
  const bool any_required = std::any_of(promotion.slots.begin(), promotion.slots.end(),
                                        [](const PromotionSlot& slot) { return slot.min > 0; });
  std::vector<bool> used(assets.size(), false);
  std::size_t slots = 0;
  std::size_t filled = 0;
  for (const PromotionSlot& slot : promotion.slots) {
    if (any_required && slot.min == 0) continue;
    ++slots;
    for (std::size_t i = 0; i < assets.size(); ++i) {
      if (used[i] || assets[i].status != AssetStatus::active) continue;
      if (!fits(slot, assets[i].product, catalogue)) continue;
      used[i] = true;
      ++filled;
      break;
    }
  }
  return slots == 0 ? 0 : static_cast<std::uint32_t>(filled * 100 / slots);
}

bool owns(std::span<const Asset> assets, const ProductId& product) {
  return std::any_of(assets.begin(), assets.end(), [&](const Asset& asset) {
    return asset.status == AssetStatus::active && asset.product == product;
  });
}

}  // namespace

std::vector<PromotionMatch> recommended_promotions(const Account::State& state,
                                                   const ProjectedAssets& assets, Instant now,
                                                   const Catalogue& catalogue) {
  constexpr std::uint32_t usual_percent = 50;
  constexpr std::uint32_t usual_count = 10;
  const std::uint32_t percent_min = number(catalogue.preference("matchPercentage"), usual_percent);
  const std::uint32_t count_max = number(catalogue.preference("topNumber"), usual_count);
  const Applicant applicant(state.id, state.profile);
  std::vector<PromotionMatch> matches;
  for (const Promotion* promotion : catalogue.promotions()) {
    const RuleSide itself{SideKind::product, promotion->id.value};
    if (owns(state.assets, promotion->id) || assets.count(itself) > 0) continue;
    if (!available(*promotion, state.profile.organization, now)) continue;
    PromotionMatch match{promotion, filled_percent(*promotion, state.assets, catalogue), false};
    match.upgrade =
        std::any_of(promotion->upgrade_from.begin(), promotion->upgrade_from.end(),
                    [&](const UpgradePath& path) { return owns(state.assets, path.original); });
    if (!match.upgrade && (match.percent == 0 || match.percent < percent_min)) continue;
    const Product* face = catalogue.product(promotion->id);
    const auto checked = check_product(*face, applicant, assets, Counted::no, now, catalogue);
    if (checked.eligible()) matches.push_back(match);
  }
  std::stable_sort(matches.begin(), matches.end(), [](const auto& a, const auto& b) {
    if (a.promotion->score != b.promotion->score) return a.promotion->score > b.promotion->score;
    return a.percent > b.percent;
  });
  if (matches.size() > count_max) matches.resize(count_max);
  return matches;
}

}  // namespace proffer::domain
