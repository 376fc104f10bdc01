#pragma once

#include <imgui.h>

#include <string_view>

namespace earshot::web {

/// Dear ImGui's key for a `KeyboardEvent.key`; ImGuiKey_None where it has none.
ImGuiKey key_of(std::string_view name);

}  // namespace earshot::web
