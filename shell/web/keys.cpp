#include "shell/web/keys.h"

namespace earshot::web {
namespace {

struct NamedKey {
  std::string_view name;
  ImGuiKey key;
};

// A sign is called what was typed, wherever the keyboard has it: here it is the key that types it
// on the common layout without Shift. The app has no command with another one, but for "?".
constexpr NamedKey kNamedKeys[] = {
    {"ArrowDown", ImGuiKey_DownArrow},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"Backspace", ImGuiKey_Backspace},
    {"ContextMenu", ImGuiKey_Menu},
    {"Delete", ImGuiKey_Delete},
    {"End", ImGuiKey_End},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"Home", ImGuiKey_Home},
    {"Insert", ImGuiKey_Insert},
    {"PageDown", ImGuiKey_PageDown},
    {"PageUp", ImGuiKey_PageUp},
    {"Tab", ImGuiKey_Tab},
    {" ", ImGuiKey_Space},
    {"'", ImGuiKey_Apostrophe},
    {"+", ImGuiKey_KeypadAdd},
    {",", ImGuiKey_Comma},
    {"-", ImGuiKey_Minus},
    {".", ImGuiKey_Period},
    {"/", ImGuiKey_Slash},
    {";", ImGuiKey_Semicolon},
    {"=", ImGuiKey_Equal},
    {"[", ImGuiKey_LeftBracket},
    {"\\", ImGuiKey_Backslash},
    {"]", ImGuiKey_RightBracket},
    {"`", ImGuiKey_GraveAccent},
};

}  // namespace

ImGuiKey key_of(std::string_view name) {
  if (name.size() == 1) {
    const char c = name[0];
    if (c >= 'a' && c <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'a'));
    if (c >= 'A' && c <= 'Z') return static_cast<ImGuiKey>(ImGuiKey_A + (c - 'A'));
    if (c >= '0' && c <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + (c - '0'));
  }
  if (name.size() == 2 && name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
    return static_cast<ImGuiKey>(ImGuiKey_F1 + (name[1] - '1'));
  }
  if (name.size() == 3 && name.starts_with("F1") && name[2] >= '0' && name[2] <= '2') {
    return static_cast<ImGuiKey>(ImGuiKey_F10 + (name[2] - '0'));
  }
  for (const NamedKey& named : kNamedKeys) {
    if (named.name == name) return named.key;
  }
  return ImGuiKey_None;
}

}  // namespace earshot::web
