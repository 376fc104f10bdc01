#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/draft.h"
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
/// speaks against it), else the number where one has nothing else, else the duration and a good
/// deal of words, else most of the words; always in one show, and never where two could be meant.
class Shelf {
 public:
  static constexpr std::size_t kMaxHeldBytes = std::size_t{8} << 20;  // 1,500 notes of 5 kB
  /// Texts are compared word by word with so many at most: a transcript of a show whose notes all
  /// miss their partner would be compared with each.
  static constexpr std::size_t kMaxCompared = 32;

  void hold(Draft draft);
  /// The oldest held one while too much is held.
  std::optional<Draft> take_overflow();
  /// The oldest held one.
  std::optional<Draft> take_oldest();
  /// The notes, page or chapters that tell of the same episode as `draft` and have no transcript
  /// yet.
  std::optional<Partner> take_partner(const Draft& draft);

  /// Keeps a listed episode; its number.
  std::size_t list(Draft listed);
  /// A listed one that nobody took; null where somebody did.
  Draft* listed(std::size_t number);
  /// The listed episode that tells of the same one as `full`: the one that `full.told` names, else
  /// by what they agree in. A show that `full` has from its folder only does not count against it.
  std::optional<Partner> take_listed(const Draft& full);
  /// The listed ones that nobody took, in the order they came.
  std::vector<Draft> take_all_listed();

 private:
  struct Held {
    Draft draft;
    std::size_t bytes = 0;
    bool is_taken = false;
  };
  struct Match {
    std::size_t number = 0;
    std::string_view reason;
  };

  std::optional<Match> by_title(const Draft& draft) const;
  template <typename Each>
  static std::optional<Match> by_facts(const Draft& draft, const Each& each);
  Draft take(std::size_t number);
  void drop_taken_front();

  std::deque<Held> held_;
  std::size_t first_ = 0;  // number of held_.front()
  std::size_t held_bytes_ = 0;
  std::multimap<std::string, std::size_t> by_title_;  // to numbers, which ascend from `first_`
  std::vector<std::optional<Draft>> listed_;
  std::multimap<std::string, std::size_t> listed_by_title_;
};

}  // namespace earshot::import
