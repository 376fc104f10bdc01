#include "formats/source_map.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace earshot::formats
