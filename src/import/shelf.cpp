#include "import/shelf.h"

#include <algorithm>
#include <cstdlib>

#include "import/assembly.h"
#include "import/pack_builder.h"
#include "library/grouping.h"

namespace earshot::import {
namespace {

/// May these be of one show? A show that a folder's name gave is a guess, and gives way.
bool shows_agree(const Draft& told, const Draft& other) {
  return show_key(told.show) == show_key(other.show) || (told.is_show_told && !other.is_show_told);
}

bool numbers_agree(const model::Episode& a, const model::Episode& b) {
  return a.number < 0 || b.number < 0 || a.number == b.number;
}

bool seasons_agree(const model::Episode& a, const model::Episode& b) {
  return a.season < 0 || b.season < 0 || a.season == b.season;
}

/// Hosts cut silence off and put advertisements in: what differs by less is the same recording.
constexpr Millis kDurationTolerance = 20'000;
constexpr Millis kDurationShare = 50;  // or by a fiftieth

bool durations_agree(Millis a, Millis b) {
  if (a <= 0 || b <= 0) return false;
  return std::abs(a - b) <= std::max(kDurationTolerance, std::max(a, b) / kDurationShare);
}

/// A bare number in a name may count anything. What is more than twice as long is another
/// recording, whatever was cut or put in.
bool durations_contradict(Millis a, Millis b) {
  return a > 0 && b > 0 && std::max(a, b) / 2 > std::min(a, b);
}

Millis duration_of(const Draft& draft) {
  if (draft.episode.duration > 0) return draft.episode.duration;
  Millis last = kNoTime;
  for (const TranscriptPart& part : draft.transcripts) {
    for (const model::Cue& cue : part.transcript.cues)
      last = std::max({last, cue.time.start, cue.time.end});
  }
  return last;
}

library::LongWords words_of_notes(const Draft& draft) {
  std::string text = draft.episode.title;
  for (const NotesPart& part : draft.notes)
    text.append("\n").append(part.notes.plain);
  if (draft.notes.empty()) text.append("\n").append(draft.episode.summary);
  return library::LongWords(text);
}

}  // namespace

/// The one draft of those that `each` walks (number and draft, not taken) that agrees with `draft`
/// in the guid, else the number, else duration and words, else words.
template <typename Each>
std::optional<Shelf::Match> Shelf::by_facts(const Draft& draft, const Each& each) {
  const model::Episode& episode = draft.episode;
  struct Only {
    std::size_t number = 0;
    std::size_t count = 0;
    void add(std::size_t candidate) {
      number = candidate;
      ++count;
    }
  };
  Only guid;
  Only number;
  std::vector<std::pair<std::size_t, const Draft*>> same_length;
  std::vector<std::pair<std::size_t, const Draft*>> others;
  const Millis duration = duration_of(draft);
  each([&](std::size_t candidate, const Draft& told) {
    if (!shows_agree(told, draft) && !shows_agree(draft, told)) return;
    const model::Episode& other = told.episode;
    if (!episode.guid.empty() && episode.guid == other.guid) guid.add(candidate);
    if (!episode.guid.empty() && !other.guid.empty()) return;  // they say who they are
    const bool is_bare = draft.has_only_number || told.has_only_number;
    if (is_bare && episode.number >= 0 && episode.number == other.number &&
        seasons_agree(episode, other) && !durations_contradict(duration, duration_of(told)))
      number.add(candidate);
    // Squashed descriptions of a page's list are too short to be compared.
    if (!numbers_agree(episode, other) || other.listed_only) return;
    if (durations_agree(duration, other.duration)) {
      same_length.emplace_back(candidate, &told);
    } else if (other.duration <= 0 || duration <= 0) {
      others.emplace_back(candidate, &told);
    }
  });
  if (guid.count == 1) return Match{guid.number, library::kSameGuid};
  if (number.count == 1) return Match{number.number, library::kSameNumber};
  if (draft.transcripts.empty()) return std::nullopt;
  std::optional<library::LongWords> spoken;
  for (const bool is_same_length : {true, false}) {
    const auto& candidates = is_same_length ? same_length : others;
    if (candidates.empty() || candidates.size() > kMaxCompared) continue;
    if (!spoken) spoken.emplace(draft.transcripts.front().transcript.plain);
    Only alike;
    for (const auto& [candidate, told] : candidates) {
      if (library::are_alike(words_of_notes(*told), *spoken, is_same_length)) alike.add(candidate);
    }
    if (alike.count == 1) {
      return Match{alike.number,
                   is_same_length ? library::kSameLengthAndWords : library::kSameWords};
    }
  }
  return std::nullopt;
}

void Shelf::hold(Draft draft) {
  Held held{.draft = std::move(draft)};
  held.bytes = held.draft.text_bytes();
  held_bytes_ += held.bytes;
  if (!held.draft.title_key.empty()) by_title_.emplace(held.draft.title_key, first_ + held_.size());
  held_.push_back(std::move(held));
}

Draft Shelf::take(std::size_t number) {
  Held& held = held_[number - first_];
  held.is_taken = true;
  held_bytes_ -= held.bytes;
  const auto [begin, end] = by_title_.equal_range(held.draft.title_key);
  for (auto entry = begin; entry != end; ++entry) {
    if (entry->second == number) {
      by_title_.erase(entry);
      break;
    }
  }
  Draft draft = std::move(held.draft);
  drop_taken_front();
  return draft;
}

void Shelf::drop_taken_front() {
  while (!held_.empty() && held_.front().is_taken) {
    held_.pop_front();
    ++first_;
  }
}

std::optional<Draft> Shelf::take_overflow() {
  return held_bytes_ > kMaxHeldBytes ? take_oldest() : std::nullopt;
}

std::optional<Draft> Shelf::take_oldest() {
  if (held_.empty()) return std::nullopt;
  return take(first_);  // the front is never a taken one
}

std::optional<Shelf::Match> Shelf::by_title(const Draft& draft) const {
  if (draft.title_key.empty()) return std::nullopt;
  std::optional<std::size_t> found;
  bool is_by_number = false;
  bool is_ambiguous = false;
  const auto [begin, end] = by_title_.equal_range(draft.title_key);
  for (auto entry = begin; entry != end; ++entry) {
    const Draft& notes = held_[entry->second - first_].draft;
    if (!notes.transcripts.empty() || !shows_agree(notes, draft) ||
        !numbers_agree(notes.episode, draft.episode))
      continue;
    const bool is_same_number =
        notes.episode.number >= 0 && notes.episode.number == draft.episode.number;
    if (found && is_same_number == is_by_number) is_ambiguous = true;
    if (!found || (is_same_number && !is_by_number)) {
      found = entry->second;
      is_by_number = is_same_number;
      is_ambiguous = false;
    }
  }
  if (!found || is_ambiguous) return std::nullopt;
  return Match{*found, library::kSameTitle};
}

std::optional<Partner> Shelf::take_partner(const Draft& draft) {
  std::optional<Match> match = by_title(draft);
  if (!match) {
    match = by_facts(draft, [&](const auto& visit) {
      for (std::size_t i = 0; i < held_.size(); ++i) {
        if (!held_[i].is_taken && held_[i].draft.transcripts.empty())
          visit(first_ + i, held_[i].draft);
      }
    });
  }
  if (!match) return std::nullopt;
  return Partner{take(match->number), match->reason};
}

std::size_t Shelf::list(Draft listed) {
  if (!listed.title_key.empty()) listed_by_title_.emplace(listed.title_key, listed_.size());
  listed_.push_back(std::move(listed));
  return listed_.size() - 1;
}

Draft* Shelf::listed(std::size_t number) {
  return number < listed_.size() && listed_[number] ? &*listed_[number] : nullptr;
}

std::optional<Partner> Shelf::take_listed(const Draft& full) {
  std::optional<Match> match;
  if (full.told && listed(*full.told) != nullptr) match = {*full.told, library::kNamedByFeed};
  if (!match && !full.title_key.empty()) {
    const auto [begin, end] = listed_by_title_.equal_range(full.title_key);
    for (auto entry = begin; entry != end; ++entry) {
      const std::optional<Draft>& told = listed_[entry->second];
      if (!told || !shows_agree(*told, full)) continue;
      match = {entry->second, library::kSameTitle};
      break;
    }
  }
  if (!match) {
    match = by_facts(full, [&](const auto& visit) {
      for (std::size_t i = 0; i < listed_.size(); ++i) {
        if (listed_[i]) visit(i, *listed_[i]);
      }
    });
  }
  if (!match) return std::nullopt;
  Partner partner{std::move(*listed_[match->number]), match->reason};
  listed_[match->number].reset();
  const auto [begin, end] = listed_by_title_.equal_range(partner.draft.title_key);
  for (auto entry = begin; entry != end; ++entry) {
    if (entry->second != match->number) continue;
    listed_by_title_.erase(entry);
    break;
  }
  return partner;
}

std::vector<Draft> Shelf::take_all_listed() {
  std::vector<Draft> rest;
  for (std::optional<Draft>& listed : listed_) {
    if (listed) rest.push_back(std::move(*listed));
  }
  listed_.clear();
  listed_by_title_.clear();
  return rest;
}

}  // namespace earshot::import
