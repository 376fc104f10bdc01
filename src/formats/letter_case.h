#pragma once

#include <cstdint>

#include "text/scanner.h"

namespace earshot::formats {

/// Case of a character: None for what is no letter, Without for letters of scripts without
/// capitals.
enum class Case : std::uint8_t { None, Small, Capital, Without };

/// By ranges of the Latin, Greek and Cyrillic scripts; letters of others are Without.
inline Case case_of(char32_t code) {
  if (code < 0x80) {
    const char c = static_cast<char>(code);
    return text::is_lower(c) ? Case::Small : text::is_upper(c) ? Case::Capital : Case::None;
  }
  if (code == 0xD7 || code == 0xF7 || code < 0xC0) return Case::None;
  if (code < 0xDF) return Case::Capital;
  if (code < 0x100) return Case::Small;
  if (code < 0x180) return (code & 1U) != 0 ? Case::Small : Case::Capital;
  if (code >= 0x386 && code < 0x3AC) return Case::Capital;
  if (code >= 0x3AC && code < 0x3CF) return Case::Small;
  if (code >= 0x400 && code < 0x430) return Case::Capital;
  if (code >= 0x430 && code < 0x460) return Case::Small;
  const bool is_sign = (code >= 0x2000 && code < 0x2C00) || (code >= 0x3000 && code < 0x3040) ||
                       (code >= 0xFE00 && code < 0xFE10) || (code >= 0xFF00 && code < 0xFF10) ||
                       code >= 0x1F000;
  return is_sign ? Case::None : Case::Without;
}

inline bool is_emoji_sign(char32_t code) {
  return (code >= 0x1F000 && code < 0x20000) || (code >= 0x2600 && code < 0x27C0) ||
         (code >= 0x2B00 && code < 0x2C00) || (code >= 0x23E9 && code <= 0x23FA) || code == 0x231A;
}

}  // namespace earshot::formats
