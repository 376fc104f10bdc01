// Phrases.
//
// Every occurrence of the rarest word that has the next rarest one in its place is a candidate for
// where the phrase begins. Each other word, rarest first, then keeps those candidates behind which
// it stands in the right distance. Words are found by their ordinals, which count through all
// passages of a document, so that the ends of passages play no part. A prefix at the end is last:
// the places where its word would stand are marked in a bit map, and the postings of all words that
// begin so are held against it.

#include "search/phrase.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "search/postings.h"

namespace earshot::search {
namespace {

/// A seek costs about as much as looking at so many postings one after the other.
constexpr std::uint32_t kSeekWorth = 16;

struct Candidate {
  std::uint32_t begin_ordinal = 0;
  std::uint32_t passage = 0;  // of the rarest word; the phrase begins here or shortly before
};

/// Where a word's ordinal lies.
struct Place {
  std::uint32_t passage = 0;
  std::uint32_t position = 0;  // in the passage
  bool found = false;
};

/// The place of `ordinal`, looked for from `passage` on in either direction. A passage has a word
/// at least, so words of one phrase are no more passages apart than the phrase has words. No word
/// has the ordinal between two documents.
Place find_place(const Index& index, std::uint32_t passage, std::uint32_t ordinal,
                 std::size_t phrase_words) {
  const auto reach = static_cast<std::uint32_t>(phrase_words + 1);
  const std::uint32_t lowest = passage - std::min(passage, reach);
  while (passage > lowest && IndexAccess::first_ordinal(index, passage) > ordinal)
    --passage;
  const std::uint32_t end = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(index.passage_count(), std::uint64_t{passage} + reach));
  for (; passage < end; ++passage) {
    const std::uint32_t first = IndexAccess::first_ordinal(index, passage);
    if (ordinal < first) return {};
    if (ordinal - first < IndexAccess::length(index, passage)) {
      return {passage, ordinal - first, true};
    }
  }
  return {};
}

std::vector<Candidate> candidates_of(const Index& index, TermInfo word,
                                     std::uint32_t place_in_phrase, Budget& budget) {
  std::vector<Candidate> candidates;
  candidates.reserve(std::min(word.passages, index.passage_count()));
  PostingsCursor postings(index, word, budget);
  if (postings.at_end()) return candidates;
  do {
    const auto passages = postings.block_passages();
    const auto counts = postings.block_counts();
    for (std::uint32_t i = 0; i < passages.size(); ++i) {
      const std::uint32_t first = IndexAccess::first_ordinal(index, passages[i]);
      for (std::uint32_t n = 0; n < counts[i]; ++n) {
        const std::uint32_t ordinal = first + postings.position_at(i, n);
        if (ordinal >= place_in_phrase) {
          candidates.push_back({ordinal - place_in_phrase, passages[i]});
        }
      }
    }
  } while (postings.next_block());
  return candidates;
}

/// A word of a phrase and where in it it stands.
struct PlacedWord {
  TermInfo word;
  std::uint32_t place_in_phrase = 0;
};

/// The candidates that have both words, which stand less than a passage apart or not: where the
/// second is in none of the passages that its place can be in, no position is read.
std::vector<Candidate> candidates_of(const Index& index, const PlacedWord& rare,
                                     const PlacedWord& other, std::size_t phrase_words,
                                     Budget& budget) {
  std::vector<Candidate> candidates;
  PostingsCursor leader(index, rare.word, budget);
  PostingsCursor postings(index, other.word, budget);
  const bool is_behind = other.place_in_phrase > rare.place_in_phrase;
  // From the one to the other, modulo 2^32.
  const std::uint32_t step = other.place_in_phrase - rare.place_in_phrase;
  const auto reach = static_cast<std::uint32_t>(phrase_words);
  while (!leader.at_end()) {
    const auto passages = leader.block_passages();
    for (std::uint32_t i = 0; i < passages.size(); ++i) {
      const std::uint32_t passage = passages[i];
      const std::uint32_t lowest = is_behind ? passage : passage - std::min(passage, reach);
      if (!postings.seek(lowest)) return candidates;
      if (postings.passage() > passage + (is_behind ? reach : 0)) continue;
      const std::uint32_t first = IndexAccess::first_ordinal(index, passage);
      const std::uint32_t length = IndexAccess::length(index, passage);
      const std::uint32_t count = leader.block_counts()[i];
      for (std::uint32_t n = 0; n < count; ++n) {
        const std::uint32_t position = leader.position_at(i, n);
        const std::uint32_t ordinal = first + position;
        if (ordinal < rare.place_in_phrase) continue;
        Place place = {passage, position + step, true};
        if (place.position >= length) {  // before the passage or behind it
          place = find_place(index, passage, ordinal + step, phrase_words);
          if (!place.found) continue;
        }
        // Places ascend with the positions, but for a damaged index: then some are not found.
        if (!postings.seek(place.passage)) break;
        if (postings.passage() == place.passage && postings.has_position(place.position))
          candidates.push_back({ordinal - rare.place_in_phrase, passage});
      }
    }
    leader.next_block();
  }
  return candidates;
}

/// Keeps the candidates that have `word` in its place.
void keep_with_word(const Index& index, TermInfo word, std::uint32_t place_in_phrase,
                    std::size_t phrase_words, std::vector<Candidate>& candidates, Budget& budget) {
  PostingsCursor postings(index, word, budget);
  std::erase_if(candidates, [&](const Candidate& candidate) {
    const Place place = find_place(index, candidate.passage,
                                   candidate.begin_ordinal + place_in_phrase, phrase_words);
    return !place.found || !postings.seek(place.passage) || postings.passage() != place.passage ||
           !postings.has_position(place.position);
  });
}

/// Keeps the candidates whose word at `place_in_phrase` begins with `prefix`.
void keep_with_prefix(const Index& index, std::string_view prefix, std::uint32_t place_in_phrase,
                      std::vector<Candidate>& candidates, Budget& budget) {
  const std::size_t phrase_words = std::size_t{place_in_phrase} + 1;
  if (candidates.empty()) return;
  // A bit for each ordinal from the first candidate's word on, and a mark for each passage with
  // one.
  const std::uint32_t first_bit = candidates.front().begin_ordinal;
  std::vector<std::uint64_t> wanted;
  std::vector<bool> has_wanted(index.passage_count());
  const auto bit_of = [&](const Candidate& candidate) {
    return std::size_t{candidate.begin_ordinal - first_bit};
  };
  for (const Candidate& candidate : candidates) {
    const Place place = find_place(index, candidate.passage,
                                   candidate.begin_ordinal + place_in_phrase, phrase_words);
    if (!place.found || candidate.begin_ordinal < first_bit) continue;
    // Ordinals are at most as many as words, documents and given passages; a damaged table may say
    // otherwise.
    if (bit_of(candidate) > index.word_count() + index.document_count() + index.passage_count()) {
      continue;
    }
    if (bit_of(candidate) / 64 >= wanted.size()) wanted.resize(bit_of(candidate) / 64 + 1);
    wanted[bit_of(candidate) / 64] |= std::uint64_t{1} << (bit_of(candidate) % 64);
    has_wanted[place.passage] = true;
  }
  std::vector<std::uint64_t> found(wanted.size());
  std::vector<std::uint32_t> wanted_passages;
  for (std::uint32_t passage = 0; passage < has_wanted.size(); ++passage) {
    if (has_wanted[passage]) wanted_passages.push_back(passage);
  }
  // At the `at`th passage of the cursor's block.
  const auto mark = [&](PostingsCursor& postings, std::uint32_t passage, std::uint32_t at,
                        std::uint32_t count) {
    const std::uint32_t first = IndexAccess::first_ordinal(index, passage);
    for (std::uint32_t n = 0; n < count; ++n) {
      // Below zero wraps round and is out of the map.
      const std::uint32_t bit = first + postings.position_at(at, n) - place_in_phrase - first_bit;
      if (bit / 64 >= wanted.size()) continue;
      found[bit / 64] |= wanted[bit / 64] & (std::uint64_t{1} << (bit % 64));
    }
  };
  for (DictionaryCursor word(index, prefix); word.valid() && word.term().starts_with(prefix);
       word.next()) {
    if (!budget.spend()) break;
    PostingsCursor postings(index, word.info(), budget);
    if (word.info().passages / kSeekWorth > wanted_passages.size()) {
      for (const std::uint32_t passage : wanted_passages) {
        if (!postings.seek(passage)) break;
        if (postings.passage() == passage) {
          mark(postings, passage, postings.place_in_block(), postings.count());
        }
      }
      continue;
    }
    for (; !postings.at_end(); postings.next_block()) {
      const auto passages = postings.block_passages();
      for (std::uint32_t i = 0; i < passages.size(); ++i) {
        if (has_wanted[passages[i]]) mark(postings, passages[i], i, postings.block_counts()[i]);
      }
    }
  }
  std::erase_if(candidates, [&](const Candidate& candidate) {
    const std::size_t bit = bit_of(candidate);
    return bit / 64 >= found.size() || (found[bit / 64] >> (bit % 64) & 1U) == 0;
  });
}

}  // namespace

std::vector<std::uint32_t> find_phrase(const Index& index, const PhraseTerms& phrase,
                                       Budget& budget) {
  const auto& words = phrase.words;
  std::vector<std::uint32_t> rarest_first(words.size());
  std::iota(rarest_first.begin(), rarest_first.end(), 0U);
  std::ranges::stable_sort(rarest_first, {},
                           [&](std::uint32_t place) { return words[place].passages; });
  std::vector<std::uint32_t> found;
  if (words.empty() || !IndexAccess::need_passages(index)) return found;
  const auto placed = [&](std::size_t i) {
    return PlacedWord{words[rarest_first[i]], rarest_first[i]};
  };
  std::vector<Candidate> candidates =
      words.size() == 1 ? candidates_of(index, words.front(), 0, budget)
                        : candidates_of(index, placed(0), placed(1), words.size(), budget);
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (!budget.spend(candidates.size())) return found;
    keep_with_word(index, placed(i).word, placed(i).place_in_phrase, words.size(), candidates,
                   budget);
  }
  if (!phrase.last_prefix.empty()) {
    if (!budget.spend(candidates.size())) return found;
    keep_with_prefix(index, phrase.last_prefix, static_cast<std::uint32_t>(words.size()),
                     candidates, budget);
  }
  for (const Candidate& candidate : candidates) {
    const Place place =
        find_place(index, candidate.passage, candidate.begin_ordinal, words.size() + 1);
    if (place.found && (found.empty() || found.back() < place.passage)) {
      found.push_back(place.passage);
    }
  }
  return found;
}

}  // namespace earshot::search
