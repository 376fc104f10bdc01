#include "ui/system_font_source.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <array>
#include <cmath>
#include <cstring>
#include <string>

#include "text/scanner.h"
#include "ui/glyph_choice.h"
#include "ui/system_glyphs.h"

namespace earshot::ui {
namespace {

/// What stands in place of a font file; ImGui keeps a copy of its bytes.
struct SourceData {
  SystemGlyphs* system = nullptr;
  FontRole role = FontRole::Regular;
};

SourceData data_of(const ImFontConfig& source) {
  SourceData data;
  std::memcpy(&data, source.FontData, sizeof data);
  return data;
}

/// The advance in ems; below nought where the machine lacks the character.
float advance_of(const SourceData& data, const std::string& character) {
  constexpr std::array<std::uint32_t, 1> kBegins = {0};
  std::array<float, 1> advance{};
  const bool has = data.system->measure({.text = character, .font = data.role}, kBegins, advance);
  return has ? advance[0] : -1;
}

std::string utf8(ImWchar code) {
  std::string text;
  const auto character = static_cast<char32_t>(code);
  const bool is_valid = character < 0x110000 && (character < 0xD800 || character > 0xDFFF);
  if (is_valid && !is_invisible(character) && space_em(character) == 0)
    text::append_utf8(text, character);
  return text;
}

bool contains_glyph(ImFontAtlas*, ImFontConfig* source, ImWchar code) {
  const std::string character = utf8(code);
  return !character.empty() && advance_of(data_of(*source), character) >= 0;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code,
                ImFontGlyph* glyph, float* only_advance) {
  const SourceData data = data_of(*source);
  const std::string character = utf8(code);
  if (character.empty()) return false;
  const float advance = advance_of(data, character);
  if (advance < 0) return false;
  if (only_advance != nullptr) {
    *only_advance = advance * baked->Size;
    return true;
  }
  const float density = source->RasterizerDensity * baked->RasterizerDensity;
  SystemPicture picture;
  if (!data.system->draw({.text = character, .font = data.role}, baked->Size * density, picture))
    return false;
  glyph->Codepoint = code;
  glyph->AdvanceX = advance * baked->Size;
  const std::size_t needed = static_cast<std::size_t>(picture.width) *
                             static_cast<std::size_t>(picture.height) * sizeof(ImU32);
  if (picture.width <= 0 || picture.height <= 0 || picture.rgba.size() < needed) return true;
  const ImFontAtlasRectId pack = ImFontAtlasPackAddRect(atlas, picture.width, picture.height);
  if (pack == ImFontAtlasRectId_Invalid) return false;
  ImTextureRect* const place = ImFontAtlasPackGetRect(atlas, pack);
  if (!picture.is_coloured) {
    for (std::size_t at = 0; at < needed; at += sizeof(ImU32))
      picture.rgba[at] = picture.rgba[at + 1] = picture.rgba[at + 2] = 0xFF;
  }
  const float ascent = std::floor(baked->Ascent + 0.5F);
  glyph->X0 = static_cast<float>(picture.left) / density;
  glyph->Y0 = static_cast<float>(picture.top) / density + ascent;
  glyph->X1 = static_cast<float>(picture.left + picture.width) / density;
  glyph->Y1 = static_cast<float>(picture.top + picture.height) / density + ascent;
  glyph->Visible = 1;
  glyph->Colored = picture.is_coloured ? 1 : 0;
  glyph->PackId = pack;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, place, picture.rgba.data(),
                                     ImTextureFormat_RGBA32,
                                     picture.width * static_cast<int>(sizeof(ImU32)));
  return true;
}

const ImFontLoader* loader() {
  static const ImFontLoader the_loader = [] {
    ImFontLoader made;
    made.Name = "system";
    made.FontSrcContainsGlyph = contains_glyph;
    made.FontBakedLoadGlyph = load_glyph;
    return made;
  }();
  return &the_loader;
}

}  // namespace

void add_system_source(ImFont* font, FontRole role, SystemGlyphs& system) {
  if (font == nullptr || font->Sources.empty()) return;
  SourceData data{.system = &system, .role = role};
  ImFontConfig config;
  config.MergeMode = true;
  config.DstFont = font;
  config.FontLoader = loader();
  config.FontData = &data;
  config.FontDataSize = sizeof data;
  config.FontDataOwnedByAtlas = false;  // ImGui copies it
  config.SizePixels = font->Sources[0]->SizePixels;
  ImGui::GetIO().Fonts->AddFont(&config);
}

}  // namespace earshot::ui
