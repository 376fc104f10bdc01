#include "formats/transcript_builder.h"

#include "formats/speaker_prefix.h"
#include "text/scanner.h"

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

void TranscriptBuilder::add(model::Cue cue, CueText text, Range text_in_source) {
  pending_.push_back(
      {.cue = std::move(cue), .text = std::move(text), .text_in_source = text_in_source});
}

void TranscriptBuilder::fill_missing_ends() {
  for (std::size_t i = 0; i + 1 < pending_.size(); ++i) {
    TimeSpan& time = pending_[i].cue.time;
    const Millis next = pending_[i + 1].cue.time.start;
    if (time.end == kNoTime && next > time.start) time.end = next;
  }
}

std::int32_t TranscriptBuilder::speaker(model::Transcript& transcript, std::string_view name) {
  const auto [found, is_new] =
      speakers_.try_emplace(std::string(name), static_cast<std::int32_t>(speakers_.size()));
  if (is_new) transcript.speakers.emplace_back(name);
  return found->second;
}

void TranscriptBuilder::carry_speakers(const std::vector<Turn>& turns,
                                       model::Transcript& transcript) {
  // A file that names only changes says so: hardly ever does it name the same one twice on end.
  constexpr std::size_t kFewestChanges = 3;
  std::size_t spoken = 0;
  std::size_t named = 0;
  std::size_t changes = 0;
  std::int32_t last = -1;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    const std::int32_t speaker = transcript.cues[i].speaker;
    if (speaker >= 0 || !turns[i].is_sound) ++spoken;
    if (speaker < 0) continue;
    ++named;
    if (last >= 0 && speaker != last) ++changes;
    last = turns[i].last_speaker;
  }
  const bool names_changes =
      named * 5 < spoken * 3 && changes >= kFewestChanges && changes * 10 >= (named - 1) * 9;
  if (!names_changes) return;
  std::int32_t current = -1;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    model::Cue& cue = transcript.cues[i];
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
  model::Transcript transcript;
  SpeakerPrefixes prefixes;
  bool has_voices = false;
  for (const Pending& pending : pending_) {
    has_voices = has_voices || !pending.text.speaker.empty();
    prefixes.see(pending.text.plain);
  }
  prefixes.decide(is_strict || has_voices);
  transcript.cues.reserve(pending_.size());
  std::vector<Turn> turns;
  turns.reserve(pending_.size());
  for (Pending& pending : pending_) {
    model::Cue& cue = pending.cue;
    std::string_view plain = pending.text.plain;
    std::uint32_t cut = 0;
    map.add(pending.text_in_source, "cue.text");
    if (!pending.text.speaker.empty()) {
      cue.speaker = speaker(transcript, pending.text.speaker);
    } else if (const std::string_view name = prefixes.speaker_of(plain); !name.empty()) {
      cue.speaker = speaker(transcript, name);
      const std::string_view rest = text::trimmed(plain.substr(name.size() + 1));
      cut = static_cast<std::uint32_t>(plain.size() - rest.size());
      const Range at = text::trimmed(source, pending.text_in_source);
      if (slice(source, at).starts_with(name)) {
        map.add({at.begin, at.begin + static_cast<std::uint32_t>(name.size()) + 1}, "cue.speaker");
      }
      plain = rest;
    }
    if (!transcript.cues.empty()) transcript.plain += '\n';
    const auto begin = static_cast<std::uint32_t>(transcript.plain.size());
    transcript.plain += plain;
    cue.text_in_plain = {begin, static_cast<std::uint32_t>(transcript.plain.size())};
    for (const CueText::Word& word : pending.text.words) {
      Range range = word.text_in_plain;
      if (range.end <= cut) continue;
      range.begin = std::max(range.begin, cut);
      cue.words.push_back({.time = word.time,
                           .text_in_plain = {begin + range.begin - cut, begin + range.end - cut}});
    }
    if (transcript.language.empty()) transcript.language = pending.text.language;
    Turn turn;
    turn.last_speaker = cue.speaker;
    // Lines of a dialogue and several voices leave open who goes on; "— where I work" goes on.
    const bool is_dialogue = pending.text.starts_with_dash && !plain.starts_with("—");
    turn.is_open = !is_dialogue && !pending.text.has_several_voices;
    turn.is_sound = is_sound(plain);
    for (std::size_t at = plain.find('\n'); at != std::string_view::npos;
         at = plain.find('\n', at + 1)) {
      const std::string_view name = prefixes.speaker_of(plain.substr(at + 1));
      if (!name.empty()) turn.last_speaker = speaker(transcript, name);
    }
    turns.push_back(turn);
    transcript.cues.push_back(std::move(cue));
  }
  pending_.clear();
  carry_speakers(turns, transcript);
  return transcript;
}

}  // namespace earshot::formats
