#include "ui/text_scroll.h"

#include <algorithm>
#include <cmath>

namespace earshot::ui {
namespace {

constexpr double kNear = 3;  // windows: within them units are laid out one by one

}  // namespace

void TextScroll::to_top(const ScrollWindow& window) {
  unit_ = 0;
  delta_ = -static_cast<double>(window.lead);
}

double TextScroll::position(const TextLayout& layout, const ScrollWindow& window) const {
  const double top = layout.empty() ? 0 : layout.top(std::min(unit_, layout.size() - 1));
  return static_cast<double>(window.lead) + top + delta_;
}

double TextScroll::content_height(const TextLayout& layout, const ScrollWindow& window) const {
  return static_cast<double>(window.lead) + layout.total_height() +
         static_cast<double>(window.tail);
}

void TextScroll::to(const TextLayout& layout, const ScrollWindow& window, double position) {
  const double most =
      std::max(content_height(layout, window) - static_cast<double>(window.height), 0.0);
  const double in_text = std::clamp(position, 0.0, most) - static_cast<double>(window.lead);
  unit_ = layout.empty() ? 0 : layout.at(std::max(in_text, 0.0));
  delta_ = in_text - (layout.empty() ? 0 : layout.top(unit_));
}

void TextScroll::by(const TextLayout& layout, const ScrollWindow& window, double distance) {
  if (std::abs(distance) > kNear * static_cast<double>(window.height)) {
    to(layout, window, position(layout, window) + distance);
  } else {
    delta_ += distance;
  }
}

void TextScroll::settle(GlyphRuns& glyphs, TextLayout& layout, const ScrollWindow& window) {
  const auto lead = static_cast<double>(window.lead), tail = static_cast<double>(window.tail);
  const auto height = static_cast<double>(window.height);
  if (layout.empty()) {
    unit_ = 0;
    delta_ = std::clamp(delta_, -lead, std::max(tail - height, -lead));
    return;
  }
  unit_ = std::min(unit_, layout.size() - 1);
  const auto laid_out_height = [&](std::size_t number) {
    layout.ensure(glyphs, number);
    return static_cast<double>(layout.height(number));
  };
  const auto move_up = [&] {
    while (delta_ < 0) {
      const auto above = layout.previous(unit_);
      if (!above) break;
      unit_ = *above;
      delta_ += laid_out_height(unit_);
    }
  };
  move_up();
  if (layout.previous(unit_) == std::nullopt) delta_ = std::max(delta_, -lead);
  while (delta_ >= laid_out_height(unit_)) {
    const auto below = layout.next(unit_);
    if (!below) break;
    delta_ -= static_cast<double>(layout.height(unit_));
    unit_ = *below;
  }
  double bottom = -delta_;
  for (std::optional<std::size_t> at = unit_; bottom < height; at = layout.next(*at)) {
    if (!at) break;
    bottom += laid_out_height(*at);
    if (!layout.next(*at)) {
      const double missing = height - (bottom + tail);
      if (missing > 0) {
        // The end came earlier than thought: the text is pulled down to the window's foot.
        delta_ -= missing;
        move_up();
        if (layout.previous(unit_) == std::nullopt) delta_ = std::max(delta_, -lead);
      }
      break;
    }
  }
}

TextScroll::Anchor TextScroll::anchor(GlyphRuns& glyphs, TextLayout& layout,
                                      const ScrollWindow& window) const {
  Anchor anchor;
  if (layout.empty()) return anchor;
  anchor.at_top = position(layout, window) < 1;
  const auto covered = static_cast<double>(window.covered);
  double top = -delta_;
  for (std::optional<std::size_t> at = std::min(unit_, layout.size() - 1); at;
       at = layout.next(*at)) {
    const UnitLayout& unit = layout.ensure(glyphs, *at);
    for (const TextLine& line : unit.text.lines) {
      const double line_top = top + static_cast<double>(line.top);
      if (line_top < covered - 1 && line_top + static_cast<double>(line.height) <= covered + 1)
        continue;
      anchor.offset_in_text = line.range_in_text.begin;
      anchor.from_top = static_cast<float>(line_top);
      return anchor;
    }
    top += static_cast<double>(unit.height);
    if (top > static_cast<double>(window.height)) break;
  }
  anchor.offset_in_text = layout.unit(unit_).range_in_text.begin;
  anchor.from_top = static_cast<float>(-delta_);
  return anchor;
}

void TextScroll::restore(GlyphRuns& glyphs, TextLayout& layout, const ScrollWindow& window,
                         const Anchor& anchor) {
  if (anchor.at_top || layout.empty()) {
    to_top(window);
    return;
  }
  unit_ = layout.unit_of(anchor.offset_in_text);
  const UnitLayout& unit = layout.ensure(glyphs, unit_);
  const TextLayout::Caret caret = layout.caret(unit, {anchor.offset_in_text});
  delta_ = static_cast<double>(caret.top) - static_cast<double>(anchor.from_top);
}

double TextScroll::distance_to(GlyphRuns& glyphs, TextLayout& layout, CaretPlace place,
                               float from_top) const {
  if (layout.empty()) return 0;
  const std::size_t number = layout.unit_of(place);
  const UnitLayout& unit = layout.ensure(glyphs, number);
  const TextLayout::Caret caret = layout.caret(unit, place);
  const double now = layout.top(number) - layout.top(std::min(unit_, layout.size() - 1)) - delta_ +
                     static_cast<double>(caret.top);
  return now - static_cast<double>(from_top);
}

}  // namespace earshot::ui
