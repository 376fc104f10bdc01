#include "ui/theme.h"

#include <cmath>
#include <string>

#include <gtest/gtest.h>

namespace earshot::ui {
namespace {

double luminance(ImU32 colour) {
  const auto channel = [colour](int shift) {
    const double value = static_cast<double>((colour >> shift) & 0xFF) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(IM_COL32_R_SHIFT) + 0.7152 * channel(IM_COL32_G_SHIFT) +
         0.0722 * channel(IM_COL32_B_SHIFT);
}

// WCAG 2.2, 1.4.3.
double contrast(ImU32 a, ImU32 b) {
  const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
  return one > other ? one / other : other / one;
}

struct Named {
  const char* name;
  ImU32 colour;
};

struct Shown {
  bool dark = false, contrast = false;
};

class Contrast : public ::testing::TestWithParam<Shown> {
 protected:
  const Palette& shown() const { return palette(GetParam().dark, GetParam().contrast); }
  const Palette& other() const { return palette(!GetParam().dark, GetParam().contrast); }
  /// WCAG 2.2, 1.4.3 (AA), and 1.4.6 (AAA) in high contrast.
  double least() const { return GetParam().contrast ? 7.0 : 4.5; }
};

TEST_P(Contrast, OfEveryTextOnEveryGroundItMayStandOnIsReadable) {
  const Palette& it = shown();
  const Named texts[] = {{"ink", it.ink},       {"ink2", it.ink2},       {"ink3", it.ink3},
                         {"accent", it.accent}, {"warning", it.warning}, {"error", it.error}};
  const Named grounds[] = {{"paper", it.paper},
                           {"panel", it.panel},
                           {"raised", it.raised},
                           {"accent_soft", it.accent_soft}};
  for (const Named& text : texts) {
    for (const Named& ground : grounds) {
      EXPECT_GE(contrast(text.colour, ground.colour), least())
          << text.name << " on " << ground.name;
    }
  }
  for (std::size_t i = 0; i < it.speakers.size(); ++i) {
    EXPECT_GE(contrast(it.speakers[i], it.paper), least()) << "speaker " << i;
    EXPECT_GE(contrast(it.speakers[i], it.accent_soft), least())
        << "speaker " << i << " on accent_soft";
  }
}

TEST_P(Contrast, OfInkOnWhatMarksItIsReadable) {
  const Palette& it = shown();
  EXPECT_GE(contrast(it.ink, it.match), least());
  EXPECT_GE(contrast(it.ink, it.match_current), least());
  EXPECT_GE(contrast(it.ink, it.selection), least());
  EXPECT_GE(contrast(it.ink2, it.selection), 4.5);
  EXPECT_GE(contrast(it.accent, it.selection), 4.5) << "a link that is selected";
}

TEST_P(Contrast, OfTextOnFilledWidgetsIsReadable) {
  const Palette& it = shown();
  EXPECT_GE(contrast(it.on_accent, it.accent), least());
  EXPECT_GE(contrast(it.paper, it.ink), least());
  EXPECT_GE(contrast(other().accent, it.ink), least()) << "the notice's button";
}

TEST_P(Contrast, OfTheFocusRingAndTheMatchsOutlineIsAtLeastThree) {
  const Palette& it = shown();
  EXPECT_GE(contrast(it.accent, it.paper), 3.0);
  EXPECT_GE(contrast(it.accent, it.panel), 3.0);
  EXPECT_GE(contrast(it.match_outline, it.match_current), 3.0);
}

INSTANTIATE_TEST_SUITE_P(Themes, Contrast,
                         ::testing::Values(Shown{false, false}, Shown{true, false},
                                           Shown{false, true}, Shown{true, true}),
                         [](const auto& test) {
                           return std::string(test.param.dark ? "Dark" : "Light") +
                                  (test.param.contrast ? "HighContrast" : "");
                         });

}  // namespace
}  // namespace earshot::ui
