#include <cstdio>

#include "shell/desktop/desktop.h"

int main(int count, char** arguments) {
  const earshot::shell::Options options = earshot::shell::parse_options(count, arguments);
  if (options.help) {
    std::fputs(earshot::shell::kHelp, stdout);
    return 0;
  }
  if (!options.wrong.empty()) {
    std::fprintf(stderr, "%s Try --help.\n", options.wrong.c_str());
    return 2;
  }
  earshot::shell::Desktop desktop(options);
  bool done = desktop.start();
  if (done && !options.shot.empty()) {
    done = desktop.shoot();
  } else if (done) {
    desktop.run();
  }
  if (!done) std::fprintf(stderr, "%s\n", desktop.failure().c_str());
  return done ? 0 : 3;
}
