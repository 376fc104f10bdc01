#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "search/index.h"
#include "search/query.h"
#include "search/search.h"
#include "text/stems.h"

namespace earshot::search {

/// Documents and the index over them, for tests: `add` them, `open`, ask.
class TestLibrary {
 public:
  struct Document {
    std::uint32_t number = 0;
    Field field = Field::Transcript;
    std::string text;
    std::vector<std::uint32_t> borders_in_text;
    std::string language;
  };

  /// `lines` become one text joined by line ends, with a border at each.
  TestLibrary& add(std::vector<std::string> lines, Field field = Field::Transcript) {
    Document document;
    document.number = static_cast<std::uint32_t>(documents.size());
    document.field = field;
    for (const std::string& line : lines) {
      if (!document.text.empty()) document.text += '\n';
      document.borders_in_text.push_back(static_cast<std::uint32_t>(document.text.size()));
      document.text += line;
    }
    documents.push_back(std::move(document));
    return *this;
  }

  /// Of the last document.
  TestLibrary& in(std::string_view language) {
    documents.back().language = language;
    return *this;
  }

  TestLibrary& open(IndexOptions options = {}) {
    IndexBuilder builder(options);
    for (const Document& document : documents) {
      builder.add({.document = document.number,
                   .field = document.field,
                   .text = document.text,
                   .borders_in_text = document.borders_in_text,
                   .language = text::stem_language(document.language)});
    }
    take(builder.finish());
    return *this;
  }

  /// Opens other bytes than those that were built, where they open at all.
  bool take(const std::vector<std::byte>& bytes) {
    size_ = bytes.size();
    storage_ = std::make_unique<std::uint64_t[]>(size_ / 8 + 1);  // aligned to 8
    if (size_ > 0) std::memcpy(storage_.get(), bytes.data(), size_);
    auto opened = Index::open(this->bytes());
    if (opened) index = *opened;
    return opened.has_value();
  }

  std::span<const std::byte> bytes() const {
    return std::as_bytes(std::span(storage_.get(), size_ / 8 + 1)).first(size_);
  }

  SearchResult search(std::string_view query, const SearchOptions& options = {}) const {
    const Index* const indexes[] = {&index};
    return search::search(indexes, parse_query(query, false), options);
  }

  /// Numbers of the documents with a hit, best first.
  std::vector<std::uint32_t> found(std::string_view query) const {
    std::vector<std::uint32_t> numbers;
    for (const Hit& hit : search(query).hits)
      numbers.push_back(hit.document);
    return numbers;
  }

  std::vector<Document> documents;
  Index index;

 private:
  std::unique_ptr<std::uint64_t[]> storage_;
  std::size_t size_ = 0;
};

/// "w0 w1 ... " from `first`, `count` words.
inline std::string numbered_words(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i)
    text += "w" + std::to_string(i) + ' ';
  return text;
}

}  // namespace earshot::search
