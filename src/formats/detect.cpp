#include <algorithm>
#include <optional>

#include "formats/chapter_files.h"
#include "formats/cue_times.h"
#include "formats/feed.h"
#include "formats/front_matter.h"
#include "formats/html_notes.h"
#include "formats/html_transcript.h"
#include "formats/json_format.h"
#include "formats/opml.h"
#include "formats/page.h"
#include "formats/parse.h"
#include "formats/squash.h"
#include "formats/text_transcript.h"
#include "formats/tsv.h"
#include "formats/ttml.h"
#include "formats/vtt.h"
#include "text/lines.h"
#include "text/numerals.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// What is looked at to tell the format: the beginning says it, and detection must not cost more
/// than reading.
constexpr std::size_t kLookAtBytes = 256 * 1024;
constexpr std::size_t kLookAtLineBytes = 2'000;

std::string_view extension(std::string_view name) {
  const std::size_t slash = name.find_last_of('/');
  if (slash != std::string_view::npos) name = name.substr(slash + 1);
  const std::size_t dot = name.find_last_of('.');
  return dot == std::string_view::npos ? std::string_view{} : name.substr(dot + 1);
}

struct Signs {
  std::size_t lines = 0;  ///< not blank
  std::size_t timings = 0;
  std::size_t comma_timings = 0;
  std::size_t markdown = 0;  ///< weight of what only Markdown writes
  std::size_t outline = 0;   ///< weight of what plain-text outlines write
};

bool has_link(std::string_view line) {
  const std::size_t middle = line.find("](");
  return middle != std::string_view::npos && line.find('[') < middle &&
         line.find(')', middle) != std::string_view::npos;
}

bool has_pair(std::string_view line, std::string_view sign) {
  const std::size_t first = line.find(sign);
  if (first == std::string_view::npos || first + sign.size() >= line.size()) return false;
  const std::size_t inside = first + sign.size();
  return !text::is_white(line[inside]) && line.find(sign, inside + 1) != std::string_view::npos;
}

void look_at(std::string_view line, Signs& signs) {
  const std::string_view text = text::trimmed(line);
  ++signs.lines;
  const bool may_be_bare = text::is_digit(text.front()) && text.substr(0, 4).contains(':');
  if (may_be_bare || text.contains("--") || text.contains("→") || text.contains("->")) {
    if (const std::optional<CueTiming> timing = lenient_timing(text, TimingStyle::Srt)) {
      ++signs.timings;
      if (timing->recovered.empty() || timing->recovered == "no-hours") ++signs.comma_timings;
      return;
    }
  }
  const std::size_t hashes = std::min(text.find_first_not_of('#'), text.size());
  if (hashes >= 1 && hashes <= 6 && hashes < text.size() && text[hashes] == ' ') {
    signs.markdown += 3;
  }
  if (text.starts_with("```") || text.starts_with("~~~")) signs.markdown += 3;
  if (has_link(text)) signs.markdown += 3;
  if (has_pair(text, "**") || has_pair(text, "__") || has_pair(text, "`")) signs.markdown += 2;
  if (text.starts_with("> ")) signs.markdown += 1;
  if (text.starts_with('|') && text.ends_with('|') && text.size() > 2) signs.markdown += 1;
  if (text.starts_with("* ") || text.starts_with("- ") || text.starts_with("+ ")) {
    signs.markdown += 1;
    signs.outline += 1;
  }
  for (const std::string_view bullet : {"•", "◦", "▪", "‣", "●", "○", "–", "—", "・", "◆", "◇"}) {
    if (text.starts_with(bullet)) signs.outline += 3;
  }
  const std::size_t dot = text.substr(0, 8).find_first_of(".)");
  if (dot != std::string_view::npos && dot + 1 < text.size() && text[dot + 1] == ' ') {
    const std::string_view number = text.substr(0, dot);
    if (text::roman_value(number) && number.size() > 1) signs.outline += 3;
    if (text::letter_value(number)) signs.outline += 2;
  }
}

/// Markdown may hold HTML: it is HTML where its tags outweigh what only Markdown writes.
bool is_html_notes(std::string_view ending, std::string_view body, const Signs& signs) {
  if (text::equal_no_case(ending, "md") || text::equal_no_case(ending, "markdown")) return false;
  const std::size_t weight = html_weight(body);
  const bool is_named = text::equal_no_case(ending, "html") || text::equal_no_case(ending, "htm") ||
                        text::equal_no_case(ending, "xhtml");
  if (is_named) return weight > 0;
  constexpr std::size_t kLeastWeight = 3;
  return weight >= kLeastWeight && weight > signs.markdown;
}

/// JSON of some other use. What its strings hold says nothing about the file.
bool looks_like_json(std::string_view body) {
  const std::string_view text = text::trimmed(body);
  if (text.size() < 2 || (text[0] != '{' && text[0] != '[')) return false;
  const std::string_view inside = text::trimmed(text.substr(1, 200));
  return inside.starts_with(text[0] == '{' ? '"' : '{') ||
         (text[0] == '[' && inside.starts_with('"'));
}

}  // namespace

model::Format detect_format(std::string_view name, std::string_view text) {
  using model::Format;
  if (has_vtt_signature(text)) return Format::Vtt;
  if (looks_like_feed(text)) return is_atom_feed(text) ? Format::Atom : Format::Rss;
  if (looks_like_opml(text)) return Format::Opml;
  if (const std::optional<Format> json = json_format(text)) return *json;
  if (looks_like_ttml(text)) return Format::Ttml;
  if (looks_like_psc(text)) return Format::Psc;
  const std::string_view ending = extension(name);
  const bool named_vtt = text::equal_no_case(ending, "vtt");
  const bool named_srt = text::equal_no_case(ending, "srt");
  const bool named_markdown =
      text::equal_no_case(ending, "md") || text::equal_no_case(ending, "markdown");
  // Notes about HTML name its elements.
  if (!named_markdown && looks_like_html_transcript(text)) return Format::TranscriptHtml;
  if (looks_like_page(text)) return Format::Page;
  // Front matter stands over notes of any kind: what follows it decides.
  const std::uint32_t front_bytes = read_front_matter(text).end_in_source;
  const std::string_view body = text.substr(front_bytes, kLookAtBytes);
  Signs signs;
  text::LineReader lines(body);
  while (const std::optional<text::Line> line = lines.next()) {
    const std::string_view content = slice(body, line->range_in_source).substr(0, kLookAtLineBytes);
    if (text::is_blank(content)) continue;
    look_at(content, signs);
    // So many cues in a row are no quotation; a file named .vtt is looked at for its commas.
    constexpr std::size_t kPlentyOfTimings = 64;
    if (signs.timings >= kPlentyOfTimings && signs.timings * 4 >= signs.lines && !named_vtt) {
      return Format::Srt;
    }
  }
  // A cue has a line of times and at most a handful of text.
  const bool is_transcript =
      signs.timings > 0 && (signs.timings * 8 >= signs.lines || named_vtt || named_srt);
  if (is_transcript) {
    if (named_vtt && signs.comma_timings == 0) return Format::Vtt;
    return Format::Srt;
  }
  if (looks_like_tsv(text)) return Format::Tsv;
  if (looks_like_text_transcript(text)) return Format::TranscriptText;
  if (looks_like_json(body)) return Format::NotesText;
  if (is_html_notes(ending, body, signs)) return Format::NotesHtml;
  if (looks_squashed(body)) return Format::NotesText;
  const bool may_be_markdown = named_markdown || front_bytes > 0;
  if (may_be_markdown && signs.outline <= signs.markdown + 3) return Format::NotesMarkdown;
  if (signs.markdown >= 3 && signs.markdown > signs.outline) return Format::NotesMarkdown;
  return Format::NotesText;
}

}  // namespace earshot::formats
