// The shipped sample, defined and answered by the real deciders.
#include "actors/domain/account/account.hpp"
#include "actors/domain/product_offer/product_offer.hpp"
#include "actors/domain/product_offer/validate_catalogue.hpp"
#include "events/transport/catalogue_json.hpp"
#include "events/transport/response_json.hpp"
#include "tests/domain/given.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace proffer::domain {
namespace {

std::ifstream sample(const std::string& name) {
  std::ifstream file(std::string{PROFFER_SOURCE_DIR} + "/config/sample/" + name);
  EXPECT_TRUE(file.is_open()) << name;
  return file;
}

// Everything that the sample's catalogue document defines.
struct Shop {
  std::shared_ptr<const Catalogue> catalogue = std::make_shared<const Catalogue>();
  std::map<std::string, Account::State> accounts;

  Shop() {
    std::ifstream file = sample("catalogue.json");
    const std::string text(std::istreambuf_iterator<char>(file), {});
    const auto document = transport::read_catalogue(text);
    EXPECT_TRUE(document.has_value()) << document.error().front().text;
    if (!document) return;
    const Definitions& definitions = *document;
    EXPECT_THAT(codes_of(validate_catalogue(*catalogue, definitions, document->offers)),
                testing::IsEmpty());
    define<ProductCatalogue>(DefineCatalogue{definitions});
    for (const ProductOffer& offer : document->offers) {
      define<ProductOfferDecider>(ProductOfferDecider::DefineOffer{offer});
    }
    for (const auto& [id, profile, assets, balance] : document->accounts) {
      const auto events = Account::decide({}, Account::DefineAccount{id, profile, assets, balance},
                                          {noon, catalogue, {}});
      EXPECT_TRUE(events.has_value()) << id.value << ": " << events.error().front().text;
      if (events) accounts[id.value] = fold<Account>({}, *events);
    }
  }

  template <class D>
  void define(const typename D::Command& command) {
    const auto decided = D::decide({}, command, {noon, catalogue, {}});
    ASSERT_TRUE(decided.has_value()) << decided.error().front().text;
    std::vector<Event> events;
    for (const auto& event : *decided) {
      std::visit([&](const auto& e) { events.push_back(Event(e)); }, event);
    }
    catalogue = std::make_shared<const Catalogue>(catalogue->with(events, 0));
  }

  // What the channel is told: a document's id, the reasons for skipping, or the problems' codes.
  std::string answer(const ResponseReceived& response) {
    Account::State& state = accounts[response.account.value];
    const auto events =
        Account::decide(state, Account::RespondToOffer{response}, {noon, catalogue, {}});
    if (!events) return "refused " + events.error().front().code;
    state = fold<Account>(std::move(state), *events);
    if (const auto* failed = std::get_if<OfferApplicationFailed>(&events->back())) {
      return failed->problems.front().code;
    }
    const auto& logged = std::get<OfferResponseLogged>(events->back());
    if (logged.outcome == ResponseOutcome::document) return logged.document.value;
    return logged.skipped.empty() ? "no action" : logged.skipped.front().reason;
  }
  std::string answer(const std::string& account, const std::string& offer,
                     const std::string& response) {
    return answer(ResponseReceived{{account}, {offer}, response, {}, {}, "web", noon});
  }
};

TEST(Sample, EveryResponseShowsWhatItIsMeantToShow) {
  Shop shop;
  std::vector<std::string> answers;
  std::ifstream lines = sample("responses.jsonl");
  for (std::string line; std::getline(lines, line);) {
    const auto parsed = transport::parse_response(line, {}, {});
    ASSERT_TRUE(parsed.has_value()) << parsed.error().text;
    const ResponseReceived& response = parsed->response;
    answers.push_back(response.account.value + " " + response.offer.value + ": " +
                      shop.answer(response));
  }
  // The message sent twice (A-1009) is answered twice here: telling a repetition is the runtime's.
  const std::vector<std::string> expected = {"A-1001 unlimited-text: A-1001-O1",
                                             "A-1001 premium-movie-package: A-1001-O1",
                                             "A-1002 replace-sim: A-1002-O1",
                                             "A-1003 international-calling: AlreadyOwned",
                                             "A-1004 online-security: A-1004-O1",
                                             "A-1005 internet-500: A-1005-O1",
                                             "A-1006 premium-movie-package: A-1006-O1",
                                             "A-1006 spanish-combo: AlreadyOwned",
                                             "A-1007 unlimited-text: AMBIGUOUS_ASSET",
                                             "A-1007 unlimited-text: A-1007-O1",
                                             "A-1008 data-roaming: A-1008-O1",
                                             "A-1009 tv-starter: A-1009-O1",
                                             "A-1009 tv-starter: A-1009-O1",
                                             "A-1010 handset-upgrade: A-1010-O1",
                                             "A-1011 tv-starter: A-1011-O1",
                                             "A-1012 premium-movie-package: A-1012-O1",
                                             "A-1012 spanish-combo: A-1012-O1",
                                             "A-1013 unlimited-text: no action",
                                             "A-1013 international-calling: A-1013-O1",
                                             "A-1014 data-roaming: A-1014-O1",
                                             "A-1015 unlimited-text: A-1015-O1",
                                             "A-1015 online-security: A-1015-O1",
                                             "A-1015 premium-movie-package: A-1015-O1",
                                             "B-2001 international-calling: B-2001-Q1",
                                             "B-2001 online-security: B-2001-Q1",
                                             "B-2002 unlimited-text: B-2002-Q1",
                                             "B-2003 internet-500: B-2003-Q1",
                                             "B-2003 tv-starter: no action",
                                             "B-2004 replace-sim: B-2004-Q1",
                                             "B-2004 data-roaming: B-2004-Q1",
                                             "B-2005 premium-movie-package: B-2005-Q1",
                                             "A-1002 unlimited-text: A-1002-O1",
                                             "A-1005 tv-starter: no action",
                                             "A-1008 replace-sim: A-1008-O1",
                                             "A-1010 replace-sim: no action",
                                             "A-1011 online-security: A-1011-O1"};
  EXPECT_EQ(answers, expected);
}

TEST(Sample, ACustomerCanTakeTheOffersThatTheDocumentsName) {
  Shop shop;
  EXPECT_EQ(shop.answer("A-1001", "unlimited-text", "Reject"), "no action");
  EXPECT_EQ(shop.answer("A-1001", "internet-500", "Accept"), "A-1001-O1");
  EXPECT_EQ(shop.answer("A-1001", "unlimited-text", "Accept"), "A-1001-O1");
  EXPECT_EQ(shop.answer("A-1001", "premium-movie-package", "Accept"), "A-1001-O1");
}

TEST(Sample, EveryCustomerGetsAnAnswerToPremiumMovies) {
  Shop shop;
  for (int number = 1001; number <= 1020; ++number) {
    const std::string account = "A-" + std::to_string(number);
    EXPECT_FALSE(shop.answer(account, "premium-movie-package", "Accept").starts_with("refused"))
        << account;
  }
}

}  // namespace
}  // namespace proffer::domain
