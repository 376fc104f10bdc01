#include "text/charsets.h"

#include <algorithm>
#include <array>

#include "text/scanner.h"

// The tables are made of Python's codecs when the program is built (cmake/charset_tables.py).

namespace earshot::text {

namespace tables {
extern const char16_t k_windows_1250[128], k_windows_1251[128], k_windows_1252[128],
    k_windows_1253[128], k_windows_1254[128], k_windows_1255[128], k_windows_1256[128],
    k_windows_1257[128], k_windows_1258[128], k_windows_874[128], k_iso_8859_2[128],
    k_iso_8859_3[128], k_iso_8859_4[128], k_iso_8859_5[128], k_iso_8859_6[128], k_iso_8859_7[128],
    k_iso_8859_8[128], k_iso_8859_10[128], k_iso_8859_13[128], k_iso_8859_14[128],
    k_iso_8859_15[128], k_iso_8859_16[128], k_koi8_r[128], k_koi8_u[128], k_macintosh[128],
    k_mac_cyrillic[128], k_mac_latin2[128], k_ibm437[128], k_ibm850[128], k_ibm852[128],
    k_ibm855[128], k_ibm866[128];
extern const char16_t k_jis[11280];
extern const char16_t k_gbk[23940];
extern const char16_t k_big5[19782];
extern const char16_t k_uhc[22428];
extern const unsigned k_gb18030_pairs;
extern const char16_t k_gb18030_ranges[];
}  // namespace tables

namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kJisCells = 94;
constexpr std::size_t kJisRows = 120;
constexpr std::size_t kLongestLabel = 24;

using enum CharsetKind;

constexpr auto kCharsets = std::to_array<Charset>({
    {"windows-1250", SingleByte, tables::k_windows_1250},
    {"windows-1251", SingleByte, tables::k_windows_1251},
    {"windows-1252", SingleByte, tables::k_windows_1252},
    {"windows-1253", SingleByte, tables::k_windows_1253},
    {"windows-1254", SingleByte, tables::k_windows_1254},
    {"windows-1255", SingleByte, tables::k_windows_1255},
    {"windows-1256", SingleByte, tables::k_windows_1256},
    {"windows-1257", SingleByte, tables::k_windows_1257},
    {"windows-1258", SingleByte, tables::k_windows_1258},
    {"windows-874", SingleByte, tables::k_windows_874},
    {"iso-8859-2", SingleByte, tables::k_iso_8859_2},
    {"iso-8859-3", SingleByte, tables::k_iso_8859_3},
    {"iso-8859-4", SingleByte, tables::k_iso_8859_4},
    {"iso-8859-5", SingleByte, tables::k_iso_8859_5},
    {"iso-8859-6", SingleByte, tables::k_iso_8859_6},
    {"iso-8859-7", SingleByte, tables::k_iso_8859_7},
    {"iso-8859-8", SingleByte, tables::k_iso_8859_8},
    {"iso-8859-10", SingleByte, tables::k_iso_8859_10},
    {"iso-8859-13", SingleByte, tables::k_iso_8859_13},
    {"iso-8859-14", SingleByte, tables::k_iso_8859_14},
    {"iso-8859-15", SingleByte, tables::k_iso_8859_15},
    {"iso-8859-16", SingleByte, tables::k_iso_8859_16},
    {"koi8-r", SingleByte, tables::k_koi8_r},
    {"koi8-u", SingleByte, tables::k_koi8_u},
    {"macintosh", SingleByte, tables::k_macintosh},
    {"x-mac-cyrillic", SingleByte, tables::k_mac_cyrillic},
    {"x-mac-ce", SingleByte, tables::k_mac_latin2},
    {"ibm437", SingleByte, tables::k_ibm437},
    {"ibm850", SingleByte, tables::k_ibm850},
    {"ibm852", SingleByte, tables::k_ibm852},
    {"ibm855", SingleByte, tables::k_ibm855},
    {"ibm866", SingleByte, tables::k_ibm866},
    {"shift_jis", ShiftJis, nullptr},
    {"euc-jp", EucJp, nullptr},
    {"iso-2022-jp", Iso2022Jp, nullptr},
    {"gb18030", Gb18030, nullptr},
    {"big5", Big5, nullptr},
    {"euc-kr", EucKr, nullptr},
});

struct Alias {
  std::string_view label;  ///< letters and digits, lower case
  std::string_view name;
};

constexpr auto kAliases = std::to_array<Alias>({
    {"iso88591", "windows-1252"},
    {"latin1", "windows-1252"},
    {"l1", "windows-1252"},
    {"usascii", "windows-1252"},
    {"ascii", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"cp819", "windows-1252"},
    {"ansi", "windows-1252"},
    {"xcp1252", "windows-1252"},
    {"cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"win1251", "windows-1251"},
    {"cp1253", "windows-1253"},
    {"cp1254", "windows-1254"},
    {"iso88599", "windows-1254"},
    {"latin5", "windows-1254"},
    {"cp1255", "windows-1255"},
    {"cp1256", "windows-1256"},
    {"cp1257", "windows-1257"},
    {"cp1258", "windows-1258"},
    {"tis620", "windows-874"},
    {"iso885911", "windows-874"},
    {"latin2", "iso-8859-2"},
    {"cyrillic", "iso-8859-5"},
    {"arabic", "iso-8859-6"},
    {"greek", "iso-8859-7"},
    {"hebrew", "iso-8859-8"},
    {"iso88598i", "iso-8859-8"},
    {"latin9", "iso-8859-15"},
    {"koi8", "koi8-r"},
    {"koi", "koi8-r"},
    {"macroman", "macintosh"},
    {"mac", "macintosh"},
    {"xmacroman", "macintosh"},
    {"maccyrillic", "x-mac-cyrillic"},
    {"xmacukrainian", "x-mac-cyrillic"},
    {"maccentraleurope", "x-mac-ce"},
    {"cp437", "ibm437"},
    {"cp850", "ibm850"},
    {"cp852", "ibm852"},
    {"cp855", "ibm855"},
    {"cp866", "ibm866"},
    {"sjis", "shift_jis"},
    {"xsjis", "shift_jis"},
    {"windows31j", "shift_jis"},
    {"cp932", "shift_jis"},
    {"mskanji", "shift_jis"},
    {"xeucjp", "euc-jp"},
    {"gbk", "gb18030"},
    {"gb2312", "gb18030"},
    {"cp936", "gb18030"},
    {"xgbk", "gb18030"},
    {"euccn", "gb18030"},
    {"big5hkscs", "big5"},
    {"cp950", "big5"},
    {"uhc", "euc-kr"},
    {"cp949", "euc-kr"},
    {"ksc56011987", "euc-kr"},
    {"ksc5601", "euc-kr"},
    {"windows949", "euc-kr"},
});

/// Letters and digits of a label, lower case: "ISO_8859-1" is "iso88591".
std::string_view solid(std::string_view label, std::array<char, kLongestLabel>& buffer) {
  std::size_t size = 0;
  for (const char c : label) {
    if (!is_letter(c) && !is_digit(c)) continue;
    if (size == buffer.size()) return {};
    buffer[size++] = to_lower(c);
  }
  return {buffer.data(), size};
}

char32_t jis(std::size_t row, std::size_t cell) {
  if (row >= kJisRows || cell >= kJisCells) return 0;
  return tables::k_jis[row * kJisCells + cell];
}

OldCharacter known(char32_t code, std::uint8_t bytes) {
  // A lead byte without its other half must not swallow what stands behind it.
  return code == 0 ? OldCharacter{kReplacement, 1} : OldCharacter{code, bytes};
}

/// The number of a trail byte in tables that have 0x40 to 0x7E and what is from `high` to 0xFE.
int cell_of(unsigned trail, unsigned high) {
  if (trail >= 0x40 && trail <= 0x7E) return static_cast<int>(trail - 0x40);
  if (trail >= high && trail <= 0xFE) return static_cast<int>(trail - high + 63);
  return -1;
}

int korean_cell(unsigned trail) {
  if (trail >= 0x41 && trail <= 0x5A) return static_cast<int>(trail - 0x41);
  if (trail >= 0x61 && trail <= 0x7A) return static_cast<int>(trail - 0x61 + 26);
  if (trail >= 0x81 && trail <= 0xFE) return static_cast<int>(trail - 0x81 + 52);
  return -1;
}

}  // namespace

const Charset* charset_named(std::string_view label) {
  std::array<char, kLongestLabel> buffer{};
  const std::string_view key = solid(label, buffer);
  if (key.empty()) return nullptr;
  std::array<char, kLongestLabel> other{};
  for (const Charset& charset : kCharsets) {
    if (solid(charset.name, other) == key) return &charset;
  }
  const auto alias = std::ranges::find(kAliases, key, &Alias::label);
  if (alias == kAliases.end()) return nullptr;
  return std::ranges::find(kCharsets, alias->name, &Charset::name);
}

unsigned CharsetReader::byte(std::size_t ahead) const {
  const std::size_t at = position_ + ahead;
  return at < bytes_.size() ? static_cast<unsigned char>(bytes_[at]) : 0U;
}

OldCharacter CharsetReader::next() {
  OldCharacter character{byte(0), 1};
  if (charset_.kind == Iso2022Jp) {
    character = iso_2022_jp();
  } else if (character.code == 0) {
    character.code = kReplacement;
  } else if (character.code >= 0x80) {
    switch (charset_.kind) {
      case SingleByte:
        character = known(charset_.high[character.code - 0x80], 1);
        break;
      case ShiftJis:
        character = shift_jis();
        break;
      case EucJp:
        character = euc_jp();
        break;
      case Gb18030:
        character = gb18030();
        break;
      case Big5:
        character = two_bytes(tables::k_big5, 157, cell_of(byte(1), 0xA1));
        break;
      case EucKr:
        character = two_bytes(tables::k_uhc, 178, korean_cell(byte(1)));
        break;
      case Iso2022Jp:
        break;
    }
  }
  position_ += character.bytes;
  return character;
}

OldCharacter CharsetReader::two_bytes(const char16_t* table, std::size_t row_size, int cell) const {
  const unsigned lead = byte(0);
  if (lead < 0x81 || lead > 0xFE || cell < 0) return {kReplacement, 1};
  return known(table[(lead - 0x81) * row_size + static_cast<std::size_t>(cell)], 2);
}

OldCharacter CharsetReader::shift_jis() const {
  const unsigned lead = byte(0);
  const unsigned trail = byte(1);
  if (lead >= 0xA1 && lead <= 0xDF) return {lead - 0xA1 + 0xFF61, 1};  // half-width kana
  const bool is_lead = (lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC);
  if (!is_lead || trail < 0x40 || trail == 0x7F || trail > 0xFC) return {kReplacement, 1};
  const std::size_t pair = lead - (lead < 0xA0 ? 0x81 : 0xC1);
  if (trail >= 0x9F) return known(jis(pair * 2 + 1, trail - 0x9F), 2);
  return known(jis(pair * 2, trail - 0x40 - (trail > 0x7F ? 1 : 0)), 2);
}

OldCharacter CharsetReader::euc_jp() const {
  const unsigned lead = byte(0);
  const unsigned trail = byte(1);
  if (lead == 0x8E && trail >= 0xA1 && trail <= 0xDF) return {trail - 0xA1 + 0xFF61, 2};
  // JIS X 0212 has no table here: rare characters of names.
  if (lead == 0x8F && trail >= 0xA1 && byte(2) >= 0xA1) return {kReplacement, 3};
  if (lead < 0xA1 || trail < 0xA1) return {kReplacement, 1};
  return known(jis(lead - 0xA1, trail - 0xA1), 2);
}

OldCharacter CharsetReader::iso_2022_jp() {
  constexpr unsigned kEscape = 0x1B;
  const unsigned lead = byte(0);
  if (lead == kEscape) {
    const unsigned second = byte(1);
    const unsigned third = byte(2);
    const bool to_kanji = second == '$' && (third == 'B' || third == '@');
    const bool to_kana = second == '(' && third == 'I';
    if (to_kanji || to_kana || (second == '(' && (third == 'B' || third == 'J'))) {
      in_kanji_ = to_kanji;
      in_kana_ = to_kana;
      return {0, 3};
    }
    return {kReplacement, 1};
  }
  if (lead < 0x21) {
    if (lead == '\n' || lead == '\r') in_kanji_ = in_kana_ = false;
    return {lead == 0 ? kReplacement : lead, 1};
  }
  if (in_kana_ && lead <= 0x5F) return {lead - 0x21 + 0xFF61, 1};
  if (!in_kanji_) return {lead < 0x80 ? lead : kReplacement, 1};
  const unsigned trail = byte(1);
  if (trail < 0x21 || trail > 0x7E || lead > 0x7E) return {kReplacement, 1};
  return known(jis(lead - 0x21, trail - 0x21), 2);
}

OldCharacter CharsetReader::gb18030() const {
  const unsigned lead = byte(0);
  const unsigned second = byte(1);
  if (second < 0x30 || second > 0x39) {
    return two_bytes(tables::k_gbk, 190, cell_of(second, 0x80));
  }
  if (lead < 0x81 || byte(2) < 0x81 || byte(2) > 0xFE || byte(3) < 0x30 || byte(3) > 0x39) {
    return {kReplacement, 1};
  }
  const std::uint32_t pointer =
      ((lead - 0x81) * 10 + second - 0x30) * 1'260 + (byte(2) - 0x81) * 10 + byte(3) - 0x30;
  constexpr std::uint32_t kBeyondFirstPlane = 189'000;
  if (pointer >= kBeyondFirstPlane) {
    const std::uint32_t code = pointer - kBeyondFirstPlane + 0x10000;
    return code <= 0x10FFFF ? OldCharacter{code, 4} : OldCharacter{kReplacement, 1};
  }
  std::size_t low = 0;
  std::size_t high = tables::k_gb18030_pairs;
  while (low + 1 < high) {
    const std::size_t middle = (low + high) / 2;
    (tables::k_gb18030_ranges[middle * 2] <= pointer ? low : high) = middle;
  }
  const char16_t* const range = tables::k_gb18030_ranges + low * 2;
  const char32_t code = range[1] + (pointer - range[0]);
  if (pointer < range[0] || code > 0xFFFF || (code >= 0xD800 && code <= 0xDFFF)) {
    return {kReplacement, 1};
  }
  return {code, 4};
}

}  // namespace earshot::text
