#include "formats/speaker_prefix.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::size_t kLongestName = 40;
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

bool begins_like_name(std::string_view word) {
  if (word.empty()) return false;
  const unsigned char c = static_cast<unsigned char>(word[0]);
  return text::is_upper(word[0]) || text::is_digit(word[0]) || c >= 0x80;
}

}  // namespace

std::string_view speaker_candidate(std::string_view text) {
  // Most texts begin with a small letter, or their first line has no colon.
  if (!begins_like_name(text)) return {};
  const std::size_t last = std::min(text.size(), kLongestName + 1);
  std::size_t colon = 0;
  while (colon < last && text[colon] != ':' && text[colon] != '\n')
    ++colon;
  if (colon == last || text[colon] != ':') return {};
  // "10:30", "http://" and the like have no space behind the colon.
  const bool ends_well = colon + 1 == text.size() || text[colon + 1] == ' ' ||
                         text[colon + 1] == '\n' || text[colon + 1] == '\t';
  if (!ends_well) return {};
  const std::string_view name = text.substr(0, colon);
  int words = 0;
  bool has_letter = false;
  text::Scanner scanner(name);
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
      const bool fits = text::is_letter(c) || text::is_digit(c) || c == '.' || c == '\'' ||
                        c == '-' || c == '_' || c == '(' || c == ')' || c == '&' ||
                        static_cast<unsigned char>(c) >= 0x80;
      if (!fits) return {};
      has_letter = has_letter || text::is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    }
  }
  if (words > kMostWords || !has_letter || text::is_digit(name[0])) return {};
  for (const std::string_view no_name : kNoNames) {
    if (text::equal_no_case(name, no_name)) return {};
  }
  return name;
}

void SpeakerPrefixes::see(std::string_view cue_text) {
  ++cues_;
  const std::string_view name = speaker_candidate(cue_text);
  if (!name.empty()) ++counts_[std::string(name)];
}

void SpeakerPrefixes::decide(bool is_strict) {
  std::size_t names_again = 0;
  std::size_t prefixed = 0;
  for (const auto& [name, count] : counts_) {
    if (count < 2) continue;
    ++names_again;
    prefixed += count;
  }
  // In a transcript without speakers of its own, one cue in 40 is already a change of speaker
  // every two minutes; the strict form wants a conversation.
  const bool is_conversation =
      is_strict ? names_again >= 2 && prefixed * 20 >= cues_ : prefixed * 40 >= cues_;
  const bool is_short_file =
      cues_ <= 20 && !counts_.empty() && (is_strict ? counts_.size() >= 2 : true);
  if (!is_conversation && !is_short_file) {
    counts_.clear();
    return;
  }
  if (is_short_file) return;  // too few cues for anything to come again
  std::unordered_map<std::string, std::uint32_t> kept;
  for (const auto& [name, count] : counts_) {
    const std::string first(name.substr(0, name.find(' ')));
    const auto short_form = counts_.find(first);
    const bool has_short_form = short_form != counts_.end() && short_form->second >= 2;
    // A name of two words that comes once is a guest's only turn more often than prose.
    const bool is_full_name = name.find(' ') != std::string::npos;
    if (count >= 2 || has_short_form || (is_full_name && !is_strict)) kept.emplace(name, count);
  }
  counts_.swap(kept);
}

std::string_view SpeakerPrefixes::speaker_of(std::string_view cue_text) const {
  if (counts_.empty()) return {};
  const std::string_view name = speaker_candidate(cue_text);
  return !name.empty() && counts_.contains(std::string(name)) ? name : std::string_view{};
}

}  // namespace earshot::formats
