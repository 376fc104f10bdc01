#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/action.h"
#include "base/hash.h"
#include "base/range.h"

namespace earshot::app {

/// One version of an episode: its stable id and the hash of what it was made of. A removal names
/// the version, so that the same file dropped again after an edit comes back.
struct EpisodeVersion {
  Id id;
  Id content;
  auto operator<=>(const EpisodeVersion&) const = default;
};

/// A file that the user put apart from the episode it was paired with: it stands as an episode of
/// its own.
struct ApartFile {
  Id episode;
  Id file;  ///< hash of its bytes
  auto operator<=>(const ApartFile&) const = default;
};

/// Where one was when the program was left.
struct Session {
  std::string show;  ///< title; empty: all shows
  Id episode;
  Tab tab = Tab::Notes;
  std::uint32_t text = 0;  ///< of several, as Reader::text_number
  std::uint32_t offset_in_text = 0;
  EpisodeFilter filter = EpisodeFilter::All;
  EpisodeSort sort = EpisodeSort::Newest;
  std::vector<std::uint32_t> folded_blocks;  ///< of the notes shown, else of the first; ascending
  std::string query;                         ///< as typed
  Scope scope = Scope::Everywhere;
  HitSort hit_sort = HitSort::Relevance;
  bool in_results = false;  ///< the results were shown
  Id hit_episode;           ///< of the selected moment; not valid: none
  Range hit_in_text;
  bool operator==(const Session&) const = default;
};

/// All that the user adds to the packs: settings, session and the overlay of removals and undone
/// pairings.
struct UserData {
  ThemeChoice theme = ThemeChoice::System;
  float zoom = 1.0F;
  int measure = kUsualMeasure;
  int library_width = 0, rail_width = 0;  ///< points; 0: as usual
  Density density = Density::Comfortable;
  LanguageChoice language = LanguageChoice::System;
  bool single_keys = true;  ///< shortcuts of one letter, digit or sign
  Session session;
  std::set<EpisodeVersion> removed;
  /// Those of `removed` that are not offered to be brought back: their packs may go.
  std::set<EpisodeVersion> discarded;
  std::set<ApartFile> apart;
  /// Packs in the order in which they came: of two with the same episode the later one wins, and no
  /// host's storage keeps an order.
  std::vector<Id> packs;
  /// Searches that led to a moment, the last one first, each once.
  std::vector<std::string> recent_queries;
  bool operator==(const UserData&) const = default;
};

/// What was removed and can be brought back.
std::set<EpisodeVersion> offered_back(const UserData& data);

/// So many searches are remembered; a longer list is not read by anyone.
inline constexpr std::size_t kMaxRecentQueries = 20;
/// Longer queries are a slip of the clipboard, and not kept from one start to the next. In bytes.
inline constexpr std::size_t kMaxKeptQuery = 2000;

inline constexpr float kMinZoom = 0.5F;
inline constexpr float kMaxZoom = 4.0F;

/// Version 1 of the stored form. Unknown keys are ignored; what is missing or odd keeps its
/// default, so that a damaged file costs settings, never the start.
UserData read_user_data(std::string_view json);
std::string write_user_data(const UserData& data);

}  // namespace earshot::app
