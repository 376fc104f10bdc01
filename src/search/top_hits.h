#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "search/rank.h"
#include "search/search.h"

/// Internal to `search`.
namespace earshot::search {

/// Higher scores first, equal ones in the order of index and passage.
inline bool is_better(const Hit& a, const Hit& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.index != b.index ? a.index < b.index : a.passage < b.passage;
}

/// A hit whose score may still grow.
struct Candidate {
  Hit hit;
  float most = 0;  ///< by so much at most

  /// With room for what rounding does to a sum.
  float highest() const { return (hit.score + most) * 1.00001F; }
};

/// Keeps the best hits of those that come.
class TopHits {
 public:
  /// A limit of 0 keeps all.
  explicit TopHits(std::uint32_t limit) : limit_(limit) {}

  /// A hit that scores less than this is not among the best.
  float threshold() const { return threshold_; }
  bool keeps_all() const { return limit_ == 0; }
  bool is_full() const { return limit_ > 0 && best_.size() == limit_; }

  void offer(const Hit& hit) {
    if (limit_ == 0) {
      best_.push_back(hit);
      return;
    }
    if (best_.size() < limit_) {
      if (best_.empty()) best_.reserve(std::min(limit_, kRoom));
      best_.push_back(hit);
      if (best_.size() < limit_) return;
      std::ranges::make_heap(best_, is_better);
    } else {
      if (!is_better(hit, best_.front())) return;
      replace_worst(hit);
    }
    threshold_ = best_.front().score;
  }
  void offer(const Candidate& candidate) {
    if (limit_ > 0 && candidate.highest() < threshold_) return;
    if (candidates_.size() == capacity_) drop_hopeless();
    candidates_.push_back(candidate);
    if (limit_ > 0) offer(candidate.hit);
  }

  /// The hits, best first.
  std::vector<Hit> take() {
    if (limit_ == 0) {
      sort_best_first(best_);
    } else {
      std::ranges::sort(best_, is_better);
    }
    return std::move(best_);
  }
  /// Those that can be among the best, in the order in which they came.
  std::vector<Candidate> take_candidates() {
    if (limit_ > 0) drop_hopeless();
    return std::move(candidates_);
  }

 private:
  static constexpr std::uint32_t kRoom = 128;  // a page of results

  void replace_worst(const Hit& hit) {
    Hit* const heap = best_.data();
    const std::size_t size = best_.size();
    std::size_t at = 0;
    for (std::size_t below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && is_better(heap[below], heap[below + 1])) ++below;
      if (!is_better(hit, heap[below])) break;
      heap[at] = heap[below];
      at = below;
    }
    heap[at] = hit;
  }

  void drop_hopeless() {
    std::erase_if(candidates_,
                  [&](const Candidate& candidate) { return candidate.highest() < threshold_; });
    capacity_ = std::max(capacity_, candidates_.size() * 2);
  }

  std::uint32_t limit_;
  float threshold_ = -1;
  std::vector<Hit> best_;  // a heap, the worst first, once there are as many as the limit
  std::vector<Candidate> candidates_;
  std::size_t capacity_ = 1024;
};

}  // namespace earshot::search
