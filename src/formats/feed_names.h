#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "formats/xml_tree.h"

namespace earshot::formats {

/// What an element of a feed is, whatever vocabulary names it so.
enum class FeedField : std::uint8_t {
  None,
  Title,
  OtherTitle,
  Link,
  Guid,
  PodcastGuid,
  Description,
  Encoded,
  Content,
  Summary,
  Subtitle,
  Date,
  Updated,
  Author,
  OtherAuthor,
  Editor,
  Category,
  OtherCategory,
  Keywords,
  Enclosure,
  AlternateEnclosure,
  MediaContent,
  MediaGroup,
  Thumbnail,
  Credit,
  Image,
  ImageHref,
  Logo,
  Duration,
  Explicit,
  Episode,
  Season,
  EpisodeType,
  ShowType,
  Language,
  Copyright,
  Owner,
  Transcript,
  Chapters,
  Person,
  Location,
  License,
  Soundbite,
  Trailer,
  Podroll,
  LiveItem,
  Medium,
  Funding,
  NewAddress,
  TotalResults,
  Source,
  TextInput,
  Item,
};

/// The vocabularies that a feed uses, by its declarations, and where these are wrong or missing by
/// the prefixes that everybody uses.
class FeedNames {
 public:
  explicit FeedNames(const XmlTree& tree);

  FeedField field(const XmlNode& node) const;

  /// Prefixes that are used in the first elements and not declared, or not as the vocabulary they
  /// are known for.
  const std::map<std::string, std::string, std::less<>>& wrong_prefixes() const { return wrong_; }

 private:
  enum class Space : std::uint8_t {
    Core,
    Itunes,
    Podcast,
    Content,
    Media,
    Podlove,
    Dublin,
    Google,
    Search,
    Other
  };
  struct Known;

  static Space space_of_address(std::string_view address);
  static Space space_of_prefix(std::string_view prefix);
  Space space(std::string_view prefix) const;

  const XmlTree& tree_;
  std::map<std::string, Space, std::less<>> declared_;
  std::map<std::string, std::string, std::less<>> wrong_;
};

/// The field by an element's name alone, its prefix taken as everybody uses it.
FeedField usual_field(std::string_view name);

/// For XmlTree: a feed's elements that forget their end tags end where the next one begins.
bool ends_feed_element(const XmlTree& tree, const XmlNode& open, std::string_view next);

}  // namespace earshot::formats
