#include "shell/desktop/build_facts.h"

#include <string>

#include "embed/notices.h"
#ifdef EARSHOT_DEMO_PACK
#include "embed/demo_pack.h"
#endif

namespace earshot::shell {

app::BuildFacts build_facts() {
  return {.version = EARSHOT_VERSION,
          .notices = std::string(reinterpret_cast<const char*>(notices), notices_size)};
}

std::span<const std::byte> demo_pack_bytes() {
#ifdef EARSHOT_DEMO_PACK
  return std::as_bytes(std::span(demo_pack, demo_pack_size));
#else
  return {};
#endif
}

}  // namespace earshot::shell
