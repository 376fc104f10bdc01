#include "formats/feed_names.h"

#include <algorithm>
#include <array>

#include "formats/xml_scanner.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Declarations stand on a feed's first elements; some tools repeat them on every item.
constexpr std::size_t kNodesToLookAt = 4'096;

constexpr std::size_t kLongestName = 24;

/// One bit for each Space; kAny also takes the name without a prefix or with an unknown one.
enum : std::uint16_t {
  kCore = 1U << 0U,
  kItunes = 1U << 1U,
  kPodcast = 1U << 2U,
  kContent = 1U << 3U,
  kMedia = 1U << 4U,
  kPodlove = 1U << 5U,
  kDublin = 1U << 6U,
  kGoogle = 1U << 7U,
  kSearch = 1U << 8U,
  kOther = 1U << 9U,
  kAny = 0x3FFU,
};

struct Name {
  std::string_view local;  ///< lower case
  std::uint16_t spaces;
  FeedField field;
};

using enum FeedField;

// In the order of the names, for binary search.
constexpr auto kNames = std::to_array<Name>({
    {"alternateenclosure", kAny, AlternateEnclosure},
    {"author", kCore, Author},
    {"author", kItunes | kGoogle | kMedia | kOther | kPodcast, OtherAuthor},
    {"category", kCore | kDublin | kMedia | kOther, Category},
    {"category", kItunes | kGoogle, OtherCategory},
    {"chapters", kAny, Chapters},
    {"content", kCore | kOther, Content},
    {"content", kMedia, MediaContent},
    {"copyright", kCore | kMedia, Copyright},
    {"created", kCore, Date},
    {"creator", kAny, OtherAuthor},
    {"credit", kMedia, Credit},
    {"date", kDublin | kCore, Date},
    {"description", kCore, Description},
    {"description", kItunes | kGoogle | kMedia | kDublin, Summary},
    {"duration", kAny, Duration},
    {"enclosure", kAny, Enclosure},
    {"encoded", kAny, Encoded},
    {"entry", kCore, Item},
    {"episode", kAny, Episode},
    {"episodetype", kAny, EpisodeType},
    {"explicit", kAny, Explicit},
    {"funding", kAny, Funding},
    {"group", kMedia, MediaGroup},
    {"guid", kCore | kOther | kDublin, Guid},
    {"guid", kPodcast, PodcastGuid},
    {"icon", kCore, Logo},
    {"id", kCore, Guid},
    {"identifier", kDublin, Guid},
    {"image", kCore, Image},
    {"image", kItunes | kGoogle | kPodcast | kOther, ImageHref},
    {"issued", kAny, Date},
    {"item", kCore | kOther, Item},
    {"keywords", kAny, Keywords},
    {"language", kAny, Language},
    {"lastbuilddate", kAny, Updated},
    {"license", kPodcast | kCore, License},
    {"link", kCore, Link},
    {"liveitem", kAny, LiveItem},
    {"location", kPodcast | kCore, Location},
    {"logo", kCore, Logo},
    {"managingeditor", kCore, Editor},
    {"medium", kPodcast | kCore, Medium},
    {"modified", kAny, Updated},
    {"new-feed-url", kAny, NewAddress},
    {"owner", kAny, Owner},
    {"person", kPodcast | kCore | kOther, Person},
    {"podroll", kAny, Podroll},
    {"pubdate", kAny, Date},
    {"published", kAny, Date},
    {"rights", kAny, Copyright},
    {"season", kAny, Season},
    {"soundbite", kAny, Soundbite},
    {"source", kCore, Source},
    {"subject", kDublin, Category},
    {"subtitle", kAny, Subtitle},
    {"summary", kAny, Summary},
    {"tagline", kAny, Subtitle},
    {"textinput", kCore, TextInput},
    {"thumbnail", kMedia | kOther, Thumbnail},
    {"title", kCore, Title},
    {"title", kItunes | kGoogle | kMedia | kDublin, OtherTitle},
    {"totalresults", kAny, TotalResults},
    {"trailer", kPodcast | kCore | kOther, Trailer},
    {"transcript", kAny, Transcript},
    {"type", kItunes, ShowType},
    {"updated", kAny, Updated},
});
static_assert(std::ranges::is_sorted(kNames, {}, &Name::local));

FeedField look_up(std::string_view local, std::uint16_t space) {
  if (local.size() > kLongestName) return None;
  std::array<char, kLongestName> lower{};
  std::ranges::transform(local, lower.begin(), text::to_lower);
  const auto [begin, end] = std::ranges::equal_range(
      kNames, std::string_view(lower.data(), local.size()), {}, &Name::local);
  for (auto name = begin; name != end; ++name) {
    if ((name->spaces & space) != 0) return name->field;
  }
  return None;
}

/// Letters and digits of an address, so that "http" and "https", "www.", a slash or a capital more
/// or less make no other vocabulary.
std::string solid(std::string_view address) {
  std::string out;
  for (const char c : address) {
    if (text::is_letter(c) || text::is_digit(c)) out += text::to_lower(c);
  }
  return out;
}

bool is_short_text(FeedField field) {
  switch (field) {
    case Title:
    case OtherTitle:
    case Link:
    case Guid:
    case PodcastGuid:
    case Date:
    case Updated:
    case OtherAuthor:
    case Editor:
    case Keywords:
    case Enclosure:
    case Thumbnail:
    case ImageHref:
    case Duration:
    case Explicit:
    case Episode:
    case Season:
    case EpisodeType:
    case ShowType:
    case Language:
    case Transcript:
    case Person:
    case Location:
    case License:
    case Soundbite:
    case Trailer:
    case Medium:
    case Funding:
    case NewAddress:
      return true;
    default:
      return false;
  }
}

bool is_long_text(FeedField field) {
  return field == Description || field == Encoded || field == Content || field == Summary ||
         field == Subtitle;
}

}  // namespace

FeedNames::Space FeedNames::space_of_address(std::string_view address) {
  const std::string key = solid(address);
  const auto holds = [&](std::string_view part) { return key.contains(part); };
  if (holds("w3org2005atom") || holds("purlorgatom") ||
      (holds("purlorgrss10") && !holds("modules")) || holds("backendusserlandcomrss") ||
      holds("netscapecom") || holds("22rdfsyntaxns")) {
    return Space::Core;
  }
  if (holds("itunes")) return Space::Itunes;
  if (holds("podcastindex") || holds("podcastnamespace")) return Space::Podcast;
  if (holds("modulescontent")) return Space::Content;
  if (holds("mrss") || holds("modulesmedia")) return Space::Media;
  if (holds("simplechapters")) return Space::Podlove;
  if (holds("purlorgdc")) return Space::Dublin;
  if (holds("googlecomschemasplaypodcasts")) return Space::Google;
  if (holds("opensearch")) return Space::Search;
  return Space::Other;
}

FeedNames::Space FeedNames::space_of_prefix(std::string_view prefix) {
  struct Usual {
    std::string_view prefix;
    Space space;
  };
  constexpr auto kUsual = std::to_array<Usual>({{"", Space::Core},
                                                {"rss", Space::Core},
                                                {"atom", Space::Core},
                                                {"a10", Space::Core},
                                                {"atom10", Space::Core},
                                                {"rdf", Space::Core},
                                                {"itunes", Space::Itunes},
                                                {"podcast", Space::Podcast},
                                                {"content", Space::Content},
                                                {"media", Space::Media},
                                                {"psc", Space::Podlove},
                                                {"sc", Space::Podlove},
                                                {"dc", Space::Dublin},
                                                {"dcterms", Space::Dublin},
                                                {"googleplay", Space::Google},
                                                {"opensearch", Space::Search}});
  for (const Usual& usual : kUsual) {
    if (text::equal_no_case(usual.prefix, prefix)) return usual.space;
  }
  return Space::Other;
}

FeedNames::FeedNames(const XmlTree& tree) : tree_(tree) {
  const std::size_t count = std::min(tree.nodes().size(), kNodesToLookAt);
  for (std::size_t i = 0; i < count; ++i) {
    const XmlNode& node = tree.nodes()[i];
    if (!slice(tree.source(), node.attributes_in_source).contains("xmlns:")) continue;
    XmlAttributes attributes(tree.source(), node.attributes_in_source);
    while (const auto attribute = attributes.next()) {
      const std::string_view name = slice(tree.source(), attribute->name_in_source);
      if (!text::starts_with_no_case(name, "xmlns:")) continue;
      const std::string_view prefix = name.substr(6);
      const std::string_view address = slice(tree.source(), attribute->value_in_source);
      const Space by_address = space_of_address(address);
      const Space by_prefix = space_of_prefix(prefix);
      // An address that nobody knows is a wrong one where the prefix is a known one.
      if (by_address != Space::Other) {
        declared_.emplace(prefix, by_address);
      } else if (by_prefix != Space::Other) {
        wrong_.emplace(prefix, address);
        declared_.emplace(prefix, by_prefix);
      }
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view prefix = xml_prefix(tree.name(tree.nodes()[i]));
    if (prefix.empty() || declared_.contains(prefix) || space_of_prefix(prefix) == Space::Other) {
      continue;
    }
    wrong_.emplace(prefix, "");
  }
}

FeedNames::Space FeedNames::space(std::string_view prefix) const {
  if (prefix.empty()) return Space::Core;
  const auto found = declared_.find(prefix);
  return found != declared_.end() ? found->second : space_of_prefix(prefix);
}

FeedField FeedNames::field(const XmlNode& node) const {
  const std::string_view name = tree_.name(node);
  const auto bit = static_cast<std::uint16_t>(1U << static_cast<unsigned>(space(xml_prefix(name))));
  return look_up(xml_local_name(name), bit);
}

FeedField usual_field(std::string_view name) {
  const std::string_view prefix = xml_prefix(name);
  std::uint16_t spaces = kOther;
  if (prefix.empty() || text::equal_no_case(prefix, "atom")) spaces = kCore;
  if (text::equal_no_case(prefix, "itunes")) spaces = kItunes;
  if (text::equal_no_case(prefix, "podcast")) spaces = kPodcast;
  if (text::equal_no_case(prefix, "content")) spaces = kContent;
  if (text::equal_no_case(prefix, "media")) spaces = kMedia;
  if (text::equal_no_case(prefix, "dc")) spaces = kDublin;
  if (text::equal_no_case(prefix, "googleplay")) spaces = kGoogle;
  return look_up(xml_local_name(name), spaces);
}

bool ends_feed_element(const XmlTree& tree, const XmlNode& open, std::string_view next) {
  const FeedField field = usual_field(tree.name(open));
  if (field == None) return false;
  const FeedField following = usual_field(next);
  const bool is_text = is_short_text(field) || is_long_text(field);
  if (following == Item) return field == Item || is_text;
  if (!is_text || following == None) return false;
  // Notes may hold HTML as it is, whose elements have no prefix and few of a feed's names.
  if (!xml_prefix(next).empty()) return true;
  if (is_short_text(field)) return true;
  return following == Date || following == Guid || following == Enclosure || following == Updated;
}

}  // namespace earshot::formats
