#pragma once

#include <cstddef>
#include <string_view>

namespace earshot::text {

constexpr std::size_t kLongestSpeakerName = 40;  ///< bytes

/// The name that stands before a colon at the beginning of `text`, by its looks alone: one to four
/// words with capitals, at most kLongestSpeakerName long. Empty where there is none.
std::string_view speaker_candidate(std::string_view text);

/// The bytes of the colon at `at`: 1, or 3 of the full-width one (U+FF1A); 0 where none stands.
std::size_t colon_bytes(std::string_view text, std::size_t at);

}  // namespace earshot::text
