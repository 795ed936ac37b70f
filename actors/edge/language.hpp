// The language that a request's texts are shown in. Not for use outside the edge.
#pragma once

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/edge/exchange.hpp"
#include "events/document.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace proffer::edge {

// What the request asks for: what its body said, its parameter `language`, or the first language of
// Accept-Language that texts can be translated into; empty: nothing.
std::string asked_language(const HttpRequest& request, std::string_view said = {});

// What was asked for, else the account's language; empty: neither says.
std::string language_for(const Shared& shared, std::string asked, const AccountId& account);

// What the offer says since its release, its texts in the language; without what is inactive.
boost::json::object shown_offer(const domain::ReleasedOffer& released, std::string_view language);

// The lines, or one of them, with the names of their products and promotions in the language.
void translate(Line& line, const domain::Catalogue& catalogue, std::string_view language);
void translate(std::vector<Line>& lines, const domain::Catalogue& catalogue,
               std::string_view language);

}  // namespace proffer::edge
