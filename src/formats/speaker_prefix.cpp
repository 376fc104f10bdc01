#include "formats/speaker_prefix.h"

#include <algorithm>

#include "text/scanner.h"
#include "text/speaker_name.h"

namespace earshot::formats {
namespace {

/// ">> " or ">>> ", and no quotation of a quotation of one.
constexpr std::size_t kLongestChange = 4;

/// "SPEAKER_00", "Speaker 1", "speaker2": what tools call those whose names they do not know.
bool is_numbered_speaker(std::string_view name) {
  constexpr std::string_view kWord = "speaker";
  if (!text::starts_with_no_case(name, kWord)) return false;
  name.remove_prefix(kWord.size());
  if (!name.empty() && (name[0] == '_' || name[0] == ' ' || name[0] == '-')) name.remove_prefix(1);
  return !name.empty() && name.size() <= 4 && std::ranges::all_of(name, text::is_digit);
}

}  // namespace

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
    found.name = text::speaker_candidate(text.substr(at));
    if (found.name.empty()) return found;
    found.bytes = at + found.name.size();
    found.bytes += text::colon_bytes(text, found.bytes);
    found.is_label = is_numbered_speaker(found.name);
    return found;
  }
  const std::string_view inside = text.substr(at + 1, text::kLongestSpeakerName + 2);
  const std::size_t close = inside.find(open == '[' ? ']' : ')');
  if (close == std::string_view::npos) return found;
  const std::string_view name = inside.substr(0, close);
  const std::size_t behind = at + close + 2;
  const std::size_t colon = text::colon_bytes(text, behind);
  const bool has_colon = colon > 0;
  const bool is_speaker = is_numbered_speaker(name) ||
                          (has_colon && text::speaker_candidate(std::string(name) + ":") == name);
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
