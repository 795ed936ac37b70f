// Which line an action works on, and how far a document may grow.
#include "tests/domain/desk.hpp"
#include "tests/domain/scenarios.hpp"

namespace proffer::domain::target {
namespace {

using enum ActionType;
using Lines = std::vector<std::string>;

OfferAction add(const std::string& base, const std::string& component = {}) {
  return action(component.empty() ? new_ : modify, ActionCode::add, base, component);
}

Customer with_two_lines() {
  std::vector<Asset> assets{asset("M1", "Mobile Service"), asset("S1", "SIM", "M1"),
                            asset("M2", "Mobile Service"), asset("S2", "SIM", "M2")};
  assets[0].service_id = "555-1";
  assets[2].service_id = "555-2";
  assets[3].service_id = "555-2";
  return Customer(shop({offer("Text", {add("Mobile Service", "Unlimited Text")})}), "Residential",
                  assets);
}

std::vector<AccountEvent> answer_about(const Customer& customer, const std::string& service_id,
                                       const std::string& asset = {}) {
  ResponseReceived received;
  received.account = customer.state().id;
  received.offer.value = "Text";
  received.response = "Accept";
  received.service_id = service_id;
  received.asset.value = asset;
  received.channel = "web";
  return *Account::decide(
      customer.state(), Account::RespondToOffer{received},
      context_of(shop({offer("Text", {add("Mobile Service", "Unlimited Text")})})));
}

const Line* first_line(const std::vector<AccountEvent>& events) {
  for (const AccountEvent& event : events) {
    if (const auto* added = std::get_if<LineAdded>(&event)) return &added->line;
  }
  return nullptr;
}

TEST(Target, AServiceIdSaysWhichOfSeveralAssetsIsMeant) {
  const Customer customer = with_two_lines();
  for (const auto& [service, expected] : {std::pair{"555-1", "M1"}, std::pair{"555-2", "M2"}}) {
    const auto events = answer_about(customer, service);
    ASSERT_NE(first_line(events), nullptr) << service;
    EXPECT_EQ(first_line(events)->asset.value, expected);
  }
}

TEST(Target, AnAssetIdGoesBeforeTheServiceId) {
  const auto events = answer_about(with_two_lines(), "555-1", "M2");
  ASSERT_NE(first_line(events), nullptr);
  EXPECT_EQ(first_line(events)->asset.value, "M2");
}

TEST(Target, AnUnknownServiceIdIsNoAsset) {
  const auto failure = failed(answer_about(with_two_lines(), "555-3"));
  EXPECT_EQ(failure.problems[0].code, "ASSET_NOT_FOUND");
  EXPECT_EQ(failure.problems[0].field, "serviceId");
}

TEST(Target, AnAssetThatASubmittedOrderDeletesCannotBeChanged) {
  Desk desk(shop({offer("Text", {add("Mobile Service", "Unlimited Text")}),
                  offer("Bye", {action(modify, ActionCode::delete_, "Mobile Service")})}),
            {asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  logged(desk.respond("Bye", "Accept", "web"));
  desk.tell(Account::SubmitOrder{desk.state.id, {"A-1-O1"}});
  const auto events = desk.respond("Text", "Accept", "web");
  const auto* failure = std::get_if<OfferApplicationFailed>(&events.back());
  ASSERT_NE(failure, nullptr);
  EXPECT_EQ(failure->problems.front().code, "ASSET_ALREADY_DISCONNECTING");
}

TEST(Target, S3_8_ALineOfTheDocumentWhoseAssetASubmittedOrderDeletesCannotBeChangedEither) {
  Desk desk(shop({offer("Text", {add("Mobile Service", "Unlimited Text")}),
                  offer("Bye", {action(modify, ActionCode::delete_, "Mobile Service")})}),
            {asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  logged(desk.respond("Text", "Accept", "web"));
  auto bye = desk.applying({});
  bye.structure = desk.shown(desk.applying({"Bye"}, false))->lines;
  desk.tell(bye);
  desk.tell(Account::SubmitOrder{desk.state.id, {"A-1-O2"}});
  ASSERT_EQ(desk.state.active_document.value, "A-1-O1");
  const auto events = desk.respond("Text", "Accept", "web");
  const auto* failure = std::get_if<OfferApplicationFailed>(&events.back());
  ASSERT_NE(failure, nullptr);
  EXPECT_EQ(failure->problems.front().code, "ASSET_ALREADY_DISCONNECTING");
}

TEST(Target, AChildOfASkippedActionIsSkippedAsWell) {
  Customer customer(
      shop({offer("Half price", {named("headset", once(add("Bluetooth Headset"))),
                                 child_of("headset", field_of(action(new_, ActionCode::update, ""),
                                                              "Discount Percent", "50"))})}));
  logged(customer.answers("Half price"));
  EXPECT_EQ(reasons(logged(customer.answers("Half price"))),
            (Lines{"AlreadyOwned", "ParentSkipped"}));
  EXPECT_EQ(customer.lines(), Lines{"1.0 Bluetooth Headset Add"});
}

TEST(Target, AChildOfAPromotionsAddChangesThePromotionsLine) {
  auto offers = scenarios::offers();
  offers.push_back(
      offer("Bundle for less", {named("bundle", add("Medium Triple Play Bundle")),
                                child_of("bundle", field_of(action(new_, ActionCode::update, ""),
                                                            "Discount Amount", "20"))}));
  Customer customer(catalogue_of(scenarios::products(), offers, scenarios::promotions()));
  logged(customer.answers("Bundle for less"));
  EXPECT_EQ(customer.line("1.0").product_name, "Medium Triple Play Bundle");
  EXPECT_EQ(customer.line("1.0").net_price.cents, 10000);
}

TEST(DocumentLimit, WhatAPromotionBringsCountsAndAFailureSavesNothing) {
  Customer customer(scenarios::catalogue());
  customer.context().limits.document_lines_max = 7;
  EXPECT_EQ(failed(customer.answers("Medium Triple Play Bundle")).problems[0].code,
            "DOCUMENT_FULL");
  EXPECT_FALSE(customer.state().document);
  customer.context().limits.document_lines_max = 8;
  logged(customer.answers("Medium Triple Play Bundle"));
  EXPECT_EQ(failed(customer.answers("Online Security")).problems[0].code, "DOCUMENT_FULL");
}

TEST(DocumentLimit, AListedTreeCountsAsWell) {
  Customer customer(scenarios::catalogue(), "Residential",
                    scenarios::triple_play({"Essential Plan", "Spanish Combo Package"}));
  customer.context().limits.document_lines_max = 2;
  EXPECT_EQ(failed(customer.answers("On-Demand TV Service", "Accept", "TV")).problems[0].code,
            "DOCUMENT_FULL");
}

}  // namespace
}  // namespace proffer::domain::target
