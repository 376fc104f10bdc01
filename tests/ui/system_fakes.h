#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/scanner.h"
#include "ui/system_glyphs.h"

namespace earshot::ui::testing {

/// A machine whose fonts have all characters but Tibetan ones: every cluster is one em wide and a
/// white square. Remembers what it was asked.
class MadeSystemGlyphs final : public SystemGlyphs {
 public:
  bool measure(const SystemRun& run, std::span<const std::uint32_t> begins_in_text,
               std::span<float> advances) override {
    ++measured;
    for (std::size_t at = 0; at < run.text.size();) {
      const text::Character character = text::character_at(run.text, at);
      if (character.code >= 0xF00 && character.code < 0x1000) return false;
      at += character.bytes;
    }
    for (std::size_t at = 0; at < begins_in_text.size(); ++at)
      advances[at] = 1;
    return true;
  }
  bool draw(const SystemRun& run, float pixels_per_em, SystemPicture& picture) override {
    drawn.push_back({.text = std::string(run.text), .runs_left = run.runs_left});
    if (fails) return false;
    picture.width = picture.height = static_cast<int>(pixels_per_em);
    picture.top = -picture.height;
    picture.rgba.assign(
        static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) * 4,
        0xFF);
    return true;
  }

  struct Drawn {
    std::string text;
    bool runs_left = false;
    bool operator==(const Drawn&) const = default;
  };
  std::vector<Drawn> drawn;
  int measured = 0;
  bool fails = false;
};

}  // namespace earshot::ui::testing
