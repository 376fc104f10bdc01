#include "shell/desktop/window.h"

#include <SDL.h>

#include <algorithm>
#include <cmath>

namespace earshot::shell {
namespace {

constexpr float kPlainDpi = 96;  // what one point a pixel means
constexpr int kLeastWidth = 320, kLeastHeight = 320;

/// What the screen's density asks for, in steps of a quarter.
float ratio_by_density(int display) {
  float dots_per_inch = kPlainDpi;
  if (SDL_GetDisplayDPI(display, &dots_per_inch, nullptr, nullptr) != 0) return 1;
  return std::clamp(std::round(dots_per_inch / kPlainDpi * 4) / 4, 1.0F, 4.0F);
}

}  // namespace

bool Window::open(const std::string& title, const Wish& wish) {
  if (SDL_Init(SDL_INIT_VIDEO) != 0) {
    failure_ = SDL_GetError();
    return false;
  }
  wished_ratio_ = wish.pixel_ratio;
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, SDL_GL_CONTEXT_FORWARD_COMPATIBLE_FLAG);
  SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
  SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
  const float ratio = wish.pixel_ratio > 0 ? wish.pixel_ratio : ratio_by_density(0);
  const Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI |
                       (wish.hidden ? SDL_WINDOW_HIDDEN : SDL_WINDOW_SHOWN);
  window_ = SDL_CreateWindow(title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                             static_cast<int>(std::lround(wish.width * ratio)),
                             static_cast<int>(std::lround(wish.height * ratio)), flags);
  if (window_ != nullptr) context_ = SDL_GL_CreateContext(window_);
  if (context_ == nullptr) {
    failure_ = SDL_GetError();
    return false;
  }
  SDL_GL_MakeCurrent(window_, context_);
  SDL_GL_SetSwapInterval(wish.hidden ? 0 : 1);
  SDL_SetWindowMinimumSize(window_, kLeastWidth, kLeastHeight);
  return true;
}

Window::~Window() {
  if (context_ != nullptr) SDL_GL_DeleteContext(context_);
  if (window_ != nullptr) SDL_DestroyWindow(window_);
  SDL_Quit();
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
  int units = 0;
  SDL_GetWindowSize(window_, &units, nullptr);
  if (units > 0 && width_pixels() != units) {
    return static_cast<float>(width_pixels()) / static_cast<float>(units);  // the system scales
  }
  return ratio_by_density(std::max(SDL_GetWindowDisplayIndex(window_), 0));
}

float Window::points_per_unit() const {
  int units = 0;
  SDL_GetWindowSize(window_, &units, nullptr);
  return units > 0 ? width() / static_cast<float>(units) : 1;
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
