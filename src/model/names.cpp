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

std::string_view name(Format format) {
  switch (format) {
    case Format::Unknown:
      return "unknown";
    case Format::Vtt:
      return "vtt";
    case Format::Srt:
      return "srt";
    case Format::NotesMarkdown:
      return "notes-markdown";
    case Format::NotesText:
      return "notes-text";
    case Format::Page:
      return "page";
  }
  return "unknown";
}

std::optional<Format> format_from_name(std::string_view name_of_format) {
  for (const Format format :
       {Format::Vtt, Format::Srt, Format::NotesMarkdown, Format::NotesText, Format::Page}) {
    if (name_of_format == name(format)) return format;
  }
  return std::nullopt;
}

}  // namespace earshot::model
