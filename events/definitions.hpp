// All that is defined beside offers, as its author gives it: no event, but what events and
// documents are made of.
#pragma once

#include "events/catalogue.hpp"
#include "events/configuration.hpp"
#include "events/membership.hpp"
#include "events/messaging.hpp"
#include "events/promotion.hpp"

#include <vector>

namespace proffer {

// Definitions that stand for themselves: each new or in the place of the one with its id or name.
struct Definitions {
  std::vector<Product> products = {};
  std::vector<ProductLine> lines = {};
  std::vector<Promotion> promotions = {};
  std::vector<ChargePlan> charge_plans = {};
  std::vector<MessageType> message_types = {};
  std::vector<MatrixDefined> matrices = {};
  std::vector<SystemPreferenceSet> preferences = {};
  std::vector<ChannelExceptionHandlingSet> channels = {};
  std::vector<WorkflowRegistered> workflows = {};
  std::vector<PromotionGroup> groups = {};
  std::vector<LineFieldRegistered> line_fields = {};
  std::vector<OrganizationRegistered> organizations = {};
  bool operator==(const Definitions&) const = default;

  bool empty() const { return *this == Definitions{}; }
};
template <class Archive>
void serialize(Archive& archive, Definitions& d) {
  archive(field("products", d.products), field("lines", d.lines), field("promotions", d.promotions),
          field("charge_plans", d.charge_plans), field("message_types", d.message_types),
          field("matrices", d.matrices), field("preferences", d.preferences),
          field("channels", d.channels), field("workflows", d.workflows), field("groups", d.groups),
          field("line_fields", d.line_fields), field("organizations", d.organizations));
}

}  // namespace proffer
