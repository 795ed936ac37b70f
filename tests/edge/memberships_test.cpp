// Promotion groups and memberships over HTTP: changed by operations, shown by queries, as they are
// and as they were.
#include "tests/edge/api_fixture.hpp"
#include "tests/edge/wire.hpp"

#include <gmock/gmock.h>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* bundles_body = R"({
  "products": [{"id": "net", "name": "Internet", "kind": "Simple", "listPrice": "10.00"},
               {"id": "fee", "name": "Early Termination", "kind": "Penalty"},
               {"id": "member", "name": "Membership", "kind": "PromotionGroupMembership"}],
  "promotions": [{"id": "double", "name": "Double", "price": "50.00", "trackAsAgreement": true,
                  "components": [{"ruleId": "net", "product": "net", "min": 1, "defaultQuantity": 1}]}],
  "promotionGroups": [{"id": "family", "name": "Family", "memberships": [
    {"id": "any", "product": "member", "coveredProducts": ["double"],
     "commitment": {"duration": 12, "unit": "Month", "amount": "30.00"}}]}]})";
constexpr const char* customer_body = R"({"id": "A-1", "name": "Ana", "type": "Residential",
  "priceList": "Standard", "currency": "EUR", "assets": [
    {"id": "DP", "productId": "double", "promotionId": "double", "promotionInstanceId": "P1"},
    {"id": "N", "productId": "net", "promotionId": "double", "promotionInstanceId": "P1",
     "promotionRuleId": "net"}]})";

class MembershipsOverHttp : public testing::Test {
 protected:
  void SetUp() override {
    const auto catalogue = house.ask("PUT", "/v1/catalogue", bundles_body);
    ASSERT_EQ(catalogue.status, 200) << catalogue.body;
    const auto account = house.ask("PUT", "/v1/accounts/A-1", customer_body);
    ASSERT_EQ(account.status, 201) << account.body;
  }
  HttpResponse call(const std::string& operation, const std::string& body) {
    auto answer = house.ask("POST", "/v1/services/" + operation, body);
    EXPECT_EQ(answer.status, 200) << answer.body;
    if (const auto position = std::string(answer.header("Proffer-Position")); !position.empty()) {
      house.wait_for(position);
    }
    return answer;
  }
  void join() {
    EXPECT_EQ(
        text_in(call("CreatePromotionGroup", R"({"accountId": "A-1", "promotionGroup": "family"})"),
                "/promotionGroup/id"),
        "A-1-G1");
    EXPECT_EQ(text_in(call("AssociateMembership",
                           R"({"groupId": "A-1-G1", "membershipDefinition": "any",
                               "assetId": "DP"})"),
                      "/memberships/0/id"),
              "A-1-M1");
  }
  std::vector<std::string> listed(const std::string& query) {
    const auto answer = house.ask("GET", "/v1/memberships" + query);
    EXPECT_EQ(answer.status, 200) << answer.body;
    std::vector<std::string> found;
    const auto body = body_of(answer);
    for (const auto& item : body.at("items").as_array()) {
      found.push_back(std::string(item.at("id").as_string()) + " " +
                      std::string(item.at("status").as_string()));
    }
    return found;
  }

  House house;
};

TEST_F(MembershipsOverHttp, HaveAFeedOfTheirOwn) {
  join();
  Wire wire(house.server.port());
  wire.send("GET /v1/stream?after=0&topic=membership HTTP/1.1\r\nHost: x\r\n\r\n");
  wire.receive_until("\r\n\r\n");
  EXPECT_THAT(wire.receive_until("\n\n"), HasSubstr("retry: "));
  EXPECT_THAT(wire.receive_until("\n\n"), HasSubstr("event: account.promotion_group_created\n"));
  EXPECT_THAT(wire.receive_until("\n\n"), HasSubstr("event: account.membership_associated\n"));
}

TEST_F(MembershipsOverHttp, AreMadeShownAndEnded) {
  join();
  EXPECT_THAT(listed("?accountId=A-1"), ElementsAre("A-1-M1 Active"));
  EXPECT_EQ(text_in(house.ask("GET", "/v1/promotion-groups?accountId=A-1"), "/items/0/name"),
            "Family");
  const auto before = house.ask("GET", "/v1/memberships/A-1-M1");
  EXPECT_EQ(text_in(before, "/assetId"), "DP");
  const auto position = json::parse(before.body).at("position").to_number<std::uint64_t>();

  const auto tried = call("DisconnectMembership", R"({"membershipId": "A-1-M1", "dryRun": true})");
  EXPECT_EQ(text_in(tried, "/memberships/0/penalty"), "30.00");
  EXPECT_EQ(text_in(tried, "/dryRun"), "true");
  EXPECT_THAT(listed("?status=Active"), ElementsAre("A-1-M1 Active")) << "only tried";

  const auto ended = call("DisconnectMembership", R"({"membershipId": "A-1-M1"})");
  EXPECT_EQ(text_in(ended, "/memberships/0/penalty"), "30.00");
  EXPECT_THAT(listed("?promotion=double"), ElementsAre("A-1-M1 Inactive"));
  EXPECT_THAT(listed("?status=Active"), IsEmpty());
  const std::string then = std::to_string(position + 1);
  EXPECT_THAT(listed("?accountId=A-1&asOf=" + then), ElementsAre("A-1-M1 Active"));
  EXPECT_THAT(listed("?groupId=A-1-G1&asOf=" + std::to_string(position)), IsEmpty());
  EXPECT_EQ(text_in(house.ask("GET", "/v1/memberships/A-1-M1?asOf=" + then), "/status"), "Active");
}

TEST_F(MembershipsOverHttp, ARefusedChangeIsAnAnswer) {
  join();
  const auto refused = call("TransferMembership", R"({"membershipId": "A-1-M1", "assetId": "N"})");
  EXPECT_EQ(text_in(refused, "/outcome"), "rejected");
  EXPECT_EQ(text_in(refused, "/errorCode"), "MEMBERSHIP_NOT_COVERED");
  EXPECT_EQ(text_in(call("CompleteOrder", R"({"documentId": "A-1-O1"})"), "/errorCode"),
            "DOC_NOT_FOUND");
  const auto nobody = house.ask("POST", "/v1/services/DisconnectMembership",
                                R"({"membershipId": "A-7-M1", "dryRun": true})");
  EXPECT_EQ(nobody.status, 404);
  EXPECT_THAT(nobody.body, HasSubstr("ACCOUNT_NOT_FOUND"));
}

TEST_F(MembershipsOverHttp, AskedWronglyTheySayWhatIsWrong) {
  const auto code = [&](const std::string& path) {
    return text_in(house.ask("GET", path), "/errors/0/code");
  };
  EXPECT_EQ(code("/v1/memberships?status=Gone"), "STATUS_INVALID");
  EXPECT_EQ(code("/v1/memberships?asOf=3"), "AS_OF_NEEDS_ACCOUNT");
  EXPECT_EQ(code("/v1/memberships?accountId=A-1&asOf=yesterday"), "AS_OF_INVALID");
  EXPECT_EQ(house.ask("GET", "/v1/memberships/A-1-M9").status, 404);
  EXPECT_EQ(house.ask("GET", "/v1/accounts/A-1/penalty").status, 400);
  EXPECT_EQ(code("/v1/accounts/A-1/penalty?assetId=N"), "PROMOTION_UNKNOWN");
}

TEST_F(MembershipsOverHttp, TheNextPageAsksTheSameQuestion) {
  join();
  const auto second =
      call("CreatePromotionGroup", R"({"accountId": "A-1", "promotionGroup": "family"})");
  ASSERT_EQ(text_in(second, "/promotionGroup/id"), "A-1-G2") << second.body;
  call("AssociateMembership",
       R"({"groupId": "A-1-G2", "membershipDefinition": "any", "assetId": "DP"})");
  const auto page = house.ask("GET", "/v1/memberships?promotion=double&limit=1&status=Active");
  EXPECT_EQ(page.header("Link"),
            "</v1/memberships?after=A-1-M1&limit=1&promotion=double&status=Active>; rel=\"next\"");
}

TEST_F(MembershipsOverHttp, ThePenaltyOfEndingAPromotionIsShownInItsParts) {
  join();
  const auto penalty = house.ask("GET", "/v1/accounts/A-1/penalty?assetId=DP");
  EXPECT_EQ(penalty.status, 200) << penalty.body;
  EXPECT_EQ(text_in(penalty, "/penalty/total"), "30.00");
  EXPECT_EQ(text_in(penalty, "/penalty/promotion"), "0.000000");
  EXPECT_EQ(text_in(penalty, "/disconnected/0"), "A-1-M1");
}

}  // namespace
}  // namespace proffer::edge
