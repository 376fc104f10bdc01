#include "steps.h"

#include <cstring>

#include "tests/unit/formats/parsing.h"

namespace {

std::uint64_t steps = 0;

constexpr std::size_t kBytesAStep = 16;  // about what such functions do at once

}  // namespace

// Before each edge of what tests/pathological/CMakeLists.txt instruments.
extern "C" void __sanitizer_cov_trace_pc_guard_init(std::uint32_t*, std::uint32_t*) {}
extern "C" void __sanitizer_cov_trace_pc_guard(std::uint32_t*) {
  ++steps;
}

// The linker sends all calls of `name` to `__wrap_name` and those of `__real_name` to `name`.
extern "C" {

void* __real_memchr(const void* bytes, int wanted, std::size_t size);
void* __wrap_memchr(const void* bytes, int wanted, std::size_t size) {
  void* found = __real_memchr(bytes, wanted, size);
  const std::size_t seen = found == nullptr
                               ? size
                               : static_cast<std::size_t>(static_cast<const char*>(found) -
                                                          static_cast<const char*>(bytes));
  steps += seen / kBytesAStep;
  return found;
}

// How far these two look before they find a difference is not told: as far as they may.
int __real_memcmp(const void* a, const void* b, std::size_t size);
int __wrap_memcmp(const void* a, const void* b, std::size_t size) {
  steps += size / kBytesAStep;
  return __real_memcmp(a, b, size);
}
int __real_bcmp(const void* a, const void* b, std::size_t size);
int __wrap_bcmp(const void* a, const void* b, std::size_t size) {
  steps += size / kBytesAStep;
  return __real_bcmp(a, b, size);
}

std::size_t __real_strlen(const char* text);
std::size_t __wrap_strlen(const char* text) {
  const std::size_t length = __real_strlen(text);
  steps += length / kBytesAStep;
  return length;
}

void* __real_realloc(void* block, std::size_t size);
void* __wrap_realloc(void* block, std::size_t size) {
  steps += size / kBytesAStep;
  return __real_realloc(block, size);
}

#define EARSHOT_COUNT_COPY(name)                                      \
  void* __real_##name(void* to, const void* from, std::size_t size);  \
  void* __wrap_##name(void* to, const void* from, std::size_t size) { \
    steps += size / kBytesAStep;                                      \
    return __real_##name(to, from, size);                             \
  }
EARSHOT_COUNT_COPY(memcpy)
EARSHOT_COUNT_COPY(memmove)
EARSHOT_COUNT_COPY(__asan_memcpy)
EARSHOT_COUNT_COPY(__asan_memmove)
#undef EARSHOT_COUNT_COPY

#define EARSHOT_COUNT_SET(name)                                \
  void* __real_##name(void* to, int value, std::size_t size);  \
  void* __wrap_##name(void* to, int value, std::size_t size) { \
    steps += size / kBytesAStep;                               \
    return __real_##name(to, value, size);                     \
  }
EARSHOT_COUNT_SET(memset)
EARSHOT_COUNT_SET(__asan_memset)
#undef EARSHOT_COUNT_SET

}  // extern "C"

namespace earshot::formats {

std::uint64_t count_steps(const std::function<void()>& work) {
  const std::uint64_t before = steps;
  work();
  return steps - before;
}

std::size_t many() {
  // With the sanitizers the tables take minutes at 50,000; a square shows at a tenth of it as well.
  return std::getenv("EARSHOT_SLOW") != nullptr ? 50'000 : 5'000;
}

void expect_about_double(std::uint64_t once, std::uint64_t twice) {
  constexpr double kAboutDouble = 2.3;  // a line gives 2, sorting a little more, a square 4
  EXPECT_GT(once, many() / kBytesAStep) << "nothing was counted";
  EXPECT_LT(static_cast<double>(twice), static_cast<double>(once) * kAboutDouble)
      << once << " steps, then " << twice;
}

std::string Many::text(std::size_t times) const {
  std::string out(head);
  for (std::size_t i = 0; i < times; ++i) {
    for (const char c : part)
      c == '\1' ? out += std::to_string(i) : out += c;
  }
  return out += tail;
}

void expect_linear(model::Format format, const Many& parts) {
  SCOPED_TRACE(std::string(model::name(format)) + ": " + testing::PrintToString(parts.text(1)));
  ParseOptions options;
  options.as = format;
  options.with_spans = true;
  std::uint64_t counts[2] = {};
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string text = parts.text(many() << i);
    Result<model::ParsedFile> file;
    counts[i] =
        count_steps([&] { file = parse_file("x", std::as_bytes(std::span(text)), options); });
    if (file && i == 0) EXPECT_EQ(broken_promise(*file, text), "");
    // To look long and then refuse is no better.
    if (!file) counts[i] = std::max<std::uint64_t>(counts[i], many() << i);
  }
  expect_about_double(counts[0], counts[1]);
}

}  // namespace earshot::formats
