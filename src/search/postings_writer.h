#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "search/format.h"
#include "search/packing.h"
#include "search/postings.h"

/// Writing a term's postings. Internal to `search`.
namespace earshot::search {

/// What impacts need to know of a passage.
struct PassageFact {
  std::uint8_t field = 0;
  std::uint8_t shortness = 1;  ///< 256 less its words, at least 1
};
constexpr PassageFact passage_fact(std::uint8_t field, std::uint32_t words) {
  return {field, static_cast<std::uint8_t>(256 - std::clamp<std::uint32_t>(words, 1, 255))};
}

/// Writes postings, term by term.
class PostingsWriter {
 public:
  /// `facts` are those of all passages.
  explicit PostingsWriter(std::vector<PassageFact> facts) : facts_(std::move(facts)) {}

  /// Appends the postings of a term to `out`. Its occurrences ascend, each as its passage shifted
  /// left by `position_bits` and its position in the passage. They can be had as a list until the
  /// next call.
  template <typename Occurrence>
  void write(std::span<const Occurrence> occurrences, unsigned position_bits,
             std::vector<std::byte>& out);
  const PostingsList& list() const { return list_; }

  /// Appends a list without positions.
  void write(const PostingsList& list, std::vector<std::byte>& out);

 private:
  void write_blocks(const PostingsList& list, std::span<const std::uint32_t> positions,
                    std::vector<std::byte>& out);
  std::array<format::Impact, format::kImpacts> impacts(const PostingsList& list, std::size_t begin,
                                                       std::size_t end);

  std::vector<PassageFact> facts_;
  PostingsList list_;
  std::vector<std::uint32_t> positions_;
  std::vector<std::uint32_t> ends_;  // of each passage's occurrences
  std::vector<format::Impact> best_;
};

}  // namespace earshot::search
