#include "events/transport/spelling.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>

namespace proffer::transport {

namespace {

// The names of 1, 2, 3 …, the numbers that the enumerators have.
template <class E>
constexpr std::array<std::string_view, 0> names{};
template <>
constexpr std::array<std::string_view, 4> names<ActionType> = {"New", "Modify", "Upgrade",
                                                               "RunProcess"};
template <>
constexpr std::array<std::string_view, 6> names<ActionCode> = {"Add",     "Update",  "Delete",
                                                               "Replace", "Upgrade", "Workflow"};
template <>
constexpr std::array<std::string_view, 3> names<ResponseKind> = {"Accept", "Reject", "Other"};
template <>
constexpr std::array<std::string_view, 5> names<NamedParameter> = {
    "BaseProduct", "ComponentProduct", "UpgradeProduct", "AttributeValue", "FieldValue"};
template <>
constexpr std::array<std::string_view, 2> names<EligibilityType> = {"Available", "Unavailable"};
template <>
constexpr std::array<std::string_view, 2> names<CompatibilityType> = {"Requires", "Excludes"};
template <>
constexpr std::array<std::string_view, 1> names<RuleScope> = {"ProjectedAssets"};
template <>
constexpr std::array<std::string_view, 4> names<SideKind> = {"Product", "ProductOffer",
                                                             "ProductLine", "ProductClass"};
template <>
constexpr std::array<std::string_view, 4> names<LineAction> = {"-", "Add", "Update", "Delete"};
template <>
constexpr std::array<std::string_view, 3> names<LineStatus> = {"Pending", "Open", "Complete"};
template <>
constexpr std::array<std::string_view, 6> names<ProductKind> = {
    "Simple", "Customizable", "Promotion", "PromotionGroup", "PromotionGroupMembership", "Penalty"};
template <>
constexpr std::array<std::string_view, 2> names<PriceType> = {"OneTime", "Recurring"};
template <>
constexpr std::array<std::string_view, 5> names<AttributeType> = {"Text", "Number", "Boolean",
                                                                  "Date", "Enum"};
template <>
constexpr std::array<std::string_view, 3> names<AssetStatus> = {"Active", "Inactive", "Suspended"};
template <>
constexpr std::array<std::string_view, 2> names<DisplayMode> = {"Active", "Passive"};
template <>
constexpr std::array<std::string_view, 2> names<PromotionType> = {"Bundled", "Coupon"};
template <>
constexpr std::array<std::string_view, 3> names<PromotionInstances> = {"OnePerCustomer",
                                                                       "OnePerOrder", "NoLimit"};
template <>
constexpr std::array<std::string_view, 2> names<OnDisconnect> = {"Retain", "Disconnect"};
template <>
constexpr std::array<std::string_view, 3> names<CommitmentStart> = {"OriginalStart", "Now",
                                                                    "OriginalEnd"};
template <>
constexpr std::array<std::string_view, 3> names<CommitmentDuration> = {"Original", "New",
                                                                       "Remaining"};
template <>
constexpr std::array<std::string_view, 3> names<DurationUnit> = {"Day", "Month", "Year"};
template <>
constexpr std::array<std::string_view, 2> names<MatrixType> = {"Eligibility", "Compatibility"};
template <>
constexpr std::array<std::string_view, 3> names<ExceptionHandler> = {"ShowError", "CreateActivity",
                                                                     "CreateWorkItem"};
template <>
constexpr std::array<std::string_view, 3> names<WorkflowPhase> = {"PreOrder", "PostOrder", "Any"};

static_assert(static_cast<int>(ActionType::run_process) == names<ActionType>.size());
static_assert(static_cast<int>(ActionCode::workflow) == names<ActionCode>.size());
static_assert(static_cast<int>(ResponseKind::other) == names<ResponseKind>.size());
static_assert(static_cast<int>(NamedParameter::field_value) == names<NamedParameter>.size());
static_assert(static_cast<int>(EligibilityType::unavailable) == names<EligibilityType>.size());
static_assert(static_cast<int>(CompatibilityType::excludes) == names<CompatibilityType>.size());
static_assert(static_cast<int>(RuleScope::projected_assets) == names<RuleScope>.size());
static_assert(static_cast<int>(SideKind::product_class) == names<SideKind>.size());
static_assert(static_cast<int>(LineAction::delete_) == names<LineAction>.size());
static_assert(static_cast<int>(LineStatus::complete) == names<LineStatus>.size());
static_assert(static_cast<int>(ProductKind::penalty) == names<ProductKind>.size());
static_assert(static_cast<int>(PriceType::recurring) == names<PriceType>.size());
static_assert(static_cast<int>(AttributeType::enumeration) == names<AttributeType>.size());
static_assert(static_cast<int>(AssetStatus::suspended) == names<AssetStatus>.size());

static_assert(static_cast<int>(DisplayMode::passive) == names<DisplayMode>.size());
static_assert(static_cast<int>(PromotionType::coupon) == names<PromotionType>.size());
static_assert(static_cast<int>(PromotionInstances::no_limit) == names<PromotionInstances>.size());
static_assert(static_cast<int>(OnDisconnect::disconnect) == names<OnDisconnect>.size());
static_assert(static_cast<int>(CommitmentStart::original_end) == names<CommitmentStart>.size());
static_assert(static_cast<int>(CommitmentDuration::remaining) == names<CommitmentDuration>.size());
static_assert(static_cast<int>(DurationUnit::year) == names<DurationUnit>.size());
static_assert(static_cast<int>(MatrixType::compatibility) == names<MatrixType>.size());
static_assert(static_cast<int>(ExceptionHandler::create_work_item) ==
              names<ExceptionHandler>.size());
static_assert(static_cast<int>(WorkflowPhase::any) == names<WorkflowPhase>.size());

}  // namespace

template <class E>
std::string_view name_of(E value) {
  const auto number = static_cast<std::size_t>(value);
  return number >= 1 && number <= names<E>.size() ? names<E>[number - 1] : std::string_view{};
}

template <class E>
E named(std::string_view name) {
  std::string spelled{name};
  std::erase(spelled, ' ');
  if constexpr (std::is_same_v<E, NamedParameter>) {
    if (spelled == "DomainValue") return NamedParameter::attribute_value;  // its other name
  }
  const auto found = std::find(names<E>.begin(), names<E>.end(), spelled);
  if (found == names<E>.end()) return E{};
  return static_cast<E>(found - names<E>.begin() + 1);
}

template <class E>
std::span<const std::string_view> spellings() {
  return names<E>;
}

template std::string_view name_of(ActionType);
template std::string_view name_of(ActionCode);
template std::string_view name_of(ResponseKind);
template std::string_view name_of(NamedParameter);
template std::string_view name_of(EligibilityType);
template std::string_view name_of(CompatibilityType);
template std::string_view name_of(RuleScope);
template std::string_view name_of(SideKind);
template std::string_view name_of(LineAction);
template std::string_view name_of(LineStatus);
template std::string_view name_of(ProductKind);
template std::string_view name_of(PriceType);
template std::string_view name_of(AttributeType);
template std::string_view name_of(AssetStatus);
template std::string_view name_of(DisplayMode);
template std::string_view name_of(PromotionType);
template std::string_view name_of(PromotionInstances);
template std::string_view name_of(OnDisconnect);
template std::string_view name_of(CommitmentStart);
template std::string_view name_of(CommitmentDuration);
template std::string_view name_of(DurationUnit);
template std::string_view name_of(MatrixType);
template std::string_view name_of(ExceptionHandler);
template std::string_view name_of(WorkflowPhase);
template ActionType named(std::string_view);
template ActionCode named(std::string_view);
template ResponseKind named(std::string_view);
template NamedParameter named(std::string_view);
template EligibilityType named(std::string_view);
template CompatibilityType named(std::string_view);
template RuleScope named(std::string_view);
template SideKind named(std::string_view);
template LineAction named(std::string_view);
template LineStatus named(std::string_view);
template ProductKind named(std::string_view);
template PriceType named(std::string_view);
template AttributeType named(std::string_view);
template AssetStatus named(std::string_view);
template DisplayMode named(std::string_view);
template PromotionType named(std::string_view);
template PromotionInstances named(std::string_view);
template OnDisconnect named(std::string_view);
template CommitmentStart named(std::string_view);
template CommitmentDuration named(std::string_view);
template DurationUnit named(std::string_view);
template MatrixType named(std::string_view);
template ExceptionHandler named(std::string_view);
template WorkflowPhase named(std::string_view);
template std::span<const std::string_view> spellings<ActionType>();
template std::span<const std::string_view> spellings<ActionCode>();
template std::span<const std::string_view> spellings<ResponseKind>();
template std::span<const std::string_view> spellings<NamedParameter>();
template std::span<const std::string_view> spellings<EligibilityType>();
template std::span<const std::string_view> spellings<CompatibilityType>();
template std::span<const std::string_view> spellings<RuleScope>();
template std::span<const std::string_view> spellings<SideKind>();
template std::span<const std::string_view> spellings<LineAction>();
template std::span<const std::string_view> spellings<LineStatus>();
template std::span<const std::string_view> spellings<ProductKind>();
template std::span<const std::string_view> spellings<PriceType>();
template std::span<const std::string_view> spellings<AttributeType>();
template std::span<const std::string_view> spellings<AssetStatus>();
template std::span<const std::string_view> spellings<DisplayMode>();
template std::span<const std::string_view> spellings<PromotionType>();
template std::span<const std::string_view> spellings<PromotionInstances>();
template std::span<const std::string_view> spellings<OnDisconnect>();
template std::span<const std::string_view> spellings<CommitmentStart>();
template std::span<const std::string_view> spellings<CommitmentDuration>();
template std::span<const std::string_view> spellings<DurationUnit>();
template std::span<const std::string_view> spellings<MatrixType>();
template std::span<const std::string_view> spellings<ExceptionHandler>();
template std::span<const std::string_view> spellings<WorkflowPhase>();

}  // namespace proffer::transport
