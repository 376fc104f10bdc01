#include "app/own_time.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace earshot::app {
namespace {

/// The seconds that "1:05" or "1:04:33" says; nothing where `clock` is no time.
std::optional<std::int64_t> clock_seconds(std::string_view clock) {
  constexpr std::size_t kMostGroups = 3, kMostDigits = 3;
  std::int64_t seconds = 0;
  std::size_t groups = 1, digits = 0;
  std::int64_t group = 0;
  for (const char c : clock) {
    if (c != ':') {
      group = group * 10 + (c - '0');
      if (++digits > kMostDigits) return std::nullopt;
      continue;
    }
    if (digits == 0 || ++groups > kMostGroups) return std::nullopt;
    seconds = (seconds + group) * 60;
    group = 0;
    digits = 0;
  }
  if (digits == 0 || groups < 2) return std::nullopt;
  return seconds + group;
}

}  // namespace

Range own_time(const TrackView& track, const pack::BlockRecord& block) {
  if (block.start_ms < 0) return {};
  const std::string_view words = slice(track.text, {block.begin, block.end});
  const std::int64_t start = block.start_ms / 1000;
  for (std::size_t begin = 0; begin < words.size();) {
    begin = words.find_first_of("0123456789", begin);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(words.find_first_not_of("0123456789:", begin), words.size());
    std::string_view clock = words.substr(begin, end - begin);
    if (clock.ends_with(':')) clock.remove_suffix(1);  // "1:05: the beginning"
    // Two numbers may be hours and minutes.
    const auto seconds = clock_seconds(clock);
    if (seconds && (*seconds == start || *seconds * 60 == start)) {
      const auto at = block.begin + static_cast<std::uint32_t>(begin);
      return {at, at + static_cast<std::uint32_t>(clock.size())};
    }
    begin = end;
  }
  return {};
}

}  // namespace earshot::app
