#include "text/markup_text.h"

#include <gtest/gtest.h>

namespace earshot::text {
namespace {

TEST(MarkupText, EscapesWhatEndsAStringOfJson) {
  std::string out;
  append_json_string(out, "a\"b\\c\nd\x01\u00e9");
  EXPECT_EQ(out, R"("a\"b\\c\nd\u0001)"
                 "\u00e9\"");
}

TEST(MarkupText, LeavesNothingThatHtmlTakesForMarkup) {
  std::string out;
  append_html_text(out, "<b a='1' c=\"2\">&amp;\t\n");
  EXPECT_EQ(out, "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;amp;\t\n");
}

TEST(MarkupText, HasNoControlCharacterInHtml) {
  std::string out;
  append_html_text(out, std::string_view("a\0b\r\x7F", 5));
  EXPECT_EQ(out, "a\uFFFDb\uFFFD\uFFFD");
}

TEST(MarkupText, KnowsTheFormOfALanguagesTag) {
  for (const char* tag : {"de", "pt-BR", "zh-Hant-TW", "gsw"})
    EXPECT_TRUE(is_language_tag(tag)) << tag;
  for (const char* tag : {"", "german", "d", "de_AT", "de-", "-de", "\" onload=", "1a"})
    EXPECT_FALSE(is_language_tag(tag)) << tag;
}

}  // namespace
}  // namespace earshot::text
