#include "ui/phrases.h"

#include <array>

namespace earshot::ui {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string date(Days days, bool is_short) {
  if (days == kNoDate) return {};
  const CivilDate civil = civil_from_days(days);
  const std::string_view month =
      kMonths[static_cast<std::size_t>(civil.month - 1) % kMonths.size()];
  std::string text = std::to_string(civil.day);
  text.append(" ")
      .append(is_short ? month.substr(0, 3) : month)
      .append(" ")
      .append(std::to_string(civil.year));
  return text;
}

}  // namespace

std::string short_date(Days days) {
  return date(days, true);
}
std::string long_date(Days days) {
  return date(days, false);
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural) {
  std::string text = grouped(count);
  text.append(" ").append(count == 1 ? singular : plural);
  return text;
}

std::string joined(std::string_view first, std::string_view second, std::string_view third) {
  std::string text;
  for (const std::string_view part : {first, second, third}) {
    if (part.empty()) continue;
    if (!text.empty()) text += " \u00b7 ";
    text += part;
  }
  return text;
}

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace earshot::ui
