#include "ui/start_panel.h"

#include <algorithm>

#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/phrases.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

// As few lines as `width` allows, none much shorter than the others.
std::vector<Range> wrap_evenly(Context& context, std::string_view words, const TextStyle& style,
                               float width) {
  std::vector<Range> lines = wrap(context, words, style, width);
  constexpr float kStep = 12, kNarrowest = 0.55F;
  for (float next = width - kStep; lines.size() > 1 && next > width * kNarrowest; next -= kStep) {
    std::vector<Range> narrower = wrap(context, words, style, next);
    if (narrower.size() > lines.size()) break;
    lines = std::move(narrower);
  }
  return lines;
}

void centred(Context& context, std::string_view words, float middle, float top, float width,
             const TextStyle& style, ImU32 colour, Role role, std::int16_t level = 0) {
  add_text(context, words, {middle - width / 2, top, width, style.line_height}, role, level);
  for (const Range line : wrap_evenly(context, words, style, width)) {
    const std::string_view part = slice(words, line);
    const float part_width = context.glyphs.width(part, style);
    text(context, ImVec2(snapped(context, middle - part_width / 2), top), part, style, colour);
    top += style.line_height;
  }
}

float centred_height(Context& context, std::string_view words, float width,
                     const TextStyle& style) {
  return static_cast<float>(wrap(context, words, style, width).size()) * style.line_height;
}

void draw_welcome(Context& context, const Rect& rect) {
  const Palette& colours = context.theme.palette;
  const bool narrow = rect.width < 520;
  const float width = std::min(560.0F, rect.width - 2 * kSpace4);
  const float inner = width - 2 * (narrow ? kSpace4 : kSpace6);
  const std::string_view title = context.say(word::kDropHere),
                         body = context.say(word::kWhatIsRead);
  const std::string_view open_files = context.say(word::kOpenFilesMore),
                         open_folder = context.say(word::kOpenFolderMore);
  const TextStyle head = narrow ? kHeading : TextStyle{FontRole::SemiBold, 22, 30};
  const float head_height = centred_height(context, title, inner, head);
  const float body_height = centred_height(context, body, std::min(inner, 420.0F), kInterface);
  const float buttons = narrow ? 2 * 40 + kSpace2 : 40;
  const float height =
      44 + 40 + kSpace4 + head_height + kSpace2 + body_height + kSpace5 + buttons + 44;
  const Rect box{snapped(context, rect.left + (rect.width - width) / 2),
                 snapped(context, rect.top + std::max(kSpace4, (rect.height - height) * 0.42F)),
                 width, height};
  fill(box, colours.panel, kRadiusLarge);
  dashed_outline(context, box, kRadiusLarge, mixed(colours.line, colours.ink3, 0.45F));
  const float middle = box.left + box.width / 2;
  float top = box.top + 44;
  draw_icon(context, icon::kImport, {middle - 20, top, 40, 40}, 34, colours.accent);
  top += 40 + kSpace4;
  centred(context, title, middle, top, inner, head, colours.ink, Role::Heading, 2);
  top += head_height + kSpace2;
  centred(context, body, middle, top, std::min(inner, 420.0F), kInterface, colours.ink2,
          Role::Paragraph);
  top += body_height + kSpace5;
  const float files = button_width(context, open_files, true),
              folder = button_width(context, open_folder, true);
  Rect first{middle - (files + folder + kSpace2) / 2, top, files, 40};
  Rect second{right(first) + kSpace2, top, folder, 40};
  if (narrow) {
    first = {middle - inner / 2, top, inner, 40};
    second = {first.left, top + 40 + kSpace2, inner, 40};
  }
  first.left = snapped(context, first.left);
  second.left = snapped(context, second.left);
  if (button(context, open_files, first,
             {.icon = icon::kFiles,
              .emphasis = Emphasis::Primary,
              .shortcut = told_chord(context, CommandId::OpenFiles)})) {
    context.out.send(app::PickFiles{.folder = false});
  }
  if (button(context, open_folder, second,
             {.icon = icon::kFolderOpen, .shortcut = told_chord(context, CommandId::OpenFolder)})) {
    context.out.send(app::PickFiles{.folder = true});
  }
}

void draw_hint(Context& context, const app::App& app, const Rect& rect) {
  const Palette& colours = context.theme.palette;
  const float middle = rect.left + rect.width / 2;
  const float width = std::min(420.0F, rect.width - 2 * kSpace4);
  float top = rect.top + std::max(kSpace5, rect.height * 0.30F);
  draw_icon(context, icon::kBookOpen, {middle - 20, top, 40, 40}, 34, colours.ink3);
  top += 40 + kSpace4;
  centred(context, context.say(word::kPickEpisode), middle, top, width, kHeading, colours.ink,
          Role::Heading, 2);
  top += kHeading.line_height + kSpace1;
  const std::string words = context.say(word::kOrSearch, app.library().episodes_before_filter);
  centred(context, words, middle, top, width, kInterface, colours.ink2, Role::Paragraph);
  top += centred_height(context, words, width, kInterface) + kSpace4;
  if (context.frame.width < kDrawerBelow) {
    const float needed = button_width(context, context.say(word::kShowLibrary), true);
    if (button(context, context.say(word::kShowLibrary),
               {snapped(context, middle - needed / 2), top, needed, 40},
               {.icon = icon::kPanelLeft})) {
      context.out.send(app::ToggleDrawer{});
    }
  }
}

}  // namespace

void draw_start(Context& context, const app::App& app, const Rect& rect) {
  ImGui::PushID("start");
  if (app.starting()) {
    // Loading takes a blink: quiet words, no bar.
    centred(context, context.say(word::kOpeningLibrary), rect.left + rect.width / 2,
            rect.top + rect.height * 0.42F, rect.width - 32, kInterface, context.theme.palette.ink3,
            Role::Status);
  } else if (app.library().empty) {
    draw_welcome(context, rect);
  } else {
    draw_hint(context, app, rect);
  }
  ImGui::PopID();
}

}  // namespace earshot::ui
