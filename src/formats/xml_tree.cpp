#include "formats/xml_tree.h"

#include <algorithm>

#include "formats/xml_scanner.h"
#include "text/scanner.h"

// Why not pugixml: it stops at the first fault (a wrong end tag, "<3", CDATA without an end), and
// faults are what half of this reader's inputs are about. It also copies and decodes every text,
// where a feed's notes may wait until somebody asks.

namespace earshot::formats {
namespace {

/// How far up an element that forgot its end tag is looked for when the next one begins. Beyond
/// it, the end tag of the item does the same.
constexpr std::size_t kLookUp = 16;

}  // namespace

XmlTree::XmlTree(std::string_view source, Closes closes) : source_(source), closes_(closes) {
  XmlScanner scanner(source);
  for (XmlToken token = scanner.next(); token.kind != XmlTokenKind::End; token = scanner.next()) {
    switch (token.kind) {
      case XmlTokenKind::Open:
        open(token.all_in_source.begin, token.name_in_source, token.content_in_source,
             token.all_in_source.end, token.is_empty);
        break;
      case XmlTokenKind::Close:
        close(token.all_in_source, slice(source, token.name_in_source));
        break;
      case XmlTokenKind::Cdata:
        if (!open_.empty()) nodes_[open_.back()].has_cdata = true;
        if (token.is_broken) broken_cdata_.push_back(token.all_in_source);
        break;
      default:
        break;
    }
  }
  open_at_end_ = open_.size();
  close_down_to(0, static_cast<std::uint32_t>(source.size()));
}

void XmlTree::open(std::uint32_t begin, Range name, Range attributes, std::uint32_t content_begin,
                   bool is_empty) {
  if (closes_ != nullptr) {
    const std::string_view next = slice(source_, name);
    const std::size_t lowest = open_.size() > kLookUp ? open_.size() - kLookUp : 0;
    for (std::size_t depth = lowest; depth < open_.size(); ++depth) {
      if (!closes_(*this, nodes_[open_[depth]], next)) continue;
      unclosed_.push_back(open_[depth]);
      close_down_to(depth, begin);
      break;
    }
  }
  if (open_.size() == kMaxDepth) {
    if (!is_empty) ++too_deep_;
    return;
  }
  const auto number = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back({.all_in_source = {begin, content_begin},
                    .name_in_source = name,
                    .attributes_in_source = attributes,
                    .content_in_source = {content_begin, content_begin},
                    .parent = open_.empty() ? XmlNode::kNone : open_.back(),
                    .after = number + 1,
                    .is_closed = is_empty});
  if (!is_empty) open_.push_back(number);
}

void XmlTree::close(Range all, std::string_view name) {
  if (too_deep_ > 0) {
    --too_deep_;
    return;
  }
  const std::string_view local = xml_local_name(name);
  std::size_t depth = open_.size();
  while (depth > 0 && !is_named(nodes_[open_[depth - 1]], local))
    --depth;
  if (depth == 0) {
    stray_ends_.push_back(all);
    return;
  }
  if (depth < open_.size()) unclosed_.push_back(open_.back());
  const std::uint32_t closed = open_[depth - 1];
  close_down_to(depth - 1, all.begin);
  nodes_[closed].is_closed = true;
  nodes_[closed].all_in_source.end = all.end;
}

void XmlTree::close_down_to(std::size_t depth, std::uint32_t at) {
  while (open_.size() > depth) {
    XmlNode& node = nodes_[open_.back()];
    node.content_in_source.end = at;
    node.all_in_source.end = at;
    node.after = static_cast<std::uint32_t>(nodes_.size());
    open_.pop_back();
  }
  too_deep_ = 0;
}

std::uint32_t XmlTree::first_child(std::uint32_t parent) const {
  return has_children(parent) ? parent + 1 : XmlNode::kNone;
}

std::uint32_t XmlTree::next_sibling(std::uint32_t node) const {
  const std::uint32_t next = nodes_[node].after;
  const std::uint32_t parent = nodes_[node].parent;
  const std::size_t end = parent == XmlNode::kNone ? nodes_.size() : nodes_[parent].after;
  return next < end ? next : XmlNode::kNone;
}

std::string_view XmlTree::local_name(const XmlNode& node) const {
  return xml_local_name(name(node));
}

bool XmlTree::is_named(const XmlNode& node, std::string_view local) const {
  return text::equal_no_case(local_name(node), local);
}

std::optional<std::string> XmlTree::attribute(const XmlNode& node, std::string_view name) const {
  return xml_attribute(source_, node.attributes_in_source, name);
}

std::string XmlTree::value(const XmlNode& node, std::string_view name) const {
  return attribute(node, name).value_or(std::string());
}

std::string XmlTree::text(const XmlNode& node) const {
  std::string out = xml_text(source_, node.content_in_source);
  const std::string_view trimmed = text::trimmed(std::string_view(out));
  if (trimmed.size() == out.size()) return out;
  return std::string(trimmed);
}

std::string XmlTree::markup(const XmlNode& node) const {
  const bool holds_elements = node.after > static_cast<std::uint32_t>(&node - nodes_.data()) + 1;
  const std::string_view content = slice(source_, node.content_in_source);
  std::string out = holds_elements && !node.has_cdata ? std::string(content)
                                                      : xml_text(source_, node.content_in_source);
  // CDATA within CDATA, or CDATA that was escaped, leaves its marks in the text.
  constexpr std::string_view kBegin = "<![CDATA[";
  constexpr std::string_view kEnd = "]]>";
  std::string_view inner = text::trimmed(std::string_view(out));
  if (inner.starts_with(kBegin)) inner.remove_prefix(kBegin.size());
  if (inner.ends_with(kEnd)) inner.remove_suffix(kEnd.size());
  inner = text::trimmed(inner);
  return std::string(inner);
}

}  // namespace earshot::formats
