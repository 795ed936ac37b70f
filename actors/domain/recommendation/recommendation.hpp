// What is recommended to a customer: offers for what they own or are ordering, and promotions.
#pragma once

#include "actors/domain/recommendation/eligibility.hpp"
#include "actors/domain/recommendation/row_set.hpp"
#include "events/messaging.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

// What becomes of offers that the customer is not eligible for.
enum class Ineligible : std::uint8_t { unchecked, shown, left_out };

enum class MessageSource { product_recommendation, promotion_recommendation, zero_recommendation };
std::string_view name_of(MessageSource source);  // "Product Recommendation"

// One recommendation as it is shown, in the language that was asked for where there are texts in
// it.
struct Message {
  std::string id;  // the same for the same offer, recommendation and row, whenever it is asked for
  MessageSource source = MessageSource::zero_recommendation;
  std::string type;  // of the message type
  DisplayMode display = DisplayMode::passive;
  std::int32_t score = 0;
  std::string title;
  std::string short_text;
  std::string full_text;
  OfferId offer;  // empty: a promotion, or nothing at all
  std::string offer_name;
  std::string description;
  std::string message;
  std::string reason;
  RecommendationId recommendation;
  Row row;                             // what it is recommended for; of a promotion: its product
  std::string product_name;            // of the row's product
  std::vector<std::string> responses;  // those that can be given, in sequence
  std::vector<std::string> response_texts;  // the same as they are shown
  std::vector<NamedValue> payload;          // what comes back with the response
  std::string ineligible;  // why the customer cannot have it; empty: they can, or nobody looked
};

struct RecommendationRequest {
  RowSource rows;
  std::string_view language;  // empty: the account's
  std::string_view mode;      // of the row-set map; empty: Any
  Ineligible ineligible = Ineligible::left_out;
  // Narrows the rows, in the place of the service id; empty, or beside an asset: does not.
  std::string_view search_spec = {};
  DocumentId document = {};  // that is asked about, with the lines in `rows`; empty: the active one
  bool root_only = false;    // true: for roots only, whatever the configuration says
  bool skip_product_offers = false;
  bool skip_promotions = false;
};

// Messages of the source Product Recommendation by score, the highest first, then in the order of
// the rows; promotions after them; if there is nothing at all, the one message that says so. What
// the account's open documents change, and the document asked about, count as if they were done.
// A mistake in the configuration costs the offers, not the promotions; one in the request's own
// search specification is SEARCH_SPEC_INVALID.
tl::expected<std::vector<Message>, Problem> recommend(const Account::State& state,
                                                      const RecommendationRequest& request,
                                                      Instant now, const Catalogue& catalogue);

// How the offer is shown for one of the customer's rows.
// `recommendation` is one of the offer's; one without an id: none is known.
Message message_of(const ProductOffer& offer, const Recommendation& recommendation, const Row& row,
                   const Account::State& state, std::string_view language,
                   const Catalogue& catalogue);

// What the account's open documents would change, without the one of that id; empty: of all.
DocumentChanges open_changes(const Account::State& state, const DocumentId& without);
// The assets as the account's open documents would make them, with the lines and products of one
// more document. `replaced`: the open one whose content those lines are instead; empty: none.
ProjectedAssets projected_assets(const Account::State& state, const RowSource& source,
                                 const Catalogue& catalogue, const DocumentId& replaced = {});

// The promotions worth offering, best first: available, eligible, not owned; an upgrade of an owned
// one, or of whose required slots the assets fill enough (preferences matchPercentage, topNumber).
struct PromotionMatch {
  const Promotion* promotion = nullptr;
  std::uint32_t percent = 0;  // of its required slots that the assets fill
  bool upgrade = false;
};
std::vector<PromotionMatch> recommended_promotions(const Account::State& state,
                                                   const ProjectedAssets& assets, Instant now,
                                                   const Catalogue& catalogue);

}  // namespace proffer::domain
