#include "app/results.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "app/hit_moment.h"
#include "app/same_line.h"
#include "app/track_lines.h"
#include "base/budget.h"
#include "search/expand.h"

namespace earshot::app {
namespace {

constexpr std::size_t kSnippetBytes = 220;  // about two lines of the results' column

/// So many moments are asked for at first: some thirty windows of them. Scrolling asks for more.
constexpr std::uint32_t kFirstPage = 500, kPageGrowth = 4;
/// Beyond it the next question is for all.
constexpr std::uint32_t kMostPaged = 20'000;

bool is_in(Scope scope, pack::TrackKind kind) {
  return scope == Scope::Everywhere ||
         (kind == pack::TrackKind::Transcript) == (scope == Scope::Transcripts);
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
  if (!is_same || asked_in_ != std::pair(scope, sort)) limit_ = kFirstPage;
  asked_in_ = {scope, sort};
  const bool shown = view_.shown;
  text_ = text;
  query_ = search::parse_query(text_, true);
  view_ = {};
  view_.shown = shown;
  view_.scope = scope;
  view_.sort = sort;
  view_.query = text_;
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

search::SearchOptions Results::options(const Library& library, Scope scope) const {
  search::SearchOptions options;
  options.documents = &library.documents_of_indexes();
  options.filter = [&library](std::uint32_t index, std::uint32_t document) {
    const LoadedPack& loaded = library.pack(index);
    const std::uint32_t episode = loaded.episode_of(document);
    return episode < loaded.visible_episodes.size() && loaded.visible_episodes[episode];
  };
  if (scope != Scope::Everywhere) {
    options.ranked = [&library, scope](std::uint32_t index, std::uint32_t document) {
      return is_in(scope, library.pack(index).pack.tracks()[document].kind);
    };
  }
  return options;
}

/// Searches for the query as it was understood, and puts the answer into groups. One search gives
/// the best under the scope and marks all that match: everything that is counted is counted in
/// these marks, so that no key costs a second search and one budget is that of the whole answer.
void Results::ask(const Library& library) {
  const bool is_ranked = view_.sort == HitSort::Relevance;
  search::SearchResult result;
  if (!query_.empty()) {
    search::SearchOptions asked = options(library, view_.scope);
    asked.marks_matches = true;
    asked.limit = is_ranked ? limit_ : 1;
    result = search::search(library.indexes(), query_, asked);
  }
  view_.limits = result.limits;
  view_.awaits_index = awaits_index_;
  const Matches matches = count(library, result);
  const Kept kept = kept_ ? *std::exchange(kept_, std::nullopt) : Kept{};
  if (is_ranked) {
    view_.is_first_page = result.hits.size() < matches.in_scope;
    make_groups(library, matches, result.hits);
  } else {
    make_groups(library, matches, in_order(library, matches, kept));
  }
  for (HitGroup& group : groups_) {
    group.expanded = std::ranges::find(kept.expanded, group.episode) != kept.expanded.end();
  }
  rebuild_rows();
  forget_views();
  hit_view_of_.assign(hits_.size(), 0);
  select(library, kept);
}

/// Counts the moments and the episodes of them in both scopes.
Results::Matches Results::count(const Library& library, search::SearchResult& result) {
  view_.in_transcripts = view_.in_notes = 0;
  Matches matches;
  matches.passages = std::move(result.matches);
  matches.lines.resize(matches.passages.size());
  const std::optional<search::Query> words = line_words(query_);
  Budget budget(search::SearchOptions().budget_steps);
  budget.spend(result.steps);
  std::uint32_t repeated = 0;
  for (std::uint32_t i = 0; i < matches.passages.size(); ++i) {
    const search::Bits& passages = matches.passages[i];
    const LoadedPack& loaded = library.pack(i);
    const auto tracks = loaded.pack.tracks();
    enum : std::uint8_t { kInScope = 1, kChapters = 2, kNotes = 4 };
    std::vector<std::uint8_t> found(loaded.episode_count());
    for (std::uint32_t place = 0; place < loaded.index.document_count(); ++place) {
      const search::IndexedDocument own = loaded.index.document_at(place);
      const auto count =
          static_cast<std::uint32_t>(passages.count(own.first_passage, own.end_passage));
      if (count == 0) continue;
      const pack::TrackKind kind = tracks[own.document].kind;
      std::uint8_t& of_episode = found[loaded.episode_of(own.document)];
      (kind == pack::TrackKind::Transcript ? view_.in_transcripts : view_.in_notes) += count;
      if (is_in(view_.scope, kind)) {
        matches.in_scope += count;
        of_episode |= kInScope;
      }
      if (kind == pack::TrackKind::Chapters) of_episode |= kChapters;
      if (kind == pack::TrackKind::Notes || kind == pack::TrackKind::Offers) of_episode |= kNotes;
    }
    bool has_both = false;
    for (std::uint32_t episode = 0; episode < found.size(); ++episode) {
      if ((found[episode] & kInScope) != 0) matches.episodes.push_back({i, episode});
      has_both |= (found[episode] & kChapters) != 0 && (found[episode] & kNotes) != 0;
    }
    // What is one thing counts once, whether its hits are here or not: totals stay as more are
    // asked for.
    if (!has_both) continue;
    const SameLines& same = loaded.same_lines();
    matches.lines[i] = {&same,
                        same.find(query_, words, loaded.pack, loaded.index, passages, budget)};
    repeated += same.count(passages, matches.lines[i].found);
  }
  if (budget.exhausted()) view_.limits |= search::limit_bit(search::Limit::Steps);
  repeated = std::min(repeated, view_.in_notes);
  view_.episode_total = static_cast<std::uint32_t>(matches.episodes.size());
  view_.shown_total = matches.in_scope - (view_.scope == Scope::Transcripts ? 0 : repeated);
  view_.in_notes -= repeated;
  view_.total = view_.in_transcripts + view_.in_notes;
  return matches;
}

/// The moments by date or place, of whole episodes: so many as are asked for, and up to the one
/// that is to stay selected.
std::vector<search::Hit> Results::in_order(const Library& library, const Matches& matches,
                                           const Kept& kept) {
  std::vector<Library::EpisodeRef> order = matches.episodes;
  if (view_.sort == HitSort::Date) {
    std::ranges::stable_sort(order, std::ranges::greater{},
                             [&](Library::EpisodeRef ref) { return library.record(ref).date; });
  }
  std::size_t least = 0;  // episodes
  if (const auto ref = kept.hit ? library.find(kept.hit->first) : std::nullopt) {
    const auto at = std::ranges::find_if(order, [&](Library::EpisodeRef other) {
      return other.pack == ref->pack && other.episode == ref->episode;
    });
    if (at != order.end()) least = static_cast<std::size_t>(at - order.begin()) + 1;
  }
  std::vector<search::Hit> hits;
  std::size_t episodes = 0;
  for (; episodes < order.size(); ++episodes) {
    if (limit_ > 0 && hits.size() >= limit_ && episodes >= least) break;
    const Library::EpisodeRef ref = order[episodes];
    const LoadedPack& loaded = library.pack(ref.pack);
    const search::Bits& passages = matches.passages[ref.pack];
    for (const std::uint32_t document : library.documents(ref)) {
      if (!is_in(view_.scope, loaded.pack.tracks()[document].kind)) continue;
      const std::uint32_t first = loaded.index.first_passage(document);
      const std::uint32_t end = first + loaded.index.passage_count(document);
      for (std::uint32_t passage = first; passage < end; ++passage) {
        if (passages.has(passage)) hits.push_back({ref.pack, document, passage, 0});
      }
    }
  }
  view_.is_first_page = episodes < order.size();
  return hits;
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

/// Makes one hit of a chapter and its line of the notes, at the place of the better one. `hits` are
/// those of one episode.
void Results::merge_same_lines(const Matches& matches, std::vector<Found>& hits) {
  const std::uint32_t pack = hits.front().hit.index;
  const Matches::Lines& lines = matches.lines[pack];
  if (lines.of == nullptr) return;
  std::vector<search::Hit> plain;
  for (const Found& found : hits)
    plain.push_back(found.hit);
  const std::vector<SameLine> same = lines.of->among(plain, lines.found);
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
}

void Results::make_groups(const Library& library, const Matches& matches,
                          const std::vector<search::Hit>& hits) {
  // One group for each episode, in the order of their first hits.
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
  std::vector<std::vector<Found>> hits_of(refs.size());
  for (std::size_t g = 0; g < refs.size(); ++g)
    hits_of[g].reserve(counts[g]);
  for (std::size_t i = 0; i < hits.size(); ++i)
    hits_of[group_of_hit[i]].push_back({hits[i], std::nullopt});
  groups_.clear();
  groups_.reserve(refs.size());
  hits_.clear();
  hits_.reserve(hits.size());
  const bool is_ranked = view_.sort == HitSort::Relevance;
  for (std::size_t g = 0; g < refs.size(); ++g) {
    std::vector<Found>& own = hits_of[g];
    merge_same_lines(matches, own);
    if (!is_ranked) {
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
    group.may_have_more = is_ranked && view_.is_first_page;
    group.ticks = ticks_of(library, own, group.duration);
    groups_.push_back(std::move(group));
    hits_.insert(hits_.end(), own.begin(), own.end());
  }
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
  // All of its moments, not the best of all.
  if (groups_[group].expanded && groups_[group].may_have_more) grow(library, true);
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
  search::Hit hit = hits_[number].hit;
  search::SearchOptions asked = options(library, view_.scope);
  if (view_.sort != HitSort::Relevance) {
    // Its score was not asked for yet; what else is found changes no score.
    asked.filter = [&hit](std::uint32_t index, std::uint32_t document) {
      return index == hit.index && document == hit.document;
    };
    for (const search::Hit& scored : search::search(library.indexes(), query_, asked).hits) {
      if (scored.passage == hit.passage) hit.score = scored.score;
    }
  }
  return search::explain(library.indexes(), query_, asked, hit);
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
