#include "ui/widgets.h"

#include <algorithm>
#include <cmath>

#include <imgui_internal.h>

#include "text/markup_text.h"
#include "text/scanner.h"
#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"

namespace earshot::ui {
namespace {

constexpr double kTooltipDelaySeconds = 0.5;
constexpr TextStyle kChipStyle{FontRole::Regular, 13, 18};
constexpr TextStyle kKeyCapStyle{FontRole::Regular, 12, 16};
constexpr float kChipPadding = 11;

// The ground of what can be pressed: a breath of ink when the mouse is over it, more when held.
ImU32 hover_ground(const Context& context, const Press& press) {
  if (press.held) return faded(context.theme.palette.ink, 0.11F);
  if (press.hovered && !context.frame.touch) return faded(context.theme.palette.ink, 0.06F);
  return 0;
}

std::string said_count(const Context& context, std::int64_t count) {
  return context.say.number(static_cast<std::uint64_t>(count));
}

std::string with_count(const Context& context, std::string_view label, std::int64_t count) {
  std::string name(label);
  if (count >= 0) name.append(" ").append(said_count(context, count));
  return name;
}

}  // namespace

Rect reach_of(const Context& context, const Rect& rect) {
  const float least = context.frame.touch ? kTouchTarget : kLeastTarget;
  const float grow_x = std::max(0.0F, (least - rect.width) / 2);
  const float grow_y = std::max(0.0F, (least - rect.height) / 2);
  return inset(rect, -grow_x, -grow_y);
}

NodeId node_id(std::string_view label) {
  return ImGui::GetID(label.data(), label.data() + label.size());
}

NodeId node_id(const Id& id) {
  const char* bytes = reinterpret_cast<const char*>(&id);
  return ImGui::GetID(bytes, bytes + sizeof id);
}

Node make_node(NodeId id, Role role, std::string_view name) {
  Node node;
  node.id = id;
  node.role = role;
  node.name = name;
  return node;
}

NodeId push_container(Context& context, Role role, std::string_view name, const Rect& rect) {
  Node node = make_node(ImHashStr(name.data(), name.size(), ImGui::GetID("container")), role, name);
  node.rect = rect;
  return context.semantics.push(std::move(node));
}

void tell_language(const Context& context, Node& node, std::string_view language) {
  if (!text::is_language_tag(language)) return;
  const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
  const std::string_view own = words::tag(context.say.locale().language);
  const bool is_own = std::ranges::equal(primary(language), primary(own), {}, text::to_lower);
  if (!is_own) node.language = language;
}

void add_text(Context& context, std::string_view text, const Rect& rect, Role role,
              std::int16_t level, std::string_view language) {
  Node node = make_node(ImHashStr(text.data(), text.size(), ImGui::GetID("text")), role, text);
  node.rect = rect;
  node.level = level;
  tell_language(context, node, language);
  context.semantics.add(std::move(node));
}

Press interact(Context& context, Node node, const Rect& rect, const InteractOptions& options) {
  Press press;
  Interaction& interaction = context.interaction;
  const NodeId id = node.id;
  const ImRect box(top_left(rect), bottom_right(rect));
  const bool is_visible = ImGui::ItemAdd(box, id, nullptr, ImGuiItemFlags_NoNav);
  if (!is_visible && !options.keep_when_clipped && !context.tells_clipped) return press;
  if (!options.disabled) {
    if (is_visible) {
      ImGuiButtonFlags flags = ImGuiButtonFlags_NoNavFocus;
      if (options.overlap) flags |= ImGuiButtonFlags_AllowOverlap;
      press.pressed = ImGui::ButtonBehavior(box, id, &press.hovered, &press.held, flags);
      press.menu = press.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
      if (press.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    if ((press.pressed || press.menu) && !options.no_stop) interaction.focus(id, false);
    if (context.semantics.take_focus(id)) interaction.focus(id, true);
    if (context.semantics.take_press(id)) {
      press.pressed = true;
      if (!options.no_stop) interaction.focus(id, interaction.by_keyboard());
    }
    if (!options.no_stop)
      interaction.add_stop({.id = id,
                            .group = options.group,
                            .is_group_entry = options.is_group_entry,
                            .moves_sideways = options.moves_sideways,
                            .whole_group = !options.part_of_group && !options.keep_when_clipped,
                            .rect = rect});
    press.focused = interaction.has_focus(id);
    press.ring = interaction.shows_focus(id);
    if (press.focused) {
      const bool by_enter = interaction.take(Key::Enter);
      const bool by_space = interaction.take(Key::Space);
      press.pressed = press.pressed || by_enter || by_space;
      press.menu = press.menu || interaction.take(Key::Menu);
      if (interaction.focus_moved()) {
        ImGui::ScrollToRect(ImGui::GetCurrentWindow(), box, ImGuiScrollFlags_KeepVisibleEdgeY);
        context.animate();
      }
    }
  }
  node.rect = rect;
  node.disabled = options.disabled;
  node.focusable = !options.disabled && !options.no_stop;
  node.focused = press.focused;
  context.semantics.add(std::move(node));
  return press;
}

void tell_reached(Context& context, NodeId list, NodeId option) {
  SemanticTree& tree = context.semantics;
  Node* const box = tree.find(context.interaction.focused());
  // A list of its own that is open is nearer; an option that is clipped away is not told.
  if (box == nullptr || box->role != Role::ComboBox || box->controls != 0) return;
  if (tree.find(option) == nullptr) return;
  box->expanded = 1;
  box->controls = list;
  box->active = option;
}

Press button(Context& context, std::string_view label, const Rect& rect,
             const ButtonOptions& options) {
  Node node = make_node(node_id(label), Role::Button, label);
  node.description = options.description;
  node.shortcut = aria_chord(options.shortcut, context.frame.mac);
  node.expanded = options.expanded;
  node.pressed = options.pressed;
  const Press press =
      interact(context, std::move(node), reach_of(context, rect), {.disabled = options.disabled});
  const Palette& colours = context.theme.palette;
  ImU32 ink = options.disabled ? colours.ink3 : colours.ink;
  switch (options.emphasis) {
    case Emphasis::Primary:
      fill(rect,
           press.held      ? mixed(colours.accent, colours.ink, 0.15F)
           : press.hovered ? mixed(colours.accent, colours.ink, 0.08F)
                           : colours.accent,
           kRadius);
      ink = colours.on_accent;
      break;
    case Emphasis::Plain:
      fill(rect, colours.raised, kRadius);
      fill(rect, hover_ground(context, press), kRadius);
      outline(context, rect, colours.line, kRadius);
      break;
    case Emphasis::Quiet:
      fill(rect, hover_ground(context, press), kRadius);
      ink = options.disabled ? colours.ink3 : colours.accent;
      break;
  }
  const float icon_width = options.icon ? 16 + kSpace2 : 0;
  const float text_width =
      std::min(context.glyphs.width(label, kInterface), rect.width - icon_width);
  float x = snapped(context, rect.left + (rect.width - text_width - icon_width) / 2);
  if (options.icon) {
    draw_icon(context, options.icon, {x, rect.top, 16, rect.height}, 16, ink);
    x += icon_width;
  }
  text_clipped(context, ImVec2(x, centre_y(rect) - kInterface.line_height / 2), text_width + 1,
               label, kInterface, ink);
  if (press.ring) focus_ring(context, rect, kRadius);
  if (!options.shortcut.empty()) tooltip(context, label, options.shortcut, rect, press);
  return press;
}

float button_width(Context& context, std::string_view label, bool has_icon) {
  return std::ceil(context.glyphs.width(label, kInterface)) + 2 * kSpace4 +
         (has_icon ? 16 + kSpace2 : 0);
}

Press icon_button(Context& context, std::string_view label, const char* code_point,
                  const Rect& rect, const ButtonOptions& options) {
  Node node = make_node(node_id(label), Role::Button, label);
  node.description = options.description;
  node.shortcut = aria_chord(options.shortcut, context.frame.mac);
  node.expanded = options.expanded;
  node.pressed = options.pressed;
  const Press press =
      interact(context, std::move(node), reach_of(context, rect), {.disabled = options.disabled});
  const Palette& colours = context.theme.palette;
  const bool is_on = options.expanded == 1 || options.pressed == 1;
  fill(rect, is_on ? faded(colours.ink, 0.08F) : hover_ground(context, press), kRadius);
  const ImU32 ink = options.disabled         ? faded(colours.ink3, 0.6F)
                    : is_on || press.hovered ? colours.ink
                                             : colours.ink2;
  draw_icon(context, code_point, rect, rect.height >= 34 ? 19 : 16, ink);
  if (press.ring) focus_ring(context, rect, kRadius, 0);
  if (options.expanded != 1) tooltip(context, label, options.shortcut, rect, press);
  return press;
}

float chip_width(Context& context, std::string_view label, const ChipOptions& options) {
  if (options.icon_only) return 14 + 2 * kChipPadding;
  return std::ceil(context.glyphs.width(with_count(context, label, options.count), kChipStyle)) +
         2 * kChipPadding + (options.icon ? 14 + kSpace1 : 0) + (options.is_menu_button ? 14 : 0);
}

Press chip(Context& context, std::string_view label, ImVec2 at, const ChipOptions& options) {
  const Rect rect{at.x, at.y, chip_width(context, label, options), kChipHeight};
  const std::string shown = with_count(context, label, options.count);
  Node node = make_node(node_id(label), options.is_menu_button ? Role::Button : Role::Radio, label);
  node.description = options.counted;
  if (options.is_menu_button) {
    node.expanded = options.open ? 1 : 0;
  } else {
    node.checked = options.selected ? 1 : 0;
    node.set_size = options.set_size;
    node.position_in_set = options.position_in_set;
  }
  Press press = interact(context, std::move(node), reach_of(context, rect),
                         {.group = options.is_menu_button ? 0 : options.group,
                          .is_group_entry = options.selected,
                          .moves_sideways = true});
  // As with radio buttons everywhere, the arrow keys choose.
  if (press.focused && !options.is_menu_button && context.interaction.focus_moved_in_group() &&
      !options.selected) {
    press.pressed = true;
  }
  const Palette& colours = context.theme.palette;
  const float radius = rect.height / 2;
  ImU32 ink = colours.ink2;
  if (options.selected) {
    fill(rect, colours.ink, radius);
    ink = colours.paper;
  } else {
    fill(rect, options.open ? faded(colours.ink, 0.08F) : hover_ground(context, press), radius);
    outline(context, rect, mixed(colours.line, colours.ink3, 0.15F), radius);
    if (press.hovered || options.open) ink = colours.ink;
  }
  float x = rect.left + kChipPadding;
  if (options.icon) {
    draw_icon(context, options.icon, {x, rect.top, 14, rect.height}, 14, ink);
    x += 14 + kSpace1;
  }
  if (!options.icon_only) {
    x += text(context, ImVec2(snapped(context, x), rect.top + 5), shown, kChipStyle, ink);
    if (options.is_menu_button)
      draw_icon(context, icon::kChevronDown, {x + 3, rect.top, 14, rect.height}, 13, ink);
  }
  if (press.ring) focus_ring(context, rect, radius, 1);
  return press;
}

float tab_width(Context& context, std::string_view label, const TabOptions& options) {
  float width = context.glyphs.width(label, kInterfaceStrong);
  if (options.count >= 0)
    width += 5 + context.glyphs.width(said_count(context, options.count), kSecondary);
  return std::ceil(width);
}

Press tab(Context& context, std::string_view label, ImVec2 at, const TabOptions& options) {
  const Rect rect{at.x, at.y, tab_width(context, label, options), kTabHeight};
  Node node = make_node(node_id(label), Role::Tab, label);
  node.description = options.counted;
  node.selected = options.selected ? 1 : 0;
  node.set_size = options.set_size;
  node.position_in_set = options.position_in_set;
  Press press = interact(
      context, std::move(node), rect,
      {.group = options.group, .is_group_entry = options.selected, .moves_sideways = true});
  if (press.focused && context.interaction.focus_moved_in_group() && !options.selected)
    press.pressed = true;
  const Palette& colours = context.theme.palette;
  const ImU32 ink = options.selected || press.hovered ? colours.ink : colours.ink2;
  const float text_top = rect.top + (rect.height - kInterface.line_height) / 2;
  const float x =
      rect.left + text(context, ImVec2(rect.left, text_top), label, kInterfaceStrong, ink);
  if (options.count >= 0) {
    text(context, ImVec2(snapped(context, x + 5), text_top + 3), said_count(context, options.count),
         kSecondary, colours.ink3, Figures::Tabular);
  }
  if (options.selected) fill({rect.left, bottom(rect) - 2, rect.width, 2}, colours.accent);
  if (press.ring) focus_ring(context, inset(rect, -2, 6), kRadiusSmall, 1);
  return press;
}

void label(Context& context, std::string_view words, const Rect& rect, const TextStyle& style,
           ImU32 colour, Role role, std::int16_t level, std::string_view language) {
  if (words.empty()) return;
  if (rect.width <= 0) return;
  text_clipped(context, top_left(rect), rect.width, words, style, colour);
  add_text(context, words, rect, role, level, language);
}

void progress_bar(Context& context, std::string_view name, std::string_view value, float fraction,
                  const Rect& rect) {
  const Palette& colours = context.theme.palette;
  const float radius = rect.height / 2;
  fill(rect, mixed(colours.line, colours.ink3, 0.1F), radius);
  if (fraction >= 0) {
    const float width = std::clamp(fraction, 0.0F, 1.0F) * rect.width;
    if (width > 0)
      fill({rect.left, rect.top, std::max(width, rect.height), rect.height}, colours.accent,
           radius);
  }
  Node node = make_node(node_id(name), Role::ProgressBar, name);
  node.value = value;
  if (fraction >= 0)
    node.percent = static_cast<std::int8_t>(std::lround(std::min(fraction, 1.0F) * 100));
  node.rect = rect;
  context.semantics.add(std::move(node));
}

void tooltip(Context& context, std::string_view words, std::string_view shortcut, const Rect& rect,
             const Press& press) {
  if (context.frame.touch || press.held) return;
  if (!press.ring) {
    if (!press.hovered) return;
    const double rested = static_cast<double>(ImGui::GetCurrentContext()->HoveredIdTimer);
    if (rested < kTooltipDelaySeconds) {
      context.animate(kTooltipDelaySeconds - rested + 0.01);
      return;
    }
  }
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const Palette& colours = context.theme.palette;
  std::string line(words);
  if (!shortcut.empty())
    line.append("   ").append(spoken_chord(shortcut, context.frame.mac, context.say));
  const float width = std::ceil(context.glyphs.width(line, kSecondary)) + 2 * kSpace2;
  const float height = kSecondary.line_height + 8;
  const float left =
      snapped(context, std::clamp(rect.left + (rect.width - width) / 2, kSpace1,
                                  std::max(kSpace1, context.frame.width - width - kSpace1)));
  float top = bottom(rect) + 6;
  if (top + height > context.frame.height) top = rect.top - 6 - height;
  list.AddRectFilled(ImVec2(left, top), ImVec2(left + width, top + height), colours.ink,
                     kRadiusSmall);
  context.glyphs.draw(list, ImVec2(left + kSpace2, top + 4), line, kSecondary, colours.paper);
}

float key_caps(Context& context, std::string_view chord, float right_edge, float middle,
               bool draw) {
  const Palette& colours = context.theme.palette;
  const std::string spoken = spoken_chord(chord, context.frame.mac, context.say);
  // "Ctrl+K" is two caps; a lone "+" is one.
  std::vector<std::string_view> keys;
  std::string_view rest = spoken;
  while (!rest.empty()) {
    const std::size_t plus = rest.find('+', 1);
    keys.push_back(rest.substr(0, plus));
    rest = plus == std::string_view::npos ? std::string_view() : rest.substr(plus + 1);
  }
  float x = right_edge;
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
    const float width = std::max(18.0F, std::ceil(context.glyphs.width(*key, kKeyCapStyle)) + 10);
    x -= width;
    if (draw) {
      const Rect cap{snapped(context, x), snapped(context, middle - 10), width, 20};
      fill(cap, colours.paper, kRadiusSmall);
      outline(context, cap, mixed(colours.line, colours.ink3, 0.15F), kRadiusSmall);
      const float text_width = context.glyphs.width(*key, kKeyCapStyle);
      text(context, ImVec2(snapped(context, cap.left + (width - text_width) / 2), cap.top + 2),
           *key, kKeyCapStyle, colours.ink2);
    }
    x -= kSpace1;
  }
  return right_edge - x - kSpace1;
}

}  // namespace earshot::ui
