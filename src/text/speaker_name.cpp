#include "text/speaker_name.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::text {
namespace {

constexpr int kMostWords = 4;

/// Words before a colon that are no persons, though they come again.
constexpr std::string_view kNoNames[] = {
    "note",   "warning", "example",  "question", "answer",   "http",       "https",
    "source", "sources", "music",    "update",   "chapter",  "part",       "step",
    "number", "and",     "but",      "so",       "because",  "then",       "first",
    "second", "third",   "next",     "one",      "two",      "three",      "today",
    "now",    "well",    "okay",     "ok",       "yes",      "no",         "like",
    "right",  "quote",   "remember", "spoiler",  "fun fact", "the answer", "the question",
    "ps",     "p.s.",    "i",        "it",       "this",     "that",       "here",
    "there",  "what",    "why",      "how"};

/// Small words inside names.
constexpr std::string_view kParticles[] = {"de", "van", "von", "der", "den", "la",  "le", "da",
                                           "di", "del", "bin", "al",  "y",   "and", "&",  "of"};

/// Arrows, watches, bullets, emoji: no name has them. The apostrophe of typesetters is none.
bool begins_symbol(std::string_view text) {
  if (text.starts_with("\xF0\x9F")) return true;
  return text.starts_with('\xE2') && !text.starts_with("\xE2\x80\x98") &&
         !text.starts_with("\xE2\x80\x99");
}

bool begins_like_name(std::string_view word) {
  if (word.empty()) return false;
  const unsigned char c = static_cast<unsigned char>(word[0]);
  return is_upper(word[0]) || is_digit(word[0]) || c >= 0x80;
}

}  // namespace

std::size_t colon_bytes(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (text[at] == ':') return 1;
  return text[at] == '\xEF' && text.substr(at).starts_with("：") ? 3 : 0;
}

std::string_view speaker_candidate(std::string_view text) {
  // Most texts begin with a small letter, or their first line has no colon.
  if (!begins_like_name(text)) return {};
  const std::size_t last = std::min(text.size(), kLongestSpeakerName + 1);
  std::size_t colon = 0;
  while (colon < last && colon_bytes(text, colon) == 0 && text[colon] != '\n')
    ++colon;
  const std::size_t colon_size = colon < last ? colon_bytes(text, colon) : 0;
  if (colon_size == 0) return {};
  // "10:30", "http://" and the like have no space behind the colon.
  const bool ends_well = colon_size > 1 || colon + 1 == text.size() || text[colon + 1] == ' ' ||
                         text[colon + 1] == '\n' || text[colon + 1] == '\t';
  if (!ends_well) return {};
  const std::string_view name = text.substr(0, colon);
  int words = 0;
  bool has_letter = false;
  Scanner scanner(name);
  while (!scanner.at_end()) {
    const std::string_view word = scanner.take_while([](char c) { return c != ' '; });
    scanner.take_while([](char c) { return c == ' '; });
    if (word.empty()) return {};
    ++words;
    const bool is_particle =
        words > 1 && std::ranges::find(kParticles, word) != std::end(kParticles);
    const bool is_bracketed = words > 1 && word.front() == '(';
    if (!begins_like_name(word) && !is_particle && !is_bracketed) return {};
    for (std::size_t i = 0; i < word.size(); ++i) {
      const char c = word[i];
      const bool fits = is_letter(c) || is_digit(c) || c == '.' || c == '\'' || c == '-' ||
                        c == '_' || c == '(' || c == ')' || c == '&' ||
                        static_cast<unsigned char>(c) >= 0x80;
      if (!fits || begins_symbol(word.substr(i))) return {};
      has_letter = has_letter || is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    }
  }
  if (words > kMostWords || !has_letter || is_digit(name[0])) return {};
  for (const std::string_view no_name : kNoNames) {
    if (equal_no_case(name, no_name)) return {};
  }
  return name;
}

}  // namespace earshot::text
