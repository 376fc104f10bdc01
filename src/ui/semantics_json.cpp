#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/bidi.h"
#include "text/markup_text.h"
#include "ui/semantics.h"

// What changed in the tree goes to the page after each tick, so it is written by hand into one
// string, without an allocation but the string's own.
namespace earshot::ui {
namespace {

void put_number(std::string& out, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, end.ptr);
}

// Points with two decimals: finer than any screen's pixels.
void put_points(std::string& out, float value) {
  const auto hundredths =
      static_cast<std::int64_t>(std::lround(std::isfinite(value) ? value * 100.0F : 0.0F));
  if (hundredths < 0) out += '-';
  const std::int64_t size = hundredths < 0 ? -hundredths : hundredths;
  put_number(out, size / 100);
  if (const std::int64_t rest = size % 100; rest != 0) {
    out += '.';
    out += static_cast<char>('0' + rest / 10);
    if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
  }
}

void put_text(std::string& out, std::string_view key, std::string_view text) {
  if (text.empty()) return;
  out += ",\"";
  out += key;
  out += "\":";
  text::append_json_string(out, text);
}

void put_flag(std::string& out, std::string_view key, bool value) {
  out += ",\"";
  out += key;
  out += value ? "\":true" : "\":false";
}

void put_state(std::string& out, std::string_view key, std::int8_t state) {
  if (state >= 0) put_flag(out, key, state > 0);
}

void put_count(std::string& out, std::string_view key, std::int64_t value) {
  out += ",\"";
  out += key;
  out += "\":";
  put_number(out, value);
}

/// UTF-16 units before a byte of valid UTF-8: what the DOM counts in.
std::int64_t utf16_units(std::string_view text, std::uint32_t bytes) {
  std::int64_t units = 0;
  for (const char c : text.substr(0, bytes)) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) != 0x80) units += byte >= 0xF0 ? 2 : 1;
  }
  return units;
}

void put_rect(std::string& out, const Rect& rect) {
  put_points(out, rect.left);
  out += ',';
  put_points(out, rect.top);
  out += ',';
  put_points(out, rect.width);
  out += ',';
  put_points(out, rect.height);
}

/// Finds nodes by id, from where the last one was found: children stand behind their parents.
class NodeFinder {
 public:
  explicit NodeFinder(const std::vector<Node>& nodes) : nodes_(nodes) {}
  const Node* find(NodeId id) {
    if (id == 0) return nullptr;
    for (std::size_t step = 0; step < nodes_.size(); ++step) {
      const std::size_t at = (last_ + step) % nodes_.size();
      if (nodes_[at].id != id) continue;
      last_ = at;
      return &nodes_[at];
    }
    return nullptr;
  }

 private:
  const std::vector<Node>& nodes_;
  std::size_t last_ = 0;
};

void put_point(std::string& out, std::string_view key, const TextPoint& point,
               const std::vector<Node>& nodes) {
  const auto told = std::ranges::find(nodes, point.node, &Node::id);
  const std::string_view words = told == nodes.end() ? std::string_view() : told->name;
  out += ",\"";
  out += key;
  out += "\":[";
  put_number(out, point.node);
  out += ',';
  put_number(out, utf16_units(words, point.offset_in_name));
  out += ']';
}

void put_node(std::string& out, const Node& node, const Rect& rect,
              const std::vector<Node>& nodes) {
  out += "{\"id\":";
  put_number(out, node.id);
  put_count(out, "parent", node.parent);
  put_text(out, "role", name(node.role));
  if (!node.told_by_parts) put_text(out, "name", node.name);
  const bool is_typed_into = is_text_box(node.role);
  if (is_typed_into) {
    out += ",\"value\":";
    text::append_json_string(out, node.value);
  } else {
    put_text(out, "value", node.value);
  }
  put_text(out, "description", node.description);
  put_text(out, "shortcut", node.shortcut);
  put_text(out, "lang", node.language);
  out += ",\"rect\":[";
  put_rect(out, rect);
  out += ']';
  if (node.level > 0) put_count(out, "level", node.level);
  if (node.set_size >= 0) put_count(out, "setSize", node.set_size);
  if (node.position_in_set >= 0) put_count(out, "pos", node.position_in_set);
  put_state(out, "selected", node.selected);
  put_state(out, "checked", node.checked);
  put_state(out, "expanded", node.expanded);
  put_state(out, "pressed", node.pressed);
  if (node.current) put_flag(out, "current", true);
  if (node.disabled) put_flag(out, "disabled", true);
  if (node.focusable) put_flag(out, "focusable", true);
  if (node.focused) put_flag(out, "focused", true);
  if (node.modal) put_flag(out, "modal", true);
  if (node.live) put_flag(out, "live", true);
  if (node.flows) put_flag(out, "flows", true);
  if (text::may_run_left(node.name) && text::first_strong_runs_left(node.name))
    put_flag(out, "rtl", true);
  if (node.controls != 0) put_count(out, "controls", node.controls);
  if (node.active != 0) put_count(out, "active", node.active);
  if (is_typed_into) {
    out += ",\"sel\":[";
    put_number(out, utf16_units(node.value, node.selection_in_value.begin));
    out += ',';
    put_number(out, utf16_units(node.value, node.selection_in_value.end));
    out += ']';
  }
  if (node.anchor.node != 0) {
    put_point(out, "anchor", node.anchor, nodes);
    put_point(out, "focus", node.focus, nodes);
  }
  out += '}';
}

/// The rectangle counted from the parent's.
Rect inside(const Node& node, const Node* parent) {
  Rect rect = node.rect;
  if (parent == nullptr) return rect;
  rect.left -= parent->rect.left;
  rect.top -= parent->rect.top;
  return rect;
}

/// To the hundredth that is written.
bool same_place(const Rect& a, const Rect& b) {
  constexpr float kLeast = 0.005F;
  return std::abs(a.left - b.left) < kLeast && std::abs(a.top - b.top) < kLeast &&
         std::abs(a.width - b.width) < kLeast && std::abs(a.height - b.height) < kLeast;
}

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
  std::ranges::stable_sort(children, {}, &Child::parent);
  return children;
}

void put_number_of_list(std::string& out, NodeId number) {
  if (!out.empty()) out += ',';
  put_number(out, number);
}

/// The lists of children that differ.
std::string changed_children(const std::vector<Node>& before, const std::vector<Node>& now) {
  const std::vector<Child> old = children_of(before), fresh = children_of(now);
  std::string out;
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
    if (!std::equal(old.begin() + static_cast<std::ptrdiff_t>(a),
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

std::string SemanticTree::to_json() const {
  std::string out;
  out.reserve(nodes_.size() * 224 + 2);
  out += '[';
  for (const Node& node : nodes_) {
    if (out.size() > 1) out += ',';
    put_node(out, node, node.rect, nodes_);
  }
  out += ']';
  return out;
}

std::string change_json(std::vector<Node> before, const std::vector<Node>& now) {
  std::string gone, said, moved;
  const bool same_order = std::ranges::equal(before, now, [](const Node& a, const Node& b) {
    return a.id == b.id && a.parent == b.parent;
  });
  const std::string children = same_order ? std::string() : changed_children(before, now);
  std::vector<Rect> rects_before;
  rects_before.reserve(before.size());
  NodeFinder finder(before), parents(now);
  for (const Node& node : before) {
    rects_before.push_back(inside(node, finder.find(node.parent)));
    if (!same_order && parents.find(node.id) == nullptr) put_number_of_list(gone, node.id);
  }
  for (const Node& node : now) {
    const Rect rect = inside(node, parents.find(node.parent));
    const Node* const found = finder.find(node.id);
    const std::size_t number =
        found == nullptr ? 0 : static_cast<std::size_t>(found - before.data());
    // Only places differ? All else is compared at once.
    if (found != nullptr) before[number].rect = node.rect;
    if (found == nullptr || before[number] != node) {
      if (!said.empty()) said += ',';
      put_node(said, node, rect, now);
    } else if (!same_place(rects_before[number], rect)) {
      put_number_of_list(moved, node.id);
      moved += ',';
      put_rect(moved, rect);
    }
  }
  return "{\"gone\":[" + gone + "],\"nodes\":[" + said + "],\"children\":[" + children +
         "],\"moved\":[" + moved + "]}";
}

}  // namespace earshot::ui
