#include <gtest/gtest.h>

#include "library.h"

namespace earshot::search {
namespace {

using Strings = std::vector<std::string>;

Strings marked(std::string_view text, const std::vector<Range>& ranges) {
  Strings out;
  for (const Range range : ranges)
    out.emplace_back(slice(text, range));
  return out;
}

Strings highlights(std::string_view query, const Passage& passage, std::string_view text) {
  return marked(text, highlights_in_text(parse_query(query, false), passage, text));
}

Passage passage_of(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  (void)text;
  Passage passage;
  passage.range_in_text = {begin, end};
  return passage;
}

TEST(HighlightsInText, CoversWordsPrefixesAndPhrasesAsWholes) {
  const std::string_view text = "The Linker links, the cache misses; a Cache miss. miss";
  const Passage passage = passage_of(text, 0, 54);
  EXPECT_EQ(highlights("linker", passage, text), (Strings{"Linker"}));
  EXPECT_EQ(highlights("link*", passage, text), (Strings{"Linker", "links"}));
  EXPECT_EQ(highlights("\"cache miss\"", passage, text), (Strings{"Cache miss"}));
  EXPECT_EQ(highlights("\"cache miss*\" a", passage, text),
            (Strings{"cache misses", "a", "Cache miss"}));
}

TEST(HighlightsInText, LeavesExcludedWordsAlone) {
  const std::string_view text = "red blue";
  EXPECT_EQ(highlights("red -blue", passage_of(text, 0, 8), text), (Strings{"red"}));
}

TEST(HighlightsInText, MergesWhatOverlaps) {
  const std::string_view text = "one two three four";
  EXPECT_EQ(highlights("\"one two three\" \"two three four\" two", passage_of(text, 0, 18), text),
            (Strings{"one two three four"}));
}

TEST(HighlightsInText, FollowsAPhraseOverThePassagesEnd) {
  const std::string text = "one two\n\n                                              three four";
  EXPECT_EQ(highlights("\"two three four\"", passage_of(text, 0, 7), text),
            (Strings{text.substr(4)}));
  EXPECT_EQ(highlights("three", passage_of(text, 0, 7), text), Strings{});
}

TEST(MatchesInText, GivesThoseThatTouchTheRange) {
  const std::string_view text = "one two three two";
  const Query query = parse_query("\"one two\" two", false);
  EXPECT_EQ(marked(text, matches_in_text(query, text, {0, 17})), (Strings{"one two", "two"}));
  EXPECT_EQ(marked(text, matches_in_text(query, text, {4, 7})), (Strings{"one two"}));
  EXPECT_EQ(marked(text, matches_in_text(query, text, {8, 13})), Strings{});
  EXPECT_EQ(marked(text, matches_in_text(query, text, {0, 0})), Strings{});
  EXPECT_EQ(marked(text, matches_in_text(query, text, {15, 900})), (Strings{"two"}));
}

TEST(MakeSnippet, TakesAPassageThatFitsAsALine) {
  const std::string text = "Before it. One\n two   three. After";
  const std::vector<Range> highlights_in_text = {{11, 19}};
  const Snippet snippet = make_snippet(text, passage_of(text, 11, 28), highlights_in_text, {}, 100);
  EXPECT_EQ(snippet.text, "One two three.");
  EXPECT_EQ(snippet.highlights_in_snippet, (std::vector<Range>{{0, 7}}));
  EXPECT_FALSE(snippet.cut_before);
  EXPECT_FALSE(snippet.cut_after);
}

TEST(MakeSnippet, SaysWhatIsLeftOutOfTheSentence) {
  const std::string text = "one two three four five";
  const Snippet snippet = make_snippet(text, passage_of(text, 4, 18), {}, {}, 100);
  EXPECT_EQ(snippet.text, "two three four");
  EXPECT_TRUE(snippet.cut_before);
  EXPECT_TRUE(snippet.cut_after);
}

TEST(MakeSnippet, CutsRoundTheFirstHighlightAtASentence) {
  std::string text;
  for (int i = 0; i < 20; ++i)
    text += "Some words stand here. ";
  const auto mark = static_cast<std::uint32_t>(text.size());
  text += "The linker is slow. ";
  for (int i = 0; i < 20; ++i)
    text += "Some words stand here. ";
  const std::vector<Range> highlights_in_text = {{mark + 4, mark + 10}};
  const Snippet snippet =
      make_snippet(text, passage_of(text, 0, static_cast<std::uint32_t>(text.size())),
                   highlights_in_text, {}, 80);
  EXPECT_LE(snippet.text.size(), 80u);
  EXPECT_EQ(marked(snippet.text, snippet.highlights_in_snippet), (Strings{"linker"}));
  EXPECT_FALSE(snippet.cut_before) << snippet.text;
  EXPECT_FALSE(snippet.cut_after) << snippet.text;
}

TEST(MakeSnippet, CutsAtAWordWhereNoSentenceIsNear) {
  const std::string text = numbered_words(0, 300);
  const auto mark = static_cast<std::uint32_t>(text.find("w150 "));
  const std::vector<Range> highlights_in_text = {{mark, mark + 4}};
  const Snippet snippet =
      make_snippet(text, passage_of(text, 0, static_cast<std::uint32_t>(text.size())),
                   highlights_in_text, {}, 60);
  EXPECT_LE(snippet.text.size(), 60u);
  EXPECT_GE(snippet.text.size(), 40u);
  EXPECT_EQ(snippet.text[0], 'w');
  EXPECT_EQ(marked(snippet.text, snippet.highlights_in_snippet), (Strings{"w150"}));
  EXPECT_TRUE(snippet.cut_before);
  EXPECT_TRUE(snippet.cut_after);
}

TEST(MakeSnippet, TakesAnyRangesWhatever) {
  const std::string text = "\xC3\xA9\xC3\xA9 \xC3\xA9";
  for (std::uint32_t begin = 0; begin < 9; ++begin) {
    for (std::uint32_t end = 0; end < 9; ++end) {
      for (std::size_t max_bytes = 0; max_bytes < 5; ++max_bytes) {
        const std::vector<Range> highlights_in_text = {{begin, end}};
        const Snippet snippet =
            make_snippet(text, passage_of(text, end, begin), highlights_in_text, {}, max_bytes);
        EXPECT_LE(snippet.text.size(), text.size());
      }
    }
  }
}

}  // namespace
}  // namespace earshot::search
