#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "shell/common/frame.h"
#include "shell/common/gl_renderer.h"
#include "shell/desktop/drop_hover.h"
#include "shell/desktop/fingers.h"
#include "shell/desktop/inbox.h"
#include "shell/desktop/input.h"
#include "shell/desktop/options.h"
#include "shell/desktop/preferences.h"
#include "shell/desktop/services.h"
#include "shell/desktop/trace.h"
#include "shell/desktop/window.h"
#include "ui/system_glyphs.h"

union SDL_Event;

namespace earshot::shell {

/// The desktop program: a window, the app, and the loop between them.
class Desktop {
 public:
  explicit Desktop(Options options);
  ~Desktop();

  /// Opens the window and begins to load; false with `failure()`.
  bool start();
  const std::string& failure() const { return failure_; }
  /// Runs until the window is closed or the program is asked to end.
  void run();
  /// For --shot and --dump-semantics: waits until all is loaded and imported, brings about the
  /// state that was asked for, writes; false with `failure()`.
  bool run_task();

 private:
  // The loop.
  double clock_seconds() const;
  ui::FrameAnswer tick();
  void render();
  /// Dispatches what other threads told, for at most a part of a frame; true where some is left.
  bool dispatch_inbox();
  void carry_out_effects();
  bool handle(const SDL_Event& event);
  void handle_pointer(const SDL_Event& event);
  double wait_seconds(const ui::FrameAnswer& answer);
  void handle_drop(const SDL_Event& event);
  void paste();
  void paste_primary(const SDL_MouseButtonEvent& event);
  void take_text(std::string text);
  void save_place();

  // Tasks.
  void settle();
  bool run_finger_step(std::string_view step);
  bool reach(ShotState state);
  bool write_picture();

  Options options_;
  std::string library_;
  std::string failure_;
  Window window_;
  DropHover drop_hover_;
  app::App app_;
  GlRenderer renderer_;
  std::unique_ptr<ui::SystemGlyphs> glyphs_;  // outlives the frame
  std::unique_ptr<Frame> frame_;
  std::unique_ptr<Input> input_;
  std::unique_ptr<Fingers> fingers_;
  std::unique_ptr<Inbox> inbox_;
  std::unique_ptr<Services> services_;
  std::unique_ptr<PreferenceWatch> preferences_;  // none in a task
  std::deque<app::Action> told_;
  std::vector<std::string> dropped_;
  std::string dropped_text_;
  Trace trace_;
  std::uint32_t wake_event_ = 0;
  double arrived_seconds_ = 0;    // when the last files did
  double task_seconds_ = 0;       // clock_seconds of a task
  bool touch_ = false;            // the last pointer was a finger
  bool shows_drop_sign_ = false;  // for a picture of it
  bool exposed_ = true;
};

}  // namespace earshot::shell
