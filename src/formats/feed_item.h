#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/feed.h"
#include "formats/reporter.h"

namespace earshot::formats {

/// What the readers of a feed's parts share.
struct FeedContext {
  const FeedEnvelope& feed;
  Reporter& report;
  SourceMap& map;
  std::vector<std::string>& boilerplate;
  std::string base;  ///< address that relative ones in this part count from
};

/// An element of a part of a feed, and what it is.
struct FeedPart {
  const XmlNode* node = nullptr;
  std::uint32_t number = 0;
  FeedField field = FeedField::None;
};

/// The fields of a show or an item: its children; then, where one of these never ended, what it
/// swallowed.
std::vector<FeedPart> feed_parts(const FeedEnvelope& feed, std::uint32_t parent);

/// Keeps the text of an element that no field has a place for: it becomes boilerplate.
void keep_as_boilerplate(const FeedContext& context, const XmlNode& node);

/// Keeps a text that says more than `told` as boilerplate.
void keep_if_new(const FeedContext& context, const std::string& value, std::string_view told);

/// Puts a value into an empty field; where the field says something else already, the value becomes
/// boilerplate.
void fill_or_keep(const FeedContext& context, std::string value, std::string& field);

/// Keeps the text of the children that no vocabulary knows, and of those that tell of other feeds.
void keep_unknown_parts(const FeedContext& context, std::uint32_t parent);

/// Reads one item.
model::Episode read_feed_item(const FeedContext& context, std::uint32_t item);

/// Podcasting 2.0's elements, alike in a show and in an episode.
model::Person read_person(const FeedContext& context, const XmlNode& node);
model::License read_license(const FeedContext& context, const XmlNode& node);
model::Location read_location(const FeedContext& context, const XmlNode& node);
model::Explicit read_explicit(std::string_view text);

/// An element's text in one line: tags of HTML gone, references that were escaped twice decoded.
std::string line_of(const XmlTree& tree, const XmlNode& node);
std::string line_of_markup(std::string markup);

/// Texts of paragraphs: as above, with lines kept.
std::string plain_of_markup(std::string_view markup);

/// An address in the context's part; `xml:base` of the element itself counts.
std::string address_in(const FeedContext& context, const XmlNode& node, std::string_view address);

/// An image: the attribute "href" or "url", a child "url", or its text.
std::string image_in(const FeedContext& context, const FeedPart& part);

/// Adds the names of a category and of those below it, each once.
void add_categories(const FeedContext& context, const FeedPart& part,
                    std::vector<std::string>& categories);

/// A person's name, of an element with a text or with children "name" and "email".
std::string author_in(const FeedContext& context, const FeedPart& part);

/// The first number in a text, -1 where there is none.
std::int32_t number_in(std::string_view text);

}  // namespace earshot::formats
