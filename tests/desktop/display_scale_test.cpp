#include "shell/desktop/display_scale.h"

#include <cstdlib>

#include <gtest/gtest.h>

namespace earshot::shell {
namespace {

TEST(XftDpi, IsReadFromTheResourcesLineOfThatName) {
  EXPECT_EQ(xft_dpi("Xft.antialias:\t1\nXft.dpi:\t192\nXft.hinting:\t1\n"), 192.0F);
}

TEST(XftDpi, IsZeroWhereNoLineBeginsWithIt) {
  EXPECT_EQ(xft_dpi(""), 0.0F);
  EXPECT_EQ(xft_dpi("*customXft.dpi:\t192\n"), 0.0F);
}

TEST(XftDpi, PassesOverALongerNameBeforeIt) {
  EXPECT_EQ(xft_dpi("otherXft.dpi:\t96\nXft.dpi: 144"), 144.0F);
}

TEST(SystemScale, FollowsGdkScaleTimesItsTextScale) {
  setenv("GDK_SCALE", "2", 1);
  setenv("GDK_DPI_SCALE", "0.5", 1);
  EXPECT_EQ(system_scale(), 1.0F);
  unsetenv("GDK_DPI_SCALE");
  EXPECT_EQ(system_scale(), 2.0F);
  unsetenv("GDK_SCALE");
}

TEST(SystemScale, IsOneWhereWhatIsSaidIsAbsurd) {
  unsetenv("DISPLAY");
  setenv("GDK_SCALE", "400", 1);
  EXPECT_EQ(system_scale(), 1.0F);
  unsetenv("GDK_SCALE");
}

}  // namespace
}  // namespace earshot::shell
