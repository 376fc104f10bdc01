#include "ui/paint.h"

#include <algorithm>
#include <cmath>

#include "ui/glyph_runs.h"

namespace earshot::ui {
namespace {

struct Channels {
  int red, green, blue, alpha;
};

Channels channels(ImU32 colour) {
  return {static_cast<int>((colour >> IM_COL32_R_SHIFT) & 0xFF),
          static_cast<int>((colour >> IM_COL32_G_SHIFT) & 0xFF),
          static_cast<int>((colour >> IM_COL32_B_SHIFT) & 0xFF),
          static_cast<int>((colour >> IM_COL32_A_SHIFT) & 0xFF)};
}

ImDrawList& list() {
  return *ImGui::GetWindowDrawList();
}

float pixel(const Context& context) {
  return 1.0F / std::max(context.frame.pixel_ratio, 0.5F);
}

// The first characters of the first two words that say something: "Slow Compile" gives SC.
std::string initials(std::string_view title) {
  std::string result;
  int letters = 0;
  bool at_word = true;
  for (std::size_t i = 0; i < title.size() && letters < 2;) {
    const auto byte = static_cast<unsigned char>(title[i]);
    const std::size_t size = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    const bool is_word = byte >= 0x80 || (byte >= '0' && byte <= '9') ||
                         (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
    if (is_word && at_word) {
      if (byte >= 'a' && byte <= 'z') {
        result += static_cast<char>(byte - 'a' + 'A');
      } else {
        result += title.substr(i, size);
      }
      ++letters;
    }
    at_word = byte == ' ' || byte == '-';
    i += size;
  }
  return result;
}

ImU32 hue_colour(float hue, float saturation, float value) {
  float red = 0, green = 0, blue = 0;
  ImGui::ColorConvertHSVtoRGB(hue - std::floor(hue), saturation, value, red, green, blue);
  return ImGui::ColorConvertFloat4ToU32(ImVec4(red, green, blue, 1));
}

}  // namespace

Rect inset(const Rect& rect, float by_x, float by_y) {
  return {rect.left + by_x, rect.top + by_y, std::max(0.0F, rect.width - 2 * by_x),
          std::max(0.0F, rect.height - 2 * by_y)};
}

ImU32 faded(ImU32 colour, float factor) {
  const int alpha =
      static_cast<int>(std::lround(static_cast<float>(channels(colour).alpha) * factor));
  return (colour & ~static_cast<ImU32>(IM_COL32_A_MASK)) |
         (static_cast<ImU32>(std::clamp(alpha, 0, 255)) << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 from, ImU32 to, float share_of_to) {
  const Channels a = channels(from), b = channels(to);
  const auto mix = [&](int x, int y) {
    return static_cast<int>(
        std::lround(static_cast<float>(x) + static_cast<float>(y - x) * share_of_to));
  };
  return IM_COL32(mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue),
                  mix(a.alpha, b.alpha));
}

float snapped(const Context& context, float position) {
  const float size = pixel(context);
  return std::round(position / size) * size;
}

void fill(const Rect& rect, ImU32 colour, float radius) {
  list().AddRectFilled(top_left(rect), bottom_right(rect), colour, radius);
}

void outline(const Context& context, const Rect& rect, ImU32 colour, float radius, float pixels) {
  const float thickness = pixel(context) * pixels;
  const float half = thickness / 2;
  // AddRect pulls its points in by half a unit, whatever the pixel ratio; this path does not.
  list().PathRect(ImVec2(rect.left + half, rect.top + half),
                  ImVec2(right(rect) - half, bottom(rect) - half), radius);
  list().PathStroke(colour, ImDrawFlags_Closed, thickness);
}

void dashed_outline(const Context& context, const Rect& rect, float radius, ImU32 colour) {
  ImDrawList& draw = list();
  constexpr float kDash = 6, kGap = 5;
  const auto side = [&](ImVec2 from, ImVec2 to) {
    const float length = std::max(to.x - from.x, to.y - from.y);
    const ImVec2 step((to.x - from.x) / length, (to.y - from.y) / length);
    for (float at = 0; at < length; at += kDash + kGap) {
      const float end = std::min(length, at + kDash);
      draw.AddLine(ImVec2(from.x + step.x * at, from.y + step.y * at),
                   ImVec2(from.x + step.x * end, from.y + step.y * end), colour, 1.5F);
    }
  };
  const float left = snapped(context, rect.left), top = snapped(context, rect.top);
  const float right_edge = left + rect.width, bottom_edge = top + rect.height;
  side({left + radius, top}, {right_edge - radius, top});
  side({left + radius, bottom_edge}, {right_edge - radius, bottom_edge});
  side({left, top + radius}, {left, bottom_edge - radius});
  side({right_edge, top + radius}, {right_edge, bottom_edge - radius});
  const auto corner = [&](float x, float y, float from) {
    draw.PathArcTo(ImVec2(x, y), radius, from * 3.14159265F, (from + 0.5F) * 3.14159265F);
    draw.PathStroke(colour, 0, 1.5F);
  };
  corner(left + radius, top + radius, 1.0F);
  corner(right_edge - radius, top + radius, 1.5F);
  corner(right_edge - radius, bottom_edge - radius, 0.0F);
  corner(left + radius, bottom_edge - radius, 0.5F);
}

void horizontal_line(const Context& context, float left, float right, float y, ImU32 colour) {
  const float top = snapped(context, y);
  list().AddRectFilled(ImVec2(left, top), ImVec2(right, top + pixel(context)), colour);
}

void vertical_line(const Context& context, float x, float top, float bottom, ImU32 colour) {
  const float left = snapped(context, x);
  list().AddRectFilled(ImVec2(left, top), ImVec2(left + pixel(context), bottom), colour);
}

void focus_ring(const Context& context, const Rect& rect, float radius, float gap) {
  const float grow = gap + 1;
  list().PathRect(ImVec2(rect.left - grow, rect.top - grow),
                  ImVec2(right(rect) + grow, bottom(rect) + grow), radius + grow);
  list().PathStroke(context.theme.palette.accent, ImDrawFlags_Closed, 2);
}

void shadow(const Context& context, const Rect& rect, float radius) {
  // Nested rounded rectangles, each faint: a soft edge without a texture.
  constexpr int kLayers = 8;
  const float strength = context.theme.dark ? 0.09F : 0.025F;
  for (int i = kLayers; i >= 1; --i) {
    const float grow = static_cast<float>(i) * 2;
    list().AddRectFilled(ImVec2(rect.left - grow, rect.top - grow + 4),
                         ImVec2(right(rect) + grow, bottom(rect) + grow + 4),
                         faded(IM_COL32(0, 0, 0, 255), strength), radius + grow);
  }
}

void draw_icon(Context& context, const char* code_point, const Rect& rect, float size,
               ImU32 colour) {
  const TextStyle style{FontRole::Icons, size, size};
  const float width = context.glyphs.width(code_point, style);
  const ImVec2 at(snapped(context, rect.left + (rect.width - width) / 2),
                  snapped(context, rect.top + (rect.height - size) / 2));
  context.glyphs.draw(list(), at, code_point, style, colour);
}

float text(Context& context, ImVec2 at, std::string_view text, const TextStyle& style, ImU32 colour,
           Figures figures) {
  if (text.empty()) return 0;
  context.glyphs.draw(list(), at, text, style, colour, figures);
  return context.glyphs.width(text, style, figures);
}

float text_clipped(Context& context, ImVec2 at, float max_width, std::string_view text,
                   const TextStyle& style, ImU32 colour, Figures figures) {
  if (text.empty() || max_width <= 0) return 0;
  return context.glyphs.draw_clipped(list(), at, max_width, text, style, colour, figures);
}

float text_right(Context& context, float right, float top, std::string_view text,
                 const TextStyle& style, ImU32 colour, Figures figures) {
  const float width = context.glyphs.width(text, style, figures);
  context.glyphs.draw(list(), ImVec2(snapped(context, right - width), top), text, style, colour,
                      figures);
  return width;
}

std::vector<Range> wrap(Context& context, std::string_view text, const TextStyle& style,
                        float width, std::size_t max_lines) {
  std::vector<Range> lines;
  std::vector<Cluster> clusters;
  std::size_t paragraph = 0;
  while (paragraph < text.size() && lines.size() < max_lines) {
    const std::size_t end_of_paragraph = std::min(text.find('\n', paragraph), text.size());
    const std::string_view line = text.substr(paragraph, end_of_paragraph - paragraph);
    const auto base = static_cast<std::uint32_t>(paragraph);
    paragraph = end_of_paragraph + 1;
    clusters.clear();
    context.glyphs.shape(line, style, Figures::Proportional, clusters);
    std::size_t first = 0;     // cluster at which the line begins
    std::size_t break_at = 0;  // cluster after the last space seen on it; 0: none
    // Widths are summed in the text's order: where it runs to the left, places say nothing.
    float end_x = 0, first_x = 0;
    for (std::size_t i = 0; i < clusters.size(); ++i) {
      const bool is_space = line[clusters[i].begin_in_text] == ' ';
      end_x += clusters[i].advance;
      const bool over = end_x - first_x > width && i > first;
      if (over && !is_space) {
        const std::size_t next = break_at > first ? break_at : i;
        if (lines.size() + 1 == max_lines) break;
        std::uint32_t end = clusters[next].begin_in_text;
        const std::uint32_t begin = clusters[first].begin_in_text;
        while (end > begin && line[end - 1] == ' ')
          --end;
        lines.push_back({base + begin, base + end});
        first = next;
        first_x = end_x;
        for (std::size_t at = first; at <= i; ++at)
          first_x -= clusters[at].advance;
        break_at = 0;
      }
      if (is_space) break_at = i + 1;
    }
    const std::uint32_t begin = first < clusters.size() ? clusters[first].begin_in_text : 0;
    lines.push_back({base + begin, base + static_cast<std::uint32_t>(line.size())});
  }
  return lines;
}

float text_wrapped(Context& context, ImVec2 at, float width, std::string_view text,
                   const TextStyle& style, ImU32 colour, std::size_t max_lines) {
  const std::vector<Range> lines = wrap(context, text, style, width, max_lines);
  float top = at.y;
  for (const Range line_in_text : lines) {
    text_clipped(context, ImVec2(at.x, top), width + 1, slice(text, line_in_text), style, colour);
    top += style.line_height;
  }
  return top - at.y;
}

void show_tile(Context& context, const Rect& rect, std::string_view title) {
  const Id id = hash_id(title);
  const float hue = static_cast<float>(id.low % 360) / 360.0F;
  const ImU32 from = hue_colour(hue, 0.52F, 0.44F);
  const ImU32 to = hue_colour(hue + 0.09F, 0.40F, 0.56F);
  const ImU32 between = mixed(from, to, 0.5F);
  // A gradient with round corners: fill first, then colour its vertices by where they lie.
  ImDrawList& draw = list();
  const int first_vertex = draw.VtxBuffer.Size;
  draw.AddRectFilled(top_left(rect), bottom_right(rect), between,
                     std::min(kRadius, rect.height / 5));
  for (int i = first_vertex; i < draw.VtxBuffer.Size; ++i) {
    ImDrawVert& vertex = draw.VtxBuffer[i];
    const float share =
        ((vertex.pos.x - rect.left) + (vertex.pos.y - rect.top)) / (rect.width + rect.height);
    const ImU32 colour = mixed(from, to, std::clamp(share, 0.0F, 1.0F));
    vertex.col = (colour & ~static_cast<ImU32>(IM_COL32_A_MASK)) | (vertex.col & IM_COL32_A_MASK);
  }
  const std::string letters = initials(title);
  const TextStyle style{FontRole::SemiBold, std::round(rect.height * 0.36F),
                        std::round(rect.height * 0.4F)};
  const float width = context.glyphs.width(letters, style);
  context.glyphs.draw(draw,
                      ImVec2(rect.left + (rect.width - width) / 2,
                             rect.top + (rect.height - style.line_height) / 2),
                      letters, style, IM_COL32(255, 255, 255, 255));
}

}  // namespace earshot::ui
