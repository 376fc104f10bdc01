#include <array>

#include "model/episode.h"

namespace earshot::model {

std::string_view name(FileKind kind) {
  switch (kind) {
    case FileKind::Unknown:
      return "unknown";
    case FileKind::Transcript:
      return "transcript";
    case FileKind::Notes:
      return "notes";
    case FileKind::Chapters:
      return "chapters";
    case FileKind::Feed:
      return "feed";
    case FileKind::Opml:
      return "opml";
    case FileKind::Page:
      return "page";
  }
  return "unknown";
}

namespace {

struct FormatName {
  Format format;
  std::string_view name;
};

constexpr std::array kFormatNames{
    FormatName{Format::Vtt, "vtt"},
    FormatName{Format::Srt, "srt"},
    FormatName{Format::Ttml, "ttml"},
    FormatName{Format::Tsv, "tsv"},
    FormatName{Format::PodcastJson, "podcast-json"},
    FormatName{Format::WhisperJson, "whisper-json"},
    FormatName{Format::TranscriptHtml, "transcript-html"},
    FormatName{Format::TranscriptText, "transcript-text"},
    FormatName{Format::ChaptersJson, "chapters-json"},
    FormatName{Format::Psc, "psc"},
    FormatName{Format::Rss, "rss"},
    FormatName{Format::Atom, "atom"},
    FormatName{Format::Opml, "opml"},
    FormatName{Format::NotesMarkdown, "notes-markdown"},
    FormatName{Format::NotesHtml, "notes-html"},
    FormatName{Format::NotesText, "notes-text"},
    FormatName{Format::Page, "page"},
};

}  // namespace

std::string_view name(Format format) {
  for (const FormatName& known : kFormatNames) {
    if (known.format == format) return known.name;
  }
  return "unknown";
}

std::optional<Format> format_from_name(std::string_view name_of_format) {
  for (const FormatName& known : kFormatNames) {
    if (known.name == name_of_format) return known.format;
  }
  return std::nullopt;
}

}  // namespace earshot::model
