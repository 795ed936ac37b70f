// What an account is asked to do beside applying offers: with its documents, activities, promotion
// groups, memberships and balance.
#pragma once

#include "events/account.hpp"
#include "events/document.hpp"
#include "events/membership.hpp"
#include "events/transport/json_reader.hpp"
#include "events/transport/offers_call.hpp"

#include <string>
#include <string_view>

namespace proffer::transport {

// Members that an operation does not take are empty.
struct AccountCall {
  const ServiceOperation* operation = nullptr;
  AccountId account;
  DocumentId document;
  std::string reason;  // why a document is cancelled
  PromotionGroupId group_definition;
  PromotionGroupInstanceId group;
  MembershipDefinitionId definition;
  MembershipId membership;
  ActivityId activity;
  Activity created;  // the activity that is to be, without id and time
  AssetId asset;
  Money balance;
  bool dry_run = false;  // say what would happen, change nothing
};

// The account that the id of a document, activity, promotion group or membership begins with:
// `<account>-O<n>`, `<account>-A<n>`, `<account>-G<n>`, `<account>-M<n>`.
AccountId account_of(const std::string& id);

// The body of such a call; read strictly, everything wrong at once. The account may be left out
// where a document, activity, group or membership names it. Codes: FIELD_REQUIRED, FIELD_TYPE,
// FIELD_TOO_LONG, FIELD_INVALID, FIELD_UNKNOWN.
void read_account_call(ObjectReader& reader, AccountCall& call);

// The members of a new activity, which is a CSR's where they do not say whose.
void read_new_activity(ObjectReader& reader, Activity& activity);

}  // namespace proffer::transport
