#include "search/related_runs.h"

#include <algorithm>
#include <vector>

#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

constexpr bool stands_between(char32_t letter) {
  constexpr char32_t kOf = 0x7684;
  return (letter >= 0x3041 && letter <= 0x309F) || letter == kOf;
}
constexpr bool is_katakana(char32_t letter) {
  return letter >= 0x30A0 && letter <= 0x30FF;
}
/// Thai, Lao, Myanmar, Khmer and the like, not Hangul.
constexpr bool is_alphabetic(char32_t letter) {
  return letter < 0x2E80 && !(letter >= 0x1100 && letter <= 0x11FF);
}

std::vector<std::size_t> letter_begins(std::string_view letters) {
  std::vector<std::size_t> begins;
  for (std::size_t at = 0; at < letters.size(); at = text::letter_end(letters, at))
    begins.push_back(at);
  return begins;
}

}  // namespace

void append_runs(std::string_view text, std::string& runs) {
  std::string folded;
  std::uint32_t end = 0;
  const auto end_run = [&] {
    if (!runs.empty() && runs.back() != '\n') runs += '\n';
  };
  end_run();
  for (const text::Word word : text::words(text)) {
    folded.clear();
    text::fold_word(slice(text, word), folded);
    const bool is_letter = text::is_single_character_word(folded) &&
                           !stands_between(text::character_at(folded, 0).code);
    if (word.begin != end || !is_letter) end_run();
    if (is_letter) runs += folded;
    end = word.end;
  }
}

bool is_long_enough(std::string_view letters) {
  std::size_t count = 0;
  bool are_katakana = true;
  bool are_alphabetic = true;
  for (std::size_t at = 0; at < letters.size(); at = text::letter_end(letters, at)) {
    const char32_t letter = text::character_at(letters, at).code;
    are_katakana &= is_katakana(letter);
    are_alphabetic &= is_alphabetic(letter);
    ++count;
  }
  return count >= (are_alphabetic ? 4U : are_katakana ? 3U : 2U);
}

void add_shared_parts(std::string_view string, const std::set<std::string>& others,
                      std::set<std::string_view>& parts) {
  std::vector<std::size_t> begins = letter_begins(string);
  begins.push_back(string.size());
  for (std::size_t letters = begins.size() - 1; letters > 0; --letters) {
    for (std::size_t first = 0; first + letters < begins.size(); ++first) {
      const std::string_view part =
          string.substr(begins[first], begins[first + letters] - begins[first]);
      if (!is_long_enough(part)) continue;
      const bool is_shared = std::ranges::any_of(
          others, [part](const std::string& other) { return other.contains(part); });
      if (!is_shared) continue;
      parts.insert(part);
      add_shared_parts(string.substr(0, begins[first]), others, parts);
      add_shared_parts(string.substr(begins[first + letters]), others, parts);
      return;
    }
  }
}

}  // namespace earshot::search
