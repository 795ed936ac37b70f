// What the action codes have in common: lines that are added whole, values that are set, and the
// ways to say that there is nothing to do.
#pragma once

#include "actors/domain/document/application.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace proffer::domain {

// An action does what it can, is skipped, or has a problem, which ends the whole request.
using Done = tl::expected<void, Problem>;
using NewLine = tl::expected<LineIndex, Problem>;

// Whether the action has no use for a second instance.
bool once_only(const OfferAction& action);

// A problem when the document is longer than its limit.
Done check_room(const Application& app, std::size_t action);

// Adds the product with its relationships' defaults, recursively.
NewLine add_whole(Application& app, std::size_t action, const Product& product, LineIndex parent,
                  std::string_view relationship, Because because);
// The relationships' defaults alone, below a line that is there.
Done add_defaults(Application& app, std::size_t action, LineIndex parent, const Product& product);

Problem not_owned(const Application& app, std::size_t action, const Product& product);
// Nothing there to delete or to update: skipped or a problem, as the action says.
Done missing(Application& app, std::size_t action, const Product& product);

// Sets the action's field or attribute on the line.
Done update_line(Application& app, std::size_t action, LineIndex line);

// Upgrade of a product: the old tree is deleted, the new one takes over what fits there.
Done upgrade_product(Application& app, std::size_t action, LineIndex target);

}  // namespace proffer::domain
