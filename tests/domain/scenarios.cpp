#include "tests/domain/scenarios.hpp"

#include "tests/domain/shop.hpp"

#include <utility>

namespace proffer::domain::scenarios {
namespace {

const std::string triple = "Medium Triple Play Bundle";
const std::string double_ = "Medium Double Play Bundle";
const std::string own = "Build Your Own Bundle";

PromotionSlot voice(const std::string& preset) {
  PromotionSlot result = slot(preset, 1, 1, 1);
  result.rule.value = "Voice";
  result.product = {};
  result.domain = {{"Voice Service"}, {"Digital Voice Service"}};
  result.default_product.value = preset;
  return result;
}

OfferAction add(ActionType type, const std::string& base, const std::string& component = {}) {
  return action(type, ActionCode::add, base, component);
}

std::string name_of(LineAction action) {
  switch (action) {
    case LineAction::none: return "-";
    case LineAction::add: return "Add";
    case LineAction::update: return "Update";
    case LineAction::delete_: return "Delete";
    case LineAction::unknown: break;
  }
  return "?";
}

}  // namespace

PromotionSlot slot(const std::string& product, std::uint32_t min, std::optional<std::uint32_t> max,
                   std::uint32_t default_quantity) {
  PromotionSlot result;
  result.rule.value = product;
  result.product.value = product;
  result.min = min;
  result.max = max;
  result.default_quantity = default_quantity;
  result.price_override = Money{0};
  return result;
}

Promotion promotion(const std::string& name, std::int64_t price_cents,
                    std::vector<PromotionSlot> slots) {
  Promotion result;
  result.id.value = name;
  result.name = name;
  result.price.cents = price_cents;
  result.slots = std::move(slots);
  std::uint32_t sequence = 0;
  for (PromotionSlot& slot : result.slots) slot.sequence = ++sequence;
  return result;
}

std::vector<Product> products() {
  const auto any = std::nullopt;
  return {
      simple("Fibe 100GB"),
      simple("Fibe 500GB", 2000),
      simple("Online Security", 500),
      simple("Flat National"),
      simple("Per Minute Plan"),
      simple("Essential Plan"),
      simple("Basic Movie Package", 800),
      simple("Premium Movie Package", 1400),
      simple("Spanish Combo Package", 600),
      simple("On-Demand TV", 700),
      simple("Basic Package", 2500),
      simple("Internet Router"),
      simple("Premium Set-Top Box", 400),
      customizable("Internet Service", {domain::slot("Plan", 0, 1, {"Fibe 100GB", "Fibe 500GB"}),
                                        domain::slot("Add-ons", 0, any, {"Online Security"})}),
      customizable("Voice Service",
                   {domain::slot("Calling Plan", 0, 1, {"Flat National", "Per Minute Plan"})}),
      customizable("Digital Voice Service",
                   {domain::slot("Calling Plan", 0, 1, {"Flat National", "Per Minute Plan"})}),
      customizable(
          "TV Service",
          {domain::slot("TV Plan", 0, 1, {"Essential Plan"}),
           domain::slot("Movie Package", 0, 1, {"Basic Movie Package", "Premium Movie Package"}),
           domain::slot("Channel Packages", 0, any, {"Spanish Combo Package"}),
           domain::slot("On Demand", 0, 1, {"On-Demand TV"})}),
      customizable("Home Security", {domain::slot("Security Package", 0, 1, {"Basic Package"})}),
  };
}

std::vector<Promotion> promotions() {
  PromotionSlot box = slot("Premium Set-Top Box", 0, 1, 0);
  box.price_override = Money{400};
  Promotion triple_play =
      promotion(triple, 12000,
                {slot("Internet Service", 1, 1, 1), voice("Voice Service"),
                 slot("TV Service", 1, 1, 1), slot("Internet Router", 0, 1, 1), box});
  UpgradePath path;
  path.original.value = double_;
  triple_play.upgrade_from = {path};
  return {triple_play,
          promotion(double_, 8000,
                    {slot("Internet Service", 1, 1, 1), voice("Digital Voice Service"),
                     slot("Internet Router", 0, 1, 1)}),
          promotion(own, 0,
                    {slot("Internet Service", 0, 1, 0), slot("Voice Service", 0, 1, 0),
                     slot("Home Security", 0, 1, 0)})};
}

std::vector<ProductOffer> offers() {
  using enum ActionType;
  OfferAction change = action(upgrade, ActionCode::upgrade, double_);
  change.upgrade_product.value = triple;
  return {
      offer(triple, {add(new_, triple), add(new_, "Internet Service", "Fibe 100GB"),
                     add(new_, "Voice Service", "Flat National"),
                     add(new_, "TV Service", "Essential Plan")}),
      offer("Basic Movie package", {once(add(modify, "TV Service", "Basic Movie Package"))}),
      offer("Spanish Combo channel", {add(modify, "TV Service", "Spanish Combo Package")}),
      offer("Online Security", {add(modify, "Internet Service", "Online Security")}),
      offer("Premium set-top box", {add(modify, triple, "Premium Set-Top Box")}),
      offer("Premium Movie Package",
            {action(modify, ActionCode::replace, "TV Service", "Premium Movie Package")}),
      offer("On-Demand TV Service", {add(modify, "TV Service", "On-Demand TV")}),
      offer("Medium Triple Play upgrade", {change}),
      offer(own, {add(new_, own)}),
      offer("Internet - 500 mbps",
            {add(modify, own, "Internet Service"), add(modify, "Internet Service", "Fibe 500GB")}),
      offer("VoIP - Per minute call",
            {add(modify, own, "Voice Service"), add(modify, "Voice Service", "Per Minute Plan")}),
      offer("Basic Home Security package",
            {add(modify, own, "Home Security"), add(modify, "Home Security", "Basic Package")}),
  };
}

Catalogue catalogue() { return catalogue_of(products(), offers(), promotions()); }

Asset in_promotion(Asset root, const std::string& promotion, const std::string& instance,
                   const std::string& rule) {
  root.promotion = {{promotion}, promotion, {instance}, {rule}};
  return root;
}

std::vector<Asset> triple_play(const std::vector<std::string>& components) {
  std::vector<Asset> assets{in_promotion(asset("TP", triple), triple, "P1", ""),
                            in_promotion(asset("TV", "TV Service"), triple, "P1", "TV Service")};
  std::uint32_t sequence = 0;
  for (const std::string& component : components) {
    assets.push_back(asset("TV." + component, component, "TV"));
    assets.back().sequence = ++sequence;
  }
  return assets;
}

std::vector<Asset> double_play() {
  return {in_promotion(asset("DP", double_), double_, "P2", ""),
          in_promotion(asset("IS", "Internet Service"), double_, "P2", "Internet Service"),
          asset("IS.1", "Fibe 100GB", "IS"),
          in_promotion(asset("DV", "Digital Voice Service"), double_, "P2", "Voice"),
          asset("DV.1", "Flat National", "DV"),
          in_promotion(asset("IR", "Internet Router"), double_, "P2", "Internet Router")};
}

Table table_of(const std::vector<Line>& lines) {
  Table table;
  for (const Line& line : lines) {
    const std::string promotion = line.promotion.rule.value.empty() ? "" : line.promotion.name;
    table.push_back(line.sequence + " | " + line.product_name + " | " + promotion + " | " +
                    name_of(line.action));
  }
  return table;
}

Table scenario_5_1() {
  return {"1.0 | Medium Triple Play Bundle |  | Add",
          "2.0 | Internet Service | Medium Triple Play Bundle | Add",
          "2.1 | Fibe 100GB |  | Add",
          "2.2 | Online Security |  | Add",
          "3.0 | Voice Service | Medium Triple Play Bundle | Add",
          "3.1 | Flat National |  | Add",
          "4.0 | TV Service | Medium Triple Play Bundle | Add",
          "4.1 | Essential Plan |  | Add",
          "4.2 | Basic Movie Package |  | Add",
          "4.3 | Spanish Combo Package |  | Add",
          "5.0 | Internet Router | Medium Triple Play Bundle | Add"};
}

Table scenario_5_2() {
  Table table = scenario_5_1();
  table.push_back("6.0 | Premium Set-Top Box | Medium Triple Play Bundle | Add");
  return table;
}

Table scenario_5_3() {
  return {"1.0 | TV Service | Medium Triple Play Bundle | -",
          "1.1 | Essential Plan |  | -",
          "1.2 | Spanish Combo Package |  | -",
          "1.3 | Basic Movie Package |  | Delete",
          "1.4 | Premium Movie Package |  | Add",
          "1.5 | On-Demand TV |  | Add"};
}

Table scenario_5_4() {
  return {"1.0 | Medium Double Play Bundle |  | Delete",
          "2.0 | Medium Triple Play Bundle |  | Add",
          "3.0 | Internet Service | Medium Triple Play Bundle | Update",
          "4.0 | Digital Voice Service | Medium Triple Play Bundle | Update",
          "5.0 | Internet Router | Medium Triple Play Bundle | Update",
          "6.0 | TV Service | Medium Triple Play Bundle | Add",
          "7.0 | Premium Set-Top Box | Medium Triple Play Bundle | Add"};
}

Table scenario_5_5() {
  return {"1.0 | Build Your Own Bundle |  | Add",
          "2.0 | Internet Service | Build Your Own Bundle | Add",
          "2.1 | Fibe 500GB |  | Add",
          "3.0 | Voice Service | Build Your Own Bundle | Add",
          "3.1 | Per Minute Plan |  | Add",
          "4.0 | Home Security | Build Your Own Bundle | Add",
          "4.1 | Basic Package |  | Add"};
}

}  // namespace proffer::domain::scenarios
