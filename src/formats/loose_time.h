#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "text/scanner.h"

namespace earshot::formats {

/// A clock at the scanner: "1:02:03.450", "02:03", "02:03,4"; two or three numbers, the later ones
/// of at most two digits and below 60. In milliseconds. Where there is none the scanner stays.
std::optional<std::int64_t> take_clock(text::Scanner& scanner);

/// What a whole text says: a clock, a decimal number in `unit_ms` ("1.5"), or one with its unit
/// ("1.5s", "1500ms", "PT1.5S"). In milliseconds; negative where a sign says so.
std::optional<double> read_time_text(std::string_view text, double unit_ms);

/// A decimal number, with a sign, a fraction by point or comma, and an exponent; nothing for other
/// texts and for what is not finite.
std::optional<double> read_decimal(std::string_view text);

}  // namespace earshot::formats
