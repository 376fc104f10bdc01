#pragma once

#include <array>
#include <cstdint>

#include <imgui.h>

namespace earshot::ui {

/// Colours by role, never by name. Every text role reaches 4.5:1 on every ground it may stand on,
/// 7:1 in high contrast (a test checks that).
struct Palette {
  ImU32 paper, panel, raised;            ///< page; side panels; selected row and fields
  ImU32 line;                            ///< hairlines
  ImU32 ink, ink2, ink3;                 ///< text; secondary; times and counts
  ImU32 accent, accent_soft, on_accent;  ///< where one is, what acts; its ground; text on accent
  ImU32 match, match_current, match_outline;
  ImU32 selection;
  ImU32 warning, error;
  ImU32 shade;  ///< behind dialogs and the drawer
  std::array<ImU32, 8> speakers;
};

enum class FontRole : std::uint8_t { Regular, Italic, SemiBold, Mono, Icons };

/// A size on the type scale: font, size and line height in points.
struct TextStyle {
  FontRole font = FontRole::Regular;
  float size = 15;
  float line_height = 22;
};

/// The type scale.
inline constexpr TextStyle kTitle{FontRole::SemiBold, 28, 34};
inline constexpr TextStyle kHeading{FontRole::SemiBold, 18, 26};
inline constexpr TextStyle kReading{FontRole::Regular, 16, 26};
inline constexpr TextStyle kInterface{FontRole::Regular, 15, 22};
inline constexpr TextStyle kInterfaceStrong{FontRole::SemiBold, 15, 22};
inline constexpr TextStyle kSecondary{FontRole::Regular, 13, 18};
inline constexpr TextStyle kRailHeading{FontRole::SemiBold, 12, 16};

/// The spacing scale, in points.
inline constexpr float kSpace1 = 4, kSpace2 = 8, kSpace3 = 12, kSpace4 = 16, kSpace5 = 24,
                       kSpace6 = 32;
inline constexpr float kRadiusSmall = 5, kRadius = 8, kRadiusLarge = 10;
inline constexpr float kTopBarHeight = 52, kLibraryWidth = 312, kRailWidth = 288;
inline constexpr float kRowHeight = 32, kTouchTarget = 40, kLeastTarget = 24;
inline constexpr float kEpisodeRowHeight = 62, kCompactEpisodeRow = 48;
inline constexpr float kDrawerBelow = 900, kOneColumnBelow = 600, kRailFrom = 1200;

/// Width of a character of the reading text, in ems: the mean of English prose in Inter.
inline constexpr float kMeanCharacter = 0.5357F;

struct Theme {
  Palette palette;
  bool dark = false;
  bool contrast = false;
  bool compact = false;               ///< lists show more rows
  std::array<ImFont*, 5> fonts = {};  ///< by FontRole

  ImFont* font(FontRole role) const { return fonts[static_cast<std::size_t>(role)]; }
};

const Palette& palette(bool dark, bool contrast);

/// Gives ImGui's own style the theme: spacing nought (our widgets are placed by hand), its text
/// boxes ours.
void apply_style(const Theme& theme);

}  // namespace earshot::ui
