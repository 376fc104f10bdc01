#pragma once

#include <string>
#include <utility>
#include <vector>

#include "library.h"
#include "search/documents.h"

namespace earshot::search {

/// What is known of the documents of a TestLibrary: a line for each border.
class TestDocuments final : public Documents {
 public:
  struct LineOf {
    Millis start = kNoTime;
    std::int32_t speaker = -1;
  };
  struct DocumentOf {
    Facts facts;
    std::uint32_t episode = 0;
    std::vector<LineOf> lines;
    std::vector<std::string> speakers;
  };

  explicit TestDocuments(const TestLibrary& library)
      : documents(library.documents.size()), library_(library) {
    for (std::uint32_t i = 0; i < documents.size(); ++i) {
      documents[i].episode = i;
      documents[i].lines.resize(library.documents[i].borders_in_text.size());
    }
  }

  std::string_view text(std::uint32_t, std::uint32_t document) const override {
    return document < documents.size() ? std::string_view(library_.documents[document].text)
                                       : std::string_view();
  }
  Facts facts(std::uint32_t, std::uint32_t document) const override {
    return document < documents.size() ? documents[document].facts : Facts{};
  }
  std::uint32_t episode(std::uint32_t, std::uint32_t document) const override {
    return document < documents.size() ? documents[document].episode : UINT32_MAX;
  }
  std::uint32_t line_count(std::uint32_t, std::uint32_t document) const override {
    return document < documents.size()
               ? static_cast<std::uint32_t>(documents[document].lines.size())
               : 0;
  }
  Line line(std::uint32_t, std::uint32_t document, std::uint32_t number) const override {
    const auto& borders = library_.documents[document].borders_in_text;
    const LineOf& own = documents[document].lines[number];
    const auto end = number + 1 < borders.size()
                         ? borders[number + 1]
                         : static_cast<std::uint32_t>(library_.documents[document].text.size());
    return {{borders[number], end}, own.start, kNoTime, own.speaker};
  }
  std::uint32_t speaker_count(std::uint32_t, std::uint32_t document) const override {
    return document < documents.size()
               ? static_cast<std::uint32_t>(documents[document].speakers.size())
               : 0;
  }
  std::string_view speaker(std::uint32_t, std::uint32_t document,
                           std::uint32_t number) const override {
    return documents[document].speakers[number];
  }

  /// Numbers of the documents with a hit, ascending.
  std::vector<std::uint32_t> found(std::string_view query) const {
    SearchOptions options;
    options.documents = this;
    const Index* const indexes[] = {&library_.index};
    std::vector<std::uint32_t> numbers;
    for (const Hit& hit : search(indexes, parse_query(query, false), options).hits)
      numbers.push_back(hit.document);
    std::ranges::sort(numbers);
    const auto repeated = std::ranges::unique(numbers);
    numbers.erase(repeated.begin(), repeated.end());
    return numbers;
  }

  std::vector<DocumentOf> documents;

 private:
  const TestLibrary& library_;
};

}  // namespace earshot::search
