#include "ui/menus.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include <imgui_internal.h>

#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/library_panel.h"
#include "ui/overlay.h"
#include "ui/phrases.h"
#include "ui/rail.h"
#include "ui/results_head.h"
#include "ui/scroll.h"
#include "ui/text_box_menu.h"
#include "ui/text_view.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kMenuPadding = 6, kItemPadding = 10, kMenuMinWidth = 200;

struct Item {
  std::string label;
  const char* icon = nullptr;
  std::string_view shortcut = {};
  std::int8_t checked = -1;
  app::Action action = app::GoBack{};
  std::optional<CommandId> command = {};     ///< of the table, instead of an action
  std::optional<TextBoxAction> in_box = {};  ///< in the text box, instead of both
  CommandSubject subject = {};               ///< of the command
  bool begins_section = false;
};

/// A command as the table calls it; `label` where the menu says it otherwise.
Item command_item(const Context& context, CommandId id, const char* icon_of,
                  std::optional<words::Message<0>> label = {}) {
  const Command& it = command(id);
  return {.label = std::string(context.say(label.value_or(it.name))),
          .icon = icon_of,
          .shortcut = told_chord(it, context.single_keys),
          .command = id};
}

/// A command that is one of several, as the menu calls it.
Item choice_item(const Context& context, CommandId id, words::Message<0> label, bool is_chosen,
                 const char* icon_of = nullptr) {
  Item item = command_item(context, id, icon_of, label);
  item.checked = is_chosen ? 1 : 0;
  return item;
}

std::vector<Item> open_items(const Context& context) {
  return {command_item(context, CommandId::OpenFiles, icon::kFiles, word::kOpenFilesMore),
          command_item(context, CommandId::OpenFolder, icon::kFolderOpen, word::kOpenFolderMore)};
}

std::vector<Item> more_items(const Context& context, const app::App& app) {
  std::vector<Item> items;
  if (context.frame.width < kOneColumnBelow) items = open_items(context);
  const std::size_t themes = items.size();
  const auto theme = [&](app::ThemeChoice choice, CommandId id, words::Message<0> label,
                         const char* icon_of) {
    items.push_back(choice_item(context, id, label, app.settings().theme == choice, icon_of));
  };
  theme(app::ThemeChoice::Light, CommandId::ThemeLight, word::kLight, icon::kSun);
  theme(app::ThemeChoice::Dark, CommandId::ThemeDark, word::kDark, icon::kMoon);
  theme(app::ThemeChoice::System, CommandId::ThemeSystem, word::kAsSystem, icon::kMonitor);
  theme(app::ThemeChoice::Contrast, CommandId::ThemeContrast, word::kHighContrast, icon::kContrast);
  items[themes].begins_section = themes > 0;
  const std::size_t begin = items.size();
  if (app.can_undo()) items.push_back(command_item(context, CommandId::Undo, icon::kUndo2));
  if (app.can_redo()) items.push_back(command_item(context, CommandId::Redo, icon::kRedo2));
  if (!app.library().removed.empty())
    items.push_back(
        command_item(context, CommandId::ShowRemoved, icon::kArchiveRestore, word::kRemovedMore));
  if (app.import().has_report)
    items.push_back(command_item(context, CommandId::ShowReport, icon::kFileCheck));
  if (context.frame.width < kRailFrom && has_boxes(app))
    items.push_back(command_item(context, CommandId::ShowEpisode, icon::kBookOpen));
  items.push_back(
      command_item(context, CommandId::ShowSettings, icon::kSettings, word::kSettingsMore));
  items.push_back(
      command_item(context, CommandId::ShowPalette, icon::kCommand, word::kAllCommandsMore));
  items.push_back(command_item(context, CommandId::ShowShortcuts, icon::kKeyboard));
  items.push_back(command_item(context, CommandId::ShowAbout, icon::kInfo));
  items[begin].begins_section = true;
  if (const std::int32_t show = one_show(app.library()); show >= 0) {
    Item remove = command_item(context, CommandId::RemoveShow, icon::kTrash2);
    remove.label =
        context.say(word::kRemoveShow, app.library().shows[static_cast<std::size_t>(show)].title);
    remove.begins_section = true;
    items.push_back(std::move(remove));
  }
  return items;
}

std::vector<Item> sort_items(const Context& context, const app::App& app) {
  const auto item = [&](app::EpisodeSort sort, CommandId id, words::Message<0> label) {
    return choice_item(context, id, label, app.library().sort == sort);
  };
  return {item(app::EpisodeSort::Newest, CommandId::SortNewest, word::kNewest),
          item(app::EpisodeSort::Oldest, CommandId::SortOldest, word::kOldest),
          item(app::EpisodeSort::Title, CommandId::SortTitle, word::kByTitle),
          item(app::EpisodeSort::Longest, CommandId::SortLongest, word::kLongest)};
}

std::vector<Item> hit_sort_items(const Context& context, const app::App& app) {
  const auto item = [&](app::HitSort sort, CommandId id) {
    return choice_item(context, id, name_of(sort), app.results().sort == sort);
  };
  return {item(app::HitSort::Relevance, CommandId::HitsBestFirst),
          item(app::HitSort::Date, CommandId::HitsNewestFirst),
          item(app::HitSort::Position, CommandId::HitsInOrder)};
}

std::vector<Item> show_items(const Context& context, const app::App& app) {
  const app::LibraryView& library = app.library();
  std::vector<Item> items;
  items.push_back(choice_item(context, CommandId::ShowAllShows, word::kAllShows,
                              library.current_show == app::kAllShows));
  for (std::size_t i = 0; i < library.shows.size(); ++i) {
    const std::string_view title = library.shows[i].title;
    items.push_back({.label = std::string(title.empty() ? context.say(word::kWithoutShow) : title),
                     .checked = static_cast<std::int8_t>(
                         library.current_show == static_cast<std::int32_t>(i) ? 1 : 0),
                     .action = app::OpenShow{static_cast<std::int32_t>(i)},
                     .begins_section = i == 0});
  }
  return items;
}

std::vector<Item> episode_items(const Context& context, const app::App& app, Id episode) {
  std::vector<Item> items;
  const auto row = std::ranges::find(app.library().episodes, episode, &app::EpisodeRow::id);
  if (row == app.library().episodes.end()) return items;
  const auto add = [&](CommandId id, const char* icon_of, words::Message<0> label) {
    items.push_back(command_item(context, id, icon_of, label));
    items.back().subject.episode = episode;
  };
  items.push_back({.label = std::string(context.say(word::kOpen)),
                   .icon = icon::kBookOpen,
                   .action = app::OpenEpisode{episode}});
  add(CommandId::CopyTitle, icon::kCopy, word::kCopyTitle);
  if (row->apart_of.valid()) add(CommandId::PairAgain, icon::kLink, word::kPairWithEpisode);
  add(CommandId::RemoveEpisode, icon::kTrash2, word::kRemoveEpisode);
  items.back().begins_section = true;
  return items;
}

/// What can be done with a moment.
std::vector<Item> hit_items(const Context& context, const app::App& app, std::uint32_t hit) {
  std::vector<Item> items;
  const auto add = [&](CommandId id, const char* icon_of, words::Message<0> label) {
    items.push_back(command_item(context, id, icon_of, label));
    items.back().subject.hit = static_cast<std::int32_t>(hit);
  };
  add(CommandId::OpenHit, icon::kBookOpen, word::kOpen);
  if (app.hit(hit).is_in_notes_too)
    add(CommandId::OpenHitInNotes, icon::kNotebookText, word::kOpenInNotes);
  add(CommandId::CopyHit, icon::kCopy, word::kCopyText);
  add(CommandId::ExplainHit, icon::kInfo, word::kWhyHere);
  items.back().begins_section = true;
  return items;
}

/// The texts of a kind that the open episode has.
std::vector<Item> text_items(const app::App& app, pack::TrackKind kind) {
  std::vector<Item> items;
  for (const app::TrackChoice& choice : app.reader().choices) {
    if (choice.kind != kind) continue;
    items.push_back({.label = choice.label,
                     .checked = static_cast<std::int8_t>(choice.is_shown ? 1 : 0),
                     .action = app::ChooseTrack{choice.document}});
  }
  return items;
}

/// What can be done with the text under the pointer, or with what is selected.
std::vector<Item> text_menu_items(const Context& context, const app::App& app) {
  std::vector<Item> items;
  const TextView* view = context.reading.view;
  if (view == nullptr) return items;
  if (!view->selection().empty()) {
    items.push_back(command_item(context, CommandId::Copy, icon::kCopy));
    items.push_back(command_item(context, CommandId::CopyMarkdown, icon::kTextQuote));
    items.push_back(command_item(context, CommandId::CopyWithTimes, icon::kClock));
  }
  if (!view->link_address().empty()) {
    items.push_back(command_item(context, CommandId::CopyLinkAddress, icon::kLink));
    items.back().begins_section = items.size() > 1;
  }
  const bool has_link = app.reader().open && !app.source().open;
  if (has_link) {
    items.push_back(command_item(context, CommandId::CopyLink, icon::kLink));
    items.back().begins_section = items.size() > 1;
  }
  items.push_back(command_item(context, CommandId::OpenFind, icon::kSearch, word::kFindInTextMore));
  items.back().begins_section = !has_link;
  items.push_back(command_item(context, CommandId::SelectAll, icon::kTextSelect));
  return items;
}

std::vector<Item> text_box_items(const Context& context) {
  const auto item = [&](TextBoxAction action) -> Item {
    const std::string label(context.say(name_of(action)));
    switch (action) {
      case TextBoxAction::Cut:
        return {.label = label, .icon = icon::kScissors, .shortcut = "Control+X", .in_box = action};
      case TextBoxAction::Copy:
        return {.label = label, .icon = icon::kCopy, .shortcut = "Control+C", .in_box = action};
      case TextBoxAction::Paste:
        return {.label = label,
                .icon = icon::kClipboardPaste,
                .shortcut = "Control+V",
                .in_box = action};
      case TextBoxAction::SelectAll:
        break;
    }
    return {.label = label,
            .icon = icon::kTextSelect,
            .shortcut = "Control+A",
            .in_box = action,
            .begins_section = true};
  };
  std::vector<Item> items;
  for (const TextBoxAction action : actions_of(context.text_box_menu))
    items.push_back(item(action));
  return items;
}

std::vector<Item> items_of(const Context& context, const app::App& app, const MenuState& state) {
  switch (state.kind) {
    case MenuKind::Open:
      return open_items(context);
    case MenuKind::More:
      return more_items(context, app);
    case MenuKind::EpisodeSort:
      return sort_items(context, app);
    case MenuKind::Shows:
      return show_items(context, app);
    case MenuKind::Episode:
      return episode_items(context, app, state.episode);
    case MenuKind::Hit:
      return hit_items(context, app, state.hit);
    case MenuKind::HitSort:
      return hit_sort_items(context, app);
    case MenuKind::OtherNotes:
      return text_items(app, pack::TrackKind::Notes);
    case MenuKind::OtherTranscripts:
      return text_items(app, pack::TrackKind::Transcript);
    case MenuKind::Text:
      return text_menu_items(context, app);
    case MenuKind::TextBox:
      return text_box_items(context);
    case MenuKind::None:
      break;
  }
  return {};
}

words::Message<0> name_of(MenuKind kind) {
  switch (kind) {
    case MenuKind::Open:
      return word::kOpen;
    case MenuKind::More:
      return word::kMore;
    case MenuKind::EpisodeSort:
      return word::kSortEpisodes;
    case MenuKind::Shows:
      return word::kShows;
    case MenuKind::Episode:
      return word::kEpisode;
    case MenuKind::Hit:
      return word::kMoment;
    case MenuKind::HitSort:
      return word::kSortMoments;
    case MenuKind::OtherNotes:
      return word::kOtherNotes;
    case MenuKind::OtherTranscripts:
      return word::kOtherTranscripts;
    case MenuKind::Text:
      return word::kText;
    case MenuKind::TextBox:
      return word::kTextBox;
    case MenuKind::None:
      break;
  }
  return word::kMore;
}

bool draw_item(Context& context, const Item& item, const Rect& rect, NodeId group, int number) {
  ImGui::PushID(number);
  Node node = make_node(node_id(item.label),
                        item.checked >= 0 ? Role::MenuItemRadio : Role::MenuItem, item.label);
  node.checked = item.checked;
  node.shortcut = aria_chord(item.shortcut, context.frame.mac);
  const Press press = interact(context, std::move(node), rect,
                               {.group = group, .is_group_entry = item.checked == 1});
  ImGui::PopID();
  const Palette& colours = context.theme.palette;
  if (press.hovered || press.ring)
    fill(rect, faded(colours.ink, press.held ? 0.1F : 0.07F), kRadiusSmall);
  if (press.ring) focus_ring(context, rect, kRadiusSmall, -2);
  const float top = centre_y(rect) - kInterface.line_height / 2;
  float x = rect.left + kItemPadding;
  if (item.icon) draw_icon(context, item.icon, {x, rect.top, 16, rect.height}, 16, colours.ink2);
  x += 16 + 10;
  float edge = right(rect) - kItemPadding;
  if (item.checked == 1) {
    edge -= 16;
    draw_icon(context, icon::kCheck, {edge, rect.top, 16, rect.height}, 16, colours.accent);
    edge -= kSpace2;
  } else if (!item.shortcut.empty() && !context.frame.touch) {
    edge -= text_right(context, edge, centre_y(rect) - 9,
                       spoken_chord(item.shortcut, context.frame.mac, context.say), kSecondary,
                       colours.ink3) +
            kSpace4;
  }
  text_clipped(context, ImVec2(x, top), edge - x, item.label, kInterface, colours.ink);
  return press.pressed;
}

}  // namespace

void toggle_menu(MenuState& state, MenuKind kind, const Rect& anchor, bool from_right, Id episode) {
  const bool closes = state.kind == kind && state.episode == episode;
  state = {};
  if (closes) return;
  state = {.kind = kind, .anchor = anchor, .episode = episode, .from_right = from_right};
}

void draw_menu(Context& context, const app::App& app, MenuState& state) {
  if (state.kind == MenuKind::None) return;
  const std::vector<Item> items = items_of(context, app, state);
  if (items.empty()) {
    state = {};
    return;
  }
  const float row = context.frame.touch ? 44.0F : 36.0F;
  float width = kMenuMinWidth, height = 2 * kMenuPadding;
  for (const Item& item : items) {
    float needed =
        context.glyphs.width(item.label, kInterface) + 2 * (kItemPadding + kMenuPadding) + 26;
    if (item.checked >= 0) needed += 24;
    if (!item.shortcut.empty() && !context.frame.touch) {
      needed += context.glyphs.width(spoken_chord(item.shortcut, context.frame.mac, context.say),
                                     kSecondary) +
                kSpace5;
    }
    width = std::max(width, std::ceil(needed));
    height += row + (item.begins_section ? 2 * kSpace1 + 1 : 0);
  }
  width = std::min({width, 360.0F, context.frame.width - 2 * kSpace2});
  const float shown_height = std::min(height, context.frame.height - 2 * kSpace2);
  const Rect& anchor = state.anchor;
  Rect panel{state.from_right ? right(anchor) - width : anchor.left, bottom(anchor) + kSpace1,
             width, shown_height};
  if (bottom(panel) > context.frame.height - kSpace2) {
    const float above = anchor.top - kSpace1 - shown_height;
    panel.top = above >= kSpace2 ? above : context.frame.height - kSpace2 - shown_height;
  }
  panel.left =
      std::clamp(panel.left, kSpace2, std::max(kSpace2, context.frame.width - width - kSpace2));
  panel.left = snapped(context, panel.left);
  panel.top = snapped(context, panel.top);

  begin_overlay(context, "##menu", ImHashStr("menu layer"), 0);
  floating_panel(context, panel, kRadiusLarge);
  bool closes = clicked_outside(panel) || context.interaction.take(Key::Escape);
  bool is_left = state.kind == MenuKind::TextBox;  // without a choice
  ImGui::PushID(static_cast<int>(state.kind));
  context.semantics.settle_layer(
      push_container(context, Role::Menu, context.say(name_of(state.kind)), panel));
  const ScrollArea area = begin_scroll(context, "items", panel);
  const NodeId group = ImGui::GetID("items group");
  float top = area.origin.y + kMenuPadding;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    if (item.begins_section && i > 0) {
      horizontal_line(context, panel.left + kItemPadding, right(panel) - kItemPadding,
                      top + kSpace1, context.theme.palette.line);
      top += 2 * kSpace1 + 1;
    }
    const Rect rect{panel.left + kMenuPadding, top, panel.width - 2 * kMenuPadding, row};
    if (draw_item(context, item, rect, group, static_cast<int>(i))) {
      if (item.in_box) {
        carry_out(context, context.text_box_menu, *item.in_box);
        is_left = false;
      } else if (item.command) {
        context.reading.wish = item.command;
        context.reading.subject = item.subject;
      } else {
        context.out.send(item.action);
      }
      closes = true;
    }
    top += row;
  }
  end_scroll(context, area, height);
  context.semantics.pop();
  ImGui::PopID();
  end_overlay(context);
  if (closes) {
    if (is_left) leave_text_box_menu(context, context.text_box_menu);
    state = {};
    context.animate();
  }
}

}  // namespace earshot::ui
