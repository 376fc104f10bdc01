#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

/// Languages of the interface, and how numbers and dates are written in them.
namespace earshot::words {

enum class Language : std::uint8_t {
  English,
  German,
  Pseudo,  ///< English with accents and 40 % longer: "en-XA", for tests
};

/// How a region writes what others of its language write otherwise.
enum class Region : std::uint8_t { Usual, UnitedStates, Austria, Switzerland };

struct Locale {
  Language language = Language::English;
  Region region = Region::Usual;
  constexpr bool operator==(const Locale&) const = default;
};

/// The locale of the first of `tags` whose language there is: a list by commas, best first, of BCP
/// 47 tags ("de-AT,en") or POSIX names ("de_AT.UTF-8"). English where there is none.
Locale first_known(std::string_view tags);
/// The same, where the language is chosen already: the region of the first tag of that language.
Locale of_language(Language language, std::string_view tags);

/// As `lang` has it: "en", "de". Static.
std::string_view tag(Language language);

std::string number(std::uint64_t number, Locale locale);  ///< "12,345", "12.345"
/// With two decimals, rounded: "1.25", "1,25". Negative ones are read as 0.
std::string decimal(float value, Locale locale);
std::string short_date(Days days, Locale locale);  ///< "7 Mar 2025", "7. Feb. 2025"
std::string long_date(Days days, Locale locale);   ///< "7 March 2025", "7. März 2025"

}  // namespace earshot::words
