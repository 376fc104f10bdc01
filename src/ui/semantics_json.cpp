#include "ui/semantics_json.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/bidi.h"
#include "text/markup_text.h"

namespace earshot::ui {

void put_number(std::string& out, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value);
  out.append(digits, end.ptr);
}

namespace {

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

}  // namespace

void put_rect(std::string& out, const Rect& rect) {
  put_points(out, rect.left);
  out += ',';
  put_points(out, rect.top);
  out += ',';
  put_points(out, rect.width);
  out += ',';
  put_points(out, rect.height);
}

namespace {

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

}  // namespace

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
  if (node.now >= 0) {
    put_count(out, "now", node.now);
    put_count(out, "least", node.least);
    put_count(out, "most", node.most);
  }
  put_state(out, "selected", node.selected);
  put_state(out, "checked", node.checked);
  put_state(out, "expanded", node.expanded);
  put_state(out, "pressed", node.pressed);
  if (node.percent >= 0) put_count(out, "percent", node.percent);
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
    out += "],\"text\":[";
    put_points(out, node.text_left);
    out += ',';
    put_points(out, node.text_width);
    out += ',';
    put_points(out, node.text_scrolled);
    out += ']';
    if (node.selects_backward) put_flag(out, "backward", true);
  }
  if (node.anchor.node != 0) {
    put_point(out, "anchor", node.anchor, nodes);
    put_point(out, "focus", node.focus, nodes);
  }
  out += '}';
}

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

}  // namespace earshot::ui
