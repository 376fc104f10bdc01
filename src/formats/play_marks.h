#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>

#include "base/range.h"

namespace earshot::formats {

/// What the titles of one list have at their ends or beginnings and what is no part of them: dead
/// play buttons, as text.
using PlayMarks = std::set<std::string, std::less<>>;

/// Bracketed or symbolic words that most of `titles_in_source` begin or end with.
PlayMarks common_play_marks(std::string_view source, std::span<const Range> titles_in_source);

/// The title without play marks: those of `marks`, symbols such as U+25B6, and bracketed words that
/// speak of sound ("[play]", "[/audio_url]").
Range without_play_marks(std::string_view source, Range title_in_source, const PlayMarks& marks);

/// Whether a text is nothing but play marks.
bool is_play_mark(std::string_view text);

}  // namespace earshot::formats
