#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "model/episode.h"

namespace earshot::formats {

/// Largest file read, in bytes. In the browser the whole of file, text, model and pack must fit
/// beside the page into a tab's memory (about 600 MB on phones).
inline constexpr std::size_t kMaxFileBytesWeb = std::size_t{96} << 20;
inline constexpr std::size_t kMaxFileBytesNative = std::size_t{512} << 20;

struct ParseOptions {
  std::optional<model::Format> as;  ///< without it: by content, the name only breaks ties
  bool with_spans = false;          ///< fill ParsedFile::spans
  std::size_t max_bytes = kMaxFileBytesNative;
  /// Read what "mojibake" diagnostics offer instead of what stands there. Only where a user asked.
  bool repair_mojibake = false;
};

/// Reads a file of any format that Earshot knows.
///
/// `bytes` are the file as it is: encoding is found here. `name` is the file's name or path with
/// '/', used for ties in detection and for titles where the file gives none. Never fails for text:
/// what no reader claims is read as plain-text notes.
///
/// Fails with: NotText (binary, or nothing but white space), TooLarge, NotThisFormat (only with
/// `as`).
Result<model::ParsedFile> parse_file(std::string_view name, std::span<const std::byte> bytes,
                                     const ParseOptions& options = {});

/// The format by content; Unknown is never returned for text. `text` is valid UTF-8.
model::Format detect_format(std::string_view name, std::string_view text);

}  // namespace earshot::formats
