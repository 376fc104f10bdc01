#include "search/sources.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "search/counted.h"
#include "search/forms.h"

namespace earshot::search {
namespace {

/// Up to so many postings are sorted by merging lists; more are added up in a number a passage.
constexpr std::uint64_t kFewPostings = 1024;
constexpr std::uint64_t kVeryFewPostings = 48;

/// Calls `take(passage, count)` for the postings that may count.
template <typename Take>
void for_each_posting(PostingsCursor postings, LanguageCheck language, Take take) {
  if (postings.at_end() || language.passes_none()) return;
  const bool passes_all = language.passes_all();
  do {
    const auto passages = postings.block_passages();
    const auto counts = postings.block_counts();
    for (std::size_t i = 0; i < passages.size(); ++i) {
      if (passes_all || language.passes(passages[i])) take(passages[i], counts[i]);
    }
  } while (postings.next_block());
}

/// The same for the word and then for each of its forms: `take(level, passage, count)`.
template <typename Take>
void for_each_list(const Index& index, const Source& source, Budget& budget, Take take) {
  for_each_posting(
      source.cursor(index, budget), LanguageCheck(index, UINT32_MAX),
      [&](std::uint32_t passage, std::uint32_t count) { take(Level::Exact, passage, count); });
  for (const OtherSource& other : source.others) {
    for_each_posting(
        PostingsCursor(index, other.info, budget), LanguageCheck(index, other.languages),
        [&](std::uint32_t passage, std::uint32_t count) { take(other.level, passage, count); });
  }
}

}  // namespace

void mark_passages(PostingsCursor postings, LanguageCheck language, Bits& marked) {
  if (postings.at_end() || language.passes_none()) return;
  const bool passes_all = language.passes_all();
  do {
    if (passes_all) {
      marked.add_all(postings.block_passages());
      continue;
    }
    for (const std::uint32_t passage : postings.block_passages()) {
      if (language.passes(passage)) marked.add(passage);
    }
  } while (postings.next_block());
}

namespace {

/// How many passages have the word in some form. `of_group` of them have one of its stem, as the
/// index counts them; 0: that is not known.
std::uint32_t count_passages(const Index& index, std::uint32_t of_group, Source& source,
                             Budget& budget) {
  const bool has_typos = std::ranges::any_of(
      source.others, [](const OtherSource& other) { return other.level == Level::Typo; });
  source.has_bounds = of_group > 0 && !source.is_merged && !has_typos;
  // It counts forms too that stand in documents alone that are left out.
  if (source.has_bounds && IndexAccess::left_out(index).empty()) return of_group;
  if (source.postings() <= kFewPostings) {
    return static_cast<std::uint32_t>(tally_all(index, source, budget).passages.size());
  }
  Bits marked(index.passage_count());
  mark_passages(source.cursor(index, budget), LanguageCheck(index, UINT32_MAX), marked);
  for (const OtherSource& other : source.others) {
    mark_passages(PostingsCursor(index, other.info, budget), LanguageCheck(index, other.languages),
                  marked);
  }
  return static_cast<std::uint32_t>(marked.count());
}

/// So few that each is put where it belongs among those before.
TallyList tally_very_few(const Index& index, const Source& source, Budget& budget) {
  struct Entry {
    std::uint32_t passage = 0;
    std::uint32_t tally = 0;
  };
  std::array<Entry, kVeryFewPostings> entries;
  Entry* const first = entries.data();
  std::size_t size = 0;
  for_each_list(index, source, budget,
                [&](Level level, std::uint32_t passage, std::uint32_t count) {
                  const std::uint32_t own = Tally::of(level, count);
                  std::size_t at = size;
                  while (at > 0 && first[at - 1].passage > passage)
                    --at;
                  if (at > 0 && first[at - 1].passage == passage) {
                    first[at - 1].tally = Tally::sum(first[at - 1].tally, own);
                    return;
                  }
                  if (size == entries.size()) return;  // more than a damaged index said
                  std::move_backward(first + at, first + size, first + size + 1);
                  first[at] = {passage, own};
                  ++size;
                });
  TallyList list;
  list.passages.resize(size);
  list.tallies.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    list.passages[i] = first[i].passage;
    list.tallies[i] = first[i].tally;
  }
  return list;
}

/// Few lists of few postings: each is merged into what the ones before gave.
TallyList tally_few(const Index& index, const Source& source, Budget& budget) {
  TallyList all;
  TallyList merged;
  const auto most = static_cast<std::size_t>(source.postings());
  const auto make_room = [most](TallyList& list) {
    list.passages.reserve(most);
    list.tallies.reserve(most);
  };
  make_room(merged);
  std::size_t at = 0;
  auto level = Level::Exact;
  const auto take_rest = [&](std::size_t end) {
    for (; at < end; ++at) {
      merged.passages.push_back(all.passages[at]);
      merged.tallies.push_back(all.tallies[at]);
    }
  };
  const auto end_list = [&] {
    take_rest(all.passages.size());
    std::swap(all, merged);
    merged.passages.clear();
    merged.tallies.clear();
    at = 0;
  };
  const auto take = [&](std::uint32_t passage, std::uint32_t count) {
    while (at < all.passages.size() && all.passages[at] < passage)
      take_rest(at + 1);
    const std::uint32_t own = Tally::of(level, count);
    if (at < all.passages.size() && all.passages[at] == passage) {
      merged.passages.push_back(passage);
      merged.tallies.push_back(Tally::sum(all.tallies[at++], own));
    } else if (merged.passages.empty() || merged.passages.back() < passage) {
      merged.passages.push_back(passage);  // damaged lists may go back: those are left out
      merged.tallies.push_back(own);
    }
  };
  for_each_posting(source.cursor(index, budget), LanguageCheck(index, UINT32_MAX), take);
  end_list();
  if (!source.others.empty()) make_room(merged);
  for (const OtherSource& other : source.others) {
    level = other.level;
    for_each_posting(PostingsCursor(index, other.info, budget),
                     LanguageCheck(index, other.languages), take);
    end_list();
  }
  return all;
}

/// How many passages that have the word in some form do not count.
std::uint32_t count_left_out(const Index& index, const Source& source, Budget& budget) {
  if (IndexAccess::left_out(index).empty() || source.passages_of_all == 0) return 0;
  Bits marked(index.passage_count());
  for_each_left_out(index, source.cursor(index, budget),
                    [&](std::uint32_t passage) { marked.add(passage); });
  for (const OtherSource& other : source.others) {
    LanguageCheck language(index, other.languages);
    for_each_left_out(index, PostingsCursor(index, other.info, budget), [&](std::uint32_t passage) {
      if (language.passes(passage)) marked.add(passage);
    });
  }
  return static_cast<std::uint32_t>(marked.count());
}

}  // namespace

Source find_source(const Index& index, std::string_view word, bool is_prefix, const Slot* slot,
                   Budget& budget) {
  Source source;
  source.is_merged = is_prefix;
  if (is_prefix) source.merged = merge_prefix(index, word, budget);
  std::uint32_t of_group = 0;
  const bool is_known = slot != nullptr && slot->known_in == index.id();
  if (is_known && !is_prefix) source.word = slot->known;
  if (slot != nullptr && !slot->also.empty()) {
    source.others.reserve(slot->also.size());
    for (const OtherForm& other : slot->also) {
      const bool is_stem = other.kind == OtherForm::Kind::Stem;
      source.others.push_back({is_known ? other.known : TermInfo{},
                               is_stem ? Level::Stem : Level::Typo, other.languages});
    }
    if (is_known && !slot->stems.empty()) of_group = slot->known_passages_of_stem;
    // Most are of one stem, whose group tells where they, and the word, stand in the dictionary.
    for (const StemName& stem : slot->stems) {
      if (is_known || (index.languages() & stem.language) == 0) continue;
      const Forms forms(index, stem.hash);
      if (index.has_one_language() && stem.language == index.languages())
        of_group = forms.passages();
      forms.for_each([&](std::string_view term, const TermInfo& info) {
        if (term == word) source.word = info;
        const auto other = std::ranges::find(slot->also, term, &OtherForm::term);
        if (other != slot->also.end())
          source.others[static_cast<std::size_t>(other - slot->also.begin())].info = info;
      });
    }
  }
  if (!is_prefix && source.word.passages == 0) source.word = IndexAccess::find_term(index, word);
  for (std::size_t i = 0; i < source.others.size(); ++i) {
    const std::string_view term = slot->also[i].term;
    TermInfo& info = source.others[i].info;
    // What begins as the word does is in its beginning already.
    if (slot->kind == Slot::Kind::Open && term.starts_with(slot->text)) {
      info = {};
    } else if (info.passages == 0) {
      info = IndexAccess::find_term(index, term);
    }
  }
  std::erase_if(source.others, [&index](const OtherSource& other) {
    return other.info.passages == 0 || !is_counted(index, other.info);
  });
  source.passages_of_all =
      source.others.empty() ? source.passages() : count_passages(index, of_group, source, budget);
  const std::uint32_t left_out = count_left_out(index, source, budget);
  source.counted_of_all = source.passages_of_all - std::min(left_out, source.passages_of_all);
  return source;
}

TallyList tally_all(const Index& index, const Source& source, Budget& budget) {
  const std::uint64_t postings = source.postings();
  if (postings <= kVeryFewPostings) return tally_very_few(index, source, budget);
  if (postings <= kFewPostings) return tally_few(index, source, budget);
  const std::uint32_t passages = index.passage_count();
  const auto tallies = std::make_unique_for_overwrite<std::uint32_t[]>(passages);
  std::vector<std::uint64_t> used((std::size_t{passages} + 63) / 64);
  for_each_list(index, source, budget,
                [&](Level level, std::uint32_t passage, std::uint32_t count) {
                  std::uint64_t& word = used[passage / 64];
                  const std::uint64_t bit = std::uint64_t{1} << (passage % 64);
                  const std::uint32_t own = Tally::of(level, count);
                  tallies[passage] = (word & bit) != 0 ? Tally::sum(tallies[passage], own) : own;
                  word |= bit;
                });
  std::size_t size = 0;
  for (const std::uint64_t word : used)
    size += static_cast<std::size_t>(std::popcount(word));
  TallyList list;
  list.passages.resize(size);
  list.tallies.resize(size);
  std::size_t at = 0;
  for_each_word(used, [&](std::size_t i) {
    for_each_bit(used[i], [&](std::uint32_t bit) {
      const std::size_t passage = i * 64 + bit;
      list.passages[at] = static_cast<std::uint32_t>(passage);
      list.tallies[at++] = tallies[passage];
    });
  });
  return list;
}

namespace {

/// Tells the place of passages in an ascending list of them.
class Ranks {
 public:
  Ranks(std::span<const std::uint32_t> passages, std::uint32_t passage_count)
      : words_((std::size_t{passage_count} + 63) / 64), before_(words_.size()) {
    for (const std::uint32_t passage : passages)
      words_[passage / 64] |= std::uint64_t{1} << (passage % 64);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      before_[i] = sum;
      sum += static_cast<std::uint32_t>(std::popcount(words_[i]));
    }
  }

  bool has(std::uint32_t passage) const {
    return (words_.data()[passage / 64] >> (passage % 64) & 1U) != 0;
  }
  /// Of a passage that is in the list.
  std::uint32_t place(std::uint32_t passage) const {
    const std::uint64_t below = (std::uint64_t{1} << (passage % 64)) - 1;
    return before_[passage / 64] +
           static_cast<std::uint32_t>(std::popcount(words_[passage / 64] & below));
  }

 private:
  std::vector<std::uint64_t> words_;
  std::vector<std::uint32_t> before_;
};

void seek_tallies(PostingsCursor postings, LanguageCheck language, Level level,
                  std::span<const std::uint32_t> passages, std::span<std::uint32_t> tallies) {
  if (postings.at_end() || language.passes_none()) return;
  for (std::size_t i = 0; i < passages.size(); ++i) {
    if (!postings.seek(passages[i])) return;
    if (postings.passage() != passages[i] || !language.passes(passages[i])) continue;
    tallies[i] = Tally::sum(tallies[i], Tally::of(level, postings.count()));
  }
}

void read_tallies(PostingsCursor postings, LanguageCheck language, Level level, const Ranks& ranks,
                  std::span<std::uint32_t> tallies) {
  if (postings.at_end() || language.passes_none()) return;
  do {
    const std::uint32_t* const block = postings.block_passages().data();
    for (std::uint32_t i = 0; i < postings.block_size(); ++i) {
      if (!ranks.has(block[i]) || !language.passes(block[i])) continue;
      std::uint32_t& tally = tallies[ranks.place(block[i])];
      tally = Tally::sum(tally, Tally::of(level, postings.block_counts()[i]));
    }
  } while (postings.next_block());
}

}  // namespace

void add_tallies(const Index& index, const Source& source, std::span<const std::uint32_t> passages,
                 std::span<std::uint32_t> tallies, Budget& budget) {
  std::optional<Ranks> ranks;
  const auto add = [&](const PostingsCursor& postings, std::uint32_t languages, Level level,
                       std::uint64_t size) {
    const LanguageCheck language(index, languages);
    if (size > passages.size() * kSeekShare) {
      seek_tallies(postings, language, level, passages, tallies);
    } else {
      if (!ranks) ranks.emplace(passages, index.passage_count());
      read_tallies(postings, language, level, *ranks, tallies);
    }
  };
  if (passages.empty()) return;
  add(source.cursor(index, budget), UINT32_MAX, Level::Exact, source.passages());
  for (const OtherSource& other : source.others) {
    add(PostingsCursor(index, other.info, budget), other.languages, other.level,
        other.info.passages);
  }
}

}  // namespace earshot::search
