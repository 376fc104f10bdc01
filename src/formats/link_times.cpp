#include "formats/link_times.h"

#include <algorithm>
#include <cstdint>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Beyond this a number is no count of seconds but an id.
constexpr std::int64_t kMostSeconds = 1'000'000;

/// The parameters that tell where to begin.
constexpr std::string_view kNames[] = {"t", "start", "time"};

/// Where the value of the parameter "t", "start" or "time" begins; npos where there is none.
std::size_t value_begin(std::string_view url) {
  // From "=" to "=": most addresses have none.
  for (std::size_t at = url.find('='); at != std::string_view::npos; at = url.find('=', at + 1)) {
    const std::string_view before = url.substr(0, at);
    for (const std::string_view name : kNames) {
      if (!before.ends_with(name) || before.size() == name.size()) continue;
      const char sign = before[before.size() - name.size() - 1];
      if (sign == '?' || sign == '#' || sign == '&') return at + 1;
    }
  }
  return std::string_view::npos;
}

/// "90", "90.5", "1:30", "1:02:03", "1h2m3s", "90s".
std::optional<std::int64_t> take_time(text::Scanner& scanner) {
  std::int64_t total = 0;
  std::int64_t clock = 0;
  bool has_any = false;
  while (true) {
    const std::string_view digits = scanner.take_digits();
    const std::optional<std::int64_t> value = text::decimal_value(digits);
    if (!value || *value > kMostSeconds) {
      return has_any && digits.empty() ? std::optional(total + clock) : std::nullopt;
    }
    has_any = true;
    const char sign = text::to_lower(scanner.peek());
    if (sign == 'h' || sign == 'm' || sign == 's') {
      total += *value * (sign == 'h' ? 3600 : sign == 'm' ? 60 : 1);
      scanner.skip();
    } else if (sign == ':') {
      clock = (clock + *value) * 60;
      scanner.skip();
    } else {
      clock += *value;
      if (scanner.consume('.')) scanner.take_digits();
      return total + clock;
    }
    if (total > kMostSeconds || clock > kMostSeconds) return std::nullopt;
  }
}

}  // namespace

std::optional<TimeSpan> time_of_link(std::string_view url) {
  const std::size_t begin = value_begin(url);
  if (begin == std::string_view::npos) return std::nullopt;
  text::Scanner scanner(url);
  scanner.seek(begin);
  scanner.consume("npt:");
  const std::optional<std::int64_t> start = take_time(scanner);
  if (!start) return std::nullopt;
  TimeSpan time;
  time.start = clamp_millis(*start * 1000);
  if (scanner.consume(',')) {
    const std::optional<std::int64_t> end = take_time(scanner);
    if (end && *end > *start) time.end = clamp_millis(*end * 1000);
  }
  const char after = scanner.peek();
  if (!scanner.at_end() && after != '&' && after != '#') return std::nullopt;
  return time;
}

std::string_view base_of_link(std::string_view url) {
  const std::size_t begin = value_begin(url);
  if (begin == std::string_view::npos) return url;
  return url.substr(0, url.substr(0, begin).find_last_of("?#&"));
}

}  // namespace earshot::formats
