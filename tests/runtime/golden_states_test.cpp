// What `evolve` makes of events that were recorded once: tests/golden/states.txt has for each
// sequence a line `name number hash`, the number being the category's snapshot_fingerprint and the
// hash that of the state's bytes as a snapshot has them, and below it the events, `type vN hex`.
// UPDATE_GOLDEN=1 adds sequences that are missing, and renews the hashes whose number was raised.
#include "actors/domain/catalogue/product_catalogue.hpp"
#include "actors/domain/product_offer/product_offer.hpp"
#include "actors/domain/project/project.hpp"
#include "actors/domain/request/questions.hpp"
#include "actors/domain/shard/shard.hpp"
#include "actors/domain/workflow/instance.hpp"
#include "actors/runtime/aggregate.hpp"
#include "store/frame.hpp"
#include "tests/domain/bundles.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::runtime {
namespace {

using domain::Account;

constexpr const char* golden_file = PROFFER_SOURCE_DIR "/tests/golden/states.txt";
constexpr const char* renewing =
    "run GoldenStates of runtime_test with UPDATE_GOLDEN=1 in the environment";

struct Written {
  std::string type;
  std::uint16_t schema = 0;
  std::string payload;
};
struct Golden {
  std::uint64_t number = 0;
  std::string hash;
  std::vector<Written> events;
};

// A sequence of one category's events: how it came about, and what its decider folds of it.
struct Sequence {
  std::string name;
  Category category = Category::unknown;
  std::function<std::vector<Written>()> record;
  std::function<std::string(const std::vector<Written>&)> hash;
};

template <class D>
std::string hash_of(const std::vector<Written>& events) {
  typename D::State state;
  for (const Written& written : events) {
    const auto event =
        codec::decode<typename D::Event>(written.type, written.schema, written.payload);
    EXPECT_TRUE(event.has_value()) << written.type << ": " << event.error().detail;
    if (event) D::evolve(state, *event);
  }
  const auto bytes = codec::pack(state);
  EXPECT_TRUE(bytes.has_value());
  return bytes ? store::to_hex(store::sha256(*bytes)) : std::string{};
}

template <class D>
Sequence sequence(std::string name, std::function<std::vector<typename D::Event>()> make) {
  return {std::move(name), D::category,
          [make = std::move(make)] {
            std::vector<Written> written;
            for (const auto& event : make()) {
              const auto type = codec::type_of(event);
              written.push_back({std::string(type.type), type.schema, {}});
              EXPECT_TRUE(codec::encode(event, written.back().payload));
            }
            return written;
          },
          hash_of<D>};
}

// What the commands, which must all be carried out, come to.
template <class D>
std::vector<typename D::Event> decided(const domain::Catalogue& catalogue,
                                       const std::vector<typename D::Command>& commands) {
  const auto context = domain::context_of(catalogue);
  typename D::State state;
  std::vector<typename D::Event> all;
  for (const auto& command : commands) {
    const auto events = D::decide(state, command, context);
    EXPECT_TRUE(events.has_value()) << events.error().front().code;
    if (!events) continue;
    state = domain::fold<D>(std::move(state), *events);
    all.insert(all.end(), events->begin(), events->end());
  }
  return all;
}

Account::Command customer(std::vector<Asset> assets) {
  Account::DefineAccount define{{"A-1"}, {}, std::move(assets), {}};
  define.profile.type = "Residential";
  define.profile.organization = "Sales";
  define.profile.price_list = "Standard";
  define.profile.currency = "EUR";
  return define;
}

// A bundle is ordered, offer by offer, and becomes what the customer owns.
std::vector<AccountEvent> ordered() {
  const domain::Desk desk(domain::scenarios::catalogue());
  std::vector<Account::Command> commands = {customer({})};
  for (const char* offer : {"Medium Triple Play Bundle", "Basic Movie package",
                            "Spanish Combo channel", "Online Security", "Premium set-top box"}) {
    commands.push_back(desk.applying({offer}));
  }
  commands.push_back(Account::SubmitOrder{{"A-1"}, {"A-1-O1"}});
  commands.push_back(Account::CompleteOrder{{"A-1"}, {"A-1-O1"}});
  return decided<Account>(domain::scenarios::catalogue(), commands);
}

// A promotion under contract, with a membership, is upgraded to another one.
std::vector<AccountEvent> upgraded() {
  const domain::Bundles bundles;
  const domain::Desk desk(bundles.catalogue());
  return decided<Account>(
      bundles.catalogue(),
      {customer(domain::taken_half_a_year_ago()),
       Account::CreatePromotionGroup{{"A-1"}, {"Family"}, {}},
       Account::AssociateMembership{{"A-1"}, {"A-1-G1"}, {"Double only"}, {"DP"}},
       about(desk, {"Medium Triple Play upgrade", "Premium set-top box"})});
}

std::vector<CatalogueEvent> catalogue() {
  domain::DefineCatalogue define;
  define.definitions.products = domain::scenarios::products();
  define.definitions.promotions = domain::scenarios::promotions();
  define.definitions.preferences = {{"topNumber", "5"}};
  define.definitions.organizations = {{"Sales"}};
  return decided<domain::ProductCatalogue>(domain::Catalogue{}, {define});
}

std::vector<ProductOfferEvent> product_offer() {
  ProductOffer offer = domain::scenarios::offers().front();
  const domain::DefineOffer first{offer};
  offer.message = "Again";
  return decided<domain::ProductOfferDecider>(domain::scenarios::catalogue(),
                                              {first, domain::DefineOffer{offer}});
}

std::vector<WorkflowEvent> workflow() {
  const WorkflowStarted started{{"A-1-W1"}, 1, {"A-1"}, {{"channel", "sms"}}};
  NamedParameterRequested asked;
  asked.workflow = started.workflow;
  asked.offer = {"pick"};
  asked.options.resize(2);
  NamedParameterChosen chosen;
  chosen.workflow = started.workflow;
  chosen.value = "texts";
  chosen.started = started;
  return {started, WorkflowAdvanced{started.workflow, {{1, 2, "found"}}}, asked, chosen};
}

std::vector<ProjectEvent> project() {
  return {ProjectCreated{{"Spring"}, domain::noon}, ContentAdded{{"Spring"}, {"tv"}},
          ContentAdded{{"Spring"}, {"films"}}, ContentRemoved{{"Spring"}, {"tv"}},
          ContentsExported{{"Spring"}, true, "cafe"}};
}

std::vector<ShardEvent> shard() {
  return {ShardCreated{std::string(32, 'a'), "01234567", 0, 1},
          InputRegistered{1, "proffer.response.v1", 1, 0},
          ShardProgress{1, 2, {{"proffer.order.v1", 0, 7}}}};
}

std::vector<RequestEvent> request() { return {QuestionAnswered{"GetOffers", {"A-1"}, {"{}"}}}; }

std::vector<Sequence> sequences() {
  return {sequence<Account>("account/ordered", ordered),
          sequence<Account>("account/upgraded", upgraded),
          sequence<domain::ProductCatalogue>("catalogue/defined", catalogue),
          sequence<domain::ProductOfferDecider>("product_offer/defined", product_offer),
          sequence<domain::WorkflowInstance>("workflow/chosen", workflow),
          sequence<domain::ProjectDecider>("workspace_project/exported", project),
          sequence<domain::Shard>("shard/progressed", shard),
          sequence<domain::Questions>("request/answered", request)};
}

std::string hex_of(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const char byte : bytes) {
    hex += digits[static_cast<unsigned char>(byte) >> 4];
    hex += digits[static_cast<unsigned char>(byte) & 15];
  }
  return hex;
}

std::string bytes_of(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < hex.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(std::string{hex.substr(at, 2)}, nullptr, 16));
  }
  return bytes;
}

std::map<std::string, Golden> read_golden() {
  std::map<std::string, Golden> all;
  std::ifstream file{golden_file};
  Golden* current = nullptr;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words{line};
    if (!line.starts_with(' ')) {
      std::string name;
      words >> name;
      current = &all[name];
      words >> current->number >> current->hash;
      continue;
    }
    std::string type, version, hex;
    words >> type >> version >> hex;
    const auto schema = static_cast<std::uint16_t>(std::stoi(version.substr(1)));
    if (current != nullptr) current->events.push_back({type, schema, bytes_of(hex)});
  }
  return all;
}

void write_golden(const std::map<std::string, Golden>& all) {
  std::ofstream file{golden_file};
  for (const auto& [name, golden] : all) {
    file << name << ' ' << golden.number << ' ' << golden.hash << '\n';
    for (const Written& event : golden.events) {
      file << "  " << event.type << " v" << event.schema << ' ' << hex_of(event.payload) << '\n';
    }
  }
}

// What of the sequence's entry is as it should be stays; the rest is renewed, or a failure.
void compare(const Sequence& sequence, Golden& golden, bool update) {
  SCOPED_TRACE(sequence.name);
  const std::uint64_t number = snapshot_fingerprint(sequence.category);
  const bool fresh = golden.events.empty();
  if (fresh && !update) {
    ADD_FAILURE() << golden_file << " has no such sequence: " << renewing;
    return;
  }
  if (fresh) golden.events = sequence.record();
  const std::string hash = sequence.hash(golden.events);
  if (!fresh && hash != golden.hash && number == golden.number) {
    ADD_FAILURE() << "the same events give another state: raise snapshot_fingerprint of this "
                     "category in actors/runtime/aggregate.cpp, then "
                  << renewing;
    return;
  }
  if (update) {
    golden.number = number;
    golden.hash = hash;
    return;
  }
  EXPECT_EQ(number, golden.number) << "snapshot_fingerprint was changed: " << renewing;
}

TEST(GoldenStates, AnotherStateOfTheSameEventsHasAnotherSnapshotFingerprint) {
  auto golden = read_golden();
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  ASSERT_TRUE(update || !golden.empty()) << golden_file << " is missing or empty: " << renewing;
  for (const Sequence& each : sequences()) compare(each, golden[each.name], update);
  if (update) write_golden(golden);
}

TEST(GoldenStates, EverySequenceIsCarriedOut) {
  for (const Sequence& each : sequences()) {
    SCOPED_TRACE(each.name);
    EXPECT_FALSE(each.record().empty());
  }
}

}  // namespace
}  // namespace proffer::runtime
