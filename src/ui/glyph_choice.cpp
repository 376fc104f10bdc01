#include "ui/glyph_choice.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::ui {
namespace {

constexpr char32_t kEmojiStyle = 0xFE0F;  // variation selector 16: "show it as an emoji"
constexpr char32_t kKeycap = 0x20E3;      // makes a key of the digit before it

/// Whether letters of this kind have one form, whatever stands beside them.
bool has_one_form(char32_t code) {
  return (code >= 0x1100 && code <= 0x11FF) ||    // Hangul's letters
         (code >= 0x2000 && code <= 0x2BFF) ||    // signs of all kinds
         (code >= 0x2E80 && code <= 0xA4CF) ||    // ideographs, kana, Yi
         (code >= 0xA960 && code <= 0xA97F) ||    // more letters of Hangul
         (code >= 0xAC00 && code <= 0xD7FF) ||    // syllables of Hangul
         (code >= 0xF900 && code <= 0xFAFF) ||    // ideographs again
         (code >= 0xFE10 && code <= 0xFE6F) ||    // their punctuation
         (code >= 0xFF00 && code <= 0xFFEF) ||    // wide and narrow forms
         (code >= 0x16FE0 && code <= 0x18DFF) ||  // Tangut, Khitan, Nushu
         (code >= 0x1AFF0 && code <= 0x1B2FF) ||  // more kana
         code >= 0x1D000;  // notes, mathematics, emoji, ideographs of the second plane; what runs
                           // left there never asks
}

}  // namespace

bool is_invisible(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xAD || code == 0x34F ||
         code == 0x61C || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) ||
         (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF ||
         (code >= 0xE0000 && code <= 0xE01EF);
}

float space_em(char32_t code) {
  switch (code) {
    case U'\t':
      return 1.0F;
    case 0xA0:
    case 0x202F:
    case 0x2005:
      return 0.25F;
    case 0x2003:
    case 0x2001:
    case 0x3000:
      return 1.0F;
    case 0x2002:
    case 0x2000:
      return 0.5F;
    case 0x2004:
      return 0.33F;
    case 0x2006:
    case 0x2009:
      return 0.18F;
    case 0x2007:
      return 0.6F;
    case 0x2008:
      return 0.28F;
    case 0x200A:
      return 0.1F;
    default:
      return 0;
  }
}

bool is_combining(char32_t code) {
  return (code >= 0x300 && code <= 0x36F) || (code >= 0x1AB0 && code <= 0x1AFF) ||
         (code >= 0x20D0 && code <= 0x20FF) || (code >= 0x1F3FB && code <= 0x1F3FF);
}

bool wants_system(std::string_view cluster, const FontFace& face) {
  for (std::size_t at = 0; at < cluster.size();) {
    const text::Character character = text::character_at(cluster, at);
    at += std::max(character.bytes, 1U);
    if (character.code == kEmojiStyle || character.code == kKeycap) return true;
    if (is_invisible(character.code) || space_em(character.code) > 0) continue;
    if (face.glyph(character.code) == 0) return true;
  }
  return false;
}

bool is_shaped_alone(std::string_view cluster) {
  for (std::size_t at = 0; at < cluster.size();) {
    const text::Character character = text::character_at(cluster, at);
    if (at == 0 && has_one_form(character.code)) return true;
    if (character.code == kEmojiStyle || character.code == kKeycap) return true;
    at += std::max(character.bytes, 1U);
  }
  return false;
}

}  // namespace earshot::ui
