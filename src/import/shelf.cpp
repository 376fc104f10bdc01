#include "import/shelf.h"

#include <algorithm>
#include <cstdlib>

#include "import/assembly.h"
#include "import/pack_builder.h"
#include "library/grouping.h"
#include "library/identity.h"

namespace earshot::import {
namespace {

/// May these be of one show? A show that a folder's name gave is a guess, and gives way.
bool shows_agree(const Draft& told, const Draft& other) {
  return show_key(told.show) == show_key(other.show) || (told.is_show_told && !other.is_show_told);
}

bool numbers_agree(const model::Episode& a, const model::Episode& b) {
  return a.number < 0 || b.number < 0 || a.number == b.number;
}

/// A bare number counts the files of its own folder, or of one show with folders below.
bool folders_agree(const Draft& a, const Draft& b) {
  const std::string one = library::read_file_name(a.source).folder;
  const std::string other = library::read_file_name(b.source).folder;
  const auto is_above = [](const std::string& above, const std::string& below) {
    return above.empty() || below == above || below.starts_with(above + '/');
  };
  return is_above(one, other) || is_above(other, one);
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

Millis last_cue(const Draft& draft) {
  Millis last = kNoTime;
  for (const TranscriptPart& part : draft.transcripts) {
    for (const model::Cue& cue : part.transcript.cues)
      last = std::max({last, cue.time.start, cue.time.end});
  }
  return last;
}

/// Feeds date an episode by its upload, notes by the recording.
constexpr Days kNearDays = 7;

bool are_near(Days a, Days b) {
  return a != kNoDate && b != kNoDate && std::abs(a - b) <= kNearDays;
}

bool is_known_by_title(const Draft& draft) {
  return std::ranges::none_of(draft.files, [](const DraftFile& file) {
    return file.is_by_list && file.reason != library::kSameTitle;
  });
}

/// Two tellings that a feed calls one episode, for different reasons: does one know better?
bool may_join(const Draft& a, const Draft& b) {
  const model::Episode& one = a.episode;
  const model::Episode& other = b.episode;
  if (!one.guid.empty() && !other.guid.empty() && one.guid != other.guid) return false;
  if (library::lengths_contradict(last_cue(a), last_cue(b))) return false;
  // What is only known by a title may be another month's "Questions".
  if (!is_known_by_title(a) && !is_known_by_title(b)) return true;
  return numbers_agree(one, other) && seasons_agree(one, other) &&
         (one.date == kNoDate || other.date == kNoDate || are_near(one.date, other.date));
}

Millis duration_of(const Draft& draft) {
  return draft.episode.duration > 0 ? draft.episode.duration : last_cue(draft);
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
        seasons_agree(episode, other) && !durations_contradict(duration, duration_of(told)) &&
        folders_agree(draft, told))
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
  if (held.draft.told) by_told_.emplace(*held.draft.told, first_ + held_.size());
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
  if (held.draft.told) {
    const auto [from, to] = by_told_.equal_range(*held.draft.told);
    by_told_.erase(std::find_if(from, to, [&](const auto& at) { return at.second == number; }));
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
  return held_bytes_ > max_held_bytes_ ? take_oldest() : std::nullopt;
}

std::optional<Draft> Shelf::take_oldest() {
  if (held_.empty()) return std::nullopt;
  return take(first_);  // the front is never a taken one
}

std::optional<Draft> Shelf::take_told(const Draft& draft) {
  const auto [begin, end] = by_told_.equal_range(*draft.told);
  for (auto entry = begin; entry != end; ++entry) {
    if (may_join(held_[entry->second - first_].draft, draft)) return take(entry->second);
  }
  return std::nullopt;
}

/// Whether nothing that lists say of `held` speaks against joining them.
bool Shelf::are_of_one(const Draft& held, const Draft& draft) const {
  if (!held.told) return true;
  if (draft.told) return *held.told == *draft.told;
  const std::optional<Draft>& told = listed_[*held.told];
  return !told || !durations_contradict(told->episode.duration, duration_of(draft));
}

std::optional<Shelf::Match> Shelf::by_title(const Draft& draft) const {
  if (draft.title_key.empty()) return std::nullopt;
  std::optional<std::size_t> found;
  bool is_by_number = false;
  bool is_ambiguous = false;
  const auto [begin, end] = by_title_.equal_range(draft.title_key);
  for (auto entry = begin; entry != end; ++entry) {
    const Draft& notes = held_[entry->second - first_].draft;
    if (!notes.transcripts.empty() || !shows_agree(notes, draft) || !are_of_one(notes, draft) ||
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
        const Draft& held = held_[i].draft;
        if (!held_[i].is_taken && held.transcripts.empty() && are_of_one(held, draft))
          visit(first_ + i, held_[i].draft);
      }
    });
  }
  if (!match) return std::nullopt;
  return Partner{take(match->number), match->reason};
}

std::size_t Shelf::list(Draft listed) {
  if (!listed.episode.guid.empty()) listed_by_guid_.emplace(listed.episode.guid, listed_.size());
  if (listed.is_show_told) listed_shows_.insert(library::title_key(listed.show));
  if (!listed.title_key.empty()) listed_by_title_.emplace(listed.title_key, listed_.size());
  listed_.push_back(std::move(listed));
  return listed_.size() - 1;
}

Draft* Shelf::listed(std::size_t number) {
  return number < listed_.size() && listed_[number] ? &*listed_[number] : nullptr;
}

std::optional<Shelf::Match> Shelf::listed_by_guid(const Draft& full) const {
  if (full.episode.guid.empty()) return std::nullopt;
  std::optional<Match> match;
  const auto [begin, end] = listed_by_guid_.equal_range(full.episode.guid);
  for (auto entry = begin; entry != end; ++entry) {
    const std::optional<Draft>& told = listed_[entry->second];
    if (!told || !shows_agree(*told, full)) continue;
    if (match) return std::nullopt;
    match = {entry->second, library::kSameGuid};
  }
  return match;
}

/// The first of the title, or of the title and the number or date. `show`: a title key, empty for
/// any.
std::optional<Shelf::Match> Shelf::listed_by_title(const Draft& full, const std::string& key,
                                                   std::string_view show) const {
  if (key.empty()) return std::nullopt;
  std::optional<Match> match;
  const auto [begin, end] = listed_by_title_.equal_range(key);
  for (auto entry = begin; entry != end; ++entry) {
    const std::optional<Draft>& told = listed_[entry->second];
    if (!told || !shows_agree(*told, full)) continue;
    if (!show.empty() && library::title_key(told->show) != show) continue;
    const std::int32_t number = full.episode.number;
    const bool is_surely = (number >= 0 && told->episode.number == number) ||
                           are_near(full.episode.date, told->episode.date);
    if (match && !is_surely) continue;
    match = {entry->second, library::kSameTitle};
    if (is_surely) break;
  }
  return match;
}

const Draft* Shelf::listed(std::size_t number) const {
  return number < listed_.size() && listed_[number] ? &*listed_[number] : nullptr;
}

std::optional<Shelf::Match> Shelf::find_listed(const Draft& full) const {
  std::optional<Match> match = listed_by_guid(full);
  if (!match) match = listed_by_title(full, full.title_key, {});
  for (auto show = listed_shows_.begin(); !match && show != listed_shows_.end(); ++show) {
    if (const auto rest = library::behind_show(full.episode.title, *show))
      match = listed_by_title(full, library::title_match_key(*rest), *show);
  }
  if (match) return match;
  return by_facts(full, [&](const auto& visit) {
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      if (listed_[i]) visit(i, *listed_[i]);
    }
  });
}

std::optional<std::size_t> Shelf::find_named(const library::FileName& name,
                                             std::string_view show_key) const {
  const std::string key = name.has_title ? library::title_match_key(name.title) : std::string();
  if (key.empty()) return std::nullopt;
  std::optional<std::size_t> found;
  const auto [begin, end] = listed_by_title_.equal_range(key);
  for (auto entry = begin; entry != end; ++entry) {
    const std::optional<Draft>& told = listed_[entry->second];
    if (!told || !told->is_from_feed) continue;
    if (!show_key.empty() && library::title_key(told->show) != show_key) continue;
    const std::int32_t number = told->episode.number;
    if (name.number >= 0 && number >= 0 && name.number != number) continue;
    if (found) return std::nullopt;
    found = entry->second;
  }
  return found;
}

std::optional<Partner> Shelf::take_listed(const Draft& full) {
  std::optional<Match> match;
  if (full.told && listed(*full.told) != nullptr) match = {*full.told, library::kNamedByFeed};
  if (!match) match = find_listed(full);
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
  listed_by_guid_.clear();
  return rest;
}

}  // namespace earshot::import
