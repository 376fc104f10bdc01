#include "app/app.h"

#include <algorithm>
#include <utility>

#include "app/app_state.h"
#include "search/complete.h"

namespace earshot::app {

void App::State::act(Action action) {
  std::visit([this](auto& a) { on(a); }, action);
  settle();
}

void App::State::settle() {
  if (library_changed) {
    const std::string show = current_show >= 0 ? user.session.show : std::string();
    rebuild_if_stale();
    current_show = show.empty() ? kAllShows : library.show_row(show);
    reader.refresh(library);
    rows_changed = true;
    search_changed = true;
  }
  if (search_changed && results.active()) {
    results.search(library, std::string(results.view().query), results.view().scope,
                   results.view().sort);
  }
  if (library_changed) make_removed();
  if (rows_changed) make_rows();
  library_changed = rows_changed = search_changed = false;
  tell_of_damage();
  make_views();
  find.follow(shown_text());  // which may be a report that was written anew
  remember();
  ++revision;
}

void App::State::tell_of_damage() {
  if (library.damaged_blocks() <= damaged_blocks) return;
  damaged_blocks = library.damaged_blocks();
  notify(std::string(say(word::kLibraryDamaged)), true);
  if (!starting) merge_if_many();  // it may have been an index, which can be made anew
}

void App::State::rebuild_if_stale() {
  if (library_stale) {
    library.rebuild(user.removed);
    ++library_serial;
  }
  library_stale = false;
}

void App::State::make_views() {
  library_view.shows = library.shows();
  library_view.current_show = current_show;
  library_view.episodes = rows;
  library_view.filter = user.session.filter;
  library_view.sort = user.session.sort;
  library_view.filter_text = filter_text;
  library_view.empty = library.empty();
  library_view.removed = removed_rows;
  settings_view.theme = user.theme;
  settings_view.dark =
      user.theme == ThemeChoice::System ? system_dark : user.theme == ThemeChoice::Dark;
  settings_view.contrast =
      user.theme == ThemeChoice::System ? system_contrast : user.theme == ThemeChoice::Contrast;
  if (user.theme == ThemeChoice::Contrast) settings_view.dark = system_dark;
  settings_view.zoom = user.zoom;
  settings_view.measure = user.measure;
  settings_view.library_width = user.library_width;
  settings_view.rail_width = user.rail_width;
  settings_view.density = user.density;
  settings_view.language = user.language;
  settings_view.single_keys = user.single_keys;
  import_view.running = !jobs.empty();
  import_view.label = jobs.empty() ? std::string_view() : std::string_view(jobs.front().label);
  import_view.queued_jobs = jobs.empty() ? 0 : static_cast<std::uint32_t>(jobs.size() - 1);
  show_report();
  notice_view.text = notice_text;
  const ReaderView& open = reader.view();
  std::string title = open.open && !results.view().shown
                          ? std::string(open.episode.title) + " \u2013 Earshot"
                          : std::string("Earshot");
  if (title != window_title) {
    window_title = title;
    effects.push_back(SetWindowTitle{std::move(title)});
  }
}

void App::State::remember() {
  if (starting) return;
  const ReaderView& open = reader.view();
  user.session.episode = open.open ? open.episode.id : Id{};
  user.session.tab = open.tab;
  user.session.text = reader.text_number();
  user.session.offset_in_text = open.offset_in_text;
  user.session.folded_blocks.clear();
  // Which notes they are of is said only where these, or their file, are shown.
  const std::uint32_t text = user.session.text;
  const bool is_their_file = open.tab == Tab::Source && text < open.choices.size() &&
                             open.choices[text].is_shown &&
                             open.choices[text].kind == pack::TrackKind::Notes;
  if (open.tab == Tab::Notes || is_their_file ||
      shown_number(open.choices, pack::TrackKind::Notes) == 0)
    user.session.folded_blocks.assign(open.folded_blocks.begin(), open.folded_blocks.end());
  const ResultsView& found = results.view();
  const bool is_kept = found.query.size() <= kMaxKeptQuery;
  user.session.query = is_kept ? found.query : std::string_view();
  user.session.scope = found.scope;
  user.session.hit_sort = found.sort;
  user.session.in_results = found.shown && is_kept;
  const auto hit = results.selected(library);
  user.session.hit_episode = hit && is_kept ? hit->first : Id{};
  user.session.hit_in_text = hit && is_kept ? hit->second : Range{};
  if (user == stored) return;
  stored = user;
  effects.push_back(StoreUserData{write_user_data(user)});
}

void App::State::on(const GoBack&) {
  if (dialog != Dialog::None) {
    dialog = Dialog::None;
  } else if (drawer) {
    drawer = false;
  } else if (source_view.open) {
    source_view.open = false;
    dialog = Dialog::ImportReport;
  } else if (results.view().shown) {
    on(ClearQuery{});
  } else if (results.active()) {
    results.view().shown = true;
  }
}

void App::State::on(const SetTheme& a) {
  user.theme = a.theme;
}

void App::State::on(const SetZoom& a) {
  user.zoom = std::clamp(a.factor, kMinZoom, kMaxZoom);
}

void App::State::on(const SetMeasure& a) {
  user.measure = std::clamp(a.characters, kLeastMeasure, kMostMeasure);
}

void App::State::on(const SetPaneWidth& a) {
  int& width = a.pane == Pane::Library ? user.library_width : user.rail_width;
  width = std::clamp(a.points, 0, kMostPanePoints);
}

void App::State::on(const SetDensity& a) {
  user.density = a.density;
}

void App::State::on(const SetLanguage& a) {
  user.language = a.language;
  choose_words();
}

void App::State::on(const SetSingleKeys& a) {
  user.single_keys = a.on;
}

void App::State::on(const SystemLanguages& a) {
  system_languages = a.tags;
  choose_words();
}

void App::State::choose_words() {
  using words::Language;
  const words::Locale locale =
      user.language == LanguageChoice::English  ? of_language(Language::English, system_languages)
      : user.language == LanguageChoice::German ? of_language(Language::German, system_languages)
                                                : words::first_known(system_languages);
  if (locale == say.locale()) return;
  const bool is_other_language = locale.language != say.locale().language;
  say = words::Words(locale);
  is_report_stale = true;
  if (is_other_language)
    effects.push_back(SetLanguageOfPage{std::string(words::tag(locale.language))});
}

void App::State::on(const ToggleDrawer&) {
  drawer = !drawer;
}

void App::State::on(const OpenDialog& a) {
  dialog = a.dialog;
  drawer = false;
}

void App::State::on(const CloseDialog&) {
  dialog = Dialog::None;
}

void App::State::on(const DismissNotice&) {
  notice_view.serial = 0;
}

void App::State::on(const PickFiles& a) {
  effects.push_back(ShowFilePicker{
      a.folder, std::string(say(a.folder ? word::kDoOpenFolder : word::kDoOpenFiles))});
}

void App::State::on(const HostFailed& a) {
  notify(say.of_core(a.message), true);
}

void App::State::on(const SystemThemeChanged& a) {
  system_dark = a.dark;
  system_contrast = a.contrast;
}

void App::State::notify(std::string text, bool is_error, bool can_undo, bool has_report) {
  notice_text = std::move(text);
  notice_view = {++notice_serial, notice_text, is_error, can_undo, has_report};
}

App::App(BuildFacts facts) : state_(std::make_unique<State>(std::move(facts))) {
  state_->make_views();
}
App::~App() = default;

void App::dispatch(Action action) {
  state_->act(std::move(action));
}
std::vector<Effect> App::take_effects() {
  return std::exchange(state_->effects, {});
}
std::uint64_t App::revision() const {
  return state_->revision;
}
bool App::starting() const {
  return state_->starting;
}
bool App::drawer_open() const {
  return state_->drawer;
}
Dialog App::dialog() const {
  return state_->dialog;
}
const BuildFacts& App::facts() const {
  return state_->facts;
}
const LibraryView& App::library() const {
  return state_->library_view;
}
const ReaderView& App::reader() const {
  return state_->reader.view();
}
const ResultsView& App::results() const {
  return state_->results.view();
}
const ImportView& App::import() const {
  return state_->import_view;
}
const NoticeView& App::notice() const {
  return state_->notice_view;
}
const SourceView& App::source() const {
  return state_->source_view;
}
const SettingsView& App::settings() const {
  return state_->settings_view;
}
std::span<const RelatedView> App::related() const {
  return state_->related_to_open();
}
search::Suggestions App::complete(std::string_view query, std::uint32_t caret_in_query) const {
  constexpr std::size_t kSuggestions = 6;  // rows of a list that lies over the first moments
  return search::complete(state_->library.indexes(), &state_->library.documents_of_indexes(), query,
                          caret_in_query, kSuggestions);
}
std::span<const std::string> App::recent_queries() const {
  return state_->user.recent_queries;
}
const WhyView& App::why() const {
  return state_->why;
}

const words::Words& App::words() const {
  return state_->say;
}
const FindView& App::find() const {
  return state_->find.view();
}
bool App::can_undo() const {
  return !state_->undo.empty();
}
bool App::can_redo() const {
  return !state_->redo.empty();
}
const HitView& App::hit(std::uint32_t number) const {
  return state_->results.hit_view(state_->library, number);
}

}  // namespace earshot::app
