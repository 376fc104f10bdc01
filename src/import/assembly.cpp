#include "import/assembly.h"

#include <algorithm>
#include <functional>
#include <span>
#include <tuple>
#include <utility>

#include "library/grouping.h"
#include "library/identity.h"

namespace earshot::import {
namespace {

using model::FileKind;

bool is_page(const ParsedEntry& file) {
  return file.file.kind == FileKind::Page && !file.file.episodes.empty();
}

bool is_feed(const ParsedEntry& file) {
  return file.file.kind == FileKind::Feed;
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
  if (!draft.is_title_told) {
    episode.title = name.title;
    draft.has_only_number = !name.has_title && name.number >= 0;
  }
  if (episode.number < 0) {
    episode.number = name.number;
    if (episode.season < 0) episode.season = name.season;
  }
  if (episode.date == kNoDate) episode.date = name.date;
}

void add_notes(Draft& draft, const ParsedEntry& file, model::Episode& episode) {
  if (!episode.notes) return;
  draft.notes.push_back({.notes = std::move(*episode.notes),
                         .entry = file.entry,
                         .source = file.path,
                         .format = std::string(model::name(file.file.format)),
                         // A feed's name is of no episode.
                         .language = first_of({episode.language, file.file.language,
                                               is_feed(file) ? "" : file.name.language})});
  episode.notes.reset();
}

/// The title that the file gives the episode, else that of its name.
std::string own_title(const ParsedEntry& file) {
  if (!file.file.episodes.empty() && !file.file.episodes.front().title.empty() &&
      file.file.kind != FileKind::Feed)
    return file.file.episodes.front().title;
  return file.name.title;
}

void add_file(Draft& draft, const ParsedEntry& file, bool is_list = false) {
  draft.files.push_back({.entry = file.entry,
                         .source = file.source,
                         .path = file.path,
                         .title = own_title(file),
                         .reason = file.reason,
                         .with = draft.files.empty() ? std::string() : draft.files.front().path,
                         .is_by_list = file.is_by_list,
                         .is_audio = false,
                         .is_list = is_list});
}

void add_chapters(Draft& draft, ParsedEntry& file, model::Episode* episode) {
  if (!draft.episode.chapters.empty()) return;
  draft.episode.chapters = std::move(file.file.chapters);
  if (draft.episode.chapters.empty() && episode != nullptr)
    draft.episode.chapters = std::move(episode->chapters);
  if (!draft.episode.chapters.empty()) draft.chapters_entry = file.entry;
}

std::string without_white_space(std::string_view text) {
  std::string solid;
  solid.reserve(text.size());
  for (const char c : text) {
    if (c != ' ' && c != '\n') solid += c;
  }
  return solid;
}

void add_transcript(Draft& draft, ParsedEntry& file) {
  if (draft.transcripts.empty() && draft.episode.language.empty())
    draft.episode.language = first_of({file.file.transcript->language, file.file.language});
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
  add_file(draft, file);
  if (!file.file.episodes.empty()) {
    draft.episode = std::move(file.file.episodes.front());
    add_notes(draft, file, draft.episode);
    if (!draft.episode.chapters.empty()) draft.chapters_entry = file.entry;
  }
  add_chapters(draft, file, nullptr);
  fill_from_name(draft, file.name, file.path);
  return draft;
}

/// What a transcript offers a reader, best first.
auto richness(const TranscriptPart& part, std::string_view language) {
  const model::Transcript& transcript = part.transcript;
  const auto any = [&](auto is) { return std::ranges::any_of(transcript.cues, is); };
  return std::tuple(any([](const model::Cue& cue) { return cue.speaker >= 0; }),
                    any([](const model::Cue& cue) { return !cue.words.empty(); }),
                    any([](const model::Cue& cue) { return cue.time.known(); }),
                    !part.language.empty() && part.language == language, transcript.cues.size(),
                    transcript.plain.size());
}

/// The episodes of a page or feed from number `first` on.
void add_listed(ParsedEntry& list, std::size_t first, const std::string& show, bool is_show_told,
                Assembled& out) {
  for (std::size_t i = first; i < list.file.episodes.size(); ++i) {
    Draft listed;
    listed.episode = std::move(list.file.episodes[i]);
    listed.episode.listed_only = listed.episode.listed_only || list.file.kind == FileKind::Page;
    listed.source = list.path;
    listed.is_from_feed = is_feed(list);
    listed.is_title_told = true;
    add_file(listed, list, true);
    add_notes(listed, list, listed.episode);
    if (!listed.episode.chapters.empty()) listed.chapters_entry = list.entry;
    listed.show = listed.episode.show.empty() ? show : listed.episode.show;
    listed.is_show_told = is_show_told || !listed.episode.show.empty();
    listed.title_key = library::title_match_key(listed.episode.title);
    listed.files.front().title = listed.episode.title;
    if (!listed.title_key.empty() || !listed.notes.empty()) out.listed.push_back(std::move(listed));
  }
}

void add_feed(ParsedEntry& feed, const std::string& fallback_show, Assembled& out) {
  const std::string show = feed.file.show ? feed.file.show->title : std::string();
  add_listed(feed, 0, show.empty() ? fallback_show : show, !show.empty(), out);
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

  for (ParsedEntry& file : files) {
    if (file.file.show && !file.file.show->title.empty()) out.shows.push_back(*file.file.show);
    if (is_feed(file)) add_feed(file, fallback_show, out);
  }
  std::erase_if(files, is_feed);
  if (files.empty()) return out;

  Draft draft = start(files.front());
  const model::Show* page_show = nullptr;
  if (is_page(files.front()) && files.front().file.show) page_show = &*files.front().file.show;

  for (std::size_t i = 0; i < files.size(); ++i) {
    ParsedEntry& file = files[i];
    if (i > 0 && is_page(file)) continue;  // below
    if (i > 0) {
      add_file(draft, file);
      if (is_notes(file)) {
        model::Episode& told = file.file.episodes.front();
        add_notes(draft, file, told);
        add_chapters(draft, file, &told);
        fill_episode(draft.episode, std::move(told));
      } else {
        add_chapters(draft, file, nullptr);
      }
    }
    if (is_transcript(file)) add_transcript(draft, file);
  }
  choose_show(draft, page_show, fallback_show);
  draft.title_key = library::title_match_key(draft.episode.title);
  if (is_page(files.front())) add_listed(files.front(), 1, draft.show, draft.is_show_told, out);
  out.full.push_back(std::move(draft));

  // Further pages of the same name are episodes of their own.
  for (std::size_t i = 1; i < files.size(); ++i) {
    if (!is_page(files[i])) continue;
    Draft other = start(files[i]);
    choose_show(other, files[i].file.show ? &*files[i].file.show : nullptr, fallback_show);
    other.title_key = library::title_match_key(other.episode.title);
    add_listed(files[i], 1, other.show, other.is_show_told, out);
    out.full.push_back(std::move(other));
  }
  return out;
}

void merge(Draft& full, Draft&& other, std::string_view reason) {
  full.is_shown = false;
  if (!full.is_title_told && other.is_title_told) {
    full.episode.title = std::move(other.episode.title);
    full.is_title_told = true;
  }
  if (!full.is_show_told && other.is_show_told) {
    full.show = std::move(other.show);
    full.is_show_told = true;
  }
  if (full.episode.chapters.empty() && !other.episode.chapters.empty()) {
    full.episode.chapters = std::move(other.episode.chapters);
    full.chapters_entry = other.chapters_entry;
  }
  fill_episode(full.episode, std::move(other.episode));
  if (!full.told) full.told = other.told;
  for (NotesPart& part : other.notes)
    full.notes.push_back(std::move(part));
  for (TranscriptPart& part : other.transcripts)
    full.transcripts.push_back(std::move(part));
  if (!full.files.empty() && !other.files.empty() && other.files.front().is_by_list) {
    DraftFile& main = full.files.front();
    if (!main.is_by_list && !main.is_list && main.with.empty()) {
      main.reason = reason;
      main.with = other.files.front().path;
    }
  }
  for (DraftFile& file : other.files) {
    const bool is_known = std::ranges::any_of(
        full.files, [&](const DraftFile& known) { return known.entry == file.entry; });
    if (is_known) continue;
    if (!file.is_by_list && file.with.empty()) {
      file.reason = reason;
      file.with = full.files.front().path;
    }
    full.files.push_back(std::move(file));
  }
}

void order_texts(Draft& draft) {
  if (draft.transcripts.size() > 1) {
    std::ranges::stable_sort(
        draft.transcripts, std::ranges::greater(),
        [&](const TranscriptPart& part) { return richness(part, draft.episode.language); });
    std::vector<Id> told;
    for (TranscriptPart& part : draft.transcripts) {
      const Id words = hash_id(without_white_space(part.transcript.plain));
      part.has_same_words = std::ranges::find(told, words) != told.end();
      told.push_back(words);
    }
  }
  if (draft.notes.size() > 1) {
    std::ranges::stable_sort(draft.notes, std::ranges::greater(), [](const NotesPart& part) {
      return std::pair(part.notes.squashed < 0, part.notes.plain.size());
    });
    const std::string first = without_white_space(draft.notes.front().notes.plain);
    for (NotesPart& part : std::span(draft.notes).subspan(1)) {
      part.has_same_words = first.find(without_white_space(part.notes.plain)) != std::string::npos;
    }
  }
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
