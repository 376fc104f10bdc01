#include "shell/desktop/options.h"

#include <initializer_list>
#include <vector>

#include <gtest/gtest.h>

namespace earshot::shell {
namespace {

Options read(std::initializer_list<const char*> arguments) {
  const std::vector<const char*> all(arguments);
  return read_options(all);
}

TEST(ReadOptions, TakesWhatIsNoOptionForFiles) {
  const Options options = read({"a.vtt", "--", "--b.vtt"});
  EXPECT_EQ(options.error, "");
  EXPECT_EQ(options.files, (std::vector<std::string>{"a.vtt", "--b.vtt"}));
}

TEST(ReadOptions, TakesAValueAfterASpaceOrAnEqualsSign) {
  EXPECT_EQ(read({"--library", "x"}).library, "x");
  EXPECT_EQ(read({"--library=x"}).library, "x");
}

TEST(ReadOptions, TellsALinkToAMomentFromAFile) {
  const Options options = read({"earshot:episode=12&t=3", "earshot.md"});
  EXPECT_EQ(options.link, "earshot:episode=12&t=3");
  EXPECT_EQ(options.files, std::vector<std::string>{"earshot.md"});
  EXPECT_TRUE(is_link("https://example.org/#episode=12"));
  EXPECT_FALSE(is_link("earshot:episode=12 was what he said"));
  EXPECT_FALSE(is_link("https://example.org/"));
}

TEST(ReadOptions, ReadsSizeAndScale) {
  const Options options = read({"--size=360x800", "--scale=1.5"});
  EXPECT_EQ(options.width, 360);
  EXPECT_EQ(options.height, 800);
  EXPECT_EQ(options.scale, 1.5F);
}

TEST(ReadOptions, SaysWhatIsWrong) {
  EXPECT_NE(read({"--wat"}).error, "");
  EXPECT_NE(read({"-x"}).error, "");
  EXPECT_NE(read({"--library"}).error, "");
  EXPECT_NE(read({"--trace=yes"}).error, "");
  EXPECT_NE(read({"--theme", "pink"}).error, "");
  EXPECT_NE(read({"--shot", "a.png", "--state", "asleep"}).error, "");
  EXPECT_NE(read({"--state", "about"}).error, "");
  for (const char* size : {"360", "x", "360x", "12x12", "99999x800", "360x800x2", "-360x800"})
    EXPECT_NE(read({"--size", size}).error, "") << size;
  for (const char* scale : {"", "0", "nan", "99", "2x"})
    EXPECT_NE(read({"--scale", scale}).error, "") << scale;
}

}  // namespace
}  // namespace earshot::shell
