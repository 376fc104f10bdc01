// What fuzzing begins with, and what it once found, breaks no promise of the readers: whole, cut
// short, and damaged.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "fuzzers.h"

namespace {

/// Of each seed: every reader meets cuts and damage in all of its states sooner or later under
/// `./dev fuzz`; here a few of each must do.
constexpr std::size_t kCuts = 16;
constexpr std::size_t kDamages = 16;
/// Seeds are files of tens of kilobytes; the rest of a larger one says nothing new.
constexpr std::size_t kMaxSeedBytes = 64 * 1024;

std::string bytes_of(const char* seed) {
  std::ifstream file(std::string(EARSHOT_SOURCE_DIR "/") + seed, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {}).substr(0, kMaxSeedBytes);
}

class Replay : public testing::Test {
 public:
  explicit Replay(const Fuzzer& fuzzer) : fuzzer_(fuzzer) {}

  void TestBody() override {
    run({});
    for (const char* seed : fuzzer_.seeds) {
      const std::string bytes = bytes_of(seed);
      ASSERT_FALSE(bytes.empty()) << seed;
      run(bytes);
      for (std::size_t i = 0; i < kCuts; ++i)
        run(bytes.substr(0, bytes.size() * i / kCuts));
      for (std::size_t i = 0; i < kDamages; ++i) {
        std::string damaged = bytes;
        damaged[(bytes.size() * i / kDamages + i * 7) % bytes.size()] ^=
            static_cast<char>(1 << (i % 8));
        run(damaged);
      }
    }
  }

 private:
  void run(const std::string& bytes) const {
    // On the heap to the byte: reading over the end is seen.
    const std::vector<std::uint8_t> data(bytes.begin(), bytes.end());
    EXPECT_EQ(fuzzer_.run(data.data(), data.size()), 0);
  }

  const Fuzzer& fuzzer_;
};

const bool kIsRegistered = [] {
  for (const Fuzzer& fuzzer : fuzzers()) {
    testing::RegisterTest("Replay", fuzzer.name, nullptr, nullptr, __FILE__, __LINE__,
                          [&fuzzer]() -> Replay* { return new Replay(fuzzer); });
  }
  return true;
}();

}  // namespace
