#include "events/transport/account_call.hpp"

#include "events/stream.hpp"

namespace proffer::transport {

AccountId account_of(const std::string& id) {
  return {std::string(partition_key({Category::order, id}))};
}

void read_account_call(ObjectReader& reader, AccountCall& call) {
  using Changes = ServiceOperation::Changes;
  const auto of = [&](const std::string& id) {
    if (call.account.value.empty()) call.account = account_of(id);
  };
  const Changes changes = call.operation->changes;
  const bool by_itself = changes == Changes::promotion_group ||
                         changes == Changes::prepaid_balance ||
                         changes == Changes::activity_created;
  reader.read("accountId", call.account, Form::key, by_itself ? Need::required : Need::optional);
  reader.read("dryRun", call.dry_run);
  switch (changes) {
    case Changes::none: break;
    case Changes::cancelled: reader.read("reason", call.reason); [[fallthrough]];
    case Changes::submitted:
    case Changes::completed:
    case Changes::accepted:
    case Changes::expired:
      reader.read("documentId", call.document, Form::key, Need::required);
      of(call.document.value);
      break;
    case Changes::activity_created: read_new_activity(reader, call.created); break;
    case Changes::activity_done:
      reader.read("activityId", call.activity, Form::key, Need::required);
      of(call.activity.value);
      break;
    case Changes::promotion_group:
      reader.read("promotionGroup", call.group_definition, Form::id, Need::required);
      reader.read("assetId", call.asset);
      break;
    case Changes::associated:
      reader.read("groupId", call.group, Form::key, Need::required);
      reader.read("membershipDefinition", call.definition, Form::id, Need::required);
      reader.read("assetId", call.asset, Form::id, Need::required);
      of(call.group.value);
      break;
    case Changes::transferred:
      reader.read("assetId", call.asset, Form::id, Need::required);
      [[fallthrough]];
    case Changes::disconnected:
      reader.read("membershipId", call.membership, Form::key, Need::required);
      of(call.membership.value);
      break;
    case Changes::prepaid_balance: reader.read("balance", call.balance, Need::required); break;
  }
  reader.finish();
}

void read_new_activity(ObjectReader& reader, Activity& activity) {
  activity.assignee = "CSR";
  reader.read("type", activity.kind, Form::text, Need::required);
  reader.read("description", activity.description, Form::prose);
  reader.read("priority", activity.priority);
  reader.read("due", activity.due);
  reader.read("offerId", activity.offer);
  reader.read("response", activity.response);
  reader.read("documentId", activity.document);
  reader.read("assetId", activity.asset);
  reader.read("channel", activity.channel);
  reader.read("assignee", activity.assignee);
  reader.read("phone", activity.phone);
}

}  // namespace proffer::transport
