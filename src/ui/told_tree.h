#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ui/semantics.h"

namespace earshot::ui {

/// The semantic tree as the page has it. The page's elements follow the screen in steps of a
/// bounded size, one a frame, so that a fast scroll or another view costs no frame more than its
/// share; what came and went in between is never told.
class ToldTree {
 public:
  /// What brings the page's elements nearer to `now`, as JSON, whose elements stand in one another:
  /// `gone`: ids; `nodes`: those that are new or say something else, as in `to_json`, in tree
  /// order; `children`: for each parent whose children are others or in another order, its id, how
  /// many they are, and their ids; `moved`: five numbers for each that only stands elsewhere: id,
  /// left, top, width, height. Rectangles are counted from the parent's, so that what moves with
  /// its parent does not change.
  ///
  /// A step tells at most about `kWorkOfAStep`; the first one, before which the page has nothing,
  /// tells all. What is told is a tree in the order of `now` at each step, a node after its parent;
  /// for some steps a node may say what it said before, or stay though it is gone. Places are never
  /// old. Told at once, whatever the work: what has the focus (`text_box` beside what the nodes
  /// say), what is announced, current, or modal, what was so, selected text, and all that they
  /// stand in; that such a node is gone; and what went into another parent. Then what a modal
  /// dialog holds, then what is current, then the rest in tree order. Linear in the nodes, but for
  /// sorting them.
  ///
  /// `pace` is Urgent where a frame's own step follows: then nothing else is told or taken away.
  enum class Pace : std::uint8_t { Frame, Urgent };
  std::string next(const std::vector<Node>& now, NodeId text_box = 0, Pace pace = Pace::Frame);

  /// Whether the last step left something untold.
  bool is_behind() const { return is_behind_; }
  /// As the page has it.
  const std::vector<Node>& nodes() const { return nodes_; }

  /// What one step may cost: a node made anew is three, one that says something else or is gone is
  /// one. Meant to keep a step below half a millisecond of the page's thread;
  /// tests/bench/page_twin.mjs measures whether they do.
  static constexpr int kWorkOfAStep = 27, kWorkOfNew = 3, kWorkOfChanged = 1, kWorkOfGone = 1;
  /// Taking the first node away costs the page as much as ten more. So a step either tells or takes
  /// away, by turns where there is both; and few that are gone wait until nothing is to be told.
  static constexpr int kWorkForGone = 24, kLeastGoneAtOnce = 12;
  static constexpr int kMostStepsBehind = 60;  ///< without one that took away what is gone

 private:
  std::vector<Node> nodes_;
  bool is_behind_ = false;
  bool took_away_ = false;  ///< the last step did
  int steps_behind_ = 0;    ///< without one that took away
};

}  // namespace earshot::ui
