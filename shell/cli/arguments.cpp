#include "shell/cli/arguments.h"

#include <algorithm>
#include <charconv>

namespace earshot::cli {

std::string_view Arguments::value(std::string_view name) const {
  const auto found = options.find(name);
  return found == options.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<std::size_t> Arguments::number(std::string_view name) const {
  const std::string_view text = value(name);
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Arguments read_arguments(std::span<const char* const> words, std::span<const Option> known,
                         std::optional<std::size_t> query) {
  Arguments out;
  bool only_operands = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (only_operands || word == "-" || !word.starts_with('-')) {
      out.operands.emplace_back(word);
      continue;
    }
    if (word == "--") {
      only_operands = true;
      continue;
    }
    const std::size_t equals = word.find('=');
    std::string_view name = word.substr(0, equals);
    if (name == "-h") name = "--help";
    const auto option = std::ranges::find(known, name, &Option::name);
    if (option == known.end() && query == out.operands.size() && !word.starts_with("--")) {
      out.operands.emplace_back(word);
      continue;
    }
    if (option == known.end()) {
      out.error = "unknown option '" + std::string(name) + "'";
      return out;
    }
    std::string value;
    if (equals != std::string_view::npos) {
      if (!option->takes_value) {
        out.error = "option '" + std::string(name) + "' takes no value";
        return out;
      }
      value = word.substr(equals + 1);
    } else if (option->takes_value) {
      if (i + 1 == words.size()) {
        out.error = "option '" + std::string(name) + "' needs a value";
        return out;
      }
      value = words[++i];
    }
    out.options.insert_or_assign(std::string(name), std::move(value));
  }
  return out;
}

}  // namespace earshot::cli
