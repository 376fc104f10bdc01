#include "formats/raw_tags.h"

#include <algorithm>

#include "formats/entities.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

bool is_name_byte(char c) {
  return text::is_letter(c) || text::is_digit(c) || c == '-' || c == ':' || c == '_';
}

}  // namespace

bool take_attribute(text::Scanner& scanner, std::string& name, std::string_view& value) {
  while (!scanner.at_end() && !is_name_byte(scanner.peek()))
    scanner.skip();
  if (scanner.at_end()) return false;
  name.clear();
  for (const char c : scanner.take_while(is_name_byte))
    name += text::to_lower(c);
  value = {};
  scanner.skip_white();
  if (!scanner.consume('=')) return true;
  scanner.skip_white();
  const char quote = scanner.peek();
  if (quote == '"' || quote == '\'') {
    scanner.skip();
    value = scanner.take_while([quote](char c) { return c != quote; });
    scanner.consume(quote);
  } else {
    value = scanner.take_while([](char c) { return !text::is_white(c); });
  }
  return true;
}

std::size_t tag_bytes(std::string_view html) {
  if (html.starts_with("<!-->")) return 5;
  if (html.starts_with("<!--->")) return 6;
  if (html.starts_with("<!--")) {
    const std::size_t end = html.find("-->", 4);
    return end == std::string_view::npos ? html.size() : end + 3;
  }
  const bool may_quote = !html.starts_with("<!") && !html.starts_with("<?");
  char quote = '\0';
  for (std::size_t i = 1; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (may_quote && (c == '"' || c == '\'')) {
      // Only a value is quoted; elsewhere the sign is part of a broken name.
      std::size_t before = i;
      while (before > 0 && text::is_white(html[before - 1]))
        --before;
      if (before > 0 && html[before - 1] == '=') quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
  return html.size();
}

std::string tag_name(std::string_view tag) {
  std::string name;
  std::size_t at = tag.starts_with("</") ? 2 : 1;
  for (; at < tag.size() && is_name_byte(tag[at]); ++at)
    name += text::to_lower(tag[at]);
  return name;
}

RawTag take_tag(std::string_view& html) {
  RawTag tag;
  const std::size_t bytes =
      html.starts_with('<') ? tag_bytes(html) : std::min(html.find('<'), html.size());
  std::string_view inside = html.substr(0, bytes);
  html.remove_prefix(bytes);
  if (!inside.starts_with('<')) return tag;
  inside.remove_prefix(1);
  if (inside.ends_with('>')) inside.remove_suffix(1);
  text::Scanner scanner(inside);
  tag.is_closing = scanner.consume('/');
  if (!text::is_letter(scanner.peek())) return tag;
  for (const char c : scanner.take_while(is_name_byte))
    tag.name += text::to_lower(c);
  std::string name;
  std::string_view value;
  while (take_attribute(scanner, name, value)) {
    if (name == "href" || name == "src") tag.url = decode_entities(value);
    if (name == "alt") tag.alt = decode_entities(value);
    if (name == "title") tag.title = decode_entities(value);
  }
  return tag;
}

std::optional<model::SpanKind> span_of_element(std::string_view name) {
  using model::SpanKind;
  if (name == "strong" || name == "b") return SpanKind::Strong;
  if (name == "em" || name == "i" || name == "cite" || name == "dfn" || name == "var") {
    return SpanKind::Emphasis;
  }
  if (name == "del" || name == "s" || name == "strike") return SpanKind::Strike;
  if (name == "code" || name == "kbd" || name == "samp" || name == "tt") return SpanKind::Code;
  if (name == "a") return SpanKind::Link;
  return std::nullopt;
}

}  // namespace earshot::formats
