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

TEST(HighlightsInText, MarksWholeLettersWhateverTheyFoldTo) {
  const auto all = [](std::string_view query, std::string_view text) {
    return highlights(query, passage_of(text, 0, static_cast<std::uint32_t>(text.size())), text);
  };
  EXPECT_EQ(all("aero lodz", "in Ærø, Łódź."), (Strings{"Ærø", "Łódź"}));
  EXPECT_EQ(all("aer*", "in Ærø."), Strings{"Ærø"});
  EXPECT_EQ(all("école", "à l’école, d'école"), (Strings{"école", "école"}));
  EXPECT_EQ(all("l'école", "à l’école, d'école"), (Strings{"l’école", "école"}));
  EXPECT_EQ(all("학교", "학교에서 학교는"), (Strings{"학교", "학교"}));
  EXPECT_EQ(all("が", "かが か\u3099"), (Strings{"が", "か\u3099"}));
  EXPECT_EQ(all("काम", "कम काम"), Strings{"काम"});
}

TEST(HighlightsInText, FollowsAPhraseOverThePassagesEnd) {
  const std::string text = "one two\n\n                                              three four";
  EXPECT_EQ(highlights("\"two three four\"", passage_of(text, 0, 7), text),
            (Strings{text.substr(4)}));
  EXPECT_EQ(highlights("three", passage_of(text, 0, 7), text), Strings{});
}

/// A text of lines with their times and speakers.
class Talk final : public TextLines {
 public:
  struct Cue {
    std::string text;
    Millis start = kNoTime;
    std::int32_t speaker = -1;
  };
  explicit Talk(const std::vector<Cue>& cues) {
    for (const Cue& cue : cues) {
      if (!text.empty()) text += '\n';
      const auto begin = static_cast<std::uint32_t>(text.size());
      text += cue.text;
      lines_.push_back(
          {{begin, static_cast<std::uint32_t>(text.size())}, cue.start, kNoTime, cue.speaker});
    }
  }
  std::uint32_t count() const override { return static_cast<std::uint32_t>(lines_.size()); }
  Line line(std::uint32_t number) const override { return lines_[number]; }
  std::string_view speaker(std::int32_t number) const override {
    return number == 0 ? "Anna Berg" : number == 1 ? "Bob" : "";
  }

  /// With the words of the query that matched in the first `count` lines.
  Matched matched(std::string_view query, std::size_t count = SIZE_MAX,
                  FieldSet fields = kAllFields) const {
    const std::uint32_t end = lines_[std::min(count, lines_.size()) - 1].range_in_text.end;
    return matched_in_passage(parse_query(query, false), passage_of(text, 0, end), text, fields,
                              this);
  }
  Strings marks(std::string_view query, std::size_t count = SIZE_MAX) const {
    return marked(text, matched(query, count).highlights_in_text);
  }

  std::string text;

 private:
  std::vector<Line> lines_;
};

TEST(MatchedInPassage, IsWhatTheSpeakerSaysWhoIsAskedFor) {
  const Talk talk({{"alpha one", 0, 1}, {"alpha two", 10'000, 0}, {"alpha three", 20'000, -1}});
  const Matched matched = talk.matched("speaker:anna alpha");
  EXPECT_EQ(matched.highlights_in_text, (std::vector<Range>{{10, 15}}));
  EXPECT_EQ(matched.range_in_text, (Range{10, 15}));
  EXPECT_EQ(talk.matched("-speaker:anna alpha").highlights_in_text,
            (std::vector<Range>{{0, 5}, {20, 25}}));
  EXPECT_EQ(talk.marks("speaker:anna \"alpha t*\""), Strings{"alpha two"});
  EXPECT_EQ(talk.marks("speaker:bob /alpha \\w+/"), Strings{"alpha one"});
  EXPECT_EQ(talk.marks("speaker:bob alpha NEAR/9w one"), (Strings{"alpha", "one"}));
  EXPECT_EQ(talk.marks("(speaker:bob one) OR (speaker:anna two)"), (Strings{"one", "two"}));
}

TEST(MatchedInPassage, OfASpeakerAloneIsTheirLines) {
  const Talk talk({{"alpha one", 0, 1}, {"alpha two", 10'000, 0}, {"alpha three", 20'000, -1}});
  const Matched matched = talk.matched("speaker:anna");
  EXPECT_TRUE(matched.highlights_in_text.empty());
  EXPECT_EQ(matched.range_in_text, (Range{10, 19}));
  EXPECT_EQ(talk.matched("speaker:anna -beta").range_in_text, (Range{10, 19}));
}

TEST(MatchedInPassage, LeavesOutWhatIsNotNear) {
  const Talk talk({{"alpha far", 0}, {"alpha", 101'000}, {"beta", 110'000}, {"beta", 170'000}});
  EXPECT_EQ(talk.matched("alpha NEAR/30s beta").highlights_in_text,
            (std::vector<Range>{{10, 15}, {16, 20}}));
  EXPECT_EQ(talk.matched("alpha NEAR/30s beta", 2).highlights_in_text,
            (std::vector<Range>{{10, 15}}))
      << "what is near stands behind the passage";
  const Talk words({{"alpha a b c d alpha beta"}});
  EXPECT_EQ(words.matched("alpha NEAR/2w beta").range_in_text, (Range{14, 24}));
  const Talk order({{"beta alpha beta"}});
  EXPECT_EQ(order.matched("alpha ONEAR/5w beta").range_in_text, (Range{5, 15}));
  EXPECT_EQ(order.matched("alpha NEAR/5w beta").range_in_text, (Range{0, 15}));
}

TEST(MatchedInPassage, FindsWhatIsNearAlsoWhereTimesFall) {
  const Talk talk({{"alpha", 90'000}, {"alpha", 50'000}, {"beta", 1'000}, {"beta", 52'000}});
  EXPECT_EQ(talk.matched("alpha NEAR/3s beta").highlights_in_text,
            (std::vector<Range>{{6, 11}, {17, 21}}));
}

TEST(MatchedInPassage, AnAlternativeThatDoesNotMatchMarksNothing) {
  const Talk talk({{"alpha beta gamma"}});
  EXPECT_EQ(talk.marks("(alpha -beta) OR gamma"), Strings{"gamma"});
  EXPECT_EQ(talk.marks("(alpha delta) OR gamma"), Strings{"gamma"});
  EXPECT_EQ(talk.marks("(alpha -delta) OR gamma"), (Strings{"alpha", "gamma"}));
  EXPECT_EQ(talk.marks("(gamma ONEAR/1w alpha) OR \"beta gamma\""), Strings{"beta gamma"});
  const Matched matched =
      talk.matched("chapter:alpha OR beta", SIZE_MAX, field_bit(Field::Transcript));
  EXPECT_EQ(matched.range_in_text, (Range{6, 10}));
}

TEST(MatchedInPassage, IsThePassageWhereNothingIsKnown) {
  const Talk talk({{"alpha beta"}});
  EXPECT_EQ(talk.matched("/x+y/").range_in_text, (Range{0, 10}));
  EXPECT_EQ(highlights("speaker:anna alpha", passage_of(talk.text, 0, 10), talk.text),
            Strings{"alpha"})
      << "no lines are known";
}

TEST(MatchesInText, GivesWhatTheSpeakerSaysAndWhatIsNear) {
  const Talk talk({{"alpha one", 0, 1}, {"alpha two", 10'000, 0}, {"two alpha", 90'000, 0}});
  const auto found = [&](std::string_view query) {
    return matches_in_text(parse_query(query, false), talk.text,
                           {0, static_cast<std::uint32_t>(talk.text.size())}, kAllFields, &talk);
  };
  EXPECT_EQ(found("speaker:anna alpha"), (std::vector<Range>{{10, 15}, {24, 29}}));
  EXPECT_EQ(found("one NEAR/20s two"), (std::vector<Range>{{6, 9}, {16, 19}}));
  EXPECT_EQ(found("one beta"), (std::vector<Range>{{6, 9}})) << "what may be part of a match";
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
