#include "ui/palette.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "text/words.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/overlay.h"
#include "ui/scroll.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kWidth = 560, kField = 40, kRow = 36, kMostRows = 10;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool draw_row(Context& context, const Command& it, const Rect& rect, bool is_chosen, int number,
              std::size_t count) {
  const std::string_view name = context.say(it.name), topic = context.say(it.topic);
  Node node = make_node(node_id(name), Role::Option, name);
  const std::string_view chord = told_chord(it, context.single_keys);
  node.shortcut = aria_chord(chord, context.frame.mac);
  node.selected = is_chosen ? 1 : 0;
  node.set_size = static_cast<std::int32_t>(count);
  node.position_in_set = number + 1;
  // The field keeps the keyboard: its arrow keys choose.
  const Press press = interact(context, std::move(node), rect, {.no_stop = true});
  const Palette& colours = context.theme.palette;
  if (is_chosen) {
    fill(rect, colours.accent_soft, kRadiusSmall);
  } else if (press.hovered) {
    fill(rect, faded(colours.ink, 0.06F), kRadiusSmall);
  }
  float edge = right(rect) - kSpace3;
  if (!chord.empty() && !context.frame.touch)
    edge -= key_caps(context, chord, edge, centre_y(rect)) + kSpace3;
  const float topic_width = context.glyphs.width(topic, kSecondary);
  const float top = centre_y(rect) - kInterface.line_height / 2;
  const float x = rect.left + kSpace3;
  const float name_width = context.glyphs.width(name, kInterface);
  text_clipped(context, ImVec2(x, top), edge - x, name, kInterface, colours.ink);
  if (x + name_width + kSpace3 + topic_width < edge)
    text(context, ImVec2(x + name_width + kSpace3, centre_y(rect) - kSecondary.line_height / 2 + 1),
         topic, kSecondary, colours.ink3);
  return press.pressed;
}

}  // namespace

int fuzzy_score(std::string_view name, std::string_view typed) {
  int score = 0;
  std::size_t at = 0;
  bool was_side_by_side = false;
  for (const char letter : typed) {
    if (letter == ' ') {
      was_side_by_side = false;
      continue;
    }
    // A word's beginning is meant more often than the first letter that fits.
    std::size_t found = std::string_view::npos;
    for (std::size_t place = at; place < name.size(); ++place) {
      if (lower(name[place]) != lower(letter)) continue;
      const bool begins_word = place == 0 || name[place - 1] == ' ';
      if (was_side_by_side && place == at) {
        found = place;
        break;
      }
      if (begins_word) {
        found = place;
        break;
      }
      if (found == std::string_view::npos) found = place;
    }
    if (found == std::string_view::npos) return -1;
    const bool begins_word = found == 0 || name[found - 1] == ' ';
    if (begins_word) score += 8;
    if (was_side_by_side && found == at) score += 6;
    score -= static_cast<int>(std::min<std::size_t>(found - at, 4));
    score += 4;
    was_side_by_side = true;
    at = found + 1;
  }
  return std::max(score, 0);
}

int word_score(std::string_view name, std::string_view also, std::string_view typed) {
  // A letter in its place is worth as much as in `fuzzy_score`; what is only another word for it
  // comes behind what is called that.
  constexpr int kLetter = 10, kOtherWord = 4;
  constexpr std::string_view kBetween = " ,:";
  const auto begins_one = [kBetween](std::string_view words, std::string_view part) {
    for (std::size_t at = words.find(part); at != std::string_view::npos;
         at = words.find(part, at + 1)) {
      if (at == 0 || kBetween.contains(words[at - 1])) return true;
    }
    return false;
  };
  int score = 0;
  bool is_any = false;
  while (!typed.empty()) {
    const std::string_view part = typed.substr(0, typed.find(' '));
    typed.remove_prefix(std::min(part.size() + 1, typed.size()));
    if (part.empty()) continue;
    is_any = true;
    const bool by_name = begins_one(name, part);
    if (!by_name && !begins_one(also, part)) return -1;
    score += kLetter * static_cast<int>(part.size()) - (by_name ? 0 : kOtherWord);
  }
  return is_any ? score : -1;
}

std::vector<const Command*> fitting_commands(const CommandState& state, std::string_view typed,
                                             const words::Words& say) {
  const std::string wanted = text::folded(typed);
  std::vector<std::pair<int, const Command*>> scored;
  for (const Command& it : commands()) {
    if (!it.in_palette || !it.when(state, {})) continue;
    const std::string name = text::folded(say(it.name));
    const std::string also = it.also ? text::folded(say(*it.also)) : std::string();
    const int score = std::max(fuzzy_score(name, wanted), word_score(name, also, wanted));
    if (score >= 0) scored.emplace_back(score, &it);
  }
  if (!typed.empty())
    std::ranges::stable_sort(scored,
                             [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<const Command*> fitting;
  for (const auto& [score, it] : scored)
    fitting.push_back(it);
  return fitting;
}

void draw_palette(Context& context, CommandPalette& palette, CommandState state) {
  const FrameInfo& frame = context.frame;
  const Palette& colours = context.theme.palette;
  if (!palette.was_open) {
    palette = {};
    palette.was_open = true;
  }
  // The page is asked what it can do, not the dialog that lies over it.
  state.in_dialog = state.in_menu = state.in_text_box = false;
  std::vector<const Command*> fitting = fitting_commands(state, palette.field.text, context.say);

  const NodeId layer = ImHashStr("palette layer");
  begin_overlay(context, "##palette", layer, colours.shade);
  ImGui::PushID("palette");
  const float width = std::min(kWidth, frame.width - 2 * kSpace2);
  const float room = frame.height - 2 * kSpace5 - kField - 3 * kSpace2;
  const float rows_height =
      std::min({static_cast<float>(std::max<std::size_t>(fitting.size(), 1)) * kRow,
                kMostRows * kRow, std::max(room, kRow)});
  const Rect panel{snapped(context, (frame.width - width) / 2),
                   snapped(context, std::min(frame.height * 0.14F, 120.0F)), width,
                   kField + 3 * kSpace2 + rows_height};
  floating_panel(context, panel, kRadiusLarge);
  Node dialog = make_node(node_id("dialog"), Role::Dialog, context.say(word::kAllCommands));
  dialog.rect = panel;
  dialog.modal = true;
  context.semantics.push(std::move(dialog));
  const Rect field{panel.left + kSpace2, panel.top + kSpace2, panel.width - 2 * kSpace2, kField};
  const TextFieldAnswer answer = text_field(
      context, palette.field, context.say(word::kCommand), palette.field.text, field,
      {.role = Role::ComboBox, .placeholder = context.say(word::kWhatToDo), .icon = icon::kSearch});
  Interaction& interaction = context.interaction;
  // Its own menu may lie over it.
  if (!answer.focused && interaction.top_layer() == layer) interaction.focus_text_box(answer.id);
  if (answer.changed) {
    palette.chosen = 0;
    fitting = fitting_commands(state, palette.field.text, context.say);
    context.animate();
  }
  const std::size_t count = fitting.size();
  const bool moves_up = interaction.take(Key::Up), moves_down = interaction.take(Key::Down);
  if (count > 0) {
    palette.chosen = std::min(palette.chosen, count - 1);
    if (moves_down) palette.chosen = (palette.chosen + 1) % count;
    if (moves_up) palette.chosen = (palette.chosen + count - 1) % count;
  }
  const Command* run = nullptr;
  if (interaction.take(Key::Enter) && count > 0) run = fitting[palette.chosen];

  const Rect rows{panel.left + kSpace2, bottom(field) + kSpace2, panel.width - 2 * kSpace2,
                  rows_height};
  const NodeId list = push_container(context, Role::ListBox, context.say(word::kCommands), rows);
  const ScrollArea area = begin_scroll(context, "commands", rows);
  if (moves_down || moves_up || answer.changed) {
    const float top = static_cast<float>(palette.chosen) * kRow;
    scroll_into_view(context, area, top, top + kRow);
  }
  for (std::size_t number = 0; number < count; ++number) {
    const Rect row{rows.left, area.origin.y + static_cast<float>(number) * kRow, rows.width, kRow};
    if (draw_row(context, *fitting[number], row, number == palette.chosen, static_cast<int>(number),
                 count))
      run = fitting[number];
    if (number == palette.chosen)
      tell_reached(context, list, node_id(context.say(fitting[number]->name)));
  }
  end_scroll(context, area, static_cast<float>(count) * kRow);
  context.semantics.pop();
  if (count == 0) {
    label(context, context.say(word::kNoCommand), {rows.left + kSpace3, rows.top, rows.width, kRow},
          kInterface, colours.ink2, Role::Status);
  }
  context.semantics.pop();
  ImGui::PopID();
  const bool closes = clicked_outside(panel) || run != nullptr;
  end_overlay(context);
  if (run != nullptr) context.reading.wish = run->id;
  if (closes) context.out.send(app::CloseDialog{});
}

}  // namespace earshot::ui
