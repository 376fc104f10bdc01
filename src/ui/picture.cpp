#include "ui/picture.h"

#include <algorithm>
#include <cstring>
#include <span>

#include <imgui_internal.h>

#include "base/hash.h"
#include "ui/ui.h"

namespace earshot::ui {
namespace {

std::uint64_t mixed_in(std::uint64_t hash, std::uint64_t value) {
  return (hash ^ value) * 0x9E3779B97F4A7C15ULL + (hash >> 29);
}

template <typename T>
std::uint64_t mixed_in(std::uint64_t hash, const ImVector<T>& values) {
  return mixed_in(
      hash, checksum(std::as_bytes(std::span(values.Data, static_cast<std::size_t>(values.Size)))));
}

std::uint64_t mixed_in(std::uint64_t hash, const ImDrawList& list) {
  hash = mixed_in(mixed_in(hash, list.VtxBuffer), list.IdxBuffer);
  for (const ImDrawCmd& command : list.CmdBuffer) {
    std::uint64_t clip[2];
    std::memcpy(clip, &command.ClipRect, sizeof clip);
    hash = mixed_in(mixed_in(mixed_in(hash, clip[0]), clip[1]), command.ElemCount);
  }
  return hash;
}

}  // namespace

std::uint64_t picture_hash(const FrameInfo& info) {
  const ImGuiContext& imgui = *ImGui::GetCurrentContext();
  std::uint64_t hash = mixed_in(static_cast<std::uint64_t>(info.width * 64),
                                static_cast<std::uint64_t>(info.height * 64));
  hash = mixed_in(hash, static_cast<std::uint64_t>(info.pixel_ratio * 1024));
  for (const ImGuiWindow* window : imgui.Windows) {
    if (window->Active && !window->Hidden) hash = mixed_in(hash, *window->DrawList);
  }
  return mixed_in(hash, *ImGui::GetForegroundDrawList());
}

bool has_new_glyphs() {
  // Not the list of the platform: until the end of the frame it has those that ImGui has deleted.
  const auto& textures = ImGui::GetIO().Fonts->TexList;
  return std::any_of(textures.begin(), textures.end(), [](const ImTextureData* texture) {
    return texture->Status == ImTextureStatus_WantCreate ||
           texture->Status == ImTextureStatus_WantUpdates;
  });
}

}  // namespace earshot::ui
