#pragma once

#include <time.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

// What the benchmarks of the front end share beside tests/ui/offscreen.h: words to show, a clock,
// and how figures are printed.

namespace earshot::bench {

/// CPU time of this thread.
inline double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Eleven common words, the same for the same seed, without a full stop.
inline std::string made_words(std::uint32_t seed) {
  static constexpr const char* kWords[] = {
      "so",    "what",  "we",   "measured", "then", "was",     "the",     "tail", "and",
      "not",   "the",   "mean", "because",  "a",    "cache",   "that",    "lies", "once",
      "in",    "a",     "day",  "is",       "what", "wakes",   "people",  "up",   "at",
      "night", "which", "you",  "told",     "us",   "already", "another", "time", "before"};
  std::string text;
  std::uint32_t state = seed * 2654435761U + 1;
  for (int word = 0; word < 11; ++word) {
    state = state * 1664525U + 1013904223U;
    if (word > 0) text += ' ';
    text += kWords[(state >> 16) % std::size(kWords)];
  }
  return text;
}

/// Prints median, 99th percentile and the most of some; there is at least one.
inline void print(const char* name, std::vector<double> milliseconds) {
  std::ranges::sort(milliseconds);
  const auto at = [&](double share) {
    return milliseconds[static_cast<std::size_t>(share *
                                                 static_cast<double>(milliseconds.size() - 1))];
  };
  std::printf("%-34s p50 %8.3f  p99 %8.3f  most %8.3f ms\n", name, at(0.5), at(0.99), at(1));
}

}  // namespace earshot::bench
