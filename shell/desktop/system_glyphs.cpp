#include "shell/desktop/system_glyphs.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include <freetype/ftoutln.h>
#include <hb.h>

#include "shell/desktop/system_fonts.h"
#include "text/graphemes.h"
#include "text/scanner.h"
#include "ui/glyph_choice.h"

namespace earshot::shell {
namespace {

constexpr float kMostPixels = 1024;   // an em: larger than 400 % of a title at ratio 4
constexpr float kUnitsPerPixel = 64;  // FreeType counts in 26.6 fixed point
constexpr int kBytesPerPixel = 4;

/// Characters below the emoji planes that Unicode shows in colour unless told otherwise
/// (emoji-data.txt, Emoji_Presentation).
bool is_emoji_by_default(char32_t code) {
  constexpr char32_t kOnes[] = {
      0x231A, 0x231B, 0x23F0, 0x23F3, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x267F, 0x2693, 0x26A1,
      0x26AA, 0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26CE, 0x26D4, 0x26EA, 0x26F2, 0x26F3,
      0x26F5, 0x26FA, 0x26FD, 0x2705, 0x270A, 0x270B, 0x2728, 0x274C, 0x274E, 0x2753, 0x2754,
      0x2755, 0x2757, 0x2795, 0x2796, 0x2797, 0x27B0, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55};
  return code >= 0x1F000 || (code >= 0x23E9 && code <= 0x23EC) ||
         (code >= 0x2648 && code <= 0x2653) || std::ranges::binary_search(kOnes, code);
}

/// A stretch of a run in one font.
struct Item {
  Range range_in_text;
  OpenFont* font = nullptr;
};

/// A glyph where it stands, in ems from the run's left edge; up is positive.
struct PlacedGlyph {
  OpenFont* font = nullptr;
  unsigned glyph = 0;
  float x = 0, y = 0;
};

/// Straight colours over what is there already, which is transparent at first.
void blend(std::uint8_t* under, const std::uint8_t* over) {
  const int alpha = over[3];
  if (alpha == 0) return;
  const int below = under[3] * (255 - alpha) / 255;
  const int sum = alpha + below;
  for (int channel = 0; channel < 3; ++channel) {
    under[channel] =
        static_cast<std::uint8_t>((over[channel] * alpha + under[channel] * below) / sum);
  }
  under[3] = static_cast<std::uint8_t>(sum);
}

/// One drawn glyph: straight RGBA and its place, down positive.
struct GlyphImage {
  int left = 0, top = 0, width = 0, height = 0;
  bool is_coloured = false;
  std::vector<std::uint8_t> rgba;
};

GlyphImage image_of_coverage(const FT_Bitmap& bitmap) {
  GlyphImage image;
  image.width = static_cast<int>(bitmap.width);
  image.height = static_cast<int>(bitmap.rows);
  image.rgba.resize(std::size_t{bitmap.width} * bitmap.rows * kBytesPerPixel, 0);
  for (unsigned y = 0; y < bitmap.rows; ++y) {
    const unsigned char* const row = bitmap.buffer + static_cast<std::ptrdiff_t>(y) * bitmap.pitch;
    for (unsigned x = 0; x < bitmap.width; ++x) {
      const std::uint8_t coverage = bitmap.pixel_mode == FT_PIXEL_MODE_MONO
                                        ? ((row[x / 8] >> (7 - x % 8) & 1) != 0 ? 255 : 0)
                                        : row[x];
      image.rgba[(std::size_t{y} * bitmap.width + x) * kBytesPerPixel + 3] = coverage;
    }
  }
  return image;
}

/// A strike of premultiplied blue, green, red and alpha, made `scale` times as large by the mean of
/// what each pixel covers.
GlyphImage image_of_strike(const FT_Bitmap& bitmap, float scale) {
  GlyphImage image;
  image.is_coloured = true;
  image.width =
      std::max(1, static_cast<int>(std::lround(static_cast<float>(bitmap.width) * scale)));
  image.height =
      std::max(1, static_cast<int>(std::lround(static_cast<float>(bitmap.rows) * scale)));
  image.rgba.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) *
                    kBytesPerPixel);
  const auto from = [](int at, int size, unsigned source) {
    return static_cast<unsigned>(static_cast<std::int64_t>(at) * source / size);
  };
  for (int y = 0; y < image.height; ++y) {
    const unsigned top = from(y, image.height, bitmap.rows);
    const unsigned bottom = std::max(from(y + 1, image.height, bitmap.rows), top + 1);
    for (int x = 0; x < image.width; ++x) {
      const unsigned left = from(x, image.width, bitmap.width);
      const unsigned right = std::max(from(x + 1, image.width, bitmap.width), left + 1);
      unsigned sums[kBytesPerPixel] = {};
      for (unsigned row = top; row < bottom; ++row) {
        const unsigned char* pixel = bitmap.buffer +
                                     static_cast<std::ptrdiff_t>(row) * bitmap.pitch +
                                     std::size_t{left} * kBytesPerPixel;
        for (unsigned column = left; column < right; ++column, pixel += kBytesPerPixel) {
          for (int channel = 0; channel < kBytesPerPixel; ++channel)
            sums[channel] += pixel[channel];
        }
      }
      const unsigned count = (bottom - top) * (right - left), alpha = sums[3];
      std::uint8_t* const to =
          image.rgba.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                               static_cast<std::size_t>(x)) *
                                  kBytesPerPixel;
      for (int channel = 0; channel < 3; ++channel) {
        to[channel] = static_cast<std::uint8_t>(
            alpha > 0 ? std::min(sums[2 - channel] * 255 / alpha, 255U) : 0);
      }
      to[3] = static_cast<std::uint8_t>(alpha / count);
    }
  }
  return image;
}

/// Draws a glyph at a place in pixels; false where it shows nothing.
bool draw_glyph(const PlacedGlyph& placed, float pixels_per_em, GlyphImage& image) {
  const FT_Face face = placed.font->face;
  const float pen_x = placed.x * pixels_per_em, pen_y = -placed.y * pixels_per_em;
  if (FT_IS_SCALABLE(face)) {
    const auto size = static_cast<FT_F26Dot6>(std::lround(pixels_per_em * kUnitsPerPixel));
    if (FT_Set_Char_Size(face, size, size, 72, 72) != 0 ||
        FT_Load_Glyph(face, placed.glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) {
      return false;
    }
    const FT_GlyphSlot slot = face->glyph;
    if (slot->format != FT_GLYPH_FORMAT_OUTLINE || slot->outline.n_points == 0) return false;
    // Between pixels to the right: letters keep their distances. Lines stay on whole ones.
    const float whole = std::floor(pen_x);
    FT_Outline_Translate(&slot->outline, std::lround((pen_x - whole) * kUnitsPerPixel),
                         std::lround(-pen_y * kUnitsPerPixel));
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return false;
    image = image_of_coverage(slot->bitmap);
    image.left = static_cast<int>(whole) + slot->bitmap_left;
    image.top = -slot->bitmap_top;
    return image.width > 0;
  }
  // The smallest strike that is large enough, else the largest.
  int best = -1;
  const auto pixels_of = [&](int strike) {
    return static_cast<float>(face->available_sizes[strike].y_ppem) / kUnitsPerPixel;
  };
  for (int strike = 0; strike < face->num_fixed_sizes; ++strike) {
    const bool is_larger = best < 0 || pixels_of(strike) > pixels_of(best);
    if (best < 0 ||
        (pixels_of(best) < pixels_per_em ? is_larger
                                         : !is_larger && pixels_of(strike) >= pixels_per_em))
      best = strike;
  }
  if (best < 0 || FT_Select_Size(face, best) != 0 ||
      FT_Load_Glyph(face, placed.glyph, FT_LOAD_COLOR | FT_LOAD_RENDER) != 0 ||
      face->glyph->bitmap.width == 0) {
    return false;
  }
  const FT_GlyphSlot slot = face->glyph;
  const float scale = pixels_per_em / std::max(pixels_of(best), 1.0F);
  if (slot->bitmap.pixel_mode != FT_PIXEL_MODE_BGRA) return false;
  image = image_of_strike(slot->bitmap, scale);
  image.left = static_cast<int>(std::lround(pen_x + static_cast<float>(slot->bitmap_left) * scale));
  image.top = static_cast<int>(std::lround(pen_y - static_cast<float>(slot->bitmap_top) * scale));
  return true;
}

class MachineGlyphs final : public ui::SystemGlyphs {
 public:
  MachineGlyphs() = default;
  ~MachineGlyphs() override { hb_buffer_destroy(buffer_); }
  MachineGlyphs(const MachineGlyphs&) = delete;
  MachineGlyphs& operator=(const MachineGlyphs&) = delete;

  bool measure(const ui::SystemRun& run, std::span<const std::uint32_t> begins_in_text,
               std::span<float> advances) override;
  bool draw(const ui::SystemRun& run, float pixels_per_em, ui::SystemPicture& picture) override;

 private:
  /// Cuts the run where fonts_ change; false where some cluster has none.
  bool cut(const ui::SystemRun& run) {
    items_.clear();
    text::grapheme_begins(run.text, begins_);
    for (std::size_t number = 0; number < begins_.size(); ++number) {
      const auto end = static_cast<std::uint32_t>(number + 1 < begins_.size() ? begins_[number + 1]
                                                                              : run.text.size());
      characters_.clear();
      bool wants_colour = false;
      for (std::size_t at = begins_[number]; at < end;) {
        const text::Character character = text::character_at(run.text, at);
        at += std::max(character.bytes, 1U);
        wants_colour |= character.code == 0xFE0F || is_emoji_by_default(character.code);
        if (!ui::is_invisible(character.code)) characters_.push_back(character.code);
      }
      OpenFont* const before = items_.empty() ? nullptr : items_.back().font;
      OpenFont* const font =
          characters_.empty() ? before : fonts_.find(run.font, characters_, wants_colour, before);
      if (font == nullptr && !characters_.empty()) return false;
      if (items_.empty() || font != before) {
        items_.push_back({.range_in_text = {begins_[number], end}, .font = font});
      } else {
        items_.back().range_in_text.end = end;
      }
    }
    return true;
  }

  /// Shapes one item into `buffer_`; the glyphs come from left to right.
  void shape(const ui::SystemRun& run, const Item& item) {
    hb_buffer_clear_contents(buffer_);
    hb_buffer_add_utf8(buffer_, run.text.data(), static_cast<int>(run.text.size()),
                       item.range_in_text.begin, static_cast<int>(item.range_in_text.size()));
    hb_buffer_guess_segment_properties(buffer_);
    hb_buffer_set_direction(buffer_, run.runs_left ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_shape(item.font->font, buffer_, nullptr, 0);
  }

  SystemFonts fonts_;
  hb_buffer_t* buffer_ = hb_buffer_create();
  std::vector<std::uint32_t> begins_;
  std::vector<char32_t> characters_;
  std::vector<Item> items_;
};

bool MachineGlyphs::measure(const ui::SystemRun& run, std::span<const std::uint32_t> begins_in_text,
                            std::span<float> advances) {
  std::ranges::fill(advances, 0.0F);
  if (!cut(run)) return false;
  for (const Item& item : items_) {
    if (item.font == nullptr) continue;  // nothing to see
    shape(run, item);
    unsigned count = 0;
    const hb_glyph_info_t* const infos = hb_buffer_get_glyph_infos(buffer_, &count);
    const hb_glyph_position_t* const places = hb_buffer_get_glyph_positions(buffer_, &count);
    // Glyphs of one cluster stand together. What they take belongs to all of our clusters that
    // begin in theirs (a ligature's, a conjunct's), in equal shares.
    for (unsigned at = 0; at < count;) {
      const unsigned cluster = infos[at].cluster;
      float advance = 0;
      unsigned end = at;
      for (; end < count && infos[end].cluster == cluster; ++end)
        advance += static_cast<float>(places[end].x_advance);
      const unsigned next_cluster = run.runs_left
                                        ? (at > 0 ? infos[at - 1].cluster : item.range_in_text.end)
                                    : end < count ? infos[end].cluster
                                                  : item.range_in_text.end;
      const auto first = std::ranges::upper_bound(begins_in_text, cluster) - begins_in_text.begin();
      const auto last =
          std::ranges::lower_bound(begins_in_text, next_cluster) - begins_in_text.begin();
      const auto own = std::max<std::ptrdiff_t>(first - 1, 0);
      const auto shares = std::max<std::ptrdiff_t>(last - own, 1);
      const float share =
          std::max(advance, 0.0F) / item.font->units_per_em / static_cast<float>(shares);
      for (std::ptrdiff_t to = own; to < own + shares; ++to)
        advances[static_cast<std::size_t>(to)] += share;
      at = end;
    }
  }
  return true;
}

bool MachineGlyphs::draw(const ui::SystemRun& run, float pixels_per_em,
                         ui::SystemPicture& picture) {
  if (!(pixels_per_em > 0) || pixels_per_em > kMostPixels || !cut(run)) return false;
  if (run.runs_left) std::ranges::reverse(items_);
  std::vector<PlacedGlyph> glyphs;
  float pen = 0;
  for (const Item& item : items_) {
    if (item.font == nullptr) continue;
    shape(run, item);
    unsigned count = 0;
    const hb_glyph_info_t* const infos = hb_buffer_get_glyph_infos(buffer_, &count);
    const hb_glyph_position_t* const places = hb_buffer_get_glyph_positions(buffer_, &count);
    const float em = item.font->units_per_em;
    for (unsigned at = 0; at < count; ++at) {
      glyphs.push_back({.font = item.font,
                        .glyph = infos[at].codepoint,
                        .x = pen + static_cast<float>(places[at].x_offset) / em,
                        .y = static_cast<float>(places[at].y_offset) / em});
      pen += static_cast<float>(places[at].x_advance) / em;
    }
  }
  std::vector<GlyphImage> images;
  int left = 0, right = 0, top = 0, bottom = 0;
  for (const PlacedGlyph& glyph : glyphs) {
    GlyphImage image;
    if (!draw_glyph(glyph, pixels_per_em, image)) continue;
    const bool is_first = images.empty();
    left = is_first ? image.left : std::min(left, image.left);
    top = is_first ? image.top : std::min(top, image.top);
    right = is_first ? image.left + image.width : std::max(right, image.left + image.width);
    bottom = is_first ? image.top + image.height : std::max(bottom, image.top + image.height);
    picture.is_coloured |= image.is_coloured;
    images.push_back(std::move(image));
  }
  // A coloured font of a kind that is not drawn here (layers, COLR): a box says more than nothing.
  const auto is_coloured = [](const PlacedGlyph& glyph) { return FT_HAS_COLOR(glyph.font->face); };
  if (images.empty() && std::ranges::any_of(glyphs, is_coloured)) return false;
  picture.left = left;
  picture.top = top;
  picture.width = right - left;
  picture.height = bottom - top;
  picture.rgba.assign(static_cast<std::size_t>(picture.width) *
                          static_cast<std::size_t>(picture.height) * kBytesPerPixel,
                      0);
  for (const GlyphImage& image : images) {
    for (int y = 0; y < image.height; ++y) {
      const std::size_t row =
          static_cast<std::size_t>(image.top - top + y) * static_cast<std::size_t>(picture.width) +
          static_cast<std::size_t>(image.left - left);
      for (int x = 0; x < image.width; ++x) {
        blend(picture.rgba.data() + (row + static_cast<std::size_t>(x)) * kBytesPerPixel,
              image.rgba.data() +
                  (static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) +
                   static_cast<std::size_t>(x)) *
                      kBytesPerPixel);
      }
    }
  }
  return true;
}

}  // namespace

std::unique_ptr<ui::SystemGlyphs> make_system_glyphs() {
  return std::make_unique<MachineGlyphs>();
}

}  // namespace earshot::shell
