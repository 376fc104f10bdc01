#include "search/expand.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "documents.h"
#include "search/complete.h"
#include "search/filters.h"
#include "search/related.h"
#include "words_of_stem.h"

namespace earshot::search {
namespace {

using Numbers = std::vector<std::uint32_t>;
using Strings = std::vector<std::string>;

struct Expanded {
  explicit Expanded(const TestLibrary& library) : documents(library), indexes{&library.index} {}

  Query query(std::string_view text, bool is_typing = false) const {
    return expand(indexes, parse_query(text, is_typing));
  }
  Strings also(std::string_view text, bool is_typing = false) const {
    Strings terms;
    for (const OtherForm& other : query(text, is_typing).root.children.at(0).slots.at(0).also)
      terms.push_back(other.term);
    return terms;
  }
  Numbers found(std::string_view text) const {
    SearchOptions options;
    options.documents = &documents;
    Numbers numbers;
    for (const Hit& hit : search(indexes, query(text), options).hits)
      numbers.push_back(hit.document);
    return numbers;
  }

  TestDocuments documents;
  std::vector<const Index*> indexes;
};

TEST(Expand, FindsOtherFormsByTheStem) {
  TestLibrary library;
  library.add({"caching caches cached cachet cash studies study"}).open();
  const Expanded expanded(library);
  EXPECT_EQ(expanded.also("cache"), (Strings{"cached", "caches", "caching"}));
  EXPECT_EQ(expanded.also("study"), Strings{"studies"});
  EXPECT_EQ(expanded.also("studies"), Strings{"study"});
  EXPECT_EQ(expanded.also("caching", true), (Strings{"cached", "caches"}));
}

// What `expand` looked up on its way is of one index; any other has to look itself.
TEST(Expand, GivesWhatMayBeSearchedForInOtherIndexes) {
  TestLibrary library;
  library.add({"caches"}).add({"a cache"}).add({"cached"}).open();
  TestLibrary other;
  other.add({"aardvarks are caches"}).add({"none"}).add({"all bees like the cache"}).open();
  const Expanded expanded(library);
  const Index* const other_first[] = {&other.index, &library.index};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
  for (const Hit& hit : search(other_first, expanded.query("cache"), {}).hits)
    found.emplace_back(hit.index, hit.document);
  EXPECT_THAT(found,
              testing::ElementsAre(testing::Pair(1, 1), testing::Pair(0, 2), testing::Pair(1, 0),
                                   testing::Pair(1, 2), testing::Pair(0, 0)));
}

TEST(Expand, LeavesQuotesPhrasesBeginningsAndExclusionsAlone) {
  TestLibrary library;
  library.add({"caches"}).open();
  const Expanded expanded(library);
  for (const char* text : {"\"cache\"", "cache*", "c*che", "-cache"}) {
    const Query query = expanded.query(std::string("x ") + text);
    const Node& node = query.root.children.at(1);
    const Node& leaf = node.kind == Node::Kind::Not ? node.children[0] : node;
    EXPECT_TRUE(leaf.slots.at(0).also.empty()) << text;
  }
}

TEST(Expand, RanksTheWordItselfFirst) {
  TestLibrary library;
  library.add({"caches"}, Field::Title).add({"a long line which has a cache in it"}).open();
  EXPECT_EQ(Expanded(library).found("cache"), (Numbers{1, 0}));
}

TEST(Expand, AStemCountsInDocumentsOfItsLanguageOnly) {
  TestLibrary library;
  library.add({"hunde"}).in("de").add({"hunden"}).in("de-DE").add({"hunden"}).in("pl").open();
  const Expanded expanded(library);
  EXPECT_EQ(expanded.found("hunde"), (Numbers{0, 1}));
}

TEST(Expand, TakesAWordThatStandsNowhereForOnesAFewSlipsAway) {
  TestLibrary library;
  library.add({"the linker"}).add({"the kubernetes cluster"}).add({"none"}).open();
  const Expanded expanded(library);
  const Query query = expanded.query("lniker");
  ASSERT_EQ(query.corrections.size(), 1u);
  EXPECT_EQ(query.corrections[0].meant, Strings{"linker"});
  EXPECT_EQ(query.corrections[0].range_in_query, (Range{0, 6}));
  EXPECT_FALSE(query.corrections[0].is_somewhere);
  EXPECT_EQ(expanded.found("lniker"), Numbers{0});
  EXPECT_EQ(expanded.found("kubernettas"), Numbers{1});
  EXPECT_EQ(expanded.found("\"lniker\""), Numbers{});
  EXPECT_TRUE(expanded.query("nun").corrections.empty()) << "short words have too many neighbours";
  EXPECT_TRUE(expanded.query("linker").corrections.empty());
}

TEST(Expand, ARareWordNextToAMuchCommonerOneIsTakenForItToo) {
  TestLibrary library;
  library.add({"linkre"});
  for (int i = 0; i < 60; ++i)
    library.add({"linker"});
  library.open();
  const Expanded expanded(library);
  const Query query = expanded.query("linkre");
  ASSERT_EQ(query.corrections.size(), 1u);
  EXPECT_TRUE(query.corrections[0].is_somewhere);
  EXPECT_EQ(expanded.found("linkre").front(), 0u);
  EXPECT_EQ(expanded.found("linkre").size(), 61u);
}

Strings texts(const Suggestions& suggestions) {
  Strings out;
  for (const Suggestion& item : suggestions.items)
    out.push_back(item.text);
  return out;
}

TEST(Expand, SaysThatItDidNotLookAtAllWordsForTheOnlyOtherForm) {
  constexpr std::string_view kLetters = "bcdfghjklm";
  for (const std::size_t compounds : {10, 1000}) {
    TestLibrary library;
    library.add({"lighthouses"}).in("en");
    for (std::size_t i = 0; i < compounds; ++i)
      library
          .add({std::string("lighthousa") + kLetters[i / 100] + kLetters[i / 10 % 10] +
                kLetters[i % 10]})
          .in("en");
    library.open();
    const Expanded expanded(library);
    const Query query = expanded.query("lighthouse");
    EXPECT_EQ(query.limits, compounds == 1000 ? limit_bit(Limit::Forms) : 0U) << compounds;
  }
}

TEST(Expand, SaysThatAWordHasMoreFormsThanAreTakenAlong) {
  for (const std::size_t count : {kMaxForms, kMaxForms + 1}) {
    const std::vector<std::string> words = words_of_stem("connect", count);
    ASSERT_EQ(words.size(), count);
    TestLibrary library;
    for (const std::string& word : words)
      library.add({word}).in("en");
    library.open();
    const Expanded expanded(library);
    const Query query = expanded.query("connect");
    const SearchResult result = search(expanded.indexes, query, {});
    const bool is_cut = count > kMaxForms;
    EXPECT_EQ(result.total, kMaxForms);
    EXPECT_EQ(result.truncated, is_cut);
    EXPECT_EQ(result.limits, is_cut ? limit_bit(Limit::Forms) : 0U);
  }
}

TEST(Expand, SaysThatNotAllWordsWereLookedAtForSlips) {
  TestLibrary library;
  library.add({"crane crate crave craze"}).open();
  const Index* const indexes[] = {&library.index};
  const Query asked = parse_query("crzne ", false);
  EXPECT_EQ(expand(indexes, asked).limits, 0u);
  const Query cut = expand(indexes, asked, {.slip_steps = 1});
  EXPECT_EQ(cut.limits, limit_bit(Limit::Slips));
  EXPECT_TRUE(search(indexes, cut, {}).truncated);
  EXPECT_EQ(expand(indexes, cut).limits, 0u) << "of the last time that it was asked";
}

TEST(Complete, OffersFieldsAndTheCommonestWords) {
  TestLibrary library;
  library.add({"spade spark"}).add({"spark"}).open();
  const Expanded expanded(library);
  const auto at_end = [&](std::string_view query) {
    return complete(expanded.indexes, &expanded.documents, query,
                    static_cast<std::uint32_t>(query.size()), 5);
  };
  EXPECT_EQ(texts(at_end("x sp")), (Strings{"speaker:", "spark", "spade"}));
  EXPECT_EQ(at_end("x -(sp").range_in_query, (Range{4, 6}));
  EXPECT_EQ(texts(at_end("title:spa")), (Strings{"title:spark", "title:spade"}));
  EXPECT_EQ(texts(at_end("has:t")), (Strings{"has:transcript", "has:times"}));
  EXPECT_EQ(texts(at_end("title:l'spa")), Strings{});
  EXPECT_TRUE(at_end("x ").items.empty());
  EXPECT_TRUE(at_end("\"sp").items.empty());
}

TEST(Complete, OffersWordsBehindWhatIsElided) {
  TestLibrary library;
  library.add({"une école"}).open();
  const Expanded expanded(library);
  EXPECT_EQ(texts(complete(expanded.indexes, &expanded.documents, "l'éco", 6, 5)),
            Strings{"l'ecole"});
}

TEST(Complete, TakesThePlaceOfTheWholeTokenAtTheCaret) {
  TestLibrary library;
  library.add({"cache"}).open();
  const Expanded expanded(library);
  // The caret stands where the bar does.
  const auto replaced = [&](std::string query) {
    const std::size_t caret = query.find('|');
    query.erase(caret, 1);
    const Suggestions found = complete(expanded.indexes, &expanded.documents, query,
                                       static_cast<std::uint32_t>(caret), 5);
    return std::string(slice(query, found.range_in_query));
  };
  EXPECT_EQ(replaced("cac|he"), "cache");
  EXPECT_EQ(replaced("cac|he latency"), "cache");
  EXPECT_EQ(replaced("x -(ca|che) y"), "cache");
  EXPECT_EQ(replaced("title:ca|che y"), "title:cache");
  EXPECT_EQ(replaced("cache| y"), "cache");
  EXPECT_EQ(replaced("sp|eaker:anna"), "speaker:");
  EXPECT_EQ(replaced("speaker:\"an|na berg\" y"), "speaker:\"anna berg\"");
  EXPECT_EQ(replaced("speaker:\"an|na berg"), "speaker:\"anna");
  EXPECT_EQ(replaced("speaker:|\"anna berg\" y"), "speaker:\"anna berg\"");
  EXPECT_EQ(replaced("speaker:|“anna berg” y"), "speaker:“anna berg”");
  EXPECT_EQ(replaced("speaker:“an|na berg” y"), "speaker:“anna berg”");
}

TEST(Complete, EndsATokenWhereTheQueryDoes) {
  TestLibrary library;
  library.add({"cache"}).open();
  const Expanded expanded(library);
  for (const std::string end : {"\u3000東京", "\u00A0next", "“a phrase”", "„eins“", "\"x\""}) {
    const std::string query = "cac" + end;
    const Suggestions found = complete(expanded.indexes, &expanded.documents, query, 3, 5);
    EXPECT_EQ(texts(found), Strings{"cache"}) << query;
    EXPECT_EQ(found.range_in_query, (Range{0, 3})) << query;
  }
  for (const std::string before : {"東京\u3000", "next\u00A0", "“a phrase” "}) {
    const std::string query = before + "cac";
    const auto size = static_cast<std::uint32_t>(query.size());
    const Suggestions found = complete(expanded.indexes, &expanded.documents, query, size, 5);
    EXPECT_EQ(texts(found), Strings{"cache"}) << query;
    EXPECT_EQ(found.range_in_query, (Range{size - 3, size})) << query;
  }
}

TEST(Complete, OffersALanguageOnceHoweverItIsCalled) {
  TestLibrary library;
  library.add({"a"}).add({"b"}).add({"c"}).add({"d"}).open();
  Expanded expanded(library);
  constexpr std::array<std::string_view, 4> kTags = {"eng", "en", "deu", "de-AT"};
  for (std::uint32_t i = 0; i < kTags.size(); ++i)
    expanded.documents.documents[i].facts.language = kTags[i];
  const auto at_end = [&](std::string_view query) {
    return texts(complete(expanded.indexes, &expanded.documents, query,
                          static_cast<std::uint32_t>(query.size()), 5));
  };
  EXPECT_EQ(at_end("lang:"), (Strings{"lang:en", "lang:de", "lang:de-AT"}));
  EXPECT_EQ(at_end("lang:e"), Strings{"lang:en"});
  EXPECT_EQ(at_end("lang:ger"), (Strings{"lang:de", "lang:de-AT"}));
}

TEST(Complete, OffersACommonWordWhereverItStandsAmongThoseOfALetter) {
  TestLibrary library;
  std::string words;
  for (int i = 10'000; i < 14'000; ++i)
    words += "s" + std::to_string(i) + ' ';
  library.add({words}).add({"szene"}).add({"szene"}).open();
  const Expanded expanded(library);
  const Suggestions found = complete(expanded.indexes, &expanded.documents, "title:s", 7, 3);
  ASSERT_FALSE(found.items.empty());
  EXPECT_EQ(found.items[0].text, "title:szene");
  EXPECT_EQ(found.items[0].count, 2u);
}

TEST(Complete, AddsUpWhatTheIndexesHaveOfAWord) {
  TestLibrary first;
  first.add({"crane"}).add({"crane"}).add({"crank"}).open();
  TestLibrary second;
  second.add({"crank"}).add({"crank"}).add({"crab"}).open();
  const Index* const indexes[] = {&first.index, &second.index};
  const Suggestions found = complete(indexes, nullptr, "cra", 3, 2);
  ASSERT_EQ(found.items.size(), 2u);
  EXPECT_EQ(found.items[0].text, "crank");
  EXPECT_EQ(found.items[0].count, 3u);
  EXPECT_EQ(found.items[1].text, "crane");
}

TEST(Complete, OffersNothingInAnExpression) {
  TestLibrary library;
  library.add({"bark"}).open();
  const Expanded expanded(library);
  const auto at_end = [&](std::string_view query) {
    return texts(complete(expanded.indexes, &expanded.documents, query,
                          static_cast<std::uint32_t>(query.size()), 5));
  };
  for (const char* const query : {"/ba", "/foo ba", "x -/foo ba", "title:/foo ba", "/a\\/ ba"})
    EXPECT_EQ(at_end(query), Strings{}) << query;
  for (const char* const query : {"/foo/ ba", "/usr/lib ba", "either/or ba", "/ ba"})
    EXPECT_EQ(at_end(query), Strings{"bark"}) << query;
}

TEST(Complete, OffersNamesOfShowsAndSpeakers) {
  TestLibrary library;
  library.add({"a"}).add({"b"}).open();
  Expanded expanded(library);
  expanded.documents.documents[0].speakers = {"Anna Berg", "Ben"};
  expanded.documents.documents[1].speakers = {"Ben"};
  expanded.documents.documents[0].facts.show = "Slow Compile";
  const auto at_end = [&](std::string_view query) {
    return texts(complete(expanded.indexes, &expanded.documents, query,
                          static_cast<std::uint32_t>(query.size()), 5));
  };
  EXPECT_EQ(at_end("speaker:"), (Strings{"speaker:Ben", "speaker:\"Anna Berg\""}));
  EXPECT_EQ(at_end("speaker:ber"), Strings{"speaker:\"Anna Berg\""});
  EXPECT_EQ(at_end("x speaker:\"anna b"), Strings{"speaker:\"Anna Berg\""});
  EXPECT_EQ(at_end("x speaker:“Anna B"), Strings{"speaker:\"Anna Berg\""});
  EXPECT_EQ(at_end("show:c"), Strings{"show:\"Slow Compile\""});
}

TEST(Complete, OffersNamesInAFormThatIsReadAsThem) {
  TestLibrary library;
  library.add({"word"}).open();
  Expanded expanded(library);
  const auto completed = [&](std::string_view name) {
    expanded.documents.documents[0].speakers = {std::string(name)};
    return texts(complete(expanded.indexes, &expanded.documents, "speaker:", 8, 5));
  };
  EXPECT_EQ(completed("Anna “Ace” Berg"), Strings{"speaker:\"Anna Ace Berg\""});
  EXPECT_EQ(completed("\"Ace\""), Strings{"speaker:Ace"});
  EXPECT_EQ(completed("“”"), Strings{});
  constexpr std::string_view kPieces[] = {"Anna", "Berg", "\"",     "“", "”", "„",      "‟", " ",
                                          "(",    ")",    "\u00A0", ":", "-", "O'Neil", "/", "א"};
  constexpr std::size_t kCount = std::size(kPieces);
  for (std::size_t number = 0; number < kCount * kCount * kCount * kCount; ++number) {
    std::string name;
    for (std::size_t rest = number, i = 0; i < 4; ++i, rest /= kCount)
      name += kPieces[rest % kCount];
    const Strings offered = completed(name);
    if (offered.empty()) {
      const bool has_words = name.contains("Anna") || name.contains("Berg") || name.contains("O'N");
      EXPECT_TRUE(!has_words || name.contains("א")) << name;
      continue;
    }
    const Query query = parse_query(offered.front(), false);
    ASSERT_TRUE(query.faults.empty()) << name << ": " << offered.front();
    ASSERT_EQ(query.root.children.size(), 1u) << name << ": " << offered.front();
    ASSERT_EQ(query.root.children[0].filter, read_filter(Filter::Kind::Speaker, name).filter)
        << name << ": " << offered.front();
  }
}

TEST(Related, AreEpisodesWithTheSameRareWords) {
  TestLibrary library;
  library.add({"linker symbols relocation everywhere"})
      .add({"the linker and its symbols, everywhere"})
      .add({"gardening everywhere"})
      .add({"tomatoes everywhere, gardening"})
      .add({"nothing in common everywhere"})
      .open();
  const Expanded expanded(library);
  const auto found = related(expanded.indexes, expanded.documents, 0, 0, {}, 9).episodes;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].episode, 1u);
  EXPECT_EQ(found[0].terms, (Strings{"linker", "symbols"}));
  EXPECT_TRUE(related(expanded.indexes, expanded.documents, 7, 0, {}, 9).episodes.empty());
}

TEST(Related, AreFoundAmongTwoOrThreeEpisodesToo) {
  const auto talk = [](std::string_view subject) {
    return "they have been talking about everything with people " + std::string(subject);
  };
  for (const bool has_third : {false, true}) {
    TestLibrary library;
    for (const std::string_view subject : {"linker symbols", "linker tables", "tomatoes"}) {
      if (subject == "tomatoes" && !has_third) break;
      std::vector<std::string> lines(40, talk("and that"));
      lines[7] = talk(subject);
      lines[23] = talk(subject);
      library.add(std::move(lines));
    }
    library.open();
    const Expanded expanded(library);
    const auto found = related(expanded.indexes, expanded.documents, 0, 0, {}, 9).episodes;
    ASSERT_EQ(found.size(), 1u) << has_third;
    EXPECT_EQ(found[0].episode, 1u) << has_third;
    EXPECT_EQ(found[0].terms, Strings{"linker"}) << has_third;
  }
}

TEST(Related, AreFoundAmongTwoShortEpisodes) {
  TestLibrary library;
  library.add({"One"}, Field::Title).add({"the crane lifts"}, Field::Notes).add({"a crane"});
  library.add({"Two"}, Field::Title).add({"the crane lowers"}, Field::Notes).add({"crane again"});
  library.open();
  Expanded expanded(library);
  for (std::uint32_t i = 0; i < 6; ++i)
    expanded.documents.documents[i].episode = i / 3;
  const auto found = related(expanded.indexes, expanded.documents, 0, 1, {}, 9).episodes;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].terms, Strings{"crane"});
}

TEST(Related, SayThatTheirStepsRanOut) {
  TestLibrary library;
  for (int i = 0; i < 9; ++i)
    library.add({i < 2 ? "linker symbols relocation" : "gardening"});
  library.open();
  const Expanded expanded(library);
  const auto found = [&](std::uint64_t steps) {
    return related(expanded.indexes, expanded.documents, 0, 0, {}, 9, steps);
  };
  EXPECT_FALSE(found(kRelatedSteps).truncated);
  EXPECT_EQ(found(kRelatedSteps).episodes.at(0).terms.size(), 3u);
  EXPECT_TRUE(found(3).truncated);
}

/// The terms that the first episode shares with the one most related, which is the second.
Strings shared_terms(std::string first, std::string second, Strings others) {
  TestLibrary library;
  library.add({std::move(first)}).add({std::move(second)});
  for (std::string& other : others)
    library.add({std::move(other)});
  library.open();
  const Expanded expanded(library);
  const auto found = related(expanded.indexes, expanded.documents, 0, 0, {}, 9).episodes;
  if (found.empty() || found[0].episode != 1) return {};
  return found[0].terms;
}

TEST(Related, ShareStringsOfScriptsWithoutSpaces) {
  EXPECT_EQ(shared_terms("今日は量子コンピュータの話です。", "昨日の量子コンピュータについて。",
                         {"料理の本です。", "天気がいい。", "音楽を聞く。", "電車に乗る。"}),
            Strings{"量子コンピュータ"});
  EXPECT_EQ(shared_terms("我们讨论量子力学的历史", "他写了量子力学的书",
                         {"我们讨论音乐", "他写了小说", "天气的历史", "做饭的书"}),
            Strings{"量子力学"});
  EXPECT_EQ(shared_terms("วันนี้คุยเรื่องคอมพิวเตอร์", "ซื้อคอมพิวเตอร์ใหม่",
                         {"ทำอาหาร", "ดูหนังดี", "เล่นกีฬา", "ฟังเพลง"}),
            Strings{"คอมพิวเตอร์"});
}

TEST(Related, ShareKoreanNounsWhateverTheirParticles) {
  EXPECT_EQ(shared_terms("도서관에서 만나자", "우리는 도서관을 지었다",
                         {"학교로 가자", "우리는 요리를 했다", "음악", "날씨"}),
            Strings{"도서관"});
}

TEST(Related, ShareNoPairsThatStandApartThere) {
  EXPECT_EQ(shared_terms("量子力学", "量子は小さい。子力はない。力学の本。",
                         {"料理", "天気", "音楽", "電車"}),
            (Strings{"力学", "量子"}));
}

}  // namespace
}  // namespace earshot::search
