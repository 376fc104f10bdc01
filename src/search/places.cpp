#include "search/places.h"

#include <algorithm>
#include <string>
#include <utility>

#include "search/filters.h"
#include "search/index_access.h"
#include "text/words.h"

namespace earshot::search {
namespace {

/// Lets through a line of a speaker of this name? Without a name: only what excludes others.
bool lets_through(const Node& node, std::string_view speaker) {
  switch (node.kind) {
    case Node::Kind::Not:
      return !lets_through(node.children[0], speaker);
    case Node::Kind::Or:
      return std::ranges::any_of(node.children,
                                 [&](const Node& child) { return lets_through(child, speaker); });
    default:
      return !speaker.empty() && is_named(speaker, node.filter.value);
  }
}

constexpr std::uint64_t kAllWords = ~std::uint64_t{0};

}  // namespace

bool is_scope(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Filter:
      return node.filter.kind == Filter::Kind::Speaker;
    case Node::Kind::Not:
    case Node::Kind::Or:
      return std::ranges::all_of(node.children, is_scope);
    default:
      return false;
  }
}

const std::vector<Range>& Places::words_of(std::uint32_t passage) {
  const auto known = words_in_text_.find(passage);
  if (known != words_in_text_.end()) return known->second;
  std::vector<Range> words;
  if (documents_ != nullptr && budget_.spend(kPassageWords)) {
    const Passage own = index_.passage(passage);
    const std::string_view text = slice(documents_->text(number_, own.document), own.range_in_text);
    std::string folded;
    for (const text::Word word : text::words(text)) {
      folded.clear();
      text::fold_word(slice(text, word), folded);
      if (folded.empty()) continue;
      words.push_back({word.begin + own.range_in_text.begin, word.end + own.range_in_text.begin});
    }
  }
  return words_in_text_.emplace(passage, std::move(words)).first->second;
}

Line Places::line_of(std::uint32_t passage, std::uint32_t position) {
  const std::vector<Range>& words = words_of(passage);
  if (position >= words.size()) return {};
  return line_at(*documents_, number_, index_.passage(passage).document, words[position].begin);
}

bool Places::times_ascend(std::uint32_t document) {
  const auto known = ascending_.find(document);
  if (known != ascending_.end()) return known->second;
  bool ascend = documents_ != nullptr;
  Millis before = 0;
  const std::uint32_t count = ascend ? documents_->line_count(number_, document) : 0;
  for (std::uint32_t i = 0; ascend && i < count && budget_.spend(); ++i) {
    const Millis start = documents_->line(number_, document, i).start;
    ascend = start >= before;
    before = start;
  }
  return ascending_.emplace(document, ascend).first->second;
}

bool Scope::allows(std::uint32_t document, std::int32_t speaker) {
  const Documents* documents = places_.documents();
  if (documents == nullptr) return false;
  auto known = allowed_.find(document);
  if (known == allowed_.end()) {
    const std::uint32_t count = documents->speaker_count(places_.number(), document);
    std::vector<std::uint8_t> allowed;
    for (std::uint32_t i = 0; i <= count; ++i) {
      const std::string_view name =
          i == 0 ? std::string_view() : documents->speaker(places_.number(), document, i - 1);
      allowed.push_back(std::ranges::all_of(
          filters_, [&](const Node* filter) { return lets_through(*filter, name); }));
    }
    known = allowed_.emplace(document, std::move(allowed)).first;
  }
  const auto at = static_cast<std::size_t>(std::int64_t{speaker} + 1);
  return at < known->second.size() ? known->second[at] != 0 : known->second[0] != 0;
}

std::uint64_t Scope::words(std::uint32_t passage) {
  const auto known = words_.find(passage);
  if (known != words_.end()) return known->second;
  return words_.emplace(passage, find_words(passage)).first->second;
}

std::uint64_t Scope::find_words(std::uint32_t passage) {
  const Documents* documents = places_.documents();
  if (documents == nullptr || !places_.budget().spend()) return 0;
  const Passage own = places_.index().passage(passage);
  const std::uint32_t number = places_.number();
  // Most passages have one speaker: then no word need be looked at.
  std::uint32_t low = 0;
  std::uint32_t high = documents->line_count(number, own.document);
  const std::uint32_t count = high;
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (documents->line(number, own.document, middle).range_in_text.begin <=
        own.range_in_text.begin) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  bool some = low == 0 && allows(own.document, -1);
  bool all = low > 0 || some;
  for (std::uint32_t i = low == 0 ? 0 : low - 1; i < count; ++i) {
    const Line line = documents->line(number, own.document, i);
    if (line.range_in_text.begin >= own.range_in_text.end) break;
    const bool allowed = allows(own.document, line.speaker);
    some |= allowed;
    all &= allowed;
  }
  if (all) return kAllWords;
  if (!some) return 0;
  std::uint64_t words = 0;
  for (std::uint32_t i = 0; i < own.word_count && i < 64; ++i) {
    if (allows(own.document, places_.line_of(passage, i).speaker)) words |= std::uint64_t{1} << i;
  }
  return words;
}

}  // namespace earshot::search
