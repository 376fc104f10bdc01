#pragma once

#include <imgui.h>

struct SDL_KeyboardEvent;
struct SDL_Keysym;

namespace earshot::shell {

/// The one place that says which key of ImGui a key of SDL is. Letters and signs go by what the
/// layout writes on the key, so that Ctrl+Z is where the user's Z is; where the layout writes no
/// Latin letters at all, by the key's place.
ImGuiKey imgui_key(const SDL_Keysym& key);

/// Feeds a key and the modifiers to ImGui's queue.
void feed_key(const SDL_KeyboardEvent& event);

/// A digit of the upper row, where the layout has signs there and digits with Shift (French): with
/// Control it is meant either way, as browsers take it. ImGuiKey_None for all else.
ImGuiKey digit_by_place(const SDL_Keysym& key);

/// Feeds typed text. Where no text box is open, text is nobody's; but a sign may be a command ("/",
/// "?", "1"), which counts as it was typed where the layout needs Shift for it: a German "/" is
/// Shift+7, a French "1" Shift and a key.
void feed_text(const char* text);

/// Whether the keyboard's layout has "/" on a key without Shift.
bool has_slash_key();

}  // namespace earshot::shell
