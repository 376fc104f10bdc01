#include "ui/imgui_glyph_runs.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "text/graphemes.h"
#include "text/scanner.h"
#include "ui/glyph_choice.h"

namespace earshot::ui {
namespace {

constexpr float kMissingEm = 0.62F;  // width of the box that stands for a character no font has
constexpr float kMissingHeight = 0.62F;
// Inter is drawn for small text: large text is set tighter, up to this share of the em at 28
// points.
constexpr float kTightening = -0.016F, kTightenFrom = 16, kTightenTo = 28;
constexpr float kRoundingSlack = 0.5F;  // a width asked for fits into itself
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
// Clusters in one picture. No word is longer; what is written without spaces is cut here, where
// scripts whose letters join (all of which have spaces) would show a seam.
constexpr std::size_t kMostClustersInRun = 32;

float snapped(float points, float steps_per_point) {
  return std::floor(points * steps_per_point + 0.5F) / steps_per_point;
}

bool is_space(std::string_view cluster) {
  const char32_t lead = text::character_at(cluster, 0).code;
  return lead == U' ' || space_em(lead) > 0;
}

}  // namespace

ImGuiGlyphRuns::ImGuiGlyphRuns(const LoadedFonts& fonts) : fonts_(fonts.fonts) {
  faces_.reserve(fonts.bytes.size());
  for (const std::string_view bytes : fonts.bytes)
    faces_.emplace_back(bytes);
  if (fonts.system != nullptr) pictures_ = std::make_unique<GlyphPictures>(*fonts.system);
}

void ImGuiGlyphRuns::begin_tick(float pixel_ratio) {
  pixel_ratio_ = pixel_ratio > 0 ? pixel_ratio : 1.0F;
  if (pictures_) pictures_->begin_tick();
}

// --- Shaping ------------------------------------------------------------------------------------

Range ImGuiGlyphRuns::cluster_range(std::size_t first, std::size_t end, Range range) const {
  const std::uint32_t end_in_part = end < begins_.size() ? begins_[end] : range.size();
  return {range.begin + begins_[first], range.begin + end_in_part};
}

std::span<const float> ImGuiGlyphRuns::system_advances(std::string_view text, Range range,
                                                       std::size_t first, std::size_t end,
                                                       FontRole font, bool runs_left) {
  relative_begins_.clear();
  for (std::size_t at = first; at < end; ++at)
    relative_begins_.push_back(begins_[at] - begins_[first]);
  return pictures_->advances(
      {.text = slice(text, cluster_range(first, end, range)), .font = font, .runs_left = runs_left},
      relative_begins_);
}

float ImGuiGlyphRuns::run(std::string_view text, const TextStyle& style, Figures figures,
                          Order order, const Output& out) {
  const FontFace& font = face(style.font);
  const bool is_tightened = style.font != FontRole::Mono && style.font != FontRole::Icons;
  const float share = (style.size - kTightenFrom) / (kTightenTo - kTightenFrom);
  const Measure measure{
      .face = font,
      .style = style,
      .figures = figures,
      .scale = style.size / static_cast<float>(font.units_per_em()),
      .tracking = is_tightened ? std::clamp(share, 0.0F, 1.0F) * kTightening * style.size : 0.0F,
      .has_system = pictures_ != nullptr && style.font != FontRole::Icons};
  const Range whole{0, static_cast<std::uint32_t>(text.size())};
  if (order == Order::RightToLeft) return lay_left(text, whole, measure, 0, out);
  if (order == Order::LeftToRight || !text::may_run_left(text))
    return lay_right(text, whole, measure, 0, out);

  text::resolve_bidi(text, bidi_);
  std::vector<Range> stretches;
  std::vector<text::BidiLevel> levels;
  for (std::uint32_t at = 0; at < whole.end; ++at) {
    if (levels.empty() || bidi_.level_at(at) != levels.back()) {
      stretches.push_back({at, at});
      levels.push_back(bidi_.level_at(at));
    }
    stretches.back().end = at + 1;
  }
  std::vector<std::uint32_t> visual;
  text::visual_order(levels, visual);
  float x = 0;
  for (const std::uint32_t number : visual) {
    x = text::runs_left(levels[number]) ? lay_left(text, stretches[number], measure, x, out)
                                        : lay_right(text, stretches[number], measure, x, out);
  }
  if (out.clusters != nullptr) std::ranges::sort(*out.clusters, {}, &Cluster::begin_in_text);
  return x;
}

float ImGuiGlyphRuns::lay_right(std::string_view text, Range range, const Measure& measure, float x,
                                const Output& out) {
  const FontFace& font = measure.face;
  const std::string_view part = slice(text, range);
  text::grapheme_begins(part, begins_);
  int previous_glyph = 0;
  std::size_t alone_until = 0;  // a word that could not be shaped is tried cluster by cluster
  for (std::size_t number = 0; number < begins_.size(); ++number) {
    const auto cluster_at = [&](std::size_t at) {
      const std::size_t end = at + 1 < begins_.size() ? begins_[at + 1] : part.size();
      return part.substr(begins_[at], end - begins_[at]);
    };
    const std::string_view cluster = cluster_at(number);
    const std::uint32_t begin = range.begin + begins_[number];
    const text::Character lead = text::character_at(cluster, 0);
    const int glyph = lead.code >= 0x20 ? font.glyph(lead.code) : 0;
    const bool is_plain = glyph != 0 && lead.bytes == cluster.size();
    if (!is_plain && measure.has_system && wants_system(cluster, font)) {
      std::size_t end = number + 1;
      const bool is_alone = number < alone_until || is_shaped_alone(cluster);
      while (!is_alone && end < begins_.size() && end - number < kMostClustersInRun &&
             wants_system(cluster_at(end), font) && !is_shaped_alone(cluster_at(end)))
        ++end;
      const FontRole role = measure.style.font;
      std::span<const float> ems = system_advances(text, range, number, end, role, false);
      if (ems.empty() && end > number + 1) {
        alone_until = end;
        end = number + 1;
        ems = system_advances(text, range, number, end, role, false);
      }
      if (!ems.empty()) {
        const float left = x;
        for (std::size_t at = number; at < end; ++at) {
          const float advance = ems[at - number] * measure.style.size;
          if (out.clusters != nullptr)
            out.clusters->push_back({range.begin + begins_[at], x, advance});
          x += advance;
        }
        if (out.marks != nullptr) {
          out.marks->push_back({.kind = MarkKind::Picture,
                                .x = left,
                                .width = x - left,
                                .range_in_text = cluster_range(number, end, range)});
        }
        previous_glyph = 0;
        number = end - 1;
        continue;
      }
    }
    float advance = 0;
    if (glyph != 0) {
      const bool is_figure =
          measure.figures == Figures::Tabular && lead.code >= U'0' && lead.code <= U'9';
      const int units = font.advance(glyph);
      float offset = 0;
      if (is_figure) {
        advance = static_cast<float>(font.digit_advance()) * measure.scale;
        offset = static_cast<float>(font.digit_advance() - units) * measure.scale / 2;
        previous_glyph = 0;
      } else {
        advance = static_cast<float>(units) * measure.scale + measure.tracking;
        const float kern = static_cast<float>(font.kerning(previous_glyph, glyph)) * measure.scale;
        // The pair's distance belongs to the cluster on the left.
        x += kern;
        if (kern != 0 && out.clusters != nullptr && !out.clusters->empty())
          out.clusters->back().advance += kern;
        previous_glyph = glyph;
      }
      if (out.marks != nullptr)
        out.marks->push_back({.code = lead.code, .x = x + offset, .width = advance});
    } else {
      previous_glyph = 0;
      const float em = space_em(lead.code);
      if (em > 0) {
        advance = em * measure.style.size;
      } else if (!is_invisible(lead.code)) {
        advance = kMissingEm * measure.style.size;
        if (out.marks != nullptr)
          out.marks->push_back({.kind = MarkKind::Box, .x = x, .width = advance});
      }
    }
    // Marks on the letter stand on it: the font's own offset moves them to the left.
    for (std::size_t at = std::max(lead.bytes, 1U); at < cluster.size();) {
      const text::Character mark = text::character_at(cluster, at);
      at += std::max(mark.bytes, 1U);
      if (out.marks == nullptr || !is_combining(mark.code)) continue;
      if (font.glyph(mark.code) == 0) continue;
      // Fonts that shape put marks by tables of their own; over the middle is near it for all.
      out.marks->push_back(
          {.code = mark.code, .x = x + advance / 2, .width = 0, .is_centred = true});
    }
    if (out.clusters != nullptr) out.clusters->push_back({begin, x, advance});
    x += advance;
  }
  return x;
}

float ImGuiGlyphRuns::lay_left(std::string_view text, Range range, const Measure& measure,
                               float left, const Output& out) {
  // Placed from the right edge on with negative x, then moved by the width.
  const std::string_view part = slice(text, range);
  text::grapheme_begins(part, begins_);
  const std::size_t first_cluster = out.clusters != nullptr ? out.clusters->size() : 0;
  const std::size_t first_mark = out.marks != nullptr ? out.marks->size() : 0;
  const auto cluster_at = [&](std::size_t at) {
    const std::size_t end = at + 1 < begins_.size() ? begins_[at + 1] : part.size();
    return part.substr(begins_[at], end - begins_[at]);
  };
  float x = 0;
  const auto place = [&](std::size_t number, float advance) {
    x -= advance;
    if (out.clusters != nullptr)
      out.clusters->push_back({range.begin + begins_[number], x, advance, true});
  };
  std::size_t alone_until = 0;
  for (std::size_t number = 0; number < begins_.size(); ++number) {
    const std::string_view cluster = cluster_at(number);
    const text::Character lead = text::character_at(cluster, 0);
    if (measure.has_system && !is_space(cluster) && !is_invisible(lead.code)) {
      std::size_t end = number + 1;
      const bool is_alone = is_shaped_alone(cluster);
      while (!is_alone && number >= alone_until && end < begins_.size() &&
             end - number < kMostClustersInRun && !is_space(cluster_at(end)) &&
             !is_shaped_alone(cluster_at(end)))
        ++end;
      const FontRole role = measure.style.font;
      std::span<const float> ems = system_advances(text, range, number, end, role, !is_alone);
      if (ems.empty() && end > number + 1) {
        alone_until = end;
        end = number + 1;
        ems = system_advances(text, range, number, end, role, !is_alone);
      }
      if (!ems.empty()) {
        const float right = x;
        for (std::size_t at = number; at < end; ++at)
          place(at, ems[at - number] * measure.style.size);
        if (out.marks != nullptr) {
          out.marks->push_back({.kind = MarkKind::Picture,
                                .x = x,
                                .width = right - x,
                                .runs_left = !is_alone,
                                .range_in_text = cluster_range(number, end, range)});
        }
        number = end - 1;
        continue;
      }
    }
    const int glyph = lead.code >= 0x20 ? measure.face.glyph(lead.code) : 0;
    if (glyph != 0) {
      place(number,
            static_cast<float>(measure.face.advance(glyph)) * measure.scale + measure.tracking);
      if (out.marks != nullptr && lead.code != U' ') {
        out.marks->push_back(
            {.code = lead.code,
             .x = x,
             .width = static_cast<float>(measure.face.advance(glyph)) * measure.scale});
      }
    } else if (space_em(lead.code) > 0 || is_invisible(lead.code)) {
      place(number, space_em(lead.code) * measure.style.size);
    } else {
      place(number, kMissingEm * measure.style.size);
      if (out.marks != nullptr) {
        out.marks->push_back(
            {.kind = MarkKind::Box, .x = x, .width = kMissingEm * measure.style.size});
      }
    }
  }
  const float shift = left - x;
  if (out.clusters != nullptr) {
    for (Cluster& cluster : std::span(*out.clusters).subspan(first_cluster))
      cluster.x += shift;
  }
  if (out.marks != nullptr) {
    for (Mark& mark : std::span(*out.marks).subspan(first_mark))
      mark.x += shift;
  }
  return shift;
}

void ImGuiGlyphRuns::shape(std::string_view text, const TextStyle& style, Figures figures,
                           std::vector<Cluster>& clusters, Order order) {
  clusters.clear();
  run(text, style, figures, order, {.clusters = &clusters});
}

float ImGuiGlyphRuns::width(std::string_view text, const TextStyle& style, Figures figures) {
  return run(text, style, figures, Order::Auto, {});
}

// --- Drawing ------------------------------------------------------------------------------------

void ImGuiGlyphRuns::paint(ImDrawList& list, ImVec2 at, std::string_view text,
                           const TextStyle& style, ImU32 colour, const std::vector<Mark>& marks) {
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
    if (mark.kind == MarkKind::Glyph)
      baked->FindGlyph(static_cast<ImWchar>(mark.code));  // may grow the atlas: first
  }
  list.PushTexture(font->ContainerAtlas->TexRef);
  list.PrimReserve(static_cast<int>(marks.size()) * 6, static_cast<int>(marks.size()) * 4);
  int unused = 0;
  // Glyphs are baked with two samples a pixel: at half pixels they are drawn as they were baked.
  const float steps = pixel_ratio_ * 2;
  for (const Mark& mark : marks) {
    if (mark.kind != MarkKind::Glyph) {
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

  paint_pictures(list, ImVec2(left, baseline), text, style, colour, marks);
}

void ImGuiGlyphRuns::paint_pictures(ImDrawList& list, ImVec2 pen, std::string_view text,
                                    const TextStyle& style, ImU32 colour,
                                    const std::vector<Mark>& marks) {
  const float pixels_per_em = style.size * pixel_ratio_;
  const auto picture_of = [&](const Mark& mark) -> const GlyphPictures::Picture& {
    return pictures_->picture(
        {.text = slice(text, mark.range_in_text), .font = style.font, .runs_left = mark.runs_left},
        pixels_per_em);
  };
  bool has_pictures = false;
  for (const Mark& mark : marks) {
    if (mark.kind != MarkKind::Picture) continue;
    picture_of(mark);  // may grow the atlas: first
    has_pictures = true;
  }
  const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  if (has_pictures) list.PushTexture(atlas.TexRef);
  const ImU32 faint = (colour & ~IM_COL32_A_MASK) | IM_COL32(0, 0, 0, 110);
  for (const Mark& mark : marks) {
    if (mark.kind == MarkKind::Glyph) continue;
    if (mark.kind == MarkKind::Picture) {
      const GlyphPictures::Picture& picture = picture_of(mark);
      const ImU32 tint = picture.is_coloured ? colour | ~IM_COL32_A_MASK : colour;
      // On whole pixels, as they were drawn.
      const float x = snapped(pen.x + mark.x, pixel_ratio_);
      for (const GlyphPictures::Tile& tile : picture.tiles) {
        ImFontAtlasRect place;
        if (!atlas.GetCustomRect(tile.rect, &place)) continue;
        const ImVec2 from(x + static_cast<float>(tile.left) / pixel_ratio_,
                          pen.y + static_cast<float>(tile.top) / pixel_ratio_);
        list.PrimReserve(6, 4);
        list.PrimRectUV(from,
                        ImVec2(from.x + static_cast<float>(tile.width) / pixel_ratio_,
                               from.y + static_cast<float>(tile.height) / pixel_ratio_),
                        place.uv0, place.uv1, tint);
      }
      if (picture.is_drawn) continue;
    }
    const float inset = mark.width * 0.1F;
    const float x0 = snapped(pen.x + mark.x + inset, pixel_ratio_);
    const float x1 = snapped(pen.x + mark.x + mark.width - inset, pixel_ratio_);
    const float y0 = snapped(pen.y - style.size * kMissingHeight, pixel_ratio_);
    list.AddRect(ImVec2(x0, y0), ImVec2(x1, pen.y), faint, style.size * 0.12F);
  }
  if (has_pictures) list.PopTexture();
}

void ImGuiGlyphRuns::draw(ImDrawList& list, ImVec2 at, std::string_view text,
                          const TextStyle& style, ImU32 colour, Figures figures, Order order) {
  marks_.clear();
  run(text, style, figures, order, {.marks = &marks_});
  paint(list, at, text, style, colour, marks_);
}

float ImGuiGlyphRuns::draw_clipped(ImDrawList& list, ImVec2 at, float max_width,
                                   std::string_view text, const TextStyle& style, ImU32 colour,
                                   Figures figures) {
  marks_.clear();
  const float full = run(text, style, figures, Order::Auto, {.marks = &marks_});
  if (full <= max_width + kRoundingSlack) {
    paint(list, at, text, style, colour, marks_);
    return full;
  }
  std::vector<Mark> dots;
  const float dots_width = run(kEllipsis, style, figures, Order::LeftToRight, {.marks = &dots});
  if (text::may_run_left(text)) {
    // What is left out is the end of the text, wherever that stands.
    std::vector<Cluster> clusters;
    shape(text, style, figures, clusters);
    float room = max_width - dots_width;
    std::size_t kept = 0;
    while (kept < clusters.size() && clusters[kept].advance <= room)
      room -= clusters[kept++].advance;
    if (kept == clusters.size() || room < 0) return 0;
    std::string cut(text::trimmed(text.substr(0, clusters[kept].begin_in_text)));
    cut += kEllipsis;
    draw(list, at, cut, style, colour, figures);
    return width(cut, style, figures);
  }
  const auto fits = [&](const Mark& mark) { return mark.x + mark.width + dots_width <= max_width; };
  while (!marks_.empty() && (!fits(marks_.back()) || marks_.back().code == U' '))
    marks_.pop_back();
  const float x = marks_.empty() ? 0 : marks_.back().x + marks_.back().width;
  if (x + dots_width > max_width) return 0;
  for (Mark& dot : dots) {
    dot.x += x;
    marks_.push_back(dot);
  }
  paint(list, at, text, style, colour, marks_);
  return x + dots_width;
}

}  // namespace earshot::ui
