#include "formats/source_map.h"

#include "parsing.h"

namespace earshot::formats {
namespace {

std::string shown(SourceMap& map, std::string_view source) {
  std::string out;
  for (const model::SourceSpan& span : map.finish(source, "rest")) {
    out += span.field + "=" + std::string(slice(source, span.range_in_source)) + ";";
  }
  return out;
}

TEST(SourceMap, WhatNobodyAddedIsTheRest) {
  SourceMap map(true);
  map.add({4, 7}, "b");
  EXPECT_EQ(shown(map, "one two three"), "rest=one;b=two;rest=three;");
}

TEST(SourceMap, AStretchInsideAnotherWins) {
  SourceMap map(true);
  map.add({0, 13}, "outer");
  map.add({4, 7}, "inner");
  EXPECT_EQ(shown(map, "one two three"), "outer=one;inner=two;outer=three;");
}

TEST(SourceMap, AddingOutOfOrderOrOverlappingKeepsTheMapWhole) {
  SourceMap map(true);
  map.add({8, 99}, "c");
  map.add({2, 9}, "b");
  map.add({0, 3}, "a");
  EXPECT_EQ(shown(map, "abcdefghijkl"), "a=ab;b=cdefgh;c=ijkl;");
}

/// The bytes of the file that became the first span of `field`.
std::string bytes_of(std::string_view bytes, std::string_view field) {
  const auto file = parse(bytes, "n.txt", model::Format::NotesText);
  for (const model::SourceSpan& span : file.spans) {
    if (span.field == field) return std::string(slice(bytes, span.range_in_source));
  }
  return "missing";
}

TEST(SourceMap, SpansCountInTheFileWhateverItsEncoding) {
  using namespace std::string_view_literals;
  EXPECT_EQ(bytes_of("\xEF\xBB\xBF- a lamp\n", "outline.text"), "a lamp");
  EXPECT_EQ(bytes_of("\xEF\xBB\xBF- a lamp\n", "markup"), "\xEF\xBB\xBF");
  EXPECT_EQ(bytes_of("\xFF\xFE-\0 \0\xE9\0x\0\n\0"sv, "outline.text"), "\xE9\0x\0"sv);
  EXPECT_EQ(bytes_of("- caf\xE9 and lamp\n", "outline.text"), "caf\xE9 and lamp");
  EXPECT_EQ(bytes_of("- \xC3\xA9\xC3\xA9 \xFF lamp\n", "outline.text"),
            "\xC3\xA9\xC3\xA9 \xFF lamp");
}

}  // namespace
}  // namespace earshot::formats
