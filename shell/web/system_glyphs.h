#pragma once

#include "ui/system_glyphs.h"

namespace earshot::web {

/// The system's fonts by the browser: web/glyphs.js measures and draws on a 2D canvas. Without it
/// (a page that gave none) nothing is there.
class BrowserGlyphs final : public ui::SystemGlyphs {
 public:
  bool measure(const ui::SystemRun& run, std::span<const std::uint32_t> begins_in_text,
               std::span<float> advances) override;
  bool draw(const ui::SystemRun& run, float pixels_per_em, ui::SystemPicture& picture) override;
};

}  // namespace earshot::web
