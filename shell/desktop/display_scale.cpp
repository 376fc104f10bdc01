#include "shell/desktop/display_scale.h"

#include <cmath>
#include <cstdlib>
#include <string>

#include <dlfcn.h>

namespace earshot::shell {
namespace {

constexpr float kLeast = 0.5F, kMost = 4.0F;

float number(const char* text) {
  return text != nullptr ? std::strtof(text, nullptr) : 0.0F;
}

bool is_sane(float scale) {
  return std::isfinite(scale) && scale >= kLeast && scale <= kMost;
}

/// X11's resources. SDL 2 can say the dots per inch, but does not say whether the user set them or
/// the monitor made them up; so they are read here, from the library that SDL has loaded anyway.
std::string x11_resources() {
  if (std::getenv("DISPLAY") == nullptr) return {};
  void* const library = dlopen("libX11.so.6", RTLD_LAZY | RTLD_LOCAL);
  if (library == nullptr) return {};
  using Open = void* (*)(const char*);
  using Ask = char* (*)(void*);
  using Close = int (*)(void*);
  const auto open = reinterpret_cast<Open>(dlsym(library, "XOpenDisplay"));
  const auto ask = reinterpret_cast<Ask>(dlsym(library, "XResourceManagerString"));
  const auto close = reinterpret_cast<Close>(dlsym(library, "XCloseDisplay"));
  std::string resources;
  if (open != nullptr && ask != nullptr && close != nullptr) {
    if (void* const display = open(nullptr)) {
      if (const char* const text = ask(display)) resources = text;
      close(display);
    }
  }
  dlclose(library);
  return resources;
}

}  // namespace

float xft_dpi(std::string_view resources) {
  constexpr std::string_view kKey = "Xft.dpi:";
  std::size_t at = resources.find(kKey);
  while (at != std::string_view::npos && at > 0 && resources[at - 1] != '\n')
    at = resources.find(kKey, at + 1);
  if (at == std::string_view::npos) return 0;
  const std::string_view rest = resources.substr(at + kKey.size());
  return number(std::string(rest.substr(0, rest.find('\n'))).c_str());
}

float system_scale() {
  if (const float gdk = number(std::getenv("GDK_SCALE")); gdk > 0) {
    const float text = number(std::getenv("GDK_DPI_SCALE"));
    const float scale = gdk * (text > 0 ? text : 1.0F);
    if (is_sane(scale)) return scale;
  }
  const float scale = xft_dpi(x11_resources()) / 96.0F;
  return is_sane(scale) ? scale : 1.0F;
}

}  // namespace earshot::shell
