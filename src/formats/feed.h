#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "formats/feed_names.h"
#include "formats/source_map.h"
#include "formats/xml_tree.h"
#include "model/episode.h"

namespace earshot::formats {

/// Reads a feed: RSS 0.9 to 2.0 with the iTunes, Podcasting 2.0, Media RSS, Podlove and Dublin Core
/// vocabularies, or Atom; damaged ones as far as they go.
///
/// `source` is valid UTF-8. Fills `file.show`, `file.episodes` in the feed's order and `file.live`.
/// Fields that mean the same fill each other's gaps. Notes are the richest of an item's texts; what
/// the others say beyond them is the summary. Addresses are made absolute by xml:base or the
/// channel's link. Nothing is loaded and no entity expanded. Linear.
void read_feed(std::string_view source, model::ParsedFile& file, SourceMap& map);

/// Whether the text is a feed: its first element is one of a feed's, or one stands behind at most a
/// little text that is not markup (a server's warning). A page in HTML is none.
bool looks_like_feed(std::string_view source);

/// Whether a feed is Atom rather than RSS.
bool is_atom_feed(std::string_view source);

/// A feed as ranges: its parts are told apart, nothing is decoded. `read_feed` begins with it.
struct FeedEnvelope {
  explicit FeedEnvelope(std::string_view source);

  XmlTree tree;
  FeedNames names;
  std::uint32_t root = XmlNode::kNone;
  std::uint32_t channel = XmlNode::kNone;  ///< the element with the show's fields
  std::vector<std::uint32_t> items;
  std::vector<std::uint32_t> live_items;
};

}  // namespace earshot::formats
