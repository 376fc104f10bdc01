#include "ui/imgui_glyph_runs.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "offscreen.h"

namespace earshot::ui {
namespace {

std::string bytes_of(const char* name) {
  std::string bytes;
#if defined(EARSHOT_FONT_FOLDER)
  const std::string path = std::string(EARSHOT_FONT_FOLDER) + "/" + name;
  if (std::FILE* const file = std::fopen(path.c_str(), "rb")) {
    char part[65536];
    while (const std::size_t size = std::fread(part, 1, sizeof part, file))
      bytes.append(part, size);
    std::fclose(file);
  }
#else
  (void)name;
#endif
  return bytes;
}

class GlyphRunsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    regular_ = bytes_of("inter-regular.ttf");
    if (regular_.empty()) GTEST_SKIP() << "EARSHOT_TEST_SKIPPED: the fonts are not built";
    imgui_.emplace();
    fonts_ = load_fonts(
        {.regular = regular_, .italic = "no font", .semibold = {}, .mono = {}, .icons = {}});
    runs_ = std::make_unique<ImGuiGlyphRuns>(fonts_);
  }
  void TearDown() override {
    runs_.reset();
    imgui_.reset();
  }

  std::string regular_;
  std::optional<testing::OffscreenImGui> imgui_;
  LoadedFonts fonts_;
  std::unique_ptr<ImGuiGlyphRuns> runs_;
};

TEST_F(GlyphRunsTest, KernsPairs) {
  const float apart = runs_->width("A", kReading) + runs_->width("V", kReading);
  EXPECT_LT(runs_->width("AV", kReading), apart - 0.3F);
}

TEST_F(GlyphRunsTest, GivesFiguresOneWidthWhereAsked) {
  EXPECT_EQ(runs_->width("11:11", kReading, Figures::Tabular),
            runs_->width("08:40", kReading, Figures::Tabular));
  EXPECT_LT(runs_->width("11:11", kReading), runs_->width("08:40", kReading));
}

TEST_F(GlyphRunsTest, SumsClustersToTheWidth) {
  std::vector<Cluster> clusters;
  const std::string_view text =
      "AVATAR To \xC3\xA9"
      "e\xCC\x81 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA6.";
  runs_->shape(text, kReading, Figures::Proportional, clusters);
  float sum = 0;
  for (const Cluster& cluster : clusters) {
    EXPECT_NEAR(cluster.x, sum, 0.01);
    sum += cluster.advance;
  }
  EXPECT_NEAR(sum, runs_->width(text, kReading), 0.01);
}

TEST_F(GlyphRunsTest, KeepsMarksAndJoinedEmojiInOneCluster) {
  std::vector<Cluster> clusters;
  runs_->shape("e\xCC\x81\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA6x", kReading,
               Figures::Proportional, clusters);
  ASSERT_EQ(clusters.size(), 3U);
  EXPECT_EQ(clusters[1].begin_in_text, 3U);
  EXPECT_EQ(clusters[2].begin_in_text, 14U);
}

TEST_F(GlyphRunsTest, MeasuresTheSameAtEveryZoomButForScale) {
  TextStyle large = kReading;
  large.size = 15.6F;
  TextStyle small = kReading;
  small.size = 7.8F;
  EXPECT_NEAR(runs_->width("The same words", large), runs_->width("The same words", small) * 2,
              0.01);
}

TEST_F(GlyphRunsTest, FallsBackWhereBytesAreNoFont) {
  EXPECT_EQ(fonts_.fonts[1], fonts_.fonts[0]);
  EXPECT_GT(runs_->width("text", {FontRole::Italic, 16, 26}), 0);
}

TEST(FontFace, RefusesBytesThatAreNoFont) {
  EXPECT_FALSE(FontFace::readable(""));
  EXPECT_FALSE(FontFace::readable(std::string(500, 'x')));
  EXPECT_FALSE(FontFace::readable(std::string("\0\1\0\0", 4) + std::string(500, '\xFF')));
}

}  // namespace
}  // namespace earshot::ui
