// Packs of every version of the format, as they were written then: each is read for good.
#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "base/hash.h"
#include "forged.h"
#include "pack/layout.h"
#include "pack/pack.h"

namespace earshot::pack {
namespace {

std::vector<std::byte> golden(std::uint32_t version) {
  std::ifstream file(std::string(EARSHOT_SOURCE_DIR) + "/tests/golden/packs/version" +
                         std::to_string(version) + ".pack",
                     std::ios::binary | std::ios::ate);
  std::vector<std::byte> bytes(file ? static_cast<std::size_t>(file.tellg()) : 0);
  file.seekg(0);
  file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

class PackVersion : public testing::TestWithParam<std::uint32_t> {};
INSTANTIATE_TEST_SUITE_P(Each, PackVersion, testing::Range(0U, kFormatVersion + 1),
                         testing::PrintToStringParamName());

TEST_P(PackVersion, IsRead) {
  const auto bytes = golden(GetParam());
  const auto pack = Pack::open(bytes);
  ASSERT_TRUE(pack);
  EXPECT_EQ(pack->version(), GetParam());
  ASSERT_TRUE(pack->verify());
  EXPECT_TRUE(pack->damaged_episodes().empty());
  ASSERT_EQ(pack->episodes().size(), 2u);
  const EpisodeRecord& episode = pack->episodes()[0];
  EXPECT_EQ(pack->string(episode.title), "The rope remembers");
  EXPECT_EQ(pack->string(pack->shows()[episode.show].title), "show");
  ASSERT_EQ(pack->tracks(episode).size(), 3u);
  const TrackRecord& notes = pack->tracks(episode)[1];
  EXPECT_EQ(pack->text(notes), "Ropes\n00:04 Wear of a rope\nSplices");
  EXPECT_EQ(pack->blocks(notes)[1].start_ms, 4000);
  EXPECT_EQ(pack->string(pack->links(episode)[0].url), "https://example.org/wear");
  const TrackRecord& transcript = pack->tracks(episode)[2];
  EXPECT_EQ(pack->text(transcript),
            "A crane lifts what it is told to lift.\nAnd the rope remembers every load.");
  EXPECT_EQ(pack->blocks(transcript)[1].end_ms, 9500);
  EXPECT_EQ(pack->string(pack->speakers(transcript)[1]), "Bo");
  ASSERT_EQ(pack->files(0).size(), 2u);
  EXPECT_EQ(pack->string(pack->files(0)[1].reason), "same file name");
  const SourceRecord* source = pack->source(file_id(pack->files(0)[0]));
  ASSERT_NE(source, nullptr);
  EXPECT_TRUE(pack->unpack(*source));
  EXPECT_FALSE(pack->index_bytes().empty());
}

TEST_P(PackVersion, HidesNoDamage) {
  const auto whole = golden(GetParam());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    auto bytes = whole;
    bytes[at] ^= std::byte{0x10};
    const auto pack = Pack::open(bytes);
    if (!pack || !pack->verify()) continue;
    // The padding behind a section.
    EXPECT_EQ(pack->text(pack->tracks()[2]),
              "A crane lifts what it is told to lift.\nAnd the rope remembers every load.");
  }
}

TEST(OlderPack, HasNoFilesAndNoSources) {
  auto bytes = golden(0);
  const std::uint32_t sections = kRequiredSections;
  std::memcpy(bytes.data() + offsetof(FileHeader, section_count), &sections, sizeof(sections));
  forge_table_checksum(bytes);
  const auto pack = Pack::open(bytes);
  ASSERT_TRUE(pack);
  EXPECT_TRUE(pack->verify());
  EXPECT_EQ(pack->text(pack->tracks()[0]), "The rope remembers");
  EXPECT_TRUE(pack->files().empty());
  EXPECT_EQ(pack->file(pack->tracks()[0]), nullptr);
  EXPECT_EQ(pack->source(hash_id("raw source")), nullptr);
}

}  // namespace
}  // namespace earshot::pack
