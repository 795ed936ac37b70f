// A promotion ends: upgraded to another one, or disconnected.
#pragma once

#include "actors/domain/document/promotions.hpp"

#include <string>
#include <vector>

namespace proffer::domain {

// One application of a promotion that ends, and what takes its place.
struct Ending {
  PromotionInstanceId instance;
  ProductId promotion;
  AssetId asset;                      // that stands for it; empty: this document adds it
  const Promotion* target = nullptr;  // nullptr: nothing takes its place
  PromotionInstanceId to;
};
// PROM_INSTANCE_UNKNOWN when the line does not say which application it is.
tl::expected<Ending, Problem> ending_of(const Application& app, std::size_t action, LineIndex line);

// Lines for its memberships: to the target, or ended.
Done handle_memberships(Application& app, std::size_t action, const Ending& ending);

// The promotion leaves one of its roots alone, or takes it along, as its slot and the product say.
// Whether it stays.
tl::expected<bool, Problem> release_root(Application& app, std::size_t action, const Ending& ending,
                                         const Component& component);

// The penalty lines of the document: one for each promotion of which a commitment ends early, after
// all other lines. PENALTY_PRODUCT_MISSING.
Done settle_penalties(const Account::State& account, Instant now, WorkingDocument& document);

// What the document does to promotions, to be told beside its lines. `all`: also what it did when
// it was last saved.
void tell_promotions(const WorkingDocument& document, const DocumentId& id, bool all,
                     std::vector<AccountEvent>& events);

}  // namespace proffer::domain
