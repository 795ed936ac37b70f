#include "events/transport/offers_call.hpp"

#include "events/transport/line_shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace proffer::transport {
namespace {

constexpr ServiceOperation single_order{"ApplyOfferToCreateOrder", DocumentKind::order};
constexpr ServiceOperation single_quote{"ApplyOfferToCreateQuote", DocumentKind::quote};
constexpr ServiceOperation orders{"ApplyMultipleOffersforOrder", DocumentKind::order, true};
constexpr ServiceOperation quotes{"ApplyMultipleOffersforQuote", DocumentKind::quote, true};
constexpr ServiceOperation either{"ApplyMultipleProductOffers", DocumentKind::unknown, true};
constexpr ServiceOperation save_order{"SaveOrder", DocumentKind::order, true, true};
constexpr ServiceOperation save_quote{"SaveQuote", DocumentKind::quote, true, true};

using Does = ServiceOperation::Does;
constexpr ServiceOperation query(std::string_view name, std::span<const std::string_view> members,
                                 std::string_view required) {
  ServiceOperation operation{name};
  operation.does = Does::ask;
  operation.members = members;
  operation.required = required;
  return operation;
}
constexpr ServiceOperation with_basket(ServiceOperation operation) {
  operation.basket = true;
  return operation;
}
constexpr ServiceOperation of_workflow(std::string_view name, Does does) {
  ServiceOperation operation{name};
  operation.does = does;
  return operation;
}
constexpr ServiceOperation change(std::string_view name, ServiceOperation::Changes changes,
                                  std::string_view command) {
  ServiceOperation operation{name};
  operation.does = Does::change;
  operation.changes = changes;
  operation.command = command;
  return operation;
}
constexpr std::array<std::string_view, 13> list_members = {
    "productOfferId", "id",         "name",    "searchSpec", "accountId", "address", "city",
    "state",          "postalCode", "country", "language",   "after",     "limit"};
constexpr std::array<std::string_view, 2> show_members = {"productOfferId", "language"};
constexpr std::array<std::string_view, 11> recommend_members = {
    "accountId", "assetId",  "serviceId", "searchSpec",    "documentId", "product",
    "mode",      "language", "rootOnly",  "skipProdOffer", "asOf"};
constexpr std::array<std::string_view, 4> penalty_members = {"accountId", "assetId",
                                                             "targetPromotion", "asOf"};
constexpr ServiceOperation list_offers = query("GetProductOffer", list_members, "");
constexpr ServiceOperation show_offer =
    query("GetProductOfferStructure", show_members, "productOfferId");
constexpr ServiceOperation recommend =
    with_basket(query("GetRecommendedOffers", recommend_members, "accountId"));
constexpr ServiceOperation choose = of_workflow("ChooseNamedParameter", Does::choose);
constexpr ServiceOperation cancel = of_workflow("CancelWorkflow", Does::cancel);
constexpr ServiceOperation penalty = query("PreviewPenalty", penalty_members, "accountId");

using Changes = ServiceOperation::Changes;
constexpr ServiceOperation submit =
    change("SubmitOrder", Changes::submitted, "account.submit_order");
constexpr ServiceOperation complete =
    change("CompleteOrder", Changes::completed, "account.complete_order");
constexpr ServiceOperation cancel_document =
    change("CancelDocument", Changes::cancelled, "account.cancel_document");
constexpr ServiceOperation accept =
    change("AcceptQuote", Changes::accepted, "account.accept_quote");
constexpr ServiceOperation expire = change("ExpireQuote", Changes::expired, "account.expire_quote");
constexpr ServiceOperation create_activity =
    change("CreateActivity", Changes::activity_created, "account.create_activity");
constexpr ServiceOperation complete_activity =
    change("CompleteActivity", Changes::activity_done, "account.complete_activity");
constexpr ServiceOperation create_group =
    change("CreatePromotionGroup", Changes::promotion_group, "account.create_promotion_group");
constexpr ServiceOperation associate =
    change("AssociateMembership", Changes::associated, "account.associate_membership");
constexpr ServiceOperation transfer =
    change("TransferMembership", Changes::transferred, "account.transfer_membership");
constexpr ServiceOperation disconnect =
    change("DisconnectMembership", Changes::disconnected, "account.disconnect_membership");
constexpr ServiceOperation set_balance =
    change("SetPrepaidBalance", Changes::prepaid_balance, "account.set_prepaid_balance");

struct Named {
  std::string_view name;  // folded: lower case, no blanks
  const ServiceOperation* operation;
};
constexpr std::array<Named, 33> names = {{
    {"applyoffertocreateorder", &single_order},
    {"applyoffertocreatequote", &single_quote},
    {"applymultipleoffersfororder", &orders},
    {"applymultipleproductoffertocreateorder", &orders},
    {"applymultipleofferstocreateorder", &orders},
    {"applymultipleoffertocreateorder", &orders},
    {"applymultipleoffersforquote", &quotes},
    {"applymultipleproductoffertocreatequote", &quotes},
    {"applymultipleofferstocreatequote", &quotes},
    {"applymultipleoffertocreatequote", &quotes},
    {"applymultipleproductoffers", &either},
    {"applymultipleoffers", &either},
    {"saveorder", &save_order},
    {"savequote", &save_quote},
    {"getproductoffer", &list_offers},
    {"getproductofferstructure", &show_offer},
    {"getrecommendedoffers", &recommend},
    {"getrecommendedproductoffers", &recommend},
    {"choosenamedparameter", &choose},
    {"cancelworkflow", &cancel},
    {"previewpenalty", &penalty},
    {"submitorder", &submit},
    {"completeorder", &complete},
    {"canceldocument", &cancel_document},
    {"acceptquote", &accept},
    {"expirequote", &expire},
    {"createactivity", &create_activity},
    {"completeactivity", &complete_activity},
    {"createpromotiongroup", &create_group},
    {"associatemembership", &associate},
    {"transfermembership", &transfer},
    {"disconnectmembership", &disconnect},
    {"setprepaidbalance", &set_balance},
}};
constexpr std::array<std::string_view, 25> canonical = {
    single_order.name, single_quote.name, orders.name,          quotes.name,
    either.name,       save_order.name,   save_quote.name,      list_offers.name,
    show_offer.name,   recommend.name,    choose.name,          cancel.name,
    penalty.name,      submit.name,       complete.name,        cancel_document.name,
    accept.name,       expire.name,       create_activity.name, complete_activity.name,
    create_group.name, associate.name,    transfer.name,        disconnect.name,
    set_balance.name};

// The choice by its id, or else by its value, which goes under six names; `parent` points to what
// it is a member of.
void read_choice(ObjectReader& reader, const std::string& parent,
                 std::optional<ParameterChoice>& choice, FoundProblems& problems) {
  constexpr std::string_view name = "namedParameter";
  reader.object(name, [&](ObjectReader& json) {
    choice.emplace();
    json.read("actionName", choice->action);
    json.read("actionId", choice->action);  // which is exact, where both are said
    json.read("parameterId", choice->parameter);
    for (const std::string_view value : {"value", "upgradeProduct", "componentProduct",
                                         "baseProduct", "fieldValue", "attributeValue"}) {
      if (!json.has(value)) continue;
      if (!choice->value.empty()) {
        problems.add("FIELD_INVALID",
                     fmt::format("{} says what was said already; leave it out.", value),
                     pointer_to(pointer_to(parent, name), value));
      }
      json.read(value, choice->value);
    }
    json.read("fieldName", choice->field);
  });
}

void read_because(ObjectReader& json, Because& because) {
  json.read("offerId", because.offer);
  json.read("release", because.release);
  json.read("response", because.response);
  json.read("actionId", because.action);
  json.read("action", because.action_name);
  json.read("type", because.type);
  json.read("code", because.code);
  json.read("rule", because.rule);
  json.read("inputs", because.inputs);
}

Line read_structure_line(ObjectReader& json) {
  Line line;
  json.read("id", line.id);
  json.read("sequence", line.sequence, Form::id, Need::required);
  json.read("parent", line.parent);
  json.read("root", line.root);
  json.read("productId", line.product, Form::id, Need::required);
  json.read("product", line.product_name);
  json.read("action", line.action, Need::required);
  json.read("assetId", line.asset);
  json.read("relationship", line.relationship);
  json.read("quantity", line.quantity);
  json.read("fields", line.fields);
  json.read("attributes", line.attributes);
  json.read("prior", line.prior);
  json.read("unitPrice", line.unit_price);
  json.read("netPrice", line.net_price);
  json.read("priceType", line.price_type);
  json.object("because", [&](ObjectReader& each) { read_because(each, line.because); });
  shape(json, line.promotion);
  json.part("priorPromotion", line.prior_promotion, ByShape{});
  json.read("status", line.status);
  json.part("upgrade", line.upgrade, ByShape{});
  json.part("membership", line.membership, ByShape{});
  json.part("penalty", line.penalty, ByShape{});
  return line;
}

void read_save(ObjectReader& reader, OffersCall& call, FoundProblems& problems) {
  std::string_view first;
  const auto read = [&](std::string_view name, bool saving) {
    if (!reader.has(name)) return;
    bool value = call.save == saving;
    reader.read(name, value);
    const bool save = value == saving;
    if (!first.empty() && save != call.save) {
      problems.add("FIELD_INVALID",
                   fmt::format("{} says the opposite of {}; leave one of them out.", name, first),
                   pointer_to("", name));
    }
    if (first.empty()) first = name;
    call.save = save;
  };
  read("saveFlag", true);
  read("saveInstance", true);
  read("processInMemory", false);
}

void read_members(ObjectReader& reader, OffersCall& call, const OffersCallOptions& options,
                  FoundProblems& problems) {
  reader.read("accountId", call.account, Form::key, Need::required);
  call.channel = "web";
  reader.read("channel", call.channel, Form::id);
  reader.read("language", call.language, Form::id);
  reader.read("assetId", call.asset);
  if (!call.operation->several) {
    OfferChoice& choice = call.offers.emplace_back();
    choice.sequence = 1;
    reader.read("productOfferId", choice.offer, Form::id, Need::required);
    reader.read("response", choice.response);
    read_choice(reader, "", choice.parameter, problems);
    reader.read("serviceId", call.service_id);
    reader.read("detailOutput", call.detail);
    return;
  }
  reader.read("docId", call.document);
  read_structure(reader, "", call.structure, options, problems);
  if (call.operation->saves_structure) return;
  read_save(reader, call, problems);
  reader.each("offers", [&](ObjectReader& json) {
    OfferChoice& choice = call.offers.emplace_back();
    json.read("offerId", choice.offer, Form::id, Need::required);
    choice.sequence = static_cast<std::uint32_t>(call.offers.size());
    json.read("sequence", choice.sequence);
    json.read("response", choice.response);
    read_choice(json, pointer_to("/offers", call.offers.size() - 1), choice.parameter, problems);
  });
}

void check_limits(const OffersCall& call, const OffersCallOptions& options,
                  FoundProblems& problems) {
  if (call.offers.size() > options.offers_max) {
    problems.add("FIELD_TOO_LONG",
                 fmt::format("The call has {} offers; send at most {}.", call.offers.size(),
                             options.offers_max),
                 "/offers");
  }
}

}  // namespace

const ServiceOperation* service_operation(std::string_view name) {
  std::string folded;
  for (const char c : name) {
    if (c != ' ') folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto found = std::find_if(names.begin(), names.end(),
                                  [&](const Named& known) { return known.name == folded; });
  return found == names.end() ? nullptr : found->operation;
}

const ServiceOperation* service_operation_of(std::string_view command_type) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const Named& known) {
    return !command_type.empty() && known.operation->command == command_type;
  });
  return found == names.end() ? nullptr : found->operation;
}

std::span<const std::string_view> service_operation_names() { return canonical; }

void read_structure(ObjectReader& reader, std::string_view parent,
                    std::optional<std::vector<Line>>& structure, const OffersCallOptions& options,
                    FoundProblems& problems) {
  reader.object("structure", [&](ObjectReader& json) {
    structure.emplace();
    json.each("lines",
              [&](ObjectReader& each) { structure->push_back(read_structure_line(each)); });
    for (const std::string_view told : {"id", "kind", "accountId", "status", "priceList",
                                        "currency", "created", "changed", "revision", "totals"}) {
      json.has(told);
    }
  });
  if (!structure || structure->size() <= options.lines_max) return;
  problems.add("FIELD_TOO_LONG",
               fmt::format("The structure has {} lines; send at most {}.", structure->size(),
                           options.lines_max),
               std::string(parent) + "/structure/lines");
}

void read_offers_call(ObjectReader& reader, OffersCall& call, const OffersCallOptions& options,
                      FoundProblems& problems) {
  read_members(reader, call, options, problems);
  reader.finish();
  check_limits(call, options, problems);
}

}  // namespace proffer::transport
