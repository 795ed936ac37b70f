#include "actors/domain/project/each_reference.hpp"

#include "actors/domain/catalogue/catalogue.hpp"
#include "actors/domain/catalogue/typed_values.hpp"

namespace proffer::domain {
namespace {

using Kind = ReferenceKind;

bool chooses_product(NamedParameter parameter) {
  return parameter == NamedParameter::base_product ||
         parameter == NamedParameter::component_product ||
         parameter == NamedParameter::upgrade_product;
}

class Walk {
 public:
  explicit Walk(const VisitReference& visit) : visit_(visit) {}

  void offer(ProductOffer& offer) {
    refer(Kind::message_type, offer.message_type, {{}, {}, "messageType"});
    for (std::string& each : offer.organizations) {
      refer(Kind::organization, each, {{}, {}, "organizations"});
    }
    for (OfferResponse& response : offer.responses) {
      for (OfferAction& each : response.actions) action(each, response);
    }
    for (Recommendation& recommendation : offer.recommendations) {
      refer(Kind::product, recommendation.subject.value, {{}, {}, "subjectProduct"});
    }
    for (EligibilityRule& rule : offer.rules.eligibility) {
      refer(Kind::matrix, rule.matrix, {{}, {}, "matrix"});
    }
    for (CompatibilityRule& rule : offer.rules.compatibility) {
      refer(Kind::matrix, rule.matrix, {{}, {}, "matrix"});
      side(rule.subject, {{}, {}, "subject"});
      side(rule.object, {{}, {}, "object"});
    }
  }

 private:
  void action(OfferAction& action, const OfferResponse& response) {
    const auto at = [&](std::string_view field) {
      return ReferencePlace{&response, &action, field};
    };
    refer(Kind::product, action.base.value, at("baseProduct"));
    refer(Kind::product, action.component.value, at("componentProduct"));
    refer(Kind::product, action.upgrade_product.value, at("upgradeProduct"));
    refer(Kind::workflow, action.workflow, at("workflow"));
    refer(Kind::product_line, action.domain_line.value, at("domainProductLine"));
    if (chooses_product(action.named_parameter)) {
      for (DomainValue& choice : action.domain) refer(Kind::product, choice.value, at("domain"));
    }
    if (same_name(action.field_name, promotion_name_field)) {
      refer(Kind::promotion, action.field_value, at("fieldValue"));
    }
  }
  void side(RuleSide& side, const ReferencePlace& place) {
    switch (side.kind) {
      case SideKind::product: return refer(Kind::product, side.id, place);
      case SideKind::offer: return refer(Kind::offer, side.id, place);
      case SideKind::product_line: return refer(Kind::product_line, side.id, place);
      case SideKind::product_class:  // is whatever products say it is
      case SideKind::unknown: return;
    }
  }
  void refer(Kind kind, std::string& reference, const ReferencePlace& place) {
    if (!reference.empty()) visit_(kind, reference, place);
  }

  const VisitReference& visit_;
};

}  // namespace

void each_reference(ProductOffer& offer, const VisitReference& visit) { Walk(visit).offer(offer); }

}  // namespace proffer::domain
