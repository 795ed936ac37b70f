// Commands on offers and the catalogue, from their names and JSON bodies.
#pragma once

#include "actors/domain/catalogue/product_catalogue.hpp"
#include "actors/domain/product_offer/commands.hpp"
#include "events/problem.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace proffer::edge {

template <class Command>
using Read = tl::expected<Command, Problems>;

// `name` is the command's in words with hyphens: `add-action`. What an edit leaves out stays as it
// is in `present`. COMMAND_UNKNOWN (with a suggestion), and the codes of read_catalogue.
Read<domain::ProductOfferCommand> read_offer_command(std::string_view name, std::string_view body,
                                                     const domain::Editor& editor,
                                                     const domain::OfferDefinition& present);

// Everything of a new offer's header, and perhaps its id and message type. Organizations that are
// left out are its creator's one, if there is one.
Read<domain::CreateProductOffer> read_new_offer(std::string_view body, const std::string& by,
                                                const std::string& organization);

Read<domain::ProductCatalogue::Command> read_catalogue_command(std::string_view name,
                                                               std::string_view body,
                                                               const std::string& by);

}  // namespace proffer::edge
