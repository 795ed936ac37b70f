// An XML element as a thing with values: written, and read strictly. Both are driven by a
// `shape(Xml&, T&)` of each thing, found by its type, which names every attribute and child once.
#pragma once

#include "events/problem.hpp"
#include "events/transport/rfc3339.hpp"
#include "events/transport/spelling.hpp"

#include <pugixml.hpp>

#include <charconv>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace proffer::transport {

class XmlWriter {
 public:
  explicit XmlWriter(pugi::xml_node node) : node_(node) {}

  template <class T>
  void required(const char* name, const T& value) {
    node_.append_attribute(name).set_value(text_of(value).c_str());
  }
  // Left out when it is the usual one.
  template <class T>
  void value(const char* name, const T& value, const std::type_identity_t<T>& usual = {}) {
    if (value != usual) required(name, value);
  }
  template <class T>
  void list(const char* name, std::vector<T>& things) {
    for (T& thing : things) {
      XmlWriter writer(node_.append_child(name));
      shape(writer, thing);
    }
  }

 private:
  static const std::string& text_of(const std::string& value) { return value; }
  static std::string text_of(bool value) { return value ? "true" : "false"; }
  template <std::integral T>
  static std::string text_of(T value) {
    return std::to_string(value);
  }
  template <class E>
  requires std::is_enum_v<E>
  static std::string text_of(E value) { return std::string(name_of(value)); }
  static std::string text_of(const std::optional<Instant>& value) { return format_rfc3339(*value); }

  pugi::xml_node node_;
};

// What is wrong with a document, each with line and column (from 1, in bytes).
class XmlFaults {
 public:
  XmlFaults(std::string_view xml, std::string code, std::size_t problems_max)
      : xml_(xml), code_(std::move(code)), problems_max_(problems_max) {}

  void add(std::size_t offset, const std::string& what, std::string attribute = {});
  // At the beginning of what the parser made the node of.
  void add(const pugi::xml_node& node, const std::string& what, std::string attribute = {});

  Problems list;  // `field` is the attribute

 private:
  std::string_view xml_;
  std::string code_;
  std::size_t problems_max_;
};

// The document's only element, which has that name. Empty: the faults say why there is none. The
// parser expands the five predefined entities and character references, nothing else; a DOCTYPE is
// a fault.
pugi::xml_node only_element(std::string_view xml, const char* name, pugi::xml_document& document,
                            XmlFaults& faults);

class XmlReader {
 public:
  XmlReader(pugi::xml_node node, XmlFaults& faults) : node_(node), faults_(faults) {}

  template <class T>
  void required(const char* name, T& value) {
    if (!node_.attribute(name)) complain("needs the attribute " + std::string(name), name);
    this->value(name, value);
  }
  // What is not there leaves the value as it is.
  template <class T>
  void value(const char* name, T& value, const std::type_identity_t<T>& = {}) {
    attributes_.emplace_back(name);
    const pugi::xml_attribute attribute = node_.attribute(name);
    if (!attribute) return;
    const std::string wanted = take(attribute.value(), value);
    if (!wanted.empty()) refuse(name, wanted);
  }
  template <class T>
  void list(const char* name, std::vector<T>& things) {
    elements_.emplace_back(name);
    for (const pugi::xml_node& child : node_.children(name)) {
      XmlReader reader(child, faults_);
      shape(reader, things.emplace_back());
      reader.finish();
    }
  }
  // The attribute's value is not what it has to be.
  void refuse(const char* attribute, const std::string& wanted);
  // Complains of what nobody has asked for.
  void finish();

 private:
  void complain(const std::string& what, std::string attribute);

  // Each takes the value from its text and says what it has to be, if it is not.
  static std::string take(std::string_view text, std::string& value);
  static std::string take(std::string_view text, bool& value);
  static std::string take(std::string_view text, std::optional<Instant>& value);
  template <std::integral T>
  static std::string take(std::string_view text, T& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc{} && end == text.data() + text.size();
    return whole ? std::string{} : "a whole number";
  }
  template <class E>
  requires std::is_enum_v<E>
  static std::string take(std::string_view text, E& value) {
    value = named<E>(text);
    if (value != E{}) return {};
    std::string wanted = "one of";
    for (const std::string_view spelling : spellings<E>()) wanted.append(" ").append(spelling);
    return wanted;
  }

  pugi::xml_node node_;
  XmlFaults& faults_;
  std::vector<std::string_view> attributes_;
  std::vector<std::string_view> elements_;
};

}  // namespace proffer::transport
