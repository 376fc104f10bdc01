#include <algorithm>
#include <string>

#include "formats/entities.h"
#include "formats/html_blocks.h"
#include "formats/html_notes.h"
#include "formats/offers.h"
#include "formats/outline.h"
#include "formats/squash.h"
#include "text/lines.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Elements that notes are made of. "<b>" and "<i>" count, "<T>" of a program does not.
constexpr std::string_view kTags[] = {
    "html", "head",       "body",   "p",    "br",      "div",     "span",   "ul", "ol", "li", "a",
    "b",    "i",          "em",     "u",    "strong",  "h1",      "h2",     "h3", "h4", "h5", "h6",
    "hr",   "blockquote", "img",    "code", "pre",     "table",   "tr",     "td", "th", "dl", "dt",
    "dd",   "section",    "figure", "main", "article", "summary", "details"};

/// Looking further would make telling apart cost more than reading.
constexpr std::size_t kLookAtBytes = 256 * 1024;

/// Whether `text` begins with one of the tags, "<" being `open` and ">" found in `text` as it is.
bool begins_tag(std::string_view text) {
  std::size_t begin = 0;
  if (text.starts_with('/')) begin = 1;
  std::size_t end = begin;
  while (end < text.size() && end < begin + 11 &&
         (text::is_letter(text[end]) || text::is_digit(text[end]))) {
    ++end;
  }
  if (end == begin || end >= text.size()) return false;
  const std::string_view name = text.substr(begin, end - begin);
  const char after = text[end];
  if (after != '>' && after != '/' && after != '&' && !text::is_white(after)) return false;
  return std::ranges::any_of(kTags,
                             [&](std::string_view tag) { return text::equal_no_case(tag, name); });
}

bool has_tags(std::string_view text, std::string_view open) {
  text = text.substr(0, kLookAtBytes);
  for (std::size_t at = text.find(open); at != std::string_view::npos; at = text.find(open, at)) {
    at += open.size();
    if (begins_tag(text.substr(at))) return true;
  }
  return false;
}

model::Notes read_plain(std::string_view text, Millis duration) {
  const std::string decoded = decode_entities(text);
  const std::string_view body = text::trimmed(decoded);
  if (looks_squashed(body)) {
    CamelWords words;
    collect_camel_words({}, words);
    return read_squashed(body, words, duration);
  }
  NotesBuilder notes;
  SourceMap map(false);
  read_outline_lines(body, text::split_lines(body), notes, map);
  return notes.finish(duration);
}

model::Notes read_html(std::string_view html, Millis duration) {
  NotesBuilder notes;
  SourceMap map(false);
  model::ParsedFile file;
  Reporter report(html, file);
  HtmlBlocks(notes, map, report).read(html, std::nullopt);
  notes.end();
  set_offers_apart(notes.notes());
  cut_squashed_paragraphs(notes.notes());
  notes.notes().pictures_are_links = true;
  return notes.finish(duration);
}

}  // namespace

bool looks_like_html(std::string_view text) {
  return has_tags(text, "<");
}

std::size_t html_weight(std::string_view text) {
  text = text.substr(0, kLookAtBytes);
  const std::string_view head = text::trimmed(text);
  // Nothing else begins so.
  constexpr std::size_t kSure = 1'000'000;
  if (text::starts_with_no_case(head, "<!doctype html") ||
      text::starts_with_no_case(head, "<html")) {
    return kSure;
  }
  std::size_t weight = head.starts_with('<') && begins_tag(head.substr(1)) ? 3 : 0;
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    if (begins_tag(text.substr(at + 1))) ++weight;
  }
  return weight;
}

model::Notes read_notes_fragment(std::string_view text, Millis duration) {
  if (looks_like_html(text)) return read_html(text, duration);
  if (has_tags(text, "&lt;")) return read_html(decode_entities(text), duration);
  return read_plain(text, duration);
}

}  // namespace earshot::formats
