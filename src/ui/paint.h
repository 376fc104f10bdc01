#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "base/hash.h"
#include "base/range.h"
#include "ui/context.h"
#include "ui/glyph_runs.h"

/// Drawing that knows no input: shapes, icons and short texts at given places.
namespace earshot::ui {

inline ImVec2 top_left(const Rect& rect) {
  return {rect.left, rect.top};
}
inline ImVec2 bottom_right(const Rect& rect) {
  return {rect.left + rect.width, rect.top + rect.height};
}
inline float right(const Rect& rect) {
  return rect.left + rect.width;
}
inline float bottom(const Rect& rect) {
  return rect.top + rect.height;
}
inline float centre_y(const Rect& rect) {
  return rect.top + rect.height / 2;
}
Rect inset(const Rect& rect, float by_x, float by_y);

/// `colour` with its alpha times `factor`.
ImU32 faded(ImU32 colour, float factor);
/// Between two colours, channel by channel.
ImU32 mixed(ImU32 from, ImU32 to, float share_of_to);

/// The nearest edge of a screen pixel.
float snapped(const Context& context, float position);

void fill(const Rect& rect, ImU32 colour, float radius = 0);
/// A border of one screen pixel inside `rect`.
void outline(const Context& context, const Rect& rect, ImU32 colour, float radius,
             float pixels = 1);
/// Dashes on the straight sides, whole corners: where things may be dropped.
void dashed_outline(const Context& context, const Rect& rect, float radius, ImU32 colour);
void horizontal_line(const Context& context, float left, float right, float y, ImU32 colour);
void vertical_line(const Context& context, float x, float top, float bottom, ImU32 colour);
/// The ring round what has the keyboard: 2 points, outside `rect` by `gap`.
void focus_ring(const Context& context, const Rect& rect, float radius, float gap = 2);
/// A soft shadow under something that floats.
void shadow(const Context& context, const Rect& rect, float radius);

/// An icon of `size` points centred in `rect`.
void draw_icon(Context& context, const char* code_point, const Rect& rect, float size,
               ImU32 colour);

/// One line, top left at `at`; returns its width.
float text(Context& context, ImVec2 at, std::string_view text, const TextStyle& style, ImU32 colour,
           Figures figures = Figures::Proportional);
/// The same, cut with an ellipsis.
float text_clipped(Context& context, ImVec2 at, float max_width, std::string_view text,
                   const TextStyle& style, ImU32 colour, Figures figures = Figures::Proportional);
/// Ends at `right`; returns its width.
float text_right(Context& context, float right, float top, std::string_view text,
                 const TextStyle& style, ImU32 colour, Figures figures = Figures::Proportional);

/// A short text broken into lines at spaces (long words anywhere), for labels; the reader has its
/// own. Lines are byte ranges of the text without the space they broke at. With `max_lines`, the
/// last one runs to the text's end.
std::vector<Range> wrap(Context& context, std::string_view text, const TextStyle& style,
                        float width, std::size_t max_lines = SIZE_MAX);
/// Wraps and draws; returns the height.
float text_wrapped(Context& context, ImVec2 at, float width, std::string_view text,
                   const TextStyle& style, ImU32 colour, std::size_t max_lines = SIZE_MAX);

/// The show's tile: a gradient of its own made from its title, and its initials.
void show_tile(Context& context, const Rect& rect, std::string_view title);

}  // namespace earshot::ui
