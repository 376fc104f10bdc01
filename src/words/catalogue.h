#pragma once

#include "words/words.h"

/// A constant for each message of the lists.
namespace earshot::words {

/// The arguments of a pattern: one more than the greatest {n} in it.
constexpr std::size_t arguments_of(std::string_view pattern) {
  std::size_t count = 0;
  for (std::size_t i = 0; i + 2 < pattern.size(); ++i) {
    if (pattern[i] != '{' || pattern[i + 2] != '}') continue;
    const auto number = static_cast<std::size_t>(pattern[i + 1] - '0');
    if (number + 1 > count) count = number + 1;
  }
  return count;
}

enum class EntryNumber : std::uint16_t {
#define EARSHOT_WORD(key, english, german) key,
#define EARSHOT_COUNTED(key, one, many, german_one, german_many) key,
#include "words/lists.inc"
#undef EARSHOT_WORD
#undef EARSHOT_COUNTED
};

}  // namespace earshot::words

namespace earshot::word {

#define EARSHOT_WORD(key, english, german)                           \
  inline constexpr words::Message<words::arguments_of(english)> key{ \
      static_cast<std::uint16_t>(words::EntryNumber::key)};          \
  static_assert(words::arguments_of(english) == words::arguments_of(german), german);
#define EARSHOT_COUNTED(key, one, many, german_one, german_many)  \
  inline constexpr words::Counted<words::arguments_of(many)> key{ \
      static_cast<std::uint16_t>(words::EntryNumber::key)};       \
  static_assert(words::arguments_of(many) == words::arguments_of(german_many), german_many);
#include "words/lists.inc"
#undef EARSHOT_WORD
#undef EARSHOT_COUNTED

}  // namespace earshot::word
