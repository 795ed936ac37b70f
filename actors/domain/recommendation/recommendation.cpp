#include "actors/domain/recommendation/recommendation.hpp"

#include "actors/domain/account/suppression.hpp"
#include "actors/domain/catalogue/translated.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace proffer::domain {
namespace {

// 64 bits of FNV-1a: the same on every machine, for ever, because a message is known by it.
std::string message_id(std::initializer_list<std::string_view> parts) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr int hex_digits = 16;
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (const std::string_view part : parts) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    hash = (hash ^ 0xFFU) * 1'099'511'628'211U;  // no UTF-8 text holds this byte
  }
  std::string id;
  for (int i = hex_digits - 1; i >= 0; --i) {
    id += digits[(hash >> (4 * static_cast<unsigned>(i))) & 0xFU];
  }
  return id;
}

std::string field_of(const Message& message, std::string_view name, const Account::State& state) {
  const std::string wanted = folded(name);
  if (wanted == "account id") return state.id.value;
  if (wanted == "account name") return state.profile.name;
  if (wanted == "asset id") return message.row.asset.value;
  if (wanted == "root asset id") return message.row.root_asset.value;
  if (wanted == "service id") return message.row.service;
  if (wanted == "offer id") return message.offer.value;
  if (wanted == "offer name") return message.offer_name;
  if (wanted == "recommendation id") return message.recommendation.value;
  if (wanted == "message type") return message.type;
  if (wanted == "message") return message.message;
  if (wanted == "description") return message.description;
  if (wanted == "reason") return message.reason;
  if (wanted == "product id") return message.row.product.value;
  if (wanted == "product name") return message.product_name;
  return {};
}

// The template with the message's fields in the place of their names.
std::string filled_in(std::string_view text, const Message& message, const Account::State& state) {
  std::string result;
  while (!text.empty()) {
    const std::size_t open = text.find('[');
    const std::size_t close = text.find(']', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    result += text.substr(0, open);
    result += field_of(message, text.substr(open + 1, close - open - 1), state);
    text.remove_prefix(close + 1);
  }
  result += text;
  const std::size_t first = result.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return result.substr(first, result.find_last_not_of(' ') - first + 1);
}

// All that one request's messages have in common.
struct Recommending {
  const Account::State& state;
  const Catalogue& catalogue;
  std::string_view language;
  Instant now;
  const DocumentId& document;
  const VariableMapMode* mode;  // of the row set

  void set_product_name(Message& message) const {
    const Product* product = catalogue.product(message.row.product);
    if (product == nullptr) return;
    message.product_name = text_in(language, product->translations, product->name);
  }

  void set_texts(Message& message, const MessageType& type) const {
    message.type = type.name;
    message.display = type.display;
    const MessageText* text = in_language(type.texts, language);
    if (text == nullptr) text = in_language(type.texts, {});
    if (text == nullptr) return;
    message.title = filled_in(text->title, message, state);
    message.short_text = filled_in(text->short_text, message, state);
    message.full_text = filled_in(text->full_text, message, state);
  }

  std::string shown(const std::string& response, const MessageType* type) const {
    if (type == nullptr) return response;
    const std::string name = folded(response);
    for (const MessageResponse& known : type->responses) {
      if (folded(known.name) == name) return text_in(language, known.translations, response);
    }
    return response;
  }

  void set_payload(Message& message, const MessageType* type) const {
    constexpr std::size_t fields = 6;
    auto& payload = message.payload;
    payload.reserve(fields + (type == nullptr ? 0 : type->payload.size()));
    payload.push_back({"accountId", state.id.value});
    payload.push_back({"assetId", message.row.asset.value});
    payload.push_back({"rootAssetId", message.row.root_asset.value});
    payload.push_back({"offerId", message.offer.value});
    payload.push_back({"recommendationId", message.recommendation.value});
    payload.push_back({"messageType", message.type});
    if (type == nullptr) return;
    for (const std::string& name : type->payload) {
      payload.push_back({name, field_of(message, name, state)});
    }
  }

  Message message_of(const ProductOffer& offer, const Recommendation& recommendation,
                     const Row& row) const {
    Message message;
    message.id = message_id({offer.id.value, recommendation.id.value, row.id});
    message.source = MessageSource::product_recommendation;
    message.type = offer.message_type;
    message.score = recommendation.score;
    message.offer = offer.id;
    message.offer_name = offer.name;
    message.recommendation = recommendation.id;
    message.reason = text_in(language, recommendation.translations, recommendation.reason);
    message.description = description_in(language, offer);
    message.message = message_in(language, offer);
    message.row = passed_on(row, mode);
    set_product_name(message);
    std::vector<const OfferResponse*> responses;
    for (const OfferResponse& response : offer.responses) {
      if (!response.inactive) responses.push_back(&response);
    }
    std::stable_sort(responses.begin(), responses.end(),
                     [](const auto* a, const auto* b) { return a->sequence < b->sequence; });
    const MessageType* type = catalogue.message_type(offer.message_type);
    for (const OfferResponse* response : responses) {
      message.responses.push_back(response->response);
      message.response_texts.push_back(shown(response->response, type));
    }
    if (type != nullptr) set_texts(message, *type);
    set_payload(message, type);
    return message;
  }

  Message message_of(const PromotionMatch& match) const {
    const Promotion& promotion = *match.promotion;
    Message message;
    message.id = message_id({"promotion", promotion.id.value, state.id.value});
    message.source = MessageSource::promotion_recommendation;
    message.score = promotion.score;
    message.row.id = promotion.id.value;
    message.row.product = promotion.id;
    set_product_name(message);
    message.reason = match.upgrade ? "It is an upgrade of a promotion that the customer has."
                                   : "What the customer has fills " +
                                         std::to_string(match.percent) + " % of it.";
    message.title = message.product_name;
    message.short_text = message.product_name;
    message.full_text = message.product_name + ": " + message.reason;
    set_payload(message, nullptr);
    return message;
  }
};

// Whether an offer can be shown to this customer at all: asked once for all of its rows.
class Showable {
 public:
  Showable(const Recommending& context, const ProjectedAssets& assets, Ineligible ineligible)
      : context_(context),
        assets_(assets),
        ineligible_(ineligible),
        applicant_(context.state.id, context.state.profile) {}

  // Why the customer cannot have it all the same, empty: they can; none: it is not shown.
  const std::optional<std::string>& operator()(const ReleasedOffer& released) {
    const auto [known, first] = known_.try_emplace(&released);
    if (first) known->second = looked_at(released);
    return known->second;
  }

 private:
  std::optional<std::string> looked_at(const ReleasedOffer& released) const {
    const std::string& organization = context_.state.profile.organization;
    if (!unavailable(released, organization, context_.now).empty()) return std::nullopt;
    if (ineligible_ == Ineligible::unchecked) return "";
    const auto checked = check_offer(released.offer, applicant_, assets_, context_.now);
    if (ineligible_ == Ineligible::left_out && !checked.eligible()) return std::nullopt;
    return checked.text();
  }

  const Recommending& context_;
  const ProjectedAssets& assets_;
  const Ineligible ineligible_;
  const Applicant applicant_;
  std::unordered_map<const ReleasedOffer*, std::optional<std::string>> known_;
};

bool effective(const Recommendation& recommendation, Instant now) {
  return (!recommendation.effective_from || *recommendation.effective_from <= now) &&
         (!recommendation.effective_to || now < *recommendation.effective_to);
}

std::vector<Message> product_offers(const std::vector<Row>& rows, const Recommending& context,
                                    const ProjectedAssets& assets, Ineligible ineligible) {
  Showable showable(context, assets, ineligible);
  std::vector<Message> messages;
  for (const Row& row : rows) {
    const ShownFor shown{row.asset, row.root_asset, context.document};
    for (const RecommendationPlace& place : context.catalogue.recommendations_for(row.product)) {
      const ReleasedOffer* released = context.catalogue.offer(place.offer);
      if (released == nullptr) continue;
      const ProductOffer& offer = released->offer;
      const Recommendation& recommendation = offer.recommendations[place.index];
      if (!effective(recommendation, context.now)) continue;
      const auto& refused = showable(*released);
      if (!refused || suppressed(context.state, offer, shown, context.catalogue)) continue;
      messages.push_back(context.message_of(offer, recommendation, row));
      messages.back().ineligible = *refused;
    }
  }
  const auto better = [](const Message& a, const Message& b) { return a.score > b.score; };
  // Mostly nobody gives scores, and messages are large to move.
  if (!std::is_sorted(messages.begin(), messages.end(), better)) {
    std::stable_sort(messages.begin(), messages.end(), better);
  }
  return messages;
}

// An asset goes before a search specification, and that before a service id.
tl::expected<std::vector<Row>, Problem> asked_rows(const Account::State& state,
                                                   const RecommendationRequest& request) {
  RowSource source = request.rows;
  const bool searched = source.asset.value.empty() && !request.search_spec.empty();
  if (searched) source.service_id.clear();
  auto rows = row_set(state, source);
  if (!rows || !searched) return rows;
  if (auto kept = filter(*rows, request.search_spec); !kept) {
    return tl::unexpected(std::move(kept.error()));
  }
  return rows;
}

Message nothing_to_recommend(const Recommending& context) {
  Message message;
  message.id = message_id({"zero", context.state.id.value});
  message.title = "No recommendations";
  message.short_text = "There is nothing to recommend to this customer now.";
  message.full_text = message.short_text;
  context.set_payload(message, nullptr);
  return message;
}

}  // namespace

std::string_view name_of(MessageSource source) {
  switch (source) {
    case MessageSource::product_recommendation: return "Product Recommendation";
    case MessageSource::promotion_recommendation: return "Promotion Recommendation";
    case MessageSource::zero_recommendation: return "Zero Recommendation";
  }
  return {};
}

Message message_of(const ProductOffer& offer, const Recommendation& recommendation, const Row& row,
                   const Account::State& state, std::string_view language,
                   const Catalogue& catalogue) {
  return Recommending{state, catalogue, language, {}, state.active_document, nullptr}.message_of(
      offer, recommendation, row);
}

DocumentChanges open_changes(const Account::State& state, const DocumentId& without) {
  DocumentChanges changes;
  const auto add_open = [&](const OpenDocument& document) {
    if (document.id != without) changes.add(document.lines);
  };
  if (state.document) add_open(*state.document);
  for (const OpenDocument& document : state.others) add_open(document);
  return changes;
}

ProjectedAssets projected_assets(const Account::State& state, const RowSource& source,
                                 const Catalogue& catalogue, const DocumentId& replaced) {
  DocumentChanges changes = open_changes(state, replaced);
  changes.add(source.lines);
  for (const ProductId& product : source.products) changes.added.push_back(&product);
  return {state.assets, changes, catalogue};
}

tl::expected<std::vector<Message>, Problem> recommend(const Account::State& state,
                                                      const RecommendationRequest& request,
                                                      Instant now, const Catalogue& catalogue) {
  auto rows = asked_rows(state, request);
  if (!rows) return tl::unexpected(std::move(rows.error()));
  const Recommending context{
      state,
      catalogue,
      shown_language(request.language, state.profile),
      now,
      request.document.value.empty() ? state.active_document : request.document,
      row_set_mode(request.mode, catalogue)};
  const ProjectedAssets assets = projected_assets(state, request.rows, catalogue, request.document);
  std::vector<Message> messages;
  if (request.root_only) keep_roots(*rows);
  if (!request.skip_product_offers && filter_as_configured(*rows, request.mode, catalogue)) {
    messages = product_offers(*rows, context, assets, request.ineligible);
  }
  if (!request.skip_promotions) {
    for (const PromotionMatch& match : recommended_promotions(state, assets, now, catalogue)) {
      messages.push_back(context.message_of(match));
    }
  }
  if (messages.empty()) messages.push_back(nothing_to_recommend(context));
  return messages;
}

}  // namespace proffer::domain
