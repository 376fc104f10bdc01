#include "library/identity.h"

#include <gtest/gtest.h>

namespace earshot::library {
namespace {

TEST(TitleKey, IgnoresCaseAccentsAndPunctuation) {
  EXPECT_EQ(title_key("Why is Everyone Here?"), title_key("why-is-everyone-here"));
  EXPECT_EQ(title_key("Caf\xC3\xA9 talk"), title_key("cafe  Talk!"));
  EXPECT_NE(title_key("Part 1"), title_key("Part 2"));
  EXPECT_EQ(title_key("?!"), "");
}

TEST(Ids, DifferByKindAndPart) {
  EXPECT_NE(id_from_guid("show", "1"), id_from_title("show", "1"));
  EXPECT_NE(id_from_guid("show a", "1"), id_from_guid("show b", "1"));
  EXPECT_EQ(id_from_guid("Show A", "1"), id_from_guid("show a", "1"));
}

TEST(Ids, OfContentIgnoreWhiteSpace) {
  EXPECT_EQ(id_from_content("one two\nthree"), id_from_content("one two three\n"));
  EXPECT_NE(id_from_content("one two"), id_from_content("one too"));
}

}  // namespace
}  // namespace earshot::library
