#include "formats/transcript_builder.h"

#include <algorithm>

#include "text/scanner.h"

// Cues go straight into the transcript's one text. Only where it turns out at the end that "Name:"
// means a speaker is that text written anew without the names.

namespace earshot::formats {
namespace {

/// Whether a cue holds but a sound: "[music]", "(laughter)", "♪ ♪".
bool is_sound(std::string_view text) {
  text = text::trimmed(text);
  if (text.empty()) return true;
  const bool is_bracketed = (text.front() == '[' && text.find(']') + 1 == text.size()) ||
                            (text.front() == '(' && text.find(')') + 1 == text.size());
  return is_bracketed || text.starts_with("♪") || text.starts_with("♫");
}

}  // namespace

void report_odd_cue(Reporter& report, const model::Cue& cue, std::string_view plain,
                    Range cue_in_source) {
  if (cue.time.end != kNoTime && cue.time.end < cue.time.start) {
    report.add(Severity::Warning, "cue-end-before-start", "The cue ends before it starts.",
               cue_in_source);
  } else if (cue.time.end == cue.time.start) {
    report.add(Severity::Note, "cue-zero-length", "The cue ends when it starts.", cue_in_source);
  }
  if (plain.empty()) {
    report.add(Severity::Note, "cue-without-text", "The cue has no text.", cue_in_source);
  }
}

void TranscriptBuilder::reserve(std::size_t cues, std::size_t text_bytes) {
  transcript_.cues.reserve(cues);
  facts_.reserve(cues);
  transcript_.plain.reserve(text_bytes);
}

void TranscriptBuilder::add(model::Cue cue, const CueText& text, Range text_in_source) {
  std::string& plain = transcript_.plain;
  if (!transcript_.cues.empty()) plain += '\n';
  const auto begin = static_cast<std::uint32_t>(plain.size());
  plain += text.plain;
  cue.text_in_plain = {begin, static_cast<std::uint32_t>(plain.size())};
  cue.words.reserve(text.words.size());
  for (const CueText::Word& word : text.words) {
    cue.words.push_back(
        {.time = word.time,
         .text_in_plain = {begin + word.text_in_plain.begin, begin + word.text_in_plain.end}});
  }
  cue.speaker = -1;
  if (!text.speaker.empty()) {
    const bool is_same =
        last_voice_ >= 0 && voices_[static_cast<std::size_t>(last_voice_)] == text.speaker;
    if (!is_same) {
      const auto [found, is_new] =
          speakers_.try_emplace(text.speaker, static_cast<std::int32_t>(voices_.size()));
      if (is_new) voices_.push_back(text.speaker);
      last_voice_ = found->second;
    }
    cue.speaker = last_voice_;
  }
  if (transcript_.language.empty()) transcript_.language = text.language;
  prefixes_.see(text.plain);
  facts_.push_back({.text_in_source = text_in_source,
                    .has_several_voices = text.has_several_voices,
                    .starts_with_dash = text.starts_with_dash});
  transcript_.cues.push_back(std::move(cue));
}

void TranscriptBuilder::fill_missing_ends() {
  Millis later = kNoTime;  // the start of the nearest cue behind that starts later
  Millis next = kNoTime;
  for (std::size_t i = transcript_.cues.size(); i-- > 0;) {
    TimeSpan& time = transcript_.cues[i].time;
    if (next != time.start) later = next > time.start ? next : kNoTime;
    if (time.end == kNoTime && time.known()) time.end = later;
    next = time.start;
  }
}

/// The final number of a speaker: they are numbered as they come up in the text.
std::int32_t TranscriptBuilder::speaker(std::string_view name) {
  const auto [found, is_new] =
      speakers_.try_emplace(std::string(name), static_cast<std::int32_t>(speakers_.size()));
  if (is_new) transcript_.speakers.emplace_back(name);
  return found->second;
}

void TranscriptBuilder::take_prefixes_off(std::string_view source, SourceMap& map) {
  const std::string old_plain = std::move(transcript_.plain);
  transcript_.plain.clear();
  transcript_.plain.reserve(old_plain.size());
  speakers_.clear();
  for (std::size_t i = 0; i < transcript_.cues.size(); ++i) {
    model::Cue& cue = transcript_.cues[i];
    std::string_view plain = slice(old_plain, cue.text_in_plain);
    std::uint32_t cut = cue.text_in_plain.begin;
    if (cue.speaker >= 0) {
      cue.speaker = speaker(voices_[static_cast<std::size_t>(cue.speaker)]);
    } else if (const SpeakerPrefix prefix = prefixes_.prefix_of(plain); !prefix.name.empty()) {
      cue.speaker = speaker(prefix.name);
      const std::string_view rest = text::trimmed(plain.substr(prefix.bytes));
      cut += static_cast<std::uint32_t>(plain.size() - rest.size());
      const Range at = text::trimmed(source, facts_[i].text_in_source);
      if (slice(source, at).starts_with(plain.substr(0, prefix.bytes))) {
        map.add({at.begin, at.begin + static_cast<std::uint32_t>(prefix.bytes)}, "cue.speaker");
      }
      plain = rest;
    }
    if (i > 0) transcript_.plain += '\n';
    const auto begin = static_cast<std::uint32_t>(transcript_.plain.size());
    transcript_.plain += plain;
    cue.text_in_plain = {begin, static_cast<std::uint32_t>(transcript_.plain.size())};
    std::erase_if(cue.words,
                  [&](const model::Cue::Word& word) { return word.text_in_plain.end <= cut; });
    for (model::Cue::Word& word : cue.words) {
      word.text_in_plain = {begin + std::max(word.text_in_plain.begin, cut) - cut,
                            begin + word.text_in_plain.end - cut};
    }
  }
}

std::vector<TranscriptBuilder::Turn> TranscriptBuilder::turns() {
  std::vector<Turn> turns;
  turns.reserve(transcript_.cues.size());
  const bool has_prefixes = prefixes_.any();
  for (std::size_t i = 0; i < transcript_.cues.size(); ++i) {
    const std::string_view plain = slice(transcript_.plain, transcript_.cues[i].text_in_plain);
    Turn turn;
    turn.last_speaker = transcript_.cues[i].speaker;
    // Lines of a dialogue and several voices leave open who goes on; "— where I work" goes on.
    const bool is_dialogue = facts_[i].starts_with_dash && !plain.starts_with("—");
    turn.is_open = !is_dialogue && !facts_[i].has_several_voices;
    turn.is_sound = is_sound(plain);
    if (has_prefixes) {
      for (std::size_t at = plain.find('\n'); at != std::string_view::npos;
           at = plain.find('\n', at + 1)) {
        const SpeakerPrefix prefix = prefixes_.prefix_of(plain.substr(at + 1));
        if (!prefix.name.empty()) turn.last_speaker = speaker(prefix.name);
      }
      const std::int32_t first = transcript_.cues[i].speaker;
      if (first >= 0 && turn.last_speaker != first && !facts_[i].has_several_voices)
        several_speakers_.push_back(facts_[i].text_in_source);
    }
    turns.push_back(turn);
  }
  return turns;
}

void TranscriptBuilder::carry_speakers() {
  const std::vector<Turn> turns = this->turns();
  // A file that names only changes says so: hardly ever does it name the same one twice on end. A
  // name before a colon may be something else; a voice is what somebody wrote for a speaker.
  const std::size_t fewest_changes = voices_.empty() ? 3 : 1;
  std::size_t spoken = 0;
  std::size_t named = 0;
  std::size_t changes = 0;
  std::int32_t last = -1;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const std::int32_t speaker = transcript_.cues[i].speaker;
    if (speaker >= 0 || !turns[i].is_sound) ++spoken;
    if (speaker < 0) continue;
    ++named;
    if (last >= 0 && speaker != last) ++changes;
    last = turns[i].last_speaker;
  }
  const bool names_changes =
      named * 5 < spoken * 3 && changes >= fewest_changes && changes * 10 >= (named - 1) * 9;
  if (!names_changes) return;
  std::int32_t current = -1;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    model::Cue& cue = transcript_.cues[i];
    if (cue.speaker >= 0) {
      current = turns[i].is_open ? turns[i].last_speaker : -1;
    } else if (!turns[i].is_open) {
      current = -1;
    } else if (!turns[i].is_sound) {
      cue.speaker = current;
    }
  }
}

model::Transcript TranscriptBuilder::finish(std::string_view source, bool is_strict,
                                            SourceMap& map) {
  if (map.is_wanted()) {
    for (const Facts& facts : facts_)
      map.add(facts.text_in_source, "cue.text");
  }
  prefixes_.decide(is_strict || !voices_.empty());
  if (prefixes_.any()) {
    take_prefixes_off(source, map);
  } else {
    transcript_.speakers = voices_;
  }
  if (!transcript_.speakers.empty()) carry_speakers();
  return std::move(transcript_);
}

}  // namespace earshot::formats
