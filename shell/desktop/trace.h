#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace earshot::shell {

/// How much CPU time the interface's thread takes, by what it does: for --trace.
class Trace {
 public:
  enum class Part : std::uint8_t { Dispatch, Tick, Render, Count };

  /// Measures the time until its end on the thread's own clock.
  class Span {
   public:
    Span(Trace& trace, Part part);
    ~Span();
    Span(const Span&) = delete;
    Span& operator=(const Span&) = delete;

   private:
    Trace& trace_;
    Part part_;
    std::int64_t begin_nanoseconds_;
  };

  /// A line a part: how often, how long in all, how long at most.
  std::string report() const;

 private:
  struct Sum {
    std::uint64_t count = 0;
    std::int64_t total_nanoseconds = 0;
    std::int64_t longest_nanoseconds = 0;
    std::uint64_t over_limit = 0;
  };
  std::array<Sum, static_cast<std::size_t>(Part::Count)> sums_;
};

}  // namespace earshot::shell
