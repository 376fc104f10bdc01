#include "import/shelf.h"

#include "import/pack_builder.h"

namespace earshot::import {
namespace {

/// May these be of one show? A show that a folder's name gave is a guess, and gives way.
bool shows_agree(const Draft& told, const Draft& other) {
  return show_key(told.show) == show_key(other.show) || (told.is_show_told && !other.is_show_told);
}

bool numbers_agree(const model::Episode& a, const model::Episode& b) {
  return a.number < 0 || b.number < 0 || a.number == b.number;
}

}  // namespace

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

std::optional<Draft> Shelf::take_partner(const Draft& transcript) {
  if (transcript.title_key.empty()) return std::nullopt;
  std::optional<std::size_t> found;
  bool is_by_number = false;
  bool is_ambiguous = false;
  const auto [begin, end] = by_title_.equal_range(transcript.title_key);
  for (auto entry = begin; entry != end; ++entry) {
    const Draft& notes = held_[entry->second - first_].draft;
    if (!notes.transcripts.empty() || !shows_agree(notes, transcript) ||
        !numbers_agree(notes.episode, transcript.episode))
      continue;
    const bool is_same_number =
        notes.episode.number >= 0 && notes.episode.number == transcript.episode.number;
    if (found && is_same_number == is_by_number) is_ambiguous = true;
    if (!found || (is_same_number && !is_by_number)) {
      found = entry->second;
      is_by_number = is_same_number;
      is_ambiguous = false;
    }
  }
  if (!found || is_ambiguous) return std::nullopt;
  return take(*found);
}

void Shelf::list(Draft listed) {
  if (!listed.title_key.empty()) listed_by_title_.emplace(listed.title_key, listed_.size());
  listed_.push_back(std::move(listed));
}

std::optional<Draft> Shelf::take_listed(const Draft& full) {
  if (full.title_key.empty()) return std::nullopt;
  const auto [begin, end] = listed_by_title_.equal_range(full.title_key);
  for (auto entry = begin; entry != end; ++entry) {
    std::optional<Draft>& listed = listed_[entry->second];
    if (!listed || !shows_agree(*listed, full)) continue;
    Draft taken = std::move(*listed);
    listed.reset();
    listed_by_title_.erase(entry);
    return taken;
  }
  return std::nullopt;
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
