#pragma once

#include <cstdint>

namespace earshot::cli {

/// What this process uses, for the bench. What a host cannot tell is 0.
struct MemoryUse {
  std::int64_t held_bytes = 0;  ///< natively resident; under Node JavaScript's and the module's
  std::int64_t resident_bytes = 0;
  std::int64_t peak_bytes = 0;  ///< most that was resident
  std::int64_t wasm_bytes = 0;  ///< of the module's linear memory; 0 natively
};
MemoryUse memory_use();

}  // namespace earshot::cli
