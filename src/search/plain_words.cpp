#include "search/plain_words.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

bool is_plain(char c) {
  return text::is_letter(c) || text::is_digit(c);
}

bool is_keyword(std::string_view word) {
  return word == "OR" || word == "AND" || word == "NEAR" || word == "ONEAR";
}

}  // namespace

std::optional<Query> plain_words(std::string_view text, bool last_word_is_prefix) {
  if (text.size() > kMaxQueryBytes) return std::nullopt;
  std::array<Range, kMaxClauses> words;
  std::size_t size = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text::is_white(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && is_plain(text[at]))
      ++at;
    const std::string_view word = text.substr(begin, at - begin);
    if ((at < text.size() && !text::is_white(text[at])) || size == words.size() ||
        word.size() > text::kMaxTermBytes || is_keyword(word)) {
      return std::nullopt;
    }
    words[size++] = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
  }
  std::optional<Query> query(std::in_place);
  Node& root = query->root;
  root.range_in_query = {0, static_cast<std::uint32_t>(text.size())};
  root.children.reserve(size);
  for (const Range word : std::span(words).first(size)) {
    Node& node = root.children.emplace_back();
    node.kind = Node::Kind::Words;
    node.range_in_query = word;
    Slot& slot = node.slots.emplace_back();
    const bool is_typing = last_word_is_prefix && word.end == text.size();
    slot.kind = is_typing ? Slot::Kind::Open : Slot::Kind::Forms;
    text::fold_word(slice(text, word), slot.text);
  }
  return query;
}

}  // namespace earshot::search
