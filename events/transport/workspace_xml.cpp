#include "events/transport/workspace_xml.hpp"

#include "events/check.hpp"
#include "events/transport/xml_element.hpp"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace proffer::transport {

// The file's shape. Not in the unnamed namespace, where XmlWriter and XmlReader would not find it.

template <class Xml>
void shape(Xml& xml, NamedValue& v) {
  xml.required("name", v.name);
  xml.value("value", v.value);
}

template <class Xml>
void shape(Xml& xml, DomainValue& v) {
  xml.required("sequence", v.sequence);
  xml.required("value", v.value);
  xml.value("path", v.path);
  xml.value("displayName", v.display_name);
}

template <class Xml>
void shape(Xml& xml, OfferAction& a) {
  xml.required("sequence", a.sequence);
  xml.required("name", a.name);
  xml.required("type", a.type);
  xml.required("code", a.code);
  xml.value("baseProduct", a.base.value);
  xml.value("componentProduct", a.component.value);
  xml.value("componentPath", a.component_path);
  xml.value("upgradeProduct", a.upgrade_product.value);
  xml.value("fieldName", a.field_name);
  xml.value("fieldValue", a.field_value);
  xml.value("attributeName", a.attribute_name);
  xml.value("attributeValue", a.attribute_value);
  xml.value("workflow", a.workflow);
  xml.value("namedParameter", a.named_parameter);
  xml.value("userInput", a.user_input);
  xml.value("domainProductLine", a.domain_line.value);
  xml.value("parentAction", a.parent.value);
  xml.value("allowMultipleInstance", a.allow_multiple_instance, true);
  xml.value("skipIfOwned", a.skip_if_owned);
  xml.value("skipIfNotOwned", a.skip_if_not_owned, true);
  xml.value("inactive", a.inactive);
  xml.list("WorkflowParameter", a.workflow_parameters);
  xml.list("DomainValue", a.domain);
}

template <class Xml>
void shape(Xml& xml, OfferResponse& r) {
  xml.required("sequence", r.sequence);
  xml.required("response", r.response);
  xml.value("comments", r.comments);
  xml.value("inactive", r.inactive);
  xml.list("Action", r.actions);
}

template <class Xml>
void shape(Xml& xml, Translation& t) {
  xml.required("language", t.language);
  xml.required("reason", t.text);
}

template <class Xml>
void shape(Xml& xml, Recommendation& r) {
  xml.required("subjectProduct", r.subject.value);
  xml.value("reason", r.reason);
  xml.value("effectiveFrom", r.effective_from);
  xml.value("effectiveTo", r.effective_to);
  xml.value("score", r.score);
  xml.list("Translation", r.translations);
}

template <class Xml>
void shape(Xml& xml, OfferTranslation& t) {
  xml.required("language", t.language);
  xml.value("description", t.description);
  xml.value("message", t.message);
}

template <class Xml>
void shape(Xml& xml, EligibilityRule& r) {
  xml.required("type", r.type);
  xml.value("matrix", r.matrix);
  xml.value("account", r.account.value);
  xml.value("accountType", r.account_type);
  xml.value("city", r.city);
  xml.value("state", r.state);
  xml.value("postalCode", r.postal_code);
  xml.value("country", r.country);
  xml.value("effectiveFrom", r.effective_from);
  xml.value("effectiveTo", r.effective_to);
}

template <class Xml>
void shape(Xml& xml, CompatibilityRule& r) {
  xml.required("type", r.type);
  xml.value("matrix", r.matrix);
  xml.required("subjectType", r.subject.kind);
  xml.required("subject", r.subject.id);
  xml.required("objectType", r.object.kind);
  xml.required("object", r.object.id);
  xml.value("effectiveFrom", r.effective_from);
  xml.value("effectiveTo", r.effective_to);
  xml.value("explanation", r.explanation);
}

struct Organization {  // as an element
  std::string name;
};
template <class Xml>
void shape(Xml& xml, Organization& o) {
  xml.required("name", o.name);
}

template <class Xml>
void header(Xml& xml, ProductOffer& o) {
  xml.required("name", o.name);
  xml.required("messageType", o.message_type);
  xml.value("description", o.description);
  xml.value("message", o.message);
  xml.value("thumbnail", o.thumbnail);
  xml.value("image", o.image);
  xml.value("checkEligibility", o.rules.check_eligibility);
  xml.value("inclusiveEligibility", o.rules.inclusive_eligibility);
  xml.value("active", o.active, true);
  xml.value("startDate", o.start);
  xml.value("endDate", o.end);
  std::vector<Organization> organizations;
  for (std::string& name : o.organizations) organizations.push_back({std::move(name)});
  o.organizations.clear();
  xml.list("Organization", organizations);
  for (Organization& each : organizations) o.organizations.push_back(std::move(each.name));
}

template <class Xml>
void structure(Xml& xml, ProductOffer& o) {
  xml.list("Response", o.responses);
  xml.list("Recommendation", o.recommendations);
  xml.list("Translation", o.translations);
  xml.list("EligibilityRule", o.rules.eligibility);
  xml.list("CompatibilityRule", o.rules.compatibility);
}

// Exactly one of the two lists is filled: the mode says which.
struct HeaderOnly {
  ProductOffer offer;
};
template <class Xml>
void shape(Xml& xml, HeaderOnly& o) {
  header(xml, o.offer);
}
template <class Xml>
void shape(Xml& xml, NamedOffer& o) {
  header(xml, o.offer);
  structure(xml, o.offer);
}

namespace {

constexpr const char* root_name = "WorkspaceExport";
constexpr const char* offer_name = "ProductOffer";
constexpr std::uint32_t format_version = 1;
constexpr std::string_view full = "full";
constexpr std::string_view objects = "objects";

void read_root(XmlReader& xml, WorkspaceFile& file) {
  std::uint32_t version = format_version;
  xml.required("version", version);
  if (version != format_version) xml.refuse("version", "1; a newer program wrote this file");
  std::string mode(full);
  xml.required("mode", mode);
  if (mode != full && mode != objects) xml.refuse("mode", "full or objects");
  std::optional<Instant> start;
  xml.required("effectiveStartDate", start);
  file.start = start.value_or(Instant{});
  file.header_only = mode == objects;
  if (file.header_only) {
    std::vector<HeaderOnly> headers;
    xml.list(offer_name, headers);
    for (HeaderOnly& header : headers) file.offers.push_back({std::move(header.offer)});
  } else {
    xml.list(offer_name, file.offers);
  }
  xml.finish();
}

void write_root(XmlWriter& xml, WorkspaceFile& file) {
  xml.required("version", format_version);
  xml.required("mode", std::string(file.header_only ? objects : full));
  xml.required("effectiveStartDate", std::optional<Instant>(file.start));
  if (file.header_only) {
    std::vector<HeaderOnly> headers;
    for (NamedOffer& named : file.offers) headers.push_back({std::move(named.offer)});
    xml.list(offer_name, headers);
  } else {
    xml.list(offer_name, file.offers);
  }
}

struct TextSink : pugi::xml_writer {
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
  std::string text;
};

}  // namespace

tl::expected<WorkspaceFile, Problems> read_workspace(std::string_view xml,
                                                     const WorkspaceOptions& options) {
  if (xml.size() > options.bytes_max) {
    Problem problem;
    problem.code = "BODY_TOO_LARGE";
    problem.text = "The file has more than " + std::to_string(options.bytes_max) +
                   " bytes; export the offers in several projects.";
    return tl::unexpected(Problems{problem});
  }
  XmlFaults faults(xml, "IMPORT_MALFORMED", options.problems_max);
  WorkspaceFile file;
  pugi::xml_document document;
  if (const pugi::xml_node root = only_element(xml, root_name, document, faults)) {
    XmlReader reader(root, faults);
    read_root(reader, file);
  }
  if (!faults.list.empty()) return tl::unexpected(std::move(faults.list));
  return file;
}

std::string xml_of(WorkspaceFile file) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  XmlWriter writer(document.append_child(root_name));
  write_root(writer, file);
  TextSink sink;
  document.save(sink, "  ", pugi::format_indent, pugi::encoding_utf8);
  return std::move(sink.text);
}

std::string content_hash(std::string_view file) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  unsigned int size = 0;
  CHECK(EVP_Digest(file.data(), file.size(), hash.data(), &size, EVP_sha256(), nullptr) == 1);
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += digits[hash[i] >> 4];
    hex += digits[hash[i] & 0xF];
  }
  return hex;
}

}  // namespace proffer::transport
