#include "events/codec/archive.hpp"

namespace proffer::codec {

void BinaryOut::reserve(std::size_t bytes) {
  const std::size_t written = at_ == nullptr ? start_ : place();
  out_.resize(written + std::max(bytes, chunk_bytes));
  at_ = out_.data() + written;
  end_ = out_.data() + out_.size();
}

}  // namespace proffer::codec
