#include "steps.h"

#include <gtest/gtest.h>

#include "formats/squash.h"

namespace earshot::formats {
namespace {

using model::Format;

TEST(PathologicalNotes, MarkdownThatOpensAndNeverCloses) {
  for (const std::string_view part :
       {"[",         "![",         "[a](", "[a](<b",     "*",          "**a ",
        "_a",        "*a _b ",     "~~a",  "`",          "``` ",       "<",
        "<a ",       "<a href=\"", "<!--", "<!A",        "<?",         "<![CDATA[",
        "&",         "&#",         "\\",   "> ",         "- ",         "1. ",
        "# ",        "|",          "|a",   "a|b\n-|-\n", "[a\1]: b\n", "[a]\n\n[a]: b\n",
        "http://a",  "www.a",      "a@b.", "(",          "\"",         "a\n=\n",
        "<div>\n\n", "<b>",        "<b>a", "<ul><li>",   "***a",       "*a**b",
        "[a][b\1]"}) {
    expect_linear(Format::NotesMarkdown, {part});
  }
}

TEST(PathologicalNotes, HtmlThatOpensAndNeverCloses) {
  for (const std::string_view part : {"<",
                                      "<p>",
                                      "<div>",
                                      "<b>",
                                      "<i><b>",
                                      "<a href=x>",
                                      "<li>",
                                      "<ul>",
                                      "<ul><li>",
                                      "<table>",
                                      "<tr>",
                                      "<td>",
                                      "<table><tr><td>",
                                      "<h1>",
                                      "<pre>",
                                      "<blockquote>",
                                      "<select>",
                                      "<option>",
                                      "<svg>",
                                      "<math>",
                                      "<x\1>",
                                      "</x\1>",
                                      "<font size=\1>",
                                      "<p><b>",
                                      "<b><p>",
                                      "<script>",
                                      "<style>",
                                      "<title>",
                                      "<!--",
                                      "<!DOCTYPE",
                                      "&",
                                      "&amp",
                                      "&#",
                                      "<br>",
                                      "<img>",
                                      "<img src=",
                                      "<a title=\"",
                                      " a\1=b",
                                      "<p a",
                                      "<p a\1=b>",
                                      "<ruby><rt>",
                                      "<button>",
                                      "<a><div>",
                                      "<frameset>",
                                      "<template>",
                                      "<textarea>",
                                      "<nobr>",
                                      "<p></b>",
                                      "<dd>"}) {
    expect_linear(Format::NotesHtml, {part});
  }
}

TEST(PathologicalNotes, OutlinesThatGoEverDeeper) {
  for (const std::string_view part :
       {"I. a\n", "- ", "a:\n", "(1:00) ", "1:00-", "• a\n  ", "[", "00:00\na\n", "at 1:0\1:00 ",
        "Sponsors:\n", "http://a b ", "\1. a\n", "John 3:16-"}) {
    expect_linear(Format::NotesText, {part});
  }
}

TEST(PathologicalNotes, SquashedTextWithoutAnEnd) {
  for (const std::string_view part : {"aB",
                                      "Ab",
                                      "[a](",
                                      "(",
                                      "`",
                                      "\"",
                                      "**",
                                      "1:00",
                                      "- ",
                                      "a- ",
                                      "1. ",
                                      "http://a(",
                                      "•",
                                      "A. ",
                                      "iPhone",
                                      "éÉ",
                                      "漢",
                                      "🔥",
                                      "#",
                                      "a:b ",
                                      "’",
                                      "(1:00",
                                      "aaBbb)Cc [0:10]Dd"}) {
    SCOPED_TRACE(part);
    std::uint64_t counts[2] = {};
    for (std::size_t i = 0; i < 2; ++i) {
      const std::string text = Many{part}.text(many() << i);
      model::Notes notes;
      counts[i] = count_steps([&] {
        looks_squashed(text);
        notes = read_squashed(text, {}, kNoTime);
      });
      EXPECT_EQ(notes.plain, text);
    }
    expect_about_double(counts[0], counts[1]);
  }
}

TEST(PathologicalNotes, ASquashedPageWithALongLine) {
  expect_linear(Format::Page, {"aaBbb)Cc [0:10]Dd",
                               "T\nAuthor: A March 1, 2025 Duration: 1:00\nx\nLanguage: English "
                               "Episodes: 1\nS\nE\nDuration: 1:00\n"});
}

}  // namespace
}  // namespace earshot::formats
