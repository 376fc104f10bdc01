#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "search/format.h"
#include "search/packing.h"
#include "search/postings.h"

/// Writing a term's postings. Internal to `search`.
namespace earshot::search {

/// What impacts need to know of all passages.
struct PassageFacts {
  std::span<const std::uint16_t> lengths;
  std::span<const std::uint8_t> fields;
};

/// Writes postings, term by term.
class PostingsWriter {
 public:
  explicit PostingsWriter(PassageFacts facts) : facts_(facts) {}

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

  PassageFacts facts_;
  PostingsList list_;
  std::vector<std::uint32_t> positions_;
  std::vector<format::Impact> best_;
};

}  // namespace earshot::search
