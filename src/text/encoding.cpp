#include "text/encoding.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "text/charset_guess.h"
#include "text/charsets.h"
#include "text/scanner.h"

// How the encoding is found. A byte order mark decides. Without one, UTF-16 that lost its mark has
// a zero in every second byte. Else what the file declares counts, unless it is valid UTF-8. Else
// the bytes are UTF-8, unless most sequences over 0x7F are invalid: then uchardet is asked, and
// where it says no more than that the letters are Latin, and all would be letters inside words or
// typographic marks in Windows-1252, they are.
// Bytes that remain invalid become U+FFFD, one for each maximal part of a character
// (the way browsers do it), so that no byte makes later text shift.

namespace earshot::text {
namespace {

/// Diagnostics with a line of their own; the rest are counted in one more.
constexpr std::size_t kMaxInvalidReports = 10;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view what;
};

using namespace std::string_view_literals;

constexpr Signature kSignatures[] = {
    {0, "\x89PNG"sv, "a PNG image"},
    {0, "\xFF\xD8\xFF"sv, "a JPEG image"},
    {0, "GIF8"sv, "a GIF image"},
    {0, "%PDF-"sv, "a PDF document"},
    {0, "PK\x03\x04"sv, "a ZIP archive, whose files an import reads"},
    {0, "PK\x05\x06"sv, "an empty ZIP archive"},
    {0, "\x1F\x8B\x08"sv, "a gzip archive"},
    {0, "7z\xBC\xAF"sv, "a 7z archive"},
    {0, "Rar!\x1A"sv, "a RAR archive"},
    {0, "OggS"sv, "an Ogg sound file"},
    {0, "ID3\x02"sv, "an MP3 sound file"},
    {0, "ID3\x03"sv, "an MP3 sound file"},
    {0, "ID3\x04"sv, "an MP3 sound file"},
    {0, "\xFF\xFB"sv, "an MP3 sound file"},
    {0, "\xFF\xF3"sv, "an MP3 sound file"},
    {0, "\xFF\xF2"sv, "an MP3 sound file"},
    {0, "fLaC"sv, "a FLAC sound file"},
    {0, "\x1A\x45\xDF\xA3"sv, "a Matroska file"},
    {0,
     "\x7F"
     "ELF"sv,
     "a program"},
    {0, "\0asm"sv, "a program"},
    {0, "MZ\x90\0"sv, "a program"},
    {0, "SQLite format 3\0"sv, "a database"},
    {0, "\xD0\xCF\x11\xE0"sv, "an Office document"},
    {4, "ftyp"sv, "an MP4 file"},
    {8, "WAVEfmt"sv, "a WAVE sound file"},
    {8, "WEBP"sv, "a WebP image"},
};

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

/// Bytes from `at` that are ASCII, eight at a time.
std::size_t ascii_run(std::string_view bytes, std::size_t at) {
  const std::size_t begin = at;
  while (at + 8 <= bytes.size()) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, 8);
    if ((eight & 0x8080808080808080ULL) != 0) break;
    at += 8;
  }
  while (at < bytes.size() && byte_at(bytes, at) < 0x80)
    ++at;
  return at - begin;
}

/// A step over UTF-8 at a byte over 0x7F: how many bytes, and whether they are a character. An
/// invalid step covers the longest beginning of a character, at least one byte.
struct Utf8Step {
  std::uint8_t bytes;
  bool valid;
};

Utf8Step utf8_step(std::string_view bytes, std::size_t at) {
  const unsigned lead = byte_at(bytes, at);
  if (lead < 0x80) return {1, true};
  std::uint8_t length = 0;
  unsigned low = 0x80;
  unsigned high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {1, false};
  }
  for (std::uint8_t i = 1; i < length; ++i) {
    const unsigned next = byte_at(bytes, at + i);
    if (at + i >= bytes.size() || next < low || next > high) return {i, false};
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

/// 0x80 to 0x9F of Windows-1252; 0 where undefined.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_1252_letter(unsigned byte) {
  return byte >= 0xC0 && byte != 0xD7 && byte != 0xF7 && byte < 0xFE;
}

/// Vowels with marks, which are words by themselves in many languages: "à", "é", "ô", "å", "ö".
bool is_1252_vowel(unsigned byte) {
  const unsigned upper = byte | 0x20U;
  return byte >= 0xC0 && ((upper >= 0xE0 && upper <= 0xE6) || (upper >= 0xE8 && upper <= 0xEF) ||
                          (upper >= 0xF2 && upper <= 0xF6) || (upper >= 0xF8 && upper <= 0xFC));
}

/// Whether a byte over 0x7F makes sense in Windows-1252 where it stands.
bool plausible_in_1252(std::string_view bytes, std::size_t at) {
  const unsigned byte = byte_at(bytes, at);
  if (byte < 0xA0) return kWindows1252[byte - 0x80] != 0;
  if (byte >= 0xC0 && !is_1252_letter(byte)) return byte == 0xD7 || byte == 0xF7;
  const auto is_part_of_word = [&](unsigned other) {
    return (other < 0x80 && is_letter(static_cast<char>(other))) || is_1252_letter(other);
  };
  const bool before = at > 0 && is_part_of_word(byte_at(bytes, at - 1));
  const bool after = is_part_of_word(byte_at(bytes, at + 1));
  const auto is_gap = [](unsigned other) { return other == 0 || other <= 0x20 || other == '\''; };
  const bool is_apart = (at == 0 || is_gap(byte_at(bytes, at - 1))) &&
                        (is_gap(byte_at(bytes, at + 1)) || byte_at(bytes, at + 1) < 0x40);
  if (byte >= 0xC0) return before || after || (is_apart && is_1252_vowel(byte));
  // Signs stand between words, but for an accent in place of an apostrophe, the point of Catalan,
  // a soft hyphen and ordinals.
  constexpr std::string_view kInsideWords = "\xA0\xAA\xAD\xB4\xB7\xBA";
  return !before || !after || kInsideWords.contains(static_cast<char>(byte));
}

struct Survey {
  std::size_t controls = 0;
  std::size_t zeros_even = 0;
  std::size_t zeros_odd = 0;
  std::size_t valid_characters = 0;  ///< of more than one byte
  std::size_t invalid = 0;
  std::size_t implausible_in_1252 = 0;
  std::size_t cut = 0;  ///< 1 where the file ends inside a character
};

/// Control characters that no text holds. A loop without branches over counters of one byte, which
/// compilers turn into vector instructions: every file passes here.
std::size_t count_controls(std::string_view bytes) {
  std::size_t controls = 0;
  constexpr std::size_t kStretch = 255;  // what a counter of one byte can hold
  for (std::size_t begin = 0; begin < bytes.size(); begin += kStretch) {
    std::uint8_t count = 0;
    for (const char c : bytes.substr(begin, kStretch)) {
      const auto byte = static_cast<std::uint8_t>(c);
      const bool is_harmless = (byte >= '\t' && byte <= '\r') | (byte == 0x1A) | (byte == 0x1B);
      count = static_cast<std::uint8_t>(
          count + static_cast<std::uint8_t>(((byte < 0x20) & !is_harmless) | (byte == 0x7F)));
    }
    controls += count;
  }
  return controls;
}

/// Whether the last bytes of a file, which are no character of UTF-8, are the beginning of one.
bool is_cut_character(std::string_view end) {
  const unsigned lead = byte_at(end, 0);
  const std::size_t length = lead >= 0xF0 && lead <= 0xF4   ? 4
                             : lead >= 0xE0 && lead < 0xF0  ? 3
                             : lead >= 0xC2 && lead <= 0xDF ? 2
                                                            : 0;
  return end.size() < length;
}

Survey survey(std::string_view bytes) {
  Survey found;
  found.controls = count_controls(bytes);
  for (std::size_t at = bytes.find('\0'); at != std::string_view::npos;
       at = bytes.find('\0', at + 1)) {
    ++(at % 2 == 0 ? found.zeros_even : found.zeros_odd);
  }
  for (std::size_t at = ascii_run(bytes, 0); at < bytes.size(); at += ascii_run(bytes, at)) {
    const Utf8Step step = utf8_step(bytes, at);
    if (step.valid) {
      ++found.valid_characters;
    } else if (at + step.bytes == bytes.size() && is_cut_character(bytes.substr(at))) {
      ++found.cut;  // says nothing against UTF-8
    } else {
      ++found.invalid;
      for (std::size_t i = 0; i < step.bytes; ++i) {
        if (!plausible_in_1252(bytes, at + i)) ++found.implausible_in_1252;
      }
    }
    at += step.bytes;
  }
  return found;
}

Diagnostic invalid_at(std::string_view bytes, std::size_t at, std::uint32_t line,
                      std::size_t line_begin) {
  constexpr char kHex[] = "0123456789ABCDEF";
  const unsigned byte = byte_at(bytes, at);
  if (byte == 0) {
    return {.line_in_source = line,
            .column_in_source = static_cast<std::uint32_t>(at - line_begin + 1),
            .severity = Severity::Warning,
            .code = "null-character",
            .message = "A null character (0x00) is no text; it is shown as a replacement sign.",
            .excerpt = {}};
  }
  std::string message = "A byte (0x";
  message += kHex[byte >> 4U];
  message += kHex[byte & 15U];
  message += ") is no part of a character in UTF-8; it is shown as a replacement sign.";
  return {.line_in_source = line,
          .column_in_source = static_cast<std::uint32_t>(at - line_begin + 1),
          .severity = Severity::Warning,
          .code = "invalid-utf8",
          .message = std::move(message),
          .excerpt = {}};
}

DecodedText decode_utf8(std::string_view bytes, std::uint32_t mark_bytes = 0) {
  DecodedText decoded;
  decoded.encoding = "utf-8";
  decoded.offsets.skip_in_file(mark_bytes);
  std::string& out = decoded.utf8;
  out.reserve(bytes.size());
  std::uint32_t line = 1;
  std::size_t line_begin = 0;
  std::size_t counted_to = 0;
  std::size_t reports = 0;
  std::size_t more = 0;
  const auto report = [&](std::size_t at) {
    if (reports == kMaxInvalidReports) {
      ++more;
      return;
    }
    ++reports;
    for (; counted_to < at; ++counted_to) {
      if (bytes[counted_to] == '\n') {
        ++line;
        line_begin = counted_to + 1;
      }
    }
    decoded.diagnostics.push_back(invalid_at(bytes, at, line, line_begin));
  };
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t run = ascii_run(bytes, at);
    std::string_view ascii = bytes.substr(at, run);
    while (!ascii.empty()) {
      const std::size_t zero = std::min(ascii.find('\0'), ascii.size());
      out += ascii.substr(0, zero);
      decoded.offsets.add_same(static_cast<std::uint32_t>(zero));
      if (zero == ascii.size()) break;
      report(at + run - ascii.size() + zero);
      out += kReplacement;
      decoded.offsets.add(kReplacement.size(), 1);
      ascii.remove_prefix(zero + 1);
    }
    at += run;
    if (at >= bytes.size()) break;
    const Utf8Step step = utf8_step(bytes, at);
    if (step.valid) {
      out += bytes.substr(at, step.bytes);
      decoded.offsets.add_same(step.bytes);
    } else {
      report(at);
      out += kReplacement;
      decoded.offsets.add(kReplacement.size(), step.bytes);
    }
    at += step.bytes;
  }
  if (more > 0) {
    decoded.diagnostics.push_back(
        {.line_in_source = 0,
         .column_in_source = 0,
         .severity = Severity::Warning,
         .code = "invalid-utf8",
         .message = std::to_string(more) + " more bytes are no part of a character in UTF-8.",
         .excerpt = {}});
  }
  return decoded;
}

/// How many characters of a text in an old encoding mean nothing, of those over 0x7F.
struct OldText {
  DecodedText decoded;
  std::size_t invalid = 0;
  std::size_t characters = 0;
};

OldText decode_old(std::string_view bytes, const Charset& charset) {
  OldText old;
  DecodedText& decoded = old.decoded;
  decoded.encoding = charset.name;
  decoded.utf8.reserve(bytes.size() + bytes.size() / 8);
  CharsetReader reader(charset, bytes);
  while (!reader.at_end()) {
    const OldCharacter character = reader.next();
    const std::size_t before = decoded.utf8.size();
    if (character.code != 0) append_utf8(decoded.utf8, character.code);
    if (character.code >= 0x80) ++old.characters;
    if (character.code == 0xFFFD) ++old.invalid;
    decoded.offsets.add(static_cast<std::uint32_t>(decoded.utf8.size() - before), character.bytes);
  }
  return old;
}

Diagnostic about_file(Severity severity, std::string_view code, std::string message) {
  return {.line_in_source = 0,
          .column_in_source = 0,
          .severity = severity,
          .code = std::string(code),
          .message = std::move(message),
          .excerpt = {}};
}

DecodedText finish(OldText old, std::string_view code, std::string message) {
  if (old.invalid > 0) {
    old.decoded.diagnostics.push_back(about_file(
        Severity::Warning, "invalid-bytes",
        std::to_string(old.invalid) + " characters mean nothing in " +
            std::string(old.decoded.encoding) + "; they are shown as replacement signs."));
  }
  old.decoded.diagnostics.push_back(about_file(Severity::Note, code, std::move(message)));
  return std::move(old.decoded);
}

/// Whether a text makes sense in an encoding: one character in fifty may be damaged.
bool makes_sense(const OldText& old) {
  return old.invalid * 50 <= old.characters;
}

/// The text in the encoding that the file declares, where that can be right.
std::optional<DecodedText> decode_declared(std::string_view bytes, const Survey& found) {
  const std::string_view label = declared_encoding(bytes);
  if (label.empty()) return std::nullopt;
  const Charset* const charset = charset_named(label);
  if (charset == nullptr) return std::nullopt;  // UTF-8, or nothing that is known
  const bool is_utf8 = found.invalid == 0 && found.valid_characters > 0;
  if (is_utf8 && charset->kind != CharsetKind::Iso2022Jp) {
    DecodedText decoded = decode_utf8(bytes);
    decoded.diagnostics.push_back(
        about_file(Severity::Note, "wrong-encoding-declaration",
                   "The file says it is in " + std::string(charset->name) + "; it is in UTF-8."));
    return decoded;
  }
  OldText old = decode_old(bytes, *charset);
  if (!makes_sense(old)) return std::nullopt;
  if (old.characters == 0) return std::move(old.decoded);
  return finish(std::move(old), "declared-encoding",
                "The text was read as " + std::string(charset->name) + ", as the file says.");
}

/// Whether the letters beyond ASCII of a text in Latin script stand in words, and its signs between
/// words; one in ten may be damaged.
bool has_latin_words(std::string_view utf8) {
  const auto is_latin = [](char32_t code) {
    return (code >= 0xC0 && code < 0x250 && code != 0xD7 && code != 0xF7) ||
           (code < 0x80 && is_letter(static_cast<char>(code)));
  };
  std::size_t characters = 0;
  std::size_t implausible = 0;
  char32_t before = ' ';
  for (std::size_t at = 0; at < utf8.size();) {
    const Character here = character_at(utf8, at);
    at += here.bytes;
    if (here.code >= 0x80) {
      ++characters;
      const char32_t after = at < utf8.size() ? character_at(utf8, at).code : U' ';
      const bool is_beside = is_latin(before) || is_latin(after);
      const bool is_inside = is_latin(before) && is_latin(after);
      if (is_latin(here.code) ? !is_beside : is_inside) ++implausible;
    }
    before = here.code;
  }
  return implausible * 10 <= characters;
}

/// The text in the encoding it looks like; `found` says that it is not UTF-8.
std::optional<DecodedText> decode_guessed(std::string_view bytes, const Survey& found) {
  // Detectors tell scripts apart well, and Latin letters badly where there are few.
  constexpr std::size_t kEnoughLetters = 12;
  const std::string_view name = guessed_encoding(bytes);
  const bool is_weak = name.empty() || (is_latin_encoding(name) && found.invalid < kEnoughLetters);
  const bool may_be_1252 = found.implausible_in_1252 == 0;
  if (is_weak && !may_be_1252 && name.empty()) return std::nullopt;
  std::string_view chosen = is_weak && may_be_1252 ? "windows-1252" : name;
  if (chosen == "koi8-r") chosen = "koi8-u";  // the same, with four letters in place of frames
  const Charset* const charset = charset_named(chosen);
  if (charset == nullptr) return std::nullopt;
  OldText old = decode_old(bytes, *charset);
  if (!makes_sense(old)) return std::nullopt;
  // Bytes that are no letters of words are damage, whatever set has a sign for them.
  const bool are_words = chosen == "windows-1252"
                             ? found.implausible_in_1252 * 10 <= found.invalid
                             : !is_latin_encoding(chosen) || has_latin_words(old.decoded.utf8);
  if (!are_words) return std::nullopt;
  return finish(std::move(old), "guessed-encoding",
                "The text is not UTF-8; it was read as " + std::string(charset->name) + ".");
}

DecodedText decode_utf32(std::string_view bytes, bool is_big_endian) {
  constexpr std::uint32_t kMarkBytes = 4;
  DecodedText decoded;
  decoded.encoding = is_big_endian ? "utf-32be" : "utf-32le";
  decoded.offsets.skip_in_file(kMarkBytes);
  std::size_t invalid = 0;
  for (std::size_t at = kMarkBytes; at < bytes.size(); at += 4) {
    char32_t code = 0;
    for (std::size_t i = 0; i < 4; ++i)
      code = code << 8U | byte_at(bytes, at + (is_big_endian ? i : 3 - i));
    const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code == 0 || code > 0x10FFFF || is_surrogate || at + 4 > bytes.size()) {
      code = 0xFFFD;
      ++invalid;
    }
    const std::size_t before = decoded.utf8.size();
    append_utf8(decoded.utf8, code);
    decoded.offsets.add(static_cast<std::uint32_t>(decoded.utf8.size() - before),
                        static_cast<std::uint32_t>(std::min<std::size_t>(4, bytes.size() - at)));
  }
  if (invalid > 0) {
    decoded.diagnostics.push_back(
        about_file(Severity::Warning, "invalid-utf32",
                   std::to_string(invalid) + " characters are broken in the file's UTF-32."));
  }
  return decoded;
}

DecodedText decode_utf16(std::string_view bytes, bool is_big_endian, std::uint32_t mark_bytes = 0) {
  DecodedText decoded;
  decoded.offsets.skip_in_file(mark_bytes);
  decoded.encoding = is_big_endian ? "utf-16be" : "utf-16le";
  decoded.utf8.reserve(bytes.size() / 2 + bytes.size() / 8);
  std::size_t invalid = 0;
  const auto unit_at = [&](std::size_t at) -> char32_t {
    const unsigned first = byte_at(bytes, at);
    const unsigned second = byte_at(bytes, at + 1);
    return is_big_endian ? first << 8U | second : second << 8U | first;
  };
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    if (at + 1 >= bytes.size()) {
      ++invalid;
      decoded.utf8 += kReplacement;
      decoded.offsets.add(kReplacement.size(), 1);
      break;
    }
    const std::size_t begin = at;
    const std::size_t before = decoded.utf8.size();
    char32_t code = unit_at(at);
    if (code >= 0xD800 && code <= 0xDBFF && at + 3 < bytes.size()) {
      const char32_t low = unit_at(at + 2);
      if (low >= 0xDC00 && low <= 0xDFFF) {
        code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
        at += 2;
      }
    }
    if ((code >= 0xD800 && code <= 0xDFFF) || code == 0) {
      ++invalid;
      code = 0xFFFD;
    }
    append_utf8(decoded.utf8, code);
    decoded.offsets.add(static_cast<std::uint32_t>(decoded.utf8.size() - before),
                        static_cast<std::uint32_t>(at + 2 - begin));
  }
  if (invalid > 0) {
    decoded.diagnostics.push_back(
        {.line_in_source = 0,
         .column_in_source = 0,
         .severity = Severity::Warning,
         .code = "invalid-utf16",
         .message = std::to_string(invalid) + " characters are broken in the file's UTF-16.",
         .excerpt = {}});
  }
  return decoded;
}

Error not_text(std::string detail) {
  return {.code = ErrorCode::NotText, .detail = std::move(detail)};
}

/// Reads a text that is in no Unicode encoding.
using OldReader = std::optional<DecodedText> (*)(std::string_view bytes, const Survey& found);

std::optional<DecodedText> decode_declared_or_guessed(std::string_view bytes, const Survey& found) {
  if (auto declared = decode_declared(bytes, found)) return declared;
  // Japanese mail writes kanji in ASCII between escapes.
  const bool has_escapes = found.invalid == 0 && bytes.contains("\x1B$");
  if (found.invalid <= found.valid_characters && !has_escapes) return std::nullopt;
  return decode_guessed(bytes, found);
}

Result<DecodedText> decode(std::span<const std::byte> data, OldReader read_old) {
  // Characters may alias any object's bytes.
  const std::string_view bytes(reinterpret_cast<const char*>(data.data()), data.size());
  if (bytes.empty()) return std::unexpected(not_text("The file is empty."));
  if (bytes.starts_with("\xEF\xBB\xBF")) return decode_utf8(bytes.substr(3), 3);
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) {
    return decode_utf32(bytes, bytes.front() == '\0');
  }
  if (bytes.starts_with("\xFF\xFE")) return decode_utf16(bytes.substr(2), false, 2);
  if (bytes.starts_with("\xFE\xFF")) return decode_utf16(bytes.substr(2), true, 2);
  for (const Signature& signature : kSignatures) {
    if (bytes.size() > signature.offset &&
        bytes.substr(signature.offset).starts_with(signature.bytes)) {
      return std::unexpected(
          not_text("The file is " + std::string(signature.what) + ", whatever its name says."));
    }
  }
  const Survey found = survey(bytes);
  // Latin text in UTF-16 has a zero in nearly every second byte, and nowhere else.
  if (found.zeros_odd > bytes.size() / 4 && found.zeros_even * 20 < found.zeros_odd) {
    return decode_utf16(bytes, false);
  }
  if (found.zeros_even > bytes.size() / 4 && found.zeros_odd * 20 < found.zeros_even) {
    return decode_utf16(bytes, true);
  }
  // Random bytes hold 11 % of control characters, texts none; a damaged text holds a few.
  if (found.controls * 20 > bytes.size() && found.controls >= 4) {
    return std::unexpected(not_text("The file holds " + std::to_string(found.controls) +
                                    " control characters, as no text does."));
  }
  if (read_old != nullptr) {
    if (auto old = read_old(bytes, found)) return *std::move(old);
  }
  if (found.invalid * 5 > bytes.size() && found.invalid >= 8) {
    return std::unexpected(not_text("Most of the file's bytes are no characters."));
  }
  return decode_utf8(bytes);
}

}  // namespace

Result<DecodedText> decode_text(std::span<const std::byte> bytes) {
  return decode(bytes, decode_declared_or_guessed);
}

Result<DecodedText> decode_unicode(std::span<const std::byte> bytes) {
  return decode(bytes, nullptr);
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = ascii_run(text, 0); at < text.size(); at += ascii_run(text, at)) {
    const Utf8Step step = utf8_step(text, at);
    if (!step.valid) return false;
    at += step.bytes;
  }
  return true;
}

std::size_t floor_to_character(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return text.size();
  while (offset > 0 && (byte_at(text, offset) & 0xC0U) == 0x80U)
    --offset;
  return offset;
}

}  // namespace earshot::text
