// The workflows that actions run before and after the document is saved.
#pragma once

#include "actors/domain/account/apply/request.hpp"
#include "actors/domain/workflow/trace.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace proffer::domain {

// Runs the processes of one request, one after another. The built-in ones say what happens; any
// other that is registered is noted as requested, with what it is given, for somebody who follows
// the log, and is not waited for. When nothing is saved, whatever would write is deferred.
class ProcessRunner {
 public:
  // All of these outlive it.
  ProcessRunner(const Account::State& state, const Request& request, const Asset* asset,
                const Context& context, Trace& trace)
      : state_(state), request_(request), asset_(asset), context_(context), trace_(trace) {}

  enum class Phase { pre, post };
  // The document it is for, just saved.
  struct Saved {
    DocumentId id;          // empty: there is none, and it must not look for another
    bool look_for = false;  // with an empty id: the active order is meant
    DocumentId begun = {};  // with an empty id: the one that will be changed; empty: a new one
  };

  // Appends what the process makes happen. Codes: PREPAID_BALANCE_TOO_LOW, ADDRESS_INVALID,
  // VALIDATION_FAILED, WF_PARAM_INVALID, WORKFLOW_UNKNOWN, DOC_NOT_FOUND, ORDER_ALREADY_SUBMITTED.
  // In the post phase that is kept with the run as well, because the document stays.
  tl::expected<void, Problem> run(const PreparedProcess& process, Phase phase, const Saved& saved,
                                  std::vector<AccountEvent>& events);

  std::vector<ProcessRun> runs;
  std::vector<std::string> deferred;  // names of workflows

 private:
  using Done = tl::expected<std::string, Problem>;  // what it says
  Done dispatch(const PreparedProcess& process, const std::vector<NamedValue>& given,
                const Saved& saved, std::vector<AccountEvent>& events);
  Done create_activity(const PreparedProcess& process, const std::vector<NamedValue>& given,
                       const Saved& saved, std::vector<AccountEvent>& events);
  Done check_balance(const PreparedProcess& process, const std::vector<NamedValue>& given);
  Done check_address(const PreparedProcess& process, const std::vector<NamedValue>& given) const;
  Done check_order(const PreparedProcess& process, const Saved& saved,
                   const std::vector<AccountEvent>& events) const;
  Done submit(const PreparedProcess& process, const Saved& saved,
              std::vector<AccountEvent>& events);
  bool defers(const std::string& workflow) const;
  std::vector<NamedValue> context_of(const PreparedProcess& process, const Saved& saved) const;
  // `field`: the action's JSON member that is to be mended.
  Problem problem(const PreparedProcess& process, std::string code, std::string text,
                  std::string_view field = "workflow") const;

  const Account::State& state_;
  const Request& request_;
  const Asset* asset_;
  const Context& context_;
  Trace& trace_;
  std::vector<DocumentId> submitted_;
};

}  // namespace proffer::domain
