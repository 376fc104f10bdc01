#include "text/offset_map.h"

#include <algorithm>

namespace earshot::text {

void OffsetMap::add_same(std::uint32_t bytes) {
  if (bytes == 0) return;
  add(1, 1);
  next_in_text_ += bytes - 1;
  next_in_file_ += bytes - 1;
}

void OffsetMap::add(std::uint32_t bytes_in_text, std::uint32_t bytes_in_file) {
  const auto step_in_text = static_cast<std::uint16_t>(bytes_in_text);
  const auto step_in_file = static_cast<std::uint16_t>(bytes_in_file);
  if (runs_.empty() || runs_.back().step_in_text != step_in_text ||
      runs_.back().step_in_file != step_in_file) {
    runs_.push_back({.begin_in_text = next_in_text_,
                     .begin_in_file = next_in_file_,
                     .step_in_text = step_in_text,
                     .step_in_file = step_in_file});
  }
  next_in_text_ += bytes_in_text;
  next_in_file_ += bytes_in_file;
}

std::uint32_t OffsetMap::in_file(std::uint32_t offset_in_text) const {
  if (runs_.empty()) return offset_in_text + next_in_file_;
  if (offset_in_text >= next_in_text_) return next_in_file_;
  const auto after = std::ranges::upper_bound(runs_, offset_in_text, {}, &Run::begin_in_text);
  const Run& run = *(after - 1);
  const std::uint32_t characters = (offset_in_text - run.begin_in_text) / run.step_in_text;
  return run.begin_in_file + characters * run.step_in_file;
}

bool OffsetMap::is_identity() const {
  if (runs_.empty()) return next_in_file_ == 0;
  return runs_.size() == 1 && runs_[0].begin_in_file == 0 && runs_[0].step_in_text == 1 &&
         runs_[0].step_in_file == 1;
}

}  // namespace earshot::text
