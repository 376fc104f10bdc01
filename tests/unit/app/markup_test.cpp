#include "app/markup.h"

#include <gtest/gtest.h>

namespace earshot::app {
namespace {

Markup small() {
  Markup markup;
  markup.open(Tag::P, {{Attribute::Lang, "de"}, {Attribute::Class, ""}});
  markup.text("a < b & \"c\"");
  markup.element(Tag::Br, {});
  markup.element(Tag::A, "'link'", {{Attribute::Href, "https://x.org/?a=1&b=\"2\""}});
  markup.close();
  return markup;
}

TEST(Markup, IsHtmlInWhichNoTextIsMarkup) {
  EXPECT_EQ(small().to_html(),
            "<p lang=\"de\">a &lt; b &amp; &quot;c&quot;<br><a "
            "href=\"https://x.org/?a=1&amp;b=&quot;2&quot;\">&#39;link&#39;</a></p>\n");
}

TEST(Markup, IsJsonOfNestedArrays) {
  EXPECT_EQ(
      small().to_json(),
      R"([["p",{"lang":"de"},"a < b & \"c\"",["br",{}],["a",{"href":"https://x.org/?a=1&b=\"2\""},"'link'"]]])");
}

TEST(Markup, OfNothingIsNoNode) {
  EXPECT_EQ(Markup().to_html(), "");
  EXPECT_EQ(Markup().to_json(), "[]");
}

TEST(Markup, ClosesNoMoreThanWasOpened) {
  Markup markup;
  markup.close();
  markup.element(Tag::B, "x");
  markup.close();
  EXPECT_EQ(markup.to_html(), "<b>x</b>");
}

TEST(Markup, HasNoControlCharacterInHtml) {
  Markup markup;
  markup.text(std::string_view("a\0b\x1B\tc", 6));
  EXPECT_EQ(markup.to_html(), "a\uFFFDb\uFFFD\tc");
}

TEST(HtmlFile, EscapesItsTitleAndAllowsNoScript) {
  const std::string html = to_html_file(
      small(), {.title = "</title><script>", .language = "en", .styles = "p{}", .version = "1"});
  EXPECT_NE(html.find("<title>&lt;/title&gt;&lt;script&gt;</title>"), std::string::npos) << html;
  EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(html.find("<style>\np{}</style>"), std::string::npos);
}

TEST(HtmlFile, SaysTheLanguageThatItIsGiven) {
  const std::string html =
      to_html_file(small(), {.title = "T", .language = "de", .styles = "", .version = "1"});
  EXPECT_TRUE(html.starts_with("<!doctype html>\n<html lang=\"de\">\n")) << html;
}

}  // namespace
}  // namespace earshot::app
