#include "search/places.h"

#include <algorithm>
#include <string>
#include <utility>

#include "search/filters.h"
#include "search/index_access.h"
#include "text/words.h"

namespace earshot::search {
namespace {

constexpr std::uint64_t kAllWords = ~std::uint64_t{0};

/// Cutting a passage into words costs as much as so many postings: an estimate, microseconds to ns.
constexpr std::uint64_t kCutSteps = 1000;

/// The number of lines that begin at or before the offset. A binary search.
std::uint32_t lines_before(const Documents& documents, std::uint32_t index, std::uint32_t document,
                           std::uint32_t offset_in_text) {
  std::uint32_t low = 0;
  std::uint32_t high = documents.line_count(index, document);
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (documents.line(index, document, middle).range_in_text.begin <= offset_in_text) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace

bool lets_through(const Node& scope, std::string_view speaker) {
  switch (scope.kind) {
    case Node::Kind::Not:
      return !lets_through(scope.children[0], speaker);
    case Node::Kind::Or:
      return std::ranges::any_of(scope.children,
                                 [&](const Node& child) { return lets_through(child, speaker); });
    default:
      return !speaker.empty() && is_named(speaker, scope.filter.value);
  }
}

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

bool has_text(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Words:
    case Node::Kind::Regex:
    case Node::Kind::Near:
      return true;
    case Node::Kind::And:
    case Node::Kind::Or:
      return std::ranges::any_of(node.children, has_text);
    case Node::Kind::Filter:
      return node.filter.kind == Filter::Kind::Speaker;
    default:
      return false;
  }
}

Line line_at(const Documents& documents, std::uint32_t index, std::uint32_t document,
             std::uint32_t offset_in_text) {
  const std::uint32_t before = lines_before(documents, index, document, offset_in_text);
  return before == 0 ? Line{} : documents.line(index, document, before - 1);
}

std::vector<Line> Places::lines_of(std::uint32_t passage) {
  std::vector<Line> lines;
  if (documents_ == nullptr || !budget_.spend(kCutSteps)) return lines;
  const Passage own = index_.passage(passage);
  const std::string_view text = slice(documents_->text(number_, own.document), own.range_in_text);
  const std::uint32_t count = documents_->line_count(number_, own.document);
  std::uint32_t next = lines_before(*documents_, number_, own.document, own.range_in_text.begin);
  const auto line = [&](std::uint32_t i) { return documents_->line(number_, own.document, i); };
  Line here = next == 0 ? Line{} : line(next - 1);
  Line behind = next < count ? line(next) : Line{};
  std::string folded;
  for (const text::Word word : text::words(text)) {
    folded.clear();
    text::fold_word(slice(text, word), folded);
    if (folded.empty()) continue;
    while (next < count && behind.range_in_text.begin <= own.range_in_text.begin + word.begin) {
      here = behind;
      if (++next < count) behind = line(next);
    }
    lines.push_back(here);
  }
  return lines;
}

Millis Places::time_of(std::uint32_t passage, std::uint32_t position) {
  if (times_of_passages_.empty()) times_of_passages_.resize(index_.passage_count());
  if (passage >= times_of_passages_.size()) return kNoTime;
  Range& own = times_of_passages_[passage];
  if (own.empty()) {
    own.begin = static_cast<std::uint32_t>(times_.size());
    for (const Line& line : lines_of(passage))
      times_.push_back(line.start);
    if (times_.size() == own.begin) times_.push_back(kNoTime);
    own.end = static_cast<std::uint32_t>(times_.size());
  }
  return position < own.size() ? times_[own.begin + position] : kNoTime;
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
  const std::uint32_t count = documents->line_count(number, own.document);
  const std::uint32_t low = lines_before(*documents, number, own.document, own.range_in_text.begin);
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
  const std::vector<Line> lines = places_.lines_of(passage);
  for (std::size_t i = 0; i < std::min<std::size_t>({lines.size(), own.word_count, 64}); ++i) {
    if (allows(own.document, lines[i].speaker)) words |= std::uint64_t{1} << i;
  }
  return words;
}

}  // namespace earshot::search
