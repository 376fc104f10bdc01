#include "shell/desktop/script.h"

#include <imgui.h>

#include <array>
#include <cstdlib>
#include <string>
#include <utility>

namespace earshot::shell {
namespace {

struct NamedKey {
  std::string_view name;
  ImGuiKey key;
};
constexpr std::array<NamedKey, 18> kKeys = {{{"Enter", ImGuiKey_Enter},
                                             {"Escape", ImGuiKey_Escape},
                                             {"Tab", ImGuiKey_Tab},
                                             {"Space", ImGuiKey_Space},
                                             {"ArrowUp", ImGuiKey_UpArrow},
                                             {"ArrowDown", ImGuiKey_DownArrow},
                                             {"ArrowLeft", ImGuiKey_LeftArrow},
                                             {"ArrowRight", ImGuiKey_RightArrow},
                                             {"PageUp", ImGuiKey_PageUp},
                                             {"PageDown", ImGuiKey_PageDown},
                                             {"Home", ImGuiKey_Home},
                                             {"End", ImGuiKey_End},
                                             {"F1", ImGuiKey_F1},
                                             {"F3", ImGuiKey_F3},
                                             {"F7", ImGuiKey_F7},
                                             {"Delete", ImGuiKey_Delete},
                                             {"Menu", ImGuiKey_Menu},
                                             {"/", ImGuiKey_Slash}}};

void press_chord(std::string_view chord) {
  ImGuiIO& io = ImGui::GetIO();
  std::array<ImGuiKey, 3> held{};
  std::size_t held_count = 0;
  constexpr std::array<std::pair<std::string_view, ImGuiKey>, 3> kModifiers = {
      {{"Control+", ImGuiMod_Ctrl}, {"Shift+", ImGuiMod_Shift}, {"Alt+", ImGuiMod_Alt}}};
  for (const auto& [prefix, key] : kModifiers) {
    if (!chord.starts_with(prefix)) continue;
    chord.remove_prefix(prefix.size());
    io.AddKeyEvent(held[held_count++] = key, true);
  }
  ImGuiKey key = ImGuiKey_None;
  for (const NamedKey& named : kKeys) {
    if (named.name == chord) key = named.key;
  }
  if (chord.size() == 1) {
    if (chord[0] >= 'a' && chord[0] <= 'z')
      key = static_cast<ImGuiKey>(ImGuiKey_A + chord[0] - 'a');
    if (chord[0] >= 'A' && chord[0] <= 'Z')
      key = static_cast<ImGuiKey>(ImGuiKey_A + chord[0] - 'A');
    if (chord[0] >= '0' && chord[0] <= '9')
      key = static_cast<ImGuiKey>(ImGuiKey_0 + chord[0] - '0');
  }
  if (key != ImGuiKey_None) {
    io.AddKeyEvent(key, true);
    io.AddKeyEvent(key, false);
  }
  while (held_count > 0)
    io.AddKeyEvent(held[--held_count], false);
}

bool run_input(std::string_view verb, const std::string& value) {
  ImGuiIO& io = ImGui::GetIO();
  const auto [x, y, amount] = numbers(value);
  if (verb == "key") {
    press_chord(value);
  } else if (verb == "type") {
    io.AddInputCharactersUTF8(value.c_str());
  } else if (verb == "move") {
    io.AddMousePosEvent(x, y);
  } else if (verb == "down" || verb == "up") {
    io.AddMousePosEvent(x, y);
    io.AddMouseButtonEvent(0, verb == "down");
  } else if (verb == "menu") {
    io.AddMousePosEvent(x, y);
    io.AddMouseButtonEvent(1, true);
    io.AddMouseButtonEvent(1, false);
  } else if (verb == "click") {
    io.AddMousePosEvent(x, y);
    io.AddMouseButtonEvent(0, true);
    io.AddMouseButtonEvent(0, false);
  } else if (verb == "scroll") {
    io.AddMousePosEvent(x, y);
    io.AddMouseWheelEvent(0, amount);
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::array<float, 3> numbers(const std::string& text) {
  std::array<float, 3> values{};
  const char* at = text.c_str();
  for (float& value : values) {
    char* end = nullptr;
    value = std::strtof(at, &end);
    at = *end == ',' ? end + 1 : end;
  }
  return values;
}

bool run_step(app::App& app, std::string_view step) {
  const std::size_t colon = step.find(':');
  const std::string_view verb = step.substr(0, colon);
  const std::string value(colon == std::string_view::npos ? "" : step.substr(colon + 1));
  const long number = std::strtol(value.c_str(), nullptr, 10);
  const auto count = static_cast<std::uint32_t>(number);
  if (verb == "open") {
    const auto episodes = app.library().episodes;
    if (count >= episodes.size()) return false;
    app.dispatch(app::OpenEpisode{episodes[count].id});
  } else if (verb == "tab") {
    app.dispatch(app::ChooseTab{value == "transcript" ? app::Tab::Transcript
                                : value == "chapters" ? app::Tab::Chapters
                                                      : app::Tab::Notes});
  } else if (verb == "query") {
    app.dispatch(app::QueryChanged{value});
  } else if (verb == "hit") {
    app.dispatch(app::HitChosen{count});
  } else if (verb == "select") {
    app.dispatch(app::MoveHit{static_cast<int>(number)});
  } else if (verb == "match") {
    app.dispatch(app::JumpToMatch{static_cast<int>(number)});
  } else if (verb == "time") {
    app.dispatch(app::JumpToTime{static_cast<Millis>(number)});
  } else if (verb == "theme") {
    app.dispatch(app::SetTheme{value == "dark"       ? app::ThemeChoice::Dark
                               : value == "contrast" ? app::ThemeChoice::Contrast
                                                     : app::ThemeChoice::Light});
  } else if (verb == "zoom") {
    app.dispatch(app::SetZoom{std::strtof(value.c_str(), nullptr)});
  } else if (verb == "find") {
    app.dispatch(app::OpenFind{value, 0});
  } else if (verb == "show") {
    app.dispatch(app::OpenShow{static_cast<std::int32_t>(number)});
  } else if (verb == "filter") {
    app.dispatch(app::SetFilterText{value});
  } else if (verb == "fold") {
    app.dispatch(app::ToggleFold{count});
  } else if (verb == "drawer") {
    app.dispatch(app::ToggleDrawer{});
  } else if (verb == "dialog") {
    app.dispatch(app::OpenDialog{value == "about"      ? app::Dialog::About
                                 : value == "report"   ? app::Dialog::ImportReport
                                 : value == "episode"  ? app::Dialog::Episode
                                 : value == "settings" ? app::Dialog::Settings
                                 : value == "palette"  ? app::Dialog::Palette
                                                       : app::Dialog::Shortcuts});
  } else {
    return run_input(verb, value);
  }
  return true;
}

}  // namespace earshot::shell
