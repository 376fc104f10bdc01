#include "pack/pack.h"

#include <gtest/gtest.h>

#include "pack/layout.h"
#include "sample_pack.h"

namespace earshot::pack {
namespace {

TEST(Pack, GivesBackWhatTheWriterGot) {
  const auto bytes = sample_pack();
  const auto pack = Pack::open(bytes);
  ASSERT_TRUE(pack) << pack.error().detail;
  ASSERT_EQ(pack->shows().size(), 1u);
  EXPECT_EQ(pack->string(pack->shows()[0].title), "Slow Machines");
  ASSERT_EQ(pack->episodes().size(), 2u);

  const EpisodeRecord& episode = pack->episodes()[0];
  EXPECT_EQ(pack->string(episode.title), "One");
  EXPECT_EQ(episode_id(episode), (Id{1, 2}));
  ASSERT_EQ(pack->tracks(episode).size(), 1u);
  const TrackRecord& track = pack->tracks(episode)[0];
  EXPECT_EQ(pack->text(track), "Hello\nworld");
  EXPECT_EQ(pack->blocks(track)[1].start_ms, 900);
  EXPECT_EQ(pack->string(pack->speakers(track)[1]), "Bo");
  EXPECT_EQ(pack->spans(track)[0].kind, SpanKind::Word);
  EXPECT_EQ(pack->string(pack->chapters(episode)[0].title), "Start");
  EXPECT_EQ(pack->string(pack->links(episode)[0].url), "https://example.org/");
}

TEST(Pack, GivesEachEpisodeItsOwnTracks) {
  const auto bytes = sample_pack();
  const auto pack = Pack::open(bytes);
  ASSERT_TRUE(pack);
  const EpisodeRecord& second = pack->episodes()[1];
  ASSERT_EQ(pack->tracks(second).size(), 1u);
  EXPECT_EQ(pack->text(pack->tracks(second)[0]), "Notes");
  EXPECT_EQ(pack->tracks(second)[0].episode, 1u);
  EXPECT_TRUE(pack->chapters(second).empty());
  EXPECT_TRUE(pack->links(second).empty());
}

TEST(Pack, AlignsTheIndex) {
  const auto bytes = sample_pack();
  const auto pack = Pack::open(bytes);
  ASSERT_TRUE(pack);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(pack->index_bytes().data()) % 8, 0u);
  EXPECT_EQ(pack->index_bytes().size(), 11u);
}

TEST(Pack, AnswersNothingWhenDefaultConstructed) {
  const Pack pack;
  EXPECT_TRUE(pack.shows().empty());
  EXPECT_TRUE(pack.string({0, 10}).empty());
  EXPECT_TRUE(pack.verify());
  EXPECT_FALSE(pack.id().valid());
}

TEST(PackWriter, GivesTheSameBytesForTheSameInput) {
  EXPECT_EQ(sample_pack(), sample_pack());
}

TEST(PackWriter, StoresEqualStringsOnce) {
  PackWriter writer;
  std::vector<StringRef> first;
  for (int i = 0; i < 2000; ++i)
    first.push_back(writer.string(std::to_string(i % 1000)));
  for (std::size_t i = 0; i < 1000; ++i) {
    EXPECT_EQ(first[i].offset, first[i + 1000].offset);
    EXPECT_EQ(first[i].size, first[i + 1000].size);
  }
  EXPECT_EQ(writer.string("").size, 0u);
}

TEST(PackWriter, WritesAnEmptyPack) {
  PackWriter writer;
  const auto bytes = writer.finish({});
  const auto pack = Pack::open(bytes);
  ASSERT_TRUE(pack);
  EXPECT_TRUE(pack->verify());
  EXPECT_TRUE(pack->episodes().empty());
}

TEST(Pack, GivesASourceBackAsItWas) {
  const auto bytes = sample_pack();
  const auto pack = Pack::open(bytes).value();
  const auto files = pack.files(0);
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(pack.file(pack.tracks()[0]), &files[0]);
  EXPECT_EQ(pack.file(pack.tracks()[1]), nullptr);
  const SourceRecord* source = pack.source(file_id(files[0]));
  ASSERT_NE(source, nullptr);
  const auto unpacked = pack.unpack(*source);
  ASSERT_TRUE(unpacked);
  EXPECT_EQ(*unpacked,
            std::vector<std::byte>(as_bytes("raw source").begin(), as_bytes("raw source").end()));
  EXPECT_TRUE(pack.files(1).empty());
  EXPECT_EQ(pack.source(file_id(files[1])), nullptr);
}

TEST(Pack, UnpacksNoMoreThanASourceSays) {
  const auto bytes = sample_pack();
  const auto pack = Pack::open(bytes).value();
  SourceRecord source = *pack.source(hash_id("raw source"));
  for (const std::uint32_t size : {0U, 9U, 11U, UINT32_MAX}) {
    source.size = size;
    EXPECT_FALSE(pack.unpack(source)) << size;
  }
}

TEST(Pack, NamesItselfByItsContent) {
  const auto bytes = sample_pack();
  const auto other = sample_pack("other index");
  EXPECT_EQ(Pack::open(bytes)->id(), Pack::open(bytes)->id());
  EXPECT_NE(Pack::open(bytes)->id(), Pack::open(other)->id());
}

}  // namespace
}  // namespace earshot::pack
