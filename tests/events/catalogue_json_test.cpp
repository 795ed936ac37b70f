#include "events/transport/catalogue_json.hpp"

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/product_offer/validate_catalogue.hpp"
#include "events/transport/json_reader.hpp"
#include "events/transport/response_json.hpp"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace proffer::transport::catalogue_json {
namespace {

std::string sample(const std::string& name) {
  std::ifstream file(std::string{PROFFER_SOURCE_DIR} + "/config/sample/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>{file}, {}};
}

CatalogueDocument read(std::string_view json) {
  auto document = read_catalogue(json);
  EXPECT_TRUE(document) << (document ? "" : document.error().front().text);
  return document.value_or(CatalogueDocument{});
}

TEST(CatalogueJson, WhatIsNotGivenHasItsDefault) {
  const auto document =
      read(R"({"products":[{"id":"p","name":"P","listPrice":12,"kind":"Customizable",
      "relationships":[{"name":"R","domain":["q"],"defaultProduct":"q"}]}],
    "offers":[{"id":"o","name":"O","responses":[
      {"response":"Enroll","actions":[{"type":"Modify","code":"Add","allowMultipleInstance":false},
                                      {"name":"1","type":"Modify","code":"Update"}]},
      {"response":"decline"},{"response":"Learn More","actions":[{"type":"Run Process","code":"Workflow"}]}]}]})");
  const Product& product = document.products.at(0);
  EXPECT_EQ(product.list_price, Money{1200});
  EXPECT_EQ(product.price_type, PriceType::recurring);
  EXPECT_TRUE(product.active && product.track_as_asset && product.can_stand_alone);
  EXPECT_EQ(product.relationships.at(0).default_quantity, 1U);
  EXPECT_FALSE(product.relationships.at(0).max);

  const auto& responses = document.offers.at(0).responses;
  EXPECT_EQ(responses.at(0).kind, ResponseKind::accept);
  EXPECT_EQ(responses.at(1).kind, ResponseKind::reject);
  EXPECT_EQ(responses.at(2).kind, ResponseKind::other);
  EXPECT_EQ(responses.at(2).sequence, 3U);
  const auto& add = responses.at(0).actions.at(0);
  EXPECT_EQ(add.id.value, "o-Enroll-1");
  EXPECT_EQ(add.name, "2") << "1 is taken";
  EXPECT_TRUE(add.skip_if_owned);
  EXPECT_TRUE(add.skip_if_not_owned);
  EXPECT_FALSE(responses.at(0).actions.at(1).skip_if_not_owned)
      << "an update of what is not there fails";
  EXPECT_EQ(responses.at(2).actions.at(0).type, ActionType::run_process);
}

TEST(CatalogueJson, S1_7_AMessageTypesResponseHasItsKindByItsNameAndItsTranslations) {
  const auto document = read(R"({"messageTypes":[{"name":"T","responses":[
      {"name":" Yes ","translations":[{"languageCode":"FRA","text":"Oui"}]},{"name":"Later"}]}]})");
  const auto& responses = document.message_types.at(0).responses;
  EXPECT_EQ(responses.at(0).kind, ResponseKind::accept);
  EXPECT_EQ(responses.at(0).translations, (std::vector<Translation>{{"FRA", "Oui"}}));
  EXPECT_EQ(responses.at(1).kind, ResponseKind::other);
}

TEST(CatalogueJson, AProseHasLineBreaksAndTabsANameIsOneLine) {
  const auto document = read(R"({"messageTypes":[{"name":"T","texts":[{"fullText":"a\r\nb"}]}],
      "offers":[{"id":"o","name":"O","description":"a\nb\tc","message":"a\nb",
      "responses":[{"response":"Accept","comments":"a\nb","actions":[{"type":"RunProcess",
        "code":"Workflow","workflow":"W","workflowParameters":{"Description":"a\nb"}}]}],
      "recommendations":[{"reason":"a\nb","translations":[{"languageCode":"FRA","text":"a\nb"}]}],
      "translations":[{"languageCode":"FRA","message":"a\nb"}]}]})");
  ASSERT_EQ(document.offers.size(), 1U);
  EXPECT_EQ(document.offers[0].description, "a\nb\tc");
  const OfferAction& process = document.offers[0].responses[0].actions[0];
  EXPECT_EQ(process.workflow_parameters, (std::vector<NamedValue>{{"Description", "a\nb"}}));
  for (
      const char* json :
      {R"({"offers":[{"id":"o","name":"a\nb"}]})",
       R"({"offers":[{"id":"o","name":"O","responses":[{"response":"a\tb"}]}]})",
       R"({"offers":[{"id":"o","name":"O","message":"a\u0007b"}]})",
       R"({"products":[{"id":"p","name":"P","translations":[{"languageCode":"FRA","text":"a\nb"}]}]})"}) {
    EXPECT_EQ(read_catalogue(json).error().front().code, "FIELD_INVALID") << json;
  }
}

TEST(CatalogueJson, ActionsAreNumberedOnFromTheOneBefore) {
  const auto document = read(R"({"offers":[{"id":"o","name":"O","responses":[{"response":"Accept",
      "actions":[{"type":"New","code":"Add","sequence":1},{"type":"New","code":"Add","sequence":3},
                 {"type":"New","code":"Add"}]}]}]})");
  EXPECT_EQ(document.offers.at(0).responses.at(0).actions.at(2).sequence, 4U);
}

TEST(CatalogueJson, ATreeOfAssetsBecomesAListWithRootsFirst) {
  const auto document =
      read(R"({"accounts":[{"id":"A-1","type":"Residential","fields":{"b":"2","a":"1"},"assets":[
      {"id":"m","productId":"mobile","children":[{"id":"s","productId":"sim","children":[{"id":"x","productId":"y"}]},
                                                 {"id":"t","productId":"text"}]},
      {"id":"n","productId":"mobile","status":"Suspended"}]}]})");
  const AccountDefinition& account = document.accounts.at(0);
  EXPECT_EQ(account.profile.fields, (std::vector<NamedValue>{{"a", "1"}, {"b", "2"}}));
  std::vector<std::string> assets;
  for (const Asset& asset : account.assets) {
    assets.push_back(asset.id.value + " " + asset.parent.value + " " + asset.root.value + " " +
                     std::to_string(asset.sequence));
  }
  EXPECT_EQ(assets,
            (std::vector<std::string>{"m  m 1", "s m m 1", "x s m 1", "t m m 2", "n  n 2"}));
  EXPECT_EQ(account.assets.back().status, AssetStatus::suspended);
}

struct Mistake {
  std::string_view json, code, field, text;
};

TEST(CatalogueJson, EveryMistakeNamesItsPlaceAndWhatWasMeant) {
  const std::vector<Mistake> mistakes = {
      {"{\"products\": [\n  {\"id\" \"p\"}]}", "JSON_MALFORMED", "", "line 2, column 9"},
      {"", "JSON_MALFORMED", "", "line 1, column 1"},
      {"[]", "FIELD_TYPE", "", "object"},
      {R"({"product":[]})", "FIELD_UNKNOWN", "/product", "'products'"},
      {R"({"products":{}})", "FIELD_TYPE", "/products", "list"},
      {R"({"products":[1]})", "FIELD_TYPE", "/products/0", "object"},
      {R"({"products":[{"name":"P"}]})", "FIELD_REQUIRED", "/products/0/id", "missing"},
      {R"({"products":[{"id":"p/q","name":"P"}]})", "FIELD_INVALID", "/products/0/id", "letters"},
      {R"({"products":[{"id":"p","name":"P","kind":"Custmizable"}]})", "FIELD_INVALID",
       "/products/0/kind", "'Customizable'"},
      {R"({"products":[{"id":"p","name":"P","priceType":"Weekly"}]})", "FIELD_INVALID",
       "/products/0/priceType", "OneTime, Recurring"},
      {R"({"products":[{"id":"p","name":"P","listPrice":12.5}]})", "FIELD_TYPE",
       "/products/0/listPrice", "\"12.50\""},
      {R"({"products":[{"id":"p","name":"P","listPrice":"1.234"}]})", "FIELD_INVALID",
       "/products/0/listPrice", "two decimals"},
      {R"({"products":[{"id":"p","name":"P","listPrice":"99999999999999999999"}]})",
       "FIELD_INVALID", "/products/0/listPrice", "sum"},
      {R"({"products":[{"id":"p","name":"P","active":"yes"}]})", "FIELD_TYPE", "/products/0/active",
       "true or false"},
      {R"({"products":[{"id":"p","name":"P","name":"Q"}]})", "FIELD_INVALID", "/products/0/name",
       "twice"},
      {R"({"products":[{"id":"p","name":"P","effectiveFrom":"soon"}]})", "FIELD_INVALID",
       "/products/0/effectiveFrom", "RFC 3339"},
      {R"({"products":[{"id":"p","name":"P","relationships":[{"name":"R","min":-1}]}]})",
       "FIELD_TYPE", "/products/0/relationships/0/min", "whole number"},
      {R"({"productLines":[{"id":"l","name":"L","members":["a",2]}]})", "FIELD_TYPE",
       "/productLines/0/members/1", "string"},
      {R"({"offers":[{"id":"o","name":"O","responses":[{"response":"Accept","actions":[{"type":"Modify","code":"Ad"}]}]}]})",
       "FIELD_INVALID", "/offers/0/responses/0/actions/0/code", "'Add'"},
      {R"({"offers":[{"id":"o","name":"O","responses":[{"response":"Accept","actions":[{"code":"Add"}]}]}]})",
       "FIELD_REQUIRED", "/offers/0/responses/0/actions/0/type", "missing"},
      {R"({"accounts":[{"id":"A","type":"Residential","assets":[{"id":"m","productId":"p","children":[{"id":"s"}]}]}]})",
       "FIELD_REQUIRED", "/accounts/0/assets/0/children/0/productId", "missing"},
      {R"({"accounts":[{"id":"A","type":"Residential","fields":{"a/b":1}}]})", "FIELD_TYPE",
       "/accounts/0/fields/a~1b", "string"},
  };
  for (const Mistake& mistake : mistakes) {
    SCOPED_TRACE(mistake.json);
    const auto document = read_catalogue(mistake.json);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().size(), 1U) << "one mistake, one problem";
    const Problem& problem = document.error().front();
    EXPECT_EQ(problem.code, mistake.code);
    EXPECT_EQ(problem.field, mistake.field);
    EXPECT_THAT(problem.text, testing::HasSubstr(std::string{mistake.text}));
  }
}

TEST(CatalogueJson, EverythingWrongIsSaidAtOnceUpToALimit) {
  std::string json = R"({"products":[{})";
  for (int i = 0; i < 200; ++i) json += ",{}";
  json += "]}";
  EXPECT_EQ(read_catalogue(json).error().size(), 100U);
  EXPECT_EQ(read_catalogue(json, {.problems_max = 7}).error().size(), 7U);
  EXPECT_EQ(read_catalogue(json, {.bytes_max = 10}).error().front().code, "BODY_TOO_LARGE");
}

// --- what is written is read as the same

template <class T>
T one_of(std::initializer_list<T> values) {
  // One generator for all types: rapidcheck's own takes the compiler a second for each.
  return values.begin()[*rc::gen::inRange<std::size_t>(0, values.size())];
}
std::string word() {
  return *rc::gen::container<std::string>(*rc::gen::inRange(1, 9), rc::gen::inRange('a', 'z'));
}
std::string maybe_word() { return *rc::gen::arbitrary<bool>() ? word() : ""; }
std::uint32_t number() { return *rc::gen::inRange<std::uint32_t>(0, 1000); }
bool coin() { return *rc::gen::arbitrary<bool>(); }
std::optional<Instant> maybe_instant() {
  return coin() ? std::optional{Instant{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000)}}
                : std::nullopt;
}
std::size_t few() { return *rc::gen::inRange<std::size_t>(0, 3); }
std::vector<NamedValue> named_values() {
  std::vector<NamedValue> values;
  for (std::size_t i = few(); i > 0; --i)
    values.insert(values.begin(), {std::string(i, 'k'), maybe_word()});
  return values;
}

Product any_product() {
  Product p;
  p.id.value = word(), p.name = word(),
  p.kind = one_of({ProductKind::simple, ProductKind::customizable});
  p.active = coin(), p.track_as_asset = coin(), p.can_stand_alone = coin();
  p.effective_from = maybe_instant(), p.effective_to = maybe_instant();
  p.list_price.cents = *rc::gen::inRange<std::int64_t>(-100'000, 100'000);
  p.price_type = one_of({PriceType::one_time, PriceType::recurring});
  for (std::size_t i = few(); i > 0; --i) p.product_lines.push_back({word()});
  p.product_class = maybe_word(), p.compound_product_number = maybe_word();
  for (std::size_t i = few(); i > 0; --i) {
    p.attributes.push_back({word(),
                            one_of({AttributeType::text, AttributeType::enumeration}),
                            {word()},
                            maybe_word()});
  }
  for (std::size_t i = few(); i > 0; --i) {
    p.relationships.push_back({word(),
                               number(),
                               coin() ? std::optional{number()} : std::nullopt,
                               {{word()}},
                               {maybe_word()},
                               {maybe_word()},
                               number(),
                               number()});
  }
  return p;
}

ProductOffer any_offer() {
  ProductOffer o;
  o.id.value = word(), o.name = word(), o.organizations = {word()}, o.description = maybe_word();
  o.message_type = word(), o.message = maybe_word(), o.active = coin();
  o.start = maybe_instant(), o.end = maybe_instant();
  for (std::size_t r = few(); r > 0; --r) {
    OfferResponse response{
        number(),     word(), one_of({ResponseKind::accept, ResponseKind::other}),
        maybe_word(), coin(), {}};
    for (std::size_t i = few(); i > 0; --i) {
      response.actions.push_back({{word()},
                                  number(),
                                  word(),
                                  one_of({ActionType::new_, ActionType::run_process}),
                                  one_of({ActionCode::update, ActionCode::replace}),
                                  {maybe_word()},
                                  {maybe_word()},
                                  maybe_word(),
                                  {maybe_word()},
                                  maybe_word(),
                                  maybe_word(),
                                  maybe_word(),
                                  maybe_word(),
                                  {maybe_word()},
                                  coin(),
                                  coin(),
                                  coin(),
                                  coin()});
    }
    o.responses.push_back(std::move(response));
  }
  return o;
}

void add_assets(std::vector<Asset>& assets, const Asset* parent, int levels) {
  for (std::size_t i = few(); i > 0; --i) {
    Asset asset;
    asset.id.value = "a" + std::to_string(assets.size()), asset.product.value = word();
    if (parent) asset.parent = parent->id;
    asset.root = parent ? parent->root : asset.id;
    asset.sequence = number(), asset.relationship = maybe_word(), asset.service_id = maybe_word();
    asset.status = one_of({AssetStatus::active, AssetStatus::inactive, AssetStatus::suspended});
    asset.quantity = number(), asset.attributes = named_values(), asset.fields = named_values();
    asset.promotion = {{maybe_word()}, maybe_word(), {maybe_word()}, {maybe_word()}};
    asset.start = maybe_instant();
    assets.push_back(asset);
    if (levels > 0) add_assets(assets, &asset, levels - 1);
  }
}

Rules any_rules() {
  Rules rules;
  rules.check_eligibility = coin(), rules.inclusive_eligibility = coin();
  for (std::size_t i = few(); i > 0; --i) {
    rules.eligibility.push_back({{word()},
                                 maybe_word(),
                                 one_of({EligibilityType::available, EligibilityType::unavailable}),
                                 {maybe_word()},
                                 maybe_word(),
                                 maybe_word(),
                                 maybe_word(),
                                 maybe_word(),
                                 maybe_word(),
                                 maybe_instant(),
                                 maybe_instant()});
    rules.compatibility.push_back(
        {{word()},
         maybe_word(),
         one_of({CompatibilityType::requires_, CompatibilityType::excludes}),
         {one_of({SideKind::product, SideKind::offer, SideKind::product_line}), word()},
         {SideKind::product_class, word()},
         maybe_instant(),
         maybe_instant(),
         maybe_word()});
  }
  return rules;
}

std::optional<Commitment> maybe_commitment() {
  if (coin()) return std::nullopt;
  Commitment made{number(), one_of({DurationUnit::month, DurationUnit::year}), {}};
  for (std::size_t i = few(); i > 0; --i) {
    made.charges.push_back(
        {word(), {*rc::gen::inRange<std::int64_t>(-9'999, 9'999)}, maybe_word()});
  }
  return made;
}

Promotion any_promotion() {
  Promotion p;
  p.id.value = word(), p.name = word(), p.active = coin(), p.score = *rc::gen::inRange(-9, 9);
  p.kind = one_of({PromotionType::bundled, PromotionType::coupon});
  p.instances = one_of({PromotionInstances::one_per_customer, PromotionInstances::no_limit});
  p.price.cents = number(), p.rules = any_rules(), p.commitment = maybe_commitment();
  p.track_as_agreement = coin(), p.effective_to = maybe_instant();
  for (std::size_t i = few(); i > 0; --i) {
    p.organizations.push_back(word());
    p.slots.push_back({{word()},
                       number(),
                       {maybe_word()},
                       {{word()}},
                       {maybe_word()},
                       {maybe_word()},
                       number(),
                       coin() ? std::optional{number()} : std::nullopt,
                       number(),
                       coin() ? std::optional{Money{number()}} : std::nullopt,
                       maybe_commitment(),
                       one_of({OnDisconnect::retain, OnDisconnect::disconnect})});
    p.upgrade_from.push_back({{word()},
                              {number()},
                              maybe_word(),
                              CommitmentStart::original_end,
                              CommitmentDuration::remaining});
    p.translations.push_back({word(), word()});
  }
  return p;
}

// One of each kind beside products, lines and promotions.
void configure(Definitions& d) {
  d.charge_plans = {{word(), DurationUnit::day, {number(), number()}}};
  d.message_types = {{word(),
                      maybe_word(),
                      one_of({DisplayMode::active, DisplayMode::passive}),
                      maybe_word(),
                      {{maybe_word(), maybe_word(), maybe_word(), maybe_word()}},
                      {{word(),
                        ResponseKind::reject,
                        coin(),
                        coin(),
                        maybe_word(),
                        maybe_word(),
                        {{word(), word()}}}},
                      {word()}}};
  d.matrices = {{word(), one_of({MatrixType::eligibility, MatrixType::compatibility})}};
  d.preferences = {{word(), word()}};
  d.channels = {{word(), {ExceptionHandler::create_activity, ExceptionHandler::show_error}}};
  d.workflows = {{word(), one_of({WorkflowPhase::pre_order, WorkflowPhase::any})}};
  MembershipDefinition membership{
      {word()}, {word()}, maybe_word(), number(), {}, number(), {{word()}, {word()}}, coin(), {}};
  if (coin()) membership.max = number();
  if (coin()) {
    membership.commitment = {number(), DurationUnit::year, Money{number()}, maybe_word()};
  }
  d.groups = {
      {{word()}, word(), {word()}, coin(), {}, {}, {}, {membership}, {{word(), maybe_word()}}, {}}};
  if (coin()) d.groups[0].instances_max = number();
}

void furnish(ProductOffer& offer) {
  offer.thumbnail = maybe_word(), offer.image = maybe_word(), offer.rules = any_rules();
  offer.recommendations = {{{word()},
                            {word()},
                            maybe_word(),
                            maybe_instant(),
                            maybe_instant(),
                            maybe_word(),
                            *rc::gen::inRange(-9, 9),
                            {{word(), word()}}}};
  offer.translations = {{word(), maybe_word(), maybe_word()}};
  for (auto& response : offer.responses) {
    for (auto& action : response.actions) {
      action.workflow = maybe_word(), action.workflow_parameters = named_values();
      action.named_parameter = one_of({NamedParameter::none, NamedParameter::field_value});
      action.user_input = coin(), action.domain_line.value = maybe_word();
      action.domain = {{word(), number(), maybe_word(), maybe_word(), maybe_word()}};
    }
  }
}

TEST(CatalogueJson, WhatIsWrittenIsReadAsTheSame) {
  EXPECT_TRUE(rc::check([] {
    CatalogueDocument document;
    document.products = {any_product()};
    document.lines = {{{word()}, word(), {{word()}, {word()}}}};
    document.lines[0].rules = any_rules();
    document.products[0].rules = any_rules();
    document.products[0].translations = {{word(), word()}};
    document.promotions = {any_promotion()};
    configure(document);
    document.offers = {any_offer()};
    furnish(document.offers[0]);
    AccountDefinition account{{word()},
                              {maybe_word(),
                               word(),
                               {maybe_word(), "", maybe_word(), ""},
                               maybe_word(),
                               maybe_word(),
                               maybe_word(),
                               maybe_word(),
                               maybe_word(),
                               named_values()},
                              {}};
    account.prepaid_balance = coin() ? std::optional{Money{number()}} : std::nullopt;
    add_assets(account.assets, nullptr, 2);
    document.accounts = {account};
    const auto read_again = read_catalogue(boost::json::serialize(json_of(document)));
    RC_ASSERT(read_again.has_value());
    RC_ASSERT(*read_again == document);
  }));
}

TEST(CatalogueJson, NoBytesMakeItThrow) {
  const std::string valid = boost::json::serialize(json_of(read(sample("catalogue.json"))));
  EXPECT_TRUE(rc::check([&] {
    std::string json = valid;
    const auto at = *rc::gen::inRange<std::size_t>(0, json.size());
    json.replace(at, *rc::gen::inRange<std::size_t>(0, 4), *rc::gen::arbitrary<std::string>());
    const auto document = read_catalogue(json);
    RC_ASSERT(document.has_value() || !document.error().empty());
  }));
}

// --- the sample

TEST(Sample, TheDomainAcceptsItsCatalogueAndItsAccounts) {
  const auto document = read(sample("catalogue.json"));
  EXPECT_EQ(document.accounts.size(), 25U);
  for (const Problem& problem :
       domain::validate_catalogue(domain::Catalogue{}, document, document.offers)) {
    ADD_FAILURE() << problem.code << ": " << problem.text << " (" << problem.offer << ", "
                  << problem.action << ")";
  }
}

TEST(Sample, EveryLineIsAResponseToOneOfItsOffersByOneOfItsAccounts) {
  const auto document = read(sample("catalogue.json"));
  std::ifstream lines(std::string{PROFFER_SOURCE_DIR} + "/config/sample/responses.jsonl");
  std::size_t count = 0, events = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const auto parsed = parse_response(line, {}, {});
    ASSERT_TRUE(parsed) << line << parsed.error().text;
    EXPECT_TRUE(std::any_of(document.offers.begin(), document.offers.end(), [&](const auto& offer) {
      return offer.id == parsed->response.offer;
    })) << line;
    EXPECT_TRUE(
        std::any_of(document.accounts.begin(), document.accounts.end(),
                    [&](const auto& account) { return account.id == parsed->response.account; }))
        << line;
    events += parsed->request_key.empty() ? 0 : 1;
  }
  EXPECT_EQ(count, 36U);
  EXPECT_GT(events, 5U);
}

TEST(DidYouMean, ANearWordIsFoundAndAFarOneIsNot) {
  const std::vector<std::string_view> known = {"Add", "Update", "Delete", "Replace"};
  EXPECT_EQ(closest("Udpate", known), "Update");
  EXPECT_EQ(closest("ADD", known), "Add");
  EXPECT_EQ(closest("Remove", known), "");
  EXPECT_EQ(closest("Add", known), "") << "spelled right";
}

}  // namespace
}  // namespace proffer::transport::catalogue_json
