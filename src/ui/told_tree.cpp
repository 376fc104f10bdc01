#include "ui/told_tree.h"

#include <algorithm>
#include <bit>
#include <climits>
#include <cmath>
#include <span>
#include <utility>

#include "ui/semantics_json.h"

namespace earshot::ui {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

/// Finds the numbers of nodes by their ids.
class NodeIndex {
 public:
  explicit NodeIndex(const std::vector<Node>& nodes)
      : nodes_(nodes), slots_(std::bit_ceil(nodes.size() * 2 + 1), kNone) {
    for (std::uint32_t number = 0; number < nodes.size(); ++number) {
      std::uint32_t& slot = slots_[slot_of(nodes[number].id)];
      if (slot == kNone) slot = number;
    }
  }
  /// kNone where there is no such node.
  std::uint32_t find(NodeId id) const { return slots_[slot_of(id)]; }

 private:
  /// Where it is, or would be: half of the slots are free. Ids are hashes.
  std::size_t slot_of(NodeId id) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = id & mask;
    while (slots_[at] != kNone && nodes_[slots_[at]].id != id)
      at = (at + 1) & mask;
    return at;
  }

  const std::vector<Node>& nodes_;
  std::vector<std::uint32_t> slots_;
};

/// The numbers of the nodes' parents; kNone: the root.
std::vector<std::uint32_t> parents_of(const std::vector<Node>& nodes, const NodeIndex& index) {
  std::vector<std::uint32_t> parents;
  parents.reserve(nodes.size());
  for (const Node& node : nodes) {
    // Mostly that of the one before, or that one itself.
    const bool is_sister = !parents.empty() && (&node - 1)->parent == node.parent;
    parents.push_back(is_sister          ? parents.back()
                      : node.parent == 0 ? kNone
                                         : index.find(node.parent));
  }
  return parents;
}

/// The rectangle counted from the parent's.
Rect inside(const std::vector<Node>& nodes, std::size_t number, std::uint32_t parent) {
  Rect rect = nodes[number].rect;
  if (parent == kNone) return rect;
  rect.left -= nodes[parent].rect.left;
  rect.top -= nodes[parent].rect.top;
  return rect;
}

/// To the hundredth that is written.
bool same_place(const Rect& a, const Rect& b) {
  constexpr float kLeast = 0.005F;
  return std::abs(a.left - b.left) < kLeast && std::abs(a.top - b.top) < kLeast &&
         std::abs(a.width - b.width) < kLeast && std::abs(a.height - b.height) < kLeast;
}

/// Who has the page's attention: it must not stay when it is gone, nor wait when it comes.
bool is_urgent(const Node& node) {
  return node.focused || node.live || node.modal || node.current || is_text_box(node.role);
}

/// Which of the page's nodes that are gone a step takes away.
class Goners {
 public:
  /// So many as `least` or more; fewer stay.
  Goners(const std::vector<Node>& before, std::span<const std::uint32_t> parents,
         const NodeIndex& index, int least)
      : stays_(before.size(), 0) {
    int held_count = 0;
    for (std::size_t number = 0; number < before.size(); ++number) {
      if (index.find(before[number].id) != kNone) continue;
      const std::uint32_t parent = parents[number];
      const bool is_held =
          parent == kNone || stays_[parent] != 0 || index.find(before[parent].id) != kNone;
      if (!is_held || is_urgent(before[number])) continue;
      stays_[number] = 1;
      ++held_count;
    }
    if (held_count < least) return;
    // What stands in others goes before them.
    std::vector<std::uint8_t> holds(before.size(), 0);
    for (std::size_t number = before.size(); number-- > 0;) {
      if (stays_[number] == 0) continue;
      if (work_ < ToldTree::kWorkForGone && holds[number] == 0) {
        stays_[number] = 0;
        work_ += ToldTree::kWorkOfGone;
      } else if (parents[number] != kNone) {
        holds[parents[number]] = 1;
      }
    }
  }
  bool stays(std::size_t number) const { return stays_[number] != 0; }
  int work() const { return work_; }

 private:
  std::vector<std::uint8_t> stays_;
  int work_ = 0;
};

/// What a step does with a node of the screen's tree.
enum class Step : std::uint8_t {
  Keep,  ///< the page has it, it says the same
  Tell,  ///< it is new or says something else
  Wait,  ///< the same, and it is not its turn
};

/// Which nodes a step tells.
class Turn {
 public:
  Turn(std::vector<Node>& before, const std::vector<Node>& now, std::span<const std::uint32_t> olds,
       std::span<const std::uint32_t> parents, const NodeIndex& index)
      : before_(before), now_(now), olds_(olds), parents_(parents), steps_(now.size(), Step::Keep) {
    for (std::size_t number = 0; number < now.size(); ++number) {
      if (index.find(now[number].id) != number) continue;  // of two with one name the page has one
      if (is_new(number)) {
        wait(number);
        continue;
      }
      // Only places differ? All else is compared at once.
      Node& old = before[olds[number]];
      old.rect = now[number].rect;
      if (old != now[number]) wait(number);
    }
  }
  bool has_something() const { return has_something_; }

  void tell_all() {
    for (Step& step : steps_)
      if (step == Step::Wait) step = Step::Tell;
  }

  /// What cannot wait, and what that stands in.
  void tell_urgent(NodeId text_box, const NodeIndex& index, int work) {
    work_ = work;
    for (std::size_t number = 0; number < now_.size(); ++number) {
      const Node& node = now_[number];
      if (node.anchor.node != 0) {
        tell(index.find(node.anchor.node));
        tell(index.find(node.focus.node));
      }
      if (node.active != 0) tell(index.find(node.active));
      if (node.controls != 0) tell(index.find(node.controls));
      const Node* const old = is_new(number) ? nullptr : &before_[olds_[number]];
      const bool is_elsewhere = old != nullptr && old->parent != node.parent;
      // Who had the attention has to let it go in the same step.
      const bool was_urgent = old != nullptr && is_urgent(*old);
      if (is_urgent(node) || was_urgent || node.id == text_box || is_elsewhere)
        tell(static_cast<std::uint32_t>(number));
    }
    for (std::size_t number = now_.size(); number-- > 0;) {
      if (steps_[number] == Step::Tell && parents_[number] != kNone && is_new(parents_[number]))
        tell(parents_[number]);
    }
  }

  /// In tree order as long as there is work left; first what stands in what is modal, then in what
  /// is current.
  void tell_rest() {
    std::vector<std::uint8_t> ranks(now_.size(), 2);
    for (std::size_t number = 0; number < now_.size(); ++number) {
      const Node& node = now_[number];
      const std::uint8_t own = node.modal ? 0 : node.current ? 1 : 2;
      ranks[number] = parents_[number] == kNone ? own : std::min(own, ranks[parents_[number]]);
    }
    for (std::uint8_t rank = 0; rank <= 2; ++rank) {
      for (std::size_t number = 0; number < now_.size() && work_ > 0; ++number) {
        if (ranks[number] == rank && is_there(parents_[number]))
          tell(static_cast<std::uint32_t>(number));
      }
    }
  }

  bool is_new(std::size_t number) const { return olds_[number] == kNone; }
  /// Whether the page has it after this step; what it stands in, the root at the latest.
  bool is_there(std::uint32_t number) const {
    return number == kNone || !is_new(number) || steps_[number] == Step::Tell;
  }
  Step step(std::size_t number) const { return steps_[number]; }

 private:
  void wait(std::size_t number) {
    steps_[number] = Step::Wait;
    has_something_ = true;
  }
  void tell(std::uint32_t number) {
    if (number == kNone || steps_[number] != Step::Wait) return;
    steps_[number] = Step::Tell;
    work_ -= is_new(number) ? ToldTree::kWorkOfNew : ToldTree::kWorkOfChanged;
  }

  const std::vector<Node>& before_;
  const std::vector<Node>& now_;
  std::span<const std::uint32_t> olds_, parents_;
  std::vector<Step> steps_;
  bool has_something_ = false;
  int work_ = 0;
};

/// Nodes by parent, those of one parent in tree order.
struct Child {
  NodeId parent = 0, id = 0;
  bool operator==(const Child&) const = default;
};
std::vector<Child> children_of(const std::vector<Node>& nodes) {
  std::vector<Child> children;
  children.reserve(nodes.size());
  for (const Node& node : nodes)
    children.push_back({node.parent, node.id});
  return children;
}

void put_number_of_list(std::string& out, NodeId number) {
  if (!out.empty()) out += ',';
  put_number(out, number);
}

/// The lists of children that differ, of those parents that are there.
std::string changed_children(std::vector<Child> old, std::vector<Child> fresh,
                             const std::vector<NodeId>& gone) {
  std::string out;
  if (old == fresh) return out;
  std::ranges::stable_sort(old, {}, &Child::parent);
  std::ranges::stable_sort(fresh, {}, &Child::parent);
  const auto end_of = [](const std::vector<Child>& all, std::size_t begin, NodeId parent) {
    std::size_t end = begin;
    while (end < all.size() && all[end].parent == parent)
      ++end;
    return end;
  };
  for (std::size_t a = 0, b = 0; a < old.size() || b < fresh.size();) {
    const NodeId parent = a >= old.size()     ? fresh[b].parent
                          : b >= fresh.size() ? old[a].parent
                                              : std::min(old[a].parent, fresh[b].parent);
    const std::size_t old_end = end_of(old, a, parent), end = end_of(fresh, b, parent);
    const bool is_there = end > b || !std::ranges::binary_search(gone, parent);
    if (is_there && !std::equal(old.begin() + static_cast<std::ptrdiff_t>(a),
                                old.begin() + static_cast<std::ptrdiff_t>(old_end),
                                fresh.begin() + static_cast<std::ptrdiff_t>(b),
                                fresh.begin() + static_cast<std::ptrdiff_t>(end))) {
      put_number_of_list(out, parent);
      put_number_of_list(out, static_cast<NodeId>(end - b));
      for (std::size_t at = b; at < end; ++at)
        put_number_of_list(out, fresh[at].id);
    }
    a = old_end;
    b = end;
  }
  return out;
}

}  // namespace

std::string ToldTree::next(const std::vector<Node>& now, NodeId text_box, Pace pace) {
  const bool is_first = nodes_.empty();
  const NodeIndex old_index(nodes_), index(now);
  const std::vector<std::uint32_t> old_parents = parents_of(nodes_, old_index),
                                   parents = parents_of(now, index);
  std::vector<Child> old_children = children_of(nodes_);
  std::vector<Rect> rects_before;
  rects_before.reserve(nodes_.size());
  for (std::size_t number = 0; number < nodes_.size(); ++number)
    rects_before.push_back(inside(nodes_, number, old_parents[number]));
  std::vector<std::uint32_t> olds;
  olds.reserve(now.size());
  for (std::uint32_t number = 0; number < now.size(); ++number) {
    const bool is_second = index.find(now[number].id) != number;
    olds.push_back(is_second ? kNone : old_index.find(now[number].id));
  }

  Turn turn(nodes_, now, olds, parents, index);
  const bool is_urgent = pace == Pace::Urgent;
  const bool takes_all = !turn.has_something() || steps_behind_ > kMostStepsBehind;
  const int least_gone = is_urgent    ? INT_MAX
                         : takes_all  ? 1
                         : took_away_ ? INT_MAX
                                      : kLeastGoneAtOnce;
  const Goners goners(nodes_, old_parents, index, least_gone);
  const bool takes_away = goners.work() > 0;
  if (is_first) {
    turn.tell_all();
  } else {
    turn.tell_urgent(text_box, index, takes_away || is_urgent ? 0 : kWorkOfAStep);
    turn.tell_rest();
  }

  is_behind_ = false;
  std::vector<Node> told;
  told.reserve(now.size());
  // What stays though it is gone comes behind what it came behind, if what it stands in came.
  constexpr std::uint32_t kWent = kNone;
  std::vector<std::uint32_t> places(nodes_.size(), kWent);  // in `told`
  std::size_t passed = 0;
  const auto pass_until = [&](std::size_t end) {
    for (; passed < end; ++passed) {
      const std::uint32_t parent = old_parents[passed];
      if (!goners.stays(passed) || (parent != kNone && places[parent] == kWent)) continue;
      Node& node = nodes_[passed];
      node.rect = rects_before[passed];
      if (parent != kNone) {  // it goes with it
        node.rect.left += told[places[parent]].rect.left;
        node.rect.top += told[places[parent]].rect.top;
      }
      places[passed] = static_cast<std::uint32_t>(told.size());
      told.push_back(std::move(node));
      is_behind_ = true;
    }
  };
  std::string gone, moved;
  std::vector<NodeId> gone_ids;
  std::vector<std::uint32_t> said;  // numbers in `now`
  for (std::uint32_t number = 0; number < now.size(); ++number) {
    const std::uint32_t old = olds[number];
    if (old != kNone) {
      pass_until(old);
      places[old] = static_cast<std::uint32_t>(told.size());
    }
    const Step step = turn.step(number);
    is_behind_ = is_behind_ || step == Step::Wait;
    if (step == Step::Tell) {
      said.push_back(number);
      told.push_back(now[number]);
      continue;
    }
    if (old == kNone) continue;
    const Rect rect = inside(now, number, parents[number]);
    if (!same_place(rects_before[old], rect)) {
      put_number_of_list(moved, now[number].id);
      moved += ',';
      put_rect(moved, rect);
    }
    told.push_back(std::move(nodes_[old]));
  }
  pass_until(nodes_.size());
  if (!is_urgent) {
    took_away_ = takes_away;
    steps_behind_ = is_behind_ && !takes_away ? steps_behind_ + 1 : 0;
  }
  for (std::size_t number = 0; number < places.size(); ++number) {
    if (places[number] != kWent) continue;
    put_number_of_list(gone, nodes_[number].id);
    gone_ids.push_back(nodes_[number].id);
  }
  std::ranges::sort(gone_ids);
  nodes_ = std::move(told);

  std::string out = "{\"gone\":[" + gone + "],\"nodes\":[";
  for (const std::uint32_t number : said) {
    if (out.back() == '}') out += ',';
    put_node(out, now[number], inside(now, number, parents[number]), now);
  }
  out += "],\"children\":[" +
         changed_children(std::move(old_children), children_of(nodes_), gone_ids) +
         "],\"moved\":[" + moved + "]}";
  return out;
}

}  // namespace earshot::ui
