#pragma once

#include <string>

struct SDL_Window;

namespace earshot::shell {

/// A window with an OpenGL 3.3 context. Lengths are in points: pixels divided by `pixel_ratio`.
class Window {
 public:
  struct Wish {
    float width = 1280, height = 800;  ///< points
    float pixel_ratio = 0;             ///< 0: what the screen says
    bool hidden = false;
  };

  /// False where the system gives no window or no context; `failure()` says why.
  bool open(const std::string& title, const Wish& wish);
  const std::string& failure() const { return failure_; }
  Window() = default;
  ~Window();
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  float width() const;
  float height() const;
  int width_pixels() const;
  int height_pixels() const;
  /// Pixels of a point.
  float pixel_ratio() const;
  /// Points of the unit in which SDL counts the mouse's position (pixels on X11, points on macOS).
  float points_per_unit() const;
  void set_title(const std::string& title);
  void swap();
  SDL_Window* handle() const { return window_; }

 private:
  SDL_Window* window_ = nullptr;
  void* context_ = nullptr;
  float wished_ratio_ = 0;
  std::string failure_;
};

}  // namespace earshot::shell
