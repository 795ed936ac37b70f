#include "events/transport/spelling.hpp"

#include <algorithm>
#include <array>
#include <string>

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

static_assert(static_cast<int>(ActionType::run_process) == names<ActionType>.size());
static_assert(static_cast<int>(ActionCode::workflow) == names<ActionCode>.size());
static_assert(static_cast<int>(ResponseKind::other) == names<ResponseKind>.size());
static_assert(static_cast<int>(NamedParameter::field_value) == names<NamedParameter>.size());
static_assert(static_cast<int>(EligibilityType::unavailable) == names<EligibilityType>.size());
static_assert(static_cast<int>(CompatibilityType::excludes) == names<CompatibilityType>.size());
static_assert(static_cast<int>(SideKind::product_class) == names<SideKind>.size());
static_assert(static_cast<int>(LineAction::delete_) == names<LineAction>.size());
static_assert(static_cast<int>(LineStatus::complete) == names<LineStatus>.size());
static_assert(static_cast<int>(ProductKind::penalty) == names<ProductKind>.size());
static_assert(static_cast<int>(PriceType::recurring) == names<PriceType>.size());
static_assert(static_cast<int>(AttributeType::enumeration) == names<AttributeType>.size());
static_assert(static_cast<int>(AssetStatus::suspended) == names<AssetStatus>.size());

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
template std::string_view name_of(SideKind);
template std::string_view name_of(LineAction);
template std::string_view name_of(LineStatus);
template std::string_view name_of(ProductKind);
template std::string_view name_of(PriceType);
template std::string_view name_of(AttributeType);
template std::string_view name_of(AssetStatus);
template ActionType named(std::string_view);
template ActionCode named(std::string_view);
template ResponseKind named(std::string_view);
template NamedParameter named(std::string_view);
template EligibilityType named(std::string_view);
template CompatibilityType named(std::string_view);
template SideKind named(std::string_view);
template LineAction named(std::string_view);
template LineStatus named(std::string_view);
template ProductKind named(std::string_view);
template PriceType named(std::string_view);
template AttributeType named(std::string_view);
template AssetStatus named(std::string_view);
template std::span<const std::string_view> spellings<ActionType>();
template std::span<const std::string_view> spellings<ActionCode>();
template std::span<const std::string_view> spellings<ResponseKind>();
template std::span<const std::string_view> spellings<NamedParameter>();
template std::span<const std::string_view> spellings<EligibilityType>();
template std::span<const std::string_view> spellings<CompatibilityType>();
template std::span<const std::string_view> spellings<SideKind>();
template std::span<const std::string_view> spellings<LineAction>();
template std::span<const std::string_view> spellings<LineStatus>();
template std::span<const std::string_view> spellings<ProductKind>();
template std::span<const std::string_view> spellings<PriceType>();
template std::span<const std::string_view> spellings<AttributeType>();
template std::span<const std::string_view> spellings<AssetStatus>();

}  // namespace proffer::transport
