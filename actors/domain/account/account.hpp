// Decides about one account and its documents: stream `account/<id>`, and `order/<id>`,
// `quote/<id>` for the documents it owns.
#pragma once

#include "actors/domain/decider.hpp"
#include "events/account.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::domain {

// A saved document that can still be changed.
struct OpenDocument {
  DocumentId id;
  DocumentKind kind = DocumentKind::unknown;
  std::string price_list;
  std::string currency;
  std::uint32_t revision = 0;
  std::vector<Line> lines;        // in document order: every line after its parent
  std::uint32_t lines_ever = 0;   // lines ever added; the next line id
  std::vector<std::string> gaps;  // numbers of the lines taken back: not given again
  bool operator==(const OpenDocument&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OpenDocument& d) {
  archive(field("id", d.id), field("kind", d.kind), field("price_list", d.price_list),
          field("currency", d.currency), field("revision", d.revision), field("lines", d.lines),
          field("lines_ever", d.lines_ever), field("gaps", d.gaps));
}

// A response that was logged: what suppression looks at.
struct LoggedResponse {
  OfferId offer;
  AssetId asset;  // empty: given for the account as a whole
  std::string response;
  auto operator<=>(const LoggedResponse&) const = default;
};
template <class Archive>
void serialize(Archive& archive, LoggedResponse& r) {
  archive(field("offer", r.offer), field("asset", r.asset), field("response", r.response));
}

struct Account {
  static constexpr Category category = Category::account;

  struct State {
    AccountId id;  // empty: there is no such account yet
    AccountProfile profile;
    std::vector<Asset> assets;             // active and not, in the order they were installed
    std::uint32_t documents_ever = 0;      // the next document's number
    DocumentId active_document;            // empty: none
    std::optional<OpenDocument> document;  // the active document, once its stream is folded
    std::optional<Money> prepaid_balance;
    std::vector<LoggedResponse> logged;  // sorted, each once
    std::uint32_t activities_ever = 0;
    std::uint32_t workflows_ever = 0;  // the next workflow instance's number
    bool operator==(const State&) const = default;
  };

  // Creates or changes the account and makes its assets these. Equal: no event.
  struct DefineAccount {
    static constexpr std::string_view type = "account.define";
    AccountId account;
    AccountProfile profile;
    std::vector<Asset> assets;
    bool operator==(const DefineAccount&) const = default;
  };
  struct RespondToOffer {
    static constexpr std::string_view type = "account.respond_to_offer";
    ResponseReceived response;
    bool operator==(const RespondToOffer&) const = default;
  };
  using Command = std::variant<DefineAccount, RespondToOffer>;
  using Event = AccountEvent;

  static Decision<Event> decide(const State& state, const Command& command, const Context& context);
  static void evolve(State& state, const Event& event);
  static StreamId stream_of(const Event& event, const StreamId& own);
  static std::vector<StreamId> owned_streams(const State& state);
};
template <class Archive>
void serialize(Archive& archive, Account::State& s) {
  archive(field("id", s.id), field("profile", s.profile), field("assets", s.assets),
          field("documents_ever", s.documents_ever), field("active_document", s.active_document),
          field("document", s.document), field("prepaid_balance", s.prepaid_balance),
          field("logged", s.logged), field("activities_ever", s.activities_ever),
          field("workflows_ever", s.workflows_ever));
}
template <class Archive>
void serialize(Archive& archive, Account::DefineAccount& c) {
  archive(field("account", c.account), field("profile", c.profile), field("assets", c.assets));
}
template <class Archive>
void serialize(Archive& archive, Account::RespondToOffer& c) {
  archive(field("response", c.response));
}

}  // namespace proffer::domain
