#include "ui/imgui_glyph_runs.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "text/graphemes.h"
#include "text/scanner.h"

namespace earshot::ui {
namespace {

constexpr float kMissingEm = 0.62F;  // width of the box that stands for a character no font has
constexpr float kMissingHeight = 0.62F;
// Inter is drawn for small text: large text is set tighter, up to this share of the em at 28
// points.
constexpr float kTightening = -0.016F, kTightenFrom = 16, kTightenTo = 28;
constexpr float kRoundingSlack = 0.5F;  // a width asked for fits into itself
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

/// Characters that show nothing by themselves: what joins, varies or directs others.
bool is_invisible(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD ||
         (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
         (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) ||
         code == 0xFEFF || (code >= 0xE0000 && code <= 0xE01EF);
}

/// Spaces that a font may lack; they are as wide as others say.
float space_em(char32_t code) {
  switch (code) {
    case U'\t':
      return 1.0F;
    case 0xA0:
    case 0x202F:
    case 0x2005:
      return 0.25F;
    case 0x2003:
    case 0x2001:
    case 0x3000:
      return 1.0F;
    case 0x2002:
    case 0x2000:
      return 0.5F;
    case 0x2004:
      return 0.33F;
    case 0x2006:
    case 0x2009:
      return 0.18F;
    case 0x2007:
      return 0.6F;
    case 0x2008:
      return 0.28F;
    case 0x200A:
      return 0.1F;
    default:
      return 0;
  }
}

bool is_combining(char32_t code) {
  return (code >= 0x300 && code <= 0x36F) || (code >= 0x1AB0 && code <= 0x1AFF) ||
         (code >= 0x20D0 && code <= 0x20FF) || (code >= 0x1F3FB && code <= 0x1F3FF);
}

float snapped(float points, float steps_per_point) {
  return std::floor(points * steps_per_point + 0.5F) / steps_per_point;
}

}  // namespace

ImGuiGlyphRuns::ImGuiGlyphRuns(const LoadedFonts& fonts) : fonts_(fonts.fonts) {
  faces_.reserve(fonts.bytes.size());
  for (const std::string_view bytes : fonts.bytes)
    faces_.emplace_back(bytes);
}

float ImGuiGlyphRuns::run(std::string_view text, const TextStyle& style, Figures figures,
                          std::vector<Cluster>* clusters, std::vector<Mark>* marks) {
  const FontFace& font = face(style.font);
  const float scale = style.size / static_cast<float>(font.units_per_em());
  const bool is_tightened = style.font != FontRole::Mono && style.font != FontRole::Icons;
  const float share = (style.size - kTightenFrom) / (kTightenTo - kTightenFrom);
  const float tracking =
      is_tightened ? std::clamp(share, 0.0F, 1.0F) * kTightening * style.size : 0;
  text::grapheme_begins(text, begins_);
  float x = 0;
  int previous_glyph = 0;
  for (std::size_t number = 0; number < begins_.size(); ++number) {
    const std::uint32_t begin = begins_[number];
    const auto end =
        static_cast<std::uint32_t>(number + 1 < begins_.size() ? begins_[number + 1] : text.size());
    const text::Character lead = text::character_at(text, begin);
    float advance = 0;
    if (const int glyph = font.glyph(lead.code); glyph != 0 && lead.code >= 0x20) {
      const bool is_figure = figures == Figures::Tabular && lead.code >= U'0' && lead.code <= U'9';
      const int units = font.advance(glyph);
      float offset = 0;
      if (is_figure) {
        advance = static_cast<float>(font.digit_advance()) * scale;
        offset = static_cast<float>(font.digit_advance() - units) * scale / 2;
        previous_glyph = 0;
      } else {
        advance = static_cast<float>(units) * scale + tracking;
        const float kern = static_cast<float>(font.kerning(previous_glyph, glyph)) * scale;
        // The pair's distance belongs to the cluster on the left.
        x += kern;
        if (kern != 0 && clusters != nullptr && !clusters->empty())
          clusters->back().advance += kern;
        previous_glyph = glyph;
      }
      if (marks != nullptr)
        marks->push_back({.code = lead.code, .x = x + offset, .width = advance});
    } else {
      previous_glyph = 0;
      const float em = space_em(lead.code);
      if (em > 0) {
        advance = em * style.size;
      } else if (!is_invisible(lead.code)) {
        advance = kMissingEm * style.size;
        if (marks != nullptr) marks->push_back({.code = 0, .x = x, .width = advance});
      }
    }
    // Marks on the letter stand on it: the font's own offset moves them to the left.
    for (std::uint32_t at = begin + std::max(lead.bytes, 1U); at < end;) {
      const text::Character mark = text::character_at(text, at);
      at += std::max(mark.bytes, 1U);
      if (marks == nullptr || !is_combining(mark.code)) continue;
      const int glyph = font.glyph(mark.code);
      if (glyph == 0) continue;
      // Fonts that shape put marks by tables of their own; over the middle is near it for all.
      marks->push_back({.code = mark.code, .x = x + advance / 2, .width = 0, .is_centred = true});
    }
    if (clusters != nullptr) clusters->push_back({begin, x, advance});
    x += advance;
  }
  return x;
}

void ImGuiGlyphRuns::shape(std::string_view text, const TextStyle& style, Figures figures,
                           std::vector<Cluster>& clusters) {
  clusters.clear();
  run(text, style, figures, &clusters, nullptr);
}

float ImGuiGlyphRuns::width(std::string_view text, const TextStyle& style, Figures figures) {
  return run(text, style, figures, nullptr, nullptr);
}

void ImGuiGlyphRuns::paint(ImDrawList& list, ImVec2 at, const TextStyle& style, ImU32 colour,
                           const std::vector<Mark>& marks) {
  ImFont* const font = fonts_[static_cast<std::size_t>(style.font)];
  if (font == nullptr || marks.empty() || (colour & IM_COL32_A_MASK) == 0) return;
  // ImGui rounds sizes to whole points. A size between is baked at the next whole one with the
  // density that gives the pixels wanted, and scaled.
  const float baked_size = std::max(1.0F, std::floor(style.size + 0.5F));
  const float scale = style.size / baked_size;
  ImFontBaked* const baked = font->GetFontBaked(baked_size, pixel_ratio_ * scale);
  if (baked == nullptr) return;

  const FontFace& metrics = face(style.font);
  const float units = style.size / static_cast<float>(metrics.units_per_em());
  const float ascent = static_cast<float>(metrics.ascent()) * units;
  const float descent = static_cast<float>(metrics.descent()) * units;
  const float baseline =
      snapped(at.y + (style.line_height - ascent - descent) / 2 + ascent, pixel_ratio_);
  const float baked_ascent = std::floor(baked->Ascent + 0.5F);
  const float left = snapped(at.x, pixel_ratio_);

  for (const Mark& mark : marks) {
    if (mark.code != 0)
      baked->FindGlyph(static_cast<ImWchar>(mark.code));  // may grow the atlas: first
  }
  list.PushTexture(font->ContainerAtlas->TexRef);
  list.PrimReserve(static_cast<int>(marks.size()) * 6, static_cast<int>(marks.size()) * 4);
  int unused = 0;
  // Glyphs are baked with two samples a pixel: at half pixels they are drawn as they were baked.
  const float steps = pixel_ratio_ * 2;
  for (const Mark& mark : marks) {
    if (mark.code == 0) {
      ++unused;
      continue;
    }
    const ImFontGlyph* const glyph = baked->FindGlyph(static_cast<ImWchar>(mark.code));
    if (glyph == nullptr || glyph->Visible == 0) {
      ++unused;
      continue;
    }
    const float ink_middle = mark.is_centred ? (glyph->X0 + glyph->X1) / 2 * scale : 0;
    const float x = snapped(left + mark.x - ink_middle, steps);
    const ImU32 tint = glyph->Colored != 0 ? colour | ~IM_COL32_A_MASK : colour;
    list.PrimRectUV(ImVec2(x + glyph->X0 * scale, baseline + (glyph->Y0 - baked_ascent) * scale),
                    ImVec2(x + glyph->X1 * scale, baseline + (glyph->Y1 - baked_ascent) * scale),
                    ImVec2(glyph->U0, glyph->V0), ImVec2(glyph->U1, glyph->V1), tint);
  }
  list.PrimUnreserve(unused * 6, unused * 4);
  list.PopTexture();

  const ImU32 faint = (colour & ~IM_COL32_A_MASK) | IM_COL32(0, 0, 0, 110);
  for (const Mark& mark : marks) {
    if (mark.code != 0) continue;
    const float inset = mark.width * 0.1F;
    const float x0 = snapped(left + mark.x + inset, pixel_ratio_);
    const float x1 = snapped(left + mark.x + mark.width - inset, pixel_ratio_);
    const float y0 = snapped(baseline - style.size * kMissingHeight, pixel_ratio_);
    list.AddRect(ImVec2(x0, y0), ImVec2(x1, baseline), faint, style.size * 0.12F);
  }
}

void ImGuiGlyphRuns::draw(ImDrawList& list, ImVec2 at, std::string_view text,
                          const TextStyle& style, ImU32 colour, Figures figures) {
  marks_.clear();
  run(text, style, figures, nullptr, &marks_);
  paint(list, at, style, colour, marks_);
}

float ImGuiGlyphRuns::draw_clipped(ImDrawList& list, ImVec2 at, float max_width,
                                   std::string_view text, const TextStyle& style, ImU32 colour,
                                   Figures figures) {
  marks_.clear();
  const float full = run(text, style, figures, nullptr, &marks_);
  if (full <= max_width + kRoundingSlack) {
    paint(list, at, style, colour, marks_);
    return full;
  }
  std::vector<Mark> dots;
  const float dots_width = run(kEllipsis, style, figures, nullptr, &dots);
  const auto fits = [&](const Mark& mark) { return mark.x + mark.width + dots_width <= max_width; };
  while (!marks_.empty() && (!fits(marks_.back()) || marks_.back().code == U' '))
    marks_.pop_back();
  const float x = marks_.empty() ? 0 : marks_.back().x + marks_.back().width;
  if (x + dots_width > max_width) return 0;
  for (Mark& dot : dots) {
    dot.x += x;
    marks_.push_back(dot);
  }
  paint(list, at, style, colour, marks_);
  return x + dots_width;
}

}  // namespace earshot::ui
