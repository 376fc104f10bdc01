#include "shell/desktop/fingers.h"

#include <cfloat>

#include <imgui.h>

#include "shell/common/frame.h"

namespace earshot::shell {

bool Fingers::feed(const SDL_TouchFingerEvent& event, float width, float height, double seconds) {
  const SDL_TouchDeviceType device = SDL_GetTouchDeviceType(event.touchId);
  const bool is_pad =
      device == SDL_TOUCH_DEVICE_INDIRECT_ABSOLUTE || device == SDL_TOUCH_DEVICE_INDIRECT_RELATIVE;
  if (is_pad || event.touchId == SDL_MOUSE_TOUCHID) return false;
  // SDL counts in parts of the window.
  const float x = event.x * width, y = event.y * height;
  if (event.type == SDL_FINGERDOWN) gestures_.down(event.fingerId, x, y, seconds);
  if (event.type == SDL_FINGERMOTION) gestures_.move(event.fingerId, x, y, seconds);
  if (event.type == SDL_FINGERUP) gestures_.up(event.fingerId, seconds);
  return true;
}

/// The window system may have moved the pointer meanwhile: on X11 it follows the finger.
void Fingers::point() const {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  io.AddMousePosEvent(x_, y_);
}

void Fingers::move(float x, float y) {
  x_ = x;
  y_ = y;
  point();
}

void Fingers::press() {
  hold(true, 0);
  hold(false, 0);
}

void Fingers::scroll(float dx, float dy) {
  point();
  ImGui::GetIO().AddMouseWheelEvent(dx / kPointsPerWheelUnit, dy / kPointsPerWheelUnit);
}

bool Fingers::drags(float x, float y) const {
  return ui_.pointer_meaning(x, y).drags;
}

void Fingers::hold(bool down, int button) {
  point();
  ImGui::GetIO().AddMouseButtonEvent(button, down);
}

bool Fingers::zooms(float x, float y) const {
  return ui_.pointer_meaning(x, y).zooms;
}

void Fingers::zoom(float factor) {
  ui_.zoom_by(factor);
}

void Fingers::leave() {
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

}  // namespace earshot::shell
