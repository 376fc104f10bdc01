#include "shell/desktop/keys.h"

#include <string_view>

#include <SDL.h>

namespace earshot::shell {
namespace {

ImGuiKey by_sign(SDL_Keycode sign) {
  if (sign >= SDLK_a && sign <= SDLK_z) return static_cast<ImGuiKey>(ImGuiKey_A + (sign - SDLK_a));
  if (sign >= SDLK_0 && sign <= SDLK_9) return static_cast<ImGuiKey>(ImGuiKey_0 + (sign - SDLK_0));
  if (sign >= SDLK_F1 && sign <= SDLK_F12)
    return static_cast<ImGuiKey>(ImGuiKey_F1 + (sign - SDLK_F1));
  if (sign >= SDLK_KP_1 && sign <= SDLK_KP_9)
    return static_cast<ImGuiKey>(ImGuiKey_Keypad1 + (sign - SDLK_KP_1));
  switch (sign) {
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
      return ImGuiKey_Equal;
    case SDLK_PLUS:
      return ImGuiKey_Equal;  // a key of its own on some layouts; zooms all the same
    case SDLK_LEFTBRACKET:
      return ImGuiKey_LeftBracket;
    case SDLK_BACKSLASH:
      return ImGuiKey_Backslash;
    case SDLK_RIGHTBRACKET:
      return ImGuiKey_RightBracket;
    case SDLK_BACKQUOTE:
      return ImGuiKey_GraveAccent;
    case SDLK_CAPSLOCK:
      return ImGuiKey_CapsLock;
    case SDLK_KP_0:
      return ImGuiKey_Keypad0;
    case SDLK_KP_PERIOD:
      return ImGuiKey_KeypadDecimal;
    case SDLK_KP_DIVIDE:
      return ImGuiKey_KeypadDivide;
    case SDLK_KP_MULTIPLY:
      return ImGuiKey_KeypadMultiply;
    case SDLK_KP_MINUS:
      return ImGuiKey_KeypadSubtract;
    case SDLK_KP_PLUS:
      return ImGuiKey_KeypadAdd;
    case SDLK_KP_ENTER:
      return ImGuiKey_KeypadEnter;
    case SDLK_LCTRL:
      return ImGuiKey_LeftCtrl;
    case SDLK_LSHIFT:
      return ImGuiKey_LeftShift;
    case SDLK_LALT:
      return ImGuiKey_LeftAlt;
    case SDLK_LGUI:
      return ImGuiKey_LeftSuper;
    case SDLK_RCTRL:
      return ImGuiKey_RightCtrl;
    case SDLK_RSHIFT:
      return ImGuiKey_RightShift;
    case SDLK_RALT:
      return ImGuiKey_RightAlt;
    case SDLK_RGUI:
      return ImGuiKey_RightSuper;
    case SDLK_APPLICATION:
    case SDLK_MENU:
      return ImGuiKey_Menu;
    case SDLK_AC_BACK:
      return ImGuiKey_AppBack;
    case SDLK_AC_FORWARD:
      return ImGuiKey_AppForward;
    default:
      return ImGuiKey_None;
  }
}

void feed_modifiers(Uint16 modifiers) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Ctrl, (modifiers & KMOD_CTRL) != 0);
  io.AddKeyEvent(ImGuiMod_Shift, (modifiers & KMOD_SHIFT) != 0);
  io.AddKeyEvent(ImGuiMod_Alt, (modifiers & KMOD_ALT) != 0);
  io.AddKeyEvent(ImGuiMod_Super, (modifiers & KMOD_GUI) != 0);
}

}  // namespace

ImGuiKey imgui_key(const SDL_Keysym& key) {
  if (const ImGuiKey known = by_sign(key.sym); known != ImGuiKey_None) return known;
  const bool is_function_key = (key.sym & SDLK_SCANCODE_MASK) != 0;
  if (is_function_key || key.sym < 0x80) return ImGuiKey_None;
  // A letter of another script or with an accent: its place on an English keyboard.
  if (key.scancode >= SDL_SCANCODE_A && key.scancode <= SDL_SCANCODE_Z)
    return static_cast<ImGuiKey>(ImGuiKey_A + (key.scancode - SDL_SCANCODE_A));
  return ImGuiKey_None;
}

ImGuiKey digit_by_place(const SDL_Keysym& key) {
  if ((key.mod & KMOD_CTRL) == 0 || imgui_key(key) != ImGuiKey_None) return ImGuiKey_None;
  if (key.scancode == SDL_SCANCODE_0) return ImGuiKey_0;
  if (key.scancode < SDL_SCANCODE_1 || key.scancode > SDL_SCANCODE_9) return ImGuiKey_None;
  return static_cast<ImGuiKey>(ImGuiKey_1 + (key.scancode - SDL_SCANCODE_1));
}

void feed_key(const SDL_KeyboardEvent& event) {
  feed_modifiers(event.keysym.mod);
  if (const ImGuiKey digit = digit_by_place(event.keysym); digit != ImGuiKey_None) {
    if (event.type != SDL_KEYDOWN) return;
    // Up at once: Control may be let go before the key, which says nothing by itself.
    feed_modifiers(static_cast<Uint16>(event.keysym.mod & ~KMOD_SHIFT));
    ImGui::GetIO().AddKeyEvent(digit, true);
    ImGui::GetIO().AddKeyEvent(digit, false);
    feed_modifiers(event.keysym.mod);
    return;
  }
  const ImGuiKey key = imgui_key(event.keysym);
  if (key != ImGuiKey_None) ImGui::GetIO().AddKeyEvent(key, event.type == SDL_KEYDOWN);
}

bool has_slash_key() {
  return SDL_GetScancodeFromKey(SDLK_SLASH) != SDL_SCANCODE_UNKNOWN;
}

void feed_text(const char* text) {
  ImGuiIO& io = ImGui::GetIO();
  const std::string_view typed = text;
  // With a "/" key, each key says by itself which sign it is.
  const bool is_sign = typed.size() == 1 && !has_slash_key();
  if (io.WantTextInput || is_sign) io.AddInputCharactersUTF8(text);
}

}  // namespace earshot::shell
