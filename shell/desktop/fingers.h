#pragma once

#include <SDL.h>

#include "shell/desktop/touch.h"
#include "ui/ui.h"

namespace earshot::shell {

/// Turns SDL's fingers into gestures, and these into what ImGui's current context and the Ui take:
/// a pointer that is a finger, its buttons, wheel turns, zooms.
class Fingers final : private TouchTarget {
 public:
  /// `ui` must outlive this.
  explicit Fingers(ui::Ui& ui) : ui_(ui), gestures_(*this) {}
  Fingers(const Fingers&) = delete;
  Fingers& operator=(const Fingers&) = delete;

  /// `width` and `height` are the window's, in points. False where no finger is on the window
  /// itself, as with a touch pad.
  bool feed(const SDL_TouchFingerEvent& event, float width, float height, double seconds);
  Touch& gestures() { return gestures_; }

 private:
  void move(float x, float y) override;
  void press() override;
  void scroll(float dx, float dy) override;
  bool drags(float x, float y) const override;
  void hold(bool down, int button) override;
  bool zooms(float x, float y) const override;
  void zoom(float factor) override;
  void leave() override;
  void point() const;

  ui::Ui& ui_;
  Touch gestures_;
  float x_ = 0, y_ = 0;  // of the pointer
};

}  // namespace earshot::shell
