#include "app/find.h"

#include <algorithm>

#include "text/characters.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::app {
namespace {

bool is_ascii(char c) {
  return static_cast<unsigned char>(c) < 0x80;
}

char folded_ascii(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
}

}  // namespace

FoldedText::FoldedText(std::string_view text) {
  folded_.reserve(text.size());
  std::string character;
  for (std::size_t at = 0; at < text.size();) {
    const bool may_have_marks = at + 1 < text.size() && !is_ascii(text[at + 1]);
    const std::size_t size = is_ascii(text[at]) && (!may_have_marks || text::is_white(text[at]))
                                 ? 1
                                 : text::letter_end(text, at) - at;
    if (size == 1) {
      folded_ += folded_ascii(text[at++]);
      continue;
    }
    const std::string_view whole = text.substr(at, size);
    character.clear();
    text::fold_word(whole, character);
    const auto begin_in_folded = static_cast<std::uint32_t>(folded_.size());
    folded_ += character;
    if (character != whole) {
      steps_.push_back({begin_in_folded, static_cast<std::uint32_t>(at), true});
      steps_.push_back({static_cast<std::uint32_t>(folded_.size()),
                        static_cast<std::uint32_t>(at + size), false});
    }
    at += size;
  }
}

/// Matches ascend, so the search goes on from the last step.
const FoldedText::Step& FoldedText::step_of(std::uint32_t offset_in_folded,
                                            std::size_t& hint) const {
  while (hint + 1 < steps_.size() && steps_[hint + 1].begin_in_folded <= offset_in_folded)
    ++hint;
  return steps_[hint];
}

Range FoldedText::in_text(Range range_in_folded, std::size_t& hint) const {
  const auto place = [](const Step& step, std::uint32_t offset) {
    return step.is_character ? step.begin_in_text
                             : step.begin_in_text + (offset - step.begin_in_folded);
  };
  Range range_in_text;
  range_in_text.begin = place(step_of(range_in_folded.begin, hint), range_in_folded.begin);
  const Step& last = step_of(range_in_folded.end - 1, hint);
  if (last.is_character) {
    range_in_text.end = steps_[hint + 1].begin_in_text;  // a character is always followed by a step
  } else {
    range_in_text.end = place(last, range_in_folded.end - 1) + 1;
  }
  return range_in_text;
}

std::vector<Range> FoldedText::find_all(std::string_view folded_needle) const {
  std::vector<Range> found;
  if (folded_needle.empty()) return found;
  std::size_t hint = 0;
  for (std::size_t at = folded_.find(folded_needle); at != std::string::npos;
       at = folded_.find(folded_needle, at + folded_needle.size())) {
    const auto begin = static_cast<std::uint32_t>(at);
    const Range match =
        in_text({begin, begin + static_cast<std::uint32_t>(folded_needle.size())}, hint);
    // Two halves of one character are one match.
    if (found.empty() || match.begin >= found.back().end) found.push_back(match);
  }
  return found;
}

void Find::open(const TrackView& track, std::string_view words, std::uint32_t from_in_text) {
  from_in_text_ = from_in_text;
  if (!words.empty()) words_ = words;
  view_.open = true;
  ++view_.serial;
  track_ = {};
  follow(track);
}

void Find::close() {
  view_.open = false;
  view_.matches_in_text = {};
  view_.current = -1;
  matches_.clear();
  text_ = {};
  track_ = {};
}

void Find::change(std::string_view words) {
  words_ = words;
  look();
}

bool Find::follow(const TrackView& track) {
  if (!view_.open) return false;
  const bool is_in_place =
      track.text.data() == track_.text.data() && track.text.size() == track_.text.size();
  if (is_in_place || is_same_text(track, track_)) {
    track_ = track;
    return false;
  }
  const bool is_first = track_.text.data() == nullptr;
  if (!is_first) from_in_text_ = 0;
  track_ = track;
  text_ = FoldedText(track.text);
  look();
  return true;
}

void Find::look() {
  matches_ = text_.find_all(FoldedText(words_).folded());
  view_.text = words_;
  view_.matches_in_text = matches_;
  const auto at = std::ranges::lower_bound(matches_, from_in_text_, {}, &Range::begin);
  view_.current = matches_.empty()       ? -1
                  : at == matches_.end() ? 0
                                         : static_cast<std::int32_t>(at - matches_.begin());
}

bool Find::step(int by) {
  const auto count = static_cast<std::int32_t>(matches_.size());
  if (count == 0) return false;
  view_.current = ((view_.current + by) % count + count) % count;
  from_in_text_ = matches_[static_cast<std::size_t>(view_.current)].begin;
  return true;
}

}  // namespace earshot::app
