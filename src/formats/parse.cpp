#include "formats/parse.h"

#include "formats/chapter_files.h"
#include "formats/feed.h"
#include "formats/html_notes.h"
#include "formats/html_transcript.h"
#include "formats/json_transcripts.h"
#include "formats/markdown.h"
#include "formats/opml.h"
#include "formats/outline.h"
#include "formats/page.h"
#include "formats/source_map.h"
#include "formats/srt.h"
#include "formats/text_transcript.h"
#include "formats/tsv.h"
#include "formats/ttml.h"
#include "formats/vtt.h"
#include "text/encoding.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

using model::Format;

Result<Format> chosen_format(std::string_view name, std::string_view text,
                             const ParseOptions& options) {
  if (!options.as) return detect_format(name, text);
  const Format format = *options.as;
  const auto refuse = [](std::string detail) {
    return std::unexpected(Error{ErrorCode::NotThisFormat, std::move(detail)});
  };
  if (format == Format::Unknown) return refuse("No format was named.");
  // Any text can be read as notes; a page must be one, or its parts would be guesses.
  if (format == Format::Page && !looks_like_page(text)) {
    return refuse("The text has no line with author and duration, as an episode page has.");
  }
  if ((format == Format::Rss || format == Format::Atom) && !looks_like_feed(text)) {
    return refuse("The text holds no element that a feed begins with.");
  }
  if (format == Format::Opml && !looks_like_opml(text)) {
    return refuse("The text is no list of feeds.");
  }
  if ((format == Format::Vtt && !has_vtt_signature(text)) || format == Format::Srt) {
    if (!text.contains("-->") && !text.contains("->") && !text.contains("→")) {
      return refuse("The text has no line with the times of a cue.");
    }
  }
  return format;
}

/// Spans count in the file, which may have another encoding than the text that was read.
std::vector<model::SourceSpan> spans_in_file(std::vector<model::SourceSpan> spans,
                                             const text::OffsetMap& offsets) {
  if (spans.empty() || offsets.is_identity()) return spans;
  for (model::SourceSpan& span : spans)
    span.range_in_source = offsets.in_file(span.range_in_source);
  // The byte order mark is no part of the text.
  const std::uint32_t mark_bytes = offsets.in_file(0);
  if (mark_bytes > 0) {
    spans.insert(spans.begin(), {.range_in_source = {0, mark_bytes}, .field = "markup"});
  }
  return spans;
}

}  // namespace

Result<model::ParsedFile> parse_file(std::string_view name, std::span<const std::byte> bytes,
                                     const ParseOptions& options) {
  if (bytes.size() > options.max_bytes) {
    return std::unexpected(
        Error{ErrorCode::TooLarge, "The file has " + std::to_string(bytes.size() >> 20) +
                                       " MB; at most " + std::to_string(options.max_bytes >> 20) +
                                       " MB are read."});
  }
  Result<text::DecodedText> decoded = text::decode_text(bytes);
  if (!decoded) return std::unexpected(decoded.error());
  const std::string_view source = decoded->utf8;
  if (text::is_blank(source)) {
    return std::unexpected(Error{ErrorCode::NotText, "The file holds nothing but white space."});
  }
  const Result<Format> format = chosen_format(name, source, options);
  if (!format) return std::unexpected(format.error());

  model::ParsedFile file;
  file.format = *format;
  file.diagnostics = std::move(decoded->diagnostics);
  SourceMap map(options.with_spans);
  std::string_view rest_field = "markup";
  switch (*format) {
    case Format::Vtt:
      read_vtt(source, file, map);
      break;
    case Format::Srt:
      read_srt(source, file, map);
      break;
    case Format::PodcastJson:
    case Format::WhisperJson:
      read_json_transcript(source, file, map);
      break;
    case Format::Tsv:
      read_tsv(source, file, map);
      break;
    case Format::Ttml:
      read_ttml(source, file, map);
      break;
    case Format::TranscriptHtml:
      read_html_transcript(source, file, map);
      break;
    case Format::TranscriptText:
      read_text_transcript(source, file, map);
      break;
    case Format::ChaptersJson:
      read_json_chapters(source, file, map);
      break;
    case Format::Psc:
      read_psc_file(source, file, map);
      break;
    case Format::NotesMarkdown:
      read_markdown(name, source, file, map);
      break;
    case Format::NotesHtml:
      read_html_notes(name, source, file, map);
      break;
    case Format::Rss:
    case Format::Atom:
      read_feed(source, file, map);
      break;
    case Format::Opml:
      read_opml(source, file, map);
      break;
    case Format::Page:
      read_page(source, file, map);
      rest_field = "boilerplate";
      break;
    default:
      read_outline(name, source, file, map);
      break;
  }
  file.spans = spans_in_file(map.finish(source, rest_field), decoded->offsets);
  return file;
}

}  // namespace earshot::formats
