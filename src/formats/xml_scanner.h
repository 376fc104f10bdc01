#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/range.h"

namespace earshot::formats {

enum class XmlTokenKind : std::uint8_t {
  End,    ///< nothing is left
  Open,   ///< <a b="c"> or <a/>
  Close,  ///< </a>
  Text,
  Cdata,
  Other,  ///< comment, declaration, document type, processing instruction
};

struct XmlToken {
  XmlTokenKind kind = XmlTokenKind::End;
  Range all_in_source = {};      ///< with the markup
  Range name_in_source = {};     ///< Open, Close: with its prefix
  Range content_in_source = {};  ///< Open: the attributes; Text, Cdata: the text as written
  bool is_empty = false;         ///< Open: <a/>
  bool is_broken = false;        ///< its end is missing
};

/// Cuts XML into tokens, damaged or not; expands nothing and loads nothing.
///
/// What XML parsers stop at is taken as browsers take HTML: "<" and "&" that begin no markup are
/// text, a tag without ">" ends where the next one begins, an attribute may lack its quotes. CDATA
/// that never ends, or ends only in a later element's CDATA, ends at the end tag of the element it
/// is in. Every byte of the source is in exactly one token. Linear; keeps a reference to `source`.
class XmlScanner {
 public:
  explicit XmlScanner(std::string_view source, std::uint32_t begin_in_source = 0)
      : source_(source), position_(begin_in_source) {}

  XmlToken next();

  /// Goes on at the end tag of `name`, whatever stands before it; at the end where there is none.
  /// For HTML's scripts, in which "<!--" begins no comment.
  void skip_to_end_tag(std::string_view name);

 private:
  XmlToken text_token(std::size_t from);
  XmlToken tag_token();
  XmlToken cdata_token(std::size_t content_begin);
  XmlToken comment_token();
  XmlToken declaration_token();
  XmlToken finish(XmlToken token, std::size_t end);
  std::size_t tag_end(std::size_t from, bool& is_broken);
  std::size_t quoted_end(std::size_t from, char quote);
  std::size_t cdata_begin() const;

  std::string_view source_;
  std::size_t position_ = 0;
  std::string_view open_name_;  ///< of the last opening tag
  // What the last searches found, so that many beginnings without an end stay linear.
  bool has_no_comment_end_ = false;
  std::size_t cdata_end_ = 0;
  std::size_t bracket_ = 0;
};

struct XmlAttribute {
  Range name_in_source;
  Range value_in_source;  ///< without quotes, references as written
};

/// Walks over the attributes of an opening tag (`XmlToken::content_in_source`).
class XmlAttributes {
 public:
  XmlAttributes(std::string_view source, Range attributes_in_source)
      : source_(source.substr(0, attributes_in_source.end)),
        position_(attributes_in_source.begin) {}

  std::optional<XmlAttribute> next();

 private:
  std::string_view source_;
  std::size_t position_;
};

/// The value of an attribute, references decoded and white space cut off; nothing where it is
/// missing. A prefix and the case of letters do not count: "HREF" and "x:href" are "href".
std::optional<std::string> xml_attribute(std::string_view source, Range attributes_in_source,
                                         std::string_view name);

/// `text` with the character references decoded that end in a semicolon, HTML's names too. An "&"
/// that begins none stays.
std::string decode_xml(std::string_view text);

/// The name without its prefix: "author" of "itunes:author".
std::string_view xml_local_name(std::string_view name);

/// The prefix of a name, empty where it has none.
std::string_view xml_prefix(std::string_view name);

/// The text of a piece of XML: tags and comments gone, references decoded (HTML's names too, which
/// XML does not define), CDATA as it is. References in CDATA stay. White space is kept. Linear.
std::string xml_text(std::string_view source, Range content_in_source);

}  // namespace earshot::formats
