#include "shell/desktop/drop_hover.h"

#include <SDL.h>
#include <SDL_syswm.h>

namespace earshot::shell {

#if defined(SDL_VIDEO_DRIVER_X11)

void DropHover::start(SDL_Window* window, std::uint32_t wake_event) {
  SDL_SysWMinfo info;
  SDL_VERSION(&info.version);
  if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11) return;
  // SDL has loaded the library already; linking it too would make it a need on Wayland.
  void* const library = SDL_LoadObject("libX11.so.6");
  if (library == nullptr) return;
  using Intern = unsigned long (*)(Display*, const char*, int);
  const auto intern = reinterpret_cast<Intern>(SDL_LoadFunction(library, "XInternAtom"));
  if (intern != nullptr) {
    Display* const display = info.info.x11.display;
    enter_ = intern(display, "XdndEnter", 0);
    position_ = intern(display, "XdndPosition", 0);
    leave_ = intern(display, "XdndLeave", 0);
    drop_ = intern(display, "XdndDrop", 0);
    wake_event_ = wake_event;
    watches_ = true;
    SDL_SetEventFilter(look, this);
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
  }
  SDL_UnloadObject(library);
}

int DropHover::look(void* self, SDL_Event* event) {
  if (event->type != SDL_SYSWMEVENT) return 1;
  const SDL_SysWMmsg* const message = event->syswm.msg;
  if (message->subsystem == SDL_SYSWM_X11 && message->msg.x11.event.type == ClientMessage)
    static_cast<DropHover*>(self)->see_message(message->msg.x11.event.xclient.message_type);
  return 0;  // it need not wake the loop: every move of the mouse is such a message too
}

#else

void DropHover::start(SDL_Window*, std::uint32_t) {}

int DropHover::look(void*, SDL_Event*) {
  return 1;
}

#endif

DropHover::~DropHover() {
  if (watches_) SDL_SetEventFilter(nullptr, nullptr);
}

void DropHover::see_message(unsigned long kind) {
  const bool hovers = kind == enter_ || kind == position_;
  const bool ends = kind == leave_ || kind == drop_;
  if ((!hovers && !ends) || hovers == hovers_) return;
  hovers_ = hovers;
  SDL_Event event = {};
  event.type = wake_event_;
  SDL_PushEvent(&event);
}

}  // namespace earshot::shell
