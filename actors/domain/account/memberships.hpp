// Promotion groups of an account and who is a member, as an operator sets them.
#pragma once

#include "actors/domain/account/account.hpp"
#include "actors/domain/catalogue/catalogue.hpp"

#include <tl/expected.hpp>

namespace proffer::domain {

Decision<AccountEvent> create_promotion_group(const Account::State& state,
                                              const Account::CreatePromotionGroup& command,
                                              const Context& context);
Decision<AccountEvent> associate_membership(const Account::State& state,
                                            const Account::AssociateMembership& command,
                                            const Context& context);
Decision<AccountEvent> transfer_membership(const Account::State& state,
                                           const Account::TransferMembership& command,
                                           const Context& context);
Decision<AccountEvent> disconnect_membership(const Account::State& state,
                                             const Account::DisconnectMembership& command,
                                             const Context& context);

// What it would cost now to upgrade the promotion to another, or, without one, to disconnect it,
// and what would become of its memberships. Nothing is written. Problems: those of the order
// itself.
struct PenaltyPreview {
  Penalty penalty;
  std::vector<MembershipId> transferred;
  std::vector<MembershipId> disconnected;
};
tl::expected<PenaltyPreview, Problem> preview_penalty(const Account::State& state,
                                                      const AssetId& promotion,
                                                      const ProductId& target,
                                                      const Context& context);

}  // namespace proffer::domain
