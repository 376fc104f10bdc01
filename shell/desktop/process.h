#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace earshot::shell {

/// Full path of a program in PATH; empty where there is none.
std::string find_program(const std::string& name);

/// Starts `arguments[0]` (a path) on its own: it outlives us, and nobody reads what it says. There
/// is no shell between, so arguments arrive as they are. False where it could not be started.
bool start_detached(const std::vector<std::string>& arguments);

/// How a program ended that was asked for something.
struct ProcessAnswer {
  int exit_code = -1;  ///< -1: could not be started, or was killed
  std::string output;  ///< what it wrote to standard output, at most kMaxProcessOutputBytes
};
inline constexpr std::size_t kMaxProcessOutputBytes = std::size_t{16} << 20;  // a picker's paths

inline constexpr std::size_t kMaxProcessLineBytes = std::size_t{1} << 20;

/// A program whose standard output we want, run without a shell and without waiting for it.
class Process {
 public:
  /// `done` is called once, on another thread, when the program has ended. With `on_line` each
  /// whole line of its output is told there as it comes, without its end, and is not kept; one of
  /// more than kMaxProcessLineBytes is passed over.
  Process(std::vector<std::string> arguments, std::function<void(ProcessAnswer)> done,
          std::function<void(std::string_view line)> on_line = {});
  /// Ends the program if it still runs. `done` has been called when this returns.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool running() const;

 private:
  void watch(int output, const std::function<void(ProcessAnswer)>& done,
             const std::function<void(std::string_view line)>& on_line);

  mutable std::mutex mutex_;
  pid_t pid_ = 0;  // 0 once it is reaped: the number may then be another's
  bool done_ = false;
  std::thread thread_;
};

}  // namespace earshot::shell
