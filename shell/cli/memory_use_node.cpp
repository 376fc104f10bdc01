#include <emscripten.h>

#include "shell/cli/memory_use.h"

namespace earshot::cli {

MemoryUse memory_use() {
  constexpr std::int64_t kPageBytes = 65536;
  const auto resident =
      static_cast<std::int64_t>(EM_ASM_DOUBLE({ return process.memoryUsage().rss; }));
  const auto held = static_cast<std::int64_t>(EM_ASM_DOUBLE({
    const used = process.memoryUsage();
    return used.heapUsed + used.external;
  }));
  return {.held_bytes = held,
          .resident_bytes = resident,
          .peak_bytes = static_cast<std::int64_t>(
              EM_ASM_DOUBLE({ return process.resourceUsage().maxRSS * 1024; })),
          .wasm_bytes = static_cast<std::int64_t>(__builtin_wasm_memory_size(0)) * kPageBytes};
}

}  // namespace earshot::cli
