// The values events are made of. They know nothing of bytes: every struct lists its fields once, in
// a `serialize` that the codec drives to write, read, print and make samples.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace proffer {

// An opaque identifier; two kinds never mix. Compared exactly.
template <class Tag>
struct Id {
  std::string value;
  auto operator<=>(const Id&) const = default;
};
template <class Archive, class Tag>
void serialize(Archive& archive, Id<Tag>& id) {
  archive(id.value);
}

using AccountId = Id<struct AccountTag>;
using ProductId = Id<struct ProductTag>;
using ProductLineId = Id<struct ProductLineTag>;
using OfferId = Id<struct OfferTag>;
using ActionId = Id<struct ActionTag>;
using RecommendationId = Id<struct RecommendationTag>;
using PromotionInstanceId =
    Id<struct PromotionInstanceTag>;  // one application of a promotion to one account
using ActivityId = Id<struct ActivityTag>;
using WorkflowId = Id<struct WorkflowTag>;  // an instance: `<account id>-W<n>`
using ProjectId = Id<struct ProjectTag>;
using AssetId = Id<struct AssetTag>;
using DocumentId =
    Id<struct DocumentTag>;         // an order or a quote: `<account id>-O<n>`, `<account id>-Q<n>`
using LineId = Id<struct LineTag>;  // the line's integration id, unique in its document

// A sum in hundredths of the account's currency.
struct Money {
  std::int64_t cents = 0;
  auto operator<=>(const Money&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Money& money) {
  archive(money.cents);
}

// The same before it is rounded: millionths of the currency, 10 000 of them in a hundredth.
struct Micros {
  std::int64_t value = 0;
  auto operator<=>(const Micros&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Micros& micros) {
  archive(micros.value);
}

// Milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};
template <class Archive>
void serialize(Archive& archive, Instant& instant) {
  archive(instant.ms);
}

// Bytes that are not ours to read: a record's key, value or header. Up to 4 GiB in the stored form,
// where `std::string` (text) is limited to 65 535 bytes.
struct Bytes {
  std::string value;
  auto operator<=>(const Bytes&) const = default;
};

// A JSON text on one line, written by us. Up to 4 GiB in the stored form; printed as it is.
struct Json {
  std::string value;
  auto operator<=>(const Json&) const = default;
};

// A field with its name. Binary archives write the value alone; the text archive prints
// `name=value`.
template <class T>
struct Field {
  std::string_view name;
  T& value;
};
template <class T>
Field<T> field(std::string_view name, T& value) {
  return {name, value};
}

// A name with its value: a typed field (`Discount Amount`) or an attribute of a line or asset.
struct NamedValue {
  std::string name;
  std::string value;
  auto operator<=>(const NamedValue&) const = default;
};
template <class Archive>
void serialize(Archive& archive, NamedValue& v) {
  archive(field("name", v.name), field("value", v.value));
}

}  // namespace proffer
