#include "formats/opml.h"

#include <algorithm>

#include "formats/entities.h"
#include "formats/reporter.h"
#include "formats/same_text.h"
#include "formats/xml_scanner.h"
#include "formats/xml_tree.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::size_t kLookAtBytes = 64 * 1024;

bool contains_no_case(std::string_view text, std::string_view part) {
  return !std::ranges::search(text, part, [](char a, char b) {
            return text::to_lower(a) == text::to_lower(b);
          }).empty();
}

bool has_address(std::string_view source, const XmlNode& node) {
  return contains_no_case(slice(source, node.attributes_in_source), "xmlurl");
}

/// A feed's outline holds nothing: one that is still open when another begins forgot its "/".
bool ends_outline(const XmlTree& tree, const XmlNode& open, std::string_view next) {
  return text::equal_no_case(xml_local_name(next), "outline") && tree.is_named(open, "outline") &&
         has_address(tree.source(), open);
}

class OpmlReader {
 public:
  OpmlReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : source_(source),
        file_(file),
        map_(map),
        report_(source, file),
        tree_(source, ends_outline) {}

  void read() {
    file_.kind = model::FileKind::Opml;
    file_.format = model::Format::Opml;
    for (std::uint32_t i = 0; i < tree_.nodes().size(); ++i) {
      while (!groups_.empty() && groups_.back().after <= i)
        groups_.pop_back();
      const XmlNode& node = tree_.node(i);
      if (tree_.is_named(node, "outline")) read_outline(i, node);
      if (tree_.is_named(node, "channel")) read_channel(i, node);
      const bool is_of_list = node.parent != XmlNode::kNone &&
                              tree_.is_named(tree_.node(node.parent), "head") &&
                              (tree_.is_named(node, "title") || tree_.is_named(node, "ownerName"));
      if (is_of_list) keep(tree_.text(node), {});
    }
    report_damage();
    if (file_.feeds.empty()) {
      report_.add(Severity::Warning, "no-feeds", "The list names no feed.", {0, 0});
    }
  }

 private:
  struct Group {
    std::string title;
    std::uint32_t after = 0;
  };

  std::string first_value(const XmlNode& node, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
      if (std::string value = tree_.value(node, name); !value.empty()) return value;
    }
    return {};
  }

  void read_outline(std::uint32_t number, const XmlNode& node) {
    model::FeedRef feed;
    feed.title = first_value(node, {"title", "text"});
    feed.url = first_value(node, {"xmlUrl", "feedUrl", "rssUrl", "rss"});
    feed.html_url = first_value(node, {"htmlUrl", "siteUrl"});
    const std::string type = tree_.value(node, "type");
    // "url" is the feed's where nothing says that it is a page or another list.
    const bool may_be_link = text::equal_no_case(type, "link") ||
                             text::equal_no_case(type, "include") || tree_.has_children(number);
    if (feed.url.empty() && !may_be_link) feed.url = tree_.value(node, "url");
    if (feed.url.empty()) {
      if (tree_.has_children(number)) {
        if (groups_.size() < kMostGroups) groups_.push_back({std::move(feed.title), node.after});
      } else if (!feed.title.empty()) {
        report_.add(Severity::Note, "outline-without-address",
                    "The entry names no address of a feed; it is left out.", node.all_in_source);
        map_.add(node.all_in_source, "unread");
      }
      return;
    }
    keep(tree_.value(node, "text"), feed.title);
    for (const std::string_view name : {"description", "summary", "comment"})
      keep(tree_.value(node, name), feed.title);
    for (std::string& category : split_categories(tree_.value(node, "category")))
      feed.categories.push_back(std::move(category));
    add(std::move(feed), node);
  }

  /// XML 1.0 knows no control characters: a list that held some could not be written again.
  static void replace_controls(std::string& text) {
    const auto is_control = [](char c) {
      return (c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
    };
    if (std::ranges::none_of(text, is_control)) return;
    std::string out;
    for (const char c : text) {
      if (is_control(c)) {
        out += "\xEF\xBF\xBD";
      } else {
        out += c;
      }
    }
    text = std::move(out);
  }

  /// What a list says of a feed, or of itself, beside names and addresses.
  void keep(const std::string& text, std::string_view told) {
    if (!text::is_blank(text) && (told.empty() || !letters_of(told).contains(letters_of(text))))
      file_.boilerplate.push_back(text);
  }

  static std::vector<std::string> split_categories(std::string_view list) {
    std::vector<std::string> out;
    while (!list.empty()) {
      const std::size_t comma = list.find(',');
      std::string_view one = text::trimmed(list.substr(0, comma));
      list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
      if (one.starts_with('/')) one.remove_prefix(1);  // OPML 2.0 writes paths: "/Boston/Weather"
      if (!one.empty()) out.emplace_back(one);
    }
    return out;
  }

  /// RDF: <rss:channel rdf:about="address of the feed"> with its title inside or round it.
  void read_channel(std::uint32_t number, const XmlNode& node) {
    model::FeedRef feed;
    feed.url = first_value(node, {"about", "resource"});
    if (feed.url.empty()) return;
    feed.title = first_value(node, {"title"});
    std::uint32_t at = number;
    for (int up = 0; up <= kMostTitlesRound && feed.title.empty() && at != XmlNode::kNone; ++up) {
      read_titles(at, feed);
      at = tree_.node(at).parent;
    }
    add(std::move(feed), node);
  }

  void read_titles(std::uint32_t parent, model::FeedRef& feed) {
    std::size_t looked_at = 0;
    for (std::uint32_t child = tree_.first_child(parent);
         child != XmlNode::kNone && looked_at < kMostSiblings;
         child = tree_.next_sibling(child), ++looked_at) {
      const XmlNode& node = tree_.node(child);
      if (feed.title.empty() && (tree_.is_named(node, "title") || tree_.is_named(node, "name"))) {
        feed.title = tree_.text(node);
      }
      if (feed.html_url.empty() && tree_.is_named(node, "link")) feed.html_url = tree_.text(node);
    }
  }

  void add(model::FeedRef feed, const XmlNode& node) {
    for (const Group& group : groups_) {
      const bool is_new = std::ranges::find(feed.categories, group.title) == feed.categories.end();
      if (!group.title.empty() && is_new) feed.categories.push_back(group.title);
    }
    map_.add(node.attributes_in_source, "feed");
    for (std::string* field : {&feed.url, &feed.title, &feed.html_url})
      replace_controls(*field);
    for (std::string& category : feed.categories)
      replace_controls(category);
    file_.feeds.push_back(std::move(feed));
  }

  void report_damage() {
    if (tree_.open_at_end() > 0) {
      const auto end = static_cast<std::uint32_t>(source_.size());
      report_.add(Severity::Warning, "cut-off",
                  "The list stops in the middle; what there is of it was read.", {end, end});
    }
    if (!tree_.unclosed().empty()) {
      const XmlNode& node = tree_.node(tree_.unclosed().front());
      report_.add(Severity::Note, "unclosed-element",
                  "An element has no end tag; it was ended where the next one begins.",
                  {node.name_in_source.begin, node.content_in_source.begin});
    }
  }

  // A channel's title stands within it or a little way round it.
  static constexpr int kMostTitlesRound = 5;
  static constexpr std::size_t kMostSiblings = 64;
  // Every feed gets the titles of all its groups; nobody sorts feeds more deeply.
  static constexpr std::size_t kMostGroups = 16;

  std::string_view source_;
  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter report_;
  XmlTree tree_;
  std::vector<Group> groups_;
};

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  append_escaped(out, value, EscapeFor::Attribute);
  out += '"';
}

bool fits_in_attribute(const std::string& category) {
  return !category.contains(',') && !category.starts_with('/');
}

}  // namespace

void read_opml(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  OpmlReader(source, file, map).read();
}

bool looks_like_opml(std::string_view source) {
  const std::string_view head = source.substr(0, kLookAtBytes);
  XmlScanner scanner(head);
  for (XmlToken token = scanner.next(); token.kind != XmlTokenKind::End; token = scanner.next()) {
    if (token.kind == XmlTokenKind::Text) {
      if (!text::is_blank(slice(head, token.all_in_source))) return false;
    }
    if (token.kind != XmlTokenKind::Open) continue;
    const std::string_view name = xml_local_name(slice(head, token.name_in_source));
    if (text::equal_no_case(name, "opml")) return true;
    const bool is_rdf = text::equal_no_case(name, "rdf");
    if (is_rdf && head.contains("foaf") && contains_no_case(head, "channel") &&
        !head.contains("<item")) {
      return true;
    }
    const bool may_stand_for_root = is_rdf || text::equal_no_case(name, "outline") ||
                                    text::equal_no_case(name, "body") ||
                                    text::equal_no_case(name, "head");
    return may_stand_for_root && contains_no_case(head, "<outline") &&
           contains_no_case(head, "xmlurl");
  }
  return false;
}

std::string write_opml(std::span<const model::FeedRef> feeds, std::string_view title) {
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>";
  if (!title.empty()) {
    out += "<title>";
    append_escaped(out, title, EscapeFor::Attribute);
    out += "</title>";
  }
  out += "</head>\n  <body>\n";
  for (const model::FeedRef& feed : feeds) {
    const bool by_attribute = std::ranges::all_of(feed.categories, fits_in_attribute);
    out += "    ";
    for (const std::string& group : feed.categories) {
      if (by_attribute) break;
      out += "<outline";
      append_attribute(out, "text", group);
      out += ">";
    }
    out += "<outline";
    append_attribute(out, "type", "rss");
    append_attribute(out, "text", feed.title);
    if (!feed.title.empty()) append_attribute(out, "title", feed.title);
    append_attribute(out, "xmlUrl", feed.url);
    if (!feed.html_url.empty()) append_attribute(out, "htmlUrl", feed.html_url);
    if (by_attribute && !feed.categories.empty()) {
      std::string list;
      for (const std::string& category : feed.categories)
        list += (list.empty() ? "" : ",") + category;
      append_attribute(out, "category", list);
    }
    out += "/>";
    if (!by_attribute) {
      for (std::size_t i = 0; i < feed.categories.size(); ++i)
        out += "</outline>";
    }
    out += '\n';
  }
  return out + "  </body>\n</opml>\n";
}

}  // namespace earshot::formats
