// The operations that change an account's documents, promotion groups, memberships and balance, and
// what they would do.
#include "actors/domain/account/memberships.hpp"
#include "actors/edge/documents/told.hpp"
#include "actors/edge/keyed.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/services/questions.hpp"
#include "actors/edge/services/service_routes.hpp"
#include "events/transport/membership_json.hpp"
#include "events/transport/outcome_json.hpp"

#include <boost/json/array.hpp>

#include <utility>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using domain::Account;
using transport::AccountCall;

// What the events of one command say, for who asked.
struct Changed {
  json::object& out;

  void operator()(const OrderSubmitted& e) const { document(e.document, "Open"); }
  void operator()(const OrderCompleted& e) const { document(e.document, "Complete"); }
  void operator()(const QuoteAccepted& e) const { document(e.document, "Accepted"); }
  void operator()(const QuoteExpired& e) const { document(e.document, "Expired"); }
  void operator()(const DocumentCancelled& e) const {
    const bool quote = kind_of(e.document) == DocumentKind::quote;
    document(e.document, quote ? "Rejected" : "Cancelled");
  }
  void operator()(const ActivityCreated& e) const { activity(e.activity.id, "Open"); }
  void operator()(const ActivityCompleted& e) const { activity(e.activity, "Done"); }
  void operator()(const AssetInstalled& e) const {
    list("installed").emplace_back(e.asset.id.value);
  }
  void operator()(const AssetUpdated& e) const { list("updated").emplace_back(e.asset.id.value); }
  void operator()(const AssetDisconnected& e) const {
    list("disconnected").emplace_back(e.asset.value);
  }
  void operator()(const PromotionGroupCreated& e) const {
    out["promotionGroup"] = transport::json_of(e.group);
  }
  void operator()(const MembershipAssociated& e) const { membership(e.membership); }
  void operator()(const MembershipTransferred& e) const {
    membership(e.membership)["fromAssetId"] = e.from.value;
  }
  void operator()(const MembershipDisconnected& e) const {
    membership(e.membership)["penalty"] = transport::json_of(e.penalty);
  }
  void operator()(const PrepaidBalanceSet& e) const {
    out["balance"] = transport::json_of(e.balance);
  }
  template <class E>
  void operator()(const E&) const {}  // of no concern to who asked

 private:
  void document(const DocumentId& id, std::string_view status) const {
    out["documentId"] = id.value;
    out["status"] = status;
  }
  void activity(const ActivityId& id, std::string_view status) const {
    out["activityId"] = id.value;
    out["status"] = status;
  }
  json::array& list(std::string_view name) const {
    return out.emplace(name, json::array()).first->value().as_array();
  }
  json::object& membership(const Membership& membership) const {
    return list("memberships").emplace_back(transport::json_of(membership)).as_object();
  }
};

template <class Events>
json::object change_json(const AccountCall& call, const Events& events) {
  json::object out;
  out["outcome"] = "done";
  out["operation"] = call.operation->name;
  out["accountId"] = call.account.value;
  for (const auto& event : events) std::visit(Changed{out}, event);
  return out;
}

json::object refused_json(const AccountCall& call, const Problems& problems) {
  return transport::refused_change_json(*call.operation, call.account, problems);
}

void tell(const Exchange& exchange, const runtime::Reply& reply, const AccountCall& call,
          Refusals refusals) {
  using Kind = runtime::Reply::Kind;
  const Problems* refused = refusal_in(reply);
  if (refused != nullptr && refusals == Refusals::problems) return refuse(exchange, *refused);
  if (refused == nullptr && !reply.carried_out()) {
    return answer_without_outcome(exchange, reply);
  }
  auto body = refused == nullptr ? change_json(call, reply.events) : refused_json(call, *refused);
  if (reply.kind == Kind::repeated) body["repeated"] = true;
  exchange.answer(200, body, {{"Proffer-Position", position_text(reply.shard, reply.end)}});
}

void show(const Shared& shared, const ExchangePtr& exchange, const AccountCall& call,
          Refusals refusals) {
  const auto asked = std::get<Account::Command>(runtime::request_of(call).command);
  with_account(
      shared, exchange, call.account,
      [exchange, call, asked, refusals](const Account::State& state, const CatalogueAt& then) {
        const auto events = domain::decide<Account>(state, asked, {then.at, then.catalogue, {}});
        if (!events && refusals == Refusals::problems) return refuse(*exchange, events.error());
        auto body = events ? change_json(call, *events) : refused_json(call, events.error());
        body["dryRun"] = true;
        exchange->answer(200, body);
      });
}

}  // namespace

void show_change(const Shared& shared, const ExchangePtr& exchange, const AccountCall& call) {
  show(shared, exchange, call, Refusals::told);
}

// The same key means the same call only on the same path: that may name the document.
void change_account(Shared& shared, const ExchangePtr& exchange, const AccountCall& call,
                    Refusals refusals) {
  if (call.dry_run) return show(shared, exchange, call, refusals);
  submit_once(shared, exchange, runtime::request_of(call), caller_of(*exchange),
              exchange->request.path + exchange->request.body,
              [exchange, call, refusals](const runtime::Reply& reply) {
                tell(*exchange, reply, call, refusals);
              });
}

// GET /v1/accounts/{id}/penalty: what ending or upgrading a promotion early would cost now.
void get_penalty(Shared& shared, const ExchangePtr& exchange) {
  const auto asset = exchange->request.parameter("assetId");
  if (!asset || asset->empty()) {
    return exchange->problem(400, "PARAMETER_REQUIRED",
                             "assetId is missing; send the id of the promotion's asset.");
  }
  const AssetId promotion{*asset};
  const ProductId target{exchange->request.parameter("targetPromotion").value_or("")};
  with_account(
      shared, exchange, AccountId{exchange->id},
      [exchange, promotion, target](const Account::State& state, const CatalogueAt& then) {
        const auto preview =
            domain::preview_penalty(state, promotion, target, {then.at, then.catalogue, {}});
        if (!preview) return exchange->problem(422, Problems{preview.error()});
        const auto ids = [](const std::vector<MembershipId>& memberships) {
          json::array list;
          for (const MembershipId& id : memberships) list.emplace_back(id.value);
          return list;
        };
        const Penalty& penalty = preview->penalty;
        json::object body{
            {"accountId", exchange->id},
            {"assetId", promotion.value},
            {"penalty", json::object{{"promotion", transport::json_of(penalty.promotion)},
                                     {"memberships", transport::json_of(penalty.memberships)},
                                     {"total", transport::json_of(penalty.total)}}},
            {"transferred", ids(preview->transferred)},
            {"disconnected", ids(preview->disconnected)}};
        if (!target.value.empty()) body["targetPromotion"] = target.value;
        exchange->answer(200, body);
      });
}

}  // namespace proffer::edge
