#include <cstddef>
#include <cstdio>
#include <optional>
#include <span>

#include <SDL.h>

#include "shell/desktop/build_facts.h"
#include "shell/desktop/desktop.h"
#include "shell/desktop/options.h"
#include "shell/desktop/signals.h"

int main(int count, char** arguments) {
  using namespace earshot::shell;
  const Options options = read_options(
      std::span(arguments, static_cast<std::size_t>(count)).subspan(count > 0 ? 1 : 0));
  if (!options.error.empty()) {
    std::fprintf(stderr, "%s. See earshot-desktop --help.\n", options.error.c_str());
    return 2;
  }
  if (options.help) {
    std::fwrite(kUsage.data(), 1, kUsage.size(), stdout);
    return 0;
  }
  if (options.version) {
    std::printf("earshot-desktop %s\n", build_facts().version.c_str());
    return 0;
  }
  // A task is ended by a signal as any program is; with a window open there are things to keep.
  std::optional<EndSignals> end_signals;
  if (!options.leaves_when_settled()) {
    end_signals.emplace([] {
      SDL_Event event = {};
      event.type = SDL_QUIT;
      SDL_PushEvent(&event);
    });
  }
  Desktop desktop(options);
  bool done = desktop.start();
  if (done && options.leaves_when_settled()) {
    done = desktop.run_task();
  } else if (done) {
    desktop.run();
  }
  if (!done) std::fprintf(stderr, "earshot-desktop: %s\n", desktop.failure().c_str());
  return done ? 0 : 3;
}
