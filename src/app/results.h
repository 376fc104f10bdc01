#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/library.h"
#include "app/view.h"

namespace earshot::app {

/// The answer to the query that stands in the search field: hits grouped by episode.
class Results {
 public:
  /// Asks the library anew. Keeps the selected moment where it is still found.
  void search(const Library& library, std::string_view text, Scope scope, HitSort sort);
  /// As `search`, when the program starts: with the moment that was selected when it was left.
  void restore(const Library& library, std::string_view text, Scope scope, HitSort sort,
               std::optional<std::pair<Id, Range>> hit);
  /// Episode and place of the selected moment. Reads its passage once, however often it is asked.
  std::optional<std::pair<Id, Range>> selected(const Library& library) const;
  /// Asks for more of the moments, or for all of them. Keeps the selected one.
  void grow(const Library& library, bool all);
  void clear();
  /// Before packs move: hits name them by number. The next `search` finds them anew.
  void forget_hits(const Library& library);

  void select(std::int32_t hit);
  void move(int by);
  /// All moments of an episode, or the first few.
  void toggle_group(const Library& library, std::uint32_t group);

  bool active() const { return !query_.empty(); }
  const search::Query& query() const { return query_; }
  const ResultsView& view() const { return view_; }
  ResultsView& view() { return view_; }
  const HitView& hit_view(const Library& library, std::uint32_t number) const;

  /// Where a hit leads.
  struct Place {
    Id episode;
    std::uint32_t document = 0;  ///< of two transcripts, the one that was found
    pack::TrackKind track = pack::TrackKind::Transcript;
    Range range_in_text;  ///< the first matched words of the moment
  };
  /// `in_notes`: of a chapter that is a line of the notes, the line.
  std::optional<Place> place(const Library& library, std::uint32_t number,
                             bool in_notes = false) const;
  /// Why a hit has its rank; as expensive as the search. Nothing where there is no such hit.
  std::optional<search::Explanation> explain(const Library& library, std::uint32_t number) const;

 private:
  void rebuild_rows();
  /// What was made of hits, before these become others.
  void forget_views();
  /// What outlives a new search of the same query: the selected moment and the open groups.
  struct Kept {
    std::optional<std::pair<Id, Range>> hit;
    std::vector<Id> expanded;
  };
  struct Found {
    search::Hit hit;
    std::optional<search::Hit> in_notes;  ///< Chapter: the line of the notes that it is
  };
  /// What a search came upon, beside its hits.
  struct Matches {
    std::vector<search::Bits> passages;         ///< by pack, whatever the scope
    std::uint32_t in_scope = 0;                 ///< how many of these
    std::vector<Library::EpisodeRef> episodes;  ///< under the scope, in the order of packs
    struct Lines {
      const SameLines* of = nullptr;  ///< null where it was not asked
      search::Bits found;
    };
    std::vector<Lines> lines;  ///< by pack
  };
  search::SearchOptions options(const Library& library, Scope scope) const;
  void ask(const Library& library);
  Matches count(const Library& library, search::SearchResult& result);
  std::vector<search::Hit> in_order(const Library& library, const Matches& matches,
                                    const Kept& kept);
  static void merge_same_lines(const Matches& matches, std::vector<Found>& hits);
  void make_groups(const Library& library, const Matches& matches,
                   const std::vector<search::Hit>& hits);

  std::string text_;
  search::Query query_;
  bool awaits_index_ = false;           ///< not all texts could be searched
  std::vector<Found> hits_;             ///< in the order of groups
  std::uint32_t limit_ = 0;             ///< so many of the first were asked for; 0: all
  std::pair<Scope, HitSort> asked_in_;  ///< what `limit_` counts in
  std::vector<HitGroup> groups_;
  std::vector<ResultRow> rows_;
  Kept keep(const Library& library) const;
  void select(const Library& library, const Kept& kept);

  std::optional<Kept> kept_;  ///< of before packs moved
  ResultsView view_;
  struct Selected {
    std::int32_t hit = -1;
    std::optional<std::pair<Id, Range>> place;
  };
  mutable Selected selected_;  // of the moment that was selected when it was last asked for
  mutable std::deque<HitView> hit_views_;  // a deque: views stay where they are
  mutable std::vector<std::uint32_t>
      hit_view_of_;  // by hit: number in hit_views_ + 1, 0 where not made
};

}  // namespace earshot::app
