#pragma once

#include <cstdint>

#include "ui/text_layout.h"

namespace earshot::ui {

/// What a scrolled text is seen through, in points. The content is `lead`, the text, `tail`.
struct ScrollWindow {
  float height = 0;
  float lead = 0;     ///< above the text: the page's head
  float covered = 0;  ///< at the window's top, by what stays there (the tabs)
  float tail = 0;     ///< below the text
};

/// Where a text is scrolled to. Holds on to a unit, not to a distance: when heights above turn out
/// otherwise than estimated, nothing on the screen moves.
class TextScroll {
 public:
  void to_top(const ScrollWindow& window);
  /// Moves by a distance; far moves go by estimates.
  void by(const TextLayout& layout, const ScrollWindow& window, double distance);
  void to(const TextLayout& layout, const ScrollWindow& window, double position);
  /// Lays out what is seen, mends the place where heights changed, and stays within the content.
  void settle(GlyphRuns& glyphs, TextLayout& layout, const ScrollWindow& window);

  /// From the content's top to the window's.
  double position(const TextLayout& layout, const ScrollWindow& window) const;
  double content_height(const TextLayout& layout, const ScrollWindow& window) const;
  /// The unit at the window's top, and how far its top lies above that.
  std::size_t unit() const { return unit_; }
  double hidden_part() const { return delta_; }

  /// A place in the text: the line at `offset_in_text` stands `from_top` below the window's top.
  struct Anchor {
    std::uint32_t offset_in_text = 0;
    float from_top = 0;
    bool at_top = true;  ///< nothing was scrolled away
    bool operator==(const Anchor& other) const {
      if (at_top || other.at_top) return at_top == other.at_top;
      return offset_in_text == other.offset_in_text && from_top == other.from_top;
    }
  };
  /// The first line below what is covered.
  Anchor anchor(GlyphRuns& glyphs, TextLayout& layout, const ScrollWindow& window) const;
  /// Scrolls so that the anchor is where it was; after the layout changed.
  void restore(GlyphRuns& glyphs, TextLayout& layout, const ScrollWindow& window,
               const Anchor& anchor);
  /// How far to go until the line at `place` stands `from_top` below the window's top.
  double distance_to(GlyphRuns& glyphs, TextLayout& layout, CaretPlace place, float from_top) const;

 private:
  std::size_t unit_ = 0;
  double delta_ = 0;
};

}  // namespace earshot::ui
