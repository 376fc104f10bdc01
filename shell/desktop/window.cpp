#include "shell/desktop/window.h"

#include <algorithm>
#include <array>
#include <clocale>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <SDL.h>

#include "shell/desktop/display_scale.h"

namespace earshot::shell {
namespace {

constexpr float kWidth = 1280, kHeight = 800;           // points, where nothing else is known
constexpr float kLeastWidth = 320, kLeastHeight = 320;  // points: a phone's width is designed for
constexpr int kMostUnits = 32767;                       // X11's coordinates end there

/// Whether enough of the place lies on a screen that is there to take hold of it.
bool is_on_a_screen(const WindowPlace& place) {
  constexpr int kHandle = 64;
  const SDL_Rect title{place.x, place.y, place.width, kHandle};
  for (int display = 0; display < SDL_GetNumVideoDisplays(); ++display) {
    SDL_Rect bounds, common;
    if (SDL_GetDisplayBounds(display, &bounds) == 0 &&
        SDL_IntersectRect(&title, &bounds, &common) == SDL_TRUE && common.w >= kHandle &&
        common.h >= kHandle / 2) {
      return true;
    }
  }
  return false;
}

std::string no_screen(const std::string& reason) {
  return "There is no screen to open a window on (" + reason +
         "). The command line program earshot works without.";
}

int units(float points, float ratio) {
  return static_cast<int>(std::lround(points * ratio));
}

}  // namespace

WindowPlace read_place(const std::string& text) {
  WindowPlace place;
  int maximized = 0;
  // Five numbers into five ints: a text that holds others is not ours and is refused below.
  const int count = std::sscanf(text.c_str(), "%6d %6d %6d %6d %1d", &place.x, &place.y,
                                &place.width, &place.height, &maximized);
  const auto is_sane = [](int value, int least) { return value >= least && value <= kMostUnits; };
  place.maximized = maximized == 1;
  place.known = count == 5 && is_sane(place.x, -kMostUnits) && is_sane(place.y, -kMostUnits) &&
                is_sane(place.width, 100) && is_sane(place.height, 100);
  return place.known ? place : WindowPlace{};
}

std::string write_place(const WindowPlace& place) {
  return std::to_string(place.x) + ' ' + std::to_string(place.y) + ' ' +
         std::to_string(place.width) + ' ' + std::to_string(place.height) + ' ' +
         (place.maximized ? '1' : '0') + '\n';
}

bool Window::open(const std::string& title, const Wish& wish) {
  // Xlib writes titles and reads input methods in the locale's letters. Numbers keep their dot.
  std::setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX < 4) std::setlocale(LC_CTYPE, "C.UTF-8");
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");       // main has its own
  SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");  // a reader is not a film
  SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");  // fingers are no mice
  SDL_SetHint(SDL_HINT_APP_NAME, "Earshot");
  SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");  // its choices are shown by the input method itself
#ifdef SDL_HINT_IME_SUPPORT_EXTENDED_TEXT
  SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1");  // else it is told in pieces of 31 bytes
#endif
  SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");  // made for games
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    failure_ = no_screen(SDL_GetError());
    return false;
  }
  video_ = true;
  // Without a screen SDL draws into the void, which is good for pictures only.
  const std::string_view driver = SDL_GetCurrentVideoDriver();
  if (!wish.hidden && (driver == "offscreen" || driver == "dummy" || driver == "evdev")) {
    failure_ = no_screen("no X11 or Wayland server answers");
    return false;
  }
  wished_ratio_ = wish.pixel_ratio;
  system_scale_ = system_scale();
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, SDL_GL_CONTEXT_FORWARD_COMPATIBLE_FLAG);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);

  // On Wayland SDL's units are points already; on X11 they are pixels.
  const bool units_are_points = driver == "wayland";
  const float ratio = wish.pixel_ratio > 0 ? wish.pixel_ratio
                      : units_are_points   ? 1.0F
                                           : system_scale_;
  const bool as_left = wish.place.known && wish.width <= 0 && is_on_a_screen(wish.place);
  const int x = as_left ? wish.place.x : SDL_WINDOWPOS_CENTERED;
  const int y = as_left ? wish.place.y : SDL_WINDOWPOS_CENTERED;
  int width = as_left ? wish.place.width : units(wish.width > 0 ? wish.width : kWidth, ratio);
  int height = as_left ? wish.place.height : units(wish.height > 0 ? wish.height : kHeight, ratio);
  SDL_Rect room;
  if (!as_left && wish.width <= 0 && SDL_GetDisplayUsableBounds(0, &room) == 0) {
    width = std::min(width, room.w);
    height = std::min(height, room.h);
  }
  const Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI |
                       (wish.hidden ? SDL_WINDOW_HIDDEN : SDL_WINDOW_SHOWN);
  window_ = SDL_CreateWindow(title.c_str(), x, y, width, height, flags);
  if (window_ != nullptr) context_ = SDL_GL_CreateContext(window_);
  if (context_ == nullptr) {
    failure_ = std::string("This computer's graphics driver gives no OpenGL 3.3 (") +
               SDL_GetError() + "). LIBGL_ALWAYS_SOFTWARE=1 may help.";
    return false;
  }
  SDL_GL_MakeCurrent(window_, context_);
  if (wish.hidden || SDL_GL_SetSwapInterval(1) != 0) SDL_GL_SetSwapInterval(0);
  SDL_SetWindowMinimumSize(window_, units(kLeastWidth, ratio), units(kLeastHeight, ratio));
  restored_ = {.x = x, .y = y, .width = width, .height = height, .maximized = false, .known = true};
  if (as_left && wish.place.maximized) SDL_MaximizeWindow(window_);
  return true;
}

Window::~Window() {
  if (context_ != nullptr) SDL_GL_DeleteContext(context_);
  if (window_ != nullptr) SDL_DestroyWindow(window_);
  if (video_) SDL_Quit();
}

int Window::width_pixels() const {
  int width = 0;
  SDL_GL_GetDrawableSize(window_, &width, nullptr);
  return width;
}

int Window::height_pixels() const {
  int height = 0;
  SDL_GL_GetDrawableSize(window_, nullptr, &height);
  return height;
}

float Window::pixel_ratio() const {
  if (wished_ratio_ > 0) return wished_ratio_;
  int width = 0;
  SDL_GetWindowSize(window_, &width, nullptr);
  const int pixels = width_pixels();
  // Where the window system counts in points of its own, it has the last word.
  if (width > 0 && pixels != width) return static_cast<float>(pixels) / static_cast<float>(width);
  return system_scale_;
}

float Window::points_per_unit() const {
  int width_units = 0;
  SDL_GetWindowSize(window_, &width_units, nullptr);
  return width_units > 0 ? width() / static_cast<float>(width_units) : 1;
}

bool Window::update_scale() {
  const float before = pixel_ratio();
  system_scale_ = system_scale();
  return pixel_ratio() != before;
}

WindowPlace Window::place() const {
  WindowPlace place;
  place.maximized = (SDL_GetWindowFlags(window_) & SDL_WINDOW_MAXIMIZED) != 0;
  if (place.maximized) {
    place = restored_;
    place.maximized = true;
    return place;
  }
  SDL_GetWindowPosition(window_, &place.x, &place.y);
  SDL_GetWindowSize(window_, &place.width, &place.height);
  // The position is the content's; a window manager puts its frame around it, so that the next
  // start would come out lower by the title's height.
  int top = 0, left = 0;
  if (SDL_GetWindowBordersSize(window_, &top, &left, nullptr, nullptr) == 0) {
    place.x -= left;
    place.y -= top;
  }
  place.known = true;
  return place;
}

float Window::width() const {
  return static_cast<float>(width_pixels()) / pixel_ratio();
}

float Window::height() const {
  return static_cast<float>(height_pixels()) / pixel_ratio();
}

void Window::set_title(const std::string& title) {
  SDL_SetWindowTitle(window_, title.c_str());
}

void Window::swap() {
  SDL_GL_SwapWindow(window_);
}

}  // namespace earshot::shell
