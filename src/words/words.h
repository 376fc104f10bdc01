#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "words/locale.h"

/// What the program says to people, in each of its languages.
///
/// Every message stands once, with all its translations, in a list (`*.inc`); `words/catalogue.h`
/// makes a constant of each. A message that does not exist, or is given too few arguments, does not
/// compile; nor does a translation that leaves an argument out.
namespace earshot::words {

/// A message with so many arguments: {0}, {1} ...
template <std::size_t kArguments>
struct Message {
  std::uint16_t number = 0;  ///< in the catalogue
};

/// A message about a count, in the forms that a language has for it. The count is {0}.
template <std::size_t kArguments>
struct Counted {
  std::uint16_t number = 0;
};

/// Says messages in one language.
class Words {
 public:
  explicit Words(Locale locale = {});

  Locale locale() const { return locale_; }

  /// Valid as long as this object is.
  std::string_view operator()(Message<0> message) const { return text(message.number, Form::Many); }

  template <std::size_t kArguments, typename... Arguments>
    requires(sizeof...(Arguments) == kArguments && kArguments > 0)
  std::string operator()(Message<kArguments> message, const Arguments&... arguments) const {
    const std::array<std::string_view, kArguments> all = {std::string_view(arguments)...};
    return filled(text(message.number, Form::Many), all.data(), kArguments);
  }

  /// The count is written as the locale writes numbers.
  template <std::size_t kArguments, typename... Arguments>
    requires(sizeof...(Arguments) + 1 == kArguments)
  std::string operator()(Counted<kArguments> message, std::uint64_t count,
                         const Arguments&... arguments) const {
    const std::string said = number(count);
    const std::array<std::string_view, kArguments> all = {said, std::string_view(arguments)...};
    return filled(text(message.number, form_of(count)), all.data(), kArguments);
  }

  /// A sentence of the core (a remark on a file, a query's mistake, why files belong together),
  /// which speaks English: what it stands for here. One that is not known stays as it is.
  std::string of_core(std::string_view english) const;

  std::string number(std::uint64_t number) const { return words::number(number, locale_); }
  std::string decimal(float value) const { return words::decimal(value, locale_); }
  std::string short_date(Days days) const { return words::short_date(days, locale_); }
  std::string long_date(Days days) const { return words::long_date(days, locale_); }
  std::string duration(Millis duration) const;  ///< "38 min", "1 h 4 min"; empty for kNoTime

 private:
  enum class Form : std::uint8_t { One, Many };
  /// Of English and German; a language with other rules needs them here, and more forms in the
  /// lists.
  static Form form_of(std::uint64_t count) { return count == 1 ? Form::One : Form::Many; }
  std::string_view text(std::uint16_t number, Form form) const;
  static std::string filled(std::string_view pattern, const std::string_view* arguments,
                            std::size_t count);

  Locale locale_;
  std::vector<std::string> pseudo_;  ///< of the pseudo-language: by number and form
};

/// English in the pseudo-language: with accents and 40 % longer; {0} and the like stay.
std::string pseudo(std::string_view english);

/// One message of the catalogue, for tests.
struct Entry {
  std::string_view name;
  std::array<std::string_view, 2> english, german;  ///< about one, about many
};
std::size_t entry_count();
Entry entry(std::size_t number);

/// A sentence of the core and what it is in German. {0} stands for what changes.
struct CoreSentence {
  std::string_view english, german;
  bool has_nested = false;  ///< what stands for {0} is a sentence of the core, too
};
std::size_t core_sentence_count();
CoreSentence core_sentence(std::size_t number);

}  // namespace earshot::words
