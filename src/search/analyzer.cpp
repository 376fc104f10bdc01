// Text into terms.
//
// A stretch of text takes the long way, through `text`, where something stands in or behind a word
// that needs the rules of UAX 29. Such a stretch begins with a word, or behind a character that is
// always a border, and ends before white space: so it can be cut into words on its own.

#include "search/analyzer.h"

#include <utf8proc.h>

#include <algorithm>

#include "text/elision.h"
#include "text/scripts.h"

namespace earshot::search {
namespace {

constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool is_ascii_white(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr std::string_view kMarksInWords = ".,:;'";

}  // namespace

constinit const std::array<bool, 256> Tokens::kMarks = [] {
  std::array<bool, 256> marks{};
  for (const char mark : kMarksInWords)
    marks[static_cast<std::size_t>(mark)] = true;
  return marks;
}();

constinit const std::array<bool, 256> Tokens::kEnds = [] {
  std::array<bool, 256> ends{};
  for (int c = 0; c < 0x80; ++c) {
    const auto character = static_cast<char>(c);
    const bool is_digit = character >= '0' && character <= '9';
    ends[static_cast<std::size_t>(c)] = !is_ascii_letter(character) && !is_digit &&
                                        character != '_' &&
                                        kMarksInWords.find(character) == std::string_view::npos;
  }
  return ends;
}();

bool Tokens::take_queued(Token& token) {
  const Queued& queued = queue_[queued_++];
  token.word_in_text = queued.word_in_text;
  token.term = std::string_view(terms_).substr(queued_begin_, queued.end_in_terms - queued_begin_);
  queued_begin_ = queued.end_in_terms;
  std::array<char, 8> head{};
  std::memcpy(head.data(), token.term.data(), std::min(head.size(), token.term.size()));
  token.head = std::bit_cast<std::uint64_t>(head);
  return true;
}

/// A word of eight letters or more, of which the first eight are `lower`; false where what follows
/// them has to be looked at.
bool Tokens::take_long_word(Token& token, std::uint64_t lower) {
  const char* const data = text_.data() + at_;
  const std::uint64_t head = lower;
  std::size_t size = 0;
  std::size_t letters = 8;
  while (letters == 8) {
    std::memcpy(folded_.data() + size, &lower, sizeof lower);
    size += 8;
    if (size >= text::kMaxTermBytes) return false;
    const std::uint64_t bytes = load(data + size);
    lower = bytes | kSpaces;
    letters = leading_letters(bytes, lower);
  }
  std::memcpy(folded_.data() + size, &lower, sizeof lower);
  size += letters;
  return kEnds[static_cast<unsigned char>(data[size])] && take_folded(token, size, head);
}

/// A word of ASCII letters that stands before a mark ("end.") or has one in it ("it's"); false
/// where more has to be looked at.
bool Tokens::take_with_marks(Token& token) {
  const char* const data = text_.data() + at_;
  std::size_t size = 0;
  for (; size < text::kMaxTermBytes; ++size) {
    const char c = data[size];
    if (is_ascii_letter(c)) {
      folded_[size] = static_cast<char>(c | 0x20);
      continue;
    }
    if (kEnds[static_cast<unsigned char>(c)]) break;
    const bool joins_letters = c == '.' || c == ':' || c == '\'';  // WB6, WB7
    if (!joins_letters && c != ',' && c != ';') return false;
    const char behind = data[size + 1];
    if (static_cast<unsigned char>(behind) >= 0x80) return false;
    if (!joins_letters || !is_ascii_letter(behind) || analyzer_ == Analyzer::Plain) break;
    if (c == '\'' && text::is_elided({folded_.data(), size}, {&data[size + 1], 1})) break;
    folded_[size] = c;
  }
  if (size == 0 || size == text::kMaxTermBytes) return false;
  std::memset(folded_.data() + size, 0, 8);
  return take_folded(token, size, load(folded_.data()));
}

/// Where the stretch that begins here and takes the long way ends: before the next white space
/// behind which no other such stretch is likely to begin.
std::size_t Tokens::stretch_end() const {
  constexpr std::size_t kEnough = 4096;  // bytes; its words are queued
  std::size_t end = at_;
  for (;;) {
    while (end < text_.size() && !is_ascii_white(text_[end]))
      ++end;
    const std::size_t next = end + 1;
    if (next >= text_.size() || static_cast<unsigned char>(text_[next]) < 0x80 ||
        end - at_ > kEnough) {
      return end;
    }
    end = next;
  }
}

/// Queues the words of the text from here to `end`.
void Tokens::queue(std::size_t end) {
  queue_.clear();
  queued_ = 0;
  queued_begin_ = 0;
  terms_.clear();
  slice_begin_ = at_;
  if (analyzer_ == Analyzer::Plain) {
    queue_plain(end);
  } else {
    text::for_each_word(text_.substr(at_, end - at_), *this);
  }
  at_ = end;
}

void Tokens::word(text::Word word_in_slice) {
  const auto begin = static_cast<std::uint32_t>(slice_begin_);
  const Range word_in_text = {begin + word_in_slice.begin, begin + word_in_slice.end};
  const std::size_t before = terms_.size();
  text::fold_word(slice(text_, word_in_text), terms_);
  if (terms_.size() == before) return;
  queue_.push_back({word_in_text, static_cast<std::uint32_t>(terms_.size())});
}

void Tokens::queue_plain(std::size_t end) {
  const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(text_.data());
  std::size_t first = at_;
  std::size_t in_terms = 0;
  const auto close = [&](std::size_t at) {
    if (terms_.size() > in_terms) {
      queue_.push_back({{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(at)},
                        static_cast<std::uint32_t>(terms_.size())});
    }
    in_terms = terms_.size();
  };
  while (at_ < end) {
    utf8proc_int32_t character = -1;
    const utf8proc_ssize_t size =
        utf8proc_iterate(data + at_, static_cast<utf8proc_ssize_t>(end - at_), &character);
    const std::size_t bytes = size > 0 ? static_cast<std::size_t>(size) : 1;
    if (size <= 0 || !text::is_letter_or_digit(character)) {
      close(at_);
    } else {
      if (terms_.size() - in_terms + 4 > text::kMaxTermBytes) close(at_);
      if (terms_.size() == in_terms) first = at_;
      std::array<utf8proc_uint8_t, 4> lower;
      // The one letter whose lower case is a letter and a mark, which is none.
      const bool is_dotted = character == 0x130;
      const utf8proc_ssize_t count =
          utf8proc_encode_char(is_dotted ? 'i' : utf8proc_tolower(character), lower.data());
      terms_.append(reinterpret_cast<const char*>(lower.data()), static_cast<std::size_t>(count));
      if (is_dotted) close(at_ + bytes);
    }
    at_ += bytes;
  }
  close(end);
}

std::vector<std::string> terms_of(std::string_view text, Analyzer analyzer) {
  std::vector<std::string> terms;
  Tokens tokens(text, analyzer);
  for (Token token; tokens.next(token);)
    terms.emplace_back(token.term);
  return terms;
}

}  // namespace earshot::search
