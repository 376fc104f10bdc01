#include <cstdlib>
#include <ctime>
#include <string>

#include "parsing.h"

namespace earshot::formats {
namespace {

// What opens something, many times over, and nothing that closes it: at n and at 2n. The libraries
// below the readers count no steps, so time is taken, and a test fails only where it has both grown
// like the square and become long enough to be sure of it.

/// Fewer outside the slow tier, where they show what crashes but hardly what is slow.
std::size_t many_parts() {
  return std::getenv("EARSHOT_SLOW") != nullptr ? 50'000 : 8'000;
}

double seconds_to_read(const std::string& text, model::Format format) {
  ParseOptions options;
  options.as = format;
  const std::clock_t begin = std::clock();
  const auto file = parse_file("x", std::as_bytes(std::span(text)), options);
  EXPECT_TRUE(file) << name(format);
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

std::string many(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    // "#" becomes a number, so that no two are the same.
    for (const char c : part)
      out += c == '#' ? std::to_string(i) : std::string(1, c);
  }
  return out;
}

void expect_linear(std::string_view part, model::Format format) {
  const double once = seconds_to_read(many(part, many_parts()), format);
  const double twice = seconds_to_read(many(part, 2 * many_parts()), format);
  constexpr double kSure = 2.0;      // seconds
  constexpr double kSquarish = 3.2;  // a line gives 2, a square 4
  EXPECT_FALSE(twice > kSure && twice > once * kSquarish)
      << part << ": " << once << " s, then " << twice << " s";
}

TEST(PathologicalNotes, MarkdownThatOpensAndNeverCloses) {
  for (const std::string_view part :
       {"[",         "![",         "[a](", "[a](<b",     "*",         "**a ",
        "_a",        "*a _b ",     "~~a",  "`",          "``` ",      "<",
        "<a ",       "<a href=\"", "<!--", "<!A",        "<?",        "<![CDATA[",
        "&",         "&#",         "\\",   "> ",         "- ",        "1. ",
        "# ",        "|",          "|a",   "a|b\n-|-\n", "[a#]: b\n", "[a]\n\n[a]: b\n",
        "http://a",  "www.a",      "a@b.", "(",          "\"",        "a\n=\n",
        "<div>\n\n", "<b>",        "<b>a", "<ul><li>",   "***a",      "*a**b",
        "[a][b#]"}) {
    SCOPED_TRACE(part);
    expect_linear(part, model::Format::NotesMarkdown);
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
                                      "<x#>",
                                      "</x#>",
                                      "<font size=#>",
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
                                      " a#=b",
                                      "<p a",
                                      "<ruby><rt>",
                                      "<button>",
                                      "<a><div>",
                                      "<frameset>",
                                      "<template>",
                                      "<textarea>",
                                      "<nobr>",
                                      "<p></b>",
                                      "<dd>"}) {
    SCOPED_TRACE(part);
    expect_linear(part, model::Format::NotesHtml);
    expect_linear("<p>" + std::string(part), model::Format::NotesHtml);
  }
  expect_linear("<p a#=b>", model::Format::NotesHtml);
}

TEST(PathologicalNotes, OutlinesThatGoEverDeeper) {
  for (const std::string_view part :
       {"I. a\n", "- ", "a:\n", "(1:00) ", "1:00-", "• a\n  ", "[", "00:00\na\n", "at 1:0#:00 ",
        "Sponsors:\n", "http://a b ", "#. a\n", "John 3:16-"}) {
    SCOPED_TRACE(part);
    expect_linear(part, model::Format::NotesText);
  }
}

}  // namespace
}  // namespace earshot::formats
