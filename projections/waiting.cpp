#include "projections/waiting.hpp"

namespace proffer::projections {

bool Waiting::reads(std::string_view type) const {
  return type == NamedParameterRequested::type || type == NamedParameterChosen::type ||
         type == NamedParameterCancelled::type;
}

void Waiting::apply(const RecordedEvent& recorded, const Event& event, Rows& rows) {
  if (std::holds_alternative<NamedParameterRequested>(event)) {
    rows.put(recorded.stream.key, recorded, recorded.command.correlation);
  } else {
    rows.remove(recorded.stream.key);
  }
}

store::Result<std::vector<WaitingRow>> waiting(const store::Tables& tables) {
  std::vector<WaitingRow> all;
  store::Result<void> read;
  const auto scanned =
      tables.scan(Waiting::table, "", [&](std::string_view key, std::string_view bytes) {
        auto row = read_row<std::string>(Waiting::table, bytes);
        if (!row) {
          read = tl::unexpected(row.error());
          return false;
        }
        all.push_back({{std::string(key)}, std::move(row->value), row->position, row->at});
        return true;
      });
  if (!scanned) return tl::unexpected(scanned.error());
  if (!read) return tl::unexpected(read.error());
  return all;
}

}  // namespace proffer::projections
