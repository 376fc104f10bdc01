#include "formats/ttml_time.h"

#include <algorithm>
#include <cmath>

#include "formats/loose_time.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

double positive(std::string_view text, double otherwise) {
  const std::optional<double> value = read_decimal(text);
  return value && *value > 0 ? *value : otherwise;
}

double number(std::string_view digits) {
  double value = 0;
  for (const char digit : digits)
    value = value * 10 + (digit - '0');
  return value;
}

/// A fraction's digits: "5" is one half.
double fraction(std::string_view digits) {
  return number(digits) / std::pow(10.0, static_cast<double>(digits.size()));
}

/// The labels that a clock of a drop mode has left out since zero: two at each minute but every
/// tenth, or four at every second minute but every twentieth.
double dropped_frames(TtmlClock::Drop drop, double hours, double minutes) {
  switch (drop) {
    case TtmlClock::Drop::Ntsc:
      return (hours * 54 + minutes - std::floor(minutes / 10)) * 2;
    case TtmlClock::Drop::Pal:
      return (hours * 27 + std::floor(minutes / 2) - std::floor(minutes / 20)) * 4;
    default:
      return 0;
  }
}

std::optional<TtmlTime> read_clock(std::string_view text, const TtmlClock& clock) {
  constexpr std::size_t kMostDigits = 9;
  text::Scanner scanner(text);
  double parts[4] = {};
  std::size_t count = 0;
  std::size_t first_digits = 0;
  bool is_loose = false;
  double rest_ms = 0;
  while (count < 4) {
    const std::string_view digits = scanner.take_digits();
    if (digits.empty() || digits.size() > kMostDigits) return std::nullopt;
    if (count == 0) first_digits = digits.size();
    is_loose = is_loose || digits.size() < 2;
    parts[count++] = number(digits);
    // A semicolon stands before the frames of a drop-frame code.
    if (!scanner.consume(':') && !(count == 3 && scanner.consume(';'))) break;
  }
  const bool has_frames = count == 4;
  const char mark = scanner.peek();
  if (mark == '.' || mark == ',') {
    scanner.skip();
    const std::string_view digits = scanner.take_digits();
    if (digits.empty() || digits.size() > 18) return std::nullopt;
    if (has_frames) {
      rest_ms = number(digits) / clock.sub_frame_rate / clock.frame_rate * 1000;
    } else {
      rest_ms = fraction(digits) * 1000;
    }
    is_loose = is_loose || mark == ',';
  }
  if (!scanner.at_end() || count < 2) return std::nullopt;
  if (count == 2) {
    if (parts[1] >= 60) return std::nullopt;
    return TtmlTime{(parts[0] * 60 + parts[1]) * 1000 + rest_ms, true};
  }
  // Seconds may be 60, a leap second.
  if (parts[1] >= 60 || parts[2] > 60) return std::nullopt;
  if (clock.counts_frames) {
    const double seconds = (parts[0] * 60 + parts[1]) * 60 + parts[2];
    const double frames =
        seconds * clock.labelled_rate + parts[3] - dropped_frames(clock.drop, parts[0], parts[1]);
    is_loose = is_loose || parts[3] >= clock.labelled_rate || first_digits < 2;
    return TtmlTime{std::max(frames, 0.0) / clock.frame_rate * 1000 + rest_ms, is_loose};
  }
  if (has_frames) {
    is_loose = is_loose || parts[3] >= clock.frame_rate;
    rest_ms += parts[3] / clock.frame_rate * 1000;
  }
  is_loose = is_loose || first_digits < 2;
  return TtmlTime{((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + rest_ms, is_loose};
}

}  // namespace

void TtmlClock::set_base(std::string_view time_base, std::string_view drop_mode) {
  counts_frames = text::trimmed(time_base) == "smpte";
  const std::string_view mode = text::trimmed(drop_mode);
  drop = mode == "dropNTSC" ? Drop::Ntsc : mode == "dropPAL" ? Drop::Pal : Drop::None;
}

void TtmlClock::set(std::string_view frames, std::string_view multiplier,
                    std::string_view sub_frames, std::string_view ticks) {
  const double named_rate = positive(frames, 0);
  double factor = 1;
  // "1000 1001"; the first edition wrote a colon.
  const std::string_view ratio = text::trimmed(multiplier);
  const std::size_t gap = ratio.find_first_of(" :\t\n/");
  if (gap != std::string_view::npos) {
    factor = positive(ratio.substr(0, gap), 1) / positive(ratio.substr(gap + 1), 1);
  }
  labelled_rate = named_rate > 0 ? named_rate : 30;
  frame_rate = labelled_rate * factor;
  sub_frame_rate = positive(sub_frames, 1);
  // 7.2.10: without a tick rate, that of the sub-frames, if frames are named.
  tick_rate = positive(ticks, named_rate > 0 ? frame_rate * sub_frame_rate : 1);
}

std::optional<TtmlTime> read_ttml_time(std::string_view text, const TtmlClock& clock) {
  text = text::trimmed(text);
  if (text.contains(':')) return read_clock(text, clock);
  std::size_t digits = 0;
  while (digits < text.size() &&
         (text::is_digit(text[digits]) || text[digits] == '.' || text[digits] == ',')) {
    ++digits;
  }
  const std::optional<double> value = read_decimal(text.substr(0, digits));
  if (!value) return std::nullopt;
  const bool has_comma = text.substr(0, digits).contains(',');
  const std::string_view metric = text.substr(digits);
  const auto give = [&](double unit_ms, bool is_loose = false) {
    return TtmlTime{*value * unit_ms, is_loose || has_comma};
  };
  if (metric == "s") return give(1000);
  if (metric == "ms") return give(1);
  if (metric == "m") return give(60'000);
  if (metric == "h") return give(3'600'000);
  if (metric == "f") return TtmlTime{*value / clock.frame_rate * 1000, has_comma};
  if (metric == "t") return TtmlTime{*value / clock.tick_rate * 1000, has_comma};
  if (metric.empty()) return give(1000, true);
  return std::nullopt;
}

}  // namespace earshot::formats
