#include "shell/common/png.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace earshot::shell {
namespace {

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t number = 0; number < 256; ++number) {
    std::uint32_t value = number;
    for (int bit = 0; bit < 8; ++bit)
      value = (value & 1) ? 0xEDB88320U ^ (value >> 1) : value >> 1;
    table[number] = value;
  }
  return table;
}
constexpr std::array<std::uint32_t, 256> kCrcTable = make_crc_table();

void put_u32(std::vector<std::uint8_t>& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(value >> shift));
}

void put_chunk(std::vector<std::uint8_t>& out, std::string_view kind,
               std::span<const std::uint8_t> content) {
  put_u32(out, static_cast<std::uint32_t>(content.size()));
  const std::size_t checked_from = out.size();
  out.insert(out.end(), kind.begin(), kind.end());
  out.insert(out.end(), content.begin(), content.end());
  std::uint32_t crc = 0xFFFFFFFFU;
  for (std::size_t at = checked_from; at < out.size(); ++at) {
    crc = kCrcTable[(crc ^ out[at]) & 0xFF] ^ (crc >> 8);
  }
  put_u32(out, crc ^ 0xFFFFFFFFU);
}

}  // namespace

std::vector<std::uint8_t> write_png(std::span<const std::uint8_t> rgba, std::uint32_t width,
                                    std::uint32_t height) {
  std::vector<std::uint8_t> rows;
  rows.reserve(static_cast<std::size_t>(height) * (static_cast<std::size_t>(width) * 3 + 1));
  for (std::size_t y = 0; y < height; ++y) {
    rows.push_back(0);  // no filter
    for (std::size_t x = 0; x < width; ++x) {
      const std::size_t at = (y * width + x) * 4;
      for (std::size_t part = 0; part < 3; ++part) {
        rows.push_back(at + part < rgba.size() ? rgba[at + part] : 0);
      }
    }
  }

  std::vector<std::uint8_t> zlib = {0x78, 0x01};
  constexpr std::size_t kStoredBlock =
      65535;  // RFC 1951 3.2.4: a stored block's length has 16 bits
  std::uint32_t low = 1, high = 0;
  for (std::size_t at = 0; at < rows.size() || at == 0; at += kStoredBlock) {
    const std::size_t size = std::min(kStoredBlock, rows.size() - at);
    zlib.push_back(at + size == rows.size() ? 1 : 0);
    for (const std::size_t value : {size, ~size}) {
      zlib.push_back(static_cast<std::uint8_t>(value));
      zlib.push_back(static_cast<std::uint8_t>(value >> 8));
    }
    for (std::size_t index = at; index < at + size; ++index) {
      zlib.push_back(rows[index]);
      low = (low + rows[index]) % 65521;
      high = (high + low) % 65521;
    }
  }
  put_u32(zlib, high << 16 | low);

  std::vector<std::uint8_t> out = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  std::vector<std::uint8_t> header;
  put_u32(header, width);
  put_u32(header, height);
  header.insert(header.end(), {8, 2, 0, 0, 0});  // 8 bits, RGB
  put_chunk(out, "IHDR", header);
  put_chunk(out, "IDAT", zlib);
  put_chunk(out, "IEND", {});
  return out;
}

}  // namespace earshot::shell
