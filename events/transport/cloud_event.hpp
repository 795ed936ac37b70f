// Recorded events as messages for output topics: CloudEvents 1.0 in Kafka's binary mode, JSON in
// the shapes of json_shape.hpp. The only place that knows the stored shape and the published one.
//
// ce_id is `<stream>@<version>`, of a row of a compacted topic `<stream>@<version>/state`, and
// ce_source names the log and its timeline, so that whatever is published again after a failure has
// the same id: consumers drop what they know by source and id.
#pragma once

#include "events/envelope.hpp"
#include "events/event.hpp"
#include "events/transport/event_bus.hpp"
#include "events/transport/json_shape.hpp"
#include "events/transport/kafka_topics.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace proffer::transport {

// Where a log's events are published, and under which names.
struct Publication {
  std::string log_id;
  std::string timeline;
  TopicNames topics;
  std::string type_prefix = "proffer";  // of ce_type: `com.example.proffer` in reverse domain order
};

// The messages that tell of the event, keyed by account; none for most events. Documents go to the
// topics of orders and quotes, promotion groups and memberships to theirs, and a membership, as it
// is now, to the compacted topic of memberships, keyed by its id; the last event of a response to
// the outcomes, a dead letter as it came to its own topic, with what was wrong in headers. A
// refused command that no channel sends tells nobody; a CommandRepeated is told by
// `repeated_outcome`. `document`: the one that an
// OffersApplied led to, as it was then, where its answer shows it.
std::vector<OutputMessage> messages_of(const RecordedEvent& recorded, const Event& event,
                                       const Publication& where,
                                       const DocumentView* document = nullptr);

// The outcome message of a CommandRepeated: what `first`, the first answer's last event, said, and
// `repeated`.
std::vector<OutputMessage> repeated_outcome(const RecordedEvent& recorded, const Event& first,
                                            const Publication& where,
                                            const DocumentView* document = nullptr);

// The topic of what `messages_of` tells of the event, or `repeated_outcome`, whichever answer is
// repeated; empty: none.
std::string_view topic_of(const RecordedEvent& recorded, const Event& event,
                          const Publication& where);

// The id of a message of ours by its headers, by which a publisher knows what it has sent: ce_id,
// or proffer.dlq.id of a dead letter. Empty when there is none.
std::string_view message_id(std::span<const RecordHeader> headers);
// The log and timeline it came from: ce_source, or proffer.dlq.source of a dead letter. An id means
// a message only together with its source.
std::string_view message_source(std::span<const RecordHeader> headers);

}  // namespace proffer::transport
