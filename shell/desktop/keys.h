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

/// Feeds typed text. Where no text box is open, text is nobody's; but a sign that is a command
/// ("/",
/// "?") is fed as its key if the layout has it elsewhere: a German "/" is Shift+7.
void feed_text(const char* text);

/// Whether the keyboard's layout has "/" on a key without Shift.
bool has_slash_key();

}  // namespace earshot::shell
