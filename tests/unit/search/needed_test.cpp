// An index of which nothing is there until it is asked for.

#include <gtest/gtest.h>
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#endif
#endif
#ifndef ASAN_POISON_MEMORY_REGION
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "base/block_checks.h"
#include "base/hash.h"
#include "library.h"
#include "search/expand.h"
#include "search/score.h"
#include "search/top.h"

namespace earshot::search {
namespace {

constexpr std::size_t kBlock = 64;

/// Brings bytes into a place where a sanitizer stops who reads others.
class Stored : public ByteSource {
 public:
  explicit Stored(std::span<const std::byte> bytes)
      : bytes_(bytes.begin(), bytes.end()),
        place_(std::make_unique<std::uint64_t[]>(bytes.size() / 8 + 1)) {
    std::memset(place_.get(), 0xA5, bytes.size());
    ASAN_POISON_MEMORY_REGION(place_.get(), bytes.size());
  }
  ~Stored() override { ASAN_UNPOISON_MEMORY_REGION(place_.get(), bytes_.size()); }
  Stored(const Stored&) = delete;
  Stored& operator=(const Stored&) = delete;

  std::span<const std::byte> place() const {
    return std::as_bytes(std::span(place_.get(), bytes_.size() / 8 + 1)).first(bytes_.size());
  }
  bool bring(std::span<const std::byte> part) override {
    const auto begin = static_cast<std::size_t>(part.data() - place().data());
    if (begin >= fails_from && begin < fails_to) {
      ASAN_UNPOISON_MEMORY_REGION(part.data(), part.size());
      return false;
    }
    auto* const to = reinterpret_cast<std::byte*>(place_.get()) + begin;
    ASAN_UNPOISON_MEMORY_REGION(to, part.size());
    std::memcpy(to, bytes_.data() + begin, part.size());
    brought += part.size();
    return true;
  }

  std::size_t brought = 0;
  std::size_t fails_from = SIZE_MAX;
  std::size_t fails_to = SIZE_MAX;

 private:
  std::vector<std::byte> bytes_;
  std::unique_ptr<std::uint64_t[]> place_;
};

TestLibrary library() {
  TestLibrary made;
  for (int i = 0; i < 12; ++i) {
    std::vector<std::string> lines;
    for (int n = 0; n < 30; ++n) {
      lines.push_back("the cache caches " + std::to_string(n * i % 17) + " of link" +
                      std::to_string(n % 11) + " and the studies");
    }
    made.add(lines, static_cast<Field>(i % kFieldCount));
  }
  made.open({.heavy_prefix = 300});
  return made;
}

const char* const kQueries[] = {"cache",
                                "link3",
                                "study",
                                "the cache link3",
                                "link1 OR link2 OR caching",
                                "lin*",
                                "t*",
                                "\"the cache\"",
                                "\"studies the cach*\"",
                                "caches -link4",
                                "notes:link5 the",
                                "link3 NEAR/4w studies",
                                "l*k7",
                                "cahce",
                                "\"12\" l*"};

/// The hits with what one sees of them, as text.
std::string answer(const Index& index, std::string_view text, std::uint32_t limit) {
  const Index* const indexes[] = {&index};
  SearchOptions options;
  options.limit = limit;
  const SearchResult result = search(indexes, expand(indexes, parse_query(text, false)), options);
  std::string out = std::to_string(result.total);
  for (const Hit& hit : result.hits) {
    const Passage passage = index.passage(hit.passage);
    out += ' ' + std::to_string(hit.passage) + '@' + std::to_string(passage.range_in_text.begin) +
           '+' + std::to_string(passage.word_count) + '=' + std::to_string(hit.score) + ',' +
           std::to_string(index.passage_at(hit.document, passage.range_in_text.begin));
  }
  return out;
}

TEST(IndexAsNeeded, AnswersAsOneThatIsThereAsAWhole) {
  const TestLibrary whole = library();
  for (const char* query : kQueries) {
    for (const std::uint32_t limit : {0U, 3U}) {
      Stored stored(whole.bytes());
      const BlockChecks checks(stored.place(), kBlock, stored);
      const auto index = Index::open(stored.place(), &checks);
      ASSERT_TRUE(index);
      EXPECT_EQ(answer(*index, query, limit), answer(whole.index, query, limit)) << query;
    }
  }
}

TEST(IndexAsNeeded, ReadsOnlyWhatAWordTakes) {
  const TestLibrary whole = library();
  Stored stored(whole.bytes());
  const BlockChecks checks(stored.place(), kBlock, stored);
  const auto index = Index::open(stored.place(), &checks);
  ASSERT_TRUE(index);
  const std::size_t opened = stored.brought;
  EXPECT_LT(opened, whole.bytes().size() / 2);
  const Index* const indexes[] = {&*index};
  const Scoring scoring = scoring_of(indexes, Ranker::Bm25);
  search_flat(indexes, {FlatQuery::Kind::All, {{"17", false}}}, scoring, {});
  EXPECT_LT(stored.brought - opened, 1000u);
}

TEST(IndexAsNeeded, SaysWhereSomethingCannotBeRead) {
  const TestLibrary whole = library();
  for (std::size_t from = 0; from < whole.bytes().size(); from += kBlock) {
    Stored stored(whole.bytes());
    stored.fails_from = from;
    stored.fails_to = from + kBlock;
    const BlockChecks checks(stored.place(), kBlock, stored);
    const auto index = Index::open(stored.place(), &checks);
    for (const char* query : kQueries) {
      if (!index) continue;
      const std::string found = answer(*index, query, 3);
      if (checks.damaged_blocks() == 0) {
        EXPECT_EQ(found, answer(whole.index, query, 3)) << query << ' ' << from;
      }
    }
    if (!index) EXPECT_EQ(checks.damaged_blocks(), 1u);
  }
}

TEST(IndexAsNeeded, VerifiesWhatItReads) {
  const TestLibrary whole = library();
  const std::vector<std::uint64_t> checksums = block_checksums(whole.bytes(), kBlock);
  const auto table = std::as_bytes(std::span(checksums));
  std::vector<std::byte> damaged(whole.bytes().begin(), whole.bytes().end());
  damaged[damaged.size() / 2] ^= std::byte{1};  // in the postings
  TestLibrary other;
  other.take(damaged);
  const BlockChecks checks(other.bytes(), kBlock, table, checksum(table));
  const auto index = Index::open(other.bytes(), &checks);
  ASSERT_TRUE(index);
  EXPECT_EQ(checks.damaged_blocks(), 0u);
  for (const char* query : kQueries)
    answer(*index, query, 0);
  EXPECT_EQ(checks.damaged_blocks(), 1u);
}

}  // namespace
}  // namespace earshot::search
