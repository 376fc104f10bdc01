#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::formats {

/// An element as ranges into its source: nothing is decoded before it is asked for.
struct XmlNode {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  Range all_in_source;         ///< with both tags
  Range name_in_source;        ///< with its prefix
  Range attributes_in_source;  ///< for `xml_attribute`
  Range content_in_source;     ///< between the tags
  std::uint32_t parent = kNone;
  std::uint32_t after = 0;  ///< the node behind this one and all below it
  bool is_closed = false;   ///< its own end tag, or "/>", ended it
  bool has_cdata = false;
};

/// The elements of an XML text in the order they begin.
///
/// Made for damaged files. An end tag closes the nearest open element of its name (prefix and case
/// do not count) with all that is open inside; one that fits none is passed over. What is open at
/// the end ends there. `closes` may end elements that never got their end tag.
class XmlTree {
 public:
  /// Whether `open` (a node of the tree, still open) ends where an element `next` begins.
  using Closes = bool (*)(const XmlTree& tree, const XmlNode& open, std::string_view next);

  /// Elements deeper than this are not in the tree; their text is in the one above. No feed or
  /// outline goes beyond a dozen, notes with unescaped HTML beyond a few dozen.
  static constexpr std::size_t kMaxDepth = 256;

  /// Keeps a reference to `source`. Linear.
  explicit XmlTree(std::string_view source, Closes closes = nullptr);

  std::string_view source() const { return source_; }
  const std::vector<XmlNode>& nodes() const { return nodes_; }
  const XmlNode& node(std::uint32_t number) const { return nodes_[number]; }

  /// Number of the first child, and of the next one of the same parent; kNone where there is none.
  std::uint32_t first_child(std::uint32_t parent) const;
  std::uint32_t next_sibling(std::uint32_t node) const;

  std::string_view name(const XmlNode& node) const { return slice(source_, node.name_in_source); }
  std::string_view local_name(const XmlNode& node) const;
  bool is_named(const XmlNode& node, std::string_view local_name) const;
  std::optional<std::string> attribute(const XmlNode& node, std::string_view name) const;
  /// The attribute's value, empty where it is missing.
  std::string value(const XmlNode& node, std::string_view name) const;

  /// The text, references decoded, tags gone, white space at the ends cut off.
  std::string text(const XmlNode& node) const;

  /// What the content says as markup: where it holds elements, these as written; else the decoded
  /// text, which may be HTML that was escaped.
  std::string markup(const XmlNode& node) const;

  bool has_children(std::uint32_t number) const { return nodes_[number].after > number + 1; }

  /// Elements that something else than their own end tag ended, in order.
  const std::vector<std::uint32_t>& unclosed() const { return unclosed_; }
  /// Elements that were open where the text ends.
  std::size_t open_at_end() const { return open_at_end_; }
  /// End tags that fit no open element, and CDATA that never ends.
  const std::vector<Range>& stray_ends() const { return stray_ends_; }
  const std::vector<Range>& broken_cdata() const { return broken_cdata_; }

 private:
  void open(std::uint32_t begin, Range name, Range attributes, std::uint32_t content_begin,
            bool is_empty);
  void close(Range all, std::string_view name);
  void close_down_to(std::size_t depth, std::uint32_t at);

  std::string_view source_;
  Closes closes_;
  std::vector<XmlNode> nodes_;
  std::vector<std::uint32_t> open_;
  std::size_t too_deep_ = 0;  ///< open elements beyond kMaxDepth
  std::vector<std::uint32_t> unclosed_;
  std::size_t open_at_end_ = 0;
  std::vector<Range> stray_ends_;
  std::vector<Range> broken_cdata_;
};

}  // namespace earshot::formats
