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
  std::string utf8;                     ///< valid UTF-8, no byte order mark, line ends as written
  std::string_view encoding;            ///< "utf-8", "utf-16le", "utf-16be", "windows-1252"
  OffsetMap offsets;                    ///< from the text to the bytes it was made of
  std::vector<Diagnostic> diagnostics;  ///< "invalid-utf8" with line where bytes were replaced
};

/// Bytes to text: by byte order mark, else UTF-8; invalid sequences become U+FFFD each with a
/// diagnostic (the first few with line, the rest counted); a file that is mostly invalid as UTF-8
/// but plausible as Windows-1252 is read as that. NUL bytes become U+FFFD.
///
/// Fails with: NotText (known binary signature, or too many control characters).
Result<DecodedText> decode_text(std::span<const std::byte> bytes);

bool is_valid_utf8(std::string_view text);

/// The greatest offset <= `offset` that does not cut a character of valid UTF-8 `text`.
std::size_t floor_to_character(std::string_view text, std::size_t offset);

}  // namespace earshot::text
