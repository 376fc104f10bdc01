#pragma once

#include <SDL.h>

namespace earshot::shell {

/// What an event means for the loop, beside what it puts into ImGui's queue.
struct EventMeaning {
  bool quit = false;
  bool exposed = false;  ///< the window's content is gone or has another size: draw anew
  bool touch = false;    ///< by a finger
  bool mouse = false;    ///< by a mouse
};

/// Gives clipboard, caret rectangle for input methods, and cursor shapes to ImGui's context.
///
/// `points_per_unit` converts where SDL counts otherwise than in points.
void connect_input(SDL_Window* window);
EventMeaning feed_event(const SDL_Event& event, float points_per_unit);
/// After each tick: the pointer's shape and the input method's place.
void follow_tick(SDL_Window* window, float points_per_unit);

}  // namespace earshot::shell
