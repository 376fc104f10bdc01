#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <imgui.h>

#include "ui/system_glyphs.h"

namespace earshot::ui {

/// Remembers what the host measured and drew of the machine's own fonts. Pictures lie in ImGui's
/// atlas, so that text of all fonts is drawn by one command; they are drawn when first seen and
/// dropped, the least used first, when they are too many.
class GlyphPictures {
 public:
  explicit GlyphPictures(SystemGlyphs& system) : system_(system) {}
  ~GlyphPictures();
  GlyphPictures(const GlyphPictures&) = delete;
  GlyphPictures& operator=(const GlyphPictures&) = delete;

  /// Call once a tick, before anything is drawn: drops what is too much.
  void begin_tick();

  /// The clusters' advances in ems, as SystemGlyphs::measure says them; empty where the machine
  /// lacks a glyph. Valid until the next call.
  std::span<const float> advances(const SystemRun& run,
                                  std::span<const std::uint32_t> begins_in_text);

  /// A part of a picture in the atlas: what is wide is cut into columns.
  struct Tile {
    ImFontAtlasRectId rect = ImFontAtlasRectId_Invalid;
    int left = 0, top = 0;  ///< pixels from the pen on the baseline
    int width = 0, height = 0;
  };
  struct Picture {
    std::vector<Tile> tiles;
    bool is_coloured = false;
    bool is_drawn = false;  ///< false: it could not be
  };
  /// The picture of a run, drawn now where it is not yet. Valid until the next call. May make the
  /// atlas larger: ask for all pictures first, then for their places.
  const Picture& picture(const SystemRun& run, float pixels_per_em);

  // For tests of the limits.
  std::size_t picture_count() const { return pictures_.size(); }
  std::uint64_t picture_pixels() const { return pixels_; }
  std::size_t measure_count() const { return young_.size() + old_.size(); }

  /// Pixels in the atlas beyond which pictures that are not on the screen are dropped: 16 MB, about
  /// six windows full of Chinese on a phone.
  static constexpr std::uint64_t kMostPixels = 4U << 20;
  /// Nothing is this many different words; bounds what an empty picture costs.
  static constexpr std::size_t kMostPictures = 16384;
  /// Runs in each of two generations; one of them is forgotten at a time.
  static constexpr std::size_t kMostMeasures = 16384;

 private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  struct Kept {
    Picture picture;
    std::uint64_t used_in_tick = 0;
    std::uint64_t pixels = 0;
  };
  template <typename T>
  using ByKey = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

  void set_key(const SystemRun& run);
  void draw(const SystemRun& run, float pixels_per_em, Kept& kept);
  void remove_tiles(Kept& kept);
  void drop_old();

  SystemGlyphs& system_;
  std::string key_;
  ByKey<std::vector<float>> young_, old_;
  ByKey<Kept> pictures_;
  std::uint64_t pixels_ = 0;
  std::uint64_t tick_ = 0;
  SystemPicture drawn_;  // kept for its buffer
};

}  // namespace earshot::ui
