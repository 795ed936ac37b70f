// Projection *waiting*: the workflow instances that wait for a customer's choice.
#pragma once

#include "projections/projection.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace proffer::projections {

struct WaitingRow {
  WorkflowId workflow;
  std::string correlation;
  Position position = 0;  // of the event that asked for the choice
  Instant since;
  bool operator==(const WaitingRow&) const = default;
};

// Keys: the instance's id.
class Waiting final : public Projection {
 public:
  static constexpr std::string_view table = "waiting";
  std::string_view name() const override { return table; }
  std::string_view table_name() const override { return table; }
  bool reads(std::string_view type) const override;
  void apply(const RecordedEvent& recorded, const Event& event, Rows& rows) override;
};

// All of them, by id; thread-safe.
store::Result<std::vector<WaitingRow>> waiting(const store::Tables& tables);

}  // namespace proffer::projections
