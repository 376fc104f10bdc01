#include "ui/font_face.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <cstring>
#include <unordered_map>
#include <vector>

#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Weverything"
#endif
// A copy of our own: ImGui's is hidden in its atlas, which draws glyphs in order to measure them
// and never kerns.
#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include <imstb_truetype.h>
#if defined(__clang__)
#pragma clang diagnostic pop
#endif

namespace earshot::ui {
namespace {

constexpr std::size_t kLeastFontBytes = 128;  // less cannot hold a table directory and one glyph
constexpr char32_t kDirectCodes =
    0x600;                          // looked up by number: Latin, Greek, Cyrillic, punctuation
constexpr int kDirectGlyphs = 512;  // pairs of these are kept in a plain table
constexpr std::int16_t kUnknown = INT16_MIN;

const unsigned char* data_of(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

struct FontFace::Data {
  stbtt_fontinfo info = {};
  bool usable = false;
  int units_per_em = 1000, ascent = 800, descent = 200, digit_advance = 0;
  std::vector<std::int32_t> glyphs_by_code;  ///< -1: not looked up yet
  std::unordered_map<char32_t, std::int32_t> other_glyphs;
  std::vector<std::int32_t> advances;      ///< by glyph; -1: not looked up yet
  std::vector<std::int16_t> kerning;       ///< of low glyph numbers, rows made when first needed
  std::vector<std::int32_t> kerning_rows;  ///< first entry of the row in `kerning`; -1: none yet
  std::unordered_map<std::uint64_t, std::int16_t> other_kerning;
};

bool FontFace::readable(std::string_view bytes) {
  if (bytes.size() < kLeastFontBytes) return false;
  const bool true_type = std::memcmp(bytes.data(), "\0\1\0\0", 4) == 0 || bytes.starts_with("true");
  if (!true_type && !bytes.starts_with("OTTO")) return false;
  // The library trusts the table directory: every table must lie within the bytes.
  const unsigned char* const data = data_of(bytes);
  const auto u32 = [&](std::size_t at) {
    return static_cast<std::uint64_t>(data[at]) << 24 |
           static_cast<std::uint64_t>(data[at + 1]) << 16 |
           static_cast<std::uint64_t>(data[at + 2]) << 8 | data[at + 3];
  };
  constexpr std::size_t kDirectory = 12, kEntry = 16;
  const std::size_t tables = static_cast<std::size_t>(data[4]) << 8 | data[5];
  if (tables == 0 || kDirectory + tables * kEntry > bytes.size()) return false;
  for (std::size_t table = 0; table < tables; ++table) {
    const std::size_t at = kDirectory + table * kEntry;
    if (u32(at + 8) + u32(at + 12) > bytes.size()) return false;
  }
  stbtt_fontinfo info = {};
  return stbtt_InitFont(&info, data, 0) != 0;
}

FontFace::FontFace(std::string_view bytes) : data_(std::make_unique<Data>()) {
  Data& data = *data_;
  data.usable = readable(bytes) && stbtt_InitFont(&data.info, data_of(bytes), 0) != 0;
  if (!data.usable) return;
  const float scale = stbtt_ScaleForMappingEmToPixels(&data.info, 1.0F);
  data.units_per_em = scale > 0 ? std::max(1, static_cast<int>(1.0F / scale + 0.5F)) : 1000;
  int descent = 0, line_gap = 0;
  stbtt_GetFontVMetrics(&data.info, &data.ascent, &descent, &line_gap);
  data.descent = -descent;
  data.glyphs_by_code.assign(kDirectCodes, -1);
  data.advances.assign(static_cast<std::size_t>(std::max(data.info.numGlyphs, 0)), -1);
  data.kerning_rows.assign(kDirectGlyphs, -1);
  for (char32_t digit = U'0'; digit <= U'9'; ++digit) {
    data.digit_advance = std::max(data.digit_advance, advance(glyph(digit)));
  }
}

FontFace::~FontFace() = default;
FontFace::FontFace(FontFace&&) noexcept = default;
FontFace& FontFace::operator=(FontFace&&) noexcept = default;

int FontFace::units_per_em() const {
  return data_->units_per_em;
}
int FontFace::ascent() const {
  return data_->ascent;
}
int FontFace::descent() const {
  return data_->descent;
}
int FontFace::digit_advance() const {
  return data_->digit_advance;
}

int FontFace::glyph(char32_t code) const {
  Data& data = *data_;
  if (!data.usable) return 0;
  if (code < kDirectCodes) {
    std::int32_t& known = data.glyphs_by_code[code];
    if (known < 0) known = stbtt_FindGlyphIndex(&data.info, static_cast<int>(code));
    return known;
  }
  const auto [place, is_new] = data.other_glyphs.try_emplace(code, 0);
  if (is_new) place->second = stbtt_FindGlyphIndex(&data.info, static_cast<int>(code));
  return place->second;
}

int FontFace::advance(int glyph) const {
  Data& data = *data_;
  if (glyph < 0 || static_cast<std::size_t>(glyph) >= data.advances.size()) return 0;
  std::int32_t& known = data.advances[static_cast<std::size_t>(glyph)];
  if (known < 0) {
    int width = 0, bearing = 0;
    stbtt_GetGlyphHMetrics(&data.info, glyph, &width, &bearing);
    known = std::max(width, 0);
  }
  return known;
}

int FontFace::kerning(int left_glyph, int right_glyph) const {
  Data& data = *data_;
  if (!data.usable || left_glyph <= 0 || right_glyph <= 0) return 0;
  const auto look_up = [&] {
    const int units = stbtt_GetGlyphKernAdvance(&data.info, left_glyph, right_glyph);
    return static_cast<std::int16_t>(std::clamp(units, -data.units_per_em, data.units_per_em));
  };
  if (left_glyph < kDirectGlyphs && right_glyph < kDirectGlyphs) {
    std::int32_t& row = data.kerning_rows[static_cast<std::size_t>(left_glyph)];
    if (row < 0) {
      row = static_cast<std::int32_t>(data.kerning.size());
      data.kerning.resize(data.kerning.size() + kDirectGlyphs, kUnknown);
    }
    std::int16_t& known = data.kerning[static_cast<std::size_t>(row + right_glyph)];
    if (known == kUnknown) known = look_up();
    return known;
  }
  const std::uint64_t pair = static_cast<std::uint64_t>(static_cast<std::uint32_t>(left_glyph))
                                 << 32 |
                             static_cast<std::uint32_t>(right_glyph);
  const auto [place, is_new] = data.other_kerning.try_emplace(pair, std::int16_t{0});
  if (is_new) place->second = look_up();
  return place->second;
}

}  // namespace earshot::ui
