// The workflows behind a response as data: their steps and decisions, in the order that can be
// observed. What is carried out is code; it says where it is (trace.hpp), and what it says is a
// path through these tables.
#pragma once

#include "events/workflow.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::domain {

struct WorkflowStep {
  struct Next {
    std::string_view outcome;  // of a decision; empty where nothing is decided
    std::uint8_t step = 0;     // 0: the end
  };
  // In `calls`: a workflow that the installation has registered, by name.
  static constexpr std::uint8_t any_workflow = 255;
  // The handling of memberships, when what is upgraded or deleted is a promotion, and the check of
  // promotions, when one cannot be changed as it should be.
  static constexpr std::uint8_t of_promotion = 254;

  constexpr WorkflowStep(std::uint8_t its_number, std::string_view its_label,
                         std::uint8_t definition, std::initializer_list<Next> leads_to)
      : number(its_number), label(its_label), calls(definition), nexts(leads_to.size()) {
    std::copy(leads_to.begin(), leads_to.end(), next.begin());
  }
  const Next* after(std::string_view outcome) const;  // nullptr: it is not one of its outcomes

  std::uint8_t number = 0;
  std::string_view label;
  std::uint8_t calls = 0;  // the definition that is carried out within this step; 0: none
  std::array<Next, 3> next{};
  std::size_t nexts = 0;  // of them
};

struct WorkflowDefinition {
  std::uint8_t number = 0;
  std::string_view name;
  std::span<const WorkflowStep> steps;  // the first one is where it starts

  const WorkflowStep* step(std::uint8_t number) const;  // nullptr: none
};

std::span<const WorkflowDefinition> workflow_definitions();
const WorkflowDefinition* workflow_definition(std::uint8_t number);  // nullptr: none
// "RAF Create Document: Is Order Created? -> Y".
std::string text_of(const StepTaken& step);

// Whether the steps lead through the definition, and through those that it calls, from its start:
// to its end, or, where it waits, only part of the way.
enum class Walked { no_path, part_of_the_way, to_the_end };
Walked walk(const WorkflowDefinition& definition, std::span<const StepTaken> steps);

// The steps by name. Stored: numbers are never reused.
enum class CreateDocument : std::uint8_t {
  web_channel_call = 1,
  get_context = 2,
  get_rowset = 3,
  prepare_actions = 4,
  return_to_same_view_flag = 5,
  only_run_process = 6,
  prepare_doc_header = 7,
  consolidate_actions = 8,
  merge_actions = 9,
  sort_actions = 10,
  next_row_set = 11,
  is_next_row = 12,
  get_consolidated_action = 13,
  is_run_process = 14,
  is_modify = 15,
  is_delete = 16,
  is_add = 17,
  is_upgrade = 18,
  pre_or_post = 19,
  to_sync = 20,
  check_for_promotion_before_process = 21,
  ensure_integration_id = 22,
  sync = 23,
  to_set_promotion_instance = 24,
  set_synched = 25,
  modify = 26,
  delete_ = 27,
  add = 28,
  upgrade = 29,
  clear_row = 30,
  is_order_created = 31,
  is_sync_needed = 32,
  check_for_promotion = 33,
  ensure_line_items = 34,
  synchronize = 35,
  web_call = 36,
  go_to_view = 37,
  return_to_same_view = 38,
  run_process = 39,
  set_promotion_instance_after_sync = 40,
  is_promotion_instance = 41,
  set_promotion_instance = 42,
};
enum class SubmitOrder : std::uint8_t {
  get_order_id = 1,
  is_order = 2,
  submit = 3,
};
enum class CreateActivity : std::uint8_t {
  get_field_values = 1,
  insert_activity = 2,
};
enum class PrepareHeader : std::uint8_t {
  use_input_instance = 1,
  has_input_document = 2,
  get_active_document = 3,
  is_active_null = 4,
  create_header = 5,
  assign_document = 6,
  set_active_document = 7,
  set_order_created = 8,
};
enum class PrepareActions : std::uint8_t {
  has_searchspec = 1,
  get_actions_for_offers = 2,
  get_field = 3,
  is_actions = 4,
  split_user_input = 5,
  set_context = 6,
  count_named = 7,
  is_named = 8,
  is_web_call = 9,
  check_named_set = 10,
  merge_actions = 11,
  count_actions = 12,
  set_values_from_parent = 13,
  remove_orphans = 14,
  split_actions = 15,
  count_product_actions = 16,
  split_modify = 17,
  split_new_and_upgrade = 18,
  create_new_set = 19,
  create_modify_set = 20,
  create_upgrade_set = 21,
  create_new_actions = 22,
  create_modify_actions = 23,
  create_upgrade_actions = 24,
  is_process_action = 25,
  return_to_same_view = 26,
  get_actions = 27,
  get_named_for_web_call = 28,
  get_named = 29,
  is_action_after = 30,
  is_product_actions = 31,
  is_new_set = 32,
  get_new_promotion_code = 33,
  is_modify_set = 34,
  get_modify_promotion_code = 35,
  is_upgrade_set = 36,
  get_upgrade_promotion_code = 37,
  only_run_process = 38,
};
enum class CheckPrepaidBalance : std::uint8_t {
  read_balance = 1,
  exception_flag = 2,
  stop = 3,
};
enum class GetActiveDocument : std::uint8_t {
  is_order = 1,
  get_active_order = 2,
  get_active_quote = 3,
};
enum class ConsolidateActions : std::uint8_t {
  is_new_set = 1,
  is_modify_set = 2,
  is_upgrade_set = 3,
  consolidate_new = 4,
  consolidate_modify = 5,
  consolidate_upgrade = 6,
};
enum class CheckForPromotion : std::uint8_t {
  is_promotion_field = 1,
  query_promotion_name = 2,
  does_promotion_exist = 3,
  is_new = 4,
  is_modify_upgrade_or_delete = 5,
  get_collection_for_change = 6,
  is_upgrade_or_delete = 7,
  is_upgrade = 8,
  query_promotion_details = 9,
  disconnect_promotion = 10,
  modify_promotion = 11,
  not_delete = 12,
  get_collection = 13,
  apply_promotion = 14,
  is_error = 15,
  stop_unknown_promotion = 16,
  is_modify = 17,
  does_upgrade_exist = 18,
  stop_no_upgrade = 19,
  stop_sub_process = 20,
};
enum class EnsureNewLineItem : std::uint8_t {
  get_document = 1,
  ensure_integration_id = 2,
  set_document = 3,
};
enum class RunProcessDriver : std::uint8_t {
  fetch_parameters = 1,
  convert_parameters = 2,
  read_activity = 3,
  dispatch = 4,
};
enum class GetNamedParameter : std::uint8_t {
  get_domain = 1,
  get_message = 2,
  set_message = 3,
  setup_payload = 4,
  update_message = 5,
  wait = 6,
  get_response = 7,
  set_response_in_payload = 8,
  split_payload = 9,
  set_response_on_action = 10,
};
enum class GetNamedParameterForWebCall : std::uint8_t {
  get_response_from_input = 1,
  get_action_from_input = 2,
  get_domain = 3,
  get_message = 4,
  set_message = 5,
  setup_payload = 6,
  get_response = 7,
  set_response_in_payload = 8,
  split_payload = 9,
  set_response_on_action = 10,
};
enum class ApplyOfferToOrder : std::uint8_t {
  has_asset_id = 1,
  has_service_id = 2,
  io_transformation = 3,
  get_context = 4,
  get_rowset = 5,
  is_residential = 6,
  create_document = 7,
  is_active_document = 8,
  is_detail_output = 9,
  query_with_asset_id = 10,
  query_with_service_id = 11,
  query_for_account = 12,
  stop = 13,
  query_empty = 14,
  query_document = 15,
};
enum class ApplyOfferToQuote : std::uint8_t {
  has_asset_id = 1,
  has_service_id = 2,
  io_transformation = 3,
  get_context = 4,
  get_rowset = 5,
  is_residential = 6,
  create_document = 7,
  is_active_document = 8,
  is_detail_output = 9,
  query_with_asset_id = 10,
  query_with_service_id = 11,
  query_for_account = 12,
  stop = 13,
  query_empty = 14,
  query_document = 15,
};
enum class ApplyOffersToOrder : std::uint8_t {
  has_asset_id = 1,
  query_with_asset_id = 2,
  query_for_account = 3,
  io_transformation = 4,
  get_context = 5,
  get_rowset = 6,
  is_residential = 7,
  stop = 8,
  create_searchspec = 9,
  create_document = 10,
  is_in_memory = 11,
  is_active_document = 12,
  query_empty = 13,
  query_document = 14,
};
enum class ApplyOffersToQuote : std::uint8_t {
  has_asset_id = 1,
  query_with_asset_id = 2,
  query_for_account = 3,
  io_transformation = 4,
  get_context = 5,
  get_rowset = 6,
  is_residential = 7,
  stop = 8,
  create_searchspec = 9,
  create_document = 10,
  is_in_memory = 11,
  is_active_document = 12,
  query_empty = 13,
  query_document = 14,
};

enum class HandleMemberships : std::uint8_t {
  start = 1,
  get_preference = 2,
  is_enabled = 3,
  get_associated = 4,
  get_transferable = 5,
  is_disconnect = 6,
  calculate_penalties = 7,
  is_transfer = 8,
  transfer = 9,
  update_action_codes = 10,
  end = 11,
};

// The definition that an enumeration of steps belongs to.
template <class Steps>
inline constexpr std::uint8_t definition_of = 0;
template <>
inline constexpr std::uint8_t definition_of<CreateDocument> = 1;
template <>
inline constexpr std::uint8_t definition_of<SubmitOrder> = 4;
template <>
inline constexpr std::uint8_t definition_of<CreateActivity> = 5;
template <>
inline constexpr std::uint8_t definition_of<PrepareHeader> = 8;
template <>
inline constexpr std::uint8_t definition_of<PrepareActions> = 9;
template <>
inline constexpr std::uint8_t definition_of<CheckPrepaidBalance> = 10;
template <>
inline constexpr std::uint8_t definition_of<GetActiveDocument> = 11;
template <>
inline constexpr std::uint8_t definition_of<ConsolidateActions> = 12;
template <>
inline constexpr std::uint8_t definition_of<CheckForPromotion> = 13;
template <>
inline constexpr std::uint8_t definition_of<EnsureNewLineItem> = 14;
template <>
inline constexpr std::uint8_t definition_of<RunProcessDriver> = 15;
template <>
inline constexpr std::uint8_t definition_of<GetNamedParameter> = 16;
template <>
inline constexpr std::uint8_t definition_of<GetNamedParameterForWebCall> = 17;
template <>
inline constexpr std::uint8_t definition_of<ApplyOfferToOrder> = 18;
template <>
inline constexpr std::uint8_t definition_of<ApplyOfferToQuote> = 19;
template <>
inline constexpr std::uint8_t definition_of<ApplyOffersToOrder> = 22;
template <>
inline constexpr std::uint8_t definition_of<ApplyOffersToQuote> = 23;
template <>
inline constexpr std::uint8_t definition_of<HandleMemberships> = 24;

}  // namespace proffer::domain
