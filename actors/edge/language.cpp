#include "actors/edge/language.hpp"

#include "actors/domain/catalogue/languages.hpp"
#include "actors/domain/catalogue/translated.hpp"
#include "events/line_names.hpp"
#include "events/transport/json_parts.hpp"
#include "events/transport/json_shape.hpp"

#include <algorithm>
#include <charconv>

namespace proffer::edge {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// RFC 9110, 12.4.2: 1 unless it is said; what is malformed counts as nothing.
double weight_of(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return 1;
  double weight = 0;
  parameters.remove_prefix(at + 2);
  std::from_chars(parameters.data(), parameters.data() + parameters.size(), weight);
  return weight;
}

// RFC 9110, 12.5.4. The first of those that are wanted most, of the languages there are.
std::string_view accepted(std::string_view header) {
  std::string_view best;
  double most = 0;
  while (!header.empty()) {
    const auto item = header.substr(0, header.find(','));
    header.remove_prefix(std::min(item.size() + 1, header.size()));
    const auto tag = item.substr(0, item.find(';'));
    const auto language = domain::language_of_tag(trimmed(tag));
    const double weight = weight_of(item.substr(tag.size()));
    if (language.empty() || weight <= most) continue;
    best = language;
    most = weight;
  }
  return best;
}

}  // namespace

std::string asked_language(const HttpRequest& request, std::string_view said) {
  if (!said.empty()) return std::string(said);
  if (auto parameter = request.parameter("language"); parameter && !parameter->empty()) {
    return *std::move(parameter);
  }
  return std::string(accepted(request.header("Accept-Language")));
}

std::string language_for(const Shared& shared, std::string asked, const AccountId& account) {
  if (!asked.empty()) return asked;
  const auto profile = shared.parts.accounts.profile(account);
  return profile && *profile ? (*profile)->language : std::string{};
}

boost::json::object shown_offer(const domain::ReleasedOffer& released, std::string_view language) {
  ProductOffer shown = released.offer;
  const auto inactive = [](const auto& each) { return each.inactive; };
  std::erase_if(shown.responses, inactive);
  for (OfferResponse& response : shown.responses) std::erase_if(response.actions, inactive);
  auto body = transport::json_of(shown);
  transport::put_if(body, "description", domain::description_in(language, released.offer));
  transport::put_if(body, "message", domain::message_in(language, released.offer));
  body["release"] = released.release;
  return body;
}

void translate(Line& line, const domain::Catalogue& catalogue, std::string_view language) {
  if (language.empty()) return;
  each_name(line, [&](const ProductId& product, std::string& name) {
    name = domain::product_name_in(language, catalogue, product, name);
  });
}

void translate(std::vector<Line>& lines, const domain::Catalogue& catalogue,
               std::string_view language) {
  for (Line& line : lines) translate(line, catalogue, language);
}

}  // namespace proffer::edge
