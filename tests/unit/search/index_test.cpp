#include "search/index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "library.h"
#include "search/prefix.h"
#include "text/words.h"

namespace earshot::search {
namespace {

std::string_view passage_text(const TestLibrary& library, const Passage& passage) {
  return slice(library.documents[passage.document].text, passage.range_in_text);
}

TEST(IndexBuilder, GivesTheSameBytesForTheSameDocuments) {
  const auto build = [] {
    TestLibrary library;
    library.add({"one two three", "four"}).add({"two"}, Field::Title).open();
    return std::vector(library.bytes().begin(), library.bytes().end());
  };
  EXPECT_EQ(build(), build());
}

TEST(IndexBuilder, CountsDocumentsPassagesAndWords) {
  TestLibrary library;
  library.add({"one two", "three"}).add({""}).add({"...", "four"}, Field::Notes).open();
  EXPECT_EQ(library.index.document_count(), 3u);
  EXPECT_EQ(library.index.passage_count(), 2u);
  EXPECT_EQ(library.index.word_count(), 4u);
  EXPECT_EQ(library.index.field(2), Field::Notes);
  EXPECT_EQ(library.index.passage_count(1), 0u);
  EXPECT_EQ(library.index.first_passage(2), 1u);
}

TEST(IndexBuilder, KeepsDocumentNumbersThatLeaveSomeOut) {
  TestLibrary library;
  library.add({"alpha"}).add({"beta"});
  library.documents[0].number = 7;
  library.documents[1].number = 4000;
  library.open();
  EXPECT_EQ(library.found("beta"), (std::vector<std::uint32_t>{4000}));
  EXPECT_EQ(library.index.passage(1).document, 4000u);
  EXPECT_EQ(library.index.passage_count(8), 0u);
}

TEST(IndexBuilder, ListsBeginningsOfManyWordsThatAreAShareOfAllWords) {
  TestLibrary library;
  const auto add = [&](const std::string& line, int lines) {
    for (int i = 0; i < lines; ++i)
      library.add({line});
  };
  add("alpha alpine", 20);  // 40 of about 2,000 words
  add("beta bet", 10);      // 20
  add(numbered_words(0, 60), 32);
  library.open({.heavy_prefix = 15});
  const auto has_list = [&](std::string_view prefix) {
    Budget budget(UINT64_MAX);
    return merge_prefix(library.index, prefix, budget).stored.passages > 0;
  };
  EXPECT_TRUE(has_list("al"));
  EXPECT_FALSE(has_list("be"));
}

TEST(IndexBuilder, CutsPassagesAtTheBorderNearestToForty) {
  TestLibrary library;
  library
      .add({numbered_words(0, 30), numbered_words(30, 12), numbered_words(42, 12),
            numbered_words(54, 30)})
      .open();
  ASSERT_EQ(library.index.passage_count(), 2u);
  EXPECT_EQ(library.index.passage(0).word_count, 42u);
  EXPECT_EQ(library.index.passage(1).first_word, 42u);
  EXPECT_EQ(library.index.passage(1).word_count, 42u);
}

TEST(IndexBuilder, CutsAfterASentenceWhereThereIsNoBorder) {
  TestLibrary library;
  library.add({numbered_words(0, 35) + "end. " + numbered_words(36, 40)}).open();
  ASSERT_EQ(library.index.passage_count(), 2u);
  EXPECT_THAT(passage_text(library, library.index.passage(0)), testing::EndsWith("w34 end."));
  EXPECT_THAT(passage_text(library, library.index.passage(1)), testing::StartsWith("w36 "));
}

TEST(IndexBuilder, CutsATextWithoutAnyBorderAtTheMost) {
  TestLibrary library;
  library.add({numbered_words(0, 200)}).open();
  EXPECT_EQ(library.index.passage(0).word_count, kMaxPassageWords);
}

TEST(IndexBuilder, PassagesTileTheTextAndHoldTheWordsTheySay) {
  TestLibrary library;
  library
      .add({"(\"Well?\") " + numbered_words(0, 90), numbered_words(90, 3) + "Really?!  ",
            "\xE2\x80\x9CQuoted.\xE2\x80\x9D " + numbered_words(93, 70), "...",
            "\xE6\x97\xA5\xE6\x9C\xAC"})
      .open();
  const std::string& text = library.documents[0].text;
  std::uint32_t end = 0;
  std::uint32_t words_before = 0;
  for (std::uint32_t i = 0; i < library.index.passage_count(); ++i) {
    const Passage passage = library.index.passage(i);
    EXPECT_EQ(text.substr(end, passage.range_in_text.begin - end).find_first_not_of(" \n"),
              std::string::npos);
    EXPECT_EQ(passage.first_word, words_before);
    EXPECT_EQ(text::words(passage_text(library, passage)).size(), passage.word_count);
    words_before += passage.word_count;
    end = passage.range_in_text.end;
  }
  EXPECT_EQ(text.substr(end).find_first_not_of(" \n"), std::string::npos);
  EXPECT_EQ(words_before, library.index.word_count());
}

TEST(Index, FindsThePassageAtAnOffset) {
  TestLibrary library;
  library.add({"x"}).add({numbered_words(0, 40), numbered_words(40, 40)}).open();
  const Passage second = library.index.passage(2);
  EXPECT_EQ(library.index.passage_at(1, 0), 1u);
  EXPECT_EQ(library.index.passage_at(1, second.range_in_text.begin - 1), 2u);
  EXPECT_EQ(library.index.passage_at(1, second.range_in_text.begin), 2u);
  EXPECT_EQ(library.index.passage_at(1, 100000), 2u);
}

TEST(Index, OfNoDocumentsOpensAndFindsNothing) {
  TestLibrary library;
  library.open();
  EXPECT_EQ(library.index.passage_count(), 0u);
  EXPECT_TRUE(library.search("word* \"a b\" c").hits.empty());
}

TEST(Index, RefusesANewerVersionByItsName) {
  TestLibrary library;
  library.add({"word"}).open();
  std::vector<std::byte> bytes(library.bytes().begin(), library.bytes().end());
  bytes[8] = std::byte{99};
  TestLibrary other;
  other.take(bytes);
  const auto opened = Index::open(other.bytes());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::NewerVersion);
}

TEST(Index, RefusesAnOlderVersionByItsName) {
  TestLibrary library;
  library.add({"word"}).open();
  std::vector<std::byte> bytes(library.bytes().begin(), library.bytes().end());
  bytes[8] = std::byte{1};
  TestLibrary other;
  other.take(bytes);
  const auto opened = Index::open(other.bytes());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::OlderVersion);
}

TEST(Index, RefusesMoreWordsThanItsPassagesHold) {
  TestLibrary library;
  library.add({"word"}).open();
  std::vector<std::byte> bytes(library.bytes().begin(), library.bytes().end());
  bytes[32 + 3] = std::byte{1};
  EXPECT_FALSE(TestLibrary().take(bytes));
}

TEST(Index, RefusesWhatIsCutOrIsNoIndex) {
  TestLibrary library;
  library.add({"word"}).open();
  std::vector<std::byte> bytes(library.bytes().begin(), library.bytes().end());
  bytes.pop_back();
  EXPECT_FALSE(TestLibrary().take(bytes));
  EXPECT_FALSE(TestLibrary().take({}));
  EXPECT_FALSE(TestLibrary().take(std::vector<std::byte>(1000)));
}

}  // namespace
}  // namespace earshot::search
