#include "app/quote.h"

#include <gtest/gtest.h>

#include "made_track.h"

namespace earshot::app {
namespace {

using pack::BlockKind;
using pack::SpanKind;
using testing::MadeTrack;

Range whole(const MadeTrack& track) {
  return {0, static_cast<std::uint32_t>(track.view.text.size())};
}

MadeTrack talk() {
  return MadeTrack({{"Good evening.", BlockKind::Cue, 0, "", 0, 900, 0},
                    {"Tonight we measure.", BlockKind::Cue, 0, "", 1000, 1900, 0},
                    {"At last!", BlockKind::Cue, 0, "", 62'000, 63'000, 1}},
                   {}, pack::TrackKind::Transcript);
}

TEST(Quote, GivesALineForEachCue) {
  EXPECT_EQ(quote(talk().view, {0, 1000}, QuoteForm::Plain),
            "Good evening.\nTonight we measure.\nAt last!");
}

TEST(Quote, CutsTheFirstAndTheLastBlockToThePassage) {
  const MadeTrack track = talk();
  EXPECT_EQ(quote(track.view, {5, 21}, QuoteForm::Plain), "evening.\nTonight");
}

TEST(Quote, NeverCutsACharacter) {
  const MadeTrack track({{"na\u00efve"}});
  EXPECT_EQ(quote(track.view, {0, 3}, QuoteForm::Plain), "na");
  EXPECT_EQ(quote(track.view, {3, 6}, QuoteForm::Plain), "\u00efve");
}

TEST(Quote, IsEmptyBeyondTheText) {
  EXPECT_EQ(quote(talk().view, {5000, 6000}, QuoteForm::Plain), "");
  EXPECT_EQ(quote(talk().view, {9, 3}, QuoteForm::Markdown), "");
}

TEST(Quote, SetsTimesBeforeCuesAndSpeakersWhereTheyChange) {
  EXPECT_EQ(quote(talk().view, {0, 1000}, QuoteForm::WithTimes),
            "[00:00] Mara: Good evening.\n[00:01] Tonight we measure.\n[01:02] Jonas: At last!");
}

TEST(Quote, KeepsTheShapeOfAListThatIsQuoted) {
  const MadeTrack track({{"Measuring", BlockKind::Item, 1, "I."},
                         {"Tails", BlockKind::Item, 2, "-"},
                         {"Means", BlockKind::Item, 2, "-"}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Plain),
            "I. Measuring\n  \u2022 Tails\n  \u2022 Means");
  EXPECT_EQ(quote(track.view, track.find("Tails"), QuoteForm::Plain), "Tails");
}

TEST(Quote, WritesOutlinesAsMarkdown) {
  const MadeTrack track({{"Part one", BlockKind::Heading, 2},
                         {"Measuring", BlockKind::Item, 1, "I."},
                         {"Tails", BlockKind::Item, 2, "-"},
                         {"Third", BlockKind::Item, 1, "3."},
                         {"Said before", BlockKind::Quote}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown),
            "## Part one\n\n- I. Measuring\n  - Tails\n3. Third\n\n> Said before");
}

TEST(Quote, JoinsTheCuesOfATurnInMarkdown) {
  EXPECT_EQ(quote(talk().view, {0, 1000}, QuoteForm::Markdown),
            "**Mara** (00:00): Good evening. Tonight we measure.\n\n**Jonas** (01:02): At last!");
}

TEST(Quote, EscapesWhatMarkdownWouldTakeForMarkup) {
  const MadeTrack track({{"# of *stars* [and] <tags>"}, {"12. is a date"}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown),
            "\\# of \\*stars\\* \\[and\\] \\<tags\\>\n\n12\\. is a date");
}

TEST(Quote, NestsSpansThatOverlap) {
  // "one two three": strong over the first two, struck out the last two.
  const MadeTrack track({{"one two three"}}, {{.begin = 0, .end = 7, .kind = SpanKind::Strong},
                                              {.begin = 4, .end = 13, .kind = SpanKind::Strike}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown), "**one ~~two~~** ~~three~~");
}

TEST(Quote, WritesTablesWithTheLineUnderTheirHead) {
  const MadeTrack track(
      {{"Name\tSize", BlockKind::TableRow, 0}, {"a|b\t1", BlockKind::TableRow, 1}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown),
            "| Name | Size |\n| --- | --- |\n| a\\|b | 1 |");
}

TEST(Quote, FencesCode) {
  const MadeTrack track({{"a *b*\n\nc", BlockKind::Code}, {"d", BlockKind::Code}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown),
            "```\na *b*\n\nc\n```\n\n```\nd\n```");
}

TEST(Quote, EscapesWhatMarkdownWouldTakeForACharacterByItsName) {
  const MadeTrack track({{"&copy; and &#169; and &#xA9;, AT&T; R&D, a & b"}},
                        {{.begin = 0, .end = 6, .kind = SpanKind::Strong}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown),
            "**\\&copy;** and \\&#169; and \\&#xA9;, AT\\&T; R&D, a & b");
}

TEST(Quote, FencesCodeWithMoreThanItHasInARow) {
  const MadeTrack track({{"```\na ```` b", BlockKind::Code}, {"after"}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown),
            "`````\n```\na ```` b\n`````\n\nafter");
}

TEST(Quote, PutsMoreRoundACodeSpanThanItHasInARow) {
  const MadeTrack track({{"b`c and `d and ``"}},
                        {{.begin = 0, .end = 3, .kind = SpanKind::Code},
                         {.begin = 8, .end = 10, .kind = SpanKind::Code},
                         {.begin = 15, .end = 17, .kind = SpanKind::Code}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown),
            "``b`c`` and `` `d `` and ``` `` ```");
}

TEST(Quote, ClosesSpansThatEndTogetherOnce) {
  const MadeTrack track({{"a bold link"}}, {{.begin = 2, .end = 11, .kind = SpanKind::Strong},
                                            {.begin = 7, .end = 11, .kind = SpanKind::Link}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown), "a **bold [link](<>)**");
}

TEST(Quote, PutsNothingButItsWordsInCode) {
  // CommonMark 6.1: between the signs of a code span nothing is markup.
  const MadeTrack track({{"see this"}}, {{.begin = 0, .end = 8, .kind = SpanKind::Code},
                                         {.begin = 4, .end = 8, .kind = SpanKind::Strong}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown), "`see `**`this`**");
}

TEST(Quote, MakesNoListOfALineThatBeginsWithANumber) {
  const MadeTrack cue({{"12. is the answer.", BlockKind::Cue, 0, "", 0, 900}}, {},
                      pack::TrackKind::Transcript);
  EXPECT_EQ(quote(cue.view, whole(cue), QuoteForm::Markdown), "12\\. is the answer.");
  const MadeTrack blocks({{"1. of an item", BlockKind::Item, 1, "-"},
                          {"2) quoted", BlockKind::Quote},
                          {"dates:\n3. May\n- June"}});
  EXPECT_EQ(quote(blocks.view, whole(blocks), QuoteForm::Markdown),
            "- 1\\. of an item\n\n> 2\\) quoted\n\ndates:  \n3\\. May  \n\\- June");
}

TEST(Quote, KeepsAHeadingOnItsLineWithAllItsSigns) {
  const MadeTrack track({{"On C #\nand more ##", BlockKind::Heading, 2}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown), "## On C # and more \\##");
}

TEST(Quote, MakesNoImageOfALinkBehindAnExclamationMark) {
  const MadeTrack track({{"Oh!here"}}, {{.begin = 3, .end = 7, .kind = SpanKind::Link}});
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Markdown), "Oh\\![here](<>)");
}

// --- Heads of chapters ---------------------------------------------------------------------------

/// A talk with a chapter at its begin and two above the last cue.
class QuoteWithHeads : public ::testing::Test {
 protected:
  QuoteWithHeads() {
    pack::PackWriter writer;
    writer.add_show({});
    for (const auto& [start, title] : {std::pair<Millis, std::string>{0, "Cold open"},
                                       {30'000, "Of C #"},
                                       {62'000, "A *star*"}}) {
      pack::ChapterRecord record;
      record.start_ms = start;
      record.title = writer.string(title);
      writer.add_chapter(record);
    }
    writer.add_episode({});
    bytes_ = writer.finish({});
    pack_ = *pack::Pack::open(bytes_);
    track_.view.chapters = {.chapters = pack_.chapters(pack_.episodes()[0]), .pack = &pack_};
  }
  std::string quoted(Range range_in_text, QuoteForm form) const {
    return quote(track_.view, range_in_text, form);
  }
  std::vector<std::byte> bytes_;
  pack::Pack pack_;
  MadeTrack track_ = talk();
};

TEST_F(QuoteWithHeads, GivesThoseOfTheWholeText) {
  EXPECT_EQ(quoted(whole(track_), QuoteForm::Plain),
            "Cold open\n\nGood evening.\nTonight we measure.\n\nOf C #\n\nA *star*\n\nAt last!");
  EXPECT_EQ(quoted(whole(track_), QuoteForm::WithTimes),
            "[00:00] Cold open\n\n[00:00] Mara: Good evening.\n[00:01] Tonight we measure.\n\n"
            "[00:30] Of C #\n\n[01:02] A *star*\n\n[01:02] Jonas: At last!");
  EXPECT_EQ(quoted(whole(track_), QuoteForm::Markdown),
            "## Cold open\n\n**Mara** (00:00): Good evening. Tonight we measure.\n\n"
            "## Of C \\#\n\n## A \\*star\\*\n\n**Jonas** (01:02): At last!");
}

TEST_F(QuoteWithHeads, GivesThoseThatThePassageGoesAcross) {
  const std::uint32_t from = track_.find("measure").begin, last = track_.find("At last").begin;
  EXPECT_EQ(quoted({from, last + 2}, QuoteForm::Plain), "measure.\n\nOf C #\n\nA *star*\n\nAt");
  EXPECT_EQ(quoted({from, last}, QuoteForm::Plain), "measure.") << "it ends above them";
  EXPECT_EQ(quoted({last, last + 8}, QuoteForm::Markdown), "**Jonas** (01:02): At last!")
      << "it begins below them";
}

// --- Links ---------------------------------------------------------------------------------------

TEST(Link, OfAMomentIsReadAsThatMoment) {
  const Id episode{0x0123456789ABCDEFULL, 0xFEDCBA9876543210ULL};
  for (const Moment& moment :
       {Moment{.episode = episode}, Moment{.episode = episode, .time = 754'000},
        Moment{.episode = episode, .time = 754'025},
        Moment{.episode = episode, .tab = Tab::Notes, .offset_in_text = 90},
        Moment{.episode = episode, .tab = Tab::Source, .offset_in_text = 0},
        Moment{.episode = episode, .text = 1},
        Moment{.episode = episode, .time = 754'000, .text = 2},
        Moment{
            .episode = episode, .tab = Tab::Source, .offset_in_text = 7, .text = UINT32_MAX - 1}}) {
    const std::string link = link_fragment(moment);
    EXPECT_EQ(read_link(link), moment) << link;
    EXPECT_EQ(read_link("#" + link), moment);
    EXPECT_EQ(read_link("earshot:" + link), moment);
    EXPECT_EQ(read_link("https://example.org/show/?x=1#" + link), moment);
  }
}

TEST(Link, ThatNamesNoEpisodeIsNone) {
  for (const char* link :
       {"", "#", "#top", "t=12", "episode=xyz", "episode=", "&&&=", "earshot:episode=0123"}) {
    EXPECT_EQ(read_link(link), std::nullopt) << link;
  }
}

TEST(Link, PassesOverWhatItDoesNotKnow) {
  const std::string id(32, 'a');
  const auto moment = read_link("episode=" + id + "&t=soon&notes=99999999999&colour=red");
  ASSERT_TRUE(moment);
  EXPECT_EQ(moment->time, kNoTime);
  EXPECT_EQ(moment->offset_in_text, 0U);
}

TEST(Link, HasTheTimeOfTheCueThatThePassageBeginsIn) {
  const MadeTrack track = talk();
  const Moment moment = moment_of(track.view, Id{1, 2}, Tab::Transcript, track.find("last").begin);
  EXPECT_EQ(moment.time, 62'000);
}

}  // namespace
}  // namespace earshot::app
