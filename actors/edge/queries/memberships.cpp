// GET /v1/memberships and /v1/promotion-groups: from the projection, or of one account as of an
// earlier moment from its stream.
#include "actors/edge/folded_rows.hpp"
#include "actors/edge/listing.hpp"
#include "actors/edge/queries/account_state.hpp"
#include "actors/edge/queries/query_routes.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/membership_json.hpp"

#include <boost/json/array.hpp>

#include <utility>

namespace proffer::edge {
namespace {

namespace json = boost::json;
using projections::MembershipFilter;
using projections::MembershipQueries;
using projections::MembershipRow;

constexpr std::string_view projection = projections::Memberships::table;

json::object shape(const MembershipRow& row) {
  json::object out = transport::json_of(row.membership);
  if (!row.document.value.empty()) out["documentId"] = row.document.value;
  if (row.membership.status == MembershipStatus::inactive) {
    out["penalty"] = transport::json_of(row.penalty);
  }
  out["changed"] = transport::json_of(row.changed);
  out["position"] = row.position;
  return out;
}
json::object shape(const PromotionGroupInstance& group) { return transport::json_of(group); }

const std::string& id_of(const MembershipRow& row) { return row.membership.id.value; }
const std::string& id_of(const PromotionGroupInstance& group) { return group.id.value; }

tl::expected<MembershipFilter, Problem> filter_of(const HttpRequest& request) {
  const auto text = [&](std::string_view name) { return request.parameter(name).value_or(""); };
  MembershipFilter filter;
  filter.account.value = text("accountId");
  filter.group.value = text("groupId");
  filter.member.value = text("promotion");
  filter.asset.value = text("assetId");
  const std::string status = text("status");
  if (status == "Active") filter.status = MembershipStatus::active;
  if (status == "Inactive") filter.status = MembershipStatus::inactive;
  if (!status.empty() && filter.status == MembershipStatus::unknown) {
    return tl::unexpected(
        mistake("STATUS_INVALID", "status is Active or Inactive, or left out.", "status"));
  }
  return filter;
}

// Runs `answer` with the queries of now, or of the moment that is asked for of that account.
void with_rows(Shared& shared, const ExchangePtr& exchange, const AccountId& account,
               std::function<void(const MembershipQueries&, std::vector<HttpHeader>)> answer) {
  if (!exchange->request.parameter("asOf")) {
    return at_position(shared, exchange, projection, [&shared, answer = std::move(answer)] {
      answer(shared.parts.memberships, {});
    });
  }
  if (account.value.empty()) {
    return exchange->problem(
        400, Problems{mistake("AS_OF_NEEDS_ACCOUNT",
                              "An earlier moment is looked up in one account's history; send its "
                              "accountId or a groupId as well.",
                              "accountId")});
  }
  const auto moment = asked_moment(shared, *exchange, account);
  if (!moment) return exchange->problem(400, Problems{moment.error()});
  projections::Memberships memberships;
  const StreamId stream{Category::account, account.value};
  const auto then = rows_as_of(shared.parts.log, memberships, stream, **moment);
  if (!then) return exchange->problem(500, Problems{then.error()});
  answer(MembershipQueries(then->rows),
         {{"Proffer-As-Of",
           position_text(shard_of(stream, shared.parts.log.data_shards()), then->end)}});
}

template <class Row>
void answer_page(const Exchange& exchange, std::string_view path, const Page& page,
                 store::Result<std::vector<Row>> rows, std::vector<HttpHeader> headers) {
  if (!rows) return answer_store_failure(exchange, rows.error());
  answer_rows(
      exchange, path, page, *std::move(rows), [](const Row& row) { return shape(row); },
      [](const Row& row) { return id_of(row); }, std::move(headers));
}

}  // namespace

void get_memberships(Shared& shared, const ExchangePtr& exchange) {
  const auto page = page_of(shared, *exchange);
  if (!page) return exchange->problem(400, Problems{page.error()});
  const auto filter = filter_of(exchange->request);
  if (!filter) return exchange->problem(400, Problems{filter.error()});
  const AccountId account =
      filter->account.value.empty() ? transport::account_of(filter->group.value) : filter->account;
  with_rows(shared, exchange, account,
            [exchange, page = *page, filter = *filter](const MembershipQueries& queries,
                                                       std::vector<HttpHeader> headers) {
              answer_page(*exchange, "/v1/memberships", page,
                          queries.list(filter, page.after, page.limit + 1), std::move(headers));
            });
}

void get_membership(Shared& shared, const ExchangePtr& exchange) {
  with_rows(shared, exchange, transport::account_of(exchange->id),
            [exchange](const MembershipQueries& queries, std::vector<HttpHeader> headers) {
              const auto row = queries.get({exchange->id});
              if (!row) return answer_store_failure(*exchange, row.error());
              if (!*row) {
                return exchange->problem(
                    404, "MEMBERSHIP_NOT_FOUND",
                    "There is no membership '" + exchange->id + "'; check the id.");
              }
              exchange->answer(200, shape(**row), std::move(headers));
            });
}

void get_promotion_groups(Shared& shared, const ExchangePtr& exchange) {
  const auto page = page_of(shared, *exchange);
  if (!page) return exchange->problem(400, Problems{page.error()});
  const AccountId account{exchange->request.parameter("accountId").value_or("")};
  with_rows(shared, exchange, account,
            [exchange, page = *page, account](const MembershipQueries& queries,
                                              std::vector<HttpHeader> headers) {
              answer_page(*exchange, "/v1/promotion-groups", page,
                          queries.groups(account, page.after, page.limit + 1), std::move(headers));
            });
}

}  // namespace proffer::edge
