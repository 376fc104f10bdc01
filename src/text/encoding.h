#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "text/offset_map.h"

namespace earshot::text {

struct DecodedText {
  std::string utf8;           ///< valid UTF-8, no byte order mark, line ends as written
  std::string_view encoding;  ///< as the Encoding Standard has it, "utf-8", "windows-1252"
  OffsetMap offsets;          ///< from the text to the bytes it was made of
  std::vector<Diagnostic> diagnostics;  ///< "invalid-utf8", "null-character", with lines
};

/// Bytes to text: by byte order mark (UTF-8, 16, 32), else by the declaration in XML or HTML, else
/// UTF-8; what is mostly invalid as UTF-8 is read in the encoding it looks like. A note says which
/// where the bytes did not ("declared-encoding", "guessed-encoding"). Invalid sequences become
/// U+FFFD each with a diagnostic (the first few with line, the rest counted). NUL bytes become
/// U+FFFD.
///
/// Fails with: NotText (known binary signature, or too many control characters).
Result<DecodedText> decode_text(std::span<const std::byte> bytes);

/// As `decode_text`, of bytes that are known to be Unicode: no other encoding is tried. A program
/// that calls only this has none of the old encodings' tables.
Result<DecodedText> decode_unicode(std::span<const std::byte> bytes);

bool is_valid_utf8(std::string_view text);

/// The greatest offset <= `offset` that does not cut a character of valid UTF-8 `text`.
std::size_t floor_to_character(std::string_view text, std::size_t offset);

}  // namespace earshot::text
