#pragma once

#include <cstdint>

struct SDL_Window;
union SDL_Event;

namespace earshot::shell {

/// Knows whether files are held over the window, about to be dropped. SDL 2 tells only the drop
/// itself; on X11 the window system's own messages are read as they pass. Elsewhere it never
/// hovers.
class DropHover {
 public:
  DropHover() = default;
  ~DropHover();
  DropHover(const DropHover&) = delete;
  DropHover& operator=(const DropHover&) = delete;

  /// An event of type `wake_event` is sent when the answer changes.
  void start(SDL_Window* window, std::uint32_t wake_event);
  bool hovers() const { return hovers_; }

 private:
  static int look(void* self, SDL_Event* event);
  void see_message(unsigned long kind);

  // X11's names of its messages, 0 where there is no X11.
  unsigned long enter_ = 0, position_ = 0, leave_ = 0, drop_ = 0;
  std::uint32_t wake_event_ = 0;
  bool watches_ = false;
  bool hovers_ = false;
};

}  // namespace earshot::shell
