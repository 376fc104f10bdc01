#include "import/separated_text.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::import {

SeparatedText::SeparatedText(const model::Notes& notes) : plain_(notes.plain) {
  const auto add_seam = [&](std::uint32_t offset) {
    if (offset == 0 || offset >= plain_.size()) return;
    if (text::is_white(plain_[offset - 1]) || text::is_white(plain_[offset])) return;
    seams_in_plain_.push_back(offset);
  };
  for (const model::Block& block : notes.blocks) {
    if (block.text_in_plain.empty()) continue;
    add_seam(block.text_in_plain.begin);
    add_seam(block.text_in_plain.end);
  }
  std::ranges::sort(seams_in_plain_);
  const auto repeated = std::ranges::unique(seams_in_plain_);
  seams_in_plain_.erase(repeated.begin(), repeated.end());
  if (seams_in_plain_.empty()) return;
  text_.reserve(plain_.size() + seams_in_plain_.size());
  std::uint32_t from = 0;
  for (const std::uint32_t seam : seams_in_plain_) {
    text_.append(slice(plain_, {from, seam})).push_back('\n');
    from = seam;
  }
  text_.append(plain_.substr(from));
}

Range SeparatedText::range_in_text(Range range_in_plain) const {
  const auto up_to = [&](std::uint32_t offset) {
    const auto behind = std::ranges::upper_bound(seams_in_plain_, offset);
    return static_cast<std::uint32_t>(behind - seams_in_plain_.begin());
  };
  const std::uint32_t begin = range_in_plain.begin + up_to(range_in_plain.begin);
  if (range_in_plain.empty()) return {begin, begin};
  return {begin, range_in_plain.end + up_to(range_in_plain.end - 1)};
}

}  // namespace earshot::import
