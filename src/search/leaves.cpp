#include "search/leaves.h"

#include <algorithm>
#include <utility>

#include "search/counted.h"
#include "search/document_walk.h"
#include "search/fuzzy.h"
#include "search/postings.h"
#include "text/characters.h"

namespace earshot::search {
namespace {

void add_term(const Index& index, std::string_view term, Level level, std::uint32_t languages,
              std::vector<FoundTerm>& found) {
  const TermInfo info = IndexAccess::find_term(index, term);
  if (level == Level::Exact ? info.passages > 0 : is_counted(index, info))
    found.push_back({info, level, languages});
}

void add_beginning(const Index& index, std::string_view prefix, Budget& budget,
                   std::vector<FoundTerm>& found) {
  const bool is_single = text::is_single_character_word(prefix);
  for (DictionaryCursor word(index, prefix); word.valid() && word.term().starts_with(prefix);
       word.next()) {
    if (!budget.spend()) return;
    if (is_single && !text::begins_with_word(word.term(), prefix)) continue;
    found.push_back({word.info(), Level::Exact, UINT32_MAX});
  }
}

/// Passages that were given from outside may be longer than a mask.
std::uint64_t bit_of(std::uint32_t position) {
  return position < 64 ? std::uint64_t{1} << position : 0;
}

bool by_begin(const Occurrence& a, const Occurrence& b) {
  return a.begin < b.begin;
}

}  // namespace

std::vector<Step> steps_of(std::span<const Slot> slots) {
  std::vector<Step> steps;
  const auto is_lone = [&](std::size_t i) {
    return i < slots.size() && text::is_single_character_word(slots[i].text);
  };
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const auto offset = static_cast<std::uint32_t>(i);
    if (!is_lone(i)) {
      steps.push_back({offset, slots[i]});
    } else if (is_lone(i + 1)) {
      steps.push_back({offset, {Slot::Kind::Exact, slots[i].text + slots[i + 1].text, {}}});
    } else if (i > 0 && is_lone(i - 1)) {
      continue;  // the pair before has it
    } else {
      const bool is_last = i + 1 == slots.size();
      steps.push_back(
          {offset, {is_last ? Slot::Kind::Prefix : Slot::Kind::Exact, slots[i].text, {}}});
    }
  }
  return steps;
}

std::vector<FoundTerm> find_terms(const Index& index, const Slot& slot, Budget& budget) {
  std::vector<FoundTerm> found;
  switch (slot.kind) {
    case Slot::Kind::Exact:
    case Slot::Kind::Forms:
      add_term(index, slot.text, Level::Exact, UINT32_MAX, found);
      break;
    case Slot::Kind::Open:
    case Slot::Kind::Prefix:
      add_beginning(index, slot.text, budget, found);
      break;
    case Slot::Kind::Glob:
      for (const SimilarTerm& similar : find_wildcard(index, slot.text, budget)) {
        found.push_back({similar.info, Level::Exact, UINT32_MAX});
      }
      break;
  }
  for (const OtherForm& other : slot.also) {
    if (slot.kind == Slot::Kind::Open && other.term.starts_with(slot.text)) continue;
    add_term(index, other.term, other.kind == OtherForm::Kind::Stem ? Level::Stem : Level::Typo,
             other.languages, found);
  }
  return found;
}

// Merging many lists with a heap was the alternative; adding into one byte a passage needs no order
// among them and costs about 2 ns a posting.
Counts count_terms(const Index& index, std::span<const FoundTerm> terms, Budget& budget) {
  Counts result;
  for (const FoundTerm& term : terms) {
    auto& counts = result.by_level[static_cast<std::size_t>(term.level)];
    if (counts.empty()) counts.resize(index.passage_count());
    LanguageCheck language(index, term.languages);
    PostingsCursor postings(index, term.info, budget);
    if (postings.at_end()) continue;
    do {
      const auto passages = postings.block_passages();
      const auto own = postings.block_counts();
      for (std::size_t i = 0; i < passages.size(); ++i) {
        if (!language.passes(passages[i])) continue;
        std::uint8_t& count = counts[passages[i]];
        count =
            static_cast<std::uint8_t>(std::min<std::uint32_t>(255U, count + std::uint32_t{own[i]}));
      }
    } while (postings.next_block());
  }
  if (terms.size() == 1 && terms[0].languages == UINT32_MAX) {
    result.passages = counted_passages(index, terms[0].info);
  } else if (!terms.empty()) {
    result.passages =
        counted_passages(index, passages_of(result, Level::Typo, index.passage_count()));
  }
  return result;
}

Bits passages_of(const Counts& counts, Level level, std::uint32_t passage_count) {
  Bits bits(passage_count);
  for (int l = 0; l <= static_cast<int>(level); ++l) {
    const auto& own = counts.by_level[static_cast<std::size_t>(l)];
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (own[i] != 0) bits.add(i);
    }
  }
  return bits;
}

std::vector<Occurrence> occurrences_of(const Index& index, std::span<const FoundTerm> terms,
                                       Level level, Budget& budget) {
  std::vector<Occurrence> found;
  if (!IndexAccess::need_passages(index)) return found;
  std::size_t lists = 0;
  for (const FoundTerm& term : terms) {
    if (term.level > level) continue;
    LanguageCheck language(index, term.languages);
    PostingsCursor postings(index, term.info, budget);
    if (postings.at_end()) continue;
    ++lists;
    do {
      const auto passages = postings.block_passages();
      const auto counts = postings.block_counts();
      for (std::uint32_t i = 0; i < passages.size(); ++i) {
        if (!language.passes(passages[i])) continue;
        const std::uint32_t first = IndexAccess::first_ordinal(index, passages[i]);
        for (std::uint32_t n = 0; n < counts[i]; ++n) {
          const std::uint32_t ordinal = first + postings.position_at(i, n);
          found.push_back({ordinal, ordinal, passages[i]});
        }
      }
    } while (postings.next_block());
  }
  // A damaged index may give them in any order.
  if (lists > 1 || !std::ranges::is_sorted(found, by_begin)) std::ranges::sort(found, by_begin);
  const auto repeated = std::ranges::unique(found, {}, &Occurrence::begin);
  found.erase(repeated.begin(), repeated.end());
  return found;
}

std::vector<Occurrence> phrase_occurrences(const Index& index, std::span<const Step> steps,
                                           std::span<const std::vector<FoundTerm>> terms,
                                           std::uint32_t words, Budget& budget) {
  std::vector<std::size_t> rarest_first(steps.size());
  std::vector<std::uint64_t> sizes(steps.size());
  for (std::size_t s = 0; s < steps.size(); ++s) {
    rarest_first[s] = s;
    for (const FoundTerm& term : terms[s])
      sizes[s] += term.info.passages;
    if (terms[s].empty()) return {};
  }
  if (steps.empty()) return {};
  std::ranges::stable_sort(rarest_first, {}, [&](std::size_t s) { return sizes[s]; });
  // Where the phrase would begin, by the rarest step; the others keep those that they agree with.
  std::vector<std::uint32_t> begins;
  bool is_first = true;
  for (const std::size_t s : rarest_first) {
    const auto own = occurrences_of(index, terms[s], Level::Exact, budget);
    if (budget.exhausted()) return {};
    const std::uint32_t offset = steps[s].offset;
    if (is_first) {
      for (const Occurrence& place : own) {
        if (place.begin >= offset) begins.push_back(place.begin - offset);
      }
      is_first = false;
      continue;
    }
    auto at = own.begin();
    std::erase_if(begins, [&](std::uint32_t begin) {
      while (at != own.end() && at->begin < begin + offset)
        ++at;
      return at == own.end() || at->begin != begin + offset;
    });
  }
  std::vector<Occurrence> found;
  std::uint32_t passage = 0;
  for (const std::uint32_t begin : begins) {
    while (passage + 1 < index.passage_count() &&
           IndexAccess::first_ordinal(index, passage + 1) <= begin) {
      ++passage;
    }
    if (passage >= index.passage_count()) break;
    // No word has the ordinal between two documents: a phrase that would cross it is none.
    const std::uint32_t first = IndexAccess::first_ordinal(index, passage);
    if (begin < first || begin - first >= IndexAccess::length(index, passage)) continue;
    found.push_back({begin, begin + words - 1, passage});
  }
  return found;
}

std::vector<std::uint64_t> positions_in(const Index& index, std::span<const FoundTerm> terms,
                                        std::span<const std::uint32_t> passages, Budget& budget) {
  std::vector<std::uint64_t> masks(passages.size());
  for (const FoundTerm& term : terms) {
    LanguageCheck language(index, term.languages);
    PostingsCursor postings(index, term.info, budget);
    if (postings.at_end()) continue;
    const auto add = [&](std::size_t place, std::uint32_t at, std::uint32_t count) {
      for (std::uint32_t n = 0; n < count; ++n)
        masks[place] |= bit_of(postings.position_at(at, n));
    };
    if (term.info.passages > passages.size() * kSeekShare) {
      for (std::size_t i = 0; i < passages.size(); ++i) {
        if (!postings.seek(passages[i])) break;
        if (postings.passage() != passages[i] || !language.passes(passages[i])) continue;
        for (std::uint32_t n = 0; n < postings.count(); ++n)
          masks[i] |= bit_of(postings.position(n));
      }
      continue;
    }
    std::size_t place = 0;
    do {
      const auto block = postings.block_passages();
      const auto counts = postings.block_counts();
      for (std::uint32_t i = 0; i < block.size(); ++i) {
        while (place < passages.size() && passages[place] < block[i])
          ++place;
        if (place == passages.size()) break;
        if (passages[place] == block[i] && language.passes(block[i])) add(place, i, counts[i]);
      }
    } while (place < passages.size() && postings.next_block());
  }
  return masks;
}

}  // namespace earshot::search
