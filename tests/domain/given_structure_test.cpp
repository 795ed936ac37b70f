// Documents that come with the request: what is checked in them, and what they leave.
#include "tests/domain/desk.hpp"

namespace proffer::domain::structures {
namespace {

using enum ActionType;
using Strings = std::vector<std::string>;

OfferAction add(const std::string& product) { return action(new_, ActionCode::add, product); }

Catalogue shop_with_offers() {
  return shop({offer("Router", {add("Internet Router")}),
               offer("Headset", {add("Bluetooth Headset")}),
               offer("No SIM", {action(modify, ActionCode::delete_, "Mobile Service", "SIM")})});
}

std::string code(const std::vector<AccountEvent>& events) {
  const auto* failure = std::get_if<OfferApplicationFailed>(&events.back());
  return failure == nullptr ? "" : failure->problems.front().code;
}

Line line(std::string sequence, std::string product, std::string relationship) {
  Line result;
  result.sequence = std::move(sequence);
  result.product.value = std::move(product);
  result.relationship = std::move(relationship);
  result.action = LineAction::add;
  return result;
}
Line line_of(std::string sequence, const Asset& asset, LineAction action = LineAction::none) {
  Line result = line(std::move(sequence), asset.product.value, {});
  result.asset = asset.id;
  result.action = action;
  return result;
}

TEST(GivenStructure, S3_11_EveryLineOfAStructureIsCheckedWhereItStands) {
  const std::vector<Asset> assets = {asset("I", "Internet Service"), asset("P", "Fibe 500GB", "I"),
                                     asset("M", "Mobile Service"), asset("S", "SIM", "M"),
                                     asset("C", "International Calling", "M")};
  const Line internet = line_of("1.0", assets[0]);
  const Line plan = line_of("1.1", assets[1]);
  const Line mobile = line_of("1.0", assets[2]);
  const Line calling = line_of("1.1", assets[4]);
  struct Row {
    const char* what;
    std::vector<Line> lines;
    const char* code;
  };
  const std::vector<Row> rows = {
      {"two in a relationship for one, however it is spelled",
       {internet, plan, line("1.2", "Fibe 100GB", "plan")},
       "VALIDATION_FAILED"},
      {"a relationship that the parent lacks",
       {internet, plan, line("1.2", "Online Security", "Bogus")},
       "VALIDATION_FAILED"},
      {"no relationship",
       {internet, plan, line("1.2", "Online Security", "")},
       "VALIDATION_FAILED"},
      {"a child of what is simple",
       {line("1.0", "Internet Router", ""), line("1.1", "SIM", "SIM")},
       "VALIDATION_FAILED"},
      {"one too many with an asset that is not listed",
       {mobile, calling, line("1.2", "SIM", "SIM")},
       "VALIDATION_FAILED"},
      {"a component as a root",
       {line_of("1.0", assets[3], LineAction::delete_)},
       "STRUCTURE_INVALID"},
      {"a component of another", {internet, line_of("1.1", assets[3])}, "STRUCTURE_INVALID"},
      {"a root below what is new",
       {line("1.0", "Internet Service", ""), line_of("1.1", assets[2])},
       "STRUCTURE_INVALID"},
      {"an asset on two lines",
       {internet, plan, line_of("1.2", assets[1], LineAction::delete_)},
       "STRUCTURE_INVALID"},
      {"a minimum that an asset that is not listed fills",
       {mobile, calling, line("1.2", "Unlimited Text", "Texting")},
       ""},
  };
  for (const Row& row : rows) {
    Desk desk(shop_with_offers(), assets);
    auto command = desk.applying({});
    command.structure = row.lines;
    EXPECT_EQ(code(desk.tell(command)), row.code) << row.what;
    EXPECT_EQ(desk.lines().size(), *row.code == 0 ? row.lines.size() : 0) << row.what;
  }
}

TEST(GivenStructure, ARelationshipIsSavedAsItsProductSpellsIt) {
  Desk desk(shop_with_offers(), {asset("I", "Internet Service"), asset("P", "Fibe 500GB", "I")});
  auto command = desk.applying({});
  command.structure = {line_of("1.0", desk.state.assets[0]), line_of("1.1", desk.state.assets[1]),
                       line("1.2", "Online Security", " add-ons ")};
  desk.tell(command);
  ASSERT_EQ(desk.lines().size(), 3U);
  EXPECT_EQ(desk.state.document->lines[1].relationship, "Plan");
  EXPECT_EQ(desk.state.document->lines[2].relationship, "Add-ons");
}

TEST(GivenStructure, S3_12_ANumberThatAStructureLeavesOutIsNotGivenAgain) {
  Desk desk(shop_with_offers());
  desk.tell(desk.applying({"Headset", "Router"}));
  auto command = desk.applying({"Headset"});
  command.document.value = "A-1-O1";
  command.structure = desk.state.document->lines;
  command.structure->pop_back();  // the router, 2.0
  desk.tell(command);
  EXPECT_EQ(desk.lines(), (Strings{"1.0 Bluetooth Headset Add", "3.0 Bluetooth Headset Add"}));
}

TEST(GivenStructure, S3_6_AnEmptyOneReplacesNoSavedDocument) {
  Desk desk(shop_with_offers());
  desk.tell(desk.applying({"Router"}));
  for (const Strings& offers : {Strings{}, Strings{"No SIM"}}) {
    auto command = desk.applying(offers);
    command.document.value = "A-1-O1";
    command.structure = std::vector<Line>{};
    EXPECT_EQ(code(desk.tell(command)), "DOCUMENT_EMPTY");
    EXPECT_EQ(desk.lines(), Strings{"1.0 Internet Router Add"});
  }
}

}  // namespace
}  // namespace proffer::domain::structures
