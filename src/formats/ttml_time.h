#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace earshot::formats {

/// How a TTML file counts time (TTML2, 7.2 and 12.3): the parameters of its root element.
struct TtmlClock {
  double frame_rate = 30;  ///< effective: with the multiplier
  double sub_frame_rate = 1;
  double tick_rate = 1;
  /// ttp:timeBase "smpte": clocks count frames, and stand for as many at the effective rate.
  bool counts_frames = false;
  double labelled_rate = 30;  ///< ttp:frameRate, without the multiplier
  enum class Drop : std::uint8_t { None, Ntsc, Pal };
  Drop drop = Drop::None;  ///< ttp:dropMode, the labels that are left out

  /// Takes the values of ttp:timeBase and ttp:dropMode, empty where missing.
  void set_base(std::string_view time_base, std::string_view drop_mode);

  /// Takes the values of ttp:frameRate, ttp:frameRateMultiplier, ttp:subFrameRate and ttp:tickRate,
  /// empty where missing. Values that are none keep the default.
  void set(std::string_view frame_rate, std::string_view multiplier,
           std::string_view sub_frame_rate, std::string_view ticks);
};

/// A time expression (TTML2, 12.3.1; SMPTE time by appendix H.2) in milliseconds: "00:00:01.500",
/// "00:00:01:12.1" (frames), "1.5s", "1500ms", "45f", "10t", "0.5m", "1h".
///
/// `is_loose` says that the standard has no such form though it was understood: seconds without a
/// unit, clocks without hours or with one digit, a comma for the point.
struct TtmlTime {
  double millis = 0;
  bool is_loose = false;
};
std::optional<TtmlTime> read_ttml_time(std::string_view text, const TtmlClock& clock);

}  // namespace earshot::formats
