#include "actors/domain/document/effects.hpp"

#include "actors/domain/catalogue/structure.hpp"
#include "actors/domain/catalogue/typed_values.hpp"

#include <string>
#include <utility>

namespace proffer::domain {
namespace {

struct Change {
  std::string_view name;
  std::string_view value;
  bool is_field;  // or an attribute

  bool is_quantity() const { return is_field && line_field(name) == LineField::quantity; }
  bool means(std::string_view other) const {
    if (other == value) return true;
    const auto built_in = is_field ? line_field(name) : std::nullopt;
    return built_in.has_value() && same_value(*built_in, other, value);
  }
};

std::string present_value(const Line& line, const Change& change) {
  if (change.is_quantity()) return std::to_string(line.quantity);
  const std::string* value = value_of(change.is_field ? line.fields : line.attributes, change.name);
  return value == nullptr ? std::string{} : *value;
}

void set(Line& line, const Change& change) {
  if (change.is_quantity()) {
    line.quantity = *parse_quantity(change.value);
  } else {
    set_value(change.is_field ? line.fields : line.attributes, change.name, change.value);
  }
}

}  // namespace

bool once_only(const OfferAction& action) {
  return action.skip_if_owned || !action.allow_multiple_instance;
}

Done check_room(const Application& app, std::size_t action) {
  if (app.document.lines_ever() <= app.context.limits.document_lines_max) return {};
  return tl::unexpected(app.problem(action, "DOCUMENT_FULL",
                                    "The document would have more than " +
                                        std::to_string(app.context.limits.document_lines_max) +
                                        " lines; complete it before adding more."));
}

Done add_defaults(Application& app, std::size_t action, LineIndex parent, const Product& product) {
  for (const Relationship& relationship : product.relationships) {
    if (relationship.default_product.value.empty()) continue;
    const Product* preset = app.document.catalogue().product(relationship.default_product);
    if (preset == nullptr) continue;
    for (std::uint32_t n = 0; n < relationship.default_quantity; ++n) {
      const LineIndex line = app.document.add(
          *preset, parent, relationship.name,
          app.because(action, "relationship default",
                      {{"relationship", relationship.name},
                       {"quantity", std::to_string(relationship.default_quantity)}}));
      if (auto room = check_room(app, action); !room) return room;
      if (auto done = add_defaults(app, action, line, *preset); !done) return done;
    }
  }
  return {};
}

// Adds the product with its relationships' defaults, recursively.
NewLine add_whole(Application& app, std::size_t action, const Product& product, LineIndex parent,
                  std::string_view relationship, Because because) {
  const LineIndex line = app.document.add(product, parent, relationship, std::move(because));
  if (auto room = check_room(app, action); !room) return tl::unexpected(std::move(room.error()));
  if (auto done = add_defaults(app, action, line, product); !done) {
    return tl::unexpected(std::move(done.error()));
  }
  return line;
}

Problem not_owned(const Application& app, std::size_t action, const Product& product) {
  return app.problem(action, "ASSET_NOT_FOUND_FOR_PRODUCT",
                     "The account has no " + in_quotes(product.name) +
                         " that this response could change; offer it to its owners only.",
                     &product == app.actions[action].base ? "baseProduct" : "componentProduct");
}

Done missing(Application& app, std::size_t action, const Product& product) {
  if (!app.actions[action].action->skip_if_not_owned) {
    return tl::unexpected(not_owned(app, action, product));
  }
  app.skip(action, "NotOwned", "nothing to change", {{"product", product.id.value}});
  return {};
}

Done update_line(Application& app, std::size_t action, LineIndex index) {
  const PreparedAction& a = app.actions[action];
  const bool is_field = !a.field_name.empty();
  const Change change{is_field ? a.field_name : a.attribute_name,
                      is_field ? a.field_value : a.attribute_value, is_field};
  const std::string before = present_value(app.document[index].edit(), change);
  app.touched[action] = index;
  if (change.means(before)) {
    app.skip(action, "Unchanged", "value is set already",
             {{"name", std::string(change.name)}, {"value", before}});
    return {};
  }
  if (app.document[index].action() == LineAction::add) {
    // It stays there because of the action that added it; this one had its say after it.
    Line& added = app.document.touch(index);
    set(added, change);
    added.because.inputs.push_back(
        {"then " + a.action->name, std::string(change.name) + " = " + std::string(change.value)});
    return {};
  }
  Line& line = app.document.touch(
      index, app.because(action, is_field ? "field updated" : "attribute updated",
                         {{"name", std::string(change.name)},
                          {"before", before},
                          {"value", std::string(change.value)}}));
  set(line, change);
  line.action = LineAction::update;
  const std::string* prior = value_of(line.prior, change.name);
  if (prior == nullptr) {
    set_value(line.prior, change.name, before);
  } else if (change.means(*prior)) {
    set(line, {change.name, *prior, is_field});  // as it was spelled
    std::erase_if(line.prior, [&](const NamedValue& value) { return value.name == change.name; });
    if (line.prior.empty() && app.document.is_as_owned(index)) line.action = LineAction::none;
  }
  return {};
}

}  // namespace proffer::domain
