// One partition of an input topic on its way into its shard: registered, compared with what the
// log knows of it, then read, each record to exactly one outcome in the log.
#pragma once

#include "actors/runtime/carriers/reading.hpp"
#include "actors/runtime/carriers/record_window.hpp"
#include "actors/runtime/gate.hpp"
#include "actors/runtime/loop.hpp"
#include "events/transport/event_bus.hpp"
#include "store/log.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace proffer::runtime {

struct InputOptions {
  std::string topic;
  std::uint32_t generation = 1;
  RecordWindow::Limits window;
  ReadRecord read;                                      // what a record asks for; required
  std::string generation_setting = "kafka.generation";  // what an operator raises for a new topic
  int read_one_ms_max = 2000;    // waiting for the record that is compared on start
  int retry_ms = 500;            // after the node or the broker could not serve us
  std::size_t labels_max = 64;   // pairs of channel and response (or operation) that are counted by
                                 // name; the others as one
  std::function<Instant()> now;  // the only clock; required
};

// What came in since the start. Names come from strangers, so that there are at most `labels_max`
// of them.
struct InputCounts {
  std::map<std::pair<std::string, std::string>, std::uint64_t>
      received;  // by channel and response, or operation
  std::uint64_t received_other = 0;
  std::map<std::string, std::uint64_t> dead_letters;  // by the problem's code
  std::uint64_t wrong_partition = 0;  // belonged to another shard and were forwarded
  std::uint64_t overloaded = 0;       // times the node had no room
};

class InputPartition {
 public:
  enum class Stage {
    registering,   // asks for its source number
    looking_back,  // looks for the last of its records in the log
    comparing,     // whether the topic still has that record
    reading,
    stopped,  // an operator has to act; `why` says how
  };

  // `options`, `gate`, `log` and `counts` outlive it; `signal` is raised when `step` has something
  // to do.
  InputPartition(const InputOptions& options, ShardId shard, Gate& gate, const store::Log& log,
                 InputCounts& counts, std::shared_ptr<Signal> signal);

  // Takes in the gate's answers, gets ready to read, gives on what may be given on. An error is the
  // source's: try again later. True: something happened.
  transport::Result<bool> step(transport::Source* source);
  // A record that was read; those known already are left out.
  void take(InputRecord record);
  // The source is a new one, the topic might be as well.
  void reconnected();
  // The topic does not have the records that come next.
  void lost(const std::string& detail);

  Stage stage() const { return stage_; }
  const std::string& why() const { return why_; }
  std::int32_t partition() const { return shard_; }  // partition s feeds shard s
  ShardId shard() const { return shard_; }
  // No records should come: the window is full or the node has no room.
  bool wants_pause() const;
  std::size_t unfinished() const { return window_.size(); }
  // The offset that is read next.
  std::int64_t next() const { return next_; }
  // Age of the oldest record that has been read and is not finished; 0: none.
  std::int64_t behind_ms() const;
  // Everything below is done; for the hint to the broker.
  std::int64_t low_mark() const;

 private:
  struct Last {
    std::uint64_t offset = 0;
    std::uint64_t hash = 0;
  };

  void answered(std::uint64_t tag, const Reply& reply);
  void ask_for_source();
  void registered(const Reply& reply);
  void look_back();
  transport::Result<void> compare_and_start(transport::Source& source);
  bool give_on();
  void finished(std::int64_t offset, const Reply& reply);
  void count(const Asked& asked);
  void stop(std::string why);

  void read(RecordWindow::Entry& entry);
  Request placed(const InputRecord& record, Request request);
  Request dead_letter(InputRecord record, Problem problem);
  CommandHeader header_of(const InputRecord& record) const;

  const InputOptions& options_;
  const ShardId shard_;
  Gate& gate_;
  const store::Log& log_;
  InputCounts& counts_;
  const std::shared_ptr<Replies> replies_;

  Stage stage_ = Stage::registering;
  std::string why_;
  bool asked_ = false;        // for the source number
  std::uint32_t source_ = 0;  // 0: not known yet
  std::optional<Last> last_;  // the last record in the log, as far as looked back
  Position look_end_ = 0;     // the log from here on has been looked through
  Position look_events_ = 0;  // to look through next
  std::int64_t next_ = 0;     // offset to be read
  Instant retry_at_{};
  RecordWindow window_;
};

}  // namespace proffer::runtime
