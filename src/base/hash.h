#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace earshot {

/// A 128-bit id: of an episode (from its guid, else its content), of a source file's bytes.
/// Stable across runs, platforms and re-imports (XXH3-128, seed 0).
struct Id {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  constexpr bool valid() const { return high != 0 || low != 0; }
  constexpr auto operator<=>(const Id&) const = default;
};

/// XXH3-128 of the bytes.
Id hash_id(std::string_view bytes);

/// XXH3-64 of the bytes: the checksum of a pack's section.
std::uint64_t checksum(std::span<const std::byte> bytes);

/// 32 lower-case hexadecimal digits.
std::string to_string(Id id);
std::optional<Id> id_from_string(std::string_view hex);

}  // namespace earshot
