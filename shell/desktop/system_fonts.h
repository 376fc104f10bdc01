#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fontconfig/fontconfig.h>
#include <freetype/freetype.h>
#include <ft2build.h>
#include <hb.h>

#include "ui/theme.h"

namespace earshot::shell {

/// A font file, opened for shaping and for drawing.
struct OpenFont {
  OpenFont(FT_Library library, const std::string& path, int index);
  ~OpenFont();
  OpenFont(const OpenFont&) = delete;
  OpenFont& operator=(const OpenFont&) = delete;

  bool is_usable() const { return face != nullptr && font != nullptr; }

  FT_Face face = nullptr;
  hb_font_t* font = nullptr;  ///< scaled to its design grid
  float units_per_em = 1000;
};

/// Which installed font shows a character: fontconfig's order for sans-serif or monospace text of
/// the role's weight and slant, coloured fonts first where an emoji is wished.
class SystemFonts {
 public:
  SystemFonts();
  ~SystemFonts();
  SystemFonts(const SystemFonts&) = delete;
  SystemFonts& operator=(const SystemFonts&) = delete;

  /// The first font that has all of `characters`; `preferred` where that has them too. Null where
  /// none has. Linear in the fonts installed.
  OpenFont* find(ui::FontRole role, const std::vector<char32_t>& characters, bool wants_colour,
                 OpenFont* preferred);

 private:
  struct Choice {
    std::string path;
    int index = 0;
    FcCharSet* characters = nullptr;  ///< owned by the role's set
    bool is_coloured = false;
    OpenFont* opened = nullptr;
  };
  struct Role {
    FcFontSet* set = nullptr;
    std::vector<Choice> choices;
    bool is_sorted = false;
  };

  Role& sorted(ui::FontRole role);
  OpenFont* opened(Choice& choice);

  FcConfig* config_ = nullptr;
  FT_Library library_ = nullptr;
  std::array<Role, 5> roles_;
  std::map<std::pair<std::string, int>, std::unique_ptr<OpenFont>> fonts_;
};

}  // namespace earshot::shell
