// The engine against the naive scan: on every query both must find the same passages, with the same
// scores, in the order of these scores. Then the other way round: with an index that is broken on
// purpose, or an evaluator that passes over a part of the query, the same comparison must fail.

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <format>
#include <memory>
#include <optional>
#include <random>
#include <string>

#include "corpus.h"
#include "documents.h"
#include "generator.h"
#include "naive.h"
#include "search/expand.h"
#include "search/format.h"
#include "search/index_access.h"
#include "search/search.h"

namespace earshot::oracle {
namespace {

using search::Field;
using search::Hit;
using search::Index;
using search::IndexBuilder;

/// So many for each of three libraries, over 10,000 without any corpus; with EARSHOT_SLOW ten times
/// as many.
constexpr int kQueries = 3400;

int query_count(int queries) {
  return std::getenv("EARSHOT_SLOW") != nullptr ? 10 * queries : queries;
}

/// Scores are summed as floats by one side, as doubles by the other.
constexpr double kTolerance = 1e-4;

/// Texts in several indexes, as in several packs, with the naive scan over the same texts.
class Library {
 public:
  Library(std::vector<CorpusText> texts, std::uint32_t index_count)
      : texts_(std::move(texts)), documents_(contents_of(texts_)), naive_(documents_) {
    for (std::uint32_t n = 0; n < index_count; ++n) {
      IndexBuilder builder;
      for (std::size_t i = n; i < texts_.size(); i += index_count) {
        const auto number = static_cast<std::uint32_t>(i);
        builder.add({.document = number,
                     .field = field_of(texts_[i]),
                     .text = texts_[i].text,
                     .borders_in_text = texts_[i].borders_in_text,
                     .language = text::stem_language(documents_.facts(n, number).language)});
      }
      const std::vector<std::byte> bytes = builder.finish();
      sizes_.push_back(bytes.size());
      storage_.push_back(std::make_unique<std::uint64_t[]>(bytes.size() / 8 + 1));
      std::memcpy(storage_.back().get(), bytes.data(), bytes.size());
      indexes_.push_back(Index::open(this->bytes(n)).value());
    }
    for (std::uint32_t n = 0; n < index_count; ++n) {
      for (std::size_t i = n; i < texts_.size(); i += index_count) {
        naive_.add(n, indexes_[n], static_cast<std::uint32_t>(i), texts_[i].text);
      }
    }
  }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  const Naive& naive() const { return naive_; }
  const Index& index(std::size_t n) const { return indexes_[n]; }
  std::span<std::byte> bytes(std::size_t n) {
    return std::as_writable_bytes(std::span(storage_[n].get(), sizes_[n] / 8 + 1)).first(sizes_[n]);
  }

  search::Query query(std::string_view text) const {
    return search::expand(pointers(), search::parse_query(text, false));
  }
  std::vector<Hit> search(const search::Query& query) const {
    search::SearchOptions options;
    options.documents = &documents_;
    return search::search(pointers(), query, options).hits;
  }

 private:
  static Field field_of(const CorpusText& text) {
    if (text.path.ends_with(".md")) return Field::Notes;
    if (text.path.ends_with(".txt")) return Field::Chapter;
    if (text.path.ends_with(".title")) return Field::Title;
    return Field::Transcript;
  }
  static std::vector<TestText> contents_of(const std::vector<CorpusText>& texts) {
    std::vector<TestText> contents;
    for (const CorpusText& text : texts)
      contents.push_back({text.text, text.borders_in_text});
    return contents;
  }
  std::vector<const Index*> pointers() const {
    std::vector<const Index*> pointers;
    for (const Index& index : indexes_)
      pointers.push_back(&index);
    return pointers;
  }

  std::vector<CorpusText> texts_;
  TestDocuments documents_;
  std::vector<std::unique_ptr<std::uint64_t[]>> storage_;
  std::vector<std::size_t> sizes_;
  std::vector<Index> indexes_;
  Naive naive_;
};

/// What differs between engine and naive scan, or nothing.
std::optional<std::string> difference(const std::vector<Hit>& hits, const NaiveHits& expected) {
  if (hits.size() != expected.size()) {
    return std::format("{} hits instead of {}", hits.size(), expected.size());
  }
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const Hit& hit = hits[i];
    const auto found = expected.find({hit.index, hit.passage});
    if (found == expected.end()) {
      return std::format("passage {} of index {} does not match", hit.passage, hit.index);
    }
    const double score = found->second.score + found->second.proximity;
    const auto own = static_cast<double>(hit.score);
    if (std::abs(score - own) > kTolerance * (1 + score)) {
      return std::format("score {} instead of {}", hit.score, score);
    }
    if (i == 0) continue;
    const Hit& before = hits[i - 1];
    const bool in_order = before.score != hit.score ? before.score > hit.score
                                                    : std::pair(before.index, before.passage) <
                                                          std::pair(hit.index, hit.passage);
    if (!in_order) return std::format("hit {} is out of order", i);
  }
  return std::nullopt;
}

struct Tally {
  int queries = 0;
  int differing = 0;
  int matching = 0;
  int crossing_and_matching = 0;
  std::string first_difference;
};

Tally compare(const Library& library, std::uint32_t seed, int queries) {
  Tally tally;
  QueryGenerator generator(library.naive(), seed);
  for (; tally.queries < queries; ++tally.queries) {
    const GeneratedQuery generated = generator.next();
    const search::Query query = library.query(generated.text);
    const NaiveHits expected = library.naive().search(query);
    if (!expected.empty()) {
      ++tally.matching;
      if (generated.crosses_passages) ++tally.crossing_and_matching;
    }
    if (const auto differs = difference(library.search(query), expected)) {
      if (tally.differing++ == 0) {
        tally.first_difference = generated.text + " (" + query.print() + "): " + *differs;
      }
    }
  }
  return tally;
}

void expect_agreement(const Library& library, std::uint32_t seed, int queries = kQueries) {
  const Tally tally = compare(library, seed, query_count(queries));
  EXPECT_EQ(tally.differing, 0) << tally.first_difference;
  EXPECT_GE(tally.matching * 100, tally.queries * 60);
  EXPECT_GE(tally.crossing_and_matching * 20, tally.queries);  // 500 of 10,000
  ::testing::Test::RecordProperty("queries", tally.queries);
  ::testing::Test::RecordProperty("matching", tally.matching);
  ::testing::Test::RecordProperty("phrases_across_passages", tally.crossing_and_matching);
  std::printf("%d queries, %d match, %d are phrases across passages\n", tally.queries,
              tally.matching, tally.crossing_and_matching);
}

/// An eighth of the demo show: each word is read for each query.
std::vector<CorpusText> part_of_demo(std::size_t part) {
  std::vector<CorpusText> texts;
  const std::vector<CorpusText> all = demo_texts();
  for (std::size_t i = part; i < all.size(); i += 8) {
    texts.push_back(all[i]);
    // The first line stands for the title.
    CorpusText title;
    title.path = all[i].path + ".title";
    title.text = all[i].text.substr(0, all[i].text.find('\n'));
    texts.push_back(title);
  }
  return texts;
}

/// Scripts without spaces beside others, cut into cues anywhere.
std::vector<CorpusText> mixed_scripts() {
  constexpr std::array<std::string_view, 40> kPieces = {
      "\u65E5",   "\u672C",       "\u8A9E",   "\u3092",  "\u65E5",
      "\u672C",   "\u52C9",       "\u5F37",   "\u30AD",  "\u30E3",
      "\u0E01",   "\u0E34",       "\u0E19",   "\u0E01",  "cache ",
      " caches ", "caching ",     " link",    " the ",   ". ",
      "\u3002",   "\n",           " 12:30 ",  "が",      "か",
      "か\u3099", "Stra\u00DFe ", "ｶﾞ",       "학",      "교",
      "에서 ",    "학교",         "ป่",        "ป้",       "काम ",
      "कम ",      "l'école ",     "l’amour ", " amour ", "Ærø "};
  std::mt19937 random(17);
  std::vector<CorpusText> texts;
  for (int i = 0; i < 10; ++i) {
    CorpusText text;
    text.path = i % 3 == 0 ? "a.md" : i % 5 == 4 ? "a.title" : "a.vtt";
    text.borders_in_text.push_back(0);
    for (int n = 0; n < 300; ++n) {
      const std::string_view piece = kPieces[random() % kPieces.size()];
      text.text += piece;
      if (piece == "\n") {
        text.borders_in_text.push_back(static_cast<std::uint32_t>(text.text.size()));
      }
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

TEST(Oracle, AgreesOverAPartOfTheDemoShow) {
  expect_agreement(Library(part_of_demo(0), 1), 1);
}

TEST(Oracle, AgreesOverSeveralPacks) {
  expect_agreement(Library(part_of_demo(4), 3), 2);
}

TEST(Oracle, AgreesOverScriptsWithoutSpaces) {
  expect_agreement(Library(mixed_scripts(), 2), 3);
}

TEST(Oracle, AgreesOverRealTranscripts) {
  if (shared_corpus().empty()) {
    GTEST_SKIP() << "no real inputs here: name their folder in EARSHOT_SHARED";
  }
  expect_agreement(Library(corpus_texts(6), 2), 4, 300);
}

/// Words over two letters, and all queries of a few forms over them.
TEST(Oracle, AgreesOnAllSmallTextsAndAllSmallQueries) {
  constexpr std::array<std::string_view, 3> kWords = {"a", "ab", "b"};
  std::vector<std::string> queries;
  for (const std::string_view x : kWords) {
    for (const std::string_view form : {"{}", "\"{}\"", "{}*", "*{}", "title:{}", "/{}/", "-{}"}) {
      queries.push_back(std::vformat(form, std::make_format_args(x)));
    }
    for (const std::string_view y : kWords) {
      for (const std::string_view form :
           {"{} {}", "\"{} {}\"", "\"{} {}*\"", "{} -{}", "{} OR {}", "{} NEAR/1w {}",
            "{} NEAR/2w {}", "{} ONEAR/1w {}", "{} NEAR/3s {}", "{} NEAR/4s {}", "/{} {}/",
            "speaker:anna {} -{}", "{} \"{} a\"", "\"{} *{}\"", "title:{} OR {}"}) {
        queries.push_back(std::vformat(form, std::make_format_args(x, y)));
      }
    }
  }
  // All texts of up to four words, each two in cues of their own, as documents of one library.
  std::vector<CorpusText> texts;
  for (int length = 1; length <= 4; ++length) {
    int count = 1;
    for (int i = 0; i < length; ++i)
      count *= 3;
    for (int number = 0; number < count; ++number) {
      CorpusText text;
      text.path = number % 7 == 6 ? "a.title" : "a.vtt";
      int rest = number;
      for (int i = 0; i < length; ++i) {
        if (i % 2 == 0)
          text.borders_in_text.push_back(static_cast<std::uint32_t>(text.text.size()));
        text.text += kWords[static_cast<std::size_t>(rest % 3)];
        text.text += i % 2 == 0 ? " " : "\n";
        rest /= 3;
      }
      texts.push_back(std::move(text));
    }
  }
  const Library library(std::move(texts), 2);
  for (const std::string& text : queries) {
    const search::Query query = library.query(text);
    const auto differs = difference(library.search(query), library.naive().search(query));
    EXPECT_FALSE(differs) << text << ": " << *differs;
  }
}

/// Filters without words list episodes: two documents each, a title and a text in any language.
TEST(Oracle, AgreesOnTheEpisodesThatFiltersList) {
  constexpr std::array<std::string_view, 9> kFilters = {
      "lang:en",      "lang:de",   "-lang:de-at",
      "lang:ger",     "show:slow", "has:notes",
      "after:2025-1", "-lang:en",  "(lang:de OR shorter:1h)"};
  std::vector<CorpusText> texts;
  for (int i = 0; i < 24; ++i) {
    CorpusText text;
    text.path = i % 2 == 0 ? "a.title" : "a.vtt";
    text.text = "word " + std::to_string(i);
    text.borders_in_text.push_back(0);
    texts.push_back(std::move(text));
  }
  const Library library(std::move(texts), 1);
  int matching = 0;
  for (const std::string_view first : kFilters) {
    for (const std::string_view second : kFilters) {
      for (const std::string_view form : {"{} {}", "{} OR {}", "{} {} word"}) {
        const std::string text = std::vformat(form, std::make_format_args(first, second));
        const search::Query query = library.query(text);
        const NaiveHits expected = library.naive().search(query);
        const auto differs = difference(library.search(query), expected);
        EXPECT_FALSE(differs) << text << ": " << *differs;
        matching += expected.empty() ? 0 : 1;
      }
    }
  }
  EXPECT_GT(matching, 120);
}

/// The commonest term that has full blocks, and where its postings are.
search::TermInfo commonest_term(const Index& index) {
  search::TermInfo commonest;
  for (search::DictionaryCursor term(index, ""); term.valid(); term.next()) {
    if (term.info().passages > commonest.passages) commonest = term.info();
  }
  return commonest;
}

std::span<std::byte> section(std::span<std::byte> bytes, search::format::Section section) {
  const auto header = search::format::record<search::format::Header>(bytes, 0);
  return bytes.subspan(static_cast<std::size_t>(header.sections[section].offset),
                       static_cast<std::size_t>(header.sections[section].size));
}

/// The mutants are compared with the naive scan over the demo show.
class Mutant : public testing::Test {
 protected:
  Library library_{demo_texts(), 1};
  static constexpr int kEnough = 200;

  void expect_caught() {
    const Tally tally = compare(library_, 1, kEnough);
    EXPECT_GT(tally.differing, 0);
  }
};

TEST_F(Mutant, IsNotTheIndexAsBuilt) {
  EXPECT_EQ(compare(library_, 1, kEnough).differing, 0);
}

TEST_F(Mutant, WithPositionsOffByOneInEverySecondPassageIsCaught) {
  const auto passages = section(library_.bytes(0), search::format::kPassages);
  for (std::uint32_t i = 1; i < library_.index(0).passage_count(); i += 2) {
    auto record = search::format::record<search::format::PassageRecord>(passages, i);
    ++record.first_ordinal;
    std::memcpy(passages.data() + i * sizeof record, &record, sizeof record);
  }
  expect_caught();
}

/// Where the first full block of a term is in the postings.
std::size_t first_block(search::TermInfo term) {
  return term.postings_offset + term.passages / 128 * sizeof(search::format::SkipRecord);
}

TEST_F(Mutant, WithPositionsOffByOneInOneBlockIsCaught) {
  const auto term = commonest_term(library_.index(0));
  ASSERT_GE(term.passages, 128u) << "the demo show has become too short for this";
  const auto postings = section(library_.bytes(0), search::format::kPostings);
  const std::size_t block = first_block(term);
  const auto gap_bits = static_cast<std::size_t>(postings[block]);
  const auto count_bits = static_cast<std::size_t>(postings[block + 1]);
  const auto position_bits = static_cast<std::size_t>(postings[block + 2]);
  const std::size_t positions = block + 3 + 16 * gap_bits + 16 * count_bits;
  // The lowest bit of each: even positions become odd, odd ones even.
  for (std::size_t i = 0; i < 128; ++i) {
    const std::size_t bit = i * position_bits;
    postings[positions + bit / 8] ^= static_cast<std::byte>(1U << (bit % 8));
  }
  expect_caught();
}

TEST_F(Mutant, WithADroppedBlockIsCaught) {
  const auto term = commonest_term(library_.index(0));
  ASSERT_GE(term.passages, 128u) << "the demo show has become too short for this";
  const auto postings = section(library_.bytes(0), search::format::kPostings);
  // More bits than a gap has: the reader leaves the block out.
  postings[first_block(term)] = std::byte{33};
  expect_caught();
}

TEST_F(Mutant, WithAWrongLengthIsCaught) {
  for (std::byte& length : section(library_.bytes(0), search::format::kLengths).subspan(40, 40)) {
    length = static_cast<std::byte>(static_cast<int>(length) + 3);
  }
  expect_caught();
}

/// An evaluator that passes over something: the engine, asked for what such a one would understand.
/// `change` alters a node in place; it is called for all of them, the innermost first.
struct BrokenEvaluator {
  std::string_view name;
  void (*change)(search::Node&);
};

void for_each_node(search::Node& node, void (*visit)(search::Node&)) {
  for (search::Node& child : node.children)
    for_each_node(child, visit);
  visit(node);
}

search::Slot* first_slot(search::Node& node) {
  return node.kind == search::Node::Kind::Words ? &node.slots.front() : nullptr;
}

const std::array kBrokenEvaluators = {
    BrokenEvaluator{"the order of ONEAR",
                    [](search::Node& node) { node.distance.is_ordered = false; }},
    BrokenEvaluator{"that NEAR has no order",
                    [](search::Node& node) { node.distance.is_ordered = true; }},
    BrokenEvaluator{"the last word of a distance",
                    [](search::Node& node) {
                      if (node.distance.unit == Distance::Unit::Words && node.distance.limit > 0)
                        --node.distance.limit;
                    }},
    BrokenEvaluator{"that a distance ends",
                    [](search::Node& node) {
                      if (node.distance.unit == Distance::Unit::Words) ++node.distance.limit;
                    }},
    BrokenEvaluator{"the last seconds of a distance",
                    [](search::Node& node) {
                      if (node.distance.unit == Distance::Unit::Seconds)
                        node.distance.limit -= std::min(node.distance.limit, 4U);
                    }},
    BrokenEvaluator{"the distance of NEAR",
                    [](search::Node& node) {
                      if (node.kind == search::Node::Kind::Near)
                        node.kind = search::Node::Kind::And;
                    }},
    BrokenEvaluator{"the last word of a phrase",
                    [](search::Node& node) {
                      if (node.slots.size() > 1) node.slots.pop_back();
                    }},
    BrokenEvaluator{"the order of a phrase",
                    [](search::Node& node) {
                      if (node.slots.size() > 1) std::swap(node.slots[0], node.slots[1]);
                    }},
    BrokenEvaluator{"what is left out",
                    [](search::Node& node) {
                      std::erase_if(node.children, [](const search::Node& child) {
                        return child.kind == search::Node::Kind::Not;
                      });
                    }},
    BrokenEvaluator{"one of the alternatives",
                    [](search::Node& node) {
                      if (node.kind == search::Node::Kind::Or) node.children.pop_back();
                    }},
    BrokenEvaluator{"that alternatives are any",
                    [](search::Node& node) {
                      if (node.kind == search::Node::Kind::Or) node.kind = search::Node::Kind::And;
                    }},
    BrokenEvaluator{"that all parts are wanted",
                    [](search::Node& node) {
                      if (node.kind == search::Node::Kind::And && node.children.size() > 2)
                        node.children.pop_back();
                    }},
    BrokenEvaluator{"the field of a word",
                    [](search::Node& node) { node.fields = search::kAllFields; }},
    BrokenEvaluator{"that a beginning is one",
                    [](search::Node& node) {
                      search::Slot* const slot = first_slot(node);
                      if (slot != nullptr && slot->kind == Slot::Kind::Prefix)
                        slot->kind = Slot::Kind::Exact;
                    }},
    BrokenEvaluator{"that a word ends",
                    [](search::Node& node) {
                      search::Slot* const slot = first_slot(node);
                      if (slot != nullptr && slot->kind == Slot::Kind::Exact)
                        slot->kind = Slot::Kind::Prefix;
                    }},
    BrokenEvaluator{"a word's other forms",
                    [](search::Node& node) {
                      if (search::Slot* const slot = first_slot(node)) slot->also.clear();
                    }},
    BrokenEvaluator{"who is to speak",
                    [](search::Node& node) {
                      std::erase_if(node.children, [](const search::Node& child) {
                        return child.kind == search::Node::Kind::Filter &&
                               child.filter.kind == Filter::Kind::Speaker;
                      });
                    }},
    BrokenEvaluator{"the day of a date",
                    [](search::Node& node) {
                      if (node.filter.kind == Filter::Kind::Before ||
                          node.filter.kind == Filter::Kind::After)
                        node.filter.number += 31;
                    }},
    BrokenEvaluator{"the end of an expression",
                    [](search::Node& node) {
                      if (node.kind == search::Node::Kind::Regex) node.pattern += "x";
                    }},
};

/// What an evaluator forgets is seen in the answers.
TEST(Oracle, CatchesEvaluatorsThatPassOverAPartOfTheQuery) {
  constexpr int kAsked = 640;  // each kind of query twenty times
  const Library library(part_of_demo(2), 2);
  QueryGenerator generator(library.naive(), 5);
  std::array<int, kBrokenEvaluators.size()> caught{};
  for (int i = 0; i < kAsked; ++i) {
    const search::Query query = library.query(generator.next().text);
    std::optional<NaiveHits> expected;  // costs far more than to ask the engine
    for (std::size_t b = 0; b < kBrokenEvaluators.size(); ++b) {
      if (caught[b] > 0) continue;
      search::Query broken = query;
      for_each_node(broken.root, kBrokenEvaluators[b].change);
      if (broken.root == query.root && kBrokenEvaluators[b].name != "a word's other forms")
        continue;
      if (!expected) expected = library.naive().search(query);
      if (difference(library.search(broken), *expected)) ++caught[b];
    }
  }
  for (std::size_t b = 0; b < kBrokenEvaluators.size(); ++b)
    EXPECT_GT(caught[b], 0) << "nobody notices who forgets " << kBrokenEvaluators[b].name;
}

}  // namespace
}  // namespace earshot::oracle
