#include <gtest/gtest.h>

#include "shell/desktop/window.h"

namespace earshot::shell {
namespace {

TEST(WindowPlace, IsReadAsItWasWritten) {
  const WindowPlace place = {
      .x = -20, .y = 40, .width = 1280, .height = 800, .maximized = true, .known = true};
  const WindowPlace read = read_place(write_place(place));
  EXPECT_TRUE(read.known);
  EXPECT_EQ(write_place(read), write_place(place));
}

TEST(WindowPlace, IsUnknownWhereTheTextSaysNoSensibleOne) {
  for (const char* text : {"", "1 2 3", "0 0 10 10 0", "0 0 99999 800 0", "a b c d e"})
    EXPECT_FALSE(read_place(text).known) << text;
}

}  // namespace
}  // namespace earshot::shell
