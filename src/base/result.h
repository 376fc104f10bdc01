#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace earshot {

/// Why a call refused its input. Every code has a sentence for users, see `sentence()`.
enum class ErrorCode : std::uint8_t {
  NotText,        ///< the bytes are no text in any encoding we read
  NotThisFormat,  ///< text, but not of the format that was asked for
  TooLarge,       ///< over a named limit
  Damaged,        ///< a pack or stored file whose checksum or structure is wrong
  NewerVersion,   ///< written by a later version of the program
  OlderVersion,   ///< an index of an earlier version, which is not read but made anew
  NotFound,       ///< no such file, episode or section
  CannotRead,     ///< the system refused to read
  CannotWrite,    ///< the system refused to write
  Cancelled,      ///< the user cancelled
  InUse,          ///< another process is writing to it
};

/// An error: its code and one line of detail that may name the file or the limit.
struct Error {
  ErrorCode code;
  std::string detail;
};

template <typename T>
using Result = std::expected<T, Error>;

/// A sentence for users, without the detail. Never empty.
std::string_view sentence(ErrorCode code);

/// The name of the code as it stands in JSON, for example "not-text".
std::string_view name(ErrorCode code);

}  // namespace earshot
