#include "formats/speaker_prefix.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::size_t kLongestName = 40;
constexpr int kMostWords = 4;
/// ">> " or ">>> ", and no quotation of a quotation of one.
constexpr std::size_t kLongestChange = 4;

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
  return text::is_upper(word[0]) || text::is_digit(word[0]) || c >= 0x80;
}

/// "SPEAKER_00", "Speaker 1", "speaker2": what tools call those whose names they do not know.
bool is_numbered_speaker(std::string_view name) {
  constexpr std::string_view kWord = "speaker";
  if (!text::starts_with_no_case(name, kWord)) return false;
  name.remove_prefix(kWord.size());
  if (!name.empty() && (name[0] == '_' || name[0] == ' ' || name[0] == '-')) name.remove_prefix(1);
  return !name.empty() && name.size() <= 4 && std::ranges::all_of(name, text::is_digit);
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
  const std::size_t last = std::min(text.size(), kLongestName + 1);
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
      if (!fits || begins_symbol(word.substr(i))) return {};
      has_letter = has_letter || text::is_letter(c) || static_cast<unsigned char>(c) >= 0x80;
    }
  }
  if (words > kMostWords || !has_letter || text::is_digit(name[0])) return {};
  for (const std::string_view no_name : kNoNames) {
    if (text::equal_no_case(name, no_name)) return {};
  }
  return name;
}

SpeakerPrefix speaker_prefix(std::string_view text) {
  SpeakerPrefix found;
  if (text.empty()) return found;
  // Captions put ">>" where another begins to speak.
  std::size_t at = 0;
  if (text.starts_with(">>")) {
    at = std::min(text.find_first_not_of("> "), text.size());
    if (at > kLongestChange) return found;
  } else {
    // Dialogues put a dash before each line.
    for (const std::string_view dash : {"-", "–", "—"}) {
      if (!text.starts_with(dash)) continue;
      at = dash.size();
      if (at < text.size() && text[at] == ' ') ++at;
    }
  }
  const char open = at < text.size() ? text[at] : '\0';
  if (open != '[' && open != '(') {
    found.name = speaker_candidate(text.substr(at));
    if (found.name.empty()) return found;
    found.bytes = at + found.name.size();
    found.bytes += colon_bytes(text, found.bytes);
    found.is_label = is_numbered_speaker(found.name);
    return found;
  }
  const std::string_view inside = text.substr(at + 1, kLongestName + 2);
  const std::size_t close = inside.find(open == '[' ? ']' : ')');
  if (close == std::string_view::npos) return found;
  const std::string_view name = inside.substr(0, close);
  const std::size_t behind = at + close + 2;
  const std::size_t colon = colon_bytes(text, behind);
  const bool has_colon = colon > 0;
  const bool is_speaker = is_numbered_speaker(name) ||
                          (has_colon && speaker_candidate(std::string(name) + ":") == name);
  if (!is_speaker) return found;
  return {.name = name, .bytes = behind + colon, .is_label = true};
}

void SpeakerPrefixes::see(std::string_view cue_text) {
  ++cues_;
  const SpeakerPrefix prefix = speaker_prefix(cue_text);
  if (prefix.name.empty()) return;
  Count& count = counts_[std::string(prefix.name)];
  ++count.cues;
  count.is_label = count.is_label || prefix.is_label;
  // Behind a line with a name, another may name who answers.
  for (std::size_t at = cue_text.find('\n'); at != std::string_view::npos;
       at = cue_text.find('\n', at + 1)) {
    const SpeakerPrefix answer = speaker_prefix(cue_text.substr(at + 1));
    if (answer.name.empty() || answer.name == prefix.name) continue;
    Count& answers = counts_[std::string(answer.name)];
    ++answers.cues;
    answers.is_label = answers.is_label || answer.is_label;
  }
}

void SpeakerPrefixes::decide(bool is_strict) {
  std::size_t names_again = 0;
  std::size_t prefixed = 0;
  for (const auto& [name, count] : counts_) {
    if (count.cues < 2) continue;
    ++names_again;
    prefixed += count.cues;
  }
  // In a transcript without speakers of its own, one cue in 40 is already a change of speaker
  // every two minutes; the strict form wants a conversation.
  const bool is_conversation =
      is_strict ? names_again >= 2 && prefixed * 20 >= cues_ : prefixed * 40 >= cues_;
  const bool is_short_file =
      cues_ <= 20 && !counts_.empty() && (is_strict ? counts_.size() >= 2 : true);
  if (!is_conversation && !is_short_file) {
    std::erase_if(counts_, [](const auto& known) { return !known.second.is_label; });
    return;
  }
  if (is_short_file) return;  // too few cues for anything to come again
  std::unordered_map<std::string, Count> kept;
  for (const auto& [name, count] : counts_) {
    const std::string first(name.substr(0, name.find(' ')));
    const auto short_form = counts_.find(first);
    const bool has_short_form = short_form != counts_.end() && short_form->second.cues >= 2;
    // A name of two words that comes once is a guest's only turn more often than prose.
    const bool is_full_name = name.find(' ') != std::string::npos;
    if (count.cues >= 2 || count.is_label || has_short_form || (is_full_name && !is_strict))
      kept.emplace(name, count);
  }
  counts_.swap(kept);
}

SpeakerPrefix SpeakerPrefixes::prefix_of(std::string_view cue_text) const {
  if (counts_.empty()) return {};
  const SpeakerPrefix prefix = speaker_prefix(cue_text);
  return !prefix.name.empty() && counts_.contains(std::string(prefix.name)) ? prefix
                                                                            : SpeakerPrefix();
}

}  // namespace earshot::formats
