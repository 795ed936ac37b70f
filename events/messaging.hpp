// How an offer is shown: message types, and the responses each lets the customer give.
#pragma once

#include "events/rules.hpp"
#include "events/values.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace proffer {

// Stored: numbers are never reused.
enum class ResponseKind : std::uint8_t { unknown = 0, accept = 1, reject = 2, other = 3 };
// Accept, Enroll and Yes accept, Reject, Decline and No reject; names are compared trimmed and
// without regard to case.
ResponseKind kind_by_name(std::string_view response);

enum class DisplayMode : std::uint8_t {
  unknown = 0,
  active = 1,   // a dialog that must be answered
  passive = 2,  // a list
};

struct MessageText {
  std::string language;  // empty: untranslated
  std::string title;
  std::string short_text;  // templates: `[Field]` stands for a field of the payload
  std::string full_text;
  bool operator==(const MessageText&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MessageText& t) {
  archive(field("language", t.language), field("title", t.title), field("short_text", t.short_text),
          field("full_text", t.full_text));
}

struct MessageResponse {
  std::string name;  // Accept, Reject, Enroll …
  ResponseKind kind = ResponseKind::other;
  bool log = true;
  bool suppress_repetition = false;       // once given and logged, the message is not shown again
  std::string scope_field;                // the payload's field that delimits that; empty: Asset Id
  std::string handler;                    // of the channel's own: a business service and its method
  std::vector<Translation> translations;  // of the name
  bool operator==(const MessageResponse&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MessageResponse& r) {
  archive(field("name", r.name), field("kind", r.kind), field("log", r.log),
          field("suppress_repetition", r.suppress_repetition), field("scope_field", r.scope_field),
          field("handler", r.handler));
  if (archive.version() >= 2) archive(field("translations", r.translations));
}

struct MessageType {
  std::string name;   // unique, compared case-insensitively
  std::string group;  // offers take those of the group `Product Offer`
  DisplayMode display = DisplayMode::passive;
  std::string bitmap;
  std::vector<MessageText> texts;  // the untranslated one first
  std::vector<MessageResponse> responses;
  std::vector<std::string> payload;  // names of the fields that come with the message
  bool operator==(const MessageType&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MessageType& t) {
  archive(field("name", t.name), field("group", t.group), field("display", t.display),
          field("bitmap", t.bitmap), field("texts", t.texts), field("responses", t.responses),
          field("payload", t.payload));
}

// A message type's whole definition, new or replaced.
struct MessageTypeDefined {
  static constexpr std::string_view type = "message_type.defined";
  static constexpr std::uint16_t version = 2;
  MessageType message_type;
  bool operator==(const MessageTypeDefined&) const = default;
};
template <class Archive>
void serialize(Archive& archive, MessageTypeDefined& e) {
  archive(field("message_type", e.message_type));
}

}  // namespace proffer
