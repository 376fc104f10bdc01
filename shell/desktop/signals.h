#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace earshot::shell {

/// Turns the signals that end a program (terminate, interrupt, hang-up) into a call on a thread of
/// its own, so that the program can end in order. To be made before any other thread: they inherit
/// the blocked signals.
class EndSignals {
 public:
  explicit EndSignals(std::function<void()> ended);
  ~EndSignals();
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

 private:
  std::atomic<bool> leaving_ = false;
  std::thread thread_;
};

}  // namespace earshot::shell
