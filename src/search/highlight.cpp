// Where a query's words stand in a text, by cutting the text into words again: what is shown cannot
// disagree with what was matched, since both come from the same analysis.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "base/budget.h"
#include "search/fuzzy.h"
#include "search/pattern.h"
#include "search/search.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

/// Room for a word and the white space round it, when looking for words past a range's end.
constexpr std::size_t kBytesPerWord = 32;

struct FoldedWord {
  Range word_in_text;
  std::size_t begin_in_terms = 0;
  std::size_t end_in_terms = 0;
};

/// The words of a stretch of text with their folded forms.
class FoldedWords final : public text::WordSink {
 public:
  FoldedWords(std::string_view text, Range range_in_text) : range_in_text_(range_in_text) {
    stretch_ = slice(text, range_in_text);
    text::for_each_word(stretch_, *this);
  }

  void word(text::Word word_in_stretch) override {
    const std::size_t begin = terms_.size();
    text::fold_word(slice(stretch_, word_in_stretch), terms_);
    if (terms_.size() == begin) return;
    words_.push_back(
        {{word_in_stretch.begin + range_in_text_.begin, word_in_stretch.end + range_in_text_.begin},
         begin,
         terms_.size()});
  }

  std::size_t size() const { return words_.size(); }
  Range word_in_text(std::size_t i) const { return words_[i].word_in_text; }
  std::string_view term(std::size_t i) const {
    return std::string_view(terms_).substr(words_[i].begin_in_terms,
                                           words_[i].end_in_terms - words_[i].begin_in_terms);
  }

 private:
  Range range_in_text_;
  std::string_view stretch_;
  std::string terms_;
  std::vector<FoldedWord> words_;
};

bool is_match(const Slot& slot, std::string_view term) {
  switch (slot.kind) {
    case Slot::Kind::Exact:
      return term == slot.text;
    case Slot::Kind::Forms:
      if (term == slot.text) return true;
      break;
    case Slot::Kind::Open:
      if (term.starts_with(slot.text)) return true;
      break;
    case Slot::Kind::Prefix:
      return term.starts_with(slot.text);
    case Slot::Kind::Glob:
      return matches_wildcard(slot.text, term);
  }
  return std::ranges::binary_search(
      slot.also, term, {}, [](const OtherForm& other) { return std::string_view(other.term); });
}

bool is_match(const Node& leaf, const FoldedWords& words, std::size_t at) {
  if (leaf.slots.size() > words.size() - at) return false;
  for (std::size_t i = 0; i < leaf.slots.size(); ++i) {
    if (!is_match(leaf.slots[i], words.term(at + i))) return false;
  }
  return true;
}

/// The leaves of a query that are to be marked in a text of that field.
struct Marks {
  std::vector<const Node*> words;
  std::vector<Pattern> patterns;
  std::size_t longest = 1;  // words of the longest phrase
};

void add_marks(const Node& node, FieldSet fields, Marks& marks) {
  if (node.kind == Node::Kind::Not) return;
  for (const Node& child : node.children)
    add_marks(child, fields, marks);
  if ((node.fields & fields) == 0) return;
  if (node.kind == Node::Kind::Words) {
    marks.words.push_back(&node);
    marks.longest = std::max(marks.longest, node.slots.size());
  } else if (node.kind == Node::Kind::Regex) {
    if (auto pattern = Pattern::compile(node.pattern))
      marks.patterns.push_back(std::move(*pattern));
  }
}

Marks marks_of(const Query& query, FieldSet fields) {
  Marks marks;
  add_marks(query.root, fields, marks);
  return marks;
}

/// Marks are for the eye: a text that is dear to search is marked as far as this goes.
constexpr std::uint64_t kPatternSteps = 20'000'000;

void add_patterns(const Marks& marks, std::string_view text, Range starts,
                  std::vector<Range>& found) {
  Budget budget(kPatternSteps);
  for (const Pattern& pattern : marks.patterns) {
    std::uint32_t from = starts.begin;
    while (from < starts.end) {
      const auto match = pattern.find(text, {from, starts.end}, budget);
      if (!match) break;
      found.push_back(*match);
      from = match->end;
    }
  }
}

/// Grows `end` to the end of what stands there between white space, so that no word is cut.
std::size_t token_end(std::string_view text, std::size_t end) {
  while (end < text.size() && !text::is_white(text[end]))
    ++end;
  return end;
}

std::size_t token_begin(std::string_view text, std::size_t begin) {
  while (begin > 0 && !text::is_white(text[begin - 1]))
    --begin;
  return begin;
}

/// The words of `range_in_text`, with as many more on either side, where the text has them.
FoldedWords words_round(std::string_view text, Range range_in_text, std::size_t before,
                        std::size_t after) {
  std::size_t left = before * kBytesPerWord;
  std::size_t right = after * kBytesPerWord;
  for (;;) {
    const std::size_t begin =
        range_in_text.begin - std::min<std::size_t>(range_in_text.begin, left);
    const std::size_t end =
        range_in_text.end + std::min<std::size_t>(text.size() - range_in_text.end, right);
    const Range stretch_in_text = {
        static_cast<std::uint32_t>(left == 0 ? begin : token_begin(text, begin)),
        static_cast<std::uint32_t>(right == 0 ? end : token_end(text, end))};
    FoldedWords words(text, stretch_in_text);
    std::size_t found_before = 0;
    std::size_t found_after = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words.word_in_text(i).end <= range_in_text.begin) ++found_before;
      if (words.word_in_text(i).begin >= range_in_text.end) ++found_after;
    }
    const bool needs_left = found_before < before && stretch_in_text.begin > 0;
    const bool needs_right = found_after < after && stretch_in_text.end < text.size();
    if (!needs_left && !needs_right) return words;
    // Four times as much each time: all rounds together cost a third more than the last one.
    if (needs_left) left *= 4;
    if (needs_right) right *= 4;
  }
}

void merge_overlapping(std::vector<Range>& ranges) {
  std::ranges::sort(ranges, [](Range a, Range b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  std::size_t kept = 0;
  for (const Range range : ranges) {
    if (kept > 0 && range.begin < ranges[kept - 1].end) {
      ranges[kept - 1].end = std::max(ranges[kept - 1].end, range.end);
    } else {
      ranges[kept++] = range;
    }
  }
  ranges.resize(kept);
}

Range clamped(Range range, std::string_view text) {
  const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), UINT32_MAX));
  const std::uint32_t begin = std::min(range.begin, size);
  return {begin, std::clamp(range.end, begin, size)};
}

}  // namespace

std::vector<Range> highlights_in_text(const Query& query, const Passage& passage,
                                      std::string_view text, FieldSet fields) {
  const Range range_in_text = clamped(passage.range_in_text, text);
  const Marks marks = marks_of(query, fields);
  const FoldedWords words = words_round(text, range_in_text, 0, marks.longest - 1);
  std::vector<Range> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words.word_in_text(i).begin >= range_in_text.end) break;
    for (const Node* const leaf : marks.words) {
      if (!is_match(*leaf, words, i)) continue;
      found.push_back(
          {words.word_in_text(i).begin, words.word_in_text(i + leaf->slots.size() - 1).end});
    }
  }
  add_patterns(marks, text, range_in_text, found);
  merge_overlapping(found);
  return found;
}

std::vector<Range> matches_in_text(const Query& query, std::string_view text, Range range_in_text,
                                   FieldSet fields) {
  const Range range = clamped(range_in_text, text);
  std::vector<Range> found;
  if (range.empty()) return found;
  const Marks marks = marks_of(query, fields);
  // A word more on either side, so that a range that cuts a word still sees it whole.
  const std::size_t more = marks.longest;
  const FoldedWords words = words_round(text, range, more, more);
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (const Node* const leaf : marks.words) {
      if (!is_match(*leaf, words, i)) continue;
      const Range match_in_text = {words.word_in_text(i).begin,
                                   words.word_in_text(i + leaf->slots.size() - 1).end};
      if (match_in_text.begin < range.end && match_in_text.end > range.begin) {
        found.push_back(match_in_text);
      }
    }
  }
  add_patterns(marks, text, range, found);
  merge_overlapping(found);
  return found;
}

}  // namespace earshot::search
