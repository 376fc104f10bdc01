#include "base/hash.h"

#include <xxhash.h>

namespace earshot {
namespace {

constexpr std::size_t kIdDigits = 32;
constexpr char kHexDigits[] = "0123456789abcdef";

void append_hex(std::string& out, std::uint64_t value) {
  for (int shift = 60; shift >= 0; shift -= 4)
    out += kHexDigits[(value >> shift) & 15U];
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

Id hash_id(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {.high = hash.high64, .low = hash.low64};
}

std::uint64_t checksum(std::span<const std::byte> bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

std::string to_string(Id id) {
  std::string out;
  out.reserve(kIdDigits);
  append_hex(out, id.high);
  append_hex(out, id.low);
  return out;
}

std::optional<Id> id_from_string(std::string_view hex) {
  if (hex.size() != kIdDigits) return std::nullopt;
  std::uint64_t halves[2] = {0, 0};
  for (std::size_t i = 0; i < kIdDigits; ++i) {
    const int value = digit_value(hex[i]);
    if (value < 0) return std::nullopt;
    std::uint64_t& half = halves[i / 16];
    half = half << 4U | static_cast<std::uint64_t>(value);
  }
  return Id{.high = halves[0], .low = halves[1]};
}

}  // namespace earshot
