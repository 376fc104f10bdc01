#pragma once

#include <memory>

#include "app/app.h"
#include "ui/ui.h"

struct ImDrawData;
struct ImGuiContext;

namespace earshot::shell {

class GlRenderer;

/// One of ImGui's wheel units moves its windows by five lines of text.
inline constexpr float kPointsPerWheelUnit = 75;

/// One frame, cut in two: `tick` takes input and changes state without touching OpenGL, `render`
/// draws what the last tick left. A page ticks inside a DOM handler and renders when the browser
/// grants a frame.
///
/// Owns ImGui's context. Input arrives through ImGui's own queue: `ImGui::GetIO().AddKeyEvent(...)`
/// and its sisters, called between ticks.
class Frame {
 public:
  /// The bytes of `fonts` and the `app` must outlive the frame.
  Frame(app::App& app, const ui::FontFiles& fonts, ui::TextEditing editing);
  ~Frame();
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  /// Runs the interface once, hands what the user did to the app, and runs it again where that, or
  /// input that ImGui kept back, changed the state: afterwards the screen is current. Effects wait
  /// in the app.
  ui::FrameAnswer tick(const ui::FrameInfo& info);

  /// What the last tick left to draw; valid until the next tick. Null before the first.
  ImDrawData* draw_data();
  /// Draws it over the theme's paper.
  void render(GlRenderer& renderer);

  ui::Ui& ui() { return *ui_; }

 private:
  ui::FrameAnswer pass(const ui::FrameInfo& info);

  app::App& app_;
  ImGuiContext* context_ = nullptr;
  std::unique_ptr<ui::Ui> ui_;
  double last_tick_seconds_ = -1;
  bool ticked_ = false;
  bool rendered_ = false;
};

/// Sets up an ImGui context the way the program wants it (no files, no logs); tests use the same.
ImGuiContext* make_imgui_context();

}  // namespace earshot::shell
