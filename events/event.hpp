// Every event there is, by category. The alternatives' order means nothing: bytes carry the type's
// name. Frequent ones come first, since reading compares the names one after another.
#pragma once

#include "events/account.hpp"
#include "events/catalogue.hpp"
#include "events/command.hpp"
#include "events/configuration.hpp"
#include "events/document.hpp"
#include "events/membership.hpp"
#include "events/messaging.hpp"
#include "events/product_offer_events.hpp"
#include "events/promotion.hpp"
#include "events/request.hpp"
#include "events/shard.hpp"
#include "events/workflow.hpp"
#include "events/workspace_project.hpp"

#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

namespace proffer {

namespace detail {
using AnyEvent = std::variant<
    OfferResponseLogged, LineAdded, LineChanged, DocumentPriced, DocumentCreated, WorkflowStarted,
    WorkflowAdvanced, WorkflowCompleted, ActiveDocumentSet, OfferApplicationFailed, LineRemoved,
    AssetInstalled, AssetUpdated, AssetDisconnected, AccountDefined, CommandRefused,
    CommandRepeated, ShardProgress, ShardCreated, InputRegistered, DeadLettered, CommandForwarded,
    PrepaidBalanceSet, ActiveDocumentCleared, OfferResponseWaiting, DocumentClosed, ActivityCreated,
    WorkItemRequested, OffersApplied, OrderSubmitted, DocumentCancelled, QuoteAccepted,
    NamedParameterRequested, WorkflowFailed, ProductDefined, ProductLineDefined, PromotionDefined,
    ChargePlanDefined, MessageTypeDefined, MatrixDefined, SystemPreferenceSet,
    ChannelExceptionHandlingSet, WorkflowRegistered, VariableMapLocked, VariableMapChanged,
    VariableMapReleased, VariableMapCacheRefreshed, ProductOfferDefined, ProductOfferCreated,
    OfferHeaderChanged, OfferMessageTypeChanged, RecommendationMessageTypeUpdated, WorkSpaceLocked,
    WorkSpaceUnlocked, VersionWindowSet, OfferVersionReleased, OfferCacheRefreshed, ResponseAdded,
    ResponseChanged, ResponseRemoved, ActionAdded, ActionChanged, ActionRemoved,
    WorkflowParameterSet, WorkflowParameterRemoved, DomainValueAdded, DomainValueChanged,
    DomainValueRemoved, RecommendationAdded, RecommendationChanged, RecommendationRemoved,
    RecommendationTranslated, OfferMessageTranslated, EligibilityRuleAdded, EligibilityRuleChanged,
    CompatibilityRuleAdded, CompatibilityRuleChanged, RuleRemoved, OfferImported,
    NamedParameterChosen, NamedParameterCancelled, WorkflowContinued, ProjectCreated, ContentAdded,
    ContentRemoved, ContentsExported, OfferImportDecided, ContentsImported, ImportRejected,
    OfferReleaseDecided, ProjectReleased, QuestionAnswered, OrderCompleted, PromotionUpgraded,
    PromotionDisconnected, PenaltyAdded, PromotionGroupDefined, PromotionGroupCreated,
    MembershipAssociated, MembershipTransferred, MembershipDisconnected,
    MembershipHandlingCompleted, PromotionApplied, PromotionModified, ActivityCompleted,
    QuoteExpired, LineFieldRegistered, OrganizationRegistered>;

template <class E, class Variant>
inline constexpr bool is_alternative = false;
template <class E, class... Alternatives>
inline constexpr bool is_alternative<E, std::variant<Alternatives...>> =
    (std::is_same_v<E, Alternatives> || ...);
template <class E>
inline constexpr bool is_any_event = is_alternative<E, AnyEvent>;
}  // namespace detail

// One of them, visited like the variant it is. Copied, moved and destroyed out of line: the
// compiler would otherwise write all of that anew in every file that handles an event.
class Event : public detail::AnyEvent {
 public:
  using Alternatives = detail::AnyEvent;

  Event() noexcept;
  Event(const Event& other);
  Event(Event&& other) noexcept;
  Event& operator=(const Event& other);
  Event& operator=(Event&& other) noexcept;
  ~Event();

  // By the type's name: for each type the variant's own would weigh every alternative against the
  // others, which is a third of the compile time of a file that makes events.
  template <class E>
  requires(detail::is_any_event<std::remove_cvref_t<E>>) Event(E&& event)
  noexcept : Alternatives(std::in_place_type<std::remove_cvref_t<E>>, std::forward<E>(event)) {}
  template <std::size_t index>
  explicit Event(std::in_place_index_t<index> at) noexcept : Alternatives(at) {}
};
bool operator==(const Event& a, const Event& b);

}  // namespace proffer
