#include "shell/web/system_glyphs.h"

#include <emscripten/em_js.h>

#include <array>

// What the program asks of the page while it draws; the page sets `module.glyphs` (web/main.js).
// clang-format off: JavaScript
EM_JS(int, earshot_glyphs_measure, (const char* text, unsigned size, int role, int runs_left,
                                    const unsigned* begins, unsigned count, float* advances), {
  return Module.glyphs ? Module.glyphs.measure(text, size, role, runs_left, begins, count, advances) : 0;
});
EM_JS(int, earshot_glyphs_draw, (const char* text, unsigned size, int role, int runs_left,
                                 float pixels_per_em, int* facts), {
  return Module.glyphs ? Module.glyphs.draw(text, size, role, runs_left, pixels_per_em, facts) : 0;
});
EM_JS(void, earshot_glyphs_take, (unsigned char* pixels), { Module.glyphs.take(pixels); });
// clang-format on

namespace earshot::web {

bool BrowserGlyphs::measure(const ui::SystemRun& run, std::span<const std::uint32_t> begins_in_text,
                            std::span<float> advances) {
  return earshot_glyphs_measure(run.text.data(), static_cast<unsigned>(run.text.size()),
                                static_cast<int>(run.font), run.runs_left ? 1 : 0,
                                begins_in_text.data(), static_cast<unsigned>(begins_in_text.size()),
                                advances.data()) != 0;
}

bool BrowserGlyphs::draw(const ui::SystemRun& run, float pixels_per_em,
                         ui::SystemPicture& picture) {
  std::array<int, 5> facts{};
  if (earshot_glyphs_draw(run.text.data(), static_cast<unsigned>(run.text.size()),
                          static_cast<int>(run.font), run.runs_left ? 1 : 0, pixels_per_em,
                          facts.data()) == 0) {
    return false;
  }
  picture.width = facts[0];
  picture.height = facts[1];
  picture.left = facts[2];
  picture.top = facts[3];
  picture.is_coloured = facts[4] != 0;
  picture.rgba.resize(static_cast<std::size_t>(picture.width) *
                      static_cast<std::size_t>(picture.height) * 4);
  earshot_glyphs_take(picture.rgba.data());
  return true;
}

}  // namespace earshot::web
