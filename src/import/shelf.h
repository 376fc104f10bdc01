#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "import/draft.h"

namespace earshot::import {

/// Episodes that wait for another telling of them: notes for a transcript of the same title, listed
/// episodes for a full one.
///
/// Notes and pages are read first, transcripts after them, so that a partner is here when it is
/// asked for. Texts are held up to kMaxHeldBytes; beyond that the oldest must go without a partner.
class Shelf {
 public:
  static constexpr std::size_t kMaxHeldBytes = std::size_t{8} << 20;  // 1,500 notes of 5 kB

  void hold(Draft draft);
  /// The oldest held one while too much is held.
  std::optional<Draft> take_overflow();
  /// The oldest held one.
  std::optional<Draft> take_oldest();
  /// The notes or page that has the title of `transcript` and no transcript yet: of equal number
  /// where several have the title, none where numbers disagree or several remain.
  std::optional<Draft> take_partner(const Draft& transcript);

  void list(Draft listed);
  /// The listed episode with the title and show of `full`. A show that `full` has from its folder
  /// only does not count against it.
  std::optional<Draft> take_listed(const Draft& full);
  /// The listed ones that nobody took, in the order they came.
  std::vector<Draft> take_all_listed();

 private:
  struct Held {
    Draft draft;
    std::size_t bytes = 0;
    bool is_taken = false;
  };

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
