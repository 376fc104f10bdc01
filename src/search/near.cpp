// Words near each other, one document after the other.
//
// Seconds count between lines, and a document's lines may be in any order of time. "Is there a
// place behind this word and within this time" then has two conditions that have nothing to do with
// each other, and walking over the places until one is near enough was quadratic: 40,000 cues whose
// times fall took minutes. Where times ascend two binary searches answer it; else chunks of sorted
// times do.

#include "search/near.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <limits>

namespace earshot::search {
namespace {

using Occurrences = std::vector<Occurrence>;

constexpr std::size_t kChunk = 16;            // places that are looked at one by one
constexpr std::uint64_t kStepsPerSearch = 8;  // a binary search is about so many steps

std::int64_t limit_in_millis(const Distance& distance) {
  return std::int64_t{distance.limit} * 1000;
}

Millis later(Millis time, std::int64_t by) {
  return static_cast<Millis>(
      std::clamp<std::int64_t>(time + by, 0, std::numeric_limits<Millis>::max()));
}

}  // namespace

bool is_within(const Distance& distance, const NearPlace& from, const NearPlace& next) {
  if (next.begin <= from.last) return false;
  if (distance.unit == Distance::Unit::Words) return next.begin - from.last <= distance.limit;
  return from.last_time >= 0 && next.begin_time >= 0 &&
         std::abs(std::int64_t{next.begin_time} - from.last_time) <= limit_in_millis(distance);
}

NearOperand::NearOperand(std::vector<NearPlace> places, Distance::Unit unit, Budget& budget)
    : places_(std::move(places)) {
  if (unit == Distance::Unit::Words) return;
  times_.reserve(places_.size());
  for (const NearPlace& place : places_)
    times_.push_back(place.begin_time);
  // A line without a time is -1 and so falls; it is within no stretch of time.
  ascends_ = (times_.empty() || times_.front() >= 0) && std::ranges::is_sorted(times_);
  if (ascends_) return;
  for (std::size_t size = kChunk; size < times_.size(); size *= 2) {
    if (!budget.spend(times_.size())) return;
    std::vector<Millis> sorted = chunks_.empty() ? times_ : chunks_.back();
    const auto at = [&](std::size_t i) {
      return sorted.begin() + static_cast<std::ptrdiff_t>(std::min(i, sorted.size()));
    };
    for (std::size_t begin = 0; begin < sorted.size(); begin += size) {
      if (size == kChunk) {
        std::sort(at(begin), at(begin + size));
      } else {
        std::inplace_merge(at(begin), at(begin + size / 2), at(begin + size));
      }
    }
    chunks_.push_back(std::move(sorted));
  }
}

/// Is a time of the chunk that begins there within? Chunks of level 0 have kChunk places, those of
/// each further one twice as many.
bool NearOperand::any_between(std::size_t level, std::size_t begin, Millis from, Millis to) const {
  const auto& sorted = chunks_[level];
  const std::size_t end = std::min(sorted.size(), begin + (kChunk << level));
  const auto chunk = std::span(sorted).subspan(begin, end - begin);
  const auto found = std::ranges::lower_bound(chunk, from);
  return found != chunk.end() && *found <= to;
}

std::size_t NearOperand::next(const Distance& distance, const NearPlace& from, std::uint32_t behind,
                              Budget& budget) const {
  const std::size_t none = places_.size();
  if (!budget.spend(kStepsPerSearch)) return none;
  const auto first = static_cast<std::size_t>(
      std::ranges::upper_bound(places_, behind, {}, &NearPlace::begin) - places_.begin());
  if (first == none) return none;
  if (distance.unit == Distance::Unit::Words) {
    return is_within(distance, from, places_[first]) ? first : none;
  }
  if (from.last_time < 0) return none;
  const Millis earliest = later(from.last_time, -limit_in_millis(distance));
  const Millis latest = later(from.last_time, limit_in_millis(distance));
  if (ascends_) {
    const auto found = std::lower_bound(times_.begin() + static_cast<std::ptrdiff_t>(first),
                                        times_.end(), earliest);
    return found != times_.end() && *found <= latest
               ? static_cast<std::size_t>(found - times_.begin())
               : none;
  }
  // A place alone, or chunks of `levels - 1`; up as far as a whole chunk begins, down where a time
  // of one is within.
  std::size_t levels = 0;
  for (std::size_t at = first; at < none;) {
    if (!budget.spend(levels == 0 ? 1 : kStepsPerSearch)) return none;
    const bool is_here = levels == 0 ? times_[at] >= earliest && times_[at] <= latest
                                     : any_between(levels - 1, at, earliest, latest);
    if (is_here && levels == 0) return at;
    if (is_here) {
      --levels;
      continue;
    }
    at += levels == 0 ? 1 : kChunk << (levels - 1);
    if (at % (kChunk << levels) == 0 && levels < chunks_.size()) ++levels;
  }
  return none;
}

bool begins_near(const Distance& distance, std::span<const NearOperand> operands, std::size_t own,
                 const NearPlace& begin, Budget& budget) {
  std::uint32_t last = begin.last;
  for (std::size_t j = 0; j < operands.size(); ++j) {
    if (j == own) continue;
    const auto places = operands[j].places();
    const std::size_t first = operands[j].next(distance, begin, last, budget);
    if (first == places.size()) return false;
    if (!distance.is_ordered) continue;
    // One that begins later may end earlier, where alternatives are of several words.
    std::uint32_t earliest = places[first].last;
    for (std::size_t i = first + 1; i < places.size() && places[i].begin < earliest; ++i) {
      if (!budget.spend()) return false;
      if (is_within(distance, begin, places[i])) earliest = std::min(earliest, places[i].last);
    }
    last = earliest;
  }
  return true;
}

namespace {

/// The operands' occurrences in one document after the other.
class NearSearch {
 public:
  NearSearch(Places& places, const Distance& distance, const std::vector<Occurrences>& operands)
      : places_(places), distance_(distance), operands_(operands), at_(operands.size()) {}

  Occurrences run() {
    const Index& index = places_.index();
    std::uint32_t document = 0;  // in the documents table
    while (document < index.document_count()) {
      // Each operand to the document, or the next one behind that has it; the furthest one counts.
      const std::uint32_t end = IndexAccess::passages_end(index, document);
      const std::uint32_t first = IndexAccess::document(index, document).first_passage;
      std::uint32_t furthest = 0;
      for (std::size_t i = 0; i < operands_.size(); ++i) {
        while (at_[i] < operands_[i].size() && operands_[i][at_[i]].passage < first) {
          if (!places_.budget().spend()) return std::move(found_);
          ++at_[i];
        }
        if (at_[i] == operands_[i].size()) return std::move(found_);
        furthest = std::max(furthest, operands_[i][at_[i]].passage);
      }
      if (furthest < end) search_document(end);
      // A damaged index may say anything of where documents begin: on by one at least.
      ++document;
      while (document < index.document_count() &&
             IndexAccess::passages_end(index, document) <= furthest) {
        ++document;
      }
    }
    return std::move(found_);
  }

 private:
  void search_document(std::uint32_t end_passage) {
    Budget& budget = places_.budget();
    const bool has_times = distance_.unit == Distance::Unit::Seconds;
    std::vector<NearOperand> operands;
    std::vector<std::span<const Occurrence>> own;
    for (std::size_t i = 0; i < operands_.size(); ++i) {
      std::size_t end = at_[i];
      while (end < operands_[i].size() && operands_[i][end].passage < end_passage)
        ++end;
      own.push_back(std::span(operands_[i]).subspan(at_[i], end - at_[i]));
      std::vector<NearPlace> near;
      near.reserve(own.back().size());
      for (const Occurrence& place : own.back()) {
        if (!budget.spend()) return;
        near.push_back({place.begin, place.last, kNoTime, kNoTime});
        if (!has_times) continue;
        near.back().begin_time = time_of(place.begin, place.passage, end_passage);
        near.back().last_time = place.last == place.begin
                                    ? near.back().begin_time
                                    : time_of(place.last, place.passage, end_passage);
      }
      operands.emplace_back(std::move(near), distance_.unit, budget);
    }
    const std::size_t before = found_.size();
    const std::size_t beginners = distance_.is_ordered ? 1 : operands.size();
    for (std::size_t i = 0; i < beginners; ++i) {
      for (std::size_t n = 0; n < own[i].size() && !budget.exhausted(); ++n) {
        if (begins_near(distance_, operands, i, operands[i].places()[n], budget))
          found_.push_back(own[i][n]);
      }
    }
    const auto begin = found_.begin() + static_cast<std::ptrdiff_t>(before);
    std::sort(begin, found_.end(),
              [](const Occurrence& a, const Occurrence& b) { return a.begin < b.begin; });
    found_.erase(
        std::unique(begin, found_.end(),
                    [](const Occurrence& a, const Occurrence& b) { return a.begin == b.begin; }),
        found_.end());
  }

  /// `passage` holds the word, or one before it: a phrase may end in a later one than it begins in.
  Millis time_of(std::uint32_t ordinal, std::uint32_t passage, std::uint32_t end_passage) {
    const Index& index = places_.index();
    while (passage + 1 < end_passage && IndexAccess::first_ordinal(index, passage + 1) <= ordinal)
      ++passage;
    const std::uint32_t first = IndexAccess::first_ordinal(index, passage);
    return ordinal < first ? kNoTime : places_.time_of(passage, ordinal - first);
  }

  Places& places_;
  const Distance& distance_;
  const std::vector<Occurrences>& operands_;
  std::vector<std::size_t> at_;  // by operand: the first occurrence that was not passed
  Occurrences found_;
};

}  // namespace

std::vector<Occurrence> find_near(Places& places, const Distance& distance,
                                  const std::vector<std::vector<Occurrence>>& operands) {
  return NearSearch(places, distance, operands).run();
}

}  // namespace earshot::search
