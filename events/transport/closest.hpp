// What a misspelt word was meant to be.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace proffer::transport {

// The known word that `word` most likely is a misspelling of: at most two letters wrong, fewer in
// short words, case not counted. Empty: none is near, or it is spelled right.
std::string_view closest(std::string_view word, std::span<const std::string_view> known);

// " Did you mean 'x'?", or nothing when `suggestion` is empty.
std::string did_you_mean(std::string_view suggestion);

}  // namespace proffer::transport
