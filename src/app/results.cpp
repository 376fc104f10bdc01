#include "app/results.h"

#include <algorithm>
#include <array>
#include <utility>

#include "search/expand.h"

namespace earshot::app {
namespace {

constexpr std::size_t kSnippetBytes = 220;  // about two lines of the results' column

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
std::vector<float> ticks_of(const Library& library, std::span<const search::Hit> hits,
                            Millis duration) {
  std::vector<float> ticks;
  if (duration <= 0) return ticks;
  const bool has_many = hits.size() > kManyTicks;
  std::array<bool, kTickPlaces + 1> places{};
  for (const search::Hit& hit : hits) {
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

/// The lines of a list or outline that were matched: their neighbours in the passage say other
/// things.
Range lines_of(const TrackView& track, Range range_in_text, std::span<const Range> highlights) {
  if (highlights.empty()) return range_in_text;
  const std::int32_t first = block_at(track.blocks, highlights.front().begin);
  const std::int32_t last = block_at(track.blocks, highlights.back().begin);
  if (first < 0 || last < 0) return range_in_text;
  return {std::max(range_in_text.begin, track.blocks[static_cast<std::size_t>(first)].begin),
          std::min(range_in_text.end, track.blocks[static_cast<std::size_t>(last)].end)};
}

/// Where the blocks round a passage begin: where a snippet may be cut.
std::vector<std::uint32_t> borders_round(const TrackView& track, Range range_in_text) {
  std::vector<std::uint32_t> borders;
  constexpr std::int32_t kBlocksBefore = 4;  // more than a snippet can hold
  const std::int32_t first =
      std::max(0, block_at(track.blocks, range_in_text.begin) - kBlocksBefore);
  for (auto i = static_cast<std::size_t>(first); i < track.blocks.size(); ++i) {
    if (track.blocks[i].begin > range_in_text.end + kSnippetBytes) break;
    borders.push_back(track.blocks[i].begin);
  }
  return borders;
}

}  // namespace

void Results::clear() {
  text_.clear();
  query_ = {};
  hits_.clear();
  groups_.clear();
  rows_.clear();
  hit_views_.clear();
  hit_view_of_.clear();
  const Scope scope = view_.scope;
  const HitSort sort = view_.sort;
  view_ = {};
  view_.scope = scope;
  view_.sort = sort;
}

Results::Kept Results::keep(const Library& library) const {
  Kept kept;
  if (view_.selected_hit >= 0) {
    if (const auto at = place(library, static_cast<std::uint32_t>(view_.selected_hit)))
      kept.hit = {at->episode, at->range_in_text};
  }
  for (const HitGroup& group : groups_) {
    if (group.expanded) kept.expanded.push_back(group.episode);
  }
  return kept;
}

void Results::forget_hits(const Library& library) {
  kept_ = keep(library);
  hits_.clear();
  groups_.clear();
  hit_views_.clear();
  hit_view_of_.clear();
  rebuild_rows();
  view_.selected_hit = -1;
}

void Results::search(const Library& library, std::string_view text, Scope scope, HitSort sort) {
  // What was selected is looked for again: while an import runs, results grow under the reader's
  // hand.
  const Kept kept = text != text_ ? Kept{}
                    : kept_       ? *std::exchange(kept_, std::nullopt)
                                  : keep(library);
  kept_.reset();
  const bool shown = view_.shown;
  text_ = text;
  hit_views_.clear();
  query_ = search::parse_query(text_, true);
  view_ = {};
  view_.shown = shown;
  view_.scope = scope;
  view_.sort = sort;
  view_.query = text_;
  query_ = search::expand(library.indexes(), std::move(query_));
  view_.understood = query_.print();
  search::SearchResult result;
  if (!query_.empty()) {
    search::SearchOptions options;
    options.documents = &library.documents_of_indexes();
    options.filter = [&library](std::uint32_t index, std::uint32_t document) {
      const LoadedPack& loaded = library.pack(index);
      const std::uint32_t episode = loaded.episode_of(document);
      return episode < loaded.visible_episodes.size() && loaded.visible_episodes[episode];
    };
    result = search::search(library.indexes(), query_, options);
  }
  view_.truncated = result.truncated;
  view_.total = static_cast<std::uint32_t>(result.hits.size());
  const Tracks tracks = tracks_of(library);
  const auto is_spoken = [&tracks](const search::Hit& hit) {
    return tracks[hit.index][hit.document].kind == pack::TrackKind::Transcript;
  };
  view_.in_transcripts = static_cast<std::uint32_t>(std::ranges::count_if(result.hits, is_spoken));
  view_.in_notes = view_.total - view_.in_transcripts;
  if (scope != Scope::Everywhere) {
    std::erase_if(result.hits, [&](const search::Hit& hit) {
      return is_spoken(hit) != (scope == Scope::Transcripts);
    });
  }
  view_.shown_total = static_cast<std::uint32_t>(result.hits.size());
  make_groups(library, std::move(result.hits));
  for (HitGroup& group : groups_) {
    group.expanded = std::ranges::find(kept.expanded, group.episode) != kept.expanded.end();
  }
  rebuild_rows();
  hit_view_of_.assign(hits_.size(), 0);
  view_.selected_hit = hits_.empty() ? -1 : 0;
  if (kept.hit) {
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
      if (groups_[g].episode != kept.hit->first) continue;
      for (std::uint32_t i = 0; i < groups_[g].hit_count; ++i) {
        const auto at = place(library, groups_[g].first_hit + i);
        if (at && at->range_in_text == kept.hit->second) {
          view_.selected_hit = static_cast<std::int32_t>(groups_[g].first_hit + i);
          break;
        }
      }
    }
  }
  view_.faults = query_.faults;
  view_.corrections = query_.corrections;
}

void Results::make_groups(const Library& library, std::vector<search::Hit> hits) {
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
  std::vector<std::uint32_t> next(refs.size());
  std::uint32_t at = 0;
  groups_.clear();
  groups_.reserve(refs.size());
  for (const std::uint32_t g : order) {
    next[g] = at;
    const EpisodeRow row = library.row(refs[g]);
    HitGroup group;
    group.episode = row.id;
    group.title = row.title;
    group.show = row.show;
    group.date = row.date;
    group.duration = row.duration;
    group.first_hit = at;
    group.hit_count = counts[g];
    groups_.push_back(std::move(group));
    at += counts[g];
  }
  hits_.resize(hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i)
    hits_[next[group_of_hit[i]]++] = hits[i];
  for (HitGroup& group : groups_) {
    const auto begin = hits_.begin() + group.first_hit;
    const auto end = begin + group.hit_count;
    if (view_.sort != HitSort::Relevance) {
      // By date means by time within the episode as well.
      std::sort(begin, end, [](const search::Hit& a, const search::Hit& b) {
        return a.document != b.document ? a.document < b.document : a.passage < b.passage;
      });
    }
    group.ticks = ticks_of(library, {begin, end}, group.duration);
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

void Results::toggle_group(std::uint32_t group) {
  if (group >= groups_.size()) return;
  groups_[group].expanded = !groups_[group].expanded;
  rebuild_rows();
}

const HitView& Results::hit_view(const Library& library, std::uint32_t number) const {
  static const HitView kNothing;
  if (number >= hits_.size()) return kNothing;
  if (hit_view_of_[number] != 0) return hit_views_[hit_view_of_[number] - 1];
  const search::Hit& hit = hits_[number];
  const LoadedPack& loaded = library.pack(hit.index);
  const TrackView track = track_view(loaded.pack, loaded.pack.tracks()[hit.document]);
  search::Passage passage = loaded.index.passage(hit.passage);
  const search::FieldSet field = search::field_bit(loaded.index.field(hit.document));
  const std::vector<Range> highlights =
      search::highlights_in_text(query_, passage, track.text, field);
  HitView view;
  view.field = loaded.index.field(hit.document);
  const std::uint32_t from =
      highlights.empty() ? passage.range_in_text.begin : highlights.front().begin;
  const std::int32_t block = block_at(track.blocks, from);
  if (block >= 0) {
    const pack::BlockRecord& record = track.blocks[static_cast<std::size_t>(block)];
    view.time = {record.start_ms, record.end_ms};
    view.speaker = track.speaker(record.speaker);
    if (track.kind == pack::TrackKind::Notes) view.context = section_of(track, block);
  }
  if (view.field != search::Field::Transcript) {
    passage.range_in_text = lines_of(track, passage.range_in_text, highlights);
  }
  view.snippet = search::make_snippet(track.text, passage, highlights,
                                      borders_round(track, passage.range_in_text), kSnippetBytes);
  hit_views_.push_back(std::move(view));
  hit_view_of_[number] = static_cast<std::uint32_t>(hit_views_.size());
  return hit_views_.back();
}

std::optional<Results::Place> Results::place(const Library& library, std::uint32_t number) const {
  if (number >= hits_.size()) return std::nullopt;
  const search::Hit& hit = hits_[number];
  const LoadedPack& loaded = library.pack(hit.index);
  const pack::TrackRecord& track = loaded.pack.tracks()[hit.document];
  const std::uint32_t episode = loaded.episode_of(hit.document);
  if (episode >= loaded.episode_count()) return std::nullopt;
  const search::Passage passage = loaded.index.passage(hit.passage);
  const std::vector<Range> highlights =
      search::highlights_in_text(query_, passage, loaded.pack.text(track),
                                 search::field_bit(loaded.index.field(hit.document)));
  Place place;
  place.episode = pack::episode_id(loaded.episode(episode));
  place.document = hit.document;
  place.track = track.kind;
  place.range_in_text = highlights.empty() ? passage.range_in_text : highlights.front();
  return place;
}

}  // namespace earshot::app
