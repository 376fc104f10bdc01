#include "app/app_state.h"

#include <algorithm>
#include <utility>

#include "search/related.h"
#include "text/scanner.h"

namespace earshot::app {

void App::State::keep_query() {
  const std::string text(text::trimmed(results.view().query));
  if (text.empty() || text.size() > kMaxKeptQuery) return;
  auto& recent = user.recent_queries;
  std::erase(recent, text);
  recent.insert(recent.begin(), text);
  if (recent.size() > kMaxRecentQueries) recent.resize(kMaxRecentQueries);
}

std::span<const RelatedView> App::State::related_to_open() {
  const ReaderView& open = reader.view();
  const Id id = open.open ? open.episode.id : Id{};
  if (related_to == std::pair(id, library_serial)) return related;
  related_to = {id, library_serial};
  related.clear();
  const auto ref = open.open ? library.find(id) : std::nullopt;
  if (!ref) return related;
  const auto is_seen = [this](std::uint32_t index, std::uint32_t document) {
    const LoadedPack& loaded = library.pack(index);
    const std::uint32_t episode = loaded.episode_of(document);
    return episode < loaded.visible_episodes.size() && loaded.visible_episodes[episode];
  };
  search::RelatedResult found = search::related(library.indexes(), library.documents_of_indexes(),
                                                ref->pack, ref->episode, is_seen, kRelatedEpisodes);
  for (search::Related& other : found.episodes) {
    const EpisodeRow row = library.row({other.index, other.episode});
    related.push_back(
        {row.id, row.title, row.show, row.language, row.date, std::move(other.terms)});
  }
  return related;
}

void App::State::open_hit(std::uint32_t hit, bool in_notes) {
  const auto place = results.place(library, hit, in_notes);
  if (!place) return;
  results.select(static_cast<std::int32_t>(hit));
  keep_query();
  const Tab tab = place->track == pack::TrackKind::Transcript ? Tab::Transcript
                  : place->track == pack::TrackKind::Chapters ? Tab::Chapters
                                                              : Tab::Notes;
  open_episode(place->episode, tab, place->document);
  reader.show_range(place->track, place->range_in_text, false);
}

void App::State::on(const QueryChanged& a) {
  const bool blank = a.text.find_first_not_of(" \t\r\n") == std::string::npos;
  if (blank && a.text.empty()) {
    on(ClearQuery{});
    return;
  }
  results.search(library, a.text, results.view().scope, results.view().sort);
  results.view().shown = true;
  source_view.open = false;
}

void App::State::on(const SetScope& a) {
  results.view().scope = a.scope;
  results.view().selected_hit = -1;
  search_changed = true;
}

void App::State::on(const SetHitSort& a) {
  results.view().sort = a.sort;
  search_changed = true;
}

void App::State::on(const ForgetQuery& a) {
  if (a.text.empty()) {
    user.recent_queries.clear();
  } else {
    std::erase(user.recent_queries, a.text);
  }
}

void App::State::on(const MoveHit& a) {
  results.move(a.by);
}

void App::State::on(const HitChosen& a) {
  open_hit(a.hit, a.in_notes);
}

void App::State::on(const ExplainHit& a) {
  const std::int32_t hit = a.hit < 0 ? results.view().selected_hit : a.hit;
  if (hit < 0) return;
  const auto number = static_cast<std::uint32_t>(hit);
  auto explanation = results.explain(library, number);
  const auto place = results.place(library, number);
  if (!explanation || !place) return;
  results.select(hit);
  const auto ref = library.find(place->episode);
  why = {ref ? std::string(library.row(*ref).title) : std::string(),
         results.hit_view(library, number).time.start, *std::move(explanation)};
  dialog = Dialog::Why;
}

void App::State::on(const GrowResults&) {
  results.grow(library, false);
}

void App::State::on(const OpenSelectedHit&) {
  if (results.view().selected_hit >= 0) {
    open_hit(static_cast<std::uint32_t>(results.view().selected_hit));
  }
}

void App::State::on(const ToggleGroup& a) {
  results.toggle_group(library, a.group);
}

void App::State::on(const BackToResults&) {
  results.view().shown = results.active();
}

void App::State::on(const ClearQuery&) {
  results.clear();
  reader.mark(results.query());
}

}  // namespace earshot::app
