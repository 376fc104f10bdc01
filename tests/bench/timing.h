#pragma once

#include <algorithm>
#include <cstddef>
#include <ctime>
#include <string>
#include <vector>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

// What the benchmarks of readers share: rates of the best of some rounds, natively and under Node.

namespace earshot::bench {

using Texts = std::vector<std::string>;

/// CPU time of this process: a machine that does something else meanwhile changes it little.
inline double now_ms() {
#ifdef __EMSCRIPTEN__
  return EM_ASM_DOUBLE({
    const used = process.cpuUsage();
    return (used.user + used.system) / 1000;
  });
#else
  return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC;
#endif
}

/// Megabytes of text a second of the best round; `result` is the sum of what `read` gave for each.
template <typename Read>
double rate(const Texts& texts, Read&& read, std::size_t& result) {
  constexpr int kRounds = 12;
  std::size_t bytes = 0;
  for (const std::string& text : texts)
    bytes += text.size();
  double best = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    result = 0;
    const double begin = now_ms();
    for (const std::string& text : texts) {
      result += read(text);
      // Or a compiler that sees the result unused leaves the reading out.
      asm volatile("" : : "r"(result) : "memory");
    }
    best = std::min(best, now_ms() - begin);
  }
  return static_cast<double>(bytes) / 1e3 / std::max(best, 0.001);
}

}  // namespace earshot::bench
