// An offer as its authors see it, folded from its stream: the Work Space, the versions released
// from it, and the snapshot of both that the run time sees.
#pragma once

#include "events/product_offer_events.hpp"
#include "events/workspace_project.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace proffer::domain {

// All that differs between the versions of an offer.
struct OfferVersion {
  std::uint32_t number = 0;      // 1, 2, 3 …
  std::optional<Instant> start;  // none: open
  std::optional<Instant> end;
  bool active = true;
  bool operator==(const OfferVersion&) const = default;
};
template <class Archive>
void serialize(Archive& archive, OfferVersion& v) {
  archive(field("number", v.number), field("start", v.start), field("end", v.end),
          field("active", v.active));
}

// What the run time sees of an offer.
struct ReleasedOffer {
  std::uint32_t release = 0;  // number of the newest version; 0: none is released
  ProductOffer offer;
  std::vector<OfferVersion> versions;  // ascending
  bool operator==(const ReleasedOffer&) const = default;

  // The highest-numbered version whose window contains `now`; nullptr: none.
  const OfferVersion* in_force(Instant now) const;
};
template <class Archive>
void serialize(Archive& archive, ReleasedOffer& o) {
  archive(field("release", o.release), field("offer", o.offer), field("versions", o.versions));
}

struct OfferDefinition {
  ProductOffer work;  // with the window of the Work Space; an empty id: there is no such offer yet
  bool locked = false;
  std::string locked_by;
  bool stale = false;                  // something was changed since the snapshot was taken
  std::vector<OfferVersion> versions;  // released, ascending
  ReleasedOffer snapshot;              // an empty id: the cache was never filled
  std::uint64_t events = 0;            // of this stream that are in here
  bool operator==(const OfferDefinition&) const = default;

  OfferResponse* response(const std::string& name);  // nullptr: none; compared as names are
  const OfferResponse* response(const std::string& name) const;
  OfferAction* action(const ActionId& id);  // nullptr: none
  const OfferAction* action(const ActionId& id) const;
};
template <class Archive>
void serialize(Archive& archive, OfferDefinition& d) {
  archive(field("work", d.work), field("locked", d.locked), field("locked_by", d.locked_by),
          field("stale", d.stale), field("versions", d.versions), field("snapshot", d.snapshot),
          field("events", d.events));
}

void evolve(OfferDefinition& definition, const ProductOfferEvent& event);

// What the offer tells once it has taken the import.
OfferImported imported_by(const OfferImportDecided& decided);
// Whether the offer is, and is locked, as the import would make it.
bool is_imported(const OfferDefinition& definition, const OfferImported& import);

}  // namespace proffer::domain
