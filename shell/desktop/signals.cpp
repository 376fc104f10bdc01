#include "shell/desktop/signals.h"

#include <csignal>
#include <utility>

namespace earshot::shell {

EndSignals::EndSignals(std::function<void()> ended) {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGHUP})
    sigaddset(&signals, number);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  thread_ = std::thread([this, signals, ended = std::move(ended)] {
    int number = 0;
    while (sigwait(&signals, &number) == 0 && !leaving_)
      ended();
  });
}

EndSignals::~EndSignals() {
  leaving_ = true;
  pthread_kill(thread_.native_handle(), SIGTERM);  // wakes it from its wait
  thread_.join();
}

}  // namespace earshot::shell
