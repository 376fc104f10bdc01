#pragma once

#include <span>
#include <string>
#include <string_view>

#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// Reads a list of feeds: OPML 1.0 and 2.0, nested, with attributes in any case, without types, or
/// damaged; and lists in RDF (FOAF's weblogs, channels without items).
///
/// `source` is valid UTF-8. Fills `file.feeds` in the list's order: what an outline says itself,
/// then the titles of the groups it is in, outermost first. Outlines that name no address and hold
/// none are reported. Linear.
void read_opml(std::string_view source, model::ParsedFile& file, SourceMap& map);

/// Whether the text is a list of feeds.
bool looks_like_opml(std::string_view source);

/// The feeds as OPML 2.0. `read_opml` gives them back as they were, white space at the ends of
/// texts aside. Categories are an attribute; where one holds a comma, groups round the feed.
std::string write_opml(std::span<const model::FeedRef> feeds, std::string_view title = {});

}  // namespace earshot::formats
