#include "ui/app_bar.h"

#include <algorithm>

#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kBarButton = 40, kMark = 28, kSearchHeight = 36, kSearchMaxWidth = 600;

void draw_mark(Context& context, float left, float middle, bool with_name) {
  const Palette& colours = context.theme.palette;
  const Rect tile{left, middle - kMark / 2, kMark, kMark};
  fill(tile, colours.accent, kRadius - 1);
  constexpr TextStyle kLetter{FontRole::SemiBold, 16, 20};
  const float width = context.glyphs.width("e", kLetter);
  text(context, ImVec2(snapped(context, tile.left + (kMark - width) / 2), tile.top + 3), "e",
       kLetter, colours.on_accent);
  const Rect name{right(tile) + kSpace4, middle - kInterface.line_height / 2, 70,
                  kInterface.line_height};
  if (with_name) {
    label(context, "Earshot", name, kInterfaceStrong, colours.ink, Role::Heading, 1);
  } else {
    add_text(context, "Earshot", tile, Role::Heading, 1);
  }
}

void draw_search(Context& context, const app::App& app, AppBarState& state, const Rect& rect) {
  context.semantics.push([&] {
    Node node = make_node(node_id("search region"), Role::Search, context.say(word::kSearch));
    node.rect = rect;
    return node;
  }());
  const bool is_short = rect.width < 320;
  const SuggestionList& list = state.suggestions;
  const auto chosen = static_cast<std::size_t>(std::max(list.chosen, 0));
  const bool is_chosen = list.open && list.chosen >= 0 && chosen < list.rows.size();
  const TextFieldAnswer answer = text_field(
      context, state.search, context.say(word::kSearch), app.results().query, rect,
      {.role = Role::ComboBox,
       .placeholder = context.say(is_short ? word::kSearchShort : word::kSearchEverything),
       .icon = icon::kSearch,
       .shortcut = told_chord(context, CommandId::FocusSearch),
       .radius = kRadius,
       .controls = list.open ? suggestion_list_node() : 0,
       .active = is_chosen ? suggestion_node(list.rows[chosen]) : 0});
  state.search_id = answer.id;
  state.search_rect = rect;
  if (answer.changed) context.out.send(app::QueryChanged{state.search.text});
  follow_search_field(context, app, state.suggestions, state.search, answer);
  context.semantics.pop();
}

}  // namespace

void draw_app_bar(Context& context, const app::App& app, AppBarState& state, MenuState& menu,
                  const Rect& rect) {
  const Palette& colours = context.theme.palette;
  fill(rect, colours.paper);
  horizontal_line(context, rect.left, right(rect), bottom(rect) - 1, colours.line);
  ImGui::PushID("app bar");
  push_container(context, Role::Banner, "Earshot", rect);
  const bool one_column = context.frame.width < kOneColumnBelow;
  const bool has_drawer = context.frame.width < kDrawerBelow && !app.library().empty;
  const float middle = rect.top + (rect.height - 1) / 2;
  const float side = one_column ? kSpace2 : kSpace3;

  float left = rect.left + kSpace4;
  if (has_drawer) {
    const Rect place{rect.left + side - 2, middle - kBarButton / 2, kBarButton, kBarButton};
    if (icon_button(context, context.say(word::kLibrary), icon::kPanelLeft, place,
                    {.shortcut = told_chord(context, CommandId::ShowLibrary),
                     .expanded = static_cast<std::int8_t>(app.drawer_open() ? 1 : 0)})) {
      context.out.send(app::ToggleDrawer{});
    }
    left = right(place) + kSpace2;
  }
  if (!one_column || !has_drawer) {
    draw_mark(context, left, middle, !one_column);
    left += kMark + (one_column ? kSpace3 : kSpace4 + 70 + kSpace4);
  } else {
    add_text(context, "Earshot", {left, middle, 1, 1}, Role::Heading, 1);
  }

  // From the right: the menu, the theme, what opens files.
  float edge = right(rect) - side + 2;
  const auto take_place = [&] {
    edge -= kBarButton;
    const Rect place{edge, middle - kBarButton / 2, kBarButton, kBarButton};
    edge -= kSpace1 + 2;
    return place;
  };
  const Rect more_place = take_place();
  const Rect theme_place = one_column ? Rect{} : take_place();
  const Rect open_place = one_column ? Rect{} : take_place();

  const float library_edge = context.library_width > 0 ? context.library_width + kSpace2 : left;
  Rect search{std::max(left, library_edge), middle - kSearchHeight / 2, 0, kSearchHeight};
  search.width = std::min(kSearchMaxWidth, edge - kSpace2 - search.left);
  if (one_column) search.width = edge - kSpace1 - search.left;
  if (app.library().empty && !one_column) {  // nothing beside it: the middle of the window
    search.left = std::max(left, (context.frame.width - search.width) / 2);
    search.width = std::min(search.width, edge - kSpace2 - search.left);
  }
  search.left = snapped(context, search.left);
  draw_search(context, app, state, search);

  if (!one_column) {
    const Press open =
        icon_button(context, context.say(word::kOpen), icon::kImport, open_place,
                    {.description = context.say(word::kFilesOrFolder),
                     .expanded = static_cast<std::int8_t>(menu.is_open(MenuKind::Open) ? 1 : 0)});
    if (open) toggle_menu(menu, MenuKind::Open, open_place, true);
    const bool dark = app.settings().dark;
    if (icon_button(context, context.say(dark ? word::kLightTheme : word::kDarkTheme),
                    dark ? icon::kSun : icon::kMoon, theme_place,
                    {.shortcut = told_chord(context, CommandId::ToggleTheme)})) {
      context.out.send(app::SetTheme{dark ? app::ThemeChoice::Light : app::ThemeChoice::Dark});
    }
  }
  const Press more =
      icon_button(context, context.say(word::kMore), icon::kEllipsis, more_place,
                  {.expanded = static_cast<std::int8_t>(menu.is_open(MenuKind::More) ? 1 : 0)});
  if (more) toggle_menu(menu, MenuKind::More, more_place, true);
  context.semantics.pop();
  ImGui::PopID();
}

}  // namespace earshot::ui
