#include <cstdio>
#include <fstream>
#include <string>

#include "shell/cli/memory_use.h"

namespace earshot::cli {
namespace {

/// A line of /proc/self/status such as "VmRSS:   1234 kB"; 0 where there is none.
std::int64_t status_bytes(const std::string& name) {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with(name)) return std::atoll(line.c_str() + name.size()) * 1024;
  }
  return 0;
}

}  // namespace

MemoryUse memory_use() {
  const std::int64_t resident = status_bytes("VmRSS:");
  return {.held_bytes = resident,
          .resident_bytes = resident,
          .peak_bytes = status_bytes("VmHWM:"),
          .wasm_bytes = 0};
}

}  // namespace earshot::cli
