#include <cstdint>
#include <cstdlib>

#include "import/archive.h"

/// No archive makes more bytes than its list and the limits say, and no name leads out of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  constexpr std::uint64_t kMaxFileBytes = 1U << 20U;
  const auto bytes = std::as_bytes(std::span(data, size));
  const auto archive = import::Archive::open({bytes.begin(), bytes.end()}, kMaxFileBytes);
  if (!archive) return 0;
  for (std::size_t i = 0; i < archive->files().size(); ++i) {
    const import::ArchivedFile& file = archive->files()[i];
    if (file.path.empty() || ("/" + file.path + "/").contains("/../")) std::abort();
    if (file.path.starts_with('/')) std::abort();
    const auto content = archive->read(i);
    if (content && content->size() != file.size_bytes) std::abort();
    if (content && content->size() > kMaxFileBytes) std::abort();
  }
  return 0;
}
