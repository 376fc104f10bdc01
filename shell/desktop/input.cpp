#include "shell/desktop/input.h"

#include <imgui.h>

#include <array>
#include <cmath>

namespace earshot::shell {
namespace {

ImGuiKey key_of(SDL_Keycode code) {
  if (code >= SDLK_a && code <= SDLK_z) return static_cast<ImGuiKey>(ImGuiKey_A + (code - SDLK_a));
  if (code >= SDLK_0 && code <= SDLK_9) return static_cast<ImGuiKey>(ImGuiKey_0 + (code - SDLK_0));
  if (code >= SDLK_F1 && code <= SDLK_F12) {
    return static_cast<ImGuiKey>(ImGuiKey_F1 + (code - SDLK_F1));
  }
  if (code >= SDLK_KP_1 && code <= SDLK_KP_9) {
    return static_cast<ImGuiKey>(ImGuiKey_Keypad1 + (code - SDLK_KP_1));
  }
  switch (code) {
    case SDLK_TAB:
      return ImGuiKey_Tab;
    case SDLK_LEFT:
      return ImGuiKey_LeftArrow;
    case SDLK_RIGHT:
      return ImGuiKey_RightArrow;
    case SDLK_UP:
      return ImGuiKey_UpArrow;
    case SDLK_DOWN:
      return ImGuiKey_DownArrow;
    case SDLK_PAGEUP:
      return ImGuiKey_PageUp;
    case SDLK_PAGEDOWN:
      return ImGuiKey_PageDown;
    case SDLK_HOME:
      return ImGuiKey_Home;
    case SDLK_END:
      return ImGuiKey_End;
    case SDLK_INSERT:
      return ImGuiKey_Insert;
    case SDLK_DELETE:
      return ImGuiKey_Delete;
    case SDLK_BACKSPACE:
      return ImGuiKey_Backspace;
    case SDLK_SPACE:
      return ImGuiKey_Space;
    case SDLK_RETURN:
      return ImGuiKey_Enter;
    case SDLK_ESCAPE:
      return ImGuiKey_Escape;
    case SDLK_QUOTE:
      return ImGuiKey_Apostrophe;
    case SDLK_COMMA:
      return ImGuiKey_Comma;
    case SDLK_MINUS:
      return ImGuiKey_Minus;
    case SDLK_PERIOD:
      return ImGuiKey_Period;
    case SDLK_SLASH:
      return ImGuiKey_Slash;
    case SDLK_SEMICOLON:
      return ImGuiKey_Semicolon;
    case SDLK_EQUALS:
    case SDLK_PLUS:
      return ImGuiKey_Equal;
    case SDLK_LEFTBRACKET:
      return ImGuiKey_LeftBracket;
    case SDLK_BACKSLASH:
      return ImGuiKey_Backslash;
    case SDLK_RIGHTBRACKET:
      return ImGuiKey_RightBracket;
    case SDLK_BACKQUOTE:
      return ImGuiKey_GraveAccent;
    case SDLK_KP_0:
      return ImGuiKey_Keypad0;
    case SDLK_KP_ENTER:
      return ImGuiKey_KeypadEnter;
    case SDLK_KP_PLUS:
      return ImGuiKey_KeypadAdd;
    case SDLK_KP_MINUS:
      return ImGuiKey_KeypadSubtract;
    case SDLK_APPLICATION:
    case SDLK_MENU:
      return ImGuiKey_Menu;
    case SDLK_LCTRL:
      return ImGuiKey_LeftCtrl;
    case SDLK_RCTRL:
      return ImGuiKey_RightCtrl;
    case SDLK_LSHIFT:
      return ImGuiKey_LeftShift;
    case SDLK_RSHIFT:
      return ImGuiKey_RightShift;
    case SDLK_LALT:
      return ImGuiKey_LeftAlt;
    case SDLK_RALT:
      return ImGuiKey_RightAlt;
    case SDLK_LGUI:
      return ImGuiKey_LeftSuper;
    case SDLK_RGUI:
      return ImGuiKey_RightSuper;
    default:
      return ImGuiKey_None;
  }
}

void feed_modifiers(ImGuiIO& io, int state) {
  io.AddKeyEvent(ImGuiMod_Ctrl, (state & KMOD_CTRL) != 0);
  io.AddKeyEvent(ImGuiMod_Shift, (state & KMOD_SHIFT) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (state & KMOD_ALT) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (state & KMOD_GUI) != 0);
}

/// SDL counts wheel notches; ImGui scrolls about five lines for one.
void feed_wheel(ImGuiIO& io, const SDL_MouseWheelEvent& wheel) {
  const float turned = wheel.direction == SDL_MOUSEWHEEL_FLIPPED ? -1.0F : 1.0F;
  io.AddMouseWheelEvent(-wheel.preciseX * turned, wheel.preciseY * turned);
}

SDL_Cursor* cursor_of(ImGuiMouseCursor shape) {
  static std::array<SDL_Cursor*, ImGuiMouseCursor_COUNT> cursors{};  // SDL frees them at its end
  if (shape < 0 || shape >= ImGuiMouseCursor_COUNT) return nullptr;
  SDL_Cursor*& cursor = cursors[static_cast<std::size_t>(shape)];
  if (cursor == nullptr) {
    SDL_SystemCursor kind = SDL_SYSTEM_CURSOR_ARROW;
    switch (shape) {
      case ImGuiMouseCursor_TextInput:
        kind = SDL_SYSTEM_CURSOR_IBEAM;
        break;
      case ImGuiMouseCursor_ResizeEW:
        kind = SDL_SYSTEM_CURSOR_SIZEWE;
        break;
      case ImGuiMouseCursor_ResizeNS:
        kind = SDL_SYSTEM_CURSOR_SIZENS;
        break;
      case ImGuiMouseCursor_Hand:
        kind = SDL_SYSTEM_CURSOR_HAND;
        break;
      case ImGuiMouseCursor_Wait:
        kind = SDL_SYSTEM_CURSOR_WAIT;
        break;
      default:
        break;
    }
    cursor = SDL_CreateSystemCursor(kind);
  }
  return cursor;
}

void set_clipboard(ImGuiContext*, const char* text) {
  SDL_SetClipboardText(text);
}

const char* get_clipboard(ImGuiContext*) {
  static char* last = nullptr;  // ImGui reads it until the next call
  if (last != nullptr) SDL_free(last);
  last = SDL_GetClipboardText();
  return last;
}

void place_input_method(ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
  const float units = *static_cast<float*>(ImGui::GetIO().BackendPlatformUserData);
  if (data->WantVisible) {
    const SDL_Rect rect{static_cast<int>(std::lround(data->InputPos.x / units)),
                        static_cast<int>(std::lround(data->InputPos.y / units)), 1,
                        static_cast<int>(std::lround(data->InputLineHeight / units))};
    SDL_SetTextInputRect(&rect);
    if (SDL_IsTextInputActive() == SDL_FALSE) SDL_StartTextInput();
  } else if (SDL_IsTextInputActive() == SDL_TRUE) {
    SDL_StopTextInput();
  }
}

}  // namespace

void connect_input(SDL_Window*) {
  static float points_per_unit = 1;
  ImGuiIO& io = ImGui::GetIO();
  io.BackendPlatformName = "earshot";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.BackendPlatformUserData = &points_per_unit;
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_SetClipboardTextFn = set_clipboard;
  platform.Platform_GetClipboardTextFn = get_clipboard;
  platform.Platform_SetImeDataFn = place_input_method;
  // Text arrives only while a text box asks for it: SDL begins with it on.
  SDL_StopTextInput();
  // A finger's touch also arrives as a mouse, which is enough for pressing; dragging is ours.
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "1");
}

EventMeaning feed_event(const SDL_Event& event, float points_per_unit) {
  ImGuiIO& io = ImGui::GetIO();
  *static_cast<float*>(io.BackendPlatformUserData) = points_per_unit;
  EventMeaning meaning;
  switch (event.type) {
    case SDL_QUIT:
      meaning.quit = true;
      break;
    case SDL_MOUSEMOTION:
      meaning.touch = event.motion.which == SDL_TOUCH_MOUSEID;
      meaning.mouse = !meaning.touch;
      io.AddMouseSourceEvent(meaning.touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
      io.AddMousePosEvent(static_cast<float>(event.motion.x) * points_per_unit,
                          static_cast<float>(event.motion.y) * points_per_unit);
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP: {
      int button = -1;
      if (event.button.button == SDL_BUTTON_LEFT) button = 0;
      if (event.button.button == SDL_BUTTON_RIGHT) button = 1;
      if (event.button.button == SDL_BUTTON_MIDDLE) button = 2;
      if (button < 0) break;
      meaning.touch = event.button.which == SDL_TOUCH_MOUSEID;
      meaning.mouse = !meaning.touch;
      io.AddMousePosEvent(static_cast<float>(event.button.x) * points_per_unit,
                          static_cast<float>(event.button.y) * points_per_unit);
      io.AddMouseButtonEvent(button, event.type == SDL_MOUSEBUTTONDOWN);
      break;
    }
    case SDL_MOUSEWHEEL:
      feed_wheel(io, event.wheel);
      break;
    case SDL_TEXTINPUT:
      io.AddInputCharactersUTF8(event.text.text);
      break;
    case SDL_KEYDOWN:
    case SDL_KEYUP: {
      feed_modifiers(io, event.key.keysym.mod);
      const ImGuiKey key = key_of(event.key.keysym.sym);
      if (key != ImGuiKey_None) io.AddKeyEvent(key, event.type == SDL_KEYDOWN);
      break;
    }
    case SDL_WINDOWEVENT:
      switch (event.window.event) {
        case SDL_WINDOWEVENT_EXPOSED:
        case SDL_WINDOWEVENT_SIZE_CHANGED:
        case SDL_WINDOWEVENT_RESTORED:
        case SDL_WINDOWEVENT_DISPLAY_CHANGED:
          meaning.exposed = true;
          break;
        case SDL_WINDOWEVENT_LEAVE:
          io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
          break;
        case SDL_WINDOWEVENT_FOCUS_GAINED:
          io.AddFocusEvent(true);
          break;
        case SDL_WINDOWEVENT_FOCUS_LOST:
          io.AddFocusEvent(false);
          break;
        default:
          break;
      }
      break;
    default:
      break;
  }
  return meaning;
}

void follow_tick(SDL_Window*, float points_per_unit) {
  *static_cast<float*>(ImGui::GetIO().BackendPlatformUserData) = points_per_unit;
  static SDL_Cursor* shown = nullptr;
  SDL_Cursor* const wanted = cursor_of(ImGui::GetMouseCursor());
  if (wanted != nullptr && wanted != shown) SDL_SetCursor(shown = wanted);
}

}  // namespace earshot::shell
