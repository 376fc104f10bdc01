#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::app {

/// Elements of HTML that a document may have here; there is no other way to name one.
enum class Tag : std::uint8_t {
  Article,
  Header,
  Nav,
  Section,
  Div,
  H1,
  H2,
  H3,
  H4,
  H5,
  H6,
  P,
  Ul,
  Ol,
  Li,
  Blockquote,
  Pre,
  Table,
  Thead,
  Tbody,
  Tr,
  Th,
  Td,
  Hr,
  Br,
  A,
  B,
  Bdi,
  Code,
  Em,
  S,
  Span,
  Strong,
  Time,
};
std::string_view name(Tag tag);  ///< "h1"
bool is_void(Tag tag);           ///< without content: "br"

enum class Attribute : std::uint8_t {
  AriaLabel,
  Class,
  Datetime,
  Dir,
  Href,
  Id,
  Lang,
  Rel,
  Scope,
  Target
};
std::string_view name(Attribute attribute);  ///< "aria-label"

/// A document of elements and texts, as yet in no notation. The page makes elements of it, others
/// write it as HTML.
class Markup {
 public:
  struct Attributed {
    Attribute name;
    std::string_view value;
  };
  void open(Tag tag, std::initializer_list<Attributed> attributes = {});
  /// Attributes without a value are left out.
  void text(std::string_view text);
  /// Closes what was opened last.
  void close();
  /// An element with nothing but a text in it.
  void element(Tag tag, std::string_view text, std::initializer_list<Attributed> attributes = {}) {
    open(tag, attributes);
    this->text(text);
    close();
  }

  /// Elements and escaped text, with line ends where they mean nothing.
  std::string to_html() const;
  /// An array of nodes: a string is text, an element an array of its name, an object of its
  /// attributes, and its nodes.
  std::string to_json() const;
  bool empty() const { return pieces_.empty(); }

 private:
  enum class Kind : std::uint8_t { Open, Attribute, Text, Close };
  struct Piece {
    Kind kind;
    std::uint8_t name;  ///< Open, Close: a Tag; Attribute: an Attribute
    std::uint32_t begin, end;
  };
  void add(Kind kind, std::uint8_t name, std::string_view text);

  std::string text_;
  std::vector<Piece> pieces_;
  std::vector<Tag> open_;
};

/// A document as a file that a browser opens: needs nothing else, runs nothing, loads nothing.
struct HtmlFile {
  std::string_view title;
  std::string_view language;  ///< of what does not say its own, a tag: "de"
  std::string_view styles;    ///< CSS
  std::string_view version;   ///< of the program
};
std::string to_html_file(const Markup& markup, const HtmlFile& file);

}  // namespace earshot::app
