// Decides about one account and its documents: stream `account/<id>`, and `order/<id>`,
// `quote/<id>` for the documents it owns.
#pragma once

#include "actors/domain/decider.hpp"
#include "events/account.hpp"
#include "events/request.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace proffer::domain {

// A saved document of which something is still to come: it can be changed, or it was submitted and
// is not completed yet.
struct OpenDocument {
  DocumentId id;
  DocumentKind kind = DocumentKind::unknown;
  std::string price_list;
  std::string currency;
  std::uint32_t revision = 0;
  std::vector<Line> lines;        // in document order: every line after its parent
  std::uint32_t lines_ever = 0;   // lines ever added; the next line id
  std::vector<std::string> gaps;  // numbers of the lines taken back: not given again
  bool submitted = false;         // an order that was sent off
  bool operator==(const OpenDocument&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OpenDocument& d) {
  archive(field("id", d.id), field("kind", d.kind), field("price_list", d.price_list),
          field("currency", d.currency), field("revision", d.revision), field("lines", d.lines),
          field("lines_ever", d.lines_ever), field("gaps", d.gaps),
          field("submitted", d.submitted));
}

// A response that was logged: what suppression looks at.
struct LoggedResponse {
  OfferId offer;
  AssetId asset;  // empty: given for the account as a whole
  std::string response;
  DocumentId document;  // that it went to, or that was active then; empty: none
  auto operator<=>(const LoggedResponse&) const = default;
};
template <class Archive>
void serialize(Archive& archive, LoggedResponse& r) {
  archive(field("offer", r.offer), field("asset", r.asset), field("response", r.response),
          field("document", r.document));
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
    // The other documents that count: pending ones and submitted ones, in the order in which they
    // ceased to be the active one.
    std::vector<OpenDocument> others;
    std::optional<Money> prepaid_balance;
    std::vector<LoggedResponse> logged;  // sorted, each once
    std::uint32_t activities_ever = 0;
    std::vector<ActivityId> open_activities;     // in the order they were created
    std::uint32_t workflows_ever = 0;            // the next workflow instance's number
    std::vector<PromotionGroupInstance> groups;  // in the order they were created
    std::vector<Membership> memberships;         // active and not, in the order they began
    bool operator==(const State&) const = default;
  };

  // Creates or changes the account and makes its assets these. Equal: no event.
  struct DefineAccount {
    static constexpr std::string_view type = "account.define";
    AccountId account;
    AccountProfile profile;
    std::vector<Asset> assets;
    std::optional<Money> prepaid_balance = {};  // none: stays as it is
    bool operator==(const DefineAccount&) const = default;
  };
  struct RespondToOffer {
    static constexpr std::string_view type = "account.respond_to_offer";
    ResponseReceived response;
    // That a prompt is shown in; empty: the account's.
    std::string language = {};
    bool operator==(const RespondToOffer&) const = default;
  };
  // The response of a workflow instance that waited, with the customer's choice in it.
  struct ResumeResponse {
    static constexpr std::string_view type = "account.resume_response";
    WorkflowId workflow;
    ResponseReceived response;
    bool operator==(const ResumeResponse&) const = default;
  };
  struct ApplyOffers : OffersToApply {
    static constexpr std::string_view type = "account.apply_offers";
    // That names are shown in; empty: the account's.
    std::string language = {};
    bool operator==(const ApplyOffers&) const = default;
  };
  // Offers that were to be applied in memory could not be: the only trace that such a call leaves.
  struct RecordFailure {
    static constexpr std::string_view type = "account.record_failure";
    OfferApplicationFailed failure;  // as it was decided; what the channel does is filled in
    bool operator==(const RecordFailure&) const = default;
  };
  struct SetPrepaidBalance {
    static constexpr std::string_view type = "account.set_prepaid_balance";
    AccountId account;
    Money balance;
    bool operator==(const SetPrepaidBalance&) const = default;
  };
  // Its id and the time of its creation are filled in.
  struct CreateActivity {
    static constexpr std::string_view type = "account.create_activity";
    AccountId account;
    Activity activity;
    bool operator==(const CreateActivity&) const = default;
  };
  struct CompleteActivity {
    static constexpr std::string_view type = "account.complete_activity";
    AccountId account;
    ActivityId activity;
    bool operator==(const CompleteActivity&) const = default;
  };
  struct SubmitOrder {
    static constexpr std::string_view type = "account.submit_order";
    AccountId account;
    DocumentId document;
    bool operator==(const SubmitOrder&) const = default;
  };
  struct CancelDocument {
    static constexpr std::string_view type = "account.cancel_document";
    AccountId account;
    DocumentId document;
    std::string reason;
    bool operator==(const CancelDocument&) const = default;
  };
  struct AcceptQuote {
    static constexpr std::string_view type = "account.accept_quote";
    AccountId account;
    DocumentId document;
    bool operator==(const AcceptQuote&) const = default;
  };
  // It was not accepted in time.
  struct ExpireQuote {
    static constexpr std::string_view type = "account.expire_quote";
    AccountId account;
    DocumentId document;
    bool operator==(const ExpireQuote&) const = default;
  };
  // What a submitted order said has happened: its lines become, change and end assets.
  struct CompleteOrder {
    static constexpr std::string_view type = "account.complete_order";
    AccountId account;
    DocumentId document;
    bool operator==(const CompleteOrder&) const = default;
  };
  struct CreatePromotionGroup {
    static constexpr std::string_view type = "account.create_promotion_group";
    AccountId account;
    PromotionGroupId definition;
    AssetId asset;  // that stands for it; empty: none
    bool operator==(const CreatePromotionGroup&) const = default;
  };
  struct AssociateMembership {
    static constexpr std::string_view type = "account.associate_membership";
    AccountId account;
    PromotionGroupInstanceId group;
    MembershipDefinitionId definition;
    AssetId asset;  // the member
    bool operator==(const AssociateMembership&) const = default;
  };
  struct TransferMembership {
    static constexpr std::string_view type = "account.transfer_membership";
    AccountId account;
    MembershipId membership;
    AssetId asset;  // the member from now on
    bool operator==(const TransferMembership&) const = default;
  };
  struct DisconnectMembership {
    static constexpr std::string_view type = "account.disconnect_membership";
    AccountId account;
    MembershipId membership;
    bool operator==(const DisconnectMembership&) const = default;
  };
  using Command =
      std::variant<DefineAccount, RespondToOffer, ResumeResponse, ApplyOffers, RecordFailure,
                   SetPrepaidBalance, CreateActivity, CompleteActivity, SubmitOrder, CancelDocument,
                   AcceptQuote, ExpireQuote, CompleteOrder, CreatePromotionGroup,
                   AssociateMembership, TransferMembership, DisconnectMembership>;
  using Event = AccountEvent;

  static Decision<Event> decide(const State& state, const Command& command, const Context& context);
  static void evolve(State& state, const Event& event);
  static void evolve(State& state, Event&& event);  // its lines are moved, not copied
  static StreamId stream_of(const Event& event, const StreamId& own);
  static bool opens_stream(const Event& event);
  // Whether the account is defined; commands to one that is not are refused and recorded all the
  // same.
  static bool exists(const State& state) { return !state.id.value.empty(); }
  static std::vector<StreamId> owned_streams(const State& state);
};
template <class Archive>
void serialize(Archive& archive, Account::State& s) {
  archive(field("id", s.id), field("profile", s.profile), field("assets", s.assets),
          field("documents_ever", s.documents_ever), field("active_document", s.active_document),
          field("document", s.document), field("others", s.others),
          field("prepaid_balance", s.prepaid_balance), field("logged", s.logged),
          field("activities_ever", s.activities_ever), field("open_activities", s.open_activities),
          field("workflows_ever", s.workflows_ever), field("groups", s.groups),
          field("memberships", s.memberships));
}
template <class Archive>
void serialize(Archive& archive, Account::DefineAccount& c) {
  archive(field("account", c.account), field("profile", c.profile), field("assets", c.assets),
          field("prepaid_balance", c.prepaid_balance));
}
template <class Archive>
void serialize(Archive& archive, Account::RespondToOffer& c) {
  archive(field("response", c.response), field("language", c.language));
}
template <class Archive>
void serialize(Archive& archive, Account::ApplyOffers& c) {
  archive(field("call", static_cast<OffersToApply&>(c)), field("language", c.language));
}
template <class Archive>
void serialize(Archive& archive, Account::ResumeResponse& c) {
  archive(field("workflow", c.workflow), field("response", c.response));
}
template <class Archive>
void serialize(Archive& archive, Account::RecordFailure& c) {
  archive(field("failure", c.failure));
}
template <class Archive>
void serialize(Archive& archive, Account::SetPrepaidBalance& c) {
  archive(field("account", c.account), field("balance", c.balance));
}
template <class Archive>
void serialize(Archive& archive, Account::CreateActivity& c) {
  archive(field("account", c.account), field("activity", c.activity));
}
template <class Archive>
void serialize(Archive& archive, Account::CompleteActivity& c) {
  archive(field("account", c.account), field("activity", c.activity));
}
template <class Archive>
void serialize(Archive& archive, Account::SubmitOrder& c) {
  archive(field("account", c.account), field("document", c.document));
}
template <class Archive>
void serialize(Archive& archive, Account::CancelDocument& c) {
  archive(field("account", c.account), field("document", c.document), field("reason", c.reason));
}
template <class Archive>
void serialize(Archive& archive, Account::AcceptQuote& c) {
  archive(field("account", c.account), field("document", c.document));
}
template <class Archive>
void serialize(Archive& archive, Account::ExpireQuote& c) {
  archive(field("account", c.account), field("document", c.document));
}
template <class Archive>
void serialize(Archive& archive, Account::CompleteOrder& c) {
  archive(field("account", c.account), field("document", c.document));
}
template <class Archive>
void serialize(Archive& archive, Account::CreatePromotionGroup& c) {
  archive(field("account", c.account), field("definition", c.definition), field("asset", c.asset));
}
template <class Archive>
void serialize(Archive& archive, Account::AssociateMembership& c) {
  archive(field("account", c.account), field("group", c.group), field("definition", c.definition),
          field("asset", c.asset));
}
template <class Archive>
void serialize(Archive& archive, Account::TransferMembership& c) {
  archive(field("account", c.account), field("membership", c.membership), field("asset", c.asset));
}
template <class Archive>
void serialize(Archive& archive, Account::DisconnectMembership& c) {
  archive(field("account", c.account), field("membership", c.membership));
}

// The open document of that id; nullptr: the account has none, or it is done with.
const OpenDocument* open_document(const Account::State& state, const DocumentId& id);
// `Residential` gets orders, everybody else quotes.
DocumentKind document_kind(const AccountProfile& profile);

}  // namespace proffer::domain
