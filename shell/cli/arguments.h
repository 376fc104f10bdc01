#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::cli {

/// Exit codes, as documented.
inline constexpr int kDone = 0;
inline constexpr int kSomeRefused = 1;  ///< done, but some input was refused
inline constexpr int kWrongCall = 2;
inline constexpr int kCannotReadOrWrite = 3;

struct Option {
  std::string_view name;  ///< "--limit"
  bool takes_value = false;
};

/// A command's arguments, taken apart.
struct Arguments {
  std::vector<std::string> operands;
  std::map<std::string, std::string, std::less<>> options;  ///< by name; empty value for flags
  std::string error;                                        ///< a sentence, where the call is wrong

  bool has(std::string_view name) const { return options.contains(name); }
  std::string_view value(std::string_view name) const;
  /// The value as a number; nothing where it is absent or no whole number.
  std::optional<std::size_t> number(std::string_view name) const;
};

/// Options may stand anywhere, as "--limit 5" or "--limit=5"; what follows "--" is an operand; so
/// is "-". The operand of the number `query` may begin with one minus sign where that makes no
/// known option: "-disk cache".
Arguments read_arguments(std::span<const char* const> words, std::span<const Option> known,
                         std::optional<std::size_t> query = std::nullopt);

}  // namespace earshot::cli
