#include "formats/safe_html.h"

#include <algorithm>
#include <span>

#include "formats/entities.h"
#include "formats/notes_builder.h"
#include "formats/raw_tags.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kElements[] = {
    "a",        "abbr",       "address",    "article", "aside",  "b",      "bdi",   "bdo",
    "big",      "blockquote", "br",         "caption", "center", "cite",   "code",  "col",
    "colgroup", "dd",         "del",        "details", "dfn",    "dir",    "div",   "dl",
    "dt",       "em",         "figcaption", "figure",  "font",   "footer", "h1",    "h2",
    "h3",       "h4",         "h5",         "h6",      "header", "hgroup", "hr",    "i",
    "img",      "ins",        "kbd",        "li",      "main",   "mark",   "menu",  "nav",
    "ol",       "p",          "pre",        "q",       "rp",     "rt",     "ruby",  "s",
    "samp",     "section",    "small",      "span",    "strike", "strong", "sub",   "summary",
    "sup",      "table",      "tbody",      "td",      "tfoot",  "th",     "thead", "time",
    "tr",       "tt",         "u",          "ul",      "var",    "wbr"};

constexpr std::string_view kEmpty[] = {"br", "col", "hr", "img", "wbr"};

/// What is inside these is no text.
constexpr std::string_view kDropped[] = {"script",   "style",   "textarea", "title", "iframe",
                                         "noscript", "noembed", "noframes", "xmp",   "template",
                                         "object",   "svg",     "math"};

constexpr std::string_view kAttributes[] = {
    "align", "alt",   "class", "colspan", "datetime", "dir",      "height",  "href",
    "id",    "lang",  "name",  "open",    "rel",      "reversed", "rowspan", "scope",
    "src",   "start", "title", "type",    "value",    "width"};

/// A paragraph ends before these.
constexpr std::string_view kEndParagraph[] = {
    "address",    "article", "aside",  "blockquote", "center", "details", "dir", "div", "dl",
    "figcaption", "figure",  "footer", "h1",         "h2",     "h3",      "h4",  "h5",  "h6",
    "header",     "hgroup",  "hr",     "main",       "menu",   "nav",     "ol",  "p",   "pre",
    "section",    "summary", "table",  "ul",         "li",     "dd",      "dt"};

/// Deeper nesting is left out: it has no use in notes.
constexpr std::size_t kMostOpen = 256;

bool has(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::string_view listed(std::string_view name) {
  const auto* found = std::ranges::find(kElements, name);
  return found == std::end(kElements) ? std::string_view{} : *found;
}

/// Text between tags; references stay what they are.
void append_text(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
}

}  // namespace

void SafeHtml::write(std::string_view raw, std::string& out) {
  while (!raw.empty()) {
    const std::size_t open = std::min(raw.find('<'), raw.size());
    append_text(out, raw.substr(0, open));
    raw.remove_prefix(open);
    if (raw.empty()) return;
    const char next = raw.size() > 1 ? raw[1] : ' ';
    if (!text::is_letter(next) && next != '/' && next != '!' && next != '?') {
      out += "&lt;";
      raw.remove_prefix(1);
      continue;
    }
    const std::size_t bytes = tag_bytes(raw);
    const std::string_view tag = raw.substr(0, bytes);
    raw.remove_prefix(bytes);
    if (!tag.ends_with('>') || next == '!' || next == '?') continue;
    const std::string name = tag_name(tag);
    if (!has(kDropped, name)) {
      write_tag(tag, out);
      continue;
    }
    if (next == '/') continue;
    const std::string end = "</" + name;
    std::size_t at = raw.find("</");
    while (at != std::string_view::npos && !text::starts_with_no_case(raw.substr(at), end))
      at = raw.find("</", at + 2);
    raw.remove_prefix(std::min(at, raw.size()));
  }
}

void SafeHtml::write_tag(std::string_view tag, std::string& out) {
  const std::string_view name = listed(tag_name(tag));
  if (name.empty()) return;
  if (tag[1] == '/') return close(name, out);
  close_implied(name, out);
  const bool is_empty = has(kEmpty, name);
  if (!is_empty && open_.size() >= kMostOpen) return;
  out += '<';
  out += name;
  tag.remove_prefix(1 + name.size());
  tag.remove_suffix(1);
  write_attributes(tag, out);
  out += is_empty ? " />"sv : ">"sv;
  if (!is_empty) open_.push_back(name);
}

void SafeHtml::write_attributes(std::string_view attributes, std::string& out) {
  text::Scanner scanner(attributes);
  std::string name;
  std::string_view value;
  std::vector<std::string> seen;
  constexpr std::size_t kMostAttributes = 32;
  while (seen.size() < kMostAttributes && take_attribute(scanner, name, value)) {
    if (!has(kAttributes, name) || std::ranges::find(seen, name) != seen.end()) continue;
    seen.push_back(name);
    const std::string decoded = decode_entities(value);
    if ((name == "href" || name == "src") && !is_safe_url(decoded)) continue;
    out += ' ';
    out += name;
    out += "=\"";
    append_escaped(out, decoded, EscapeFor::AnyQuotes);
    out += '"';
  }
}

void SafeHtml::close(std::string_view name, std::string& out) {
  std::size_t at = open_.size();
  while (at > floor_ && open_[at - 1] != name)
    --at;
  if (at > floor_) close_to(at - 1, out);
}

void SafeHtml::close_implied(std::string_view name, std::string& out) {
  if (has(kEndParagraph, name)) end_paragraph(out);
  if (open_.size() <= floor_) return;
  const std::string_view last = open_.back();
  const bool is_cell = name == "td" || name == "th";
  const bool is_term = name == "dt" || name == "dd";
  const bool ends_last = (name == "li" && last == "li") ||
                         (is_term && (last == "dt" || last == "dd")) ||
                         (is_cell && (last == "td" || last == "th")) ||
                         (name == "tr" && (last == "td" || last == "th" || last == "tr"));
  if (!ends_last) return;
  close_to(open_.size() - 1, out);
  if (name == "tr" && open_.size() > floor_ && open_.back() == "tr") {
    close_to(open_.size() - 1, out);
  }
}

void SafeHtml::end_paragraph(std::string& out) {
  if (open_.size() > floor_ && open_.back() == "p") close_to(open_.size() - 1, out);
}

void SafeHtml::close_to(std::size_t depth, std::string& out) {
  while (open_.size() > depth) {
    out += "</";
    out += open_.back();
    out += '>';
    open_.pop_back();
  }
}

}  // namespace earshot::formats
