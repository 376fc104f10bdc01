#include "base/result.h"

#include <gtest/gtest.h>

#include <set>

namespace earshot {
namespace {

TEST(Result, EveryCodeHasASentenceAndANameOfItsOwn) {
  std::set<std::string_view> sentences;
  std::set<std::string_view> names;
  constexpr int kCodes = static_cast<int>(ErrorCode::Cancelled) + 1;
  for (int i = 0; i < kCodes; ++i) {
    sentences.insert(sentence(static_cast<ErrorCode>(i)));
    names.insert(name(static_cast<ErrorCode>(i)));
  }
  EXPECT_EQ(sentences.size(), static_cast<std::size_t>(kCodes));
  EXPECT_EQ(names.size(), static_cast<std::size_t>(kCodes));
  EXPECT_FALSE(sentences.contains(""));
  EXPECT_FALSE(names.contains(""));
}

}  // namespace
}  // namespace earshot
