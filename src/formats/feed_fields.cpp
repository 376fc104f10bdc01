// Fields that a show and its episodes have alike.
#include <algorithm>

#include "formats/feed_item.h"
#include "formats/html_notes.h"
#include "formats/html_text.h"
#include "formats/same_text.h"
#include "formats/urls.h"
#include "formats/xml_scanner.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Elements whose children are not fields of what they stand in.
bool is_of_its_own(FeedField field) {
  switch (field) {
    case FeedField::Item:
    case FeedField::LiveItem:
    case FeedField::Source:
    case FeedField::TextInput:
    case FeedField::Image:
    case FeedField::Author:
    case FeedField::Owner:
    case FeedField::Chapters:
    case FeedField::AlternateEnclosure:
    case FeedField::MediaGroup:
    case FeedField::MediaContent:
    case FeedField::Podroll:
    case FeedField::Encoded:
    case FeedField::Content:
    case FeedField::Description:
    case FeedField::Summary:
    case FeedField::Subtitle:
      return true;
    default:
      return false;
  }
}

bool is_left_out(FeedField field) {
  return field == FeedField::None || field == FeedField::Item || field == FeedField::LiveItem ||
         field == FeedField::Source || field == FeedField::TextInput;
}

std::string in_one_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t white = text::white_at(text, at);
    if (white > 0) {
      if (!out.empty() && out.back() != ' ') out += ' ';
      at += white;
      continue;
    }
    out += text[at++];
  }
  while (out.ends_with(' '))
    out.pop_back();
  return out;
}

}  // namespace

std::vector<FeedPart> feed_parts(const FeedEnvelope& feed, std::uint32_t parent) {
  std::vector<FeedPart> parts;
  std::vector<FeedPart> swallowed;
  std::uint32_t swallowed_until = 0;
  const std::uint32_t end = feed.tree.node(parent).after;
  for (std::uint32_t number = parent + 1; number < end;) {
    const XmlNode& node = feed.tree.node(number);
    const FeedField field = feed.names.field(node);
    if (!is_left_out(field)) {
      (number < swallowed_until ? swallowed : parts).push_back({&node, number, field});
    }
    // Media RSS groups its fields; what never ended has taken in fields of the item.
    const bool is_group = field == FeedField::MediaGroup || field == FeedField::MediaContent;
    const bool has_swallowed = !node.is_closed && !is_of_its_own(field);
    if (has_swallowed) swallowed_until = std::max(swallowed_until, node.after);
    number = is_group || has_swallowed ? number + 1 : node.after;
  }
  parts.insert(parts.end(), swallowed.begin(), swallowed.end());
  return parts;
}

void keep_as_boilerplate(const FeedContext& context, const XmlNode& node) {
  const XmlTree& tree = context.feed.tree;
  const auto first = static_cast<std::uint32_t>(&node - tree.nodes().data());
  std::string text;
  for (std::uint32_t number = first; number < node.after; ++number) {
    if (tree.has_children(number)) continue;
    const XmlNode& leaf = tree.node(number);
    std::string part = line_of(tree, leaf);
    // What an empty element says, its attributes say.
    const bool is_address = number == first && tree.is_named(leaf, "socialInteract");
    if (is_address) part = tree.value(leaf, "uri");
    if (part.empty() && number > first && !leaf.attributes_in_source.empty())
      part = slice(tree.source(), leaf.all_in_source);
    if (part.empty()) continue;
    if (!text.empty()) text += ' ';
    text += part;
  }
  if (text.empty()) return;
  context.map.add(node.content_in_source, "boilerplate");
  context.boilerplate.push_back(std::move(text));
}

void fill_or_keep(const FeedContext& context, std::string value, std::string& field) {
  if (field.empty()) {
    field = std::move(value);
  } else {
    keep_if_new(context, value, field);
  }
}

void keep_if_new(const FeedContext& context, const std::string& value, std::string_view told) {
  if (value.empty() || value == told) return;
  if (!letters_of(told).contains(letters_of(value))) context.boilerplate.push_back(value);
}

void keep_unknown_parts(const FeedContext& context, std::uint32_t parent) {
  const XmlTree& tree = context.feed.tree;
  const std::uint32_t end = tree.node(parent).after;
  for (std::uint32_t number = parent + 1; number < end; number = tree.node(number).after) {
    const XmlNode& node = tree.node(number);
    const FeedField field = context.feed.names.field(node);
    const bool is_unknown =
        field == FeedField::None || field == FeedField::Source || field == FeedField::TextInput;
    // What never ended has taken in what follows it: those are fields.
    if (node.is_closed && is_unknown) keep_as_boilerplate(context, node);
  }
}

std::string line_of_markup(std::string markup) {
  // Titles are escaped once too often more often than they are about markup.
  if (looks_like_html(markup)) {
    markup = text_of_html(markup);
  } else if (markup.contains('&')) {
    markup = decode_xml(markup);
  }
  return in_one_line(markup);
}

std::string line_of(const XmlTree& tree, const XmlNode& node) {
  return line_of_markup(tree.markup(node));
}

std::string plain_of_markup(std::string_view markup) {
  std::string out = looks_like_html(markup) ? text_of_html(markup) : decode_xml(markup);
  const std::string_view trimmed = text::trimmed(std::string_view(out));
  return std::string(trimmed);
}

std::string address_in(const FeedContext& context, const XmlNode& node, std::string_view address) {
  if (has_scheme(address) || address.empty()) return std::string(address);
  const XmlTree& tree = context.feed.tree;
  const bool has_base = slice(tree.source(), node.attributes_in_source).contains("xml:base");
  return resolve_url(has_base ? resolve_url(context.base, tree.value(node, "base")) : context.base,
                     address);
}

std::string image_in(const FeedContext& context, const FeedPart& part) {
  const XmlTree& tree = context.feed.tree;
  for (const std::string_view name : {"href", "url", "resource"}) {
    const std::string address = tree.value(*part.node, name);
    if (!address.empty()) return address_in(context, *part.node, address);
  }
  for (std::uint32_t child = tree.first_child(part.number); child != XmlNode::kNone;
       child = tree.next_sibling(child)) {
    const XmlNode& node = tree.node(child);
    if (tree.is_named(node, "url")) return address_in(context, node, tree.text(node));
  }
  if (tree.has_children(part.number)) return {};
  return address_in(context, *part.node, tree.text(*part.node));
}

void add_categories(const FeedContext& context, const FeedPart& part,
                    std::vector<std::string>& categories) {
  const XmlTree& tree = context.feed.tree;
  const std::uint32_t end = part.node->after;
  for (std::uint32_t number = part.number; number < end; ++number) {
    const XmlNode& node = tree.node(number);
    std::string name;
    for (const std::string_view attribute : {"text", "label", "term"}) {
      if (name.empty()) name = tree.value(node, attribute);
    }
    if (name.empty() && !tree.has_children(number)) name = tree.text(node);
    name = line_of_markup(std::move(name));
    if (!name.empty() && std::ranges::find(categories, name) == categories.end()) {
      categories.push_back(std::move(name));
    }
  }
}

std::string author_in(const FeedContext& context, const FeedPart& part) {
  const XmlTree& tree = context.feed.tree;
  std::string name;
  std::string email;
  for (std::uint32_t child = tree.first_child(part.number); child != XmlNode::kNone;
       child = tree.next_sibling(child)) {
    const XmlNode& node = tree.node(child);
    if (tree.is_named(node, "name")) name = line_of(tree, node);
    if (tree.is_named(node, "email")) email = line_of(tree, node);
  }
  if (!name.empty()) return name;
  return email.empty() ? line_of(tree, *part.node) : email;
}

model::Person read_person(const FeedContext& context, const XmlNode& node) {
  const XmlTree& tree = context.feed.tree;
  const auto address = [&](std::string_view name) {
    return address_in(context, node, tree.value(node, name));
  };
  return {.name = line_of(tree, node),
          .role = tree.value(node, "role"),
          .group = tree.value(node, "group"),
          .img = address("img"),
          .href = address("href")};
}

model::License read_license(const FeedContext& context, const XmlNode& node) {
  return {.name = line_of(context.feed.tree, node),
          .url = address_in(context, node, context.feed.tree.value(node, "url"))};
}

model::Location read_location(const FeedContext& context, const XmlNode& node) {
  const XmlTree& tree = context.feed.tree;
  return {.name = line_of(tree, node),
          .rel = tree.value(node, "rel"),
          .geo = tree.value(node, "geo"),
          .osm = tree.value(node, "osm"),
          .country = tree.value(node, "country")};
}

model::Explicit read_explicit(std::string_view text) {
  for (const std::string_view yes : {"yes", "true", "explicit", "1"}) {
    if (text::equal_no_case(text, yes)) return model::Explicit::Yes;
  }
  for (const std::string_view no : {"no", "false", "clean", "0"}) {
    if (text::equal_no_case(text, no)) return model::Explicit::No;
  }
  return model::Explicit::Unknown;
}

std::int32_t number_in(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_of("0123456789"), text.size());
  std::size_t end = begin;
  while (end < text.size() && text::is_digit(text[end]))
    ++end;
  if (end - begin > 9) return -1;
  return static_cast<std::int32_t>(
      text::decimal_value(text.substr(begin, end - begin)).value_or(-1));
}

}  // namespace earshot::formats
