#include "events/transport/xml_element.hpp"

#include <simdjson.h>

#include <algorithm>

namespace proffer::transport {
namespace {

constexpr std::size_t xml_text_bytes_max = 65'535;  // what an event can hold

bool is_in(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

bool is_utf8(std::string encoding) {
  for (char& c : encoding) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return encoding.empty() || encoding == "UTF-8";
}

}  // namespace

void XmlFaults::add(std::size_t offset, const std::string& what, std::string attribute) {
  if (list.size() >= problems_max_) return;
  const std::string_view before = xml_.substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t newline = before.rfind('\n');
  const std::size_t column = 1 + (newline == before.npos ? offset : offset - newline - 1);
  Problem& problem = list.emplace_back();
  problem.code = code_;
  problem.text =
      "Line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what + ".";
  problem.field = std::move(attribute);
}

void XmlFaults::add(const pugi::xml_node& node, const std::string& what, std::string attribute) {
  const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
  // An element is found at its name, after the bracket.
  const bool named = node.type() == pugi::node_element && offset > 0;
  add(named ? offset - 1 : offset, what, std::move(attribute));
}

pugi::xml_node only_element(std::string_view xml, const char* name, pugi::xml_document& document,
                            XmlFaults& faults) {
  if (!simdjson::validate_utf8(xml.data(), xml.size())) {
    faults.add(0, "the file is not UTF-8; save it as that");
    return {};
  }
  // One pass that costs no stack, however deep the elements stand in each other.
  const pugi::xml_parse_result parsed = document.load_buffer(
      xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype | pugi::parse_declaration,
      pugi::encoding_utf8);
  if (!parsed) {
    faults.add(static_cast<std::size_t>(parsed.offset),
               std::string(parsed.description()) + "; the file is no XML");
    return {};
  }
  pugi::xml_node found;
  for (const pugi::xml_node& node : document) {
    if (node.type() == pugi::node_declaration) {
      if (!is_utf8(node.attribute("encoding").value())) {
        faults.add(0, "the file says it is not UTF-8; save it as that");
      }
    } else if (node.type() == pugi::node_doctype) {
      faults.add(node, "a DOCTYPE is not allowed; take it out");
    } else if (!found && std::string_view(node.name()) == name) {
      found = node;
    } else {
      faults.add(node, "the file must be one <" + std::string(name) + ">");
    }
  }
  return faults.list.empty() ? found : pugi::xml_node{};
}

void XmlReader::complain(const std::string& what, std::string attribute) {
  faults_.add(node_, "<" + std::string(node_.name()) + "> " + what, std::move(attribute));
}

void XmlReader::refuse(const char* attribute, const std::string& wanted) {
  complain("has a wrong " + std::string(attribute) + "; give " + wanted, attribute);
}

void XmlReader::finish() {
  std::vector<std::string_view> seen;
  for (const pugi::xml_attribute& attribute : node_.attributes()) {
    const std::string name = attribute.name();
    if (!is_in(attributes_, name)) complain("has no attribute " + name + "; take it out", name);
    if (is_in(seen, name)) complain("has the attribute " + name + " twice; take one out", name);
    seen.emplace_back(attribute.name());
  }
  for (const pugi::xml_node& child : node_) {
    if (child.type() != pugi::node_element) {
      faults_.add(child, "<" + std::string(node_.name()) + "> holds no text; take it out");
    } else if (!is_in(elements_, child.name())) {
      faults_.add(child, "<" + std::string(child.name()) + "> does not stand in <" +
                             std::string(node_.name()) + ">; take it out");
    }
  }
}

std::string XmlReader::take(std::string_view text, std::string& value) {
  if (text.size() > xml_text_bytes_max) return "at most 65535 bytes";
  if (std::any_of(text.begin(), text.end(), is_control)) return "a text without control characters";
  value = text;
  return {};
}
std::string XmlReader::take(std::string_view text, bool& value) {
  if (text != "true" && text != "false") return "true or false";
  value = text == "true";
  return {};
}
std::string XmlReader::take(std::string_view text, std::optional<Instant>& value) {
  value = parse_instant_or_day(text);
  return value ? std::string{} : "an instant such as 2026-03-01T00:00:00Z, or a date";
}

}  // namespace proffer::transport
