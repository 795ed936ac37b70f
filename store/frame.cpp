#include "store/frame.hpp"

#include "events/check.hpp"
#include "store/bytes.hpp"
#include "store/crc32c.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <cstring>

namespace proffer::store {
namespace {

constexpr std::string_view frame_magic = "PFRM";
constexpr std::size_t count_at = 16;  // of the two counts in the header
constexpr std::size_t hash_bytes = 32;

StoreError damaged(std::string detail) {
  return {StoreError::Kind::damaged, "frame " + std::move(detail)};
}

}  // namespace

FrameHash sha256(std::string_view bytes) {
  // Fetched once: OpenSSL 3 otherwise looks the algorithm up at every call.
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  FrameHash hash{};
  unsigned size = 0;
  CHECK(EVP_Digest(bytes.data(), bytes.size(), hash.data(), &size, algorithm, nullptr) == 1);
  CHECK(size == hash.size());
  return hash;
}

std::string to_hex(const FrameHash& hash) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : hash) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

FrameBuilder::FrameBuilder(FrameHeader header, std::size_t bytes_max, std::size_t expected)
    : header_(header), bytes_max_(bytes_max) {
  bytes_.reserve(std::min(bytes_max, frame_header_bytes + expected + frame_trailer_bytes));
  bytes_ = frame_magic;
  put_le<std::uint16_t>(bytes_, frame_format);
  put_le<std::uint16_t>(bytes_, header_.shard);
  put_le<std::uint64_t>(bytes_, header_.first);
  put_le<std::uint64_t>(bytes_, 0);  // the counts, in finish
  put_le<std::uint64_t>(bytes_, static_cast<std::uint64_t>(header_.time.ms));
  bytes_.append(reinterpret_cast<const char*>(header_.previous.data()), header_.previous.size());
  CHECK(bytes_.size() == frame_header_bytes);
}

bool FrameBuilder::fits_alone(std::size_t records, std::size_t bytes_max) {
  constexpr std::size_t around = frame_header_bytes + command_header_bytes + frame_trailer_bytes;
  return bytes_max > around && records <= bytes_max - around;
}

bool FrameBuilder::fits(std::size_t records) const {
  return bytes_.size() + bytes_of(records) + frame_trailer_bytes <= bytes_max_;
}

std::uint32_t FrameBuilder::add(std::string_view records, std::uint32_t count) {
  CHECK(count > 0 && fits(records.size()));
  const auto offset = static_cast<std::uint32_t>(bytes_.size());
  put_le<std::uint32_t>(bytes_, static_cast<std::uint32_t>(records.size()));
  put_le<std::uint32_t>(bytes_, count);
  bytes_ += records;
  header_.count += count;
  ++header_.commands;
  return offset;
}

FrameHash FrameBuilder::finish() {
  std::string counts;
  put_le<std::uint32_t>(counts, header_.count);
  put_le<std::uint32_t>(counts, header_.commands);
  bytes_.replace(count_at, counts.size(), counts);
  const FrameHash hash = sha256(bytes_);
  bytes_.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  put_le<std::uint32_t>(bytes_, crc32c(bytes_));
  return hash;
}

Result<Frame> parse_frame(std::string_view bytes, FrameCheck check) {
  if (bytes.size() < frame_header_bytes + frame_trailer_bytes || !bytes.starts_with(frame_magic)) {
    return tl::unexpected(damaged("is too short or has no magic"));
  }
  const std::string_view summed = bytes.substr(0, bytes.size() - 4);
  if (check != FrameCheck::none &&
      load_le<std::uint32_t>(bytes.data() + summed.size()) != crc32c(summed)) {
    return tl::unexpected(damaged("has a wrong CRC32C"));
  }
  Frame frame;
  frame.bytes = bytes;
  ByteReader reader{bytes.substr(frame_magic.size())};
  if (const auto format = reader.le<std::uint16_t>(); format != frame_format) {
    return tl::unexpected(StoreError{
        StoreError::Kind::newer_format,
        "frame has format " + std::to_string(format) + ": use the program that wrote this log"});
  }
  frame.header.shard = reader.le<std::uint16_t>();
  frame.header.first = reader.le<std::uint64_t>();
  frame.header.count = reader.le<std::uint32_t>();
  frame.header.commands = reader.le<std::uint32_t>();
  frame.header.time.ms = static_cast<std::int64_t>(reader.le<std::uint64_t>());
  std::memcpy(frame.header.previous.data(), reader.take(hash_bytes).data(), hash_bytes);

  const std::string_view hashed = summed.substr(0, summed.size() - hash_bytes);
  std::memcpy(frame.hash.data(), bytes.data() + hashed.size(), hash_bytes);
  if (check == FrameCheck::hash && sha256(hashed) != frame.hash) {
    return tl::unexpected(damaged("has a wrong SHA-256"));
  }
  return frame;
}

FrameCommands::FrameCommands(const Frame& frame)
    : frame_(frame),
      at_(frame_header_bytes),
      position_(frame.header.first),
      left_(frame.header.commands) {}

bool FrameCommands::next(FrameCommand& command) {
  const std::size_t body_end = frame_.bytes.size() - frame_trailer_bytes;
  if (left_ == 0) {
    damaged_ = at_ != body_end || position_ != frame_.end();
    return false;
  }
  ByteReader reader{frame_.bytes.substr(at_, body_end - at_)};
  command.offset = static_cast<std::uint32_t>(at_);
  command.first = position_;
  const auto size = reader.le<std::uint32_t>();
  command.count = reader.le<std::uint32_t>();
  command.records = reader.take(size);
  if (!reader.ok()) {
    damaged_ = true;
    return false;
  }
  at_ += command_header_bytes + size;
  position_ += command.count;
  --left_;
  return true;
}

Result<FrameCommand> command_at(const Frame& frame, std::uint32_t offset, Position first) {
  const std::size_t body_end = frame.bytes.size() - frame_trailer_bytes;
  if (offset < frame_header_bytes || offset > body_end) {
    return tl::unexpected(damaged("has no command at offset " + std::to_string(offset)));
  }
  ByteReader reader{frame.bytes.substr(offset, body_end - offset)};
  const auto size = reader.le<std::uint32_t>();
  const auto count = reader.le<std::uint32_t>();
  const std::string_view records = reader.take(size);
  if (!reader.ok() || first < frame.header.first || first + count > frame.end()) {
    return tl::unexpected(damaged("has no command at offset " + std::to_string(offset)));
  }
  return FrameCommand{offset, first, count, records};
}

}  // namespace proffer::store
