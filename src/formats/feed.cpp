#include "formats/feed.h"

#include <algorithm>
#include <map>

#include "formats/feed_dates.h"
#include "formats/feed_item.h"
#include "formats/urls.h"
#include "formats/xml_scanner.h"
#include "text/scanner.h"

// A feed is read in two steps. The envelope cuts it into elements (`XmlTree`), without decoding a
// text: that is all the damage there can be. Then each part picks its fields by what they mean
// (`FeedNames`), whatever vocabulary they come from.

namespace earshot::formats {
namespace {

/// Where a root element is looked for, and how much of that may be text that is no markup.
constexpr std::size_t kRootBytes = 64 * 1024;
constexpr std::size_t kMostForeignText = 4'096;

/// Reports of one kind before they are left to a count.
constexpr std::size_t kMostOfAKind = 10;

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::any_of(names,
                             [&](std::string_view one) { return text::equal_no_case(one, name); });
}

/// Whether an element that begins at `begin` and is called so is the beginning of a feed.
bool begins_feed(std::string_view source, const XmlToken& token) {
  const std::string_view name = slice(source, token.name_in_source);
  const std::string_view local = xml_local_name(name);
  const std::string_view prefix = xml_prefix(name);
  const std::string_view rest = source.substr(token.all_in_source.begin, kRootBytes);
  const auto holds = [&](std::string_view part) { return rest.contains(part); };
  if (is_any_of(local, {"rss"})) return true;
  if (is_any_of(local, {"rdf"})) {
    // People's lists of weblogs (FOAF, outlines) name channels and hold no items.
    if ((holds("foaf") || holds("<outline")) && !holds("<item")) return false;
    return holds("rss") || holds("<channel") || holds("<item ");
  }
  if (is_any_of(local, {"channel", "item"})) {
    return prefix.empty() && (holds("<title") || holds("<enclosure") || holds("<guid"));
  }
  if (is_any_of(local, {"feed", "entry"})) {
    return slice(source, token.content_in_source).contains("Atom") || holds("<entry") ||
           holds("<updated") || holds("<title");
  }
  return false;
}

/// Where the feed's first element begins; the source's size where there is none.
std::size_t feed_begin(std::string_view source) {
  XmlScanner scanner(source);
  std::size_t foreign = 0;
  for (XmlToken token = scanner.next(); token.kind != XmlTokenKind::End; token = scanner.next()) {
    if (token.all_in_source.begin > kRootBytes || foreign > kMostForeignText) break;
    const std::string_view all = slice(source, token.all_in_source);
    if (token.kind == XmlTokenKind::Text) {
      if (all.contains("```")) break;  // a feed shown as code is none
      foreign += text::trimmed(all).size();
    }
    if (token.kind == XmlTokenKind::Other && text::starts_with_no_case(all, "<!doctype html"))
      break;
    if (token.kind != XmlTokenKind::Open) continue;
    if (begins_feed(source, token)) return token.all_in_source.begin;
    const std::string_view name = xml_local_name(slice(source, token.name_in_source));
    // What a server's warning is written with may come before a feed; other documents may not.
    if (!is_any_of(name, {"b", "br", "p", "div", "pre", "i", "a", "font", "hr", "span"})) break;
  }
  return source.size();
}

class FeedReader {
 public:
  FeedReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : source_(source), file_(file), map_(map), report_(source, file), feed_(source) {}

  void read() {
    file_.kind = model::FileKind::Feed;
    file_.format = is_atom_feed(source_) ? model::Format::Atom : model::Format::Rss;
    report_beginning();
    report_names();
    std::string base = base_of(feed_.root, "");
    base = base_of(feed_.channel, base);
    read_show(base);
    // Relative addresses count from xml:base, else from the show's page.
    if (base.empty()) base = file_.show->link;
    for (const std::uint32_t item : feed_.items)
      file_.episodes.push_back(read_feed_item(context(base_of(item, base)), item));
    for (const std::uint32_t item : feed_.live_items) {
      file_.live.push_back(read_feed_item(context(base_of(item, base)), item));
      file_.live.back().type = feed_.tree.value(feed_.tree.node(item), "status");
    }
    report_guids();
    report_damage();
    if (file_.episodes.empty()) {
      report_.add(Severity::Warning, "no-episodes", "The feed names no episode.", {0, 0});
    }
  }

 private:
  FeedContext context(std::string base) {
    return {.feed = feed_,
            .report = report_,
            .map = map_,
            .boilerplate = file_.boilerplate,
            .base = std::move(base)};
  }

  std::string base_of(std::uint32_t node, const std::string& outer) const {
    if (node == XmlNode::kNone) return outer;
    const XmlNode& element = feed_.tree.node(node);
    if (!slice(source_, element.attributes_in_source).contains("base")) return outer;
    const auto base = feed_.tree.attribute(element, "base");
    return base ? resolve_url(outer, *base) : outer;
  }

  void read_show(const std::string& base) {
    file_.show.emplace();
    if (feed_.channel == XmlNode::kNone) return;
    const std::vector<FeedPart> parts = feed_parts(feed_, feed_.channel);
    for (const FeedPart& part : parts)
      read_show_part(context(base), part);
    keep_unknown_parts(context(base), feed_.channel);
    model::Show& show = *file_.show;
    for (std::string& title : other_titles_)
      fill_or_keep(context(base), std::move(title), show.title);
    fill_or_keep(context(base), std::move(other_author_), show.author);
    fill_or_keep(context(base), std::move(editor_), show.author);
    for (std::string& description : other_descriptions_)
      fill_or_keep(context(base), std::move(description), show.description);
    if (show.image.empty()) show.image = std::move(logo_);
    if (show.link.empty()) show.link = std::move(other_link_);
    if (show.language.empty()) {
      show.language = feed_.tree.value(feed_.tree.node(feed_.root), "lang");
    }
    show.link = resolve_url(base.empty() ? show.feed : base, show.link);
    if (base.empty()) show.image = resolve_url(show.link, show.image);
    for (std::string& category : other_categories_) {
      if (std::ranges::find(show.categories, category) == show.categories.end()) {
        show.categories.push_back(std::move(category));
      }
    }
    if (show.title.empty()) {
      report_.add(Severity::Warning, "missing-title", "The feed has no title.",
                  feed_.tree.node(feed_.channel).name_in_source);
    }
    file_.language = show.language;
  }

  void fill(std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  }

  void read_show_part(const FeedContext& context, const FeedPart& part) {
    model::Show& show = *file_.show;
    const XmlTree& tree = feed_.tree;
    const XmlNode& node = *part.node;
    const auto take = [&](std::string_view field) { map_.add(node.content_in_source, field); };
    switch (part.field) {
      case FeedField::Title:
        fill_or_keep(context, line_of(tree, node), show.title);
        return take("show.title");
      case FeedField::OtherTitle:
        other_titles_.push_back(line_of(tree, node));
        return;
      case FeedField::Link:
        return read_link(context, node);
      case FeedField::Description:
        fill_or_keep(context, plain_of_markup(tree.markup(node)), show.description);
        return take("show.description");
      case FeedField::Encoded:
      case FeedField::Summary:
      case FeedField::Subtitle:
        other_descriptions_.push_back(plain_of_markup(tree.markup(node)));
        return take("show.description");
      case FeedField::PodcastGuid:
        return fill(show.guid, tree.text(node));
      case FeedField::Guid:
        // Atom's id of the feed is what RSS has no word for.
        return fill(show.guid, file_.format == model::Format::Atom ? tree.text(node) : "");
      case FeedField::OtherAuthor:
        return fill_or_keep(context, author_in(context, part), show.author);
      case FeedField::Author:
        return fill_or_keep(context, author_in(context, part), other_author_);
      case FeedField::Editor:
        return fill(editor_, line_of(tree, node));
      case FeedField::Owner:
        keep_as_boilerplate(context, node);  // the name is shown, the address is not
        return fill(show.owner, author_in(context, part));
      case FeedField::ImageHref:
        return fill(show.image, image_in(context, part));
      case FeedField::Image:
      case FeedField::Logo:
      case FeedField::Thumbnail:
        return fill(logo_, image_in(context, part));
      case FeedField::OtherCategory:
        return add_categories(context, part, show.categories);
      case FeedField::Category:
        return add_categories(context, part, other_categories_);
      case FeedField::Language:
        return fill(show.language, tree.text(node));
      default:
        return read_show_extra(context, part);
    }
  }

  void read_show_extra(const FeedContext& context, const FeedPart& part) {
    model::Show& show = *file_.show;
    const XmlTree& tree = feed_.tree;
    const XmlNode& node = *part.node;
    switch (part.field) {
      case FeedField::ShowType:
        return fill(show.type, tree.text(node));
      case FeedField::Copyright:
        return fill(show.copyright, line_of(tree, node));
      case FeedField::Medium:
        return fill(show.medium, tree.text(node));
      case FeedField::NewAddress:
        show.feed = tree.text(node);
        return;
      case FeedField::Explicit:
        if (show.is_explicit == model::Explicit::Unknown) {
          show.is_explicit = read_explicit(tree.text(node));
        }
        return;
      case FeedField::License:
        show.license = read_license(context, node);
        return;
      case FeedField::Location:
        show.locations.push_back(read_location(context, node));
        return;
      case FeedField::Person:
        show.persons.push_back(read_person(context, node));
        return;
      case FeedField::Funding:
        show.funding.push_back(
            {line_of(tree, node), address_in(context, node, tree.value(node, "url"))});
        return;
      case FeedField::Trailer:
        return read_trailer(context, node);
      case FeedField::Podroll:
        return read_podroll(part);
      case FeedField::TotalResults:
        show.declared_episodes = number_in(tree.text(node));
        return;
      case FeedField::MediaGroup:
        return;
      default:
        return keep_as_boilerplate(context, node);
    }
  }

  /// RSS writes the address as text, Atom as an attribute, with what it is for.
  void read_link(const FeedContext& context, const XmlNode& node) {
    const XmlTree& tree = feed_.tree;
    const std::string rel = tree.value(node, "rel");
    const std::optional<std::string> href = tree.attribute(node, "href");
    if (text::equal_no_case(rel, "self"))
      return fill(file_.show->feed, address_in(context, node, href.value_or("")));
    if (!href) {
      fill(file_.show->link, tree.text(node));
      map_.add(node.content_in_source, "show.link");
    } else if (rel.empty() || text::equal_no_case(rel, "alternate")) {
      fill(other_link_, *href);
    }
  }

  void read_trailer(const FeedContext& context, const XmlNode& node) {
    const XmlTree& tree = feed_.tree;
    model::Trailer trailer;
    trailer.title = line_of(tree, node);
    trailer.url = address_in(context, node, tree.value(node, "url"));
    trailer.type = tree.value(node, "type");
    trailer.length = text::decimal_value(tree.value(node, "length")).value_or(-1);
    trailer.season = number_in(tree.value(node, "season"));
    if (const auto date = read_feed_date(tree.value(node, "pubdate"))) trailer.date = date->date;
    file_.show->trailers.push_back(std::move(trailer));
  }

  void read_podroll(const FeedPart& part) {
    const XmlTree& tree = feed_.tree;
    for (std::uint32_t child = tree.first_child(part.number); child != XmlNode::kNone;
         child = tree.next_sibling(child)) {
      const XmlNode& node = tree.node(child);
      if (!tree.is_named(node, "remoteItem")) continue;
      file_.show->podroll.push_back({.title = tree.value(node, "title"),
                                     .guid = tree.value(node, "feedGuid"),
                                     .url = tree.value(node, "feedUrl")});
    }
  }

  void report_beginning() {
    if (feed_.root == XmlNode::kNone) return;
    const std::uint32_t begin = feed_.tree.node(feed_.root).all_in_source.begin;
    XmlScanner scanner(source_.substr(0, begin));
    for (XmlToken token = scanner.next(); token.kind != XmlTokenKind::End; token = scanner.next()) {
      const std::string_view all = slice(source_, token.all_in_source);
      if (token.kind == XmlTokenKind::Other) {
        if (all.contains("<!ENTITY")) {
          report_.add(Severity::Warning, "entity-declaration",
                      "The feed defines entities of its own; they are not expanded.",
                      token.all_in_source);
        }
        continue;
      }
      if (text::is_blank(all)) continue;
      report_.add(Severity::Warning, "text-before-feed",
                  "Text that is no part of the feed comes before it.", token.all_in_source);
      return;
    }
  }

  void report_names() {
    for (const auto& [prefix, address] : feed_.names.wrong_prefixes()) {
      const std::size_t at = source_.find(address.empty() ? prefix + ":" : "xmlns:" + prefix);
      const auto begin = static_cast<std::uint32_t>(std::min(at, source_.size()));
      const std::string message =
          address.empty() ? "The prefix \"" + prefix + "\" is not declared; it is taken as usual."
                          : "The prefix \"" + prefix +
                                "\" is declared with an address that nobody knows; it is taken as "
                                "usual.";
      report_.add(Severity::Note, address.empty() ? "undeclared-prefix" : "unknown-namespace",
                  message, {begin, begin + static_cast<std::uint32_t>(prefix.size())});
    }
  }

  void report_guids() {
    std::map<std::string_view, std::size_t> known;
    std::size_t missing = 0;
    std::size_t first_missing = 0;
    std::size_t reported = 0;
    for (std::size_t i = 0; i < file_.episodes.size(); ++i) {
      const std::string& guid = file_.episodes[i].guid;
      if (guid.empty()) {
        if (missing++ == 0) first_missing = i;
      } else if (!known.emplace(guid, i).second && reported++ < kMostOfAKind) {
        report_.add(Severity::Warning, "duplicate-guid",
                    "Another episode of the feed has the same guid.",
                    feed_.tree.node(feed_.items[i]).name_in_source);
      }
    }
    if (missing == 0) return;
    report_.add(Severity::Note, "missing-guid",
                missing == 1 ? "An episode has no guid."
                             : std::to_string(missing) + " episodes have no guid.",
                feed_.tree.node(feed_.items[first_missing]).name_in_source);
  }

  void report_damage() {
    for (const Range range : feed_.tree.broken_cdata()) {
      report_.add(Severity::Warning, "broken-cdata",
                  "A CDATA section has no end; it was ended where its element ends.", range);
    }
    std::size_t reported = 0;
    for (const std::uint32_t node : feed_.tree.unclosed()) {
      const XmlNode& element = feed_.tree.node(node);
      if (usual_field(feed_.tree.name(element)) == FeedField::None) continue;
      if (reported++ == kMostOfAKind) break;
      report_.add(Severity::Warning, "unclosed-element",
                  "An element has no end tag; it was ended where the next one begins.",
                  {element.name_in_source.begin, element.content_in_source.begin});
    }
    reported = 0;
    for (const Range range : feed_.tree.stray_ends()) {
      if (usual_field(xml_local_name(tag_name(range))) == FeedField::None) continue;
      if (reported++ == kMostOfAKind) break;
      report_.add(Severity::Note, "stray-end-tag", "An end tag fits no element that is open.",
                  range);
    }
    if (feed_.tree.open_at_end() > 0) {
      const auto end = static_cast<std::uint32_t>(source_.size());
      const std::uint32_t begin = end > 80 ? end - 80 : 0;
      report_.add(Severity::Warning, "cut-off",
                  "The feed stops in the middle; what there is of it was read.",
                  {static_cast<std::uint32_t>(start_of_character(begin)), end});
    }
  }

  std::string_view tag_name(Range tag) const {
    std::string_view name = slice(source_, tag);
    name.remove_prefix(std::min<std::size_t>(name.size(), 2));
    return name.substr(0, name.find_first_of("> \t\r\n"));
  }

  std::size_t start_of_character(std::size_t at) const {
    while (at < source_.size() && (static_cast<unsigned char>(source_[at]) & 0xC0U) == 0x80U)
      ++at;
    return at;
  }

  std::string_view source_;
  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter report_;
  FeedEnvelope feed_;
  std::vector<std::string> other_titles_;
  std::string other_author_;
  std::string editor_;
  std::vector<std::string> other_descriptions_;
  std::string logo_;
  std::string other_link_;
  std::vector<std::string> other_categories_;
};

}  // namespace

FeedEnvelope::FeedEnvelope(std::string_view source) : tree(source, ends_feed_element), names(tree) {
  const std::size_t begin = feed_begin(source);
  for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
    const XmlNode& node = tree.node(i);
    if (root == XmlNode::kNone && node.all_in_source.begin >= begin) root = i;
    if (channel == XmlNode::kNone && i == root && tree.is_named(node, "feed")) channel = i;
    if (channel == XmlNode::kNone && tree.is_named(node, "channel")) channel = i;
    const FeedField field = names.field(node);
    // RSS 1.0 lists its items in the channel as addresses (rdf:li); they have no names of items.
    if (field != FeedField::Item && field != FeedField::LiveItem) continue;
    (field == FeedField::Item ? items : live_items).push_back(i);
    // What an item holds is its own; a damaged one may have swallowed others, but `tree` ends it.
    i = node.after - 1;
  }
}

void read_feed(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  FeedReader(source, file, map).read();
}

bool is_atom_feed(std::string_view source) {
  XmlScanner scanner(source, static_cast<std::uint32_t>(feed_begin(source)));
  const XmlToken root = scanner.next();
  return root.kind == XmlTokenKind::Open &&
         is_any_of(xml_local_name(slice(source, root.name_in_source)), {"feed", "entry"});
}

bool looks_like_feed(std::string_view source) {
  return feed_begin(source) < source.size();
}

}  // namespace earshot::formats
