// What an export file holds, whatever it is written in: offers whose references are names, because
// every environment has ids of its own.
#pragma once

#include "events/product_offer.hpp"
#include "events/values.hpp"

#include <vector>

namespace proffer {

// An offer as it travels: what refers to something (a product, a product line, an offer, a parent
// action) has the name where a ProductOffer has the id, and its own parts have no ids. Responses
// have no kind: that is the message type's to say.
struct NamedOffer {
  ProductOffer offer;
  bool operator==(const NamedOffer&) const = default;
};
template <class Archive>
void serialize(Archive& archive, NamedOffer& n) {
  archive(field("offer", n.offer));
}

struct WorkspaceFile {
  Instant start;             // the exporting project's date
  bool header_only = false;  // without what hangs below the header
  std::vector<NamedOffer> offers;
  bool operator==(const WorkspaceFile&) const = default;
};
template <class Archive>
void serialize(Archive& archive, WorkspaceFile& f) {
  archive(field("start", f.start), field("header_only", f.header_only), field("offers", f.offers));
}

}  // namespace proffer
