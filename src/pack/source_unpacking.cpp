#include <zlib.h>

#include "pack/layout.h"

namespace earshot::pack {

std::optional<std::vector<std::byte>> unpack_source(std::span<const std::byte> packed,
                                                    std::size_t size) {
  z_stream stream{};
  // zlib takes its input by a pointer to what it does not change.
  stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  if (inflateInit(&stream) != Z_OK) return std::nullopt;
  // One byte more than is wanted: a stream that holds more than it should must not end well.
  std::vector<std::byte> bytes(size + 1);
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int code = inflate(&stream, Z_FINISH);
  const std::size_t written = bytes.size() - stream.avail_out;
  inflateEnd(&stream);
  if (code != Z_STREAM_END || written != size) return std::nullopt;
  bytes.resize(size);
  return bytes;
}

}  // namespace earshot::pack
