#include "ui/theme.h"

namespace earshot::ui {
namespace {

consteval ImU32 rgb(std::uint32_t hex) {
  return IM_COL32((hex >> 16) & 0xFF, (hex >> 8) & 0xFF, hex & 0xFF, 0xFF);
}

// ink3 is darker than the sketch's #7A7468: that one reached 4.15:1 on panel and 3.82:1 on
// accent_soft.
constexpr Palette kLight{
    .paper = rgb(0xFBFAF7),
    .panel = rgb(0xF4F2ED),
    .raised = rgb(0xFFFFFF),
    .line = rgb(0xE4E0D8),
    .ink = rgb(0x211F1B),
    .ink2 = rgb(0x5E5950),
    .ink3 = rgb(0x6B655A),
    .accent = rgb(0x9A4521),
    .accent_soft = rgb(0xF6E6DC),
    .on_accent = rgb(0xFFFFFF),
    .match = rgb(0xFFE39A),
    .match_current = rgb(0xFFC14D),
    .match_outline = rgb(0x9A4521),
    .selection = rgb(0xCFE3F7),
    .warning = rgb(0x7A4F00),
    .error = rgb(0xB3261E),
    .shade = IM_COL32(0x21, 0x1F, 0x1B, 0x66),
    .speakers = {rgb(0x6B3FA0), rgb(0x17694F), rgb(0x1F5FA8), rgb(0x8A2E5D), rgb(0x7A4A12),
                 rgb(0x2F6B1F), rgb(0xA03535), rgb(0x3D5A75)},
};

// ink3 and the current match differ from the sketch (4.21:1 each, on accent_soft and under ink).
constexpr Palette kDark{
    .paper = rgb(0x17181B),
    .panel = rgb(0x1D1F23),
    .raised = rgb(0x24262B),
    .line = rgb(0x31343B),
    .ink = rgb(0xECEAE5),
    .ink2 = rgb(0xB5B0A7),
    .ink3 = rgb(0x9C978E),
    .accent = rgb(0xF09A6A),
    .accent_soft = rgb(0x3A2A21),
    .on_accent = rgb(0x17181B),
    .match = rgb(0x5B4A12),
    .match_current = rgb(0x7C5F10),
    .match_outline = rgb(0xF0C060),
    .selection = rgb(0x28435E),
    .warning = rgb(0xE3B341),
    .error = rgb(0xFF8A80),
    .shade = IM_COL32(0x00, 0x00, 0x00, 0x99),
    .speakers = {rgb(0xC9A0F0), rgb(0x7FCDB0), rgb(0x8FBEF2), rgb(0xF09AC0), rgb(0xE0B070),
                 rgb(0xA8CF8A), rgb(0xF5A0A0), rgb(0xA9C2DA)},
};

// High contrast: black and white, with hairlines that one sees.
constexpr Palette kLightContrast{
    .paper = rgb(0xFFFFFF),
    .panel = rgb(0xFFFFFF),
    .raised = rgb(0xFFFFFF),
    .line = rgb(0x4A4A4A),
    .ink = rgb(0x000000),
    .ink2 = rgb(0x1A1A1A),
    .ink3 = rgb(0x333333),
    .accent = rgb(0x702600),
    .accent_soft = rgb(0xFFEBDD),
    .on_accent = rgb(0xFFFFFF),
    .match = rgb(0xFFE566),
    .match_current = rgb(0xFFB83D),
    .match_outline = rgb(0x000000),
    .selection = rgb(0xB3D7FF),
    .warning = rgb(0x553700),
    .error = rgb(0x930000),
    .shade = IM_COL32(0x00, 0x00, 0x00, 0xA0),
    .speakers = {rgb(0x4B1F80), rgb(0x00452F), rgb(0x003A7A), rgb(0x6B0F40), rgb(0x543000),
                 rgb(0x1B4A0C), rgb(0x7A1010), rgb(0x1F3F5C)},
};

constexpr Palette kDarkContrast{
    .paper = rgb(0x000000),
    .panel = rgb(0x000000),
    .raised = rgb(0x000000),
    .line = rgb(0xB0B0B0),
    .ink = rgb(0xFFFFFF),
    .ink2 = rgb(0xF0F0F0),
    .ink3 = rgb(0xD6D6D6),
    .accent = rgb(0xFFC299),
    .accent_soft = rgb(0x33200F),
    .on_accent = rgb(0x000000),
    .match = rgb(0x5C4A00),
    .match_current = rgb(0x6E5300),
    .match_outline = rgb(0xFFE066),
    .selection = rgb(0x0B4A8F),
    .warning = rgb(0xFFD866),
    .error = rgb(0xFFB3AD),
    .shade = IM_COL32(0x00, 0x00, 0x00, 0xC0),
    .speakers = {rgb(0xDCC2FF), rgb(0xA0E8CF), rgb(0xB5D8FF), rgb(0xFFBBDA), rgb(0xF5CF9A),
                 rgb(0xC5E8AA), rgb(0xFFC2C2), rgb(0xC6DCF0)},
};

}  // namespace

const Palette& palette(bool dark, bool contrast) {
  if (contrast) return dark ? kDarkContrast : kLightContrast;
  return dark ? kDark : kLight;
}

void apply_style(const Theme& theme) {
  const Palette& colours = theme.palette;
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = ImVec2(0, 0);
  style.FramePadding = ImVec2(0, 0);
  style.ItemSpacing = ImVec2(0, 0);
  style.ItemInnerSpacing = ImVec2(0, 0);
  style.WindowBorderSize = 0;
  style.ChildBorderSize = 0;
  style.PopupBorderSize = 0;
  style.FrameBorderSize = 0;
  style.WindowRounding = 0;
  style.ChildRounding = 0;
  style.WindowMinSize = ImVec2(1, 1);
  style.ScrollbarSize = 0;
  style.DisabledAlpha = 1;
  style.MouseCursorScale = 1;
  const auto set = [&](ImGuiCol slot, ImU32 colour) {
    style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour);
  };
  for (int slot = 0; slot < ImGuiCol_COUNT; ++slot)
    set(slot, 0);
  set(ImGuiCol_Text, colours.ink);
  set(ImGuiCol_TextDisabled, colours.ink3);
  set(ImGuiCol_TextSelectedBg, colours.selection);
  set(ImGuiCol_InputTextCursor, colours.accent);
}

}  // namespace earshot::ui
