// What the core says to people is known in every language: its sentences are looked for in its
// sources.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "words/words.h"

namespace earshot::words {
namespace {

const Words kGerman(Locale{.language = Language::German});

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The string literals of a source file; those beside each other are one.
std::vector<std::string> literals_of(std::string_view source) {
  std::vector<std::string> literals;
  bool goes_on = false;
  for (std::size_t at = 0; at < source.size(); ++at) {
    const char sign = source[at];
    if (source.substr(at).starts_with("//")) {
      at = std::min(source.find('\n', at), source.size());
    } else if (sign == '"' || (sign == '\'' && (at == 0 || !std::isdigit(source[at - 1])))) {
      std::string literal;
      for (++at; at < source.size() && source[at] != sign; ++at) {
        if (source[at] == '\\') ++at;
        literal += source[at];
      }
      if (sign == '\'') continue;
      if (goes_on) {
        literals.back() += literal;
      } else {
        literals.push_back(std::move(literal));
      }
      goes_on = true;
    } else if (!std::isspace(static_cast<unsigned char>(sign))) {
      goes_on = false;
    }
  }
  return literals;
}

/// Whether it ends a sentence, as what people read does.
bool is_sentence(std::string_view literal) {
  return literal.size() > 4 && literal.ends_with('.') && !literal.ends_with("..") &&
         literal.find(' ') != std::string_view::npos &&
         std::ranges::count_if(literal, [](char c) { return c >= 'a' && c <= 'z'; }) > 3;
}

bool is_known(std::string_view literal) {
  for (std::size_t i = 0; i < core_sentence_count(); ++i) {
    if (core_sentence(i).english.find(literal) != std::string_view::npos) return true;
  }
  return false;
}

TEST(CoreSentences, AreAllKnown) {
  const std::filesystem::path root = std::filesystem::path(EARSHOT_SOURCE_DIR) / "src";
  std::size_t seen = 0;
  for (const char* folder : {"base", "formats", "import", "library", "search", "text"}) {
    for (const auto& file : std::filesystem::directory_iterator(root / folder)) {
      const std::string name = file.path().filename().string();
      if (!name.ends_with(".cpp") || name == "explain.cpp") continue;  // of the command line only
      for (const std::string& literal : literals_of(read(file.path()))) {
        if (!is_sentence(literal)) continue;
        ++seen;
        EXPECT_TRUE(is_known(literal)) << name << ": " << literal;
      }
    }
  }
  EXPECT_GT(seen, 100U) << "the sources were not found";
}

TEST(CoreSentences, AreSaidInTheLanguage) {
  EXPECT_EQ(kGerman.of_core("same file name"), "gleicher Dateiname");
  EXPECT_EQ(kGerman.of_core("3 of 40 cues have no index."),
            "3 von 40 Untertiteln haben keine Nummer.");
  EXPECT_EQ(kGerman.of_core("The file is a PDF document, whatever its name says."),
            "Die Datei ist ein PDF-Dokument, was auch immer ihr Name sagt.");
  EXPECT_EQ(Words().of_core("same file name"), "same file name");
}

TEST(CoreSentences, SayTheReasonOfAnErrorInTheSameLanguage) {
  EXPECT_EQ(kGerman.of_core("This file is not text that Earshot can read. (The file is a PNG "
                            "image, whatever its name says.)"),
            "Diese Datei ist kein Text, den Earshot lesen kann. (Die Datei ist ein PNG-Bild, was "
            "auch immer ihr Name sagt.)");
}

TEST(CoreSentences, KeepWhatChangesInThem) {
  EXPECT_EQ(kGerman.of_core("This file is too large. (a.vtt: 97 MB)"),
            "Diese Datei ist zu gro\u00DF. (a.vtt: 97 MB)");
  EXPECT_EQ(kGerman.of_core("These characters were read in a wrong encoding before the file was "
                            "saved. They should say: a (b) c (12 such places in the file)"),
            "Diese Zeichen wurden falsch gelesen, bevor die Datei gespeichert wurde. Dort sollte "
            "stehen: a (b) c (12 solche Stellen in der Datei)");
}

TEST(CoreSentences, ThatAreNotKnownStayAsTheyAre) {
  EXPECT_EQ(kGerman.of_core("Something that nobody says."), "Something that nobody says.");
  EXPECT_EQ(kGerman.of_core(""), "");
}

TEST(CoreSentences, StandEachOnce) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < core_sentence_count(); ++i)
    EXPECT_TRUE(seen.insert(core_sentence(i).english).second) << core_sentence(i).english;
}

}  // namespace
}  // namespace earshot::words
