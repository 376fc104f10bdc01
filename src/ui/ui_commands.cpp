#include <algorithm>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

#include <imgui.h>

#include "app/quote.h"
#include "ui/settings_dialog.h"
#include "ui/text_view.h"
#include "ui/ui_state.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr int kMeasureStep = 5;  // characters
constexpr float kShowTile = 72;  // of the library, with the space above it

bool has_several(const app::ReaderView& view, pack::TrackKind kind) {
  return std::ranges::count(view.choices, kind, &app::TrackChoice::kind) > 1;
}

/// What of an outline has something under it.
std::vector<std::uint32_t> foldable_blocks(const TextView& text) {
  std::vector<std::uint32_t> blocks;
  for (std::size_t number = 0; number < text.layout().size(); ++number) {
    const TextUnit& unit = text.layout().unit(number);
    if (unit.foldable && !unit.continues) blocks.push_back(unit.block);
  }
  return blocks;
}

/// The episode whose row is to have the focus when another one's goes: the next, else the one
/// before.
Id neighbour(std::span<const app::EpisodeRow> rows, Id of) {
  const auto at = std::ranges::find(rows, of, &app::EpisodeRow::id);
  if (at == rows.end() || rows.size() < 2) return {};
  return (at + 1 == rows.end() ? at - 1 : at + 1)->id;
}

}  // namespace

CommandState Ui::State::command_state(const app::App& app) const {
  const app::ReaderView& view = app.reader();
  const app::ResultsView& found = app.results();
  CommandState state;
  const float frame_width = info.width;
  state.single_keys = app.settings().single_keys;
  state.in_text_box = interaction.text_box_focused();
  state.in_search = app_bar.search_id != 0 && interaction.has_focus(app_bar.search_id);
  state.in_suggestions = state.in_search && app_bar.suggestions.open;
  state.suggestion_chosen = state.in_suggestions && app_bar.suggestions.chosen >= 0;
  state.has_wrong_characters = view.open && view.wrong_characters > 0;
  state.has_recent_queries = !app.recent_queries().empty();
  state.in_menu = menu.kind != MenuKind::None;
  state.in_dialog = app.dialog() != app::Dialog::None;
  state.on_widget = interaction.focused() != 0 && !state.in_text_box;
  state.in_group = interaction.focused_group() != 0;
  state.results_shown = found.shown;
  state.hit_selected = found.selected_hit >= 0;
  state.reader_open = view.open;
  state.has_matches = view.open && !view.matches_in_text.empty();
  state.has_notes = view.open && !view.notes.empty();
  state.has_transcript = view.open && !view.transcript.empty();
  state.has_chapters = view.open && !view.chapters_track.empty();
  state.has_source = view.open && view.has_source;
  state.source_open = app.source().open;
  if (state.source_open) {
    state.results_shown = false;
    state.has_matches = !app.source().marks_in_text.empty();
  }
  state.can_undo = app.can_undo();
  state.can_redo = app.can_redo();
  state.has_removed = !app.library().removed.empty();
  state.has_report = app.import().has_report;
  state.report_text_open = app.source().open && app.source().is_report;
  state.has_about_episode = frame_width < kRailFrom && has_boxes(app);
  state.hit_in_notes_too = found.shown && found.selected_hit >= 0 &&
                           app.hit(static_cast<std::uint32_t>(found.selected_hit)).is_in_notes_too;
  state.has_library = !app.library().empty;
  state.has_shows = app.library().shows.size() > 1;
  state.is_one_show = one_show(app.library()) >= 0;
  state.has_other_notes = has_several(view, pack::TrackKind::Notes);
  state.has_other_transcripts = has_several(view, pack::TrackKind::Transcript);
  state.is_apart = view.open && view.episode.apart_of.valid();
  state.on_episode = library.focused_episode.valid();
  const TextView* text = reading.view;
  state.can_fold = view.open && view.tab == app::Tab::Notes && !state.source_open &&
                   !state.results_shown && text != nullptr && !foldable_blocks(*text).empty();
  state.has_folds = !view.folded_blocks.empty();
  state.text_shown = text != nullptr;
  state.on_text =
      text != nullptr && (interaction.focused() == 0 || interaction.has_focus(text->document()));
  state.has_selection = text != nullptr && !text->selection().empty();
  state.on_link = text != nullptr && text->on_link();
  state.find_open = text != nullptr && app.find().open;
  state.in_find = state.find_open && interaction.has_focus(find.id);
  const bool leaves_text = text != nullptr && (!text->selection().empty() || text->caret_shown());
  state.can_go_back = state.find_open || leaves_text || state.in_dialog || state.source_open ||
                      app.drawer_open() || found.shown || !found.query.empty() ||
                      interaction.focused() != 0;
  return state;
}

void Ui::State::run_commands(const app::App& app, const FrameInfo& frame, app::Outbox& out) {
  if (const auto id = pressed_command(command_state(app), interaction)) run(*id, app, frame, out);
}

void Ui::State::go_back(const app::App& app, app::Outbox& out) {
  const bool has_layer =
      app.dialog() != app::Dialog::None || app.drawer_open() || app.source().open;
  const bool in_search = interaction.has_focus(app_bar.search_id);
  if (in_search && app_bar.suggestions.open) {
    app_bar.suggestions.open = false;
    return;
  }
  if (interaction.has_focus(library.filter_id)) {
    // Out of the filter: first what it holds, then the box itself. Empty, it leaves with a drawer.
    if (!app.library().filter_text.empty()) {
      out.send(app::SetFilterText{});
      return;
    }
    if (!app.drawer_open()) {
      interaction.clear_focus();
      return;
    }
  }
  if (TextView* text = reading.view; text != nullptr && !in_search) {
    const bool below_layer = app.dialog() != app::Dialog::None || app.drawer_open();
    if (app.find().open && !below_layer) {
      // Out of the field one is back where one was; who has gone into the text stays there.
      if (interaction.has_focus(find.id)) text->go_back_to(find.place_to_return);
      out.send(app::CloseFind{});
      interaction.clear_focus();
      return;
    }
    const bool has_own = !text->selection().empty() || text->caret_shown();
    if (!below_layer && has_own && !interaction.text_box_focused()) {
      text->clear_selection();
      return;
    }
  }
  const bool has_results = app.results().shown || !app.results().query.empty();
  if (!has_layer && !has_results) {
    interaction.clear_focus();
    return;
  }
  out.send(app::GoBack{});
}

void Ui::State::run_on_episode(CommandId id, const app::App& app, app::Outbox& out, Id about) {
  const auto rows = app.library().episodes;
  const Id in_list = about.valid() ? about : library.focused_episode;
  const auto listed = std::ranges::find(rows, in_list, &app::EpisodeRow::id);
  if (listed == rows.end() && !app.reader().open) return;
  const app::EpisodeRow row = listed == rows.end() ? app.reader().episode : *listed;
  if (id == CommandId::CopyTitle) {
    out.send(app::CopyText{std::string(row.title)});
  } else if (id == CommandId::PairAgain) {
    if (row.apart_of.valid()) out.send(app::SetApart{row.apart_of, row.apart_file, false});
  } else {
    if (listed != rows.end()) library.focus_instead = neighbour(rows, row.id);
    out.send(app::RemoveEpisode{row.id});
  }
}

void Ui::State::run_on_hit(CommandId id, const app::App& app, app::Outbox& out,
                           std::int32_t about) {
  const std::int32_t chosen = about >= 0 ? about : app.results().selected_hit;
  if (chosen < 0) return;
  const auto hit = static_cast<std::uint32_t>(chosen);
  if (id == CommandId::CopyHit) {
    out.send(app::CopyText{app.hit(hit).snippet.text});
  } else if (id == CommandId::ExplainHit) {
    out.send(app::ExplainHit{chosen});
  } else {
    interaction.clear_focus();  // what it opens has the keys
    out.send(app::HitChosen{hit, id == CommandId::OpenHitInNotes});
  }
}

void Ui::State::run(CommandId id, const app::App& app, const FrameInfo& frame, app::Outbox& out,
                    const CommandSubject& about) {
  const float zoom = app.settings().zoom;
  switch (id) {
    case CommandId::FocusSearch:
      interaction.focus_text_box(app_bar.search_id);
      break;
    case CommandId::GoBack:
      go_back(app, out);
      break;
    case CommandId::NextHit:
      results.is_walked = true;
      out.send(app::MoveHit{1});
      break;
    case CommandId::PreviousHit:
      results.is_walked = true;
      out.send(app::MoveHit{-1});
      break;
    case CommandId::OpenHit:
    case CommandId::OpenHitInNotes:
    case CommandId::CopyHit:
    case CommandId::ExplainHit:
      run_on_hit(id, app, out, about.hit);
      break;
    case CommandId::CopyTitle:
    case CommandId::PairAgain:
    case CommandId::RemoveEpisode:
      run_on_episode(id, app, out, about.episode);
      break;
    case CommandId::RemoveShow:
      out.send(app::RemoveShow{one_show(app.library())});
      break;
    case CommandId::SearchEverywhere:
      out.send(app::SetScope{app::Scope::Everywhere});
      break;
    case CommandId::SearchTranscripts:
      out.send(app::SetScope{app::Scope::Transcripts});
      break;
    case CommandId::SearchNotes:
      out.send(app::SetScope{app::Scope::Notes});
      break;
    case CommandId::HitsBestFirst:
      out.send(app::SetHitSort{app::HitSort::Relevance});
      break;
    case CommandId::HitsNewestFirst:
      out.send(app::SetHitSort{app::HitSort::Date});
      break;
    case CommandId::HitsInOrder:
      out.send(app::SetHitSort{app::HitSort::Position});
      break;
    case CommandId::ShowAllShows:
      out.send(app::OpenShow{app::kAllShows});
      break;
    case CommandId::ListAll:
      out.send(app::SetEpisodeFilter{app::EpisodeFilter::All});
      break;
    case CommandId::ListWithTranscript:
      out.send(app::SetEpisodeFilter{app::EpisodeFilter::WithTranscript});
      break;
    case CommandId::ListWithNotes:
      out.send(app::SetEpisodeFilter{app::EpisodeFilter::WithNotes});
      break;
    case CommandId::SortNewest:
      out.send(app::SetEpisodeSort{app::EpisodeSort::Newest});
      break;
    case CommandId::SortOldest:
      out.send(app::SetEpisodeSort{app::EpisodeSort::Oldest});
      break;
    case CommandId::SortTitle:
      out.send(app::SetEpisodeSort{app::EpisodeSort::Title});
      break;
    case CommandId::SortLongest:
      out.send(app::SetEpisodeSort{app::EpisodeSort::Longest});
      break;
    case CommandId::LanguageSystem:
      out.send(app::SetLanguage{app::LanguageChoice::System});
      break;
    case CommandId::LanguageEnglish:
      out.send(app::SetLanguage{app::LanguageChoice::English});
      break;
    case CommandId::LanguageGerman:
      out.send(app::SetLanguage{app::LanguageChoice::German});
      break;
    case CommandId::SwitchSingleKeys:
      out.send(app::SetSingleKeys{!app.settings().single_keys});
      break;
    case CommandId::ChooseShow:
      toggle_menu(menu, MenuKind::Shows, {kSpace4, kTopBarHeight, 0, kShowTile});
      break;
    case CommandId::ChooseNotes:
    case CommandId::ChooseTranscript:
      toggle_menu(menu,
                  id == CommandId::ChooseNotes ? MenuKind::OtherNotes : MenuKind::OtherTranscripts,
                  {reading.area.left + kSpace6, reading.area.top + kSpace6, 0, 0});
      break;
    case CommandId::NextMatch:
      out.send(app::JumpToMatch{1});
      break;
    case CommandId::PreviousMatch:
      out.send(app::JumpToMatch{-1});
      break;
    case CommandId::ShowNotes:
      out.send(app::ChooseTab{app::Tab::Notes});
      break;
    case CommandId::ShowTranscript:
      out.send(app::ChooseTab{app::Tab::Transcript});
      break;
    case CommandId::ShowChapters:
      out.send(app::ChooseTab{app::Tab::Chapters});
      break;
    case CommandId::ShowSource:
      out.send(app::ChooseTab{app::Tab::Source});
      break;
    case CommandId::ShowLibrary:
      if (frame.width < kDrawerBelow) {
        out.send(app::ToggleDrawer{});
      } else {
        library.wants_focus = true;
      }
      break;
    case CommandId::OpenFiles:
      out.send(app::PickFiles{.folder = false});
      break;
    case CommandId::OpenFolder:
      out.send(app::PickFiles{.folder = true});
      break;
    case CommandId::Undo:
      out.send(app::Undo{});
      break;
    case CommandId::Redo:
      out.send(app::Redo{});
      break;
    case CommandId::ShowRemoved:
      out.send(app::OpenDialog{app::Dialog::Removed});
      break;
    case CommandId::ToggleTheme:
      out.send(
          app::SetTheme{app.settings().dark ? app::ThemeChoice::Light : app::ThemeChoice::Dark});
      break;
    case CommandId::ZoomIn:
      out.send(app::SetZoom{next_zoom(zoom, 1)});
      break;
    case CommandId::ZoomOut:
      out.send(app::SetZoom{next_zoom(zoom, -1)});
      break;
    case CommandId::ZoomReset:
      out.send(app::SetZoom{1.0F});
      break;
    case CommandId::WiderText:
      out.send(app::SetMeasure{app.settings().measure + kMeasureStep});
      break;
    case CommandId::NarrowerText:
      out.send(app::SetMeasure{app.settings().measure - kMeasureStep});
      break;
    case CommandId::ThemeLight:
      out.send(app::SetTheme{app::ThemeChoice::Light});
      break;
    case CommandId::ThemeDark:
      out.send(app::SetTheme{app::ThemeChoice::Dark});
      break;
    case CommandId::ThemeContrast:
      out.send(app::SetTheme{app::ThemeChoice::Contrast});
      break;
    case CommandId::ThemeSystem:
      out.send(app::SetTheme{app::ThemeChoice::System});
      break;
    case CommandId::ChangeDensity:
      out.send(app::SetDensity{app.settings().density == app::Density::Compact
                                   ? app::Density::Comfortable
                                   : app::Density::Compact});
      break;
    case CommandId::FindNext:
      out.send(app::FindStep{1});
      break;
    case CommandId::FindPrevious:
      out.send(app::FindStep{-1});
      break;
    case CommandId::ShowSettings:
      out.send(app::OpenDialog{app::Dialog::Settings});
      break;
    case CommandId::ShowPalette:
      out.send(app::OpenDialog{app::Dialog::Palette});
      break;
    case CommandId::ShowReport:
      out.send(app::OpenDialog{app::Dialog::ImportReport});
      break;
    case CommandId::ShowReportText:
      interaction.clear_focus();  // what it opens has the keys
      out.send(app::ShowReportText{});
      break;
    case CommandId::ShowEpisode:
      out.send(app::OpenDialog{app::Dialog::Episode});
      break;
    case CommandId::RepairText:
      out.send(app::RepairText{app.reader().episode.id});
      break;
    case CommandId::ForgetSearches:
      out.send(app::ForgetQuery{});
      break;
    case CommandId::PlainPage:
      out.send(app::ShowPlainPage{});
      break;
    case CommandId::ShowAbout:
      out.send(app::OpenDialog{app::Dialog::About});
      break;
    case CommandId::Copy:
    case CommandId::CopyMarkdown:
    case CommandId::CopyWithTimes:
    case CommandId::CopyLink:
    case CommandId::CopyLinkAddress:
    case CommandId::SelectAll:
    case CommandId::TextCursor:
    case CommandId::ShowTextMenu:
    case CommandId::OpenFind:
    case CommandId::FoldAll:
    case CommandId::UnfoldAll:
      reading.wish = id;  // after the text has been drawn from what is in the library now
      break;
    case CommandId::ShowShortcuts:
      out.send(app::OpenDialog{app::Dialog::Shortcuts});
      break;
  }
}

/// What was chosen in this tick, now that the text on the screen is that of this tick.
void Ui::State::run_wish(const app::App& app, const FrameInfo& frame, app::Outbox& out) {
  const auto wish = std::exchange(reading.wish, std::nullopt);
  const CommandSubject about = std::exchange(reading.subject, {});
  if (!wish || run_on_text(*wish, app.words(), out)) return;
  run(*wish, app, frame, out, about);
  reading.wish.reset();
}

bool Ui::State::run_on_text(CommandId id, const words::Words& say, app::Outbox& out) {
  TextView* text = reading.view;
  if (text == nullptr) return false;
  const Range chosen = text->selection().range_in_text();
  const auto copy = [&](app::QuoteForm form, std::string said) {
    out.send(app::CopyText{app::quote(text->track(), chosen, form), std::move(said)});
  };
  switch (id) {
    case CommandId::Copy:
      copy(app::QuoteForm::Plain, {});
      return true;
    case CommandId::CopyMarkdown:
      copy(app::QuoteForm::Markdown, std::string(say(word::kCopiedMarkdown)));
      return true;
    case CommandId::CopyWithTimes:
      copy(app::QuoteForm::WithTimes, std::string(say(word::kCopiedWithTimes)));
      return true;
    case CommandId::CopyLink:
      out.send(app::CopyLink{text->place_in_text()});
      return true;
    case CommandId::CopyLinkAddress:
      if (const auto url = text->link_address(); !url.empty())
        out.send(app::CopyText{std::string(url), say(word::kLinkAddressCopied, url)});
      return true;
    case CommandId::SelectAll:
      text->select_all();
      // Firefox lets nothing be copied while a button has the focus.
      interaction.focus(text->document(), false);
      return true;
    case CommandId::TextCursor:
      text->set_caret(!text->caret_shown());
      if (text->caret_shown()) interaction.focus(text->document(), false);
      return true;
    case CommandId::ShowTextMenu:
      show_text_menu();
      return true;
    case CommandId::FoldAll:
      out.send(app::SetFolds{foldable_blocks(*text)});
      return true;
    case CommandId::UnfoldAll:
      out.send(app::SetFolds{});
      return true;
    case CommandId::OpenFind: {
      find.place_to_return = text->place();
      const std::string_view words = slice(text->track().text, chosen);
      const bool is_line = words.size() <= 200 && words.find('\n') == std::string_view::npos;
      out.send(app::OpenFind{is_line ? std::string(words) : std::string(), text->place_in_text()});
      return true;
    }
    default:
      return false;
  }
}

void Ui::State::show_text_menu() {
  TextView& text = *reading.view;
  Rect anchor{reading.area.left + reading.area.width / 2, reading.area.top + 80, 0, 0};
  const bool by_mouse = ImGui::IsMouseClicked(ImGuiMouseButton_Right) && !info.touch;
  if (by_mouse) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    anchor = {mouse.x, mouse.y, 0, 0};
  } else {
    const std::vector<Rect> places = text.rects(text.selection().range_in_text());
    if (!places.empty()) {
      anchor = places.back();
    } else if (const auto caret = text.caret_rect({text.place_in_text()})) {
      anchor = *caret;
    }
  }
  toggle_menu(menu, MenuKind::Text, anchor);
}

bool Ui::wants_caret(std::string_view chord) const {
  CaretKeys held{.mac = state_->info.mac};
  bool extends = false;
  const auto take = [&chord](std::string_view modifier) {
    if (!chord.starts_with(modifier)) return false;
    chord.remove_prefix(modifier.size());
    return true;
  };
  held.control = take("Control+");
  held.alt = take("Alt+");
  extends = take("Shift+");
  const auto move = caret_move(chord, held);
  return move && state_->reading.view->wants_caret_key(*move, extends);
}

bool Ui::wants_key(const app::App& app, std::string_view chord) const {
  const State& state = *state_;
  const Interaction& interaction = state.interaction;
  const CommandState commands_now = state.command_state(app);
  const auto is_one_of = [chord](std::initializer_list<std::string_view> keys) {
    return std::find(keys.begin(), keys.end(), chord) != keys.end();
  };
  if (chord == "Tab" && interaction.keeps_tab()) return true;
  if (chord == "Shift+Tab" && interaction.keeps_tab(true)) return true;
  if (chord == "Tab") return !interaction.tab_leaves(false);
  if (chord == "Shift+Tab") return !interaction.tab_leaves(true);
  if (commands_now.in_menu) {
    return is_one_of({"ArrowUp", "ArrowDown", "Home", "End", "Enter", " ", "Space", "Escape"});
  }
  if (command_of(chord, commands_now)) return true;
  const bool in_palette = app.dialog() == app::Dialog::Palette;
  if (in_palette && is_one_of({"ArrowUp", "ArrowDown", "Enter"})) return true;
  if (commands_now.in_suggestions && is_one_of({"ArrowUp", "ArrowDown", "Escape"})) return true;
  if (commands_now.suggestion_chosen && chord == "Enter") return true;
  if (commands_now.in_search && state.app_bar.search.text.empty() &&
      commands_now.has_recent_queries && chord == "ArrowDown")
    return true;
  if (commands_now.in_find && is_one_of({"Enter", "Shift+Enter"})) return true;
  if (commands_now.in_text_box) return false;
  if (commands_now.on_text && !commands_now.in_dialog && wants_caret(chord)) return true;
  // A link or time at the text cursor.
  if (commands_now.on_text && !commands_now.in_dialog && chord == "Enter" &&
      state.reading.view->caret_shown())
    return true;
  if (commands_now.on_widget &&
      is_one_of({"Enter", " ", "Space", "Delete", "ContextMenu", "Shift+F10"}))
    return true;
  if ((commands_now.in_group || interaction.keeps_arrows()) &&
      is_one_of({"ArrowLeft", "ArrowRight"}))
    return true;
  return is_one_of({"ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "Control+Home",
                    "Control+End", " ", "Space", "Shift+Space"});
}

}  // namespace earshot::ui
