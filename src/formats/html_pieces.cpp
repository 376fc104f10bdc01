#include "formats/html_pieces.h"

#include <algorithm>

#include "formats/entities.h"
#include "formats/languages.h"
#include "formats/xml_scanner.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Elements deeper than this count to the one around; browsers stop at 512.
constexpr std::size_t kMostOpen = 512;
/// How far up the element that an end tag names is looked for.
constexpr std::size_t kLookUp = 64;

bool is_any(std::string_view name, std::initializer_list<std::string_view> known) {
  return std::ranges::any_of(
      known, [&](std::string_view other) { return text::equal_no_case(name, other); });
}

bool is_raw(std::string_view name) {
  return is_any(name, {"script", "style", "noscript", "template", "svg", "textarea", "iframe"});
}

bool is_void(std::string_view name) {
  return is_any(name, {"br", "hr", "img", "meta", "link", "input", "source", "wbr", "area", "base",
                       "col", "embed", "track"});
}

bool is_block(std::string_view name) {
  return is_any(name, {"p",       "div",     "li",      "ul",      "ol",    "dl",         "dt",
                       "dd",      "h1",      "h2",      "h3",      "h4",    "h5",         "h6",
                       "table",   "tr",      "section", "article", "main",  "blockquote", "header",
                       "footer",  "nav",     "aside",   "body",    "html",  "head",       "figure",
                       "details", "summary", "pre",     "form",    "title", "tbody"});
}

bool is_apart(std::string_view name) {
  return is_any(name, {"nav", "form", "button", "select", "head", "h1", "h2", "h3", "h4", "h5",
                       "h6", "footer", "title", "label", "aside", "header", "menu", "dialog"});
}

/// Whether one of an element's classes is a whole name that pages give to what stands round their
/// text. Parts of names say nothing: "content-sidebar-wrap" holds the whole page.
bool is_apart_by_class(std::string_view classes) {
  constexpr std::string_view kNames[] = {
      "sidebar",    "footer",        "site-footer",    "site-header",  "nav",
      "navbar",     "navigation",    "menu",           "breadcrumb",   "breadcrumbs",
      "related",    "related-posts", "comments",       "comment-list", "share",
      "sharedaddy", "social",        "newsletter",     "pagination",   "cookie-banner",
      "advert",     "toc",           "post-navigation"};
  text::Scanner scanner(classes);
  while (!scanner.at_end()) {
    scanner.skip_white();
    const std::string_view word = scanner.take_while([](char c) { return !text::is_white(c); });
    if (std::ranges::find(kNames, word) != std::end(kNames)) return true;
  }
  return false;
}

/// "0:12": what a button that plays from there shows.
bool is_clock(std::string_view text) {
  return text.contains(':') && text.find_first_not_of("0123456789: []()") == std::string_view::npos;
}

/// Whether a class's name has a word, whole but for its case: "transcript-speaker", "speakerName".
bool has_class_word(std::string_view classes, std::string_view word) {
  for (std::size_t at = 0; at + word.size() <= classes.size(); ++at) {
    if (!text::equal_no_case(classes.substr(at, word.size()), word)) continue;
    const char before = at == 0 ? ' ' : classes[at - 1];
    const char behind = at + word.size() < classes.size() ? classes[at + word.size()] : ' ';
    if (!text::is_letter(before) && !text::is_lower(behind)) return true;
  }
  return false;
}

HtmlRole role_of_class(std::string_view classes) {
  for (const std::string_view word :
       {"timestamp", "timecode", "time-stamp", "time", "start-time"}) {
    if (has_class_word(classes, word)) return HtmlRole::Time;
  }
  for (const std::string_view word : {"speaker", "speaker-name", "cite", "voice"}) {
    if (has_class_word(classes, word)) return HtmlRole::Speaker;
  }
  return HtmlRole::Text;
}

class PieceReader {
 public:
  PieceReader(std::string_view source, std::size_t max_bytes)
      : source_(source.substr(0, std::min(max_bytes, source.size()))), scanner_(source_) {
    out_.parents.push_back(0);
    out_.depths.push_back(0);
  }

  HtmlPieces read() {
    for (XmlToken token = scanner_.next(); token.kind != XmlTokenKind::End;
         token = scanner_.next()) {
      const std::string_view name = slice(source_, token.name_in_source);
      if (token.kind == XmlTokenKind::Open) {
        open(token, name);
      } else if (token.kind == XmlTokenKind::Close) {
        close(name);
      } else if (token.kind == XmlTokenKind::Text || token.kind == XmlTokenKind::Cdata) {
        add_text(token.content_in_source);
      }
    }
    return std::move(out_);
  }

 private:
  struct Open {
    std::string_view name;
    HtmlRole role = HtmlRole::Text;
    std::uint32_t container = 0;
    bool is_inline_role = false;  ///< the role is one of a piece of a line
  };

  void open(const XmlToken& token, std::string_view name) {
    if (is_any(name, {"br", "hr"}) || is_block(name)) ++block_;
    is_new_cell_ = is_new_cell_ || is_any(name, {"td", "th"});
    if (is_raw(name)) {
      // Inside a script everything is its text until its own end tag.
      if (!token.is_empty) scanner_.skip_to_end_tag(name);
      return;
    }
    if (is_void(name) || open_.size() >= kMostOpen) return;
    // A paragraph or an item ends where the next one begins.
    if (is_any(name, {"p", "li", "dt", "dd"}) && !open_.empty() &&
        text::equal_no_case(open_.back().name, name)) {
      open_.pop_back();
    }
    Open element = {.name = name, .role = role(), .container = container()};
    element.is_inline_role = !open_.empty() && open_.back().is_inline_role;
    if (is_block(name)) {
      // Nobody puts a paragraph into a name: the name's end tag got lost.
      if (element.is_inline_role) element.role = HtmlRole::Text;
      element.is_inline_role = false;
      element.container = static_cast<std::uint32_t>(out_.parents.size());
      out_.parents.push_back(container());
      out_.depths.push_back(out_.depths[container()] + 1);
    }
    if (text::equal_no_case(name, "cite")) {
      element.role = HtmlRole::Speaker;
      element.is_inline_role = true;
    } else if (text::equal_no_case(name, "time")) {
      element.role = HtmlRole::Time;
      element.is_inline_role = true;
    } else if (is_apart(name)) {
      element.role = HtmlRole::Apart;
    } else if (is_any(name, {"html", "body"})) {
      const std::string language =
          xml_attribute(source_, token.content_in_source, "lang").value_or("");
      if (!language.empty() && out_.language.empty()) out_.language = language_code(language);
    } else if (element.role == HtmlRole::Text &&
               is_any(name, {"span", "div", "p", "a", "strong", "b", "td", "em", "i", "small", "ul",
                             "section"})) {
      const std::string classes =
          xml_attribute(source_, token.content_in_source, "class").value_or("");
      element.role = is_apart_by_class(classes) ? HtmlRole::Apart : role_of_class(classes);
    }
    open_.push_back(element);
  }

  void close(std::string_view name) {
    if (is_block(name)) ++block_;
    const std::size_t lowest = open_.size() > kLookUp ? open_.size() - kLookUp : 0;
    for (std::size_t depth = open_.size(); depth > lowest; --depth) {
      if (!text::equal_no_case(open_[depth - 1].name, name)) continue;
      open_.resize(depth - 1);
      return;
    }
  }

  HtmlRole role() const { return open_.empty() ? HtmlRole::Text : open_.back().role; }
  std::uint32_t container() const { return open_.empty() ? 0 : open_.back().container; }

  void add_text(Range range) {
    const std::string decoded = decode_entities(slice(source_, range));
    std::string text;
    text.reserve(decoded.size());
    const bool is_preformatted = !open_.empty() && text::equal_no_case(open_.back().name, "pre");
    for (std::size_t at = 0; at < decoded.size();) {
      const char c = decoded[at];
      if (text::is_white(c)) {
        if (is_preformatted && c == '\n') {
          text += '\n';
        } else if (text.empty() || text.back() != ' ') {
          text += ' ';
        }
        ++at;
        continue;
      }
      const std::size_t end = std::min(decoded.find_first_of(" \t\n\r\f\v", at), decoded.size());
      text.append(decoded, at, end - at);
      at = end;
    }
    if (text.empty()) return;
    HtmlRole role = this->role();
    if (role == HtmlRole::Apart && is_any(open_.back().name, {"button"}) && is_clock(text))
      role = HtmlRole::Text;
    if (is_new_cell_ && !text::is_blank(text)) {
      // Cells of a row stand on one line.
      const bool is_first = out_.pieces.empty() || out_.pieces.back().block != block_;
      if (!is_first) text.insert(0, "\t");
      is_new_cell_ = false;
    }
    out_.pieces.push_back({.role = role,
                           .text = std::move(text),
                           .range_in_source = range,
                           .block = block_,
                           .container = container()});
  }

  std::string_view source_;
  XmlScanner scanner_;
  HtmlPieces out_;
  std::vector<Open> open_;
  std::uint32_t block_ = 0;
  bool is_new_cell_ = false;  ///< the next text begins a cell of a table
};

}  // namespace

HtmlPieces read_html_pieces(std::string_view source, std::size_t max_bytes) {
  return PieceReader(source, max_bytes).read();
}

}  // namespace earshot::formats
