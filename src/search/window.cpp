#include "search/window.h"

#include <algorithm>

#include "search/bits.h"
#include "search/sources.h"

namespace earshot::search {

void WindowList::enter(std::uint32_t begin, std::uint32_t end) {
  if (!is_empty_) all_.fill(0);
  is_empty_ = true;
  has_sums_ = false;
  first_ = at_end() ? 0 : postings_.block_number() * format::kBlockPostings + at_;
  while (!at_end()) {
    const auto passages = postings_.block_passages();
    const auto from = passages.begin() + at_;
    const bool ends_inside = passages.back() >= end;
    const auto to = ends_inside ? std::lower_bound(from, passages.end(), end) : passages.end();
    // A damaged block may go back.
    const auto first = from < to && *from < begin ? std::lower_bound(from, to, begin) : from;
    if (first < to) {
      set_bits(all_.data(), {first, to}, begin);
      is_empty_ = false;
    }
    at_ = static_cast<std::uint32_t>(to - passages.begin());
    if (ends_inside) break;
    postings_.next_block();
    at_ = 0;
  }
  is_narrowed_ = !language_.passes_all();
  if (is_narrowed_) narrow(begin);
}

void WindowList::narrow(std::uint32_t begin) {
  narrowed_.fill(0);
  bool is_any = false;
  for (std::uint32_t word = 0; !is_empty_ && word < all_.size(); ++word) {
    for_each_bit(all_[word], [&](std::uint32_t bit) {
      if (!language_.passes(begin + word * 64 + bit)) return;
      narrowed_[word] |= std::uint64_t{1} << bit;
      is_any = true;
    });
  }
  // What was marked is to be cleared in the next window.
  if (!is_any && !is_empty_) all_.fill(0);
  is_empty_ = !is_any;
}

void WindowList::sum_before() {
  std::uint32_t sum = 0;
  for (std::size_t word = 0; word < all_.size(); ++word) {
    before_[word] = static_cast<std::uint16_t>(sum);
    sum += static_cast<std::uint32_t>(std::popcount(all_[word]));
  }
  has_sums_ = true;
}

std::uint32_t WindowList::count_at(std::uint32_t place) {
  if (!has_sums_) sum_before();
  const std::uint64_t below = (std::uint64_t{1} << (place % 64)) - 1;
  const std::uint32_t number = first_ + before_[place / 64] +
                               static_cast<std::uint32_t>(std::popcount(all_[place / 64] & below));
  const std::uint32_t block = number / format::kBlockPostings;
  const std::uint32_t at = number % format::kBlockPostings;
  if ((counting_.at_end() || counting_.block_number() != block) &&
      !counting_.move_to_block(block)) {
    return 1;  // damaged
  }
  return at < counting_.block_size() ? counting_.block_counts()[at] : 1;
}

std::uint32_t WindowWord::next_passage() const {
  std::uint32_t next = UINT32_MAX;
  for (const Form& form : forms_) {
    if (!form.list.at_end()) next = std::min(next, form.list.next_passage());
  }
  return next;
}

bool WindowWord::enter(std::uint32_t begin, std::uint32_t end) {
  marks_ = nullptr;
  for (Form& form : forms_) {
    form.list.enter(begin, end);
    if (form.list.is_empty()) continue;
    const Marks& own = form.list.marks();
    if (marks_ == nullptr) {
      marks_ = &own;
      continue;
    }
    if (marks_ != &joined_) joined_ = *marks_;
    for (std::size_t i = 0; i < joined_.size(); ++i)
      joined_[i] |= own[i];
    marks_ = &joined_;
  }
  return marks_ != nullptr;
}

std::uint32_t WindowWord::tally_at(std::uint32_t place) {
  std::uint32_t tally = 0;
  for (Form& form : forms_) {
    if (form.list.is_empty() || !form.list.has(place)) continue;
    tally = Tally::sum(tally, Tally::of(form.level, form.list.count_at(place)));
  }
  return tally;
}

}  // namespace earshot::search
