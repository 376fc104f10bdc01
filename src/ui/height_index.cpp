#include "ui/height_index.h"

#include <bit>

namespace earshot::ui {

void HeightIndex::assign(const std::vector<float>& heights) {
  heights_ = heights;
  sums_.assign(heights_.size() + 1, 0);
  for (std::size_t number = 1; number < sums_.size(); ++number) {
    sums_[number] += static_cast<double>(heights_[number - 1]);
    const std::size_t parent = number + (number & (~number + 1));
    if (parent < sums_.size()) sums_[parent] += sums_[number];
  }
}

void HeightIndex::set(std::size_t number, float height) {
  const double change = static_cast<double>(height) - static_cast<double>(heights_[number]);
  if (change == 0) return;
  heights_[number] = height;
  for (std::size_t at = number + 1; at < sums_.size(); at += at & (~at + 1))
    sums_[at] += change;
}

double HeightIndex::top(std::size_t number) const {
  double sum = 0;
  for (std::size_t at = number; at > 0; at -= at & (~at + 1))
    sum += sums_[at];
  return sum;
}

std::size_t HeightIndex::at(double y) const {
  std::size_t before = 0;
  double left = y;
  for (std::size_t step = std::bit_floor(heights_.size() + 1); step > 0; step /= 2) {
    const std::size_t next = before + step;
    if (next < sums_.size() && sums_[next] <= left) {
      before = next;
      left -= sums_[next];
    }
  }
  std::size_t number = before < heights_.size() ? before : heights_.size() - 1;
  if (heights_.empty()) return 0;
  while (number > 0 && heights_[number] <= 0)
    --number;
  return number;
}

}  // namespace earshot::ui
