#pragma once

#include <string>

struct SDL_Window;

namespace earshot::shell {

/// Where a window was left: SDL's own units.
struct WindowPlace {
  int x = 0, y = 0, width = 0, height = 0;
  bool maximized = false;
  bool known = false;
};

/// "x y width height maximized"; a text that says no sensible place is an unknown one.
WindowPlace read_place(const std::string& text);
std::string write_place(const WindowPlace& place);

/// A window with an OpenGL 3.3 context. Lengths are in points: pixels divided by `pixel_ratio`.
class Window {
 public:
  struct Wish {
    float width = 0, height = 0;  ///< points; 0: as it was left, else a good size
    float pixel_ratio = 0;        ///< 0: what the system says
    bool hidden = false;
    WindowPlace place;
  };

  /// False where the system gives no window or no context; `failure()` says why, for users.
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
  /// Points of the unit in which SDL counts the mouse's position (pixels on X11).
  float points_per_unit() const;
  /// Asks the system anew how large a point is: the window may have moved to another screen, the
  /// setting may have changed. True where the answer is another one.
  bool update_scale();
  WindowPlace place() const;
  void set_title(const std::string& title);
  void swap();
  SDL_Window* handle() const { return window_; }

 private:
  SDL_Window* window_ = nullptr;
  void* context_ = nullptr;
  bool video_ = false;
  float wished_ratio_ = 0;
  float system_scale_ = 1;
  WindowPlace restored_;  // where it goes when it is no longer maximized
  std::string failure_;
};

}  // namespace earshot::shell
