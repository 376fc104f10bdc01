#pragma once

#include <optional>
#include <string_view>

#include "base/range.h"
#include "base/time.h"
#include "text/scanner.h"

namespace earshot::formats {

/// A transcript's timing line, read.
struct CueTiming {
  TimeSpan time;
  Range times_in_line;
  Range settings_in_line;      ///< what stands behind the times
  std::string_view recovered;  ///< leniency that was needed, else empty
};

/// What `recovered` says of a time beyond kMaxTime, which stands in for it.
inline constexpr std::string_view kTimeTooGreat = "time-too-great";

/// "Collect WebVTT cue timings and settings", exactly as the standard has it but for times that are
/// too great.
std::optional<CueTiming> strict_vtt_timing(std::string_view line);

/// "Collect a WebVTT timestamp", exactly as the standard has it. Moves the scanner also on failure.
std::optional<Millis> strict_vtt_timestamp(text::Scanner& scanner);

enum class TimingStyle : std::uint8_t { Vtt, Srt };

/// A timing line in any form that has been seen: comma or point, hours or minutes missing, no
/// fraction, other arrows, no end (`end` is kNoTime). `recovered` names the first thing that
/// differs from the regular form of `style`; empty for a regular line.
std::optional<CueTiming> lenient_timing(std::string_view line, TimingStyle style);

}  // namespace earshot::formats
