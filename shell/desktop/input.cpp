#include "shell/desktop/input.h"

#include <cfloat>
#include <cmath>

#include <imgui.h>

#include "shell/desktop/keys.h"
#include "text/scripts.h"

namespace earshot::shell {

/// What ImGui calls; it finds the Input in its context's user data.
struct InputHooks {
  static Input& self() { return *static_cast<Input*>(ImGui::GetIO().BackendPlatformUserData); }

  static void set_clipboard(ImGuiContext*, const char* text) { SDL_SetClipboardText(text); }

  static const char* get_clipboard(ImGuiContext*) {
    char*& last = self().clipboard_;
    if (last != nullptr) SDL_free(last);
    last = SDL_GetClipboardText();
    return last;
  }

  static void place_input_method(ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
    const float units = self().points_per_unit_;
    if (data->WantVisible) {
      const SDL_Rect rect{static_cast<int>(std::lround(data->InputPos.x / units)),
                          static_cast<int>(std::lround(data->InputPos.y / units)), 1,
                          static_cast<int>(std::lround(data->InputLineHeight / units))};
      SDL_SetTextInputRect(&rect);
      if (SDL_IsTextInputActive() == SDL_FALSE) SDL_StartTextInput();
    } else if (SDL_IsTextInputActive() == SDL_TRUE && has_slash_key()) {
      SDL_StopTextInput();
      self().compose("", 0);
    }
  }
};

namespace {

SDL_SystemCursor system_cursor(ImGuiMouseCursor shape) {
  switch (shape) {
    case ImGuiMouseCursor_TextInput:
      return SDL_SYSTEM_CURSOR_IBEAM;
    case ImGuiMouseCursor_ResizeEW:
      return SDL_SYSTEM_CURSOR_SIZEWE;
    case ImGuiMouseCursor_ResizeNS:
      return SDL_SYSTEM_CURSOR_SIZENS;
    case ImGuiMouseCursor_Hand:
      return SDL_SYSTEM_CURSOR_HAND;
    case ImGuiMouseCursor_Wait:
      return SDL_SYSTEM_CURSOR_WAIT;
    default:
      return SDL_SYSTEM_CURSOR_ARROW;
  }
}

bool is_paste(const SDL_KeyboardEvent& event) {
  if (event.type != SDL_KEYDOWN || event.repeat != 0) return false;
  const Uint16 modifiers = event.keysym.mod;
  const ImGuiKey key = imgui_key(event.keysym);
  const bool by_letter = key == ImGuiKey_V && (modifiers & KMOD_CTRL) != 0;
  const bool by_insert = key == ImGuiKey_Insert && (modifiers & KMOD_SHIFT) != 0;
  return (by_letter || by_insert) && (modifiers & (KMOD_ALT | KMOD_GUI)) == 0;
}

}  // namespace

Input::Input() {
  ImGuiIO& io = ImGui::GetIO();
  io.BackendPlatformName = "earshot";
  io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
  io.BackendPlatformUserData = this;
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_SetClipboardTextFn = InputHooks::set_clipboard;
  platform.Platform_GetClipboardTextFn = InputHooks::get_clipboard;
  platform.Platform_SetImeDataFn = InputHooks::place_input_method;
  // An input method would swallow commands, so text is asked for only while a text box is open; but
  // a keyboard without a plain "/" key says that sign by text alone.
  if (has_slash_key()) SDL_StopTextInput();
}

Input::~Input() {
  ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
  platform.Platform_SetClipboardTextFn = nullptr;
  platform.Platform_GetClipboardTextFn = nullptr;
  platform.Platform_SetImeDataFn = nullptr;
  ImGui::GetIO().BackendPlatformUserData = nullptr;
  ImGui::GetIO().BackendPlatformName = nullptr;
  if (clipboard_ != nullptr) SDL_free(clipboard_);
  for (SDL_Cursor* const cursor : cursors_) {
    if (cursor != nullptr) SDL_FreeCursor(cursor);
  }
}

EventMeaning Input::feed(const SDL_Event& event, float points_per_unit) {
  ImGuiIO& io = ImGui::GetIO();
  points_per_unit_ = points_per_unit;
  EventMeaning meaning;
  switch (event.type) {
    case SDL_QUIT:
      meaning.quit = true;
      break;
    case SDL_MOUSEMOTION:
      meaning.mouse = true;
      io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
      io.AddMousePosEvent(static_cast<float>(event.motion.x) * points_per_unit,
                          static_cast<float>(event.motion.y) * points_per_unit);
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
      feed_button(event.button, meaning);
      break;
    case SDL_MOUSEWHEEL:
      meaning.mouse = true;
      io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
      io.AddMouseWheelEvent(-event.wheel.preciseX, event.wheel.preciseY);
      break;
    case SDL_TEXTINPUT:
      compose("", 0);
      feed_text(event.text.text);
      break;
    case SDL_TEXTEDITING:
      compose(event.edit.text, event.edit.start);
      break;
    case SDL_TEXTEDITING_EXT:
      compose(event.editExt.text, event.editExt.start);
      SDL_free(event.editExt.text);
      break;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
      meaning.paste = is_paste(event.key) && !io.WantTextInput;
      feed_key(event.key);
      break;
    case SDL_WINDOWEVENT:
      feed_window_event(event.window, meaning);
      break;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
      meaning.exposed = true;
      break;
    default:
      break;
  }
  return meaning;
}

void Input::compose(const char* text, int caret_in_characters) {
  composed_ = text == nullptr ? "" : text;
  std::size_t caret = 0;
  for (int passed = 0; passed < caret_in_characters && caret < composed_.size(); ++passed) {
    ++caret;
    while (caret < composed_.size() && text::is_continuation(composed_[caret]))
      ++caret;
  }
  caret_in_composed_ = static_cast<std::uint32_t>(caret);
}

void Input::feed_button(const SDL_MouseButtonEvent& event, EventMeaning& meaning) {
  int button = -1;
  if (event.button == SDL_BUTTON_LEFT) button = 0;
  if (event.button == SDL_BUTTON_RIGHT) button = 1;
  if (event.button == SDL_BUTTON_MIDDLE) button = 2;
  if (button < 0) return;
  meaning.mouse = true;
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(static_cast<float>(event.x) * points_per_unit_,
                      static_cast<float>(event.y) * points_per_unit_);
  io.AddMouseButtonEvent(button, event.type == SDL_MOUSEBUTTONDOWN);
  // A drag that leaves the window still ends here.
  SDL_CaptureMouse(event.type == SDL_MOUSEBUTTONDOWN ? SDL_TRUE : SDL_FALSE);
}

void Input::feed_window_event(const SDL_WindowEvent& event, EventMeaning& meaning) {
  ImGuiIO& io = ImGui::GetIO();
  switch (event.event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_SHOWN:
      meaning.exposed = true;
      break;
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
      meaning.exposed = meaning.rescaled = true;
      break;
    case SDL_WINDOWEVENT_CLOSE:
      meaning.quit = true;
      break;
    case SDL_WINDOWEVENT_LEAVE:
      io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
      break;
    case SDL_WINDOWEVENT_FOCUS_GAINED:
      meaning.rescaled = true;  // the settings may have been changed meanwhile
      io.AddFocusEvent(true);
      break;
    case SDL_WINDOWEVENT_FOCUS_LOST:
      compose("", 0);
      io.AddFocusEvent(false);
      break;
    default:
      break;
  }
}

void Input::follow_tick(float points_per_unit) {
  points_per_unit_ = points_per_unit;
  const ImGuiMouseCursor shape = ImGui::GetMouseCursor();
  if (shape < 0 || static_cast<std::size_t>(shape) >= cursors_.size()) return;
  SDL_Cursor*& cursor = cursors_[static_cast<std::size_t>(shape)];
  if (cursor == nullptr) cursor = SDL_CreateSystemCursor(system_cursor(shape));
  if (cursor != nullptr && cursor != shown_cursor_) SDL_SetCursor(shown_cursor_ = cursor);
}

}  // namespace earshot::shell
