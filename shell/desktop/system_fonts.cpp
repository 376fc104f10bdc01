#include "shell/desktop/system_fonts.h"

#include <hb-ot.h>

#include <algorithm>

namespace earshot::shell {
namespace {

constexpr unsigned kInstanceShift = 16;  // fontconfig and FreeType put named instances up there
constexpr unsigned kIndexMask = 0xFFFF;

}  // namespace

OpenFont::OpenFont(FT_Library library, const std::string& path, int index) {
  if (library == nullptr || FT_New_Face(library, path.c_str(), index, &face) != 0) {
    face = nullptr;
    return;
  }
  hb_blob_t* const blob = hb_blob_create_from_file(path.c_str());
  hb_face_t* const shaped = hb_face_create(blob, static_cast<unsigned>(index) & kIndexMask);
  units_per_em = static_cast<float>(std::max(hb_face_get_upem(shaped), 1U));
  if (hb_face_get_glyph_count(shaped) > 0) {
    font = hb_font_create(shaped);
    hb_ot_font_set_funcs(font);
    if (const unsigned instance = static_cast<unsigned>(index) >> kInstanceShift; instance > 0)
      hb_font_set_var_named_instance(font, instance - 1);
  }
  hb_face_destroy(shaped);
  hb_blob_destroy(blob);
}

OpenFont::~OpenFont() {
  if (font != nullptr) hb_font_destroy(font);
  if (face != nullptr) FT_Done_Face(face);
}

SystemFonts::SystemFonts() {
  config_ = FcInitLoadConfigAndFonts();
  if (FT_Init_FreeType(&library_) != 0) library_ = nullptr;
}

SystemFonts::~SystemFonts() {
  fonts_.clear();
  for (const Role& role : roles_) {
    if (role.set != nullptr) FcFontSetDestroy(role.set);
  }
  if (library_ != nullptr) FT_Done_FreeType(library_);
  if (config_ != nullptr) FcConfigDestroy(config_);
}

SystemFonts::Role& SystemFonts::sorted(ui::FontRole which) {
  Role& role = roles_[static_cast<std::size_t>(which)];
  if (role.is_sorted || config_ == nullptr) return role;
  role.is_sorted = true;
  FcPattern* const pattern = FcPatternCreate();
  const char* const family = which == ui::FontRole::Mono ? "monospace" : "sans-serif";
  FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(pattern, FC_WEIGHT,
                      which == ui::FontRole::SemiBold ? FC_WEIGHT_DEMIBOLD : FC_WEIGHT_REGULAR);
  FcPatternAddInteger(pattern, FC_SLANT,
                      which == ui::FontRole::Italic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
  FcConfigSubstitute(config_, pattern, FcMatchPattern);
  FcDefaultSubstitute(pattern);
  FcResult result = FcResultNoMatch;
  role.set = FcFontSort(config_, pattern, FcFalse, nullptr, &result);
  FcPatternDestroy(pattern);
  if (role.set == nullptr) return role;
  for (int at = 0; at < role.set->nfont; ++at) {
    FcPattern* const font = role.set->fonts[at];
    FcChar8* path = nullptr;
    Choice choice;
    FcBool is_coloured = FcFalse;
    if (FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch ||
        FcPatternGetCharSet(font, FC_CHARSET, 0, &choice.characters) != FcResultMatch) {
      continue;
    }
    choice.path = reinterpret_cast<const char*>(path);
    FcPatternGetInteger(font, FC_INDEX, 0, &choice.index);
    FcPatternGetBool(font, FC_COLOR, 0, &is_coloured);
    choice.is_coloured = is_coloured != FcFalse;
    role.choices.push_back(std::move(choice));
  }
  return role;
}

OpenFont* SystemFonts::opened(Choice& choice) {
  if (choice.opened != nullptr) return choice.opened;
  std::unique_ptr<OpenFont>& font = fonts_[{choice.path, choice.index}];
  if (font == nullptr) font = std::make_unique<OpenFont>(library_, choice.path, choice.index);
  choice.opened = font.get();
  return choice.opened;
}

OpenFont* SystemFonts::find(ui::FontRole which, const std::vector<char32_t>& characters,
                            bool wants_colour, OpenFont* preferred) {
  Role& role = sorted(which);
  const auto has_all = [&](const Choice& choice) {
    return std::ranges::all_of(characters, [&](char32_t character) {
      return FcCharSetHasChar(choice.characters, character) != FcFalse;
    });
  };
  const auto first = [&](auto&& wanted) -> OpenFont* {
    for (Choice& choice : role.choices) {
      if (!wanted(choice) || !has_all(choice)) continue;
      if (OpenFont* const font = opened(choice); font->is_usable()) return font;
    }
    return nullptr;
  };
  if (wants_colour) {
    if (OpenFont* const font = first([](const Choice& choice) { return choice.is_coloured; }))
      return font;
  }
  if (preferred != nullptr && !wants_colour) {
    if (OpenFont* const font =
            first([&](const Choice& choice) { return choice.opened == preferred; }))
      return font;
  }
  if (OpenFont* const font = first([](const Choice& choice) { return !choice.is_coloured; }))
    return font;
  return first([](const Choice&) { return true; });
}

}  // namespace earshot::shell
