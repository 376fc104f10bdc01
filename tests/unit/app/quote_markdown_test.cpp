#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "app/quote.h"
#include "made_track.h"
#include "read_notes.h"

// What a reader of ours read is copied as Markdown and read again: the blocks must be the same. No
// track here has levels that no reader makes.

namespace earshot::app {
namespace {

using model::Format;
using pack::BlockKind;
using pack::SpanKind;
using testing::MadeTrack;
using testing::read_notes;
using testing::track_of;

Range whole(const MadeTrack& track) {
  return {0, static_cast<std::uint32_t>(track.view.text.size())};
}

std::string as_markdown(const MadeTrack& track, Range range_in_text) {
  return quote(track.view, range_in_text, QuoteForm::Markdown);
}

/// The part of the notes from the first of these words to the end of the last ones.
std::string part_of(std::string_view source, std::string_view first, std::string_view last,
                    QuoteForm form = QuoteForm::Markdown) {
  const MadeTrack track = track_of(read_notes(source, Format::NotesMarkdown));
  return quote(track.view, {track.find(first).begin, track.find(last).end}, form);
}

std::string copied(std::string_view source, Format as = Format::NotesMarkdown) {
  const MadeTrack track = track_of(read_notes(source, as));
  return as_markdown(track, whole(track));
}

/// Kind, level, marker and words of each block, a line each. A marker that Markdown has no like of
/// is words there.
std::string shape_of(const model::Notes& notes) {
  constexpr std::string_view kKinds = "HPIQCTRc";
  std::string out;
  for (const model::Block& block : notes.blocks) {
    out += kKinds[static_cast<std::size_t>(block.kind)];
    out += std::to_string(block.level) + " ";
    if (block.kind == model::BlockKind::Item) {
      const bool is_own = block.marker == "*" || block.marker == "+";
      const bool is_number =
          block.marker.find_first_not_of("0123456789") + 1 == block.marker.size();
      out += is_own || (is_number && block.marker.size() > 1) ? block.marker : std::string("-");
      out += ' ';
      if (!is_bullet(block.marker) && !is_number) out += block.marker + " ";
    }
    std::string_view words = slice(notes.plain, block.text_in_plain);
    // Of HTML the last line of code may have no end.
    if (block.kind == model::BlockKind::Code && words.ends_with('\n')) words.remove_suffix(1);
    for (const char c : words)
      out += c == '\n' ? std::string("\\n") : std::string(1, c);
    out += '\n';
  }
  return out;
}

/// Kinds, words and addresses of the spans of emphasis and of links.
std::string spans_of(const model::Notes& notes) {
  std::string out;
  for (const model::Span& span : notes.spans) {
    if (span.kind == model::SpanKind::Time || span.kind == model::SpanKind::Image) continue;
    out += std::to_string(static_cast<int>(span.kind)) + " " +
           std::string(slice(notes.plain, span.text_in_plain)) + " " + span.url + "\n";
  }
  return out;
}

struct Source {
  Format as;
  std::string_view text;
};

class RoundTrip : public ::testing::TestWithParam<Source> {};

TEST_P(RoundTrip, GivesTheBlocksThatWereCopied) {
  const model::Notes before = read_notes(GetParam().text, GetParam().as);
  const MadeTrack track = track_of(before);
  const std::string markdown = as_markdown(track, whole(track));
  const model::Notes after = read_notes(markdown, Format::NotesMarkdown);
  EXPECT_EQ(shape_of(after), shape_of(before)) << markdown;
  EXPECT_EQ(spans_of(after), spans_of(before)) << markdown;
}

INSTANTIATE_TEST_SUITE_P(
    OfMarkdown, RoundTrip,
    ::testing::Values(
        Source{Format::NotesMarkdown, "# Show\n\n## Links\n\n- one\n- two\n"},
        Source{Format::NotesMarkdown,
               "## Links\n\n- one\n  - two\n    1. three\n    2. four\n- five\n"},
        Source{Format::NotesMarkdown, "120. far\n     - under it\n\n       more\n121. next\n"},
        Source{Format::NotesMarkdown, "* a\n* b\n\n+ c\n\n1) d\n2) e\n"},
        Source{Format::NotesMarkdown,
               "- a\n\n  more of a\n\n  - b\n\n    more of b\n\n  last of a\n- c\n"},
        Source{Format::NotesMarkdown, "1. a\n\n   ```\n   code\n\n     of a\n   ```\n\n2. b\n"},
        Source{Format::NotesMarkdown, "- a\n- ```\n  code\n  ```\n- \n- c\n\n  -\n  - d\n"},
        Source{Format::NotesMarkdown, "- a\n\n  3. of three\n"},
        Source{Format::NotesMarkdown, "- a\n  - b\n\n    > said in b\n\n  - c\n\n> said\n\n- d\n"},
        Source{Format::NotesMarkdown, "> one\n>\n> > two\n> > more\n>\n> three  \n> hard\n"},
        Source{Format::NotesMarkdown, "```\na\n```\n\n```\nb\n\nc\n```\n\n---\n\ntext\n"},
        Source{Format::NotesMarkdown,
               "| A | B |\n| - | - |\n| 1 | 2 |\n\n| C |\n| - |\n| 3\\|4 |\n"},
        Source{Format::NotesMarkdown, "a  \nb  \n\\- c  \n1\\. d  \n\\| e \\|\n"},
        Source{Format::NotesMarkdown, "# C \\#\n\n\\# no heading\n\n~~a~~ \\~\\~b\\~\\~ \\~c\\~\n"},
        Source{Format::NotesMarkdown, "**one *two* three** un*frigging*believable, 2\\*3\\*4\n"},
        Source{Format::NotesMarkdown,
               "- **Ann:** [a *link*](<https://example.org/a(b>) and `co``de`\n"},
        Source{Format::NotesMarkdown, "a<b>(b)</b>c, <em>wow!</em>x and x<del>(y</del>z\n"}));

INSTANTIATE_TEST_SUITE_P(
    OfHtml, RoundTrip,
    ::testing::Values(
        Source{Format::NotesHtml,
               "<h3>Links</h3><ul><li>one<ul><li>two<p>more</p></li></ul></li><li>three</li></ul>"},
        Source{Format::NotesHtml,
               "<ol start='9'><li>nine<li>ten<pre>x\n y</pre><li>eleven</ol><p>end"},
        Source{Format::NotesHtml, "<p>one<br><br>two<br>- three</p><blockquote>said</blockquote>"},
        Source{Format::NotesHtml,
               "<table><tr><th>A<th>B<tr><td>1<td>2</table><table><tr><th>C<tr><td>3</table>"},
        Source{Format::NotesHtml, "<p>so <b>bold </b>and<i> slanted</i>. <b>a</b>b</p>"}));

INSTANTIATE_TEST_SUITE_P(
    OfOutlines, RoundTrip,
    ::testing::Values(Source{Format::NotesText,
                             "I. Measuring\n   A. Tails\n      - long\n      - short\n"
                             "   B. Means\nII. Lamps\n"},
                      Source{Format::NotesText, "1. One\n1.1. Of one\n1.2. Of one\n2. Two\n"},
                      Source{Format::NotesText, "Lamps\n\n- oil\n- wick\n\nRopes\n\n- hemp\n"}));

TEST(QuoteMarkdown, OfWholeFilesIsReadAsTheirBlocks) {
  namespace fs = std::filesystem;
  std::vector<fs::path> files;
  const fs::path golden = fs::path(EARSHOT_SOURCE_DIR) / "tests" / "golden" / "files";
  for (const char* name : {"notes.html", "notes.md", "outline.txt", "front-matter-outline.txt",
                           "page-letters.txt", "page-offers.txt", "page.html", "timed-lines.md"})
    files.push_back(golden / name);
  if (const char* shared = std::getenv("EARSHOT_SHARED"); shared != nullptr) {
    std::error_code none;
    for (const auto& seed : fs::directory_iterator(fs::path(shared) / "seeds", none))
      files.push_back(seed.path());
  }
  for (const fs::path& path : files) {
    std::ifstream file(path, std::ios::binary);
    const std::string source{std::istreambuf_iterator<char>(file), {}};
    const model::Notes before = read_notes(source, std::nullopt);
    const MadeTrack track = track_of(before);
    const std::string markdown = as_markdown(track, whole(track));
    EXPECT_EQ(shape_of(read_notes(markdown, Format::NotesMarkdown)), shape_of(before))
        << path << "\n"
        << markdown;
  }
}

// --- Levels count from the heading above ---------------------------------------------------------

TEST(QuoteMarkdown, BeginsAListAtTheLeftWhateverHeadingItIsUnder) {
  constexpr std::string_view kNotes = "# Show\n\n## Links\n\n- one\n- two\n  - three\n";
  EXPECT_EQ(copied(kNotes), "# Show\n\n## Links\n\n- one\n- two\n  - three");
  EXPECT_EQ(part_of(kNotes, "one", "three", QuoteForm::Plain),
            "\u2022 one\n\u2022 two\n  \u2022 three");
}

TEST(QuoteMarkdown, BeginsAtTheLeftInTheMidstOfAList) {
  constexpr std::string_view kNotes = "## Links\n\n- one\n  - two of it\n    - three\n  - four\n";
  EXPECT_EQ(part_of(kNotes, "of it", "of it"), "- of it");
  EXPECT_EQ(part_of(kNotes, "two", "four"), "- two of it\n  - three\n- four");
  EXPECT_EQ(part_of(kNotes, "two", "four", QuoteForm::Plain),
            "\u2022 two of it\n  \u2022 three\n\u2022 four");
  EXPECT_EQ(part_of(kNotes, "three", "four"), "- three\n- four");
}

TEST(QuoteMarkdown, TakesForANumberOnlyWhatIsOneInMarkdown) {
  EXPECT_EQ(copied("1. One\n1.1. Of one\n1.2. Of one\n", Format::NotesText),
            "1. One\n   - 1.1. Of one\n   - 1.2. Of one");
}

TEST(QuoteMarkdown, IndentsWhatStandsInAnItem) {
  EXPECT_EQ(copied("10. ten\n\n    more\n\n    ```\n    code\n    ```\n\n11. eleven\n\nafter\n"),
            "10. ten\n\n    more\n\n    ```\n    code\n    ```\n\n11. eleven\n\nafter");
}

TEST(QuoteMarkdown, PartsTablesThatFollowEachOther) {
  EXPECT_EQ(copied("| A |\n| - |\n| 1 |\n\n| B |\n| - |\n| 2 |\n"),
            "| A |\n| --- |\n| 1 |\n\n| B |\n| --- |\n| 2 |");
}

TEST(QuoteMarkdown, LosesNoCellOfATableWhoseHeadIsCut) {
  const std::string markdown = part_of("| A | B |\n| - | - |\n| 1 | 2 |\n", "B", "2");
  EXPECT_EQ(markdown, "| B |  |\n| --- | --- |\n| 1 | 2 |");
}

TEST(QuoteMarkdown, FencesAFileAsItWas) {
  MadeTrack track({{"# a"}, {""}, {"- b"}});
  track.view.is_source = true;
  EXPECT_EQ(as_markdown(track, whole(track)), "```\n# a\n\n- b\n```");
  EXPECT_EQ(quote(track.view, whole(track), QuoteForm::Plain), "# a\n\n- b");
}

// --- What is beside a sign
// ------------------------------------------------------------------------

TEST(QuoteMarkdown, PutsWhiteSpaceOutsideOfSigns) {
  EXPECT_EQ(part_of("**one two**\n", "one ", "one "), "**one**");
  EXPECT_EQ(part_of("see **one two** there\n", "see", "one "), "see **one**");
  const MadeTrack track({{"a b\u00a0c"}}, {{.begin = 1, .end = 5, .kind = SpanKind::Emphasis}});
  EXPECT_EQ(as_markdown(track, whole(track)), "a *b*\u00a0c");
}

TEST(QuoteMarkdown, WritesNoSignsRoundNothing) {
  EXPECT_EQ(part_of("a **b** c\n", "a", "a "), "a");
  const MadeTrack track({{"a b"}}, {{.begin = 1, .end = 2, .kind = SpanKind::Strong}});
  EXPECT_EQ(as_markdown(track, whole(track)), "a b");
}

TEST(QuoteMarkdown, TakesAnElementWherePunctuationKeepsASignFromBeingOne) {
  const MadeTrack track({{"a(b)c wow!x"}}, {{.begin = 1, .end = 4, .kind = SpanKind::Strong},
                                            {.begin = 6, .end = 10, .kind = SpanKind::Emphasis}});
  EXPECT_EQ(as_markdown(track, whole(track)), "a<strong>(b)</strong>c <em>wow!</em>x");
}

TEST(QuoteMarkdown, MarksAPartOfAWord) {
  const MadeTrack track({{"unbelievable"}}, {{.begin = 2, .end = 7, .kind = SpanKind::Strong}});
  EXPECT_EQ(as_markdown(track, whole(track)), "un**belie**vable");
}

TEST(QuoteMarkdown, GoesOnWhereEmphasisBeginsThatEndsThere) {
  const MadeTrack track({{"onetwo"}}, {{.begin = 0, .end = 3, .kind = SpanKind::Strong},
                                       {.begin = 3, .end = 6, .kind = SpanKind::Strong}});
  EXPECT_EQ(as_markdown(track, whole(track)), "**onetwo**");
}

/// SplitMix64: the same numbers on every machine.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::uint32_t below(std::size_t limit) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::uint32_t>((z ^ (z >> 31U)) % limit);
  }

 private:
  std::uint64_t state_;
};

/// Each byte that is not white space with the kinds of the spans round it. What is one kind of span
/// in another of the kind is that kind.
template <typename Spans, typename RangeOf>
std::string styled(std::string_view text, const Spans& spans, const RangeOf& range_of) {
  std::string out;
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    if (text[at] == ' ' || text[at] == '\n') continue;
    unsigned kinds = 0;
    for (const auto& span : spans) {
      const Range range = range_of(span);
      if (range.begin <= at && at < range.end) kinds |= 1U << static_cast<unsigned>(span.kind);
    }
    out += text[at];
    out += static_cast<char>('0' + kinds);
  }
  return out;
}

TEST(QuoteMarkdown, OfSpansMadeByChanceIsReadAsTheseSpans) {
  constexpr std::string_view kPieces[] = {
      "a", "b", "word", " ", " ", " ", "\n", ".", "(",      ")",      "!",      "*",      "_", "~",
      "`", "[", "]",    "<", "&", "#", "-",  "=", "\u20ac", "\u201c", "\u00fc", "\u65e5", "\\"};
  constexpr SpanKind kKinds[] = {SpanKind::Strong, SpanKind::Emphasis, SpanKind::Strike,
                                 SpanKind::Code};
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    Chance chance(seed);
    std::string text = "x";
    std::vector<std::uint32_t> places = {0};
    for (std::uint32_t count = 3 + chance.below(12); count > 0; --count) {
      places.push_back(static_cast<std::uint32_t>(text.size()));
      text += kPieces[chance.below(std::size(kPieces))];
    }
    places.push_back(static_cast<std::uint32_t>(text.size()));
    text += "x";
    std::vector<pack::SpanRecord> spans;
    for (std::uint32_t count = chance.below(5); count > 0; --count) {
      const std::uint32_t first = chance.below(places.size()), last = chance.below(places.size());
      spans.push_back({.begin = std::min(places[first], places[last]),
                       .end = std::max(places[first], places[last]),
                       .kind = kKinds[chance.below(std::size(kKinds))]});
    }
    std::ranges::sort(spans, {}, &pack::SpanRecord::begin);
    const MadeTrack track({{text}}, spans);
    const std::string markdown = as_markdown(track, whole(track));
    const model::Notes notes = read_notes(markdown, Format::NotesMarkdown);
    ASSERT_EQ(notes.blocks.size(), 1u) << seed << "\n" << markdown;
    EXPECT_EQ(styled(notes.plain, notes.spans,
                     [](const model::Span& span) { return span.text_in_plain; }),
              styled(text, spans,
                     [](const pack::SpanRecord& span) { return Range{span.begin, span.end}; }))
        << seed << "\n"
        << markdown;
  }
}

}  // namespace
}  // namespace earshot::app
