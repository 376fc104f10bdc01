#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "ui/theme.h"

namespace earshot::ui {

/// A piece of text in one direction that the machine's own fonts are to show: a word, or one
/// cluster.
struct SystemRun {
  std::string_view text;  ///< valid UTF-8
  FontRole font = FontRole::Regular;
  bool runs_left = false;
};

/// What was drawn of a run, in pixels.
struct SystemPicture {
  int width = 0, height = 0;
  int left = 0, top = 0;  ///< from where the pen begins on the baseline (the run's left edge); down
                          ///< is positive
  bool is_coloured = false;        ///< else only alpha counts
  std::vector<std::uint8_t> rgba;  ///< straight alpha, rows from the top, no gaps
};

/// How the host shows what the shipped fonts lack: by fonts that are on the machine, shaped.
/// Answers are the same for the same question, so they may be kept. Used in one thread.
class SystemGlyphs {
 public:
  virtual ~SystemGlyphs() = default;
  /// The advances, in ems, of the clusters that begin at `begins_in_text` (ascending, the first is
  /// 0), none below nought; their sum is the run's width. False where the machine lacks a glyph
  /// for some character.
  virtual bool measure(const SystemRun& run, std::span<const std::uint32_t> begins_in_text,
                       std::span<float> advances) = 0;
  /// Draws the run at a size in pixels an em. False where nothing could be drawn; a picture without
  /// width where there is nothing to see.
  virtual bool draw(const SystemRun& run, float pixels_per_em, SystemPicture& picture) = 0;
};

}  // namespace earshot::ui
