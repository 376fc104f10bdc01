// What the shipped fonts lack, drawn by the machine's own.
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "harness.h"
#include "system_fakes.h"
#include "ui/cluster_places.h"
#include "ui/imgui_glyph_runs.h"

namespace earshot::ui {
namespace {

using testing::MadeSystemGlyphs;
using Drawn = MadeSystemGlyphs::Drawn;

std::string font_bytes() {
  std::string bytes;
#if defined(EARSHOT_FONT_FOLDER)
  const std::string path = std::string(EARSHOT_FONT_FOLDER) + "/inter-regular.ttf";
  if (std::FILE* const file = std::fopen(path.c_str(), "rb")) {
    char part[65536];
    while (const std::size_t size = std::fread(part, 1, sizeof part, file))
      bytes.append(part, size);
    std::fclose(file);
  }
#endif
  return bytes;
}

class SystemGlyphsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    regular_ = font_bytes();
    if (regular_.empty()) GTEST_SKIP() << "EARSHOT_TEST_SKIPPED: the fonts are not built";
    imgui_.emplace();
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(800, 600);
    io.DeltaTime = 0.016F;
    fonts_ = load_fonts({.regular = regular_,
                         .italic = {},
                         .semibold = {},
                         .mono = {},
                         .icons = {},
                         .system = &system_});
    runs_ = std::make_unique<ImGuiGlyphRuns>(fonts_);
  }
  void TearDown() override {
    if (!imgui_) return;
    end_frame();
    runs_.reset();
    imgui_.reset();
  }

  void begin_frame(float ratio = 1) {
    end_frame();
    ImGui::NewFrame();
    runs_->begin_tick(ratio);
    is_in_frame_ = true;
  }
  void end_frame() {
    if (is_in_frame_) {
      ImGui::Render();
      testing::answer_textures();
    }
    is_in_frame_ = false;
  }
  /// Draws a line and says what the machine was asked to draw for it.
  std::vector<Drawn> drawn(std::string_view text, Order order = Order::Auto) {
    begin_frame();
    system_.drawn.clear();
    runs_->draw(*ImGui::GetForegroundDrawList(), ImVec2(10, 10), text, kReading, ~0U,
                Figures::Proportional, order);
    return system_.drawn;
  }
  std::vector<Cluster> clusters(std::string_view text, Order order = Order::Auto) {
    std::vector<Cluster> found;
    runs_->shape(text, kReading, Figures::Proportional, found, order);
    return found;
  }

  std::string regular_;
  MadeSystemGlyphs system_;
  std::optional<testing::OffscreenImGui> imgui_;
  LoadedFonts fonts_;
  std::unique_ptr<ImGuiGlyphRuns> runs_;
  bool is_in_frame_ = false;
};

TEST_F(SystemGlyphsTest, AreNotAskedForWhatIsShipped) {
  EXPECT_TRUE(
      drawn("Plain text, \u00E9t\u00E9, \u03B1\u03B2\u03B3, \u043C\u0438\u0440 \u2014 12:30")
          .empty());
  EXPECT_EQ(system_.measured, 0);
}

TEST_F(SystemGlyphsTest, DrawIdeographsOneByOneAndJoinedScriptsByTheWord) {
  EXPECT_EQ(drawn("a \u4E2D\u6587 \u0928\u092E\u0938\u094D\u0924\u0947 b"),
            (std::vector<Drawn>{{"\u4E2D"}, {"\u6587"}, {"\u0928\u092E\u0938\u094D\u0924\u0947"}}));
}

TEST_F(SystemGlyphsTest, DrawJoinedEmojiFlagsAndKeysAsOneCluster) {
  const std::string_view family = "\U0001F469\u200D\U0001F469\u200D\U0001F467";
  const std::string_view flag = "\U0001F1EF\U0001F1F5", key = "7\uFE0F\u20E3",
                         heart = "\u2764\uFE0F";
  const std::string text =
      std::string(family) + std::string(flag) + std::string(key) + std::string(heart) + "7";
  EXPECT_EQ(
      drawn(text),
      (std::vector<Drawn>{
          {std::string(family)}, {std::string(flag)}, {std::string(key)}, {std::string(heart)}}));
  EXPECT_EQ(clusters(text).size(), 5U);
}

TEST_F(SystemGlyphsTest, LeaveTheQuietBoxWhereTheMachineLacksAGlyphToo) {
  EXPECT_TRUE(drawn("\u0F40\u0F41").empty());
  const ImDrawList& list = *ImGui::GetForegroundDrawList();
  EXPECT_GT(list.VtxBuffer.Size, 0);
  const std::vector<Cluster> found = clusters("\u0F40\u0F41");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].advance, 0.62F * kReading.size, 0.01);
}

TEST_F(SystemGlyphsTest, ShapeTheRestOfAWordWhereOneCharacterIsMissing) {
  EXPECT_EQ(drawn("\u0915\u0F40\u0916"), (std::vector<Drawn>{{"\u0915"}, {"\u0916"}}));
}

TEST_F(SystemGlyphsTest, LeaveTheQuietBoxWhereDrawingFails) {
  system_.fails = true;
  EXPECT_EQ(drawn("\u4E2D").size(), 1U);
  EXPECT_GT(ImGui::GetForegroundDrawList()->VtxBuffer.Size, 0);
}

TEST_F(SystemGlyphsTest, SetWordsFromRightToLeft) {
  EXPECT_EQ(
      drawn("\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD"),
      (std::vector<Drawn>{{"\u05E9\u05DC\u05D5\u05DD", true}, {"\u05E2\u05D5\u05DC\u05DD", true}}));
  const std::vector<Cluster> found = clusters("\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD");
  ASSERT_EQ(found.size(), 9U);
  for (std::size_t at = 0; at + 1 < found.size(); ++at) {
    EXPECT_LT(found[at].begin_in_text, found[at + 1].begin_in_text);
    EXPECT_NEAR(found[at].x, found[at + 1].x + found[at + 1].advance, 0.01);
    EXPECT_TRUE(found[at].runs_left);
  }
  EXPECT_NEAR(found.back().x, 0, 0.01);
}

TEST_F(SystemGlyphsTest, LeaveNumbersAndEnglishInHebrewReadable) {
  const std::string_view text = "\u05D0 12 \u05D1 ab";
  const std::vector<Cluster> found = clusters(text);
  ASSERT_EQ(found.size(), 9U);
  EXPECT_LT(found[2].x, found[3].x);  // 1 before 2
  EXPECT_LT(found[7].x, found[8].x);  // a before b
  EXPECT_GT(found[0].x, found[2].x);  // the first letter is on the right
  EXPECT_GT(found[5].x, found[7].x);  // the last word on the left
  float sum = 0;
  for (const Cluster& cluster : found)
    sum += cluster.advance;
  EXPECT_NEAR(runs_->width(text, kReading), sum, 0.01);
}

TEST_F(SystemGlyphsTest, KeepEmojiTheSamePictureInBothDirections) {
  begin_frame();
  for (const Order order : {Order::LeftToRight, Order::RightToLeft}) {
    runs_->draw(*ImGui::GetForegroundDrawList(), ImVec2(10, 10), "\U0001F600", kReading, ~0U,
                Figures::Proportional, order);
  }
  EXPECT_EQ(system_.drawn.size(), 1U);
}

TEST_F(SystemGlyphsTest, AreAskedOnceForTheSamePicture) {
  EXPECT_EQ(drawn("\u4E2D\u4E2D").size(), 1U);
  EXPECT_TRUE(drawn("\u4E2D").empty());
  EXPECT_EQ(system_.measured, 1);
}

TEST_F(SystemGlyphsTest, CutALineThatRunsLeftAtItsEnd) {
  begin_frame();
  const std::string text = "\u05D0\u05D1 \u05D2\u05D3 \u05D4\u05D5 \u05D6\u05D7";
  const float drawn_width = runs_->draw_clipped(*ImGui::GetForegroundDrawList(), ImVec2(10, 10),
                                                100, text, kReading, ~0U);
  EXPECT_LE(drawn_width, 100);
  ASSERT_FALSE(system_.drawn.empty());
  EXPECT_EQ(system_.drawn.front().text, "\u05D0\u05D1");
}

TEST_F(SystemGlyphsTest, PlaceCaretsOnTheSideThatComesBefore) {
  const std::vector<Cluster> found = clusters("ab \u05D0\u05D1");
  ASSERT_EQ(found.size(), 5U);
  const float width = runs_->width("ab \u05D0\u05D1", kReading);
  EXPECT_NEAR(caret_x(found, 3), width, 0.01);       // before the first letter: its right side
  EXPECT_NEAR(caret_x(found, 7), found[4].x, 0.01);  // behind the last one: its left side
  EXPECT_EQ(offset_at(found, width - 1, 7), 3U);
  EXPECT_EQ(offset_at(found, found[4].x + 1, 7), 7U);
  std::vector<Stretch> parts;
  stretches(found, {1, 5}, parts);  // "b ", the first letter: apart
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_NEAR(parts[1].right, width, 0.01);
}

TEST_F(SystemGlyphsTest, KeepABoundedNumberOfPixels) {
  constexpr int kRounds = 12, kEach = 200;  // of 64 x 64 pixels: 1024 are the limit
  const auto draw_round = [&](int round) {
    begin_frame(4);
    for (int number = 0; number < kEach; ++number) {
      std::string text;
      text::append_utf8(text, static_cast<char32_t>(0x4E00 + round * kEach + number));
      runs_->draw(*ImGui::GetForegroundDrawList(), ImVec2(10, 10), text, kReading, ~0U);
    }
  };
  for (int round = 0; round < kRounds; ++round) {
    draw_round(round);
    EXPECT_LE(runs_->pictures()->picture_pixels(), GlyphPictures::kMostPixels + kEach * 64 * 64);
  }
  EXPECT_EQ(system_.drawn.size(), static_cast<std::size_t>(kRounds * kEach));
  // What was on the screen last is still there, what came first is not.
  draw_round(kRounds - 1);
  EXPECT_EQ(system_.drawn.size(), static_cast<std::size_t>(kRounds * kEach));
  draw_round(0);
  EXPECT_EQ(system_.drawn.size(), static_cast<std::size_t>((kRounds + 1) * kEach));
}

TEST_F(SystemGlyphsTest, KeepABoundedNumberOfMeasures) {
  for (int number = 0; number < 40'000; ++number) {
    std::string text;
    text::append_utf8(text, static_cast<char32_t>(0x4E00 + number % 20'000));
    text::append_utf8(text, static_cast<char32_t>(0x300 + number / 20'000));
    runs_->width(text, kReading);
  }
  EXPECT_LE(runs_->pictures()->measure_count(), 2 * GlyphPictures::kMostMeasures);
}

TEST_F(SystemGlyphsTest, CutWidePicturesIntoColumns) {
  begin_frame(40);  // 640 pixels an em
  runs_->draw(*ImGui::GetForegroundDrawList(), ImVec2(10, 10), "\u4E2D", kReading, ~0U);
  EXPECT_EQ(runs_->pictures()->picture_pixels(), 640U * 640U);
  EXPECT_EQ(ImGui::GetForegroundDrawList()->VtxBuffer.Size, 2 * 4);
}

}  // namespace
}  // namespace earshot::ui
