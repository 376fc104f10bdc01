#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/budget.h"
#include "base/time.h"
#include "search/leaves.h"
#include "search/places.h"
#include "search/query.h"

/// Words near each other. Internal to `search`.
namespace earshot::search {

/// Where an operand of a Near stands in a document: numbers of its first and last word, counted
/// through the document, and when the lines of these begin.
struct NearPlace {
  std::uint32_t begin = 0;
  std::uint32_t last = 0;
  Millis begin_time = kNoTime;
  Millis last_time = kNoTime;
};

/// Does `next` begin behind `from` and within the distance of where it ends?
bool is_within(const Distance& distance, const NearPlace& from, const NearPlace& next);

/// The places of one operand, to be asked for the next one.
///
/// Where times fall from place to place the next one that is near is none of the nearest: then they
/// are also kept sorted by time, in chunks of twice as many each, so that whole chunks can be
/// passed over.
class NearOperand {
 public:
  /// `places` ascend by `begin`. Linear in them, times the logarithm of their number where times
  /// fall.
  NearOperand(std::vector<NearPlace> places, Distance::Unit unit, Budget& budget);

  std::span<const NearPlace> places() const { return places_; }
  /// Are those within the distance of a place side by side? Where times never fall.
  bool ascends() const { return ascends_; }
  /// The number of the first place that begins behind the word `behind` and is within the distance
  /// of `from`; the count of places where there is none. Logarithmic, the square of that where
  /// times fall.
  std::size_t next(const Distance& distance, const NearPlace& from, std::uint32_t behind,
                   Budget& budget) const;

 private:
  bool any_between(std::size_t level, std::size_t begin, Millis from, Millis to) const;

  std::vector<NearPlace> places_;
  std::vector<Millis> times_;                // of the places, in their order
  bool ascends_ = true;                      // the times do
  std::vector<std::vector<Millis>> chunks_;  // by level: `times_`, sorted within each chunk
};

/// Does a match begin at `begin`, a place of the operand `own`? Each other operand stands behind it
/// (begins after its last word) within the distance; where the distance is ordered, `own` is the
/// first and each operand also stands behind the one before, the one that ends earliest.
bool begins_near(const Distance& distance, std::span<const NearOperand> operands, std::size_t own,
                 const NearPlace& begin, Budget& budget);

/// The occurrences that begin a match, ascending: one of any operand (of the first, where the
/// distance is ordered) behind which each other operand stands, in the same document and within the
/// distance.
///
/// Linear in the occurrences, times the logarithm of their number (its square where the times of
/// a document's cues fall).
std::vector<Occurrence> find_near(Places& places, const Distance& distance,
                                  const std::vector<std::vector<Occurrence>>& operands);

}  // namespace earshot::search
