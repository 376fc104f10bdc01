#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <SDL.h>

namespace earshot::shell {

/// What an event means for the loop, beside what it puts into ImGui's queue.
struct EventMeaning {
  bool quit = false;
  bool exposed = false;   ///< the window's content is gone or has another size: draw anew
  bool rescaled = false;  ///< the window may stand on another screen: ask for the scale again
  bool mouse = false;     ///< by a mouse
  bool paste = false;     ///< Ctrl+V where no text box takes it
};

/// Feeds SDL's events to ImGui's current context, and follows what ImGui wants of clipboard, input
/// method and pointer.
class Input {
 public:
  /// Connects clipboard and input method. The context must outlive this.
  Input();
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// `points_per_unit` converts where SDL counts otherwise than in points.
  EventMeaning feed(const SDL_Event& event, float points_per_unit);
  /// After each tick: the pointer's shape and the input method's place.
  void follow_tick(float points_per_unit);

  /// What an input method has not finished yet, and its caret there in bytes.
  const std::string& composed() const { return composed_; }
  std::uint32_t caret_in_composed() const { return caret_in_composed_; }

 private:
  friend struct InputHooks;
  void compose(const char* text, int caret_in_characters);
  void feed_window_event(const SDL_WindowEvent& event, EventMeaning& meaning);
  void feed_button(const SDL_MouseButtonEvent& event, EventMeaning& meaning);

  std::array<SDL_Cursor*, 16> cursors_ = {};
  SDL_Cursor* shown_cursor_ = nullptr;
  char* clipboard_ = nullptr;  // ImGui reads it until it asks again
  float points_per_unit_ = 1;
  std::string composed_;
  std::uint32_t caret_in_composed_ = 0;
};

}  // namespace earshot::shell
