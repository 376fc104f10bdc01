#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "app/action.h"

namespace earshot::shell {

/// What other threads tell the application. Safe to post to from any thread.
class Inbox {
 public:
  /// `wake` is called when the inbox stops being empty, on the thread that posts.
  explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  void post(app::Action action) {
    bool was_empty = false;
    {
      const std::lock_guard lock(mutex_);
      was_empty = actions_.empty();
      actions_.push_back(std::move(action));
    }
    if (was_empty) wake_();
  }

  std::vector<app::Action> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(actions_, {});
  }

 private:
  std::function<void()> wake_;
  std::mutex mutex_;
  std::vector<app::Action> actions_;
};

}  // namespace earshot::shell
