#include "projections/accounts.hpp"

#include "events/codec/json.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace proffer::projections {

namespace {

constexpr char profile_part = '1';
constexpr char active_document_part = '2';
constexpr char account_asset_part = '3';
constexpr char disconnected_part = '4';
constexpr char waiting_part = '5';
constexpr char response_part = '6';

// What a row of a response keeps; position and time are the row's own.
struct Answer {
  ResponseReceived response;
  ResponseOutcome outcome = ResponseOutcome::unknown;
  DocumentId document;
  Problems problems;
  bool together = false;
  std::vector<OfferChoice> offers;
  bool suppressed_then = false;
};
template <class Archive>
void serialize(Archive& archive, Answer& a) {
  archive(field("response", a.response), field("outcome", a.outcome), field("document", a.document),
          field("problems", a.problems), field("together", a.together), field("offers", a.offers),
          field("suppressed_then", a.suppressed_then));
}

// What several offers have in common: the answer to them all.
ResponseReceived common_response(const OffersApplied& e) {
  ResponseReceived response;
  response.account = e.account;
  response.asset = e.asset;
  response.service_id = e.service_id;
  response.channel = e.channel;
  response.given = e.given;
  return response;
}

// A refused response holds its command: one field, the response.
constexpr std::string_view respond_command = "account.respond_to_offer";

std::string key_of(std::string_view account, char part, std::string_view rest = {}) {
  std::string key{account};
  key += '\0';
  key += part;
  key += rest;
  return key;
}

// Eight bytes that sort from the highest version to the lowest.
std::string counted_down(std::uint64_t version) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<char>(~version >> (56 - 8 * i) & 0xFF);
  return bytes;
}

struct PutAccount {
  const RecordedEvent& recorded;
  Rows& rows;

  std::string key(char part, std::string_view rest = {}) const {
    return key_of(recorded.stream.key, part, rest);
  }
  void put_asset(const Asset& asset) const {
    rows.put(key(account_asset_part, asset.id.value), recorded, asset);
    rows.remove(key(disconnected_part, asset.id.value));
  }
  void put_answer(const Answer& answer) const {
    rows.put(key(response_part, counted_down(recorded.version)), recorded, answer);
  }

  void operator()(const AccountDefined& e) const { rows.put(key(profile_part), recorded, e); }
  void operator()(const AssetInstalled& e) const { put_asset(e.asset); }
  void operator()(const AssetUpdated& e) const { put_asset(e.asset); }
  void operator()(const AssetDisconnected& e) const {
    rows.put(key(disconnected_part, e.asset.value), recorded, e);
  }
  // Only the active one is cleared; another that is set follows.
  void operator()(const ActiveDocumentCleared&) const {
    rows.put(key(active_document_part), recorded, ActiveDocumentSet{});
  }
  void operator()(const ActiveDocumentSet& e) const {
    rows.put(key(active_document_part), recorded, e);
  }
  void operator()(const OfferResponseLogged& e) const {
    put_answer({e.response, e.outcome, e.document, {}, false, {}, e.suppressed_then});
  }
  void operator()(const OffersApplied& e) const {
    put_answer({common_response(e), e.outcome, e.document, {}, true, e.offers});
  }
  void operator()(const OfferApplicationFailed& e) const {
    put_answer(
        {e.response, ResponseOutcome::rejected, {}, e.problems, !e.offers.empty(), e.offers});
  }
  void operator()(const OfferResponseWaiting& e) const {
    rows.put(key(waiting_part, e.workflow.value), recorded, e);
  }
  // The account's own stream says that it went on; one that is cancelled ends in the instance's.
  void operator()(const WorkflowContinued& e) const { stop_waiting(e.workflow); }
  void operator()(const NamedParameterChosen& e) const { stop_waiting(e.workflow); }
  void operator()(const NamedParameterCancelled& e) const { stop_waiting(e.workflow); }
  void stop_waiting(const WorkflowId& workflow) const {
    rows.remove(key_of(partition_key(recorded.stream), waiting_part, workflow.value));
  }
  void operator()(const CommandRefused& e) const {
    if (recorded.stream.category != Category::account || e.command_type != respond_command) return;
    const auto response = codec::read_json<ResponseReceived>(e.command, "response");
    put_answer({response.value_or(ResponseReceived{.account = {recorded.stream.key}}),
                ResponseOutcome::rejected,
                {},
                e.problems});
  }
  template <class E>
  void operator()(const E&) const {}  // not read
};

// An account as its rows are read, one after another.
struct Assembly {
  AccountRow account;
  bool defined = false;  // answers can be refused before there is such an account
  std::set<AssetId> disconnected;
};

template <class T>
void stamp(AccountRow& account, const Stamped<T>& by) {
  account.version = std::max(account.version, by.version);
  account.position = std::max(account.position, by.position);
}

// Reads a part and gives it to `use`.
template <class T, class Use>
store::Result<void> with(AccountRow& account, std::string_view row, const Use& use) {
  auto part = read_row<T>(Accounts::table, row);
  if (!part) return tl::unexpected(part.error());
  stamp(account, *part);
  use(*part);
  return {};
}

store::Result<void> add_part(Assembly& assembly, char part, std::string_view row) {
  AccountRow& account = assembly.account;
  switch (part) {
    case profile_part:
      return with<AccountDefined>(account, row, [&](auto& defined) {
        assembly.defined = true;
        account.id = defined.value.account;
        account.profile = std::move(defined.value.profile);
      });
    case active_document_part:
      return with<ActiveDocumentSet>(
          account, row, [&](auto& set) { account.active_document = set.value.document; });
    case account_asset_part:
      return with<Asset>(account, row,
                         [&](auto& asset) { account.assets.push_back(std::move(asset.value)); });
    case disconnected_part:
      return with<AssetDisconnected>(
          account, row, [&](auto& gone) { assembly.disconnected.insert(gone.value.asset); });
    case waiting_part:
      return with<OfferResponseWaiting>(account, row, [&](auto& waiting) {
        account.waiting.push_back({waiting.position, waiting.at, std::move(waiting.value)});
      });
    default:
      return with<Answer>(account, row, [&](auto& answer) {
        account.responses.push_back({answer.position, answer.at, std::move(answer.value.response),
                                     answer.value.outcome, std::move(answer.value.document),
                                     std::move(answer.value.problems), answer.value.together,
                                     std::move(answer.value.offers), answer.value.suppressed_then});
      });
  }
}

void add_tree(const std::vector<Asset>& assets, const AssetId& parent,
              std::vector<Asset>& ordered) {
  std::vector<const Asset*> siblings;
  for (const auto& asset : assets) {
    if (asset.parent == parent) siblings.push_back(&asset);
  }
  std::sort(siblings.begin(), siblings.end(), [](const Asset* a, const Asset* b) {
    return std::tie(a->sequence, a->id) < std::tie(b->sequence, b->id);
  });
  for (const Asset* asset : siblings) {
    ordered.push_back(*asset);
    add_tree(assets, asset->id, ordered);
  }
}

AccountRow finished(Assembly assembly) {
  AccountRow& account = assembly.account;
  for (Asset& asset : account.assets) {
    if (assembly.disconnected.contains(asset.id)) asset.status = AssetStatus::inactive;
  }
  std::vector<Asset> ordered;
  ordered.reserve(account.assets.size());
  add_tree(account.assets, AssetId{}, ordered);
  account.assets = std::move(ordered);
  std::reverse(account.responses.begin(), account.responses.end());
  return std::move(account);
}

// The first account at or behind a key, with at most so many of its newest responses; none behind
// the last.
store::Result<std::optional<Assembly>> read_account(const store::Tables& tables,
                                                    const std::string& from,
                                                    std::size_t responses_max) {
  std::optional<Assembly> assembly;
  std::string id;
  store::Result<void> part;
  const auto visit = [&](std::string_view key, std::string_view row) {
    const auto end = key.find('\0');
    if (!assembly) {
      assembly.emplace();
      id = key.substr(0, end);
      assembly->account.id.value = id;
    }
    const char kind = key[end + 1];
    if (key.substr(0, end) != id) return false;
    if (kind == response_part && assembly->account.responses.size() == responses_max) return false;
    part = add_part(*assembly, kind, row);
    return part.has_value();
  };
  const auto scanned = tables.scan(Accounts::table, from, visit);
  if (!scanned) return tl::unexpected(scanned.error());
  if (!part) return tl::unexpected(part.error());
  return assembly;
}

}  // namespace

bool Accounts::reads(std::string_view type) const {
  return type == AccountDefined::type || type == AssetInstalled::type ||
         type == AssetUpdated::type || type == AssetDisconnected::type ||
         type == ActiveDocumentSet::type || type == ActiveDocumentCleared::type ||
         type == OfferResponseLogged::type || type == OfferApplicationFailed::type ||
         type == CommandRefused::type || type == OffersApplied::type ||
         type == OfferResponseWaiting::type || type == WorkflowContinued::type ||
         type == NamedParameterChosen::type || type == NamedParameterCancelled::type;
}

void Accounts::apply(const RecordedEvent& recorded, const Event& event, Rows& rows) {
  std::visit(PutAccount{recorded, rows}, event);
}

store::Result<std::optional<AccountRow>> AccountQueries::get(const AccountId& id) const {
  auto found = read_account(tables_, key_of(id.value, profile_part), AccountRow::responses_max);
  if (!found) return tl::unexpected(found.error());
  if (!*found || !(*found)->defined || (*found)->account.id != id) return std::nullopt;
  return finished(std::move(**found));
}

store::Result<std::optional<AccountProfile>> AccountQueries::profile(const AccountId& id) const {
  const auto row = tables_.get(Accounts::table, key_of(id.value, profile_part));
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::nullopt;
  auto defined = read_row<AccountDefined>(Accounts::table, **row);
  if (!defined) return tl::unexpected(defined.error());
  return std::move(defined->value.profile);
}

store::Result<std::vector<AccountRow>> AccountQueries::list(std::string_view after,
                                                            std::size_t limit) const {
  std::vector<AccountRow> accounts;
  std::string from{after};
  while (accounts.size() < limit) {
    from += '\1';  // behind every part of the last one
    auto found = read_account(tables_, from, 0);
    if (!found) return tl::unexpected(found.error());
    if (!*found) break;
    from = (*found)->account.id.value;
    if ((*found)->defined) accounts.push_back(finished(std::move(**found)));
  }
  return accounts;
}

}  // namespace proffer::projections
