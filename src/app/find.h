#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/view.h"
#include "base/range.h"

namespace earshot::app {

/// A text without its case and accents, which knows where each part of it came from.
///
/// Folded letter by letter with its marks, as words of the index are (`text::fold_word`); line ends
/// and tabs count as spaces, so that a phrase is found where it runs on into the next cue. Linear;
/// keeps a reference to nothing.
class FoldedText {
 public:
  FoldedText() = default;
  explicit FoldedText(std::string_view text);
  const std::string& folded() const { return folded_; }
  /// Where a folded needle stands, without overlaps, ascending, whole characters. Linear.
  std::vector<Range> find_all(std::string_view folded_needle) const;

 private:
  /// From here on both texts run side by side, up to the next step; or, for `is_character`, this is
  /// one character that folded to something else.
  struct Step {
    std::uint32_t begin_in_folded = 0, begin_in_text = 0;
    bool is_character = false;
  };
  const Step& step_of(std::uint32_t offset_in_folded, std::size_t& hint) const;
  Range in_text(Range range_in_folded, std::size_t& hint) const;

  std::string folded_;
  std::vector<Step> steps_ = {Step{}};
};

/// Looks for words in the text on the screen, as they are typed.
class Find {
 public:
  /// Opens with a text to look for (empty: what was looked for last); `from_in_text` is where one
  /// reads.
  void open(const TrackView& track, std::string_view words, std::uint32_t from_in_text);
  void close();
  void change(std::string_view words);
  /// The next or the previous match, round the ends. Nothing where there is none.
  bool step(int by);
  /// The text on the screen is another one now; true where it was.
  bool follow(const TrackView& track);

  const FindView& view() const { return view_; }

 private:
  void look();

  FindView view_;
  std::string words_;
  FoldedText text_;
  TrackView track_;
  std::vector<Range> matches_;
  std::uint32_t from_in_text_ = 0;
};

}  // namespace earshot::app
