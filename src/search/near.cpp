#include "search/near.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>

namespace earshot::search {
namespace {

using Occurrences = std::vector<Occurrence>;

class NearSearch {
 public:
  NearSearch(Places& places, const Distance& distance, const std::vector<Occurrences>& operands)
      : places_(places), distance_(distance), operands_(operands) {}

  Occurrences run() {
    Occurrences found;
    const std::size_t beginners = distance_.is_ordered ? 1 : operands_.size();
    for (std::size_t i = 0; i < beginners; ++i) {
      for (const Occurrence& begin : operands_[i]) {
        if (!places_.budget().spend()) return {};
        enter_document(begin.passage);
        if (begins_match(i, begin)) found.push_back(begin);
      }
    }
    std::ranges::sort(found, {}, &Occurrence::begin);
    const auto repeated = std::ranges::unique(found, {}, &Occurrence::begin);
    found.erase(repeated.begin(), repeated.end());
    return found;
  }

 private:
  void enter_document(std::uint32_t passage) {
    if (passage >= first_passage_ && passage < end_passage_) return;
    document_ = places_.index().passage(passage).document;
    first_passage_ = places_.index().first_passage(document_);
    end_passage_ = first_passage_ + places_.index().passage_count(document_);
    if (distance_.unit == Distance::Unit::Seconds) ascends_ = places_.times_ascend(document_);
  }

  bool begins_match(std::size_t own, const Occurrence& begin) {
    if (distance_.is_ordered) return follows_in_order(begin);
    for (std::size_t j = 0; j < operands_.size(); ++j) {
      if (j != own && !follows(operands_[j], begin)) return false;
    }
    return true;
  }

  /// The occurrences that begin behind the ordinal, in the document.
  std::span<const Occurrence> behind(const Occurrences& all, std::uint32_t ordinal) const {
    const auto first = std::ranges::upper_bound(all, ordinal, {}, &Occurrence::begin);
    return {first, all.end()};
  }

  Millis time_of(std::uint32_t ordinal, std::uint32_t passage) {
    // The last word of a phrase may stand in a later passage than its first.
    const Index& index = places_.index();
    while (passage + 1 < index.passage_count() &&
           IndexAccess::first_ordinal(index, passage + 1) <= ordinal) {
      ++passage;
    }
    const std::uint32_t first = IndexAccess::first_ordinal(index, passage);
    return ordinal < first ? kNoTime : places_.time_of(passage, ordinal - first);
  }

  enum class Reach : std::uint8_t { Within, Beyond, NeverAgain };

  /// Is `next` within the distance of where `begin` ends? NeverAgain: nor is anything behind it.
  Reach reach(const Occurrence& begin, const Occurrence& next) {
    if (next.passage >= end_passage_) return Reach::NeverAgain;
    if (distance_.unit == Distance::Unit::Words) {
      return next.begin - begin.last <= distance_.limit ? Reach::Within : Reach::NeverAgain;
    }
    const Millis from = time_of(begin.last, begin.passage);
    if (from < 0) return Reach::NeverAgain;
    const Millis to = time_of(next.begin, next.passage);
    const auto limit = std::int64_t{distance_.limit} * 1000;
    if (to >= 0 && std::abs(std::int64_t{to} - from) <= limit) return Reach::Within;
    return ascends_ ? Reach::NeverAgain : Reach::Beyond;
  }

  bool follows(const Occurrences& operand, const Occurrence& begin) {
    for (const Occurrence& next : behind(operand, begin.last)) {
      if (!places_.budget().spend()) return false;
      const Reach found = reach(begin, next);
      if (found != Reach::Beyond) return found == Reach::Within;
    }
    return false;
  }

  /// The second operand behind the first, the third behind the second, each as early as it ends.
  bool follows_in_order(const Occurrence& begin) {
    std::uint32_t last = begin.last;
    for (std::size_t j = 1; j < operands_.size(); ++j) {
      bool is_found = false;
      std::uint32_t earliest = 0;
      for (const Occurrence& next : behind(operands_[j], last)) {
        if (!places_.budget().spend()) return false;
        if (is_found && next.begin >= earliest) break;  // it ends no earlier
        const Reach found = reach(begin, next);
        if (found == Reach::NeverAgain) break;
        if (found == Reach::Beyond) continue;
        earliest = is_found ? std::min(earliest, next.last) : next.last;
        is_found = true;
      }
      if (!is_found) return false;
      last = earliest;
    }
    return true;
  }

  Places& places_;
  const Distance& distance_;
  const std::vector<Occurrences>& operands_;
  std::uint32_t document_ = 0;
  std::uint32_t first_passage_ = 1;
  std::uint32_t end_passage_ = 0;
  bool ascends_ = false;
};

}  // namespace

std::vector<Occurrence> find_near(Places& places, const Distance& distance,
                                  const std::vector<std::vector<Occurrence>>& operands) {
  return NearSearch(places, distance, operands).run();
}

}  // namespace earshot::search
