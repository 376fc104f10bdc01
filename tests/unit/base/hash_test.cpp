#include "base/hash.h"

#include <gtest/gtest.h>

namespace earshot {
namespace {

TEST(Hash, IsThatOfXxh3WithSeedZero) {
  // The value of XXH3-128 for no input, as its specification gives it.
  EXPECT_EQ(to_string(hash_id("")), "99aa06d3014798d86001c324468d497f");
}

TEST(Hash, AnIdReadsBackFromItsDigits) {
  const Id id = hash_id("an episode");
  ASSERT_TRUE(id.valid());
  EXPECT_EQ(id_from_string(to_string(id)), id);
}

TEST(Hash, AnIdIsNotReadFromOtherThanThirtyTwoSmallHexDigits) {
  EXPECT_FALSE(id_from_string(""));
  EXPECT_FALSE(id_from_string("99AA06D3014798D86001C324468D497F"));
  EXPECT_FALSE(id_from_string("99aa06d3014798d86001c324468d497"));
  EXPECT_FALSE(id_from_string("99aa06d3014798d86001c324468d497g"));
}

TEST(Hash, AChecksumChangesWithAByte) {
  const std::byte bytes[2] = {std::byte{1}, std::byte{2}};
  const std::byte other[2] = {std::byte{1}, std::byte{3}};
  EXPECT_NE(checksum(bytes), checksum(other));
}

}  // namespace
}  // namespace earshot
