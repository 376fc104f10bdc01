#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"
#include "search/index.h"
#include "text/words.h"

/// Text into terms. Internal to `search`.
namespace earshot::search {

/// A word and the term under which it is indexed. Views are good until the next word.
struct Token {
  Range word_in_text;
  std::string_view term;   ///< folded, never empty
  std::uint64_t head = 0;  ///< its first eight bytes, low byte first, zeros behind a shorter term
};

/// Walks over the terms of a text.
///
/// Analyzer::Shipped gives the words of text::for_each_word() under text::fold_word(); a test holds
/// it against both. Runs of ASCII letters, which are nearly all words of Western texts, are found,
/// folded and gathered eight bytes at a time; what the rules of UAX 29 say about other characters
/// is left to `text`. Analyzer::Plain gives runs of letters and digits (Unicode's L and N), lower
/// case. Linear.
class Tokens final : private text::WordSink {
 public:
  Tokens(std::string_view text, Analyzer analyzer) : text_(text), analyzer_(analyzer) {}

  /// Does a word always end before this character, which is ASCII, and none before it begin
  /// earlier?
  static bool always_ends_word(char c) { return kEnds[static_cast<unsigned char>(c)]; }
  /// Is this one of the marks that may stand in a word, but not at its end?
  static bool is_mark_in_words(char c) { return kMarks[static_cast<unsigned char>(c)]; }

  /// The next word; false behind the last one.
  bool next(Token& token) {
    const char* const data = text_.data();
    for (;;) {
      if (queued_ < queue_.size()) return take_queued(token);
      if (at_ + kRoom > text_.size()) {
        if (at_ >= text_.size()) return false;
        queue(text_.size());
        continue;
      }
      const std::uint64_t first = load(data + at_);
      const std::uint64_t lower = first | kSpaces;
      const std::size_t letters = leading_letters(first, lower);
      if (letters == 0) {
        if (!begins_word(static_cast<unsigned char>(data[at_]))) {
          ++at_;
          continue;
        }
      } else if (letters < 8) {
        const bool ends = always_ends_word(data[at_ + letters]) ||
                          (is_mark_in_words(data[at_ + letters]) &&
                           always_ends_word(data[at_ + letters + 1]));  // nothing left to join
        if (ends) {
          const std::uint64_t head = lower & ((std::uint64_t{1} << (8 * letters)) - 1);
          std::memcpy(folded_.data(), &head, sizeof head);
          return take_folded(token, letters, head);
        }
      } else if (take_long_word(token, lower)) {
        return true;
      }
      if (take_with_marks(token)) return true;
      queue(stretch_end());
    }
  }

 private:
  /// Bytes ahead for which no end of the text has to be looked for.
  static constexpr std::size_t kRoom = text::kMaxTermBytes + 16;
  static constexpr std::uint64_t kOnes = 0x0101010101010101U;
  static constexpr std::uint64_t kHighs = kOnes * 0x80;
  static constexpr std::uint64_t kSpaces = kOnes * 0x20;

  static std::uint64_t load(const char* data) {
    std::uint64_t value;
    std::memcpy(&value, data, sizeof value);
    return value;
  }
  /// ASCII letters that lead the eight bytes; `lower` is `bytes` with the bit of lower case set.
  static std::size_t leading_letters(std::uint64_t bytes, std::uint64_t lower) {
    const std::uint64_t low = lower & ~kHighs;
    const std::uint64_t from_a = low + kOnes * (0x80 - 'a');
    const std::uint64_t behind_z = low + kOnes * (0x80 - 'z' - 1);
    const std::uint64_t others = ~(from_a & ~behind_z & ~bytes) & kHighs;
    return static_cast<std::size_t>(std::countr_zero(others)) / 8;
  }
  /// May a word begin with this character, which is no ASCII letter? What stands before a word and
  /// is none of these has no say in it.
  static bool begins_word(unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || c == '_';
  }

  /// Takes what is folded as the next word. Behind it stands a character that begins no word.
  bool take_folded(Token& token, std::size_t size, std::uint64_t head) {
    token.word_in_text = {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + size)};
    token.term = {folded_.data(), size};
    token.head = head;
    at_ += size + 1;
    return true;
  }
  bool take_queued(Token& token);
  bool take_long_word(Token& token, std::uint64_t lower);
  bool take_with_marks(Token& token);
  std::size_t stretch_end() const;
  void queue(std::size_t end);
  void queue_plain(std::size_t end);
  void word(text::Word word_in_slice) override;

  struct Queued {
    Range word_in_text;
    std::uint32_t end_in_terms = 0;
  };

  /// ASCII characters before which a word always ends: neither letter, digit, ExtendNumLet,
  /// MidLetter, MidNum nor MidNumLet, nor the apostrophe.
  static const std::array<bool, 256> kEnds;
  static const std::array<bool, 256> kMarks;  ///< is_mark_in_words()

  std::string_view text_;
  Analyzer analyzer_;
  std::size_t at_ = 0;
  std::array<char, text::kMaxTermBytes + 16> folded_;
  std::vector<Queued> queue_;  // of a stretch that took the long way
  std::size_t queued_ = 0;
  std::string terms_;  // of the queue, one after the other
  std::size_t slice_begin_ = 0;
  std::size_t queued_begin_ = 0;  // in terms_
};

/// The terms of a text, for queries and tests.
std::vector<std::string> terms_of(std::string_view text, Analyzer analyzer);

}  // namespace earshot::search
