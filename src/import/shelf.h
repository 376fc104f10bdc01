#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "import/draft.h"
#include "library/file_name.h"
#include "library/likeness.h"

namespace earshot::import {

/// A draft that tells of the same episode, and by what that was seen.
struct Partner {
  Draft draft;
  std::string_view reason;
};

/// Episodes that wait for another telling of them: notes for a transcript, listed episodes and
/// those of feeds for a full one.
///
/// Feeds, notes and pages are read first, transcripts after them, so that a partner is here when it
/// is asked for. Texts are held up to kMaxHeldBytes; beyond that the oldest must go without a
/// partner.
///
/// Two tellings are of one episode where they agree in the guid, else the title (and no number
/// speaks against it), else the number where one has nothing else (and its folder is not beside the
/// other), else the duration and a good deal of words, else most of the words; always in one show,
/// and never where two could be meant.
class Shelf {
 public:
  static constexpr std::size_t kMaxHeldBytes = std::size_t{8} << 20;  // 1,500 notes of 5 kB
  /// Texts are compared word by word with so many at most: a transcript of a show whose notes all
  /// miss their partner would be compared with each.
  static constexpr std::size_t kMaxCompared = 32;

  explicit Shelf(std::size_t max_held_bytes = kMaxHeldBytes) : max_held_bytes_(max_held_bytes) {}

  void hold(Draft draft);
  /// The oldest held one while too much is held.
  std::optional<Draft> take_overflow();
  /// The oldest held one.
  std::optional<Draft> take_oldest();
  /// The notes, page or chapters that tell of the same episode as `draft` and have no transcript
  /// yet.
  std::optional<Partner> take_partner(const Draft& draft);

  /// A held one of the same listed episode as `draft`, which must be told, that nothing known of
  /// both speaks against: other guids, other numbers, transcripts of clearly different length.
  std::optional<Draft> take_told(const Draft& draft);
  bool empty() const { return held_.empty(); }
  /// Calls it with each held one, the oldest first; what they are found by is to stay.
  template <typename Each>
  void for_each_held(const Each& each) {
    for (Held& held : held_) {
      if (!held.is_taken) each(held.draft);
    }
  }

  /// Keeps a listed episode; its number.
  std::size_t list(Draft listed);
  /// A listed one that nobody took; null where somebody did.
  Draft* listed(std::size_t number);
  const Draft* listed(std::size_t number) const;
  /// The listed episode that tells of the same one as `full`: the one that `full.told` names, else
  /// by what they agree in. A show that `full` has from its folder only does not count against it.
  std::optional<Partner> take_listed(const Draft& full);
  struct Match {
    std::size_t number = 0;
    std::string_view reason;
  };
  /// As `take_listed` without taking it, and by what they agree in alone.
  std::optional<Match> find_listed(const Draft& full) const;
  /// The one listed episode with the title that a file's name says, where no number speaks against
  /// it. `show_key`: of this show only, unless empty.
  std::optional<std::size_t> find_named(const library::FileName& name,
                                        std::string_view show_key) const;
  /// The listed ones that nobody took, in the order they came.
  std::vector<Draft> take_all_listed();

 private:
  struct Held {
    Draft draft;
    std::size_t bytes = 0;
    bool is_taken = false;
  };

  std::optional<Match> by_title(const Draft& draft) const;
  std::optional<Match> listed_by_title(const Draft& full, const std::string& key,
                                       std::string_view show) const;
  std::optional<Match> listed_by_guid(const Draft& full) const;
  bool are_of_one(const Draft& held, const Draft& draft) const;
  template <typename Each>
  static std::optional<Match> by_facts(const Draft& draft, const Each& each);
  Draft take(std::size_t number);
  void drop_taken_front();

  std::size_t max_held_bytes_;
  std::deque<Held> held_;
  std::size_t first_ = 0;  // number of held_.front()
  std::size_t held_bytes_ = 0;
  std::multimap<std::string, std::size_t> by_title_;  // to numbers, which ascend from `first_`
  std::multimap<std::size_t, std::size_t> by_told_;   // likewise, by Draft::told
  std::vector<std::optional<Draft>> listed_;
  std::multimap<std::string, std::size_t> listed_by_guid_;
  std::set<std::string> listed_shows_;  // title keys
  std::multimap<std::string, std::size_t> listed_by_title_;
};

}  // namespace earshot::import
