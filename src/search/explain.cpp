#include <array>
#include <cstdint>
#include <format>
#include <string>

#include "search/search.h"

namespace earshot::search {
namespace {

constexpr std::array<std::string_view, kFieldCount> kFields = {"title", "notes", "transcript",
                                                               "chapter titles"};

std::string times(std::uint32_t count) {
  if (count == 1) return "once";
  if (count == 2) return "twice";
  return std::format("{} times", count);
}

/// Two decimals, cut from hundredths: the same digits on every machine.
std::string decimal(float value) {
  const auto hundredths = static_cast<std::int64_t>(static_cast<double>(value) * 100 + 0.5);
  return std::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

}  // namespace

std::string describe(const Explanation& explanation) {
  std::string out;
  const auto add = [&](const std::string& sentence) {
    if (!out.empty()) out += ' ';
    out += sentence;
  };
  for (const Explanation::Term& term : explanation.terms) {
    if (term.exact + term.stems + term.typos == 0) {
      add(std::format("{} is not here.", term.text));
      continue;
    }
    std::string how;
    const auto kind = [&](std::uint32_t count, std::string_view what) {
      if (count == 0) return;
      if (!how.empty()) how += ", ";
      how += times(count);
      how += what;
    };
    kind(term.exact, "");
    kind(term.stems, " in another form");
    kind(term.typos, " as a word like it");
    add(std::format("{} stands here {} and in {} {} altogether: {}.", term.text, how, term.passages,
                    term.passages == 1 ? "moment" : "moments", decimal(term.share)));
  }
  for (const Explanation::Pair& pair : explanation.pairs) {
    if (pair.first + 1 >= explanation.terms.size()) continue;
    const std::string& first = explanation.terms[pair.first].text;
    const std::string& second = explanation.terms[pair.first + 1].text;
    add(pair.distance == 1
            ? std::format("{} and {} are neighbours: {}.", first, second, decimal(pair.bonus))
            : std::format("{} and {} are {} words apart: {}.", first, second, pair.distance,
                          decimal(pair.bonus)));
  }
  if (explanation.first_rank > 0) {
    add(std::format("It has the words as they were typed, and comes before what has not: {}.",
                    decimal(explanation.first_rank)));
  }
  add(std::format("The moment has {} {} of the {}; a word there counts {} times.",
                  explanation.length, explanation.length == 1 ? "word" : "words",
                  kFields[static_cast<std::size_t>(explanation.field)],
                  decimal(explanation.field_weight)));
  return out;
}

}  // namespace earshot::search
