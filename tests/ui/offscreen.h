#pragma once

#include <array>
#include <fstream>
#include <iterator>
#include <string>

#include <imgui.h>

#include "ui/ui.h"

// What tests and benchmarks of the front end stand on: Dear ImGui where nothing is drawn, and the
// fonts that the build made.

namespace earshot::ui::testing {

/// Says that every texture ImGui wants made, changed or destroyed was: what a renderer without a
/// screen does after a frame.
inline void answer_textures() {
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_WantCreate ||
        texture->Status == ImTextureStatus_WantUpdates) {
      texture->SetTexID(1);
      texture->SetStatus(ImTextureStatus_OK);
    } else if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    }
  }
}

/// A context of Dear ImGui's, the current one from the begin, whose renderer draws nothing. All
/// that uses it goes before it.
class OffscreenImGui {
 public:
  OffscreenImGui() : context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  }
  ~OffscreenImGui() {
    ImGui::SetCurrentContext(context_);
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ImGui::DestroyContext(context_);
  }
  OffscreenImGui(const OffscreenImGui&) = delete;
  OffscreenImGui& operator=(const OffscreenImGui&) = delete;

  ImGuiContext* context() const { return context_; }

 private:
  ImGuiContext* context_;
};

/// The bytes of the fonts that the build made; empty where there are none.
class BuiltFonts {
 public:
  /// Valid as long as this is.
  FontFiles files() const {
    return {.regular = bytes_[0],
            .italic = bytes_[1],
            .semibold = bytes_[2],
            .mono = bytes_[3],
            .icons = bytes_[4]};
  }

 private:
  static std::string read(const char* name) {
    std::ifstream in(std::string(EARSHOT_FONT_FOLDER) + '/' + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::array<std::string, 5> bytes_ = {read("inter-regular.ttf"), read("inter-italic.ttf"),
                                       read("inter-semibold.ttf"), read("mono-regular.ttf"),
                                       read("icons.ttf")};
};

}  // namespace earshot::ui::testing
