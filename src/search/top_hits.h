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

/// Keeps the best hits of those that come, equal ones in the order of index and passage.
///
/// With a `slack`, scores may still grow by so much: all hits are kept that could be among the best
/// then.
class TopHits {
 public:
  /// A limit of 0 keeps all.
  explicit TopHits(std::uint32_t limit) : limit_(limit) {}

  void set_slack(float slack) { slack_ = slack; }
  /// A hit must score more than this to be kept.
  float threshold() const { return threshold_; }
  bool keeps_all() const { return limit_ == 0; }
  bool is_full() const { return limit_ > 0 && best_.size() == limit_; }

  void offer(const Hit& hit) {
    if (limit_ == 0) {
      hits_.push_back(hit);
      return;
    }
    if (hit.score <= threshold_) return;
    if (slack_ > 0) {
      if (hits_.size() == capacity_) drop_hopeless();
      hits_.push_back(hit);
      if (best_.size() == limit_ && hit.score <= best_.front().score) return;
    }
    if (best_.size() == limit_) {
      std::ranges::pop_heap(best_, is_better);
      best_.back() = hit;
    } else {
      best_.push_back(hit);
    }
    std::ranges::push_heap(best_, is_better);
    if (best_.size() == limit_) threshold_ = lowest(best_.front().score);
  }

  /// The hits, best first: all that were kept.
  std::vector<Hit> take() {
    if (limit_ == 0) {
      sort_best_first(hits_);
      return std::move(hits_);
    }
    if (slack_ > 0) {
      drop_hopeless();
      std::ranges::sort(hits_, is_better);
      return std::move(hits_);
    }
    std::ranges::sort(best_, is_better);
    return std::move(best_);
  }

 private:
  /// With room for what rounding does to a sum.
  float lowest(float of_best) const {
    return slack_ > 0 ? of_best - slack_ * 1.001F - of_best * 1e-5F : of_best;
  }
  void drop_hopeless() {
    std::erase_if(hits_, [&](const Hit& hit) { return hit.score <= threshold_; });
    capacity_ = std::max(capacity_, hits_.size() * 2);
  }

  std::uint32_t limit_;
  float slack_ = 0;
  float threshold_ = -1;
  std::vector<Hit> best_;  // a heap, the worst first
  std::vector<Hit> hits_;  // all that are kept, where these are more
  std::size_t capacity_ = 1024;
};

}  // namespace earshot::search
