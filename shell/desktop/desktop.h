#pragma once

#include <string>

#include "app/app.h"
#include "shell/common/frame.h"
#include "shell/common/gl_renderer.h"
#include "shell/desktop/options.h"
#include "shell/desktop/window.h"

union SDL_Event;

namespace earshot::shell {

/// The desktop program: a window, the app, and the loop between them.
class Desktop {
 public:
  explicit Desktop(Options options);

  /// Opens the window and loads what was asked for; false with `failure()`.
  bool start();
  const std::string& failure() const { return failure_; }
  /// Runs until the window is closed.
  void run();
  /// Runs the script and writes the picture; false with `failure()`.
  bool shoot();

 private:
  ui::FrameAnswer tick();
  void render();
  void carry_out_effects();
  void settle();
  bool load_pack(const std::string& path);
  bool handle(const SDL_Event& event);

  Options options_;
  std::string failure_;
  Window window_;
  app::App app_;
  GlRenderer renderer_;
  std::unique_ptr<Frame> frame_;
  double shot_seconds_ = 0;  // a made-up clock: pictures are the same on every machine
  bool touch_ = false;
  bool exposed_ = true;
};

}  // namespace earshot::shell
