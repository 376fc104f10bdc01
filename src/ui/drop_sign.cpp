#include "ui/drop_sign.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "ui/glyph_runs.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {

void draw_drop_sign(Context& context) {
  if (!context.frame.files_hover) return;
  const Palette& colours = context.theme.palette;
  const Rect window{0, 0, context.frame.width, context.frame.height};
  ImGui::SetNextWindowPos(top_left(window));
  ImGui::SetNextWindowSize(bottom_right(window));
  ImGui::Begin("##drop sign", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                   ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  const Rect field = inset(window, kSpace3, kSpace3);
  fill(field, faded(colours.accent_soft, 0.88F), kRadiusLarge);
  dashed_outline(context, field, kRadiusLarge, colours.accent);
  const std::string_view words = context.say(word::kDropAnything);
  const float room = std::max(1.0F, field.width - 2 * kSpace5 - 2 * kSpace4);
  const float words_width =
      std::min(room, std::ceil(context.glyphs.width(words, kInterfaceStrong)));
  const float width = words_width + 2 * kSpace5, height = kTouchTarget + kSpace2;
  const Rect card{snapped(context, (window.width - width) / 2),
                  snapped(context, (window.height - height) / 2), width, height};
  fill(card, colours.raised, kRadius);
  label(context, words,
        {card.left + kSpace5, centre_y(card) - kInterfaceStrong.line_height / 2, words_width + 1,
         kInterfaceStrong.line_height},
        kInterfaceStrong, colours.ink, Role::Status);
  ImGui::End();
}

}  // namespace earshot::ui
