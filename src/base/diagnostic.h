#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace earshot {

enum class Severity : std::uint8_t { Note, Warning, Error };

/// Something odd in an input that was still used: where, what, and the source there.
struct Diagnostic {
  std::uint32_t line_in_source = 0;    ///< from 1; 0 where no line applies
  std::uint32_t column_in_source = 0;  ///< from 1, in bytes; 0 where unknown
  Severity severity = Severity::Warning;
  std::string code;     ///< stable, kebab-case: "cue-end-before-start"
  std::string message;  ///< one sentence for users
  std::string excerpt;  ///< the source there, at most kMaxExcerptBytes, cut at a character
};

inline constexpr std::size_t kMaxExcerptBytes = 240;  // two lines in the report

/// A diagnostic a file may give before the rest is only counted: a damaged 96 MB file would
/// otherwise hold more report than text.
inline constexpr std::size_t kMaxDiagnosticsPerFile = 200;

}  // namespace earshot
