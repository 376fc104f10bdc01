#include "formats/xml_scanner.h"

#include <algorithm>

#include "formats/entities.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::string_view kCdataBegin = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

constexpr bool begins_name(char c) {
  return text::is_letter(c) || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr bool ends_name(char c) {
  return text::is_white(c) || c == '/' || c == '>' || c == '<' || c == '=' || c == '"' || c == '\'';
}

Range range_of(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// Decodes references that end in a semicolon. HTML's others would make signs of what stands behind
/// a bare "&" in an address: "?a=1&copy=2".
void append_decoded(std::string& out, std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t next = std::min(text.find('&', at), text.size());
    out += text.substr(at, next - at);
    at = next;
    if (at == text.size()) break;
    const std::size_t before = out.size();
    const std::size_t bytes = decode_entity(text.substr(at), out);
    if (bytes > 0 && text[at + bytes - 1] == ';') {
      at += bytes;
    } else {
      out.resize(before);
      out += '&';
      ++at;
    }
  }
}

}  // namespace

XmlToken XmlScanner::finish(XmlToken token, std::size_t end) {
  token.all_in_source = range_of(position_, end);
  position_ = end;
  return token;
}

void XmlScanner::skip_to_end_tag(std::string_view name) {
  for (; (position_ = source_.find("</", position_)) != std::string_view::npos; position_ += 2) {
    const std::string_view found = source_.substr(position_ + 2);
    const bool is_whole = found.size() <= name.size() || !text::is_letter(found[name.size()]);
    if (is_whole && text::starts_with_no_case(found, name)) return;
  }
  position_ = source_.size();
}

XmlToken XmlScanner::next() {
  if (position_ >= source_.size()) return {};
  if (source_[position_] != '<') return text_token(position_);
  const char following = position_ + 1 < source_.size() ? source_[position_ + 1] : '\0';
  if (begins_name(following)) return tag_token();
  if (following == '/') {
    const char name = position_ + 2 < source_.size() ? source_[position_ + 2] : '\0';
    return begins_name(name) ? tag_token() : text_token(position_ + 1);
  }
  if (following == '!') {
    if (const std::size_t content = cdata_begin()) return cdata_token(content);
    return source_.substr(position_).starts_with("<!--") ? comment_token() : declaration_token();
  }
  if (following == '?') return declaration_token();
  return text_token(position_ + 1);
}

/// Text up to the next "<" that may begin markup; `from` is where to look for it.
XmlToken XmlScanner::text_token(std::size_t from) {
  std::size_t end = source_.find('<', from);
  while (end != std::string_view::npos) {
    const char following = end + 1 < source_.size() ? source_[end + 1] : '\0';
    if (begins_name(following) || following == '/' || following == '!' || following == '?') break;
    end = source_.find('<', end + 1);
  }
  end = std::min(end, source_.size());
  return finish({.kind = XmlTokenKind::Text, .content_in_source = range_of(position_, end)}, end);
}

/// Behind an attribute's value that begins at `from`: at its closing quote, or where it must have
/// been forgotten.
std::size_t XmlScanner::quoted_end(std::size_t from, char quote) {
  const std::size_t end = source_.find(quote, from);
  const std::string_view value = source_.substr(0, end);
  const std::size_t tag = value.find('<', from);
  if (tag == std::string_view::npos) return value.size();
  // A value may hold "<", though XML forbids it. One that holds a ">" before it has swallowed the
  // end of its tag.
  const std::size_t close = value.substr(0, tag).find('>', from);
  if (close != std::string_view::npos) return close;
  const bool is_closed = end != std::string_view::npos;
  return is_closed && value.find_first_of("\n>", tag) == std::string_view::npos ? end : tag;
}

/// Where a tag ends: at its ">", or, broken, at the next "<".
std::size_t XmlScanner::tag_end(std::size_t from, bool& is_broken) {
  std::size_t at = from;
  while (at < source_.size()) {
    const char c = source_[at];
    if (c == '>') return at;
    if (c == '<') break;
    if (c != '=') {
      ++at;
      continue;
    }
    ++at;
    while (at < source_.size() && text::is_white(source_[at]))
      ++at;
    if (at >= source_.size() || (source_[at] != '"' && source_[at] != '\'')) continue;
    const char quote = source_[at];
    at = quoted_end(at + 1, quote);
    if (at < source_.size() && source_[at] == quote) ++at;
  }
  is_broken = true;
  return std::min(at, source_.size());
}

XmlToken XmlScanner::tag_token() {
  const bool is_close = source_[position_ + 1] == '/';
  const std::size_t name_begin = position_ + (is_close ? 2 : 1);
  std::size_t name_end = name_begin;
  while (name_end < source_.size() && !ends_name(source_[name_end]))
    ++name_end;
  XmlToken token;
  token.kind = is_close ? XmlTokenKind::Close : XmlTokenKind::Open;
  token.name_in_source = range_of(name_begin, name_end);
  std::size_t end = tag_end(name_end, token.is_broken);
  std::size_t content_end = end;
  if (!is_close && content_end > name_end && source_[content_end - 1] == '/') {
    token.is_empty = true;
    --content_end;
  }
  token.content_in_source = range_of(name_end, content_end);
  if (!token.is_broken) ++end;
  if (!is_close && !token.is_empty) open_name_ = slice(source_, token.name_in_source);
  return finish(token, end);
}

/// The offset behind "<![CDATA[" at the position, also where it is written with spaces or in lower
/// case; 0 where there is none.
std::size_t XmlScanner::cdata_begin() const {
  std::size_t at = position_ + 2;
  const auto skip_white = [&] {
    while (at < source_.size() && text::is_white(source_[at]))
      ++at;
  };
  const auto take = [&](std::string_view word) {
    skip_white();
    if (!text::starts_with_no_case(source_.substr(at), word)) return false;
    at += word.size();
    return true;
  };
  // White space is looked over a little only: the search must not cost more than its place.
  if (source_.substr(at, 16).find_first_not_of(" \t\r\n") == std::string_view::npos) return 0;
  if (!take("[") || !take("CDATA") || at >= source_.size()) return 0;
  if (source_[at] == '[') return at + 1;
  if (source_.substr(at).starts_with(" [")) return at + 2;
  return 0;
}

XmlToken XmlScanner::cdata_token(std::size_t content_begin) {
  XmlToken token{.kind = XmlTokenKind::Cdata};
  if (cdata_end_ < content_begin) cdata_end_ = source_.find(kCdataEnd, content_begin);
  const std::size_t end = cdata_end_;
  const std::size_t limit = std::min(end, source_.size());
  const std::string_view content = source_.substr(content_begin, limit - content_begin);
  const std::size_t another = content.find(kCdataBegin);
  if (end == std::string_view::npos || another != std::string_view::npos) {
    std::string close = "</";
    close += open_name_;
    const std::size_t found = open_name_.empty() ? std::string_view::npos : content.find(close);
    if (found < another) {
      token.is_broken = true;
      token.content_in_source = range_of(content_begin, content_begin + found);
      return finish(token, content_begin + found);
    }
  }
  token.is_broken = end == std::string_view::npos;
  token.content_in_source = range_of(content_begin, limit);
  return finish(token, token.is_broken ? limit : limit + kCdataEnd.size());
}

XmlToken XmlScanner::comment_token() {
  std::size_t end = std::string_view::npos;
  if (!has_no_comment_end_) {
    end = source_.find("-->", position_ + 4);
    has_no_comment_end_ = end == std::string_view::npos;
  }
  if (end != std::string_view::npos) return finish({.kind = XmlTokenKind::Other}, end + 3);
  return declaration_token();
}

/// <?...?>, <!DOCTYPE ... [...]>, and what else begins so: none of it says anything about a feed.
XmlToken XmlScanner::declaration_token() {
  XmlToken token{.kind = XmlTokenKind::Other};
  std::size_t end = source_.find_first_of("[><", position_ + 1);
  if (end != std::string_view::npos && source_[end] == '[' && source_[position_ + 1] == '!') {
    // The subset of a document type holds declarations of its own; entities are not defined by it.
    if (bracket_ < end) bracket_ = source_.find(']', end);
    if (bracket_ != std::string_view::npos) end = source_.find('>', bracket_);
  } else if (end != std::string_view::npos && source_[end] == '[') {
    end = source_.find('>', end);
  }
  if (end == std::string_view::npos) {
    token.is_broken = true;
    return finish(token, source_.size());
  }
  if (source_[end] == '<') {
    token.is_broken = true;
    return finish(token, end);
  }
  return finish(token, end + 1);
}

std::optional<XmlAttribute> XmlAttributes::next() {
  const auto at_white = [&] {
    return position_ < source_.size() && text::is_white(source_[position_]);
  };
  while (position_ < source_.size()) {
    const std::size_t begin = position_;
    while (position_ < source_.size() && !ends_name(source_[position_]))
      ++position_;
    if (position_ == begin) {
      ++position_;
      continue;
    }
    const Range name = range_of(begin, position_);
    while (at_white())
      ++position_;
    if (position_ >= source_.size() || source_[position_] != '=') continue;
    ++position_;
    while (at_white())
      ++position_;
    const char quote = position_ < source_.size() ? source_[position_] : '\0';
    const bool is_quoted = quote == '"' || quote == '\'';
    const std::size_t value = position_ + (is_quoted ? 1 : 0);
    std::size_t end =
        is_quoted ? source_.find(quote, value) : source_.find_first_of(" \t\r\n", value);
    end = std::min(end, source_.size());
    position_ = std::min(end + 1, source_.size());
    return XmlAttribute{.name_in_source = name, .value_in_source = range_of(value, end)};
  }
  return std::nullopt;
}

std::optional<std::string> xml_attribute(std::string_view source, Range attributes_in_source,
                                         std::string_view name) {
  XmlAttributes attributes(source, attributes_in_source);
  while (const std::optional<XmlAttribute> attribute = attributes.next()) {
    const std::string_view found = slice(source, attribute->name_in_source);
    const bool is_it =
        text::equal_no_case(found, name) || text::equal_no_case(xml_local_name(found), name);
    // A declaration of a namespace is no attribute: xmlns:media.
    if (!is_it || (found.size() != name.size() && text::starts_with_no_case(found, "xmlns:"))) {
      continue;
    }
    const std::string value = decode_xml(slice(source, attribute->value_in_source));
    return std::string(text::trimmed(value));
  }
  return std::nullopt;
}

std::string_view xml_local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view xml_prefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
}

std::string decode_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_decoded(out, text);
  return out;
}

std::string xml_text(std::string_view source, Range content_in_source) {
  const std::string_view content = slice(source, content_in_source);
  if (content.find('<') == std::string_view::npos) return decode_xml(content);
  std::string out;
  XmlScanner scanner(content);
  for (XmlToken token = scanner.next(); token.kind != XmlTokenKind::End; token = scanner.next()) {
    const std::string_view piece = slice(content, token.content_in_source);
    if (token.kind == XmlTokenKind::Text) append_decoded(out, piece);
    if (token.kind == XmlTokenKind::Cdata) out += piece;
  }
  return out;
}

}  // namespace earshot::formats
