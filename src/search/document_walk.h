#pragma once

#include <algorithm>
#include <cstdint>

#include "search/format.h"
#include "search/index.h"
#include "search/index_access.h"

/// From passages to their documents. Internal to `search`.
namespace earshot::search {

/// Tells to which document passages belong that ascend; others cost a search from the start.
class DocumentWalk {
 public:
  explicit DocumentWalk(const Index& index) : index_(&index) {}

  /// Moves to the passage's document; true where it is another one than before.
  bool move_to(std::uint32_t passage) {
    if (passage < end_ && passage >= begin_) return false;
    if (passage < begin_) next_ = 0;
    return find(passage);
  }
  std::uint32_t document() const { return record_.document; }
  std::uint32_t field() const { return record_.field; }
  /// Of `text::stem_language`.
  std::uint32_t languages() const { return record_.languages; }
  std::uint32_t end() const { return end_; }

 private:
  bool find(std::uint32_t passage) {
    const std::uint32_t count = index_->document_count();
    // The first document from here on that ends behind the passage.
    std::uint32_t low = next_;
    std::uint32_t step = 1;
    while (low + step < count && IndexAccess::passages_end(*index_, low + step - 1) <= passage) {
      low += step;
      step *= 2;
    }
    std::uint32_t high = std::min(low + step, count);
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      if (IndexAccess::passages_end(*index_, middle) <= passage) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low >= count) return false;  // damaged
    next_ = low;
    record_ = IndexAccess::document(*index_, low);
    begin_ = record_.first_passage;
    end_ = IndexAccess::passages_end(*index_, low);
    return true;
  }

  const Index* index_;
  std::uint32_t next_ = 0;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
  format::DocumentRecord record_;
};

/// May a term count in passages? Cheap where the index has one language.
class LanguageCheck {
 public:
  LanguageCheck(const Index& index, std::uint32_t languages) : walk_(index), languages_(languages) {
    if (languages == UINT32_MAX) {
      verdict_ = Verdict::All;
    } else if (index.has_one_language()) {
      verdict_ = (index.languages() & languages) != 0 ? Verdict::All : Verdict::None;
    }
  }

  bool passes(std::uint32_t passage) {
    if (verdict_ != Verdict::Some) return verdict_ == Verdict::All;
    walk_.move_to(passage);
    return (walk_.languages() & languages_) != 0;
  }
  bool passes_none() const { return verdict_ == Verdict::None; }
  bool passes_all() const { return verdict_ == Verdict::All; }

 private:
  enum class Verdict : std::uint8_t { All, None, Some };

  DocumentWalk walk_;
  std::uint32_t languages_;
  Verdict verdict_ = Verdict::Some;
};

}  // namespace earshot::search
