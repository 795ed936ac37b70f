#include "store/inbox.hpp"

#include "store/bytes.hpp"

#include <algorithm>

namespace proffer::store {

bool Inbox::tracks(Cause::Kind kind) {
  switch (kind) {
    case Cause::Kind::none:
    case Cause::Kind::request: return false;
    case Cause::Kind::record:
    case Cause::Kind::command:
    case Cause::Kind::reaction: return true;
  }
  return false;
}

bool Inbox::is_done(const Cause& cause) const {
  const auto found = sources_.find({cause.kind, cause.source});
  if (found == sources_.end()) return false;
  const Source& source = found->second;
  if (cause.number < source.low) return true;
  const std::uint64_t index = cause.number - source.low;
  return index < source.above.size() && source.above[index];
}

std::uint64_t Inbox::low_mark(Cause::Kind kind, std::uint32_t source) const {
  const auto found = sources_.find({kind, source});
  return found == sources_.end() ? 0 : found->second.low;
}

void Inbox::mark_done(const Cause& cause) {
  if (!tracks(cause.kind)) return;
  Source& source = sources_[{cause.kind, cause.source}];
  if (cause.number < source.low) return;
  if (cause.number - source.low >= window_max_) {
    const std::uint64_t low = cause.number - window_max_ + 1;
    const std::uint64_t passed = std::min<std::uint64_t>(low - source.low, source.above.size());
    source.above.erase(source.above.begin(),
                       source.above.begin() + static_cast<std::ptrdiff_t>(passed));
    source.low = low;
  }
  const std::uint64_t index = cause.number - source.low;
  if (index >= source.above.size()) source.above.resize(index + 1, false);
  source.above[index] = true;
  source.settle();
}

void Inbox::Source::settle() {
  while (!above.empty() && above.front()) {
    above.pop_front();
    ++low;
  }
}

std::string Inbox::save() const {
  std::string out;
  put_varint(out, sources_.size());
  for (const auto& [id, source] : sources_) {
    put_varint(out, static_cast<std::uint64_t>(id.first));
    put_varint(out, id.second);
    put_varint(out, source.low);
    put_varint(out, source.above.size());
    for (std::size_t i = 0; i < source.above.size(); i += 8) {
      unsigned byte = 0;
      for (std::size_t bit = 0; bit < 8 && i + bit < source.above.size(); ++bit) {
        if (source.above[i + bit]) byte |= 1U << bit;
      }
      out.push_back(static_cast<char>(byte));
    }
  }
  return out;
}

bool Inbox::restore(std::string_view bytes) {
  sources_.clear();
  ByteReader reader{bytes};
  std::map<std::pair<Cause::Kind, std::uint32_t>, Source> sources;
  for (std::uint64_t left = reader.varint(); left > 0 && reader.ok(); --left) {
    const auto kind = static_cast<Cause::Kind>(reader.varint());
    const auto number = static_cast<std::uint32_t>(reader.varint());
    Source& source = sources[{kind, number}];
    source.low = reader.varint();
    const std::uint64_t size = reader.varint();
    if (!reader.ok() || !tracks(kind) || size > window_max_) return false;
    const std::string_view bits = reader.take((size + 7) / 8);
    for (std::uint64_t i = 0; i < size && reader.ok(); ++i) {
      source.above.push_back((static_cast<unsigned char>(bits[i / 8]) >> (i % 8) & 1U) != 0);
    }
  }
  if (!reader.done()) return false;
  sources_ = std::move(sources);
  return true;
}

}  // namespace proffer::store
