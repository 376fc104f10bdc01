#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "search/search.h"

namespace earshot::search {
namespace {

constexpr std::array<std::string_view, kFieldCount> kFields = {"title", "notes", "transcript",
                                                               "chapter titles"};

// Not std::format, which brings 250 KB of tables for numbers with fractions into the page.
std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts)
    out += part;
  return out;
}

std::string times(std::uint32_t count) {
  if (count == 1) return "once";
  if (count == 2) return "twice";
  return std::to_string(count) + " times";
}

/// Two decimals, cut from hundredths: the same digits on every machine.
std::string decimal(float value) {
  const auto hundredths = static_cast<std::int64_t>(static_cast<double>(value) * 100 + 0.5);
  const std::int64_t rest = hundredths % 100;
  return joined({std::to_string(hundredths / 100), rest < 10 ? ".0" : ".", std::to_string(rest)});
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
      add(term.text + " is not here.");
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
    add(joined({term.text, " stands here ", how, " and in ", std::to_string(term.passages),
                term.passages == 1 ? " moment" : " moments", " altogether: ", decimal(term.share),
                "."}));
  }
  for (const Explanation::Pair& pair : explanation.pairs) {
    if (pair.first + 1 >= explanation.terms.size()) continue;
    const std::string& first = explanation.terms[pair.first].text;
    const std::string& second = explanation.terms[pair.first + 1].text;
    add(pair.distance == 1
            ? joined({first, " and ", second, " are neighbours: ", decimal(pair.bonus), "."})
            : joined({first, " and ", second, " are ", std::to_string(pair.distance),
                      " words apart: ", decimal(pair.bonus), "."}));
  }
  if (explanation.first_rank > 0) {
    add(joined({explanation.is_as_typed
                    ? "It has the words as they were typed, and comes before what has not: "
                    : "It has the words, if in other forms, and comes before what has only words "
                      "like them: ",
                decimal(explanation.first_rank), "."}));
  }
  add(joined({"The moment has ", std::to_string(explanation.length),
              explanation.length == 1 ? " word" : " words", " of the ",
              kFields[static_cast<std::size_t>(explanation.field)], "; a word there counts ",
              decimal(explanation.field_weight), " times."}));
  return out;
}

}  // namespace earshot::search
