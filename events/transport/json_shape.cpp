#include "events/transport/json_shape.hpp"

#include "events/transport/json_parts.hpp"
#include "events/transport/line_shape.hpp"
#include "events/transport/object_writer.hpp"
#include "events/transport/rfc3339.hpp"
#include "events/transport/spelling.hpp"

#include <fmt/format.h>

namespace proffer::transport {

namespace {

using boost::json::array;
using boost::json::object;

// A document that offers still change: orders wait to be submitted, quotes are open.
std::string_view first_status_of(DocumentKind kind) {
  return kind == DocumentKind::quote ? "Open" : "Pending";
}

}  // namespace

std::string_view name_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::order: return "order";
    case DocumentKind::quote: return "quote";
    case DocumentKind::unknown: return "";
  }
  return "";
}

std::string json_of(Money money) {
  // Unsigned, so that the smallest sum has a magnitude too.
  const bool negative = money.cents < 0;
  const auto cents = static_cast<std::uint64_t>(money.cents);
  const auto magnitude = negative ? ~cents + 1 : cents;
  return fmt::format("{}{}.{:02}", negative ? "-" : "", magnitude / 100, magnitude % 100);
}

std::string json_of(Micros micros) {
  const bool negative = micros.value < 0;
  const auto value = static_cast<std::uint64_t>(micros.value);
  const auto magnitude = negative ? ~value + 1 : value;
  return fmt::format("{}{}.{:06}", negative ? "-" : "", magnitude / 1'000'000,
                     magnitude % 1'000'000);
}

std::string json_of(Instant instant) { return format_rfc3339(instant); }

object json_of(std::span<const NamedValue> values) {
  object out;
  out.reserve(values.size());
  for (const auto& value : values) out[value.name] = value.value;
  return out;
}

object json_of(const Problem& problem) {
  object out;
  out["code"] = problem.code;
  out["text"] = problem.text;
  put_if(out, "offer", problem.offer);
  put_if(out, "response", problem.response);
  put_if(out, "action", problem.action);
  put_if(out, "field", problem.field);
  return out;
}

array json_of(const Problems& problems) {
  return array_of(problems, [](const Problem& problem) { return json_of(problem); });
}

object json_of(const Because& because) {
  object out;
  out.reserve(9);
  out["offerId"] = because.offer.value;
  out["release"] = because.release;
  out["response"] = because.response;
  out["actionId"] = because.action.value;
  out["action"] = because.action_name;
  out["type"] = name_of(because.type);
  out["code"] = name_of(because.code);
  out["rule"] = because.rule;
  out["inputs"] = json_of(because.inputs);
  return out;
}

object json_of(const SkippedAction& skipped) {
  object out;
  out["action"] = skipped.because.action_name;
  out["reason"] = skipped.reason;
  out["because"] = json_of(skipped.because);
  return out;
}

object json_of(const Line& line) {
  object out;
  out.reserve(18);
  out["id"] = line.id.value;
  out["sequence"] = line.sequence;
  put_if(out, "parent", line.parent.value);
  out["root"] = line.root.value;
  out["productId"] = line.product.value;
  out["product"] = line.product_name;
  out["action"] = name_of(line.action);
  put_if(out, "assetId", line.asset.value);
  put_if(out, "relationship", line.relationship);
  out["quantity"] = line.quantity;
  out["fields"] = json_of(line.fields);
  out["attributes"] = json_of(line.attributes);
  out["prior"] = json_of(line.prior);
  out["unitPrice"] = json_of(line.unit_price);
  out["netPrice"] = json_of(line.net_price);
  out["priceType"] = name_of(line.price_type);
  put_if(out, "promotion", line.promotion.name);
  put_if(out, "promotionId", line.promotion.promotion.value);
  put_if(out, "promotionInstanceId", line.promotion.instance.value);
  put_if(out, "promotionRuleId", line.promotion.rule.value);
  if (line.status != LineStatus::unknown) out["status"] = name_of(line.status);
  if (line.prior_promotion) out["priorPromotion"] = shaped(*line.prior_promotion);
  if (!line.upgrade.source.value.empty()) out["upgrade"] = shaped(line.upgrade);
  if (!line.membership.membership.value.empty()) out["membership"] = shaped(line.membership);
  if (line.penalty != Penalty{}) out["penalty"] = shaped(line.penalty);
  out["because"] = json_of(line.because);
  return out;
}

object json_of(const DocumentView& document) {
  object out;
  out.reserve(12);
  out["id"] = document.id.value;
  out["kind"] = name_of(document.kind);
  out["accountId"] = document.account.value;
  out["status"] = document.status.empty() ? first_status_of(document.kind) : document.status;
  out["priceList"] = document.price_list;
  out["currency"] = document.currency;
  out["created"] = json_of(document.created);
  out["changed"] = json_of(document.changed);
  out["revision"] = document.revision;
  out["totals"] =
      object{{"oneTime", json_of(document.one_time)}, {"recurring", json_of(document.recurring)}};
  array lines;
  lines.reserve(document.lines.size());
  for (const auto& line : document.lines) lines.emplace_back(json_of(line));
  out["lines"] = std::move(lines);
  return out;
}

}  // namespace proffer::transport
