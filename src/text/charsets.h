#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace earshot::text {

enum class CharsetKind : std::uint8_t {
  SingleByte,
  ShiftJis,
  EucJp,
  Iso2022Jp,
  Gb18030,
  Big5,
  EucKr
};

/// An encoding that is neither UTF-8 nor UTF-16.
struct Charset {
  std::string_view name;  ///< as the Encoding Standard has it, lower case: "windows-1252"
  CharsetKind kind = CharsetKind::SingleByte;
  const char16_t* high = nullptr;  ///< SingleByte: what 0x80 to 0xFF mean; 0 where undefined
};

/// The encoding of a label: names and aliases as files declare them and as detectors call them.
/// "iso-8859-1" and "us-ascii" are windows-1252, as browsers have it. nullptr where none is known.
const Charset* charset_named(std::string_view label);

/// One character of a text in an old encoding.
struct OldCharacter {
  char32_t code = 0;  ///< 0xFFFD where the bytes mean nothing; 0 where they only switch the set
  std::uint8_t bytes = 1;
};

/// Reads a text in an old encoding character by character.
class CharsetReader {
 public:
  CharsetReader(const Charset& charset, std::string_view bytes)
      : charset_(charset), bytes_(bytes) {}

  bool at_end() const { return position_ >= bytes_.size(); }
  OldCharacter next();

 private:
  unsigned byte(std::size_t ahead) const;
  OldCharacter shift_jis() const;
  OldCharacter euc_jp() const;
  OldCharacter iso_2022_jp();
  OldCharacter gb18030() const;
  OldCharacter two_bytes(const char16_t* table, std::size_t row_size, int cell) const;

  const Charset& charset_;
  std::string_view bytes_;
  std::size_t position_ = 0;
  bool in_kanji_ = false;  ///< ISO-2022-JP: two bytes a character
  bool in_kana_ = false;
};

}  // namespace earshot::text
