#include "shell/desktop/trace.h"

#include <algorithm>
#include <format>

#include <time.h>

namespace earshot::shell {
namespace {

constexpr std::int64_t kLimitNanoseconds = 50'000'000;  // what one notices

std::int64_t thread_nanoseconds() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

Trace::Span::Span(Trace& trace, Part part)
    : trace_(trace), part_(part), begin_nanoseconds_(thread_nanoseconds()) {}

Trace::Span::~Span() {
  const std::int64_t took = thread_nanoseconds() - begin_nanoseconds_;
  Sum& sum = trace_.sums_[static_cast<std::size_t>(part_)];
  ++sum.count;
  sum.total_nanoseconds += took;
  sum.longest_nanoseconds = std::max(sum.longest_nanoseconds, took);
  if (took > kLimitNanoseconds) ++sum.over_limit;
}

std::string Trace::report() const {
  constexpr std::array<std::string_view, static_cast<std::size_t>(Part::Count)> kNames = {
      "dispatch", "tick", "render"};
  std::string text = "part      count   total ms  longest ms  over 50 ms\n";
  for (std::size_t part = 0; part < sums_.size(); ++part) {
    const Sum& sum = sums_[part];
    text += std::format("{:<8}{:>7}{:>11.1f}{:>12.2f}{:>12}\n", kNames[part], sum.count,
                        static_cast<double>(sum.total_nanoseconds) / 1e6,
                        static_cast<double>(sum.longest_nanoseconds) / 1e6, sum.over_limit);
  }
  return text;
}

}  // namespace earshot::shell
