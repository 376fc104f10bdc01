#include "words/locale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace earshot::words {
namespace {

struct Month {
  std::string_view brief, whole;
};
using Months = std::array<Month, 12>;

constexpr Months kEnglish = {{{"Jan", "January"},
                              {"Feb", "February"},
                              {"Mar", "March"},
                              {"Apr", "April"},
                              {"May", "May"},
                              {"Jun", "June"},
                              {"Jul", "July"},
                              {"Aug", "August"},
                              {"Sep", "September"},
                              {"Oct", "October"},
                              {"Nov", "November"},
                              {"Dec", "December"}}};
// As CLDR has them.
constexpr Months kGerman = {{{"Jan.", "Januar"},
                             {"Feb.", "Februar"},
                             {"M\u00E4rz", "M\u00E4rz"},
                             {"Apr.", "April"},
                             {"Mai", "Mai"},
                             {"Juni", "Juni"},
                             {"Juli", "Juli"},
                             {"Aug.", "August"},
                             {"Sept.", "September"},
                             {"Okt.", "Oktober"},
                             {"Nov.", "November"},
                             {"Dez.", "Dezember"}}};
constexpr Month kAustrianJanuary = {"J\u00E4n.", "J\u00E4nner"};
constexpr Months kPseudo = {
    {{"\u0134\u00E1\u0148", "\u0134\u00E1\u0148\u00FA\u00E1\u0155\u00FD"},
     {"\u0424\u00E9\u00FE", "\u0424\u00E9\u00FE\u0155\u00FA\u00E1\u0155\u00FD"},
     {"\u041C\u00E1\u0155", "\u041C\u00E1\u0155\u010D\u0125"},
     {"\u00C1\u0440\u0155", "\u00C1\u0440\u0155\u00ED\u013E"},
     {"\u041C\u00E1\u00FD", "\u041C\u00E1\u00FD"},
     {"\u0134\u00FA\u0148", "\u0134\u00FA\u0148\u00E9"},
     {"\u0134\u00FA\u013E", "\u0134\u00FA\u013E\u00FD"},
     {"\u00C1\u00FA\u011F", "\u00C1\u00FA\u011F\u00FA\u0161\u0165"},
     {"\u0160\u00E9\u0440", "\u0160\u00E9\u0440\u0165\u00E9\u043C\u00FE\u00E9\u0155"},
     {"\u00D3\u010D\u0165", "\u00D3\u010D\u0165\u00F3\u00FE\u00E9\u0155"},
     {"\u0147\u00F3\u03BD", "\u0147\u00F3\u03BD\u00E9\u043C\u00FE\u00E9\u0155"},
     {"\u0110\u00E9\u010D", "\u0110\u00E9\u010D\u00E9\u043C\u00FE\u00E9\u0155"}}};

std::string_view grouping(Locale locale) {
  if (locale.language != Language::German) return ",";
  if (locale.region == Region::Switzerland) return "\u2019";
  return locale.region == Region::Austria ? "\u00A0" : ".";
}

std::string_view decimal_sign(Locale locale) {
  const bool has_comma =
      locale.language == Language::German && locale.region != Region::Switzerland;
  return has_comma ? "," : ".";
}

Month month_of(int month, Locale locale) {
  const auto index = static_cast<std::size_t>(month - 1) % kEnglish.size();
  if (locale.language == Language::Pseudo) return kPseudo[index];
  if (locale.language == Language::English) return kEnglish[index];
  return index == 0 && locale.region == Region::Austria ? kAustrianJanuary : kGerman[index];
}

std::string date(Days days, Locale locale, bool is_brief) {
  if (days == kNoDate) return {};
  const CivilDate civil = civil_from_days(days);
  const Month month = month_of(civil.month, locale);
  const std::string_view name = is_brief ? month.brief : month.whole;
  const std::string day = std::to_string(civil.day), year = std::to_string(civil.year);
  std::string text;
  if (locale.language == Language::English && locale.region == Region::UnitedStates) {
    return text.append(name).append(" ").append(day).append(", ").append(year);
  }
  text.append(day).append(locale.language == Language::German ? ". " : " ");
  return text.append(name).append(" ").append(year);
}

bool is_same(std::string_view a, std::string_view lower_case) {
  return std::ranges::equal(a, lower_case, [](char one, char other) {
    return (one >= 'A' && one <= 'Z' ? one - 'A' + 'a' : one) == other;
  });
}

std::optional<Locale> locale_of(std::string_view tag) {
  tag = tag.substr(0, tag.find_first_of(".@"));  // of POSIX: encoding and variant
  const std::size_t end = std::min(tag.find_first_of("-_"), tag.size());
  const std::string_view language = tag.substr(0, end);
  // Behind the language: a script at times ("de-Latn-AT"), then the region.
  const std::size_t last = tag.find_last_of("-_");
  const std::string_view region = last == std::string_view::npos ? "" : tag.substr(last + 1);
  Locale locale;
  if (is_same(language, "de")) {
    locale.language = Language::German;
    if (is_same(region, "at")) locale.region = Region::Austria;
    if (is_same(region, "ch") || is_same(region, "li")) locale.region = Region::Switzerland;
    return locale;
  }
  if (!is_same(language, "en")) return std::nullopt;
  if (is_same(region, "xa")) locale.language = Language::Pseudo;
  if (is_same(region, "us")) locale.region = Region::UnitedStates;
  return locale;
}

/// The first locale of the list that `fits`.
template <typename Fits>
std::optional<Locale> first_that(std::string_view tags, Fits fits) {
  while (!tags.empty()) {
    const std::size_t end = std::min(tags.find_first_of(",: "), tags.size());
    if (const auto found = locale_of(tags.substr(0, end)); found && fits(*found)) return found;
    tags.remove_prefix(std::min(end + 1, tags.size()));
  }
  return std::nullopt;
}

}  // namespace

Locale first_known(std::string_view tags) {
  return first_that(tags, [](Locale) { return true; }).value_or(Locale{});
}

Locale of_language(Language language, std::string_view tags) {
  return first_that(tags, [language](Locale it) { return it.language == language; })
      .value_or(Locale{.language = language});
}

std::string_view tag(Language language) {
  switch (language) {
    case Language::English:
      return "en";
    case Language::German:
      return "de";
    case Language::Pseudo:
      return "en-XA";
  }
  return "en";
}

std::string number(std::uint64_t number, Locale locale) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, grouping(locale));
  return digits;
}

std::string decimal(float value, Locale locale) {
  const auto hundredths = static_cast<std::int64_t>(std::lround(std::max(0.0F, value) * 100));
  const std::int64_t rest = hundredths % 100;
  std::string text = number(static_cast<std::uint64_t>(hundredths / 100), locale);
  return text.append(decimal_sign(locale))
      .append(rest < 10 ? "0" : "")
      .append(std::to_string(rest));
}

std::string short_date(Days days, Locale locale) {
  return date(days, locale, true);
}
std::string long_date(Days days, Locale locale) {
  return date(days, locale, false);
}

}  // namespace earshot::words
