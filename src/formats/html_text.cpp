#include "formats/html_text.h"

#include <algorithm>

#include "formats/entities.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

constexpr std::string_view kBlockTags[] = {
    "p",       "div",     "br",      "li",      "ul",  "ol", "tr",    "h1",
    "h2",      "h3",      "h4",      "h5",      "h6",  "hr", "table", "blockquote",
    "section", "article", "summary", "details", "pre", "dt", "dd",    "figcaption"};

std::string_view tag_name(std::string_view tag) {
  std::size_t begin = 1;
  if (begin < tag.size() && tag[begin] == '/') ++begin;
  std::size_t end = begin;
  while (end < tag.size() && (text::is_letter(tag[end]) || text::is_digit(tag[end])))
    ++end;
  return tag.substr(begin, end - begin);
}

/// Bytes up to and with the end of the element whose opening tag ends at `from`; its text is none.
std::size_t skip_raw(std::string_view html, std::size_t from, std::string_view name) {
  for (std::size_t at = html.find("</", from); at != std::string_view::npos;
       at = html.find("</", at + 2)) {
    if (!text::starts_with_no_case(html.substr(at + 2), name)) continue;
    const std::size_t close = html.find('>', at);
    return close == std::string_view::npos ? html.size() : close + 1;
  }
  return html.size();
}

}  // namespace

bool is_break_tag(std::string_view tag) {
  return text::equal_no_case(tag_name(tag), "br");
}

std::string text_of_html(std::string_view html) {
  std::string out;
  std::size_t no_more_tags_from = html.size();
  std::size_t at = 0;
  while (at < html.size()) {
    const char c = html[at];
    if (c == '&') {
      if (const std::size_t bytes = decode_entity(html.substr(at), out)) {
        at += bytes;
        continue;
      }
    } else if (c == '<' && at < no_more_tags_from) {
      if (html.substr(at).starts_with("<!--")) {
        const std::size_t end = html.find("-->", at + 4);
        at = end == std::string_view::npos ? html.size() : end + 3;
        continue;
      }
      const char next = at + 1 < html.size() ? html[at + 1] : ' ';
      const bool opens = text::is_letter(next) || next == '/' || next == '!' || next == '?';
      const std::size_t close = opens ? html.find('>', at) : std::string_view::npos;
      if (opens && close == std::string_view::npos) no_more_tags_from = at;
      if (close != std::string_view::npos) {
        const std::string_view tag = html.substr(at, close + 1 - at);
        const std::string_view name = tag_name(tag);
        at = close + 1;
        const bool is_raw =
            text::equal_no_case(name, "script") || text::equal_no_case(name, "style");
        if (is_raw && next != '/') at = skip_raw(html, at, name);
        const bool is_block = std::ranges::any_of(
            kBlockTags, [&](std::string_view known) { return text::equal_no_case(known, name); });
        if (is_block && !out.empty() && out.back() != '\n') out += '\n';
        continue;
      }
    }
    const std::size_t end = std::min(html.find_first_of("&<", at + 1), html.size());
    out += html.substr(at, end - at);
    at = end;
  }
  return out;
}

}  // namespace earshot::formats
