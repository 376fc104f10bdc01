#pragma once

#include <cstddef>
#include <vector>

namespace earshot::ui {

/// Heights of many things that stand on each other: any of them may change, the place of each is
/// known, in logarithmic time (a Fenwick tree).
class HeightIndex {
 public:
  void assign(const std::vector<float>& heights);
  void set(std::size_t number, float height);
  float height(std::size_t number) const { return heights_[number]; }
  std::size_t size() const { return heights_.size(); }
  /// The sum of those before `number`.
  double top(std::size_t number) const;
  double total() const { return top(heights_.size()); }
  /// The thing that covers `y`; the last one where `y` is beyond the end. Things without height are
  /// passed over.
  std::size_t at(double y) const;

 private:
  std::vector<float> heights_;
  std::vector<double> sums_;
};

}  // namespace earshot::ui
