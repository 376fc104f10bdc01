#include "formats/parse.h"

#include <algorithm>

#include "formats/chapter_files.h"
#include "formats/feed.h"
#include "formats/html_notes.h"
#include "formats/html_transcript.h"
#include "formats/json_transcripts.h"
#include "formats/languages.h"
#include "formats/markdown.h"
#include "formats/opml.h"
#include "formats/outline.h"
#include "formats/page.h"
#include "formats/reporter.h"
#include "formats/source_map.h"
#include "formats/srt.h"
#include "formats/text_transcript.h"
#include "formats/tsv.h"
#include "formats/ttml.h"
#include "formats/vtt.h"
#include "text/encoding.h"
#include "text/mojibake.h"
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
  const bool is_json = format == Format::PodcastJson || format == Format::WhisperJson ||
                       format == Format::ChaptersJson;
  if (is_json && text.find_first_of("{[") == std::string_view::npos) {
    return refuse("The text holds no JSON.");
  }
  const bool is_markup =
      format == Format::Ttml || format == Format::Psc || format == Format::TranscriptHtml;
  if (is_markup && !text.contains('<')) return refuse("The text has no tags.");
  if (format == Format::Tsv && !text.contains('\t')) {
    return refuse("The text has no columns with tabs between them.");
  }
  if ((format == Format::Vtt && !has_vtt_signature(text)) || format == Format::Srt) {
    if (!text.contains("-->") && !text.contains("->") && !text.contains("→")) {
      return refuse("The text has no line with the times of a cue.");
    }
  }
  return format;
}

/// Files name languages in many ways: whoever reads on knows one of them.
void use_language_codes(model::ParsedFile& file) {
  const auto use_code = [](std::string& language) { language = language_code(language); };
  use_code(file.language);
  if (file.transcript) use_code(file.transcript->language);
  if (file.show) use_code(file.show->language);
  for (auto* episodes : {&file.episodes, &file.live}) {
    for (model::Episode& episode : *episodes) {
      use_code(episode.language);
      for (model::TranscriptRef& transcript : episode.transcripts)
        use_code(transcript.language);
    }
  }
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

/// Offers what the text should say where it was decoded wrongly before it was saved. The text stays
/// as it is.
void report_mojibake(std::string_view source, model::ParsedFile& file) {
  constexpr std::size_t kMostReports = 10;
  constexpr std::uint32_t kContextBytes = 40;
  std::size_t more = 0;
  const std::vector<text::Mojibake> all = text::find_mojibake(source, kMostReports, more);
  Reporter report(source, file);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Range range = all[i].range_in_text;
    const auto size = static_cast<std::uint32_t>(source.size());
    const std::uint32_t line = static_cast<std::uint32_t>(source.rfind('\n', range.begin) + 1);
    const std::uint32_t line_end =
        static_cast<std::uint32_t>(std::min<std::size_t>(source.find('\n', range.end), size));
    const std::uint32_t begin =
        std::max(line, range.begin < kContextBytes ? 0 : range.begin - kContextBytes);
    const std::uint32_t end = std::min(line_end, range.end + kContextBytes);
    const auto floor = [&](std::uint32_t at) {
      return static_cast<std::uint32_t>(text::floor_to_character(source, at));
    };
    std::string repaired(slice(source, {floor(begin), range.begin}));
    repaired += all[i].repaired;
    repaired += slice(source, {range.end, floor(end)});
    std::string message =
        "These characters were read in a wrong encoding before the file was "
        "saved. They should say: ";
    message += text::trimmed(repaired);
    if (i == 0 && all.size() + more > 1) {
      message += " (" + std::to_string(all.size() + more) + " such places in the file)";
    }
    report.add(Severity::Warning, "mojibake", std::move(message), {floor(begin), floor(end)});
  }
}

/// The text with all mojibake repaired, and where its characters stand in the file.
text::DecodedText repaired(text::DecodedText decoded, std::uint32_t& count) {
  std::size_t more = 0;
  const std::vector<text::Mojibake> all = text::find_mojibake(decoded.utf8, SIZE_MAX, more);
  count = static_cast<std::uint32_t>(all.size());
  if (all.empty()) return decoded;
  const text::OffsetMap& old = decoded.offsets;
  std::string out;
  text::OffsetMap offsets;
  offsets.skip_in_file(old.in_file(0));
  const auto copy = [&](Range range) {
    const std::string_view kept = slice(decoded.utf8, range);
    for (std::size_t at = 0; at < kept.size();) {
      const auto bytes =
          static_cast<std::uint32_t>(std::max<std::size_t>(text::character_at(kept, at).bytes, 1));
      const auto begin = range.begin + static_cast<std::uint32_t>(at);
      offsets.add(bytes, old.in_file(Range{begin, begin + bytes}).size());
      at += bytes;
    }
    out += kept;
  };
  std::uint32_t at = 0;
  for (const text::Mojibake& found : all) {
    copy({at, found.range_in_text.begin});
    out += found.repaired;
    offsets.add(static_cast<std::uint32_t>(found.repaired.size()),
                old.in_file(found.range_in_text).size());
    at = found.range_in_text.end;
  }
  copy({at, static_cast<std::uint32_t>(decoded.utf8.size())});
  decoded.utf8 = std::move(out);
  decoded.offsets = std::move(offsets);
  return decoded;
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
  std::uint32_t repaired_places = 0;
  if (options.repair_mojibake) decoded = repaired(*std::move(decoded), repaired_places);
  const std::string_view source = decoded->utf8;
  if (text::is_blank(source)) {
    return std::unexpected(Error{ErrorCode::NotText, "The file holds nothing but white space."});
  }
  const Result<Format> format = chosen_format(name, source, options);
  if (!format) return std::unexpected(format.error());

  model::ParsedFile file;
  file.format = *format;
  file.encoding = decoded->encoding;
  file.repaired = repaired_places;
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
  use_language_codes(file);
  report_mojibake(source, file);
  file.spans = spans_in_file(map.finish(source, rest_field), decoded->offsets);
  return file;
}

}  // namespace earshot::formats
