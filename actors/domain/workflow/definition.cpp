#include "actors/domain/workflow/definition.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace proffer::domain {
namespace {

using Step = WorkflowStep;

constexpr std::array create_document_steps{
    Step{1, "Web Channel Call?", 0, {{"Y", 4}, {"N", 2}}},
    Step{2, "Get Context", 0, {{"", 3}}},
    Step{3, "Get Rowset", 0, {{"", 4}}},
    Step{4, "Prepare Actions", 9, {{"", 5}}},
    Step{5, "Return to same view?", 0, {{"Y", 38}, {"N", 6}}},
    Step{6, "Only Run Process?", 0, {{"Y", 9}, {"N", 7}}},
    Step{7, "Prepare Doc Header", 8, {{"", 8}}},
    Step{8, "Consolidate Actions", 12, {{"", 9}}},
    Step{9, "Merge Consolidated and RunProcess Actions", 0, {{"", 10}}},
    Step{10, "Sort Merged Actions", 0, {{"", 11}}},
    Step{11, "Next Row Set", 0, {{"", 12}}},
    Step{12, "Is Next Row?", 0, {{"Y", 13}, {"N", 31}}},
    Step{13, "Get Consolidated Action", 0, {{"", 14}}},
    Step{14, "Action Type = Run Process?", 0, {{"Y", 19}, {"N", 15}}},
    Step{15, "Modify or Update?", 0, {{"Y", 26}, {"N", 16}}},
    Step{16, "Delete?", 0, {{"Y", 27}, {"N", 17}}},
    Step{17, "Add?", 0, {{"Y", 28}, {"N", 18}}},
    Step{18, "Upgrade?", 0, {{"Y", 29}, {"N", 30}}},
    Step{19, "Check Pre Order or Post Order", 0, {{"Pre", 20}, {"Post", 20}}},
    Step{20, "To Sync?", 0, {{"Y", 21}, {"N", 39}}},
    Step{21, "Check For Promotion and Apply Promotion", 13, {{"", 22}}},
    Step{22, "Ensure New Integration Id", 14, {{"", 23}}},
    Step{23, "Sync", 0, {{"", 24}}},
    Step{24, "To Set Prom Inst Id?", 0, {{"Y", 40}, {"N", 25}}},
    Step{25, "Set Synched True", 0, {{"", 39}}},
    Step{26, "Modify Sub Process", Step::of_promotion, {{"", 30}}},
    Step{27, "Delete Sub Process", Step::of_promotion, {{"", 30}}},
    Step{28, "Add Sub Process", Step::of_promotion, {{"", 30}}},
    Step{29, "Sub Process Upgrade", Step::of_promotion, {{"", 30}}},
    Step{30, "Clear Context Row id, Clear Cur Consldtd Action", 0, {{"", 11}}},
    Step{31, "Is Order Created?", 0, {{"Y", 32}, {"N", 38}}},
    Step{32, "Is Sync Needed?", 0, {{"Y", 33}, {"N", 36}}},
    Step{33, "Check For Promotion and Apply", 13, {{"", 34}}},
    Step{34, "Ensure New Line Items", 14, {{"", 35}}},
    Step{35, "Synchronize", 0, {{"", 41}}},
    Step{36, "Web Call?", 0, {{"Y", 0}, {"N", 37}}},
    Step{37, "Go to View", 0, {{"", 0}}},
    Step{38, "Return to Same View", 0, {{"", 0}}},
    Step{39, "Run Process Sub Process", 15, {{"", 30}}},
    Step{40, "Set Promotion Instance Id After Sync", 0, {{"", 25}}},
    Step{41, "Set Prom Inst Id?", 0, {{"Y", 42}, {"N", 36}}},
    Step{42, "Set Promotion Instance Id", 0, {{"", 36}}},
};
constexpr std::array submit_order_steps{
    Step{1, "Get Order Id", 0, {{"", 2}}},
    Step{2, "Is Order?", 0, {{"Y", 3}, {"N", 0}}},
    Step{3, "Submit Order", 0, {{"", 0}}},
};
constexpr std::array create_activity_steps{
    Step{1, "Get Field Values", 0, {{"", 2}}},
    Step{2, "Insert Activity", 0, {{"", 0}}},
};
constexpr std::array prepare_header_steps{
    Step{1, "Use Input Instance?", 0, {{"Y", 2}, {"N", 3}, {"In memory", 5}}},
    Step{2, "Has Input DocId?", 0, {{"Y", 6}, {"N", 5}}},
    Step{3, "Get Active Doc Id", 11, {{"", 4}}},
    Step{4, "Active Doc Id IS NULL?", 0, {{"Y", 5}, {"N", 8}}},
    Step{5, "Create Header", 0, {{"", 8}}},
    Step{6, "Assign Doc Id", 0, {{"", 7}}},
    Step{7, "Set Active Doc Id", 0, {{"", 8}}},
    Step{8, "Set Order Created Flag", 0, {{"", 0}}},
};
constexpr std::array prepare_actions_steps{
    Step{1, "Has Searchspec?", 0, {{"Y", 2}, {"N", 27}}},
    Step{2, "Get Response Actions For Multi Offer", 0, {{"", 3}}},
    Step{3, "Get Field Name and Value", 0, {{"", 4}}},
    Step{4, "Is Actions > 0?", 0, {{"Y", 5}, {"N", 26}}},
    Step{5, "Split User Input Actions", 0, {{"", 6}}},
    Step{6, "Set Context Info", 0, {{"", 7}}},
    Step{7, "Count Named Param Actions", 0, {{"", 8}}},
    Step{8, "Is Named Action > 0?", 0, {{"Y", 9}, {"N", 13}}},
    Step{9, "Web Call?", 0, {{"Y", 28}, {"N", 29}}},
    Step{10, "Check Named Parameter Set", 0, {{"Y", 11}, {"N", 11}}},
    Step{11, "Merge Actions", 0, {{"", 12}}},
    Step{12, "Count Actions", 0, {{"", 30}}},
    Step{13, "Set Values From Parent On Child", 0, {{"", 14}}},
    Step{14, "Remove Child Actions with no Parent Actions", 0, {{"", 15}}},
    Step{15, "Split Actions", 0, {{"", 16}}},
    Step{16, "Count Product Actions", 0, {{"", 31}}},
    Step{17, "Split Modify Actions", 0, {{"", 18}}},
    Step{18, "Split New and Upgrade Actions", 0, {{"", 19}}},
    Step{19, "Create New Action Set", 0, {{"", 20}}},
    Step{20, "Create Modify Action Set", 0, {{"", 21}}},
    Step{21, "Create Upgrade Action Set", 0, {{"", 22}}},
    Step{22, "Create New Actions", 0, {{"", 32}}},
    Step{23, "Create Modify Actions", 0, {{"", 34}}},
    Step{24, "Create Upgrade Actions", 0, {{"", 36}}},
    Step{25, "Is Process Action > 0?", 0, {{"Y", 38}, {"N", 26}}},
    Step{26, "Return to Same View", 0, {{"", 0}}},
    Step{27, "Get Response Actions", 0, {{"", 3}}},
    Step{28, "Get Named Param For Web Call", 17, {{"", 10}}},
    Step{29, "Get Named Parameter", 16, {{"", 10}}},
    Step{30, "Is Action After > 0?", 0, {{"Y", 13}, {"N", 26}}},
    Step{31, "Product Actions > 0?", 0, {{"Y", 17}, {"N", 25}}},
    Step{32, "Is New Action Set?", 0, {{"Y", 33}, {"N", 23}}},
    Step{33, "Get New Action Set Promotion Action Code", 0, {{"", 23}}},
    Step{34, "Is Modify Action Set?", 0, {{"Y", 35}, {"N", 24}}},
    Step{35, "Get Modify Action SetProm Actn Code", 0, {{"", 24}}},
    Step{36, "Is Upgrade Action Set?", 0, {{"Y", 37}, {"N", 0}}},
    Step{37, "Get Upgrade Action Set Prom Actn Code", 0, {{"", 0}}},
    Step{38, "Only RunProcess Actions", 0, {{"", 0}}},
};
constexpr std::array check_prepaid_balance_steps{
    Step{1, "Business Service 0", 0, {{"", 2}}},
    Step{2, "Exception Flag", 0, {{"Y", 3}, {"N", 0}}},
    Step{3, "Stop 0", 0, {{"", 0}}},
};
constexpr std::array get_active_document_steps{
    Step{1, "Order?", 0, {{"Y", 2}, {"N", 3}}},
    Step{2, "Get Active Order", 0, {{"", 0}}},
    Step{3, "Get Active Quote", 0, {{"", 0}}},
};
constexpr std::array consolidate_actions_steps{
    Step{1, "IsNewActionSet?", 0, {{"Y", 4}, {"N", 2}}},
    Step{2, "IsModifyActionSet?", 0, {{"Y", 5}, {"N", 3}}},
    Step{3, "IsUpgradeActionSet?", 0, {{"Y", 6}, {"N", 0}}},
    Step{4, "Consolidate New Actions", 0, {{"", 2}}},
    Step{5, "Consolidate Modify Actions", 0, {{"", 3}}},
    Step{6, "Consolidate Upgrade Actions", 0, {{"", 0}}},
};
constexpr std::array check_for_promotion_steps{
    Step{1, "Is Field Name Prod Prom?", 0, {{"Y", 2}, {"N", 4}}},
    Step{2, "Query Prod Prom Name", 0, {{"", 3}}},
    Step{3, "Does Prod Prom Exist?", 0, {{"Y", 4}, {"N", 16}}},
    Step{4, "Prom Act Code = New?", 0, {{"Y", 13}, {"N", 5}}},
    Step{5, "Prom Act Code = Modify or Upgrade or Delete?", 0, {{"Y", 6}, {"N", 0}}},
    Step{6, "Get Collection for Modify or Upgrade or Delete", 0, {{"", 7}}},
    Step{7, "Upgrade or Delete?", 0, {{"Y", 8}, {"N", 17}}},
    Step{8, "Upgrade?", 0, {{"Y", 9}, {"N", 10}}},
    Step{9, "Query Promotion Details", 0, {{"", 18}}},
    Step{10, "Disconnect Promotion", 0, {{"", 12}}},
    Step{11, "Modify Promotion", 0, {{"", 12}}},
    Step{12, "Not Delete?", 0, {{"Y", 13}, {"N", 0}}},
    Step{13, "Get Collection", 0, {{"", 14}}},
    Step{14, "Apply Product Promotion", 0, {{"", 15}}},
    Step{15, "Error?", 0, {{"Y", 20}, {"N", 0}}},
    Step{16, "Stop 0", 0, {{"", 0}}},
    Step{17, "Prom Act Code = Modify?", 0, {{"Y", 11}, {"N", 0}}},
    Step{18, "Does Upgrade Promotion Exist", 0, {{"Y", 10}, {"N", 19}}},
    Step{19, "Stop 1", 0, {{"", 0}}},
    Step{20, "Stop SubProcess", 0, {{"", 0}}},
};
constexpr std::array ensure_new_line_item_steps{
    Step{1, "Get Document", 0, {{"", 2}}},
    Step{2, "Ensure New Line Item Integration Id", 0, {{"", 3}}},
    Step{3, "Set Document", 0, {{"", 0}}},
};
constexpr std::array run_process_driver_steps{
    Step{1, "Fetch Workflow Parameters", 0, {{"", 2}}},
    Step{2, "Convert PS", 0, {{"", 3}}},
    Step{3, "Business Service 0", 0, {{"", 4}}},
    Step{4, "Dispatch Service", Step::any_workflow, {{"", 0}}},
};
constexpr std::array get_named_parameter_steps{
    Step{1, "Get Named Parameter", 0, {{"", 2}}},
    Step{2, "Get Message", 0, {{"", 3}}},
    Step{3, "Set Message", 0, {{"", 4}}},
    Step{4, "Setup Payload", 0, {{"", 5}}},
    Step{5, "UpdateMessage", 0, {{"", 6}}},
    Step{6, "Wait 0", 0, {{"", 7}}},
    Step{7, "Get Response", 0, {{"", 8}}},
    Step{8, "Set the Response in Payload", 0, {{"", 9}}},
    Step{9, "Split Payload", 0, {{"", 10}}},
    Step{10, "Set Response on Named Action", 0, {{"", 0}}},
};
constexpr std::array get_named_parameter_for_web_call_steps{
    Step{1, "Get Response From Input", 0, {{"", 2}}},
    Step{2, "Get Action From Input", 0, {{"", 3}}},
    Step{3, "Get Named Parameter", 0, {{"", 4}}},
    Step{4, "Get Message", 0, {{"", 5}}},
    Step{5, "Set Message", 0, {{"", 6}}},
    Step{6, "Set Up Payload", 0, {{"", 7}}},
    Step{7, "Get Response for Named Parameter", 0, {{"", 8}}},
    Step{8, "Set the Response in Payload", 0, {{"", 9}}},
    Step{9, "Split Payload", 0, {{"", 10}}},
    Step{10, "Set Response on Named Action", 0, {{"", 0}}},
};
constexpr std::array apply_offer_to_order_steps{
    Step{1, "Has Asset Id?", 0, {{"Y", 10}, {"N", 2}}},
    Step{2, "Has Service Id?", 0, {{"Y", 11}, {"N", 12}}},
    Step{3, "IO Transformation", 0, {{"", 4}}},
    Step{4, "Get Context", 0, {{"", 5}}},
    Step{5, "Get Rowset", 0, {{"", 6}}},
    Step{6, "Residential Account?", 0, {{"Y", 7}, {"N", 13}}},
    Step{7, "RAF Create Document", 1, {{"", 8}}},
    Step{8, "Active Doc Id?", 0, {{"Y", 9}, {"N", 14}}},
    Step{9, "Detail Output?", 0, {{"Y", 15}, {"N", 14}}},
    Step{10, "Query Asset With Asset Id", 0, {{"", 3}}},
    Step{11, "Query With Service Id", 0, {{"", 3}}},
    Step{12, "Query Asset for Account Only", 0, {{"", 3}}},
    Step{13, "Stop", 0, {{"", 0}}},
    Step{14, "Query Empty Document", 0, {{"", 0}}},
    Step{15, "Query Document", 0, {{"", 0}}},
};
constexpr std::array apply_offer_to_quote_steps{
    Step{1, "Has Asset Id?", 0, {{"Y", 10}, {"N", 2}}},
    Step{2, "Has Service Id?", 0, {{"Y", 11}, {"N", 12}}},
    Step{3, "IO Transformation", 0, {{"", 4}}},
    Step{4, "Get Context", 0, {{"", 5}}},
    Step{5, "Get Rowset", 0, {{"", 6}}},
    Step{6, "Residential Account?", 0, {{"Y", 13}, {"N", 7}}},
    Step{7, "RAF Create Document", 1, {{"", 8}}},
    Step{8, "Active Doc Id?", 0, {{"Y", 9}, {"N", 14}}},
    Step{9, "Detail Output?", 0, {{"Y", 15}, {"N", 14}}},
    Step{10, "Query Asset With Asset Id", 0, {{"", 3}}},
    Step{11, "Query With Service Id", 0, {{"", 3}}},
    Step{12, "Query Asset for Account Only", 0, {{"", 3}}},
    Step{13, "Stop", 0, {{"", 0}}},
    Step{14, "Query Empty Document", 0, {{"", 0}}},
    Step{15, "Query Document", 0, {{"", 0}}},
};
constexpr std::array apply_offers_to_order_steps{
    Step{1, "Has Asset Id?", 0, {{"Y", 2}, {"N", 3}}},
    Step{2, "Query Asset With Asset Id", 0, {{"", 4}}},
    Step{3, "Query Asset for Account Only", 0, {{"", 4}}},
    Step{4, "IO Transformation", 0, {{"", 5}}},
    Step{5, "Get Context", 0, {{"", 6}}},
    Step{6, "Get Rowset", 0, {{"", 7}}},
    Step{7, "Residential Account?", 0, {{"Y", 9}, {"N", 8}}},
    Step{8, "Stop", 0, {{"", 0}}},
    Step{9, "Create SearchSpec", 0, {{"", 10}}},
    Step{10, "RAF Create Document", 1, {{"", 11}}},
    Step{11, "Process In Memory?", 0, {{"Y", 0}, {"N", 12}}},
    Step{12, "Active Doc Id?", 0, {{"Y", 14}, {"N", 13}}},
    Step{13, "Query Empty Document", 0, {{"", 0}}},
    Step{14, "Query Document", 0, {{"", 0}}},
};
constexpr std::array apply_offers_to_quote_steps{
    Step{1, "Has Asset Id?", 0, {{"Y", 2}, {"N", 3}}},
    Step{2, "Query Asset With Asset Id", 0, {{"", 4}}},
    Step{3, "Query Asset for Account Only", 0, {{"", 4}}},
    Step{4, "IO Transformation", 0, {{"", 5}}},
    Step{5, "Get Context", 0, {{"", 6}}},
    Step{6, "Get Rowset", 0, {{"", 7}}},
    Step{7, "Residential Account?", 0, {{"Y", 8}, {"N", 9}}},
    Step{8, "Stop", 0, {{"", 0}}},
    Step{9, "Create SearchSpec", 0, {{"", 10}}},
    Step{10, "RAF Create Document", 1, {{"", 11}}},
    Step{11, "Process In Memory?", 0, {{"Y", 0}, {"N", 12}}},
    Step{12, "Active Doc Id?", 0, {{"Y", 14}, {"N", 13}}},
    Step{13, "Query Empty Document", 0, {{"", 0}}},
    Step{14, "Query Document", 0, {{"", 0}}},
};

constexpr std::array handle_memberships_steps{
    Step{1, "Start", 0, {{"", 2}}},
    Step{2, "Get System Pref", 0, {{"", 3}}},
    Step{3, "PG Enabled?", 0, {{"Y", 4}, {"N", 11}}},
    Step{4, "Get Associated Membership", 0, {{"", 5}}},
    Step{5, "Get Transferable Memberships", 0, {{"", 6}}},
    Step{6, "Memberships to disconnect?", 0, {{"Y", 7}, {"N", 8}}},
    Step{7, "Calculate Membership Disconnect Penalties", 0, {{"", 8}}},
    Step{8, "Memberships to transfer?", 0, {{"Y", 9}, {"N", 10}, {"None at all", 11}}},
    Step{9, "Transfer Memberships", 0, {{"", 10}}},
    Step{10, "Update Action code for Membership", 0, {{"", 11}}},
    Step{11, "End", 0, {{"", 0}}},
};

constexpr std::array definitions{
    WorkflowDefinition{1, "RAF Create Document", create_document_steps},
    WorkflowDefinition{4, "RAF Submit Order Process", submit_order_steps},
    WorkflowDefinition{5, "RAF Create Activity", create_activity_steps},
    WorkflowDefinition{8, "RAF Prepare Header Sub Process", prepare_header_steps},
    WorkflowDefinition{9, "RAF Prepare Actions Sub Process", prepare_actions_steps},
    WorkflowDefinition{10, "RAF Check Prepaid Balance", check_prepaid_balance_steps},
    WorkflowDefinition{11, "RAF Get Active Document", get_active_document_steps},
    WorkflowDefinition{12, "RAF Consolidate Actions Sub Process", consolidate_actions_steps},
    WorkflowDefinition{13, "RAF Check For Promotion Sub Process", check_for_promotion_steps},
    WorkflowDefinition{14, "RAF Ensure New Line Item", ensure_new_line_item_steps},
    WorkflowDefinition{15, "RAF RunProcess Driver", run_process_driver_steps},
    WorkflowDefinition{16, "RAF Get Named Parameter", get_named_parameter_steps},
    WorkflowDefinition{17, "RAF Get Named Parameter For Web Call",
                       get_named_parameter_for_web_call_steps},
    WorkflowDefinition{18, "RAF Apply Offer To Create Order Web", apply_offer_to_order_steps},
    WorkflowDefinition{19, "RAF Apply Offer To Create Quote Web Service",
                       apply_offer_to_quote_steps},
    WorkflowDefinition{22, "RAF Apply Multiple Offer To Create Order Web Service",
                       apply_offers_to_order_steps},
    WorkflowDefinition{23, "RAF Apply Multiple Offer To Create Quote Web Service",
                       apply_offers_to_quote_steps},
    WorkflowDefinition{24,
                       "ISS Promotion Group Membership Handling Sub Process - In Memory Upgrade",
                       handle_memberships_steps},
};

struct Walker {
  std::span<const StepTaken> steps;
  std::size_t at = 0;
  bool complete = false;  // the last definition was walked through to its end

  // From its start as far as there are steps; false: no path.
  bool through(const WorkflowDefinition& definition) {
    const Step* step = &definition.steps.front();
    while (at < steps.size()) {
      const StepTaken& taken = steps[at];
      const Step::Next* next = step->after(taken.outcome);
      if (taken.definition != definition.number || taken.step != step->number || next == nullptr)
        return false;
      ++at;
      complete = true;
      const WorkflowDefinition* called = calls(*step);
      while (called != nullptr) {
        if (!through(*called)) return false;
        if (!complete) return true;
        called = step->calls == Step::of_promotion ? calls(*step) : nullptr;
      }
      if (next->step == 0) return true;
      step = definition.step(next->step);
    }
    complete = false;
    return true;
  }

  // A workflow that the installation registered leaves steps here only when it is built in.
  // Memberships are handled only where a promotion ends, and promotions are checked within a group
  // only where one fails.
  const WorkflowDefinition* calls(const Step& step) const {
    if (step.calls != Step::any_workflow && step.calls != Step::of_promotion) {
      return workflow_definition(step.calls);
    }
    if (at == steps.size()) return nullptr;
    const std::uint8_t next = steps[at].definition;
    if (step.calls == Step::of_promotion) {
      const bool of_one =
          next == definition_of<HandleMemberships> || next == definition_of<CheckForPromotion>;
      return of_one ? workflow_definition(next) : nullptr;
    }
    const bool built_in = next == definition_of<SubmitOrder> ||
                          next == definition_of<CreateActivity> ||
                          next == definition_of<CheckPrepaidBalance>;
    return built_in ? workflow_definition(next) : nullptr;
  }
};

}  // namespace

const WorkflowStep::Next* WorkflowStep::after(std::string_view outcome) const {
  const auto last = next.begin() + static_cast<std::ptrdiff_t>(nexts);
  const auto found = std::find_if(
      next.begin(), last, [&](const Next& candidate) { return candidate.outcome == outcome; });
  return found == last ? nullptr : found;
}

const WorkflowStep* WorkflowDefinition::step(std::uint8_t wanted) const {
  const auto found = std::find_if(steps.begin(), steps.end(),
                                  [&](const WorkflowStep& s) { return s.number == wanted; });
  return found == steps.end() ? nullptr : &*found;
}

std::span<const WorkflowDefinition> workflow_definitions() { return definitions; }

const WorkflowDefinition* workflow_definition(std::uint8_t number) {
  const auto found = std::find_if(definitions.begin(), definitions.end(),
                                  [&](const WorkflowDefinition& d) { return d.number == number; });
  return found == definitions.end() ? nullptr : &*found;
}

std::string text_of(const StepTaken& taken) {
  const WorkflowDefinition* definition = workflow_definition(taken.definition);
  const WorkflowStep* step = definition == nullptr ? nullptr : definition->step(taken.step);
  std::string text =
      step == nullptr
          ? "step " + std::to_string(taken.definition) + "." + std::to_string(taken.step)
          : std::string(definition->name) + ": " + std::string(step->label);
  if (!taken.outcome.empty()) text += " -> " + taken.outcome;
  return text;
}

Walked walk(const WorkflowDefinition& definition, std::span<const StepTaken> steps) {
  Walker walker{steps};
  if (!walker.through(definition) || walker.at != steps.size()) return Walked::no_path;
  return walker.complete ? Walked::to_the_end : Walked::part_of_the_way;
}

}  // namespace proffer::domain
