// What a customer has to choose before an offer is carried out.
#include "actors/domain/account/apply/request.hpp"
#include "tests/domain/desk.hpp"

namespace proffer::domain {
namespace {

using enum ActionType;
using Strings = std::vector<std::string>;

OfferAction asking(OfferAction action, NamedParameter parameter,
                   const std::vector<std::string>& values) {
  action.named_parameter = parameter;
  action.user_input = true;
  for (const std::string& value : values) {
    const auto sequence = static_cast<std::uint32_t>(action.domain.size() + 1);
    action.domain.push_back({"p" + std::to_string(sequence), sequence, value, {}, {}});
  }
  return action;
}

ProductOffer texting() {
  ProductOffer result = offer("Texts", {asking(action(modify, ActionCode::add, "Mobile Service"),
                                               NamedParameter::component_product,
                                               {"Unlimited Text", "International Calling"})});
  result.message = "Which one?";
  return result;
}

std::vector<Asset> mobile() { return {asset("M", "Mobile Service"), asset("S", "SIM", "M")}; }

Account::ResumeResponse chosen(const std::vector<AccountEvent>& waiting,
                               const std::string& parameter) {
  const WorkflowStarted started = every<WorkflowStarted>(waiting).at(0);
  Account::ResumeResponse command{started.workflow, response_of(started)};
  command.response.parameter = ParameterChoice{{}, parameter, {}};
  return command;
}

TEST(Acceptance5_6, T06TwoClicksFirstTheQuestionThenTheLines) {
  auto products = shop_products();
  Strings sizes{"50 SMS", "200 SMS", "500 SMS", "Unlimited Text"};
  for (const std::string& size : sizes) {
    if (size != "Unlimited Text") products.push_back(simple(size));
  }
  products.push_back(
      customizable("Mobile Service", {slot("SIM", 1, 1, {"SIM"}), slot("Texting", 0, 2, sizes)}));
  ProductOffer texts = offer("Texts", {asking(action(modify, ActionCode::add, "Mobile Service"),
                                              NamedParameter::component_product, sizes)});
  texts.message = "Which one?";
  Desk desk(catalogue_of(products, {texts}), mobile());
  const auto asked = desk.respond("Texts", "Accept", "sms");
  const auto waiting = std::get<OfferResponseWaiting>(asked.back());
  EXPECT_EQ(waiting.prompt, "Which one?");
  Strings listed;
  for (const DomainValue& option : waiting.options) {
    listed.push_back(std::to_string(option.sequence) + " " + option.value);
  }
  EXPECT_EQ(listed, (Strings{"1 50 SMS", "2 200 SMS", "3 500 SMS", "4 Unlimited Text"}));
  EXPECT_EQ(waiting.parameter, NamedParameter::component_product);
  EXPECT_EQ(waiting.base.value, "Mobile Service");
  EXPECT_TRUE(waiting.component.value.empty()) << "the choice supplies it";
  const auto requested = every<NamedParameterRequested>(asked)[0];
  EXPECT_EQ(requested.options, waiting.options);
  EXPECT_EQ(requested.parameter, waiting.parameter);
  EXPECT_EQ(requested.base, waiting.base);
  EXPECT_EQ(walked(asked), Walked::part_of_the_way);
  EXPECT_FALSE(desk.state.document);
  EXPECT_TRUE(desk.state.logged.empty()) << "cancelled now, nothing would be left";

  const auto done = desk.tell(chosen(asked, "p2"));
  EXPECT_EQ(desk.lines(), (Strings{"1.0 Mobile Service -", "1.1 SIM -", "1.2 200 SMS Add"}));
  EXPECT_EQ(logged(done).result.workflow, waiting.workflow);
  EXPECT_EQ(logged(done).response.channel, "sms");
  ASSERT_EQ(every<WorkflowContinued>(done).size(), 1U);
  EXPECT_TRUE(every<WorkflowStarted>(done).empty());
  auto steps = every<WorkflowAdvanced>(asked)[0].steps;
  const auto rest = every<WorkflowContinued>(done)[0].steps;
  steps.insert(steps.end(), rest.begin(), rest.end());
  EXPECT_EQ(walk(*workflow_definition(1), steps), Walked::to_the_end);
  EXPECT_EQ(desk.state.workflows_ever, 1U);
}

TEST(NamedParameter, S1_10_TheQuestionIsAskedInTheLanguageThatWasSaidElseInTheAccounts) {
  ProductOffer asking_offer = texting();
  asking_offer.translations = {{"FRA", {}, "Lequel ?"}};
  Desk desk(catalogue_of(shop_products(), {asking_offer}), mobile());
  const auto prompt = [&](const std::string& language) {
    Account::RespondToOffer command;
    command.response.account = desk.state.id;
    command.response.offer.value = "Texts";
    command.response.response = "Accept";
    command.response.channel = "sms";
    command.language = language;
    return std::get<OfferResponseWaiting>(desk.tell(command).back()).prompt;
  };
  EXPECT_EQ(prompt(""), "Which one?");
  EXPECT_EQ(prompt("fra"), "Lequel ?");
  desk.state.profile.language = "FRA";
  EXPECT_EQ(prompt(""), "Lequel ?");
  EXPECT_EQ(prompt("ENU"), "Which one?");
}

TEST(NamedParameter, AChoiceThatIsNoneOfTheOptionsEndsWithThem) {
  Desk desk(catalogue_of(shop_products(), {texting()}), mobile());
  const auto events = desk.tell(chosen(desk.respond("Texts", "Accept", "agent"), "p9"));
  const auto failure = std::get<OfferApplicationFailed>(events.back());
  EXPECT_EQ(codes_of(failure.problems), Strings{"NAMED_PARAM_NOT_IN_DOMAIN"});
  EXPECT_THAT(failure.problems[0].text, testing::HasSubstr("p1 (Unlimited Text)"));
  EXPECT_EQ(every<WorkflowContinued>(events).at(0).problems, failure.problems);
  EXPECT_FALSE(desk.state.document);
}

TEST(NamedParameter, TheWebBringsItsChoiceById_ByValueOrByName) {
  for (const ParameterChoice& choice :
       {ParameterChoice{{}, "p1", {}}, ParameterChoice{"1", {}, "Unlimited Text"},
        ParameterChoice{{}, {}, " unlimited TEXT "}}) {
    Desk desk(catalogue_of(shop_products(), {texting()}), mobile());
    const auto events = desk.respond("Texts", "Accept", "web", choice);
    EXPECT_EQ(logged(events).outcome, ResponseOutcome::document);
    EXPECT_EQ(walked(events), Walked::to_the_end);
    EXPECT_EQ(desk.lines().back(), "1.2 Unlimited Text Add");
  }
}

// A shop may send back the row it was told: the option's value or the action's base beside the id.
TEST(NamedParameter, S3_7_WhatIsSaidBesideTheIdIsComparedWithTheOption) {
  const auto answered = [](const std::string& value) {
    Desk desk(catalogue_of(shop_products(), {texting()}), mobile());
    return desk.respond("Texts", "Accept", "web", ParameterChoice{{}, "p1", value});
  };
  for (const char* same : {"Unlimited Text", " unlimited TEXT", "Mobile Service"}) {
    EXPECT_EQ(logged(answered(same)).outcome, ResponseOutcome::document) << same;
  }
  for (const char* other : {"International Calling", "TV Service", "nothing"}) {
    const auto failure = std::get<OfferApplicationFailed>(answered(other).back());
    EXPECT_EQ(codes_of(failure.problems), Strings{"NAMED_PARAM_NOT_IN_DOMAIN"}) << other;
    EXPECT_THAT(failure.problems[0].text, testing::HasSubstr("'p1' does not stand for '"));
    EXPECT_TRUE(failure.asks) << "the shop can ask again";
  }
}

TEST(NamedParameter, TheWebIsToldWhatItCouldHaveSent) {
  Desk desk(catalogue_of(
                shop_products(),
                {texting(), offer("Router", {action(new_, ActionCode::add, "Internet Router")})}),
            mobile());
  const auto problem = [&](const std::string& offer, std::optional<ParameterChoice> choice) {
    const auto events = desk.respond(offer, "Accept", "web", std::move(choice));
    return std::get<OfferApplicationFailed>(events.back()).problems.at(0);
  };
  const auto code = [&](const std::string& offer, std::optional<ParameterChoice> choice) {
    return problem(offer, std::move(choice)).code;
  };
  EXPECT_EQ(code("Texts", {}), "NAMED_PARAM_MISSING");
  EXPECT_EQ(code("Texts", ParameterChoice{{}, "p3", {}}), "NAMED_PARAM_NOT_IN_DOMAIN");
  const Problem wrong = problem("Texts", ParameterChoice{"another", "p1", {}});
  EXPECT_EQ(wrong.code, "NAMED_PARAM_WRONG_ACTION");
  EXPECT_EQ(wrong.field, "actionName");
  EXPECT_EQ(wrong.text,
            "The choice is for action 'another', but of offer 'Texts' action '1' takes one; name "
            "that action, or leave it out.");
  EXPECT_EQ(code("Router", ParameterChoice{{}, "p1", {}}), "NAMED_PARAM_UNEXPECTED");
  EXPECT_TRUE(desk.state.logged.empty());
}

TEST(NamedParameter, S3_7_TheRefusalBringsTheOptionsSoThatTheShopCanAsk) {
  OfferAction speed =
      asking(attribute_of(action(modify, ActionCode::update, "Internet Service", "Fibe 500GB"),
                          "Bandwidth", ""),
             NamedParameter::attribute_value, {"50", "100"});
  Desk desk(catalogue_of(shop_products(), {texting(), offer("Speed", {named("speed", speed)})}),
            {asset("I", "Internet Service"), asset("P", "Fibe 500GB", "I")});
  const auto asks = [](const std::vector<AccountEvent>& events) {
    return std::get<OfferApplicationFailed>(events.back()).asks;
  };
  const auto missing = asks(desk.respond("Speed", "Accept", "web"));
  ASSERT_TRUE(missing);
  EXPECT_EQ(missing->parameter, NamedParameter::attribute_value);
  EXPECT_EQ(missing->base.value, "Internet Service");
  EXPECT_EQ(missing->component.value, "Fibe 500GB");
  EXPECT_EQ(missing->options, speed.domain);
  EXPECT_FALSE(missing->action.value.empty());
  EXPECT_EQ(asks(desk.respond("Speed", "Accept", "web", ParameterChoice{{}, "p3", {}})), missing);
  EXPECT_FALSE(asks(desk.respond("Speed", "Accept", "web", ParameterChoice{"other", "p1", {}})));
  EXPECT_FALSE(asks(desk.respond("nothing", "Accept", "web")));

  for (const bool save : {true, false}) {
    const auto several =
        Account::decide(desk.state, desk.applying({"Speed", "Texts"}, save), desk.context);
    ASSERT_TRUE(several);
    EXPECT_EQ(asks(*several), missing) << "the first that lacks its choice";
  }
}

TEST(Acceptance5_6, T05TheChildsDiscountIsOnTheProductThatWasPicked) {
  OfferAction pick =
      named("pick", asking(action(new_, ActionCode::add, ""), NamedParameter::base_product,
                           {"SIM", "Bluetooth Headset"}));
  OfferAction discount =
      child_of("pick", field_of(action(new_, ActionCode::update, ""), "Discount Percent", "20"));
  Desk desk(catalogue_of(shop_products(), {offer("Accessory", {pick, discount})}));
  const auto events = desk.respond("Accessory", "Accept", "web", ParameterChoice{{}, "p2", {}});
  EXPECT_EQ(logged(events).outcome, ResponseOutcome::document);
  EXPECT_EQ(desk.lines(), Strings{"1.0 Bluetooth Headset Add"});
  const std::vector<NamedValue> twenty = {{"Discount Percent", "20"}};
  EXPECT_EQ(desk.state.document->lines[0].fields, twenty);
}

// Each kind of parameter goes to the field that it names.
TEST(NamedParameter, S3_7_TheChoiceIsWrittenToTheFieldThatItSupplies) {
  struct Row {
    OfferAction action;
    std::string choice;
    Strings lines;
    std::vector<NamedValue> fields;      // of the last line
    std::vector<NamedValue> attributes;  // of the last line
  };
  const auto update = [](const std::string& component) {
    return action(modify, ActionCode::update, "Internet Service", component);
  };
  const std::vector<NamedValue> fifty{{"Bandwidth", "50"}};
  const std::vector<Row> rows = {
      {asking(action(new_, ActionCode::add, ""), NamedParameter::base_product,
              {"SIM", "Internet Router"}),
       "p2",
       {"1.0 Internet Router Add"},
       {},
       {}},
      {asking(action(modify, ActionCode::add, "Internet Service"),
              NamedParameter::component_product, {"Online Security"}),
       "p1",
       {"1.0 Internet Service -", "1.1 Fibe 500GB -", "1.2 Online Security Add"},
       {},
       {}},
      {asking(action(upgrade, ActionCode::upgrade, "Internet Service"),
              NamedParameter::upgrade_product, {"TV Service", "SIM"}),
       "p2",
       {"1.0 Internet Service Delete", "1.1 Fibe 500GB Delete", "2.0 SIM Add"},
       {},
       {}},
      {asking(attribute_of(update("Fibe 500GB"), "Bandwidth", ""), NamedParameter::attribute_value,
              {"50", "100"}),
       "p2",
       {"1.0 Internet Service -", "1.1 Fibe 500GB Update"},
       {},
       {{"Bandwidth", "100"}}},
      {asking(field_of(update("Fibe 500GB"), "Discount Percent", ""), NamedParameter::field_value,
              {"10", "20"}),
       "p1",
       {"1.0 Internet Service -", "1.1 Fibe 500GB Update"},
       {{"Discount Percent", "10"}},
       fifty},
  };
  std::vector<Asset> owned{asset("I", "Internet Service"), asset("P", "Fibe 500GB", "I")};
  owned[1].attributes = fifty;
  for (const Row& row : rows) {
    SCOPED_TRACE(static_cast<int>(row.action.named_parameter));
    Desk desk(catalogue_of(shop_products(), {offer("Offer", {row.action})}), owned);
    const auto events = desk.respond("Offer", "Accept", "web", ParameterChoice{{}, row.choice, {}});
    ASSERT_EQ(logged(events).outcome, ResponseOutcome::document);
    EXPECT_EQ(desk.lines(), row.lines);
    EXPECT_EQ(desk.state.document->lines.back().fields, row.fields);
    EXPECT_EQ(desk.state.document->lines.back().attributes, row.attributes);
  }
}

TEST(NamedParameter, AProductLineOffersWhatCanBeSoldAndFits) {
  OfferAction pick = asking(action(modify, ActionCode::add, "Mobile Service"),
                            NamedParameter::component_product, {});
  pick.domain_line.value = "Everything";
  ProductLine line{{"Everything"},
                   "Everything",
                   {{"Unlimited Text"}, {"SIM"}, {"Internet Router"}, {"International Calling"}},
                   {}};
  Product gone = simple("SIM");
  gone.active = false;
  const std::vector<Event> more{ProductLineDefined{line}, ProductDefined{gone}};
  Desk desk(catalogue_of(shop_products(), {offer("Any", {pick})}).with(more, 100), mobile());
  const auto waiting = std::get<OfferResponseWaiting>(desk.respond("Any", "Accept", "ivr").back());
  Strings values;
  for (const DomainValue& option : waiting.options) values.push_back(option.value);
  EXPECT_EQ(values, (Strings{"International Calling", "Unlimited Text"}));
}

// The child has no base of its own: its parent's is the one whose components can be picked.
TEST(NamedParameter, S2_2_TheComponentsAreThoseOfTheParentsBase) {
  OfferAction listed =
      child_of("tv", asking(action(new_, ActionCode::add, ""), NamedParameter::component_product,
                            {"Basic Movie Package", "Premium Movie Package"}));
  OfferAction by_line = listed;
  by_line.domain.clear();
  by_line.domain_line.value = "Everything";
  const OfferAction parent = named("tv", action(new_, ActionCode::add, "TV Service"));
  const std::vector<Event> line{ProductLineDefined{
      {{"Everything"}, "Everything", {{"On-Demand TV"}, {"SIM"}, {"Basic Movie Package"}}, {}}}};
  const Catalogue catalogue = catalogue_of(shop_products(), {offer("Listed", {parent, listed}),
                                                             offer("Line", {parent, by_line})})
                                  .with(line, 100);
  for (const char* channel : {"web", "sms"}) {
    Desk desk(catalogue);
    auto events =
        desk.respond("Listed", "Accept", channel,
                     std::string(channel) == "web" ? std::optional(ParameterChoice{{}, "p1", {}})
                                                   : std::nullopt);
    if (const auto* waiting = std::get_if<OfferResponseWaiting>(&events.back())) {
      EXPECT_EQ(waiting->base.value, "TV Service");
      EXPECT_EQ(waiting->shown.base_name, "TV Service");
      EXPECT_TRUE(waiting->component.value.empty());
      events = desk.tell(chosen(events, "p1"));
    }
    EXPECT_EQ(logged(events).outcome, ResponseOutcome::document) << channel;
    EXPECT_EQ(desk.lines(), (Strings{"1.0 TV Service Add", "1.1 Basic Movie Package Add"}));
  }
  Desk desk(catalogue);
  const auto waiting = std::get<OfferResponseWaiting>(desk.respond("Line", "Accept", "ivr").back());
  Strings names;
  for (const OptionProduct& product : waiting.shown.products) names.push_back(product.name);
  EXPECT_EQ(names, (Strings{"Basic Movie Package", "On-Demand TV"}));
}

TEST(NamedParameter, S4_16_TheQuestionIsTheMessageTypesTextAboutWhatItWasRecommendedFor) {
  ProductOffer texts = texting();
  texts.message_type = "Ask";
  MessageType type;
  type.name = "Ask";
  type.group = "Product Offer";
  type.texts = {{{}, "Choose", "[Message]", "[Offer Name] for [Product Name]: [Message]"}};
  type.responses = {{"Accept", ResponseKind::accept, true, true, {}, {}}};
  const std::vector<Event> defined{MessageTypeDefined{type}};
  Desk desk(catalogue_of(shop_products(), {texts}).with(defined, 100), mobile());
  ResponseReceived received;
  received.account = desk.state.id;
  received.offer.value = "Texts";
  received.response = "Accept";
  received.channel = "sms";
  received.asset.value = "S";
  received.recommendation.value = "r1";
  const auto events = desk.tell(Account::RespondToOffer{received});
  const auto waiting = std::get<OfferResponseWaiting>(events.back());
  EXPECT_EQ(waiting.prompt, "Texts for SIM: Which one?");
  EXPECT_EQ(waiting.shown.message_type, "Ask");
  EXPECT_EQ(waiting.shown.asset.value, "S");
  EXPECT_EQ(waiting.shown.root_asset.value, "M");
  EXPECT_EQ(waiting.shown.recommendation.value, "r1");
  ASSERT_EQ(waiting.shown.products.size(), 2U);
  EXPECT_EQ(waiting.shown.products[1],
            (OptionProduct{"International Calling", ProductKind::simple}));
  EXPECT_EQ(every<NamedParameterRequested>(events).at(0).shown, waiting.shown);
}

TEST(NamedParameter, S8_8_AFieldNameHasToBeTheOneThatTheActionChanges) {
  OfferAction speed =
      asking(attribute_of(action(modify, ActionCode::update, "Internet Service", "Fibe 500GB"),
                          "Bandwidth", ""),
             NamedParameter::attribute_value, {});
  Desk desk(catalogue_of(shop_products(), {texting(), offer("Speed", {named("speed", speed)})}),
            {asset("I", "Internet Service"), asset("P", "Fibe 500GB", "I"),
             asset("M", "Mobile Service"), asset("S", "SIM", "M")});
  const auto refused = [&](const std::string& offer, const ParameterChoice& choice) {
    return std::get<OfferApplicationFailed>(desk.respond(offer, "Accept", "web", choice).back())
        .problems.at(0);
  };
  const Problem wrong = refused("Speed", {{}, {}, "100", "Nonsense"});
  EXPECT_EQ(wrong.code, "NAMED_PARAM_UNEXPECTED");
  EXPECT_EQ(wrong.field, "fieldName");
  EXPECT_EQ(wrong.action, "speed");
  EXPECT_THAT(wrong.text, testing::HasSubstr("changes 'Bandwidth', not 'Nonsense'"));
  EXPECT_EQ(refused("Texts", {{}, "p1", {}, "Quantity"}).code, "NAMED_PARAM_UNEXPECTED");
  EXPECT_EQ(
      logged(desk.respond("Speed", "Accept", "web", ParameterChoice{{}, {}, "100", "bandwidth"}))
          .outcome,
      ResponseOutcome::document);
}

TEST(NamedParameter, WhoIsNotAskedMustBringItsChoice) {
  ProductOffer quiet = texting();
  quiet.responses[0].actions[0].user_input = false;
  Desk desk(catalogue_of(shop_products(), {quiet}), mobile());
  const auto events = desk.respond("Texts", "Accept", "agent");
  EXPECT_EQ(codes_of(std::get<OfferApplicationFailed>(events.back()).problems),
            Strings{"NAMED_PARAM_MISSING"});
}

}  // namespace
}  // namespace proffer::domain
