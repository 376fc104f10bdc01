#include "formats/entities.h"

#include <gtest/gtest.h>

#include "formats/html_text.h"

namespace earshot::formats {
namespace {

TEST(Entities, NamesAndNumbersAreDecoded) {
  EXPECT_EQ(decode_entities("&amp;&lt;&eacute;&#233;&#xE9;&hellip;"), "&<ééé…");
  EXPECT_EQ(decode_entities("&#150;&#0;&#x110000;&#xD800;"),
            "–\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Entities, WhatIsNoneStays) {
  EXPECT_EQ(decode_entities("a & b &; &x; &#; &#x; &nosuchname;"),
            "a & b &; &x; &#; &#x; &nosuchname;");
}

TEST(Entities, AFewNamesNeedNoSemicolon) {
  EXPECT_EQ(decode_entities("AT&amp T&lt"), "AT& T<");
}

TEST(Entities, HtmlsNamesNeedNoSemicolonWhereAskedFor) {
  std::string out;
  EXPECT_EQ(decode_entity("&timestamp", out), 0u);
  EXPECT_EQ(decode_entity("&timestamp", out, BareNames::Html), 6u);
  EXPECT_EQ(decode_entity("&frac12x", out, BareNames::Html), 7u);
  EXPECT_EQ(decode_entity("&notin;", out, BareNames::Html), 7u);
  EXPECT_EQ(out, "×½∉");
}

TEST(Entities, LeadingZerosOfANumberDoNotCount) {
  EXPECT_EQ(decode_entities("&#0000000000065;&#x00000000042;"), "AB");
}

TEST(HtmlText, TagsScriptsAndCommentsVanish) {
  EXPECT_EQ(
      text_of_html("<p>One <b>two</b></p><!-- no --><script>bad('</p>')</script><p>3 &lt; 4</p>"),
      "One two\n3 < 4\n");
  EXPECT_EQ(text_of_html("a < b and <unclosed"), "a < b and <unclosed");
}

}  // namespace
}  // namespace earshot::formats
