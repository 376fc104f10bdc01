#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/documents.h"
#include "search/query.h"

/// What packs would say about the texts of a test: shows, dates, lines with times and speakers, all
/// made from the number of the text. Answers the naive scan's questions by walking over everything.
namespace earshot::oracle {

struct TestText {
  std::string text;
  std::vector<std::uint32_t> borders_in_text;
};

class TestDocuments final : public search::Documents {
 public:
  explicit TestDocuments(std::vector<TestText> texts) : texts_(std::move(texts)) {}

  std::string_view text(std::uint32_t, std::uint32_t document) const override {
    return document < texts_.size() ? std::string_view(texts_[document].text) : std::string_view();
  }
  search::Facts facts(std::uint32_t, std::uint32_t document) const override {
    return {.show = kShows[document % kShows.size()],
            .language = kLanguages[document % kLanguages.size()],
            .date = 20'000 + static_cast<Days>(document) * 31,
            .duration = document % 5 == 0 ? kNoTime : static_cast<Millis>(document) * 300'000,
            .has = document % 8};
  }
  std::uint32_t episode(std::uint32_t, std::uint32_t document) const override {
    return document / 2;
  }
  std::uint32_t line_count(std::uint32_t, std::uint32_t document) const override {
    return document < texts_.size()
               ? static_cast<std::uint32_t>(texts_[document].borders_in_text.size())
               : 0;
  }
  search::Line line(std::uint32_t, std::uint32_t document, std::uint32_t number) const override {
    const auto& borders = texts_[document].borders_in_text;
    search::Line line;
    const std::size_t next = std::size_t{number} + 1;
    line.range_in_text = {borders[number],
                          next < borders.size()
                              ? borders[next]
                              : static_cast<std::uint32_t>(texts_[document].text.size())};
    line.start = static_cast<Millis>(number) * 3500;
    // Some documents have cues in no order, and some lines have no time.
    if (document % 4 == 3) line.start = static_cast<Millis>(number * 7919 % 400) * 1000;
    if (document % 4 == 2 && number % 9 == 8) line.start = kNoTime;
    line.speaker = static_cast<std::int32_t>(number / 3 % 4) - 1;
    return line;
  }
  std::uint32_t speaker_count(std::uint32_t, std::uint32_t) const override { return 3; }
  std::string_view speaker(std::uint32_t, std::uint32_t document,
                           std::uint32_t number) const override {
    return kSpeakers[(document + number) % kSpeakers.size()];
  }

  // --- For the naive scan -----------------------------------------------------------------------

  std::string speaker_at(std::uint32_t index, std::uint32_t document, std::uint32_t offset) const {
    const search::Line line = line_of(index, document, offset);
    if (line.speaker < 0) return {};
    std::string name(speaker(index, document, static_cast<std::uint32_t>(line.speaker)));
    for (char& c : name)
      c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return name;
  }
  Millis time_at(std::uint32_t index, std::uint32_t document, std::uint32_t offset) const {
    return line_of(index, document, offset).start;
  }
  bool passes(const search::Filter& filter, std::uint32_t index, std::uint32_t document) const {
    const search::Facts facts = this->facts(index, document);
    switch (filter.kind) {
      case search::Filter::Kind::Show:
        return filter.value == "slow" ? facts.show.starts_with("Slow")
                                      : facts.show.starts_with("Other");
      case search::Filter::Kind::Language:
        return facts.language == "de-AT" ? filter.value == "de" || filter.value == "de-at"
                                         : facts.language == filter.value;
      case search::Filter::Kind::Before:
        return facts.date < filter.number;
      case search::Filter::Kind::After:
        return facts.date >= filter.number;
      case search::Filter::Kind::Longer:
        return facts.duration != kNoTime && facts.duration > filter.number;
      case search::Filter::Kind::Shorter:
        return facts.duration != kNoTime && facts.duration < filter.number;
      case search::Filter::Kind::Has:
        return (facts.has >> filter.number & 1U) != 0;
      case search::Filter::Kind::Speaker:
        break;
    }
    return false;
  }

 private:
  static constexpr std::array<std::string_view, 2> kShows = {"Slow Compile", "Other Show"};
  static constexpr std::array<std::string_view, 3> kLanguages = {"en", "de-AT", ""};
  static constexpr std::array<std::string_view, 4> kSpeakers = {"Anna Berg", "Ben Moss", "Cleo",
                                                                "Dan Berg"};

  search::Line line_of(std::uint32_t index, std::uint32_t document, std::uint32_t offset) const {
    search::Line found;
    for (std::uint32_t i = 0; i < line_count(index, document); ++i) {
      const search::Line line = this->line(index, document, i);
      if (line.range_in_text.begin <= offset) found = line;
    }
    return found;
  }

  std::vector<TestText> texts_;
};

}  // namespace earshot::oracle
