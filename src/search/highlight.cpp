// Where a query's words stand in a text, by cutting the text into words again: what is shown cannot
// disagree with what was matched, since both come from the same analysis.
//
// The tree is walked as the evaluator walks it, over one passage: an alternative that does not
// match there marks nothing, and words count where their speaker says them and their distance
// holds. In a text as a whole, whose passages are not known, all that may be part of a match is
// marked.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "base/budget.h"
#include "search/fuzzy.h"
#include "search/near.h"
#include "search/pattern.h"
#include "search/places.h"
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

  Range range_in_text() const { return range_in_text_; }
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

/// Do a word's other forms count? What is left out is so in the form that was asked for.
enum class OtherForms : std::uint8_t { No, Yes };

bool is_match(const Slot& slot, std::string_view term, OtherForms forms) {
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
  if (forms == OtherForms::No) return false;
  return std::ranges::binary_search(
      slot.also, term, {}, [](const OtherForm& other) { return std::string_view(other.term); });
}

bool is_match(const Node& leaf, const FoldedWords& words, std::size_t at, OtherForms forms) {
  if (leaf.slots.size() > words.size() - at) return false;
  for (std::size_t i = 0; i < leaf.slots.size(); ++i) {
    if (!is_match(leaf.slots[i], words.term(at + i), forms)) return false;
  }
  return true;
}

/// How far a query's words reach from where they begin.
struct Reach {
  std::size_t words = 0;     ///< behind the first
  std::int64_t millis = -1;  ///< by the clock; negative: not at all
};

Reach reach_of(const Node& node) {
  Reach reach;
  if (node.kind == Node::Kind::Words) reach.words = node.slots.size() - 1;
  for (const Node& child : node.children) {
    const Reach own = reach_of(child);
    reach.words = std::max(reach.words, own.words);
    reach.millis = std::max(reach.millis, own.millis);
  }
  if (node.kind != Node::Kind::Near) return reach;
  if (node.distance.unit == Distance::Unit::Seconds) {
    reach.millis = std::max(reach.millis, std::int64_t{node.distance.limit} * 1000);
  } else {
    reach.words = 2 * reach.words + node.distance.limit;
  }
  return reach;
}

/// A NEAR in seconds is followed so far, an hour of speech. What leads on further is not checked.
constexpr std::uint32_t kNearBytes = 64 * 1024;

/// Marks are for the eye: a text that is dear to search is marked as far as this goes.
constexpr std::uint64_t kPatternSteps = 20'000'000;
constexpr std::uint64_t kNearSteps = 20'000'000;

/// Steps of a search that take as long as these do.
constexpr std::uint64_t kStepsOfByte = 16;  // cut into words, folded and compared
constexpr std::uint64_t kStepsOfPatternStep = 8;

/// Steps for one part of the work, which count in the whole's budget, where there is one: if they
/// run out, so does that.
class Share {
 public:
  Share(Budget* whole, std::uint64_t most, std::uint64_t steps_of_one)
      : whole_(whole),
        steps_of_one_(steps_of_one),
        given_(whole == nullptr ? most : std::min(most, whole->left() / steps_of_one)),
        steps(given_) {}
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;
  ~Share() {
    if (whole_ == nullptr) return;
    whole_->spend(steps.exhausted() ? whole_->left() : (given_ - steps.left()) * steps_of_one_);
  }

 private:
  Budget* whole_;
  std::uint64_t steps_of_one_, given_;

 public:
  Budget steps;
};

/// The number of the line at the offset; nothing before the first one.
std::optional<std::uint32_t> line_number(const TextLines& lines, std::uint32_t offset_in_text) {
  std::uint32_t low = 0;
  std::uint32_t high = lines.count();
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (lines.line(middle).range_in_text.begin <= offset_in_text) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low == 0 ? std::nullopt : std::optional(low - 1);
}

/// The end of the last line that is so near in time to one of the range, of those that follow it at
/// once.
std::uint32_t end_of_times_near(const TextLines& lines, Range range_in_text, std::int64_t millis) {
  std::uint32_t end = range_in_text.end;
  std::int64_t first = INT64_MAX;
  std::int64_t last = -1;
  for (std::uint32_t i = line_number(lines, range_in_text.begin).value_or(0); i < lines.count();
       ++i) {
    const Line line = lines.line(i);
    if (line.range_in_text.begin > range_in_text.end + kNearBytes) break;
    if (line.start < 0) continue;
    if (line.range_in_text.begin < range_in_text.end) {
      first = std::min<std::int64_t>(first, line.start);
      last = std::max<std::int64_t>(last, line.start);
    } else if (line.start >= first - millis && line.start <= last + millis) {
      end = std::max(end, line.range_in_text.end);
    }
  }
  return end;
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

/// A walk over the tree of a query, in one passage or in a text as a whole.
class Marker {
 public:
  enum class Whole : std::uint8_t { Passage, Text };

  /// `range_in_text`: where what is marked begins; `words` has it and what follows.
  Marker(const FoldedWords& words, std::string_view text, Range range_in_text, FieldSet fields,
         const TextLines* lines, Whole whole, Budget* budget = nullptr)
      : words_(words),
        text_(text),
        range_in_text_(range_in_text),
        fields_(fields),
        lines_(lines),
        whole_(whole),
        budget_(budget) {}

  void mark(const Query& query) {
    find(query.root, {});
    // What matched by what is not known here: everything that may be meant.
    if (marks.empty() && said.empty() && whole_ == Whole::Passage) {
      whole_ = Whole::Text;
      checks_distances_ = false;
      find(query.root, {});
    }
  }

  std::vector<Range> marks;
  std::vector<Range> said;  ///< lines of speakers who are asked for without words

 private:
  using Scopes = std::vector<const Node*>;

  /// Does the node match? Adds what of it does, and nothing where it does not.
  bool find(const Node& node, const Scopes& scopes) {
    const std::size_t marks_before = marks.size();
    const std::size_t said_before = said.size();
    const bool matches = find_any(node, scopes);
    if (!matches) {
      marks.resize(marks_before);
      said.resize(said_before);
    }
    return matches || whole_ == Whole::Text;
  }

  bool find_any(const Node& node, const Scopes& scopes) {
    switch (node.kind) {
      case Node::Kind::And:
        return find_all(node, scopes);
      case Node::Kind::Or: {
        bool any = false;
        for (const Node& child : node.children)
          any |= find(child, scopes);
        return any;
      }
      case Node::Kind::Not: {
        if (whole_ == Whole::Text) return false;
        const std::size_t before = marks.size();
        const std::size_t said_before = said.size();
        const OtherForms forms = std::exchange(forms_, OtherForms::No);
        const bool matches = find(node.children[0], scopes);
        forms_ = forms;
        marks.resize(before);
        said.resize(said_before);
        return !matches;
      }
      case Node::Kind::Near:
        return find_near(node, scopes);
      case Node::Kind::Words:
        return find_words(node, scopes);
      case Node::Kind::Regex:
        return find_expression(node, scopes);
      case Node::Kind::Filter:
        return node.filter.kind != Filter::Kind::Speaker || find_lines(with(scopes, node));
    }
    return false;
  }

  static Scopes with(Scopes scopes, const Node& scope) {
    scopes.push_back(&scope);
    return scopes;
  }

  bool find_all(const Node& node, Scopes scopes) {
    const std::size_t outer = scopes.size();
    bool has_other_text = false;
    for (const Node& child : node.children) {
      if (is_scope(child)) {
        scopes.push_back(&child);
      } else {
        has_other_text |= child.kind != Node::Kind::Not && has_text(child);
      }
    }
    bool all = true;
    for (const Node& child : node.children) {
      if (!is_scope(child)) all &= find(child, scopes);
    }
    if (scopes.size() > outer && !has_other_text) all &= find_lines(scopes);
    return all;
  }

  bool is_said(const Scopes& scopes, std::uint32_t offset_in_text) {
    if (scopes.empty() || lines_ == nullptr) return true;
    const auto number = line_number(*lines_, offset_in_text);
    return allows(scopes, number ? lines_->line(*number).speaker : -1);
  }

  bool allows(const Scopes& scopes, std::int32_t speaker) {
    if (allowed_for_ != scopes) {
      allowed_for_ = scopes;
      allowed_.clear();
    }
    const auto known = std::ranges::find(allowed_, speaker, &std::pair<std::int32_t, bool>::first);
    if (known != allowed_.end()) return known->second;
    const std::string_view name = speaker < 0 ? std::string_view() : lines_->speaker(speaker);
    const bool is_allowed =
        std::ranges::all_of(scopes, [&](const Node* scope) { return lets_through(*scope, name); });
    allowed_.emplace_back(speaker, is_allowed);
    return is_allowed;
  }

  /// The lines of the passage that these speakers say. In a text as a whole that is no match.
  bool find_lines(const Scopes& scopes) {
    if (whole_ == Whole::Text || lines_ == nullptr) return whole_ == Whole::Passage;
    bool any = false;
    for (std::uint32_t i = line_number(*lines_, range_in_text_.begin).value_or(0);
         i < lines_->count(); ++i) {
      const Line line = lines_->line(i);
      if (line.range_in_text.begin >= range_in_text_.end) break;
      if (!allows(scopes, line.speaker)) continue;
      const Range own = {std::max(line.range_in_text.begin, range_in_text_.begin),
                         std::min(line.range_in_text.end, range_in_text_.end)};
      if (own.empty()) continue;
      said.push_back(own);
      any = true;
    }
    return any;
  }

  Range range_of(const Node& leaf, std::size_t at) const {
    return {words_.word_in_text(at).begin, words_.word_in_text(at + leaf.slots.size() - 1).end};
  }

  bool stands_at(const Node& leaf, std::size_t at, const Scopes& scopes) {
    return is_match(leaf, words_, at, forms_) && is_said(scopes, words_.word_in_text(at).begin);
  }

  bool find_words(const Node& leaf, const Scopes& scopes) {
    if ((leaf.fields & fields_) == 0) return false;
    bool any = false;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_.word_in_text(i).begin >= range_in_text_.end) break;
      if (!stands_at(leaf, i, scopes)) continue;
      marks.push_back(range_of(leaf, i));
      any = true;
    }
    return any;
  }

  bool find_expression(const Node& node, const Scopes& scopes) {
    if ((node.fields & fields_) == 0) return false;
    const auto pattern = Pattern::compile(node.pattern);
    if (!pattern) return false;
    Share share(budget_, kPatternSteps, kStepsOfPatternStep);
    bool any = false;
    for (std::uint32_t from = range_in_text_.begin; from < range_in_text_.end;) {
      const auto match = pattern->find(text_, {from, range_in_text_.end}, share.steps);
      if (!match) break;
      from = match->end;
      if (!is_said(scopes, match->begin)) {
        // Another one may begin within it, where somebody else speaks.
        from = match->begin + 1;
        while (from < text_.size() && (static_cast<unsigned char>(text_[from]) & 0xC0U) == 0x80U)
          ++from;
        continue;
      }
      marks.push_back(*match);
      any = true;
    }
    return any;
  }

  std::vector<NearPlace> places_of(const Node& operand, Distance::Unit unit, const Scopes& scopes) {
    const std::span<const Node> leaves = operand.kind == Node::Kind::Or
                                             ? std::span<const Node>(operand.children)
                                             : std::span<const Node>(&operand, 1);
    std::vector<NearPlace> places;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (const Node& leaf : leaves) {
        if ((leaf.fields & fields_) == 0 || !stands_at(leaf, i, scopes)) continue;
        const std::size_t last = i + leaf.slots.size() - 1;
        NearPlace place = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(last)};
        if (unit == Distance::Unit::Seconds) {
          place.begin_time = time_at(words_.word_in_text(i).begin);
          place.last_time = time_at(words_.word_in_text(last).begin);
        }
        places.push_back(place);
      }
    }
    return places;
  }

  Millis time_at(std::uint32_t offset_in_text) const {
    const auto number = line_number(*lines_, offset_in_text);
    return number ? lines_->line(*number).start : kNoTime;
  }

  /// A place that begins a match is marked, and of the other operands what stands within the
  /// distance of one.
  bool find_near(const Node& node, const Scopes& scopes) {
    const Distance& distance = node.distance;
    const bool is_known = distance.unit == Distance::Unit::Words || lines_ != nullptr;
    if (!checks_distances_ || !is_known) {
      bool all = true;
      for (const Node& child : node.children)
        all &= find(child, scopes);
      return all;
    }
    Share share(budget_, kNearSteps, 1);
    Budget& budget = share.steps;
    std::vector<NearOperand> operands;
    for (const Node& child : node.children)
      operands.emplace_back(places_of(child, distance.unit, scopes), distance.unit, budget);
    bool any = false;
    const std::size_t beginners = distance.is_ordered ? 1 : operands.size();
    std::vector<std::size_t> marked_up_to(operands.size());
    for (std::size_t i = 0; i < beginners; ++i) {
      std::ranges::fill(marked_up_to, std::size_t{0});
      for (const NearPlace& begin : operands[i].places()) {
        if (words_.word_in_text(begin.begin).begin >= range_in_text_.end) break;
        if (!begins_near(distance, operands, i, begin, budget)) continue;
        any = true;
        add_place(begin);
        std::uint32_t behind = begin.last;
        for (std::size_t j = 0; j < operands.size(); ++j) {
          if (j == i) continue;
          const auto places = operands[j].places();
          const std::size_t first = operands[j].next(distance, begin, behind, budget);
          // What an earlier beginning has marked begins no new stretch.
          for (std::size_t n = std::max(first, marked_up_to[j]);
               n < places.size() && budget.spend(); ++n) {
            if (words_.word_in_text(places[n].begin).begin >= range_in_text_.end) break;
            if (!is_within(distance, begin, places[n])) {
              if (operands[j].ascends()) break;
              continue;
            }
            add_place(places[n]);
            if (operands[i].ascends() && operands[j].ascends()) marked_up_to[j] = n + 1;
          }
          if (distance.is_ordered && first < places.size()) behind = places[first].last;
        }
      }
    }
    return any;
  }

  void add_place(const NearPlace& place) {
    marks.push_back({words_.word_in_text(place.begin).begin, words_.word_in_text(place.last).end});
  }

  const FoldedWords& words_;
  std::string_view text_;
  Range range_in_text_;
  FieldSet fields_;
  const TextLines* lines_;
  Whole whole_;
  Budget* budget_;
  OtherForms forms_ = OtherForms::Yes;
  bool checks_distances_ = true;
  Scopes allowed_for_;  // whom `allowed_` is about
  std::vector<std::pair<std::int32_t, bool>> allowed_;
};

/// The words of the range with those that what begins in it may lead to.
FoldedWords words_reached(const Query& query, std::string_view text, Range range_in_text,
                          const TextLines* lines) {
  const Reach reach = reach_of(query.root);
  if (reach.millis >= 0 && lines != nullptr) {
    const std::uint32_t end = end_of_times_near(*lines, range_in_text, reach.millis);
    if (end > range_in_text.end) {
      const auto size = static_cast<std::uint32_t>(text.size());
      range_in_text.end = std::min({end, range_in_text.end + kNearBytes, size});
    }
  }
  return words_round(text, range_in_text, 0, reach.words);
}

}  // namespace

Matched matched_in_passage(const Query& query, const Passage& passage, std::string_view text,
                           FieldSet fields, const TextLines* lines, Budget* budget) {
  const Range range_in_text = clamped(passage.range_in_text, text);
  if (budget != nullptr && !budget->spend(range_in_text.size() * kStepsOfByte))
    return {{}, passage.range_in_text};
  const FoldedWords words = words_reached(query, text, range_in_text, lines);
  if (budget != nullptr) {
    const std::uint32_t more = words.range_in_text().size() - range_in_text.size();
    budget->spend(more * kStepsOfByte);
  }
  Marker marker(words, text, range_in_text, fields, lines, Marker::Whole::Passage, budget);
  marker.mark(query);
  Matched matched;
  matched.highlights_in_text = std::move(marker.marks);
  merge_overlapping(matched.highlights_in_text);
  merge_overlapping(marker.said);
  const auto& found = matched.highlights_in_text.empty() ? marker.said : matched.highlights_in_text;
  matched.range_in_text =
      found.empty() ? passage.range_in_text : Range{found.front().begin, found.back().end};
  return matched;
}

std::vector<Range> highlights_in_text(const Query& query, const Passage& passage,
                                      std::string_view text, FieldSet fields,
                                      const TextLines* lines) {
  return matched_in_passage(query, passage, text, fields, lines).highlights_in_text;
}

std::vector<Range> matches_in_text(const Query& query, std::string_view text, Range range_in_text,
                                   FieldSet fields, const TextLines* lines) {
  const Range range = clamped(range_in_text, text);
  if (range.empty()) return {};
  const Reach reach = reach_of(query.root);
  // A word more on either side, so that a range that cuts a word still sees it whole.
  const std::size_t more = reach.words + 1;
  const Range all = {0, static_cast<std::uint32_t>(text.size())};
  const FoldedWords words =
      words_round(text, reach.millis < 0 ? range : all, reach.millis < 0 ? more : 0, more);
  Marker marker(words, text, range, fields, lines, Marker::Whole::Text);
  marker.mark(query);
  std::vector<Range>& found = marker.marks;
  std::erase_if(found, [&](Range match) { return match.end <= range.begin; });
  merge_overlapping(found);
  return std::move(found);
}

}  // namespace earshot::search
