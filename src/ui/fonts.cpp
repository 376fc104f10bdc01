#include "ui/fonts.h"

#include <imgui.h>

#include "ui/font_face.h"
#include "ui/system_font_source.h"

namespace earshot::ui {
namespace {

// Sizes are in em, as in CSS, which ImGui takes from the sign of the first size asked for.
constexpr float kReferenceSize = -16.0F;

ImFont* add_font(std::string_view bytes) {
  if (!FontFace::readable(bytes)) return nullptr;
  ImFontConfig config;
  config.Flags = ImFontFlags_NoLoadError;
  config.FontData = const_cast<char*>(bytes.data());  // only read: ImGui makes a copy
  config.FontDataSize = static_cast<int>(bytes.size());
  config.FontDataOwnedByAtlas = false;
  config.SizePixels = kReferenceSize;
  ImFont* const font = ImGui::GetIO().Fonts->AddFont(&config);
  // The sign has done its work; later, ImGui scales limits of advances by this size.
  if (font != nullptr) font->Sources[0]->SizePixels = -kReferenceSize;
  return font;
}

}  // namespace

LoadedFonts load_fonts(const FontFiles& files) {
  LoadedFonts loaded;
  loaded.system = files.system;
  const std::array<std::string_view, 5> wanted = {files.regular, files.italic, files.semibold,
                                                  files.mono, files.icons};
  std::size_t substitute = wanted.size();
  for (std::size_t role = 0; role < wanted.size(); ++role) {
    loaded.fonts[role] = add_font(wanted[role]);
    if (loaded.fonts[role] == nullptr) continue;
    loaded.bytes[role] = wanted[role];
    // ImGui's own text box is the only one that draws by it, and is set in this role.
    if (role == static_cast<std::size_t>(FontRole::Regular) && files.system != nullptr)
      add_system_source(loaded.fonts[role], FontRole::Regular, *files.system);
    if (substitute == wanted.size()) substitute = role;
  }
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFont* fallback = substitute < wanted.size() ? loaded.fonts[substitute] : nullptr;
#if !defined(IMGUI_DISABLE_DEFAULT_FONT)
  if (fallback == nullptr) fallback = atlas.AddFontDefault();
#endif
  for (std::size_t role = 0; role < wanted.size(); ++role) {
    if (loaded.fonts[role] != nullptr) continue;
    loaded.fonts[role] = fallback;
    if (substitute < wanted.size()) loaded.bytes[role] = wanted[substitute];
  }
  ImGui::GetIO().FontDefault = loaded.fonts[0];
  ImGui::GetStyle().FontSizeBase = kInterface.size;
  (void)atlas;
  return loaded;
}

}  // namespace earshot::ui
