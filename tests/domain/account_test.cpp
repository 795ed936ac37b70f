#include "actors/domain/account/account.hpp"

#include "tests/domain/shop.hpp"

namespace proffer::domain::accounts {
namespace {

AccountProfile ana() {
  AccountProfile profile;
  profile.name = "Ana";
  profile.type = "Residential";
  return profile;
}
Account::Command define(std::vector<Asset> assets, AccountProfile profile = ana()) {
  return Account::DefineAccount{{"A-1"}, std::move(profile), std::move(assets)};
}
const AccountDefined ana_defined{{"A-1"}, ana()};

// As it is recorded: with root and relationship.
Asset placed(Asset given, std::string root, std::string relationship = {}) {
  given.root.value = std::move(root);
  given.relationship = std::move(relationship);
  return given;
}

Given<Account> new_account() {
  auto nothing = given<Account>();
  nothing.in(shop({}));
  return nothing;
}

TEST(Account, IsDefinedWithItsAssetsInTheirPlaces) {
  new_account()
      .when(define({asset("M", "Mobile Service"), asset("S", "SIM", "M")}))
      .then({ana_defined, AssetInstalled{placed(asset("M", "Mobile Service"), "M")},
             AssetInstalled{placed(asset("S", "SIM", "M"), "M", "SIM")}});
}

TEST(Account, RecordsOnlyDifferences) {
  auto suspended = placed(asset("M", "Mobile Service"), "M");
  suspended.status = AssetStatus::suspended;
  given<Account>(ana_defined, AssetInstalled{placed(asset("M", "Mobile Service"), "M")},
                 AssetInstalled{placed(asset("R", "Internet Router"), "R")})
      .in(shop({}))
      .when(define({suspended, asset("X", "SIM")}))
      .then({AssetUpdated{suspended}, AssetInstalled{placed(asset("X", "SIM"), "X")},
             AssetDisconnected{{"R"}}});
}

TEST(Account, RecordsAChangedProfile) {
  auto business = ana();
  business.type = "Business";
  given<Account>(ana_defined)
      .in(shop({}))
      .when(define({}, business))
      .then({AccountDefined{{"A-1"}, business}});
}

TEST(Account, TellsEveryProblemOfItsAssets) {
  auto misplaced = asset("S", "SIM", "M");
  misplaced.relationship = "Texting";
  auto elsewhere = asset("S", "SIM", "M");
  elsewhere.root.value = "S";
  auto gone = asset("M", "Mobile Service");
  gone.status = AssetStatus::inactive;
  auto many = asset("R", "Internet Router");
  many.quantity = 0;
  const auto mobile = asset("M", "Mobile Service");
  const std::vector<std::pair<std::vector<Asset>, std::string>> table = {
      {{asset("", "SIM")}, "ASSET_ID_REQUIRED"},
      {{mobile, mobile}, "ASSET_ID_DUPLICATE"},
      {{asset("X", "Nothing")}, "PRODUCT_UNKNOWN"},
      {{asset("S", "SIM", "M"), mobile}, "ASSET_PARENT_UNKNOWN"},
      {{mobile, asset("X", "Internet Router", "M")}, "ASSET_RELATIONSHIP_REQUIRED"},
      {{mobile, misplaced}, "ASSET_RELATIONSHIP_UNKNOWN"},
      {{mobile, elsewhere}, "ASSET_ROOT_WRONG"},
      {{gone, asset("S", "SIM", "M")}, "ASSET_PARENT_INACTIVE"},
      {{many}, "ASSET_QUANTITY_INVALID"},
  };
  for (const auto& [assets, code] : table) {
    SCOPED_TRACE(code);
    new_account().when(define(assets)).then_rejected(code);
  }
  new_account()
      .when(define({asset("X", "Nothing"), many}))
      .then_rejected(std::vector<std::string>{"PRODUCT_UNKNOWN", "ASSET_QUANTITY_INVALID"});
}

TEST(Account, HasNoMoreAssetsThanItsLimit) {
  Limits limits;
  limits.assets_max = 1;
  new_account()
      .within(limits)
      .when(define({asset("A", "SIM"), asset("B", "SIM")}))
      .then_rejected("ASSETS_FULL");
}

TEST(Account, IsTheSameWhenItsDocumentIsReadAfterItsOwnStream) {
  Customer customer(
      shop({offer("Router", {action(ActionType::new_, ActionCode::add, "Internet Router")})}));
  std::vector<AccountEvent> own{AccountDefined{customer.state().id, customer.state().profile}};
  std::vector<AccountEvent> document;
  for (int i = 0; i < 2; ++i) {
    for (const AccountEvent& event : customer.answers("Router")) {
      const StreamId stream = Account::stream_of(event, {Category::account, "A-1"});
      (stream.category == Category::account ? own : document).push_back(event);
    }
  }
  const auto loaded = fold<Account>({}, own);
  const StreamId order{Category::order, "A-1-O1"};
  EXPECT_EQ(Account::owned_streams(loaded), std::vector{order});
  EXPECT_EQ(fold<Account>(loaded, document), customer.state());
  EXPECT_EQ(customer.state().document->lines.size(), 2U);
}

TEST(Account, WhoseKindChangesStartsADocumentOfTheOtherKind) {
  Customer customer(
      shop({offer("Router", {action(ActionType::new_, ActionCode::add, "Internet Router")})}));
  logged(customer.answers("Router"));
  auto business = customer.state().profile;
  business.type = "Business";
  const auto changed = fold<Account>(customer.state(), {AccountDefined{{"A-1"}, business}});
  ResponseReceived received;
  received.account.value = "A-1";
  received.offer.value = "Router";
  const auto events =
      Account::decide(changed, Account::RespondToOffer{received}, customer.context());
  ASSERT_TRUE(events.has_value());
  EXPECT_EQ(logged(*events).document.value, "A-1-Q2");
  EXPECT_EQ(fold<Account>(changed, *events).document->lines.size(), 1U);
}

}  // namespace
}  // namespace proffer::domain::accounts
