#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/time.h"

namespace earshot::library {

/// The long words of a text: whoever speaks of the same things uses the same ones, and the short
/// ones stand in every text.
class LongWords {
 public:
  /// Reads at most kMaxBytes of `text`: notes are shorter, and of a transcript they tell enough.
  explicit LongWords(std::string_view text);

  std::size_t size() const { return words_.size(); }
  std::size_t in_common(const LongWords& other) const;

  static constexpr std::size_t kMaxBytes = std::size_t{1} << 20;
  static constexpr std::size_t kMinWordBytes = 5;

 private:
  std::unordered_set<std::string> words_;
};

/// Whether notes (or a title) and a transcript are so alike that they tell of one episode.
///
/// Where both say the same duration, a third of the notes' long words, and at least three, must be
/// spoken; without durations most of them, and at least eight: two talks of one show have a good
/// deal of their words in common.
bool are_alike(const LongWords& notes, const LongWords& transcript, bool is_same_duration);

/// Whether transcripts that end at these times are of two recordings: transcripts of one end at
/// nearly the same time, but one may leave a trailer or music out. Unknown ends say nothing.
bool lengths_contradict(Millis a, Millis b);

}  // namespace earshot::library
