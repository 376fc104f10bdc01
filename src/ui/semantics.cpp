#include "ui/semantics.h"

#include <algorithm>
#include <array>
#include <utility>

namespace earshot::ui {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Role::Image) + 1> kRoleNames = {
    "application",  "banner",    "navigation", "main",     "complementary", "contentinfo",
    "search",       "region",    "group",      "dialog",   "heading",       "button",
    "link",         "searchbox", "combobox",   "textbox",  "checkbox",      "radio",
    "radiogroup",   "tab",       "tablist",    "tabpanel", "list",          "listitem",
    "listbox",      "option",    "tree",       "treeitem", "table",         "row",
    "columnheader", "cell",      "menu",       "menuitem", "menuitemradio", "toolbar",
    "progressbar",  "status",    "alert",      "document", "article",       "paragraph",
    "blockquote",   "code",      "text",       "time",     "separator",     "img"};

}  // namespace

bool is_text_box(Role role) {
  return role == Role::SearchBox || role == Role::ComboBox || role == Role::TextBox;
}

std::string_view name(Role role) {
  return kRoleNames[static_cast<std::size_t>(role)];
}

void SemanticTree::begin_tick() {
  nodes_.clear();
  open_.clear();
  requests_at_begin_ = requests_.size();
}

NodeId SemanticTree::push(Node node) {
  const NodeId id = add(std::move(node));
  open_.push_back(id);
  return id;
}

void SemanticTree::pop() {
  if (!open_.empty()) open_.pop_back();
}

NodeId SemanticTree::add(Node node) {
  node.parent = open_.empty() ? 0 : open_.back();
  const NodeId id = node.id;
  nodes_.push_back(std::move(node));
  return id;
}

void SemanticTree::lift(NodeId id) {
  Node* const node = find(id);
  if (node == nullptr) return;
  if (const Node* const parent = find(node->parent)) node->parent = parent->parent;
}

void SemanticTree::settle_layer(NodeId id) {
  Node* const layer = find(id);
  if (layer == nullptr) return;
  for (const Node& node : nodes_) {
    if (node.id == id) return;
    if (node.role == Role::Main || node.modal) layer->parent = node.id;
  }
}

Node* SemanticTree::find(NodeId id) {
  // From the end: a widget asks for what it has just added.
  const auto found = std::find_if(nodes_.rbegin(), nodes_.rend(),
                                  [id](const Node& node) { return node.id == id; });
  return found == nodes_.rend() ? nullptr : &*found;
}

void SemanticTree::request(SemanticRequest request) {
  requests_.push_back(std::move(request));
}

bool SemanticTree::take_press(NodeId id) {
  if (requests_at_begin_ == 0) return false;
  return take(id, SemanticRequest::Kind::Press, SemanticRequest::Kind::Press).has_value();
}

bool SemanticTree::take_focus(NodeId id) {
  if (requests_at_begin_ == 0) return false;
  return take(id, SemanticRequest::Kind::Focus, SemanticRequest::Kind::Focus).has_value();
}

std::optional<SemanticRequest> SemanticTree::take_value(NodeId id) {
  if (requests_at_begin_ == 0) return std::nullopt;
  const auto next = [&] {
    return take(id, SemanticRequest::Kind::SetValue, SemanticRequest::Kind::SetSelection);
  };
  std::optional<SemanticRequest> last = next();
  while (std::optional<SemanticRequest> later = last ? next() : std::nullopt) {
    const bool only_selects = later->kind == SemanticRequest::Kind::SetSelection;
    if (only_selects && last->kind == SemanticRequest::Kind::SetValue) {
      last->selection_in_value = later->selection_in_value;
      last->selects_backward = later->selects_backward;
    } else {
      last = std::move(later);
    }
  }
  return last;
}

std::optional<SemanticRequest> SemanticTree::take_text_selection(NodeId id) {
  if (requests_at_begin_ == 0) return std::nullopt;
  return take(id, SemanticRequest::Kind::SelectText, SemanticRequest::Kind::SelectText);
}

std::optional<SemanticRequest> SemanticTree::take(NodeId id, SemanticRequest::Kind kind,
                                                  SemanticRequest::Kind other) {
  for (std::size_t i = 0; i < requests_at_begin_; ++i) {
    if (requests_[i].node != id || (requests_[i].kind != kind && requests_[i].kind != other))
      continue;
    SemanticRequest taken = std::move(requests_[i]);
    requests_.erase(requests_.begin() + static_cast<std::ptrdiff_t>(i));
    --requests_at_begin_;
    return taken;
  }
  return std::nullopt;
}

void SemanticTree::end_tick() {
  requests_.erase(requests_.begin(),
                  requests_.begin() + static_cast<std::ptrdiff_t>(requests_at_begin_));
  requests_at_begin_ = 0;
}

}  // namespace earshot::ui
