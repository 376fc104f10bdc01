#include "app/results.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "app/hit_moment.h"
#include "app/same_line.h"
#include "app/track_lines.h"
#include "search/expand.h"

namespace earshot::app {
namespace {

constexpr std::size_t kSnippetBytes = 220;  // about two lines of the results' column

/// So many moments are asked for at first: some thirty windows of them. Scrolling asks for more.
constexpr std::uint32_t kFirstPage = 500, kPageGrowth = 4;
/// Beyond it the next question is for all.
constexpr std::uint32_t kMostPaged = 20'000;

/// The tracks of each pack, by the number that hits name it with.
using Tracks = std::vector<std::span<const pack::TrackRecord>>;

Tracks tracks_of(const Library& library) {
  Tracks tracks(library.pack_count());
  for (std::uint32_t i = 0; i < library.pack_count(); ++i)
    tracks[i] = library.pack(i).pack.tracks();
  return tracks;
}

/// A first letter finds hundreds in each episode: then a place of the strip counts once, unsorted.
constexpr std::uint32_t kManyTicks = 64;
constexpr std::size_t kTickPlaces = 2048;

/// Where the hits lie in their episode, ascending.
template <typename Hits>
std::vector<float> ticks_of(const Library& library, const Hits& hits, Millis duration) {
  std::vector<float> ticks;
  if (duration <= 0) return ticks;
  const bool has_many = hits.size() > kManyTicks;
  std::array<bool, kTickPlaces + 1> places{};
  for (const auto& [hit, in_notes] : hits) {
    const Millis time = library.pack(hit.index).passage_time(hit.document, hit.passage);
    if (time < 0) continue;
    const float at = std::min(1.0F, static_cast<float>(time) / static_cast<float>(duration));
    if (has_many) {
      places[static_cast<std::size_t>(at * static_cast<float>(kTickPlaces))] = true;
    } else {
      ticks.push_back(at);
    }
  }
  for (std::size_t place = 0; has_many && place < places.size(); ++place) {
    if (places[place]) ticks.push_back(static_cast<float>(place) / static_cast<float>(kTickPlaces));
  }
  if (!has_many) std::ranges::sort(ticks);
  return ticks;
}

/// "II. Measuring instead of guessing" for a line under that heading.
std::string section_of(const TrackView& track, std::int32_t block) {
  if (block < 0) return {};
  const auto level_of = [](const pack::BlockRecord& b) {
    if (b.kind == pack::BlockKind::Heading) return static_cast<int>(b.level);
    return b.kind == pack::BlockKind::Item ? 10 + b.level : 100;
  };
  const int own = level_of(track.blocks[static_cast<std::size_t>(block)]);
  for (std::int32_t i = block - 1; i >= 0; --i) {
    const pack::BlockRecord& above = track.blocks[static_cast<std::size_t>(i)];
    const int level = level_of(above);
    const bool heads =
        above.kind == pack::BlockKind::Heading ||
        (above.kind == pack::BlockKind::Item && above.level == 1 && above.marker.size > 0);
    if (level >= own || !heads) continue;
    std::string name(track.string(above.marker));
    if (!name.empty()) name += ' ';
    name += slice(track.text, {above.begin, above.end});
    return name;
  }
  return {};
}

}  // namespace

void Results::clear() {
  text_.clear();
  query_ = {};
  hits_.clear();
  groups_.clear();
  rows_.clear();
  forget_views();
  const Scope scope = view_.scope;
  const HitSort sort = view_.sort;
  view_ = {};
  view_.scope = scope;
  view_.sort = sort;
}

std::optional<std::pair<Id, Range>> Results::selected(const Library& library) const {
  if (view_.selected_hit < 0) return std::nullopt;
  if (selected_.hit != view_.selected_hit) {
    selected_ = {.hit = view_.selected_hit, .place = std::nullopt};
    if (const auto at = place(library, static_cast<std::uint32_t>(view_.selected_hit)))
      selected_.place = std::pair(at->episode, at->range_in_text);
  }
  return selected_.place;
}

void Results::forget_views() {
  hit_views_.clear();
  hit_view_of_.clear();
  selected_ = {};
}

Results::Kept Results::keep(const Library& library) const {
  Kept kept;
  kept.hit = selected(library);
  for (const HitGroup& group : groups_) {
    if (group.expanded) kept.expanded.push_back(group.episode);
  }
  return kept;
}

void Results::forget_hits(const Library& library) {
  kept_ = keep(library);
  hits_.clear();
  groups_.clear();
  forget_views();
  rebuild_rows();
  view_.selected_hit = -1;
}

void Results::search(const Library& library, std::string_view text, Scope scope, HitSort sort) {
  const bool is_same = text == text_;
  // What was selected is looked for again: while an import runs, results grow under the reader's
  // hand.
  Kept kept = !is_same ? Kept{} : kept_ ? *std::exchange(kept_, std::nullopt) : keep(library);
  // By date or place the best are not the first: then all are asked for.
  if (sort != HitSort::Relevance) {
    limit_ = 0;
  } else if (!is_same || asked_in_ != std::pair(scope, sort)) {
    limit_ = kFirstPage;
  }
  asked_in_ = {scope, sort};
  const bool shown = view_.shown;
  text_ = text;
  query_ = search::parse_query(text_, true);
  view_ = {};
  view_.shown = shown;
  view_.scope = scope;
  view_.sort = sort;
  view_.query = text_;
  same_lines_.reset();
  awaits_index_ = !query_.empty() && !library.index_likely(query_);
  query_ = search::expand(library.indexes(), std::move(query_));
  view_.understood = query_.print();
  kept_ = std::move(kept);
  ask(library);
  view_.faults = query_.faults;
  view_.corrections = query_.corrections;
}

void Results::restore(const Library& library, std::string_view text, Scope scope, HitSort sort,
                      std::optional<std::pair<Id, Range>> hit) {
  text_ = text;
  limit_ = kFirstPage;
  kept_ = Kept{.hit = hit, .expanded = {}};
  search(library, text, scope, sort);
}

void Results::grow(const Library& library, bool all) {
  if (!view_.is_first_page) return;
  kept_ = keep(library);
  limit_ = all || limit_ > kMostPaged ? 0 : limit_ * kPageGrowth;
  ask(library);
}

search::SearchOptions Results::options(const Library& library, Scope scope, Marks* marks) const {
  search::SearchOptions options;
  options.documents = &library.documents_of_indexes();
  options.filter = [&library, scope, marks](std::uint32_t index, std::uint32_t document) {
    const LoadedPack& loaded = library.pack(index);
    const std::uint32_t episode = loaded.episode_of(document);
    if (episode >= loaded.visible_episodes.size() || !loaded.visible_episodes[episode])
      return false;
    if (scope != Scope::Everywhere) {
      const bool is_spoken = loaded.pack.tracks()[document].kind == pack::TrackKind::Transcript;
      if (is_spoken != (scope == Scope::Transcripts)) return false;
    }
    if (marks != nullptr) {
      auto& marked = (*marks)[index];
      if (marked.empty()) marked.resize(loaded.episode_count());
      marked[episode] = true;
    }
    return true;
  };
  return options;
}

/// Searches for the query as it was understood, and puts the answer into groups.
void Results::ask(const Library& library) {
  search::SearchResult result;
  Marks marks(library.pack_count());
  if (!query_.empty()) {
    search::SearchOptions asked = options(library, view_.scope, &marks);
    asked.limit = limit_;
    result = search::search(library.indexes(), query_, asked);
  }
  view_.limits = result.limits;
  view_.awaits_index = awaits_index_;
  view_.is_first_page = result.hits.size() < result.total;
  view_.episode_total = 0;
  for (const std::vector<bool>& marked : marks)
    view_.episode_total += static_cast<std::uint32_t>(std::ranges::count(marked, true));
  count(library, result);
  const Kept kept = kept_ ? *std::exchange(kept_, std::nullopt) : Kept{};
  make_groups(library, result.hits);
  for (HitGroup& group : groups_) {
    group.expanded = std::ranges::find(kept.expanded, group.episode) != kept.expanded.end();
  }
  rebuild_rows();
  forget_views();
  hit_view_of_.assign(hits_.size(), 0);
  select(library, kept);
}

/// The totals of both scopes. Where not all hits are here, the other one is counted by a search of
/// its own, which gives no hits.
void Results::count(const Library& library, const search::SearchResult& result) {
  const auto count_of = [&](Scope scope) {
    search::SearchOptions counting = options(library, scope, nullptr);
    counting.limit = 1;
    return static_cast<std::uint32_t>(search::search(library.indexes(), query_, counting).total);
  };
  view_.shown_total = static_cast<std::uint32_t>(result.total);
  view_.in_transcripts = view_.in_notes = view_.total = 0;
  if (query_.empty()) return;
  switch (view_.scope) {
    case Scope::Transcripts:
      view_.in_transcripts = view_.shown_total;
      view_.in_notes = count_of(Scope::Notes);
      break;
    case Scope::Notes:
      view_.in_notes = view_.shown_total;
      view_.in_transcripts = count_of(Scope::Transcripts);
      break;
    case Scope::Everywhere:
      if (view_.is_first_page) {
        view_.in_transcripts = count_of(Scope::Transcripts);
      } else {
        const Tracks tracks = tracks_of(library);
        view_.in_transcripts = static_cast<std::uint32_t>(
            std::ranges::count_if(result.hits, [&tracks](const search::Hit& hit) {
              return tracks[hit.index][hit.document].kind == pack::TrackKind::Transcript;
            }));
      }
      view_.in_notes = view_.shown_total - std::min(view_.shown_total, view_.in_transcripts);
      break;
  }
  view_.total = view_.in_transcripts + view_.in_notes;
}

/// Selects what was selected before, where it is still found; else the first.
void Results::select(const Library& library, const Kept& kept) {
  view_.selected_hit = hits_.empty() ? -1 : 0;
  if (!kept.hit) return;
  for (const HitGroup& group : groups_) {
    if (group.episode != kept.hit->first) continue;
    for (std::uint32_t i = 0; i < group.hit_count; ++i) {
      const auto at = place(library, group.first_hit + i);
      if (at && at->range_in_text == kept.hit->second) {
        view_.selected_hit = static_cast<std::int32_t>(group.first_hit + i);
        return;
      }
    }
  }
}

/// How many hits `merge_same_lines` takes away of all that match. Looks at the chapters that match,
/// and at the notes of their episodes.
std::uint32_t Results::count_same_lines(const Library& library) const {
  if (view_.scope == Scope::Transcripts) return 0;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<search::Hit>> hits_of;
  for (const auto kind : {pack::TrackKind::Chapters, pack::TrackKind::Notes}) {
    search::SearchOptions of_kind = options(library, view_.scope, nullptr);
    of_kind.filter = [&, all = of_kind.filter](std::uint32_t index, std::uint32_t document) {
      const LoadedPack& loaded = library.pack(index);
      return all(index, document) && loaded.pack.tracks()[document].kind == kind &&
             (kind == pack::TrackKind::Chapters ||
              hits_of.contains({index, loaded.episode_of(document)}));
    };
    for (const search::Hit& hit : search::search(library.indexes(), query_, of_kind).hits)
      hits_of[{hit.index, library.pack(hit.index).episode_of(hit.document)}].push_back(hit);
  }
  std::size_t repeated = 0;
  for (const auto& [episode, hits] : hits_of)
    repeated += same_lines(library, query_, hits).size();
  return static_cast<std::uint32_t>(repeated);
}

/// Makes one hit of a chapter and its line of the notes, at the place of the better one. Returns
/// how many there are less. `hits` are those of one episode.
std::uint32_t Results::merge_same_lines(const Library& library, std::vector<Found>& hits) const {
  std::vector<search::Hit> plain;
  for (const Found& found : hits)
    plain.push_back(found.hit);
  const std::vector<SameLine> same = same_lines(library, query_, plain);
  std::vector<bool> is_gone(hits.size());
  for (const SameLine& line : same) {
    Found& chapter = hits[line.chapter];
    if (!is_gone[line.chapter] && !chapter.in_notes && line.notes < line.chapter) {
      hits[line.notes] = {plain[line.chapter], plain[line.notes]};
      is_gone[line.chapter] = true;
      continue;
    }
    if (!chapter.in_notes) chapter.in_notes = plain[line.notes];
    is_gone[line.notes] = true;
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < hits.size(); ++i) {
    if (!is_gone[i]) hits[kept++] = hits[i];
  }
  hits.resize(kept);
  return static_cast<std::uint32_t>(plain.size() - kept);
}

void Results::make_groups(const Library& library, const std::vector<search::Hit>& hits) {
  // One group for each episode, in the order of their best hits.
  std::vector<std::vector<std::uint32_t>> group_of(library.pack_count());
  std::vector<Library::EpisodeRef> refs;
  std::vector<std::uint32_t> counts;
  std::vector<std::uint32_t> group_of_hit(hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const search::Hit& hit = hits[i];
    auto& groups = group_of[hit.index];
    const LoadedPack& loaded = library.pack(hit.index);
    if (groups.empty()) groups.assign(loaded.episode_count(), UINT32_MAX);
    const std::uint32_t episode = loaded.episode_of(hit.document);
    if (groups[episode] == UINT32_MAX) {
      groups[episode] = static_cast<std::uint32_t>(refs.size());
      refs.push_back({hit.index, episode});
      counts.push_back(0);
    }
    group_of_hit[i] = groups[episode];
    ++counts[groups[episode]];
  }
  std::vector<std::uint32_t> order(refs.size());
  for (std::uint32_t i = 0; i < order.size(); ++i)
    order[i] = i;
  if (view_.sort == HitSort::Date) {
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
      return library.record(refs[a]).date > library.record(refs[b]).date;
    });
  }
  if (view_.sort == HitSort::Position) {
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
      return std::pair(refs[a].pack, refs[a].episode) < std::pair(refs[b].pack, refs[b].episode);
    });
  }
  std::vector<std::vector<Found>> hits_of(refs.size());
  for (std::size_t g = 0; g < refs.size(); ++g)
    hits_of[g].reserve(counts[g]);
  for (std::size_t i = 0; i < hits.size(); ++i)
    hits_of[group_of_hit[i]].push_back({hits[i], std::nullopt});
  groups_.clear();
  groups_.reserve(refs.size());
  hits_.clear();
  hits_.reserve(hits.size());
  std::uint32_t repeated = 0;
  for (const std::uint32_t g : order) {
    std::vector<Found>& own = hits_of[g];
    repeated += merge_same_lines(library, own);
    if (view_.sort != HitSort::Relevance) {
      // By date means by time within the episode as well.
      std::ranges::sort(own, [](const Found& a, const Found& b) {
        return std::pair(a.hit.document, a.hit.passage) < std::pair(b.hit.document, b.hit.passage);
      });
    }
    const EpisodeRow row = library.row(refs[g]);
    HitGroup group;
    group.episode = row.id;
    group.title = row.title;
    group.show = row.show;
    group.language = row.language;
    group.date = row.date;
    group.duration = row.duration;
    group.first_hit = static_cast<std::uint32_t>(hits_.size());
    group.hit_count = static_cast<std::uint32_t>(own.size());
    group.may_have_more = view_.is_first_page;
    group.ticks = ticks_of(library, own, group.duration);
    groups_.push_back(std::move(group));
    hits_.insert(hits_.end(), own.begin(), own.end());
  }
  // What is one thing counts once, whether its hits are here or not: totals stay as more are asked
  // for.
  if (view_.is_first_page) {
    if (!same_lines_) same_lines_ = count_same_lines(library);
    repeated = *same_lines_;
  }
  view_.shown_total -= repeated;
  view_.in_notes -= repeated;
  view_.total -= repeated;
}

void Results::rebuild_rows() {
  rows_.clear();
  for (std::uint32_t g = 0; g < groups_.size(); ++g) {
    const HitGroup& group = groups_[g];
    rows_.push_back({ResultRow::Kind::Group, g, 0});
    const std::uint32_t shown =
        group.expanded ? group.hit_count : std::min(group.hit_count, kHitsPerGroup);
    for (std::uint32_t i = 0; i < shown; ++i) {
      rows_.push_back({ResultRow::Kind::Hit, g, group.first_hit + i});
    }
    if (group.hit_count > kHitsPerGroup) rows_.push_back({ResultRow::Kind::More, g, 0});
  }
  view_.groups = groups_;
  view_.rows = rows_;
}

void Results::select(std::int32_t hit) {
  view_.selected_hit =
      hits_.empty() ? -1 : std::clamp(hit, 0, static_cast<std::int32_t>(hits_.size()) - 1);
}

void Results::move(int by) {
  // Arrow keys walk what is drawn: hits that a closed group hides are passed over.
  std::vector<std::uint32_t> drawn;
  for (const ResultRow& row : rows_) {
    if (row.kind == ResultRow::Kind::Hit) drawn.push_back(row.hit);
  }
  if (drawn.empty()) return;
  const auto at = std::ranges::find(drawn, static_cast<std::uint32_t>(view_.selected_hit));
  const auto last = static_cast<std::ptrdiff_t>(drawn.size()) - 1;
  const std::ptrdiff_t now = at == drawn.end() ? (by > 0 ? -1 : last + 1) : at - drawn.begin();
  const std::ptrdiff_t to = std::clamp<std::ptrdiff_t>(now + by, 0, last);
  view_.selected_hit = static_cast<std::int32_t>(drawn[static_cast<std::size_t>(to)]);
}

void Results::toggle_group(const Library& library, std::uint32_t group) {
  if (group >= groups_.size()) return;
  groups_[group].expanded = !groups_[group].expanded;
  if (groups_[group].expanded) grow(library, true);  // all of its moments, not the best of all
  rebuild_rows();
}

const HitView& Results::hit_view(const Library& library, std::uint32_t number) const {
  static const HitView kNothing;
  if (number >= hits_.size()) return kNothing;
  if (hit_view_of_[number] != 0) return hit_views_[hit_view_of_[number] - 1];
  const search::Hit& hit = hits_[number].hit;
  const LoadedPack& loaded = library.pack(hit.index);
  const TrackView track = track_view(loaded.pack, loaded.pack.tracks()[hit.document]);
  const search::Passage passage = loaded.index.passage(hit.passage);
  HitView view;
  view.language = track.language;
  if (view.language.empty()) {
    const std::uint32_t episode = loaded.episode_of(hit.document);
    if (episode < loaded.episode_count()) view.language = library.language({hit.index, episode});
  }
  view.is_in_notes_too = hits_[number].in_notes.has_value();
  view.field = loaded.index.field(hit.document);
  HitMoment moment =
      hit_moment(track, view.field, passage, matched_in_track(query_, passage, track, view.field),
                 kSnippetBytes);
  view.time = moment.time;
  view.speaker = moment.speaker;
  view.snippet = std::move(moment.snippet);
  if (track.kind == pack::TrackKind::Notes) view.context = section_of(track, moment.line);
  hit_views_.push_back(std::move(view));
  hit_view_of_[number] = static_cast<std::uint32_t>(hit_views_.size());
  return hit_views_.back();
}

std::optional<search::Explanation> Results::explain(const Library& library,
                                                    std::uint32_t number) const {
  if (number >= hits_.size()) return std::nullopt;
  return search::explain(library.indexes(), query_, options(library, view_.scope, nullptr),
                         hits_[number].hit);
}

std::optional<Results::Place> Results::place(const Library& library, std::uint32_t number,
                                             bool in_notes) const {
  if (number >= hits_.size()) return std::nullopt;
  const Found& found = hits_[number];
  const search::Hit& hit = in_notes && found.in_notes ? *found.in_notes : found.hit;
  const LoadedPack& loaded = library.pack(hit.index);
  const pack::TrackRecord& track = loaded.pack.tracks()[hit.document];
  const std::uint32_t episode = loaded.episode_of(hit.document);
  if (episode >= loaded.episode_count()) return std::nullopt;
  const search::Passage passage = loaded.index.passage(hit.passage);
  const search::Matched matched = matched_in_track(query_, passage, track_view(loaded.pack, track),
                                                   loaded.index.field(hit.document));
  Place place;
  place.episode = pack::episode_id(loaded.episode(episode));
  place.document = hit.document;
  place.track = track.kind;
  place.range_in_text = matched.highlights_in_text.empty() ? matched.range_in_text
                                                           : matched.highlights_in_text.front();
  return place;
}

}  // namespace earshot::app
