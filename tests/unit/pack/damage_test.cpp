#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "forged.h"
#include "pack/layout.h"
#include "pack/pack.h"
#include "sample_pack.h"

namespace earshot::pack {
namespace {

/// A pack of three episodes, each with more than one block of text.
std::vector<std::byte> pack_of_long_texts() {
  PackWriter writer;
  EpisodeRecord episode;
  for (std::uint32_t i = 0; i < 3; ++i) {
    episode.id_low = i + 1;
    episode.title = writer.string("Episode " + std::to_string(i));
    TrackRecord track;
    track.kind = TrackKind::Transcript;
    const std::string text(2 * kBlockBytes, static_cast<char>('a' + i));
    writer.add_track({.record = track, .text = text, .blocks = {}, .spans = {}, .speakers = {}});
    writer.add_episode(episode);
  }
  return writer.finish({});
}

/// Flips a bit in the middle of the first place where the pack has `bytes`.
void damage(std::vector<std::byte>& pack, std::span<const std::byte> bytes) {
  const auto at = std::ranges::search(pack, bytes);
  ASSERT_FALSE(at.empty());
  at[at.size() / 2] ^= std::byte{1};
}

// What a reader says of the pack must be true of it, or it must say that something is damaged.
TEST(DamagedPack, EveryFlippedBitIsFoundOrHarmless) {
  const auto whole = sample_pack();
  const std::uint64_t sum = touch_everything(Pack::open(whole).value());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      auto bytes = whole;
      bytes[at] ^= static_cast<std::byte>(1 << bit);
      const auto pack = Pack::open(bytes);
      if (!pack) continue;
      const std::uint64_t read = touch_everything(*pack);
      // A bit of the padding changes nothing.
      if (pack->verify()) {
        EXPECT_EQ(read, sum) << at;
      } else {
        EXPECT_FALSE(pack->damage().empty()) << at;
      }
    }
  }
}

TEST(DamagedPack, EveryFlippedBitUnderRightChecksumsStaysInBounds) {
  const auto whole = sample_pack();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      auto bytes = whole;
      bytes[at] ^= static_cast<std::byte>(1 << bit);
      forge_checksums(bytes);
      if (const auto pack = Pack::open(bytes)) touch_everything(*pack);
    }
  }
}

TEST(DamagedPack, AnEpisodeIsLostWithItsBlockAndNoOther) {
  auto bytes = pack_of_long_texts();
  const std::string text(kBlockBytes, 'b');
  damage(bytes, as_bytes(text));
  const auto pack = Pack::open(bytes).value();
  EXPECT_EQ(pack.text(pack.tracks()[0]).size(), 2 * kBlockBytes);
  EXPECT_EQ(pack.damaged_blocks(), 0u);  // not touched yet
  EXPECT_EQ(pack.text(pack.tracks()[1]), "");
  EXPECT_EQ(pack.text(pack.tracks()[2]).size(), 2 * kBlockBytes);
  EXPECT_EQ(pack.damaged_blocks(), 1u);
  EXPECT_EQ(pack.damaged_episodes(), std::vector<std::uint32_t>{1});
}

TEST(DamagedPack, AnEpisodeWhoseRecordIsDamagedHasNoId) {
  const auto whole = pack_of_long_texts();
  auto bytes = whole;
  const auto records = std::as_bytes(Pack::open(whole)->episodes());
  damage(bytes, std::vector<std::byte>(records.begin(), records.end()));
  const auto pack = Pack::open(bytes).value();
  ASSERT_EQ(pack.episodes().size(), 3u);
  for (const EpisodeRecord& episode : pack.episodes()) {
    EXPECT_FALSE(episode_id(episode).valid());
    EXPECT_TRUE(pack.tracks(episode).empty());
  }
  EXPECT_EQ(pack.damaged_episodes().size(), 3u);  // they lie in one block
}

TEST(DamagedPack, ATrackWhoseRecordIsDamagedIsOfNoEpisode) {
  const auto whole = pack_of_long_texts();
  auto bytes = whole;
  const auto records = std::as_bytes(Pack::open(whole)->tracks());
  damage(bytes, std::vector<std::byte>(records.begin(), records.end()));
  const auto pack = Pack::open(bytes).value();
  ASSERT_EQ(pack.tracks().size(), 3u);
  EXPECT_EQ(pack.tracks()[1].episode, UINT32_MAX);
  EXPECT_EQ(pack.text(pack.tracks()[1]), "");
}

TEST(DamagedPack, ItsChecksumsAreChecked) {
  const auto whole = pack_of_long_texts();
  auto bytes = whole;
  bytes[sizeof(FileHeader) + kSectionCount * sizeof(SectionEntry) + 100] ^= std::byte{1};
  const auto pack = Pack::open(bytes).value();
  EXPECT_FALSE(pack.verify());
  EXPECT_EQ(pack.damage().size(), 1u);
}

TEST(Pack, KeepsItsViewsWhenItIsMoved) {
  const auto bytes = sample_pack();
  auto pack = Pack::open(bytes).value();
  const auto episodes = pack.episodes();
  const Pack moved = std::move(pack);
  EXPECT_EQ(moved.episodes().data(), episodes.data());
}

TEST(DamagedPack, EveryTruncationIsRefused) {
  const auto whole = sample_pack();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::vector<std::byte> cut(whole.begin(),
                                     whole.begin() + static_cast<std::ptrdiff_t>(size));
    const auto pack = Pack::open(cut);
    ASSERT_FALSE(pack) << size;
    EXPECT_EQ(pack.error().code, ErrorCode::Damaged);
  }
}

TEST(DamagedPack, ADamagedSectionCountsAsEmptyAndIsNamed) {
  auto bytes = sample_pack();
  const auto text = std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  bytes[text.find("Hello\nworld")] ^= std::byte{1};
  const auto pack = Pack::open(bytes);
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->text(pack->tracks()[0]), "");
  EXPECT_EQ(pack->string(pack->shows()[0].title), "Slow Machines");
  EXPECT_EQ(pack->damage(), std::vector<std::string_view>{"texts"});
  const auto verified = pack->verify();
  ASSERT_FALSE(verified);
  EXPECT_EQ(verified.error().detail, "sections: texts");
}

TEST(DamagedPack, ANewerVersionIsNamedAsSuch) {
  auto bytes = sample_pack();
  FileHeader header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  header.version = kFormatVersion + 1;
  std::memcpy(bytes.data(), &header, sizeof(header));
  const auto pack = Pack::open(bytes);
  ASSERT_FALSE(pack);
  EXPECT_EQ(pack.error().code, ErrorCode::NewerVersion);
}

TEST(DamagedPack, AnotherFileIsRefused) {
  alignas(8) static constexpr char kPage[] = "<!doctype html><title>404</title> not a pack at all";
  EXPECT_FALSE(Pack::open(as_bytes(kPage)));
  EXPECT_FALSE(Pack::open({}));
}

}  // namespace
}  // namespace earshot::pack
