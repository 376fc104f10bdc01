#include <zlib.h>

#include "pack/pack.h"

namespace earshot::pack {
namespace {

// Text shrinks to about 0.4 at this level and to 0.35 at the usual one, which takes three times as
// long: import would notice.
constexpr int kLevel = 1;

}  // namespace

std::vector<std::byte> pack_source(std::span<const std::byte> bytes, SourcePacking how) {
  const auto size = static_cast<uLong>(bytes.size());
  std::vector<std::byte> packed(compressBound(size));
  uLongf written = static_cast<uLongf>(packed.size());
  // Fails only for want of room, and there is enough.
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &written,
                reinterpret_cast<const Bytef*>(bytes.data()), size,
                how == SourcePacking::Packed ? kLevel : Z_NO_COMPRESSION) != Z_OK)
    return {};
  packed.resize(written);
  return packed;
}

}  // namespace earshot::pack
