#include <gtest/gtest.h>

#include <cstring>

#include "base/hash.h"
#include "pack/layout.h"
#include "pack/pack.h"
#include "sample_pack.h"

namespace earshot::pack {
namespace {

/// Puts right checksums over changed bytes, as a forger would.
void forge_checksums(std::vector<std::byte>& bytes) {
  for (std::size_t number = 0; number < kSectionCount; ++number) {
    std::byte* at = bytes.data() + sizeof(FileHeader) + number * sizeof(SectionEntry);
    SectionEntry entry;
    std::memcpy(&entry, at, sizeof(entry));
    if (entry.offset > bytes.size() || entry.size > bytes.size() - entry.offset) continue;
    entry.checksum = checksum(std::span(bytes).subspan(static_cast<std::size_t>(entry.offset),
                                                       static_cast<std::size_t>(entry.size)));
    std::memcpy(at, &entry, sizeof(entry));
  }
  FileHeader header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.section_count > (bytes.size() - sizeof(header)) / sizeof(SectionEntry)) return;
  header.table_checksum = table_checksum(
      header,
      std::span(bytes).subspan(sizeof(header), header.section_count * sizeof(SectionEntry)));
  std::memcpy(bytes.data(), &header, sizeof(header));
}

TEST(OlderPack, HasNoFilesAndNoSources) {
  auto bytes = sample_pack();
  const std::uint32_t sections = kRequiredSections;
  std::memcpy(bytes.data() + offsetof(FileHeader, section_count), &sections, sizeof(sections));
  FileHeader header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  header.table_checksum = table_checksum(
      header, std::span(bytes).subspan(sizeof(header), sections * sizeof(SectionEntry)));
  std::memcpy(bytes.data(), &header, sizeof(header));
  const auto pack = Pack::open(bytes);
  ASSERT_TRUE(pack);
  EXPECT_TRUE(pack->verify());
  EXPECT_EQ(pack->text(pack->tracks()[0]), "Hello\nworld");
  EXPECT_TRUE(pack->files().empty());
  EXPECT_EQ(pack->file(pack->tracks()[0]), nullptr);
  EXPECT_EQ(pack->source(hash_id("raw source")), nullptr);
}

TEST(DamagedPack, EveryFlippedBitIsFoundOrHarmless) {
  const auto whole = sample_pack();
  std::size_t unnoticed = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      auto bytes = whole;
      bytes[at] ^= static_cast<std::byte>(1 << bit);
      const auto pack = Pack::open(bytes);
      if (!pack) continue;
      touch_everything(*pack);
      if (pack->verify()) ++unnoticed;  // padding only
    }
  }
  EXPECT_LE(unnoticed, kSectionCount * (kAlignment - 1) * 8);
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
