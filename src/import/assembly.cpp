#include "import/assembly.h"

#include <algorithm>
#include <utility>

#include "library/identity.h"

namespace earshot::import {
namespace {

using model::FileKind;

bool is_page(const ParsedEntry& file) {
  return (file.file.kind == FileKind::Page || file.file.kind == FileKind::Feed) &&
         !file.file.episodes.empty();
}

bool is_notes(const ParsedEntry& file) {
  return file.file.kind == FileKind::Notes && !file.file.episodes.empty();
}

bool is_transcript(const ParsedEntry& file) {
  return file.file.kind == FileKind::Transcript && file.file.transcript.has_value();
}

template <typename T>
void fill(T& value, T&& other, const T& nothing) {
  if (value == nothing) value = std::move(other);
}

void fill(std::string& value, std::string&& other) {
  if (value.empty()) value = std::move(other);
}

std::string first_of(std::initializer_list<std::string_view> candidates) {
  for (const std::string_view candidate : candidates) {
    if (!candidate.empty()) return std::string(candidate);
  }
  return {};
}

/// Fills the episode's empty fields from another telling of it.
void fill_episode(model::Episode& episode, model::Episode&& other) {
  fill(episode.guid, std::move(other.guid));
  fill(episode.author, std::move(other.author));
  fill(episode.date, std::move(other.date), kNoDate);
  fill(episode.duration, std::move(other.duration), kNoTime);
  if (episode.number < 0 && other.number >= 0) {
    episode.number = other.number;
    if (episode.season < 0) episode.season = other.season;
  }
  fill(episode.link, std::move(other.link));
  fill(episode.language, std::move(other.language));
  fill(episode.show, std::move(other.show));
  fill(episode.summary, std::move(other.summary));
  if (episode.enclosure.url.empty()) episode.enclosure = std::move(other.enclosure);
  if (episode.chapters.empty()) episode.chapters = std::move(other.chapters);
}

/// What the name of the main file says, where the file itself does not.
void fill_from_name(Draft& draft, const library::FileName& name, std::string_view path) {
  model::Episode& episode = draft.episode;
  // A reader that finds no title may give the file's name as it is: ours is better then.
  const std::size_t slash = path.rfind('/');
  const std::string_view file = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const std::string key = library::title_key(episode.title);
  const bool is_file_name =
      key == library::title_key(file) || key == library::title_key(file.substr(0, file.rfind('.')));
  draft.is_title_told = !key.empty() && !is_file_name;
  if (!draft.is_title_told) episode.title = name.title;
  if (episode.number < 0) {
    episode.number = name.number;
    if (episode.season < 0) episode.season = name.season;
  }
  if (episode.date == kNoDate) episode.date = name.date;
}

void add_notes(Draft& draft, const ParsedEntry& file, model::Episode& episode) {
  if (!episode.notes) return;
  draft.notes.push_back({.notes = std::move(*episode.notes),
                         .source = file.path,
                         .format = std::string(model::name(file.file.format)),
                         .language = first_of({episode.language, file.file.language})});
  episode.notes.reset();
}

void add_source(Draft& draft, const ParsedEntry& file) {
  draft.entries.push_back(file.entry);
  draft.sources.push_back(file.source);
}

std::string without_white_space(std::string_view text) {
  std::string solid;
  solid.reserve(text.size());
  for (const char c : text) {
    if (c != ' ' && c != '\n') solid += c;
  }
  return solid;
}

/// A transcript, unless one with the same words is there: the same episode as VTT and as SRT would
/// give every hit twice.
void add_transcript(Draft& draft, ParsedEntry& file, Assembled& out) {
  if (draft.transcripts.empty() && draft.episode.language.empty())
    draft.episode.language = first_of({file.file.transcript->language, file.file.language});
  const std::string solid = without_white_space(file.file.transcript->plain);
  for (const TranscriptPart& part : draft.transcripts) {
    if (without_white_space(part.transcript.plain) != solid) continue;
    out.same_words.push_back({file.entry, part.entry});
    return;
  }
  std::string language =
      first_of({file.file.transcript->language, file.file.language, file.name.language});
  draft.transcripts.push_back({.transcript = std::move(*file.file.transcript),
                               .entry = file.entry,
                               .source = file.path,
                               .format = std::string(model::name(file.file.format)),
                               .language = std::move(language)});
}

void choose_show(Draft& draft, const model::Show* page_show, const std::string& fallback) {
  draft.show = draft.episode.show;
  if (draft.show.empty() && page_show != nullptr) draft.show = page_show->title;
  draft.is_show_told = !draft.show.empty();
  if (draft.show.empty()) draft.show = fallback;
}

/// A draft of what the file tells first.
Draft start(ParsedEntry& file) {
  Draft draft;
  draft.source = file.path;
  add_source(draft, file);
  if (!file.file.episodes.empty()) {
    draft.episode = std::move(file.file.episodes.front());
    add_notes(draft, file, draft.episode);
  }
  if (draft.episode.chapters.empty()) draft.episode.chapters = std::move(file.file.chapters);
  fill_from_name(draft, file.name, file.path);
  return draft;
}

void add_listed(ParsedEntry& page, const Draft& main, Assembled& out) {
  for (std::size_t i = 1; i < page.file.episodes.size(); ++i) {
    Draft listed;
    listed.episode = std::move(page.file.episodes[i]);
    listed.episode.listed_only = listed.episode.listed_only || page.file.kind == FileKind::Page;
    listed.source = page.path;
    listed.is_title_told = true;
    add_source(listed, page);
    add_notes(listed, page, listed.episode);
    listed.show = listed.episode.show.empty() ? main.show : listed.episode.show;
    listed.is_show_told = main.is_show_told || !listed.episode.show.empty();
    listed.title_key = library::title_key(listed.episode.title);
    if (!listed.title_key.empty() || !listed.notes.empty()) out.listed.push_back(std::move(listed));
  }
}

}  // namespace

Assembled assemble(std::vector<ParsedEntry> files, const std::string& fallback_show) {
  Assembled out;
  if (files.empty()) return out;
  // Stable, so that files of one kind stay in the order of their names. WebVTT before other forms
  // of a transcript: it alone names speakers.
  const auto rank = [](const ParsedEntry& file) {
    if (is_page(file)) return 0;
    if (is_notes(file)) return 1;
    if (is_transcript(file)) return file.file.format == model::Format::Vtt ? 2 : 3;
    return 4;
  };
  std::ranges::stable_sort(files, {}, rank);

  Draft draft = start(files.front());
  const model::Show* page_show = nullptr;
  for (ParsedEntry& file : files) {
    if (file.file.show && !file.file.show->title.empty()) out.shows.push_back(*file.file.show);
  }
  if (is_page(files.front()) && files.front().file.show) page_show = &*files.front().file.show;

  for (std::size_t i = 0; i < files.size(); ++i) {
    ParsedEntry& file = files[i];
    if (i > 0 && is_page(file)) continue;  // below
    if (i > 0) {
      if (is_notes(file)) {
        add_notes(draft, file, file.file.episodes.front());
        fill_episode(draft.episode, std::move(file.file.episodes.front()));
      }
      add_source(draft, file);
      if (draft.episode.chapters.empty()) draft.episode.chapters = std::move(file.file.chapters);
    }
    if (is_transcript(file)) add_transcript(draft, file, out);
  }
  choose_show(draft, page_show, fallback_show);
  draft.title_key = library::title_key(draft.episode.title);
  if (is_page(files.front())) add_listed(files.front(), draft, out);
  out.full.push_back(std::move(draft));

  // Further pages of the same name are episodes of their own.
  for (std::size_t i = 1; i < files.size(); ++i) {
    if (!is_page(files[i])) continue;
    Draft other = start(files[i]);
    choose_show(other, files[i].file.show ? &*files[i].file.show : nullptr, fallback_show);
    other.title_key = library::title_key(other.episode.title);
    add_listed(files[i], other, out);
    out.full.push_back(std::move(other));
  }
  return out;
}

void merge(Draft& full, Draft&& other) {
  if (!full.is_title_told && other.is_title_told) {
    full.episode.title = std::move(other.episode.title);
    full.is_title_told = true;
  }
  if (!full.is_show_told && other.is_show_told) {
    full.show = std::move(other.show);
    full.is_show_told = true;
  }
  fill_episode(full.episode, std::move(other.episode));
  if (full.notes.empty()) full.notes = std::move(other.notes);
  for (TranscriptPart& part : other.transcripts)
    full.transcripts.push_back(std::move(part));
}

void fill_duration(Draft& draft) {
  if (draft.episode.duration != kNoTime) return;
  Millis last = kNoTime;
  for (const TranscriptPart& part : draft.transcripts) {
    for (const model::Cue& cue : part.transcript.cues)
      last = std::max({last, cue.time.start, cue.time.end});
  }
  if (last == kNoTime) {
    for (const model::Chapter& chapter : draft.episode.chapters)
      last = std::max(last, chapter.time.end);
  }
  if (last > 0) draft.episode.duration = last;
}

}  // namespace earshot::import
