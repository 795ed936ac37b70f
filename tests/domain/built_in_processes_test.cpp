// The workflows of our own that actions run: validations, and what an activity is made of.
#include "tests/domain/desk.hpp"

namespace proffer::domain {
namespace {

using enum ActionType;
using Strings = std::vector<std::string>;

OfferAction router() { return action(new_, ActionCode::add, "Internet Router"); }

TEST(Processes, S3_10_AddressValidationNamesWhatTheAddressLacksAndNothingIsSaved) {
  const ProductOffer checked = offer("Checked", {process("Address Validation"), router()});
  const ProductOffer given =
      offer("Given", {process("address validation", {{"City", "Bonn"}}), router()});
  Desk desk(catalogue_of(shop_products(), {checked, given}));
  const auto events = desk.respond("Checked", "Accept", "web");
  const auto failure = std::get<OfferApplicationFailed>(events.back());
  EXPECT_EQ(codes_of(failure.problems), Strings{"ADDRESS_INVALID"});
  EXPECT_THAT(failure.problems[0].text, testing::HasSubstr("lacks City, Postal Code, Country;"));
  EXPECT_EQ(failure.problems[0].offer, "Checked");
  EXPECT_TRUE(every<DocumentCreated>(events).empty());
  EXPECT_EQ(walked(events), Walked::part_of_the_way);
  const auto shown = Account::decide(desk.state, desk.applying({"Checked"}, false), desk.context);
  EXPECT_EQ(codes_of(std::get<OfferApplicationFailed>(shown->back()).problems),
            Strings{"ADDRESS_INVALID"})
      << "it only looks, so that it is run in memory as well";

  Account::DefineAccount define{desk.state.id, desk.state.profile, {}, {}};
  define.profile.address = {"", "NW", "53111", "DE"};
  desk.tell(define);
  EXPECT_THAT(std::get<OfferApplicationFailed>(desk.respond("Checked", "Accept", "web").back())
                  .problems[0]
                  .text,
              testing::HasSubstr("lacks City;"));
  const auto result = logged(desk.respond("Given", "Accept", "web")).result;
  EXPECT_EQ(result.processes.at(0).message, "address is complete") << "the parameter wins";
  define.profile.address.city = "Bonn";
  desk.tell(define);
  EXPECT_EQ(logged(desk.respond("Checked", "Accept", "web")).outcome, ResponseOutcome::document);
}

TEST(Processes, S3_10_OrderValidationLooksAtTheDocumentWhereverItStands) {
  Product gone = simple("Internet Router");
  gone.active = false;
  const std::vector<Event> change{ProductDefined{gone}};
  Desk desk(catalogue_of(shop_products(),
                         {offer("After", {router(), process("Order Validation")}),
                          offer("Before", {process("Order Validation"),
                                           action(new_, ActionCode::add, "Bluetooth Headset")}),
                          offer("Only", {process("Order Validation")})}));
  const auto said = [&](const std::string& offer) {
    const auto events = desk.respond(offer, "Accept", "web");
    EXPECT_EQ(walked(events), Walked::to_the_end) << offer;
    return logged(events).result.processes.at(0).message;
  };
  EXPECT_EQ(said("Only"), "there is no document to validate");
  EXPECT_EQ(said("Before"), "there is no document to validate");
  EXPECT_EQ(said("After"), "document A-1-O1 is valid");
  EXPECT_EQ(said("Only"), "document A-1-O1 is valid");
  desk.context.catalogue =
      std::make_shared<const Catalogue>(desk.context.catalogue->with(change, 100));
  for (const char* offer : {"Before", "Only"}) {
    const auto failure =
        std::get<OfferApplicationFailed>(desk.respond(offer, "Accept", "web").back());
    EXPECT_EQ(codes_of(failure.problems), Strings{"VALIDATION_FAILED"}) << offer;
    EXPECT_EQ(failure.problems[0].field, "workflow") << offer;
    EXPECT_THAT(failure.problems[0].text,
                testing::HasSubstr("'A-1-O1' is not valid: 'Internet Router' is inactive"));
  }
  EXPECT_EQ(desk.lines(), (Strings{"1.0 Bluetooth Headset Add", "2.0 Internet Router Add"}));
}

TEST(Processes, S3_10_AnActivitysParametersWinOverTheCallsOwnValues) {
  const auto creating = [](const std::string& account) {
    return process("RAF Create Activity", {{"Activity Type", "Call"},
                                           {"Account Id", account},
                                           {"Offer Id", "Another"},
                                           {"Response", "Later"},
                                           {"Channel", "letter"},
                                           {"Asset Id", "M"}});
  };
  Desk desk(catalogue_of(shop_products(),
                         {offer("Own", {creating("A-1")}), offer("Elsewhere", {creating("B-2")})}));
  const auto created = every<ActivityCreated>(desk.respond("Own", "Accept", "web"));
  ASSERT_EQ(created.size(), 1U);
  EXPECT_EQ(created[0].activity.offer.value, "Another");
  EXPECT_EQ(created[0].activity.response, "Later");
  EXPECT_EQ(created[0].activity.channel, "letter");
  EXPECT_EQ(created[0].activity.asset.value, "M");

  const auto events = desk.respond("Elsewhere", "Accept", "web");
  const auto failure = std::get<OfferApplicationFailed>(events.back());
  EXPECT_EQ(codes_of(failure.problems), Strings{"WF_PARAM_INVALID"});
  EXPECT_THAT(failure.problems[0].text, testing::HasSubstr("Account Id is 'B-2'"));
  EXPECT_TRUE(every<ActivityCreated>(events).empty());
}

}  // namespace
}  // namespace proffer::domain
