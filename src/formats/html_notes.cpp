#include "formats/html_notes.h"

#include "formats/front_matter.h"
#include "formats/html_blocks.h"
#include "formats/languages.h"
#include "formats/offers.h"
#include "formats/squash.h"
#include "formats/titles.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Whether the text is a page and no piece of one.
bool is_whole_page(std::string_view html) {
  constexpr std::size_t kLookAtBytes = 4096;
  const std::string_view head = text::trimmed(html.substr(0, kLookAtBytes));
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    for (const std::string_view tag : {"<!doctype", "<html", "<head>", "<head ", "<body"}) {
      if (text::starts_with_no_case(head.substr(at), tag)) return true;
    }
  }
  return false;
}

bool is_sound(std::string_view url) {
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  for (const std::string_view ending : {".mp3", ".m4a", ".ogg", ".opus", ".aac", ".wav"}) {
    if (path.size() > ending.size() &&
        text::equal_no_case(path.substr(path.size() - ending.size()), ending)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void read_html_notes(std::string_view name, std::string_view source, model::ParsedFile& file,
                     SourceMap& map) {
  model::Episode episode;
  const std::uint32_t begin = take_front_matter(source, episode, file, map);
  NotesBuilder notes;
  Reporter report(source, file);
  HtmlBlocks blocks(notes, map, report);
  const std::string_view html = source.substr(begin);
  if (is_whole_page(html)) {
    blocks.read_page(html, begin);
  } else {
    blocks.read(html, begin);
  }
  notes.end();
  set_offers_apart(notes.notes());
  cut_squashed_paragraphs(notes.notes());
  notes.notes().pictures_are_links = true;
  episode.notes = notes.finish(episode.duration);
  episode.chapters = chapters_from_times(*episode.notes);
  if (episode.title.empty()) episode.title = blocks.title();
  if (episode.title.empty()) episode.title = title_of_notes(*episode.notes, name);
  for (const std::string& url : blocks.media()) {
    if (episode.enclosure.url.empty() && is_sound(url)) episode.enclosure.url = url;
  }
  if (file.language.empty() && !blocks.language().empty()) {
    file.language = language_code(blocks.language());
    episode.language = file.language;
  }
  file.boilerplate = std::move(blocks.boilerplate());
  file.kind = model::FileKind::Notes;
  file.episodes.push_back(std::move(episode));
}

}  // namespace earshot::formats
