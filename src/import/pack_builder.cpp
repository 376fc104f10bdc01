#include "import/pack_builder.h"

#include <algorithm>
#include <limits>
#include <span>

#include "import/separated_text.h"
#include "import/show_record.h"
#include "indexing/pack_index.h"
#include "library/identity.h"

namespace earshot::import {
namespace {

using pack::BlockRecord;
using pack::SpanRecord;
using pack::TrackKind;

static_assert(static_cast<int>(model::BlockKind::Cue) == static_cast<int>(pack::BlockKind::Cue));
static_assert(static_cast<int>(model::SpanKind::Image) == static_cast<int>(pack::SpanKind::Image));

constexpr std::size_t kMaxSpeakers = std::numeric_limits<std::int16_t>::max();

Id hash_of(std::vector<Id> ids) {
  std::ranges::sort(ids);  // the order in which files were read says nothing about the content
  return hash_id({reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(Id)});
}

}  // namespace

std::string show_key(std::string_view title) {
  std::string key = library::title_key(title);
  return key.empty() ? std::string(title) : key;
}

struct PackBuilder::Track {
  TrackKind kind = TrackKind::Notes;
  std::size_t entry = 0;  ///< the file it came from
  std::string_view text, language, format, source;
  std::span<const BlockRecord> blocks;
  std::span<const SpanRecord> spans = {};
  std::span<const pack::StringRef> speakers = {};
  float squashed = -1.0F;
  bool has_same_words = false;
};

void PackBuilder::add_track(const Track& track) {
  const bool is_indexed =
      track.kind != TrackKind::Offers && !track.text.empty() && !track.has_same_words;
  pack::TrackRecord record;
  record.kind = track.kind;
  record.indexed = is_indexed ? 1 : 0;
  record.language = writer_.string(track.language);
  record.format = writer_.string(track.format);
  record.source = writer_.string(track.source);
  record.squashed = track.squashed;
  if (const auto file = file_numbers_.find(track.entry); file != file_numbers_.end())
    record.file = file->second;
  const std::uint32_t number = writer_.add_track({.record = record,
                                                  .text = track.text,
                                                  .blocks = track.blocks,
                                                  .spans = track.spans,
                                                  .speakers = track.speakers});
  if (!is_indexed || !makes_index_) return;
  indexing::index_track(index_, number, track.kind,
                        track.language.empty() ? std::string_view(language_) : track.language,
                        track.text, track.blocks);
}

void PackBuilder::add_notes(const NotesPart& part) {
  const SeparatedText separated(part.notes);
  std::vector<BlockRecord> blocks;
  blocks.reserve(part.notes.blocks.size());
  for (const model::Block& block : part.notes.blocks) {
    const Range range_in_text = separated.range_in_text(block.text_in_plain);
    blocks.push_back({.begin = range_in_text.begin,
                      .end = range_in_text.end,
                      .kind = static_cast<pack::BlockKind>(block.kind),
                      .level = block.level,
                      .speaker = -1,
                      .start_ms = block.time.start,
                      .end_ms = block.time.end,
                      .marker = writer_.string(block.marker)});
  }
  std::vector<SpanRecord> spans;
  spans.reserve(part.notes.spans.size());
  for (const model::Span& span : part.notes.spans) {
    const Range range_in_text = separated.range_in_text(span.text_in_plain);
    spans.push_back({.begin = range_in_text.begin,
                     .end = range_in_text.end,
                     .kind = static_cast<pack::SpanKind>(span.kind),
                     .reserved = {},
                     .start_ms = span.time.start,
                     .end_ms = span.time.end,
                     .url = writer_.string(span.url)});
  }
  add_track({.kind = TrackKind::Notes,
             .entry = part.entry,
             .text = separated.text(),
             .language = part.language,
             .format = part.format,
             .source = part.source,
             .blocks = blocks,
             .spans = spans,
             .squashed = part.notes.squashed,
             .has_same_words = part.has_same_words});
  for (const model::Link& link : part.notes.links)
    writer_.add_link({writer_.string(link.text), writer_.string(link.url)});
}

void PackBuilder::add_transcript(const TranscriptPart& part) {
  std::vector<pack::StringRef> speakers;
  for (const std::string& speaker : part.transcript.speakers) {
    if (speakers.size() == kMaxSpeakers) break;  // a cue's speaker is 16 bits wide
    speakers.push_back(writer_.string(speaker));
  }
  std::vector<BlockRecord> blocks;
  std::vector<SpanRecord> spans;
  blocks.reserve(part.transcript.cues.size());
  for (const model::Cue& cue : part.transcript.cues) {
    if (cue.text_in_plain.empty()) continue;  // nothing to read or find
    const bool is_known =
        cue.speaker >= 0 && static_cast<std::size_t>(cue.speaker) < speakers.size();
    blocks.push_back({.begin = cue.text_in_plain.begin,
                      .end = cue.text_in_plain.end,
                      .kind = pack::BlockKind::Cue,
                      .speaker = static_cast<std::int16_t>(is_known ? cue.speaker : -1),
                      .start_ms = cue.time.start,
                      .end_ms = cue.time.end});
    for (const model::Cue::Word& word : cue.words) {
      spans.push_back({.begin = word.text_in_plain.begin,
                       .end = word.text_in_plain.end,
                       .kind = pack::SpanKind::Word,
                       .reserved = {},
                       .start_ms = word.time.start,
                       .end_ms = word.time.end});
    }
  }
  add_track({.kind = TrackKind::Transcript,
             .entry = part.entry,
             .text = part.transcript.plain,
             .language = part.language,
             .format = part.format,
             .source = part.source,
             .blocks = blocks,
             .spans = spans,
             .speakers = speakers,
             .has_same_words = part.has_same_words});
}

void PackBuilder::add_files(const std::vector<DraftFile>& files) {
  file_numbers_.clear();
  for (const DraftFile& file : files) {
    pack::FileRecord record;
    record.id_high = file.source.high;
    record.id_low = file.source.low;
    record.kind = file.is_audio ? pack::FileRecordKind::Audio : pack::FileRecordKind::Text;
    record.path = writer_.string(file.path);
    record.reason = writer_.string(file.reason);
    record.title = writer_.string(file.title);
    file_numbers_.emplace(file.entry, writer_.add_file(record));
  }
}

void PackBuilder::add_chapters(const Draft& draft) {
  const std::size_t entry = draft.chapters_entry.value_or(0);
  const auto file = std::ranges::find(draft.files, entry, &DraftFile::entry);
  const std::string_view source =
      draft.chapters_entry && file != draft.files.end() ? file->path : draft.source;
  std::string text;
  std::vector<BlockRecord> blocks;
  for (const model::Chapter& chapter : draft.episode.chapters) {
    writer_.add_chapter({.start_ms = chapter.time.start,
                         .end_ms = chapter.time.end,
                         .title = writer_.string(chapter.title),
                         .url = writer_.string(chapter.url),
                         .image = writer_.string(chapter.image),
                         .in_toc = chapter.in_toc ? 1U : 0U});
    if (chapter.title.empty()) continue;
    if (!text.empty()) text += '\n';
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += chapter.title;
    blocks.push_back({.begin = begin,
                      .end = static_cast<std::uint32_t>(text.size()),
                      .kind = pack::BlockKind::Item,
                      .level = 1,
                      .speaker = -1,
                      .start_ms = chapter.time.start,
                      .end_ms = chapter.time.end});
  }
  if (!text.empty())
    add_track({.kind = TrackKind::Chapters,
               .entry = entry,
               .text = text,
               .language = {},
               .format = {},
               .source = source,
               .blocks = blocks});
}

void PackBuilder::add_offers(const NotesPart& part) {
  std::string text;
  std::vector<BlockRecord> blocks;
  for (const std::string& line : part.notes.offers) {
    if (!text.empty()) text += '\n';
    const auto begin = static_cast<std::uint32_t>(text.size());
    text += line;
    blocks.push_back({.begin = begin, .end = static_cast<std::uint32_t>(text.size())});
  }
  if (!text.empty())
    add_track({.kind = TrackKind::Offers,
               .entry = part.entry,
               .text = text,
               .language = part.language,
               .format = part.format,
               .source = part.source,
               .blocks = blocks});
}

std::uint32_t PackBuilder::show_number(const std::string& title, const Shows& shows) {
  const std::string key = show_key(title);
  if (const auto known = shows_.find(key); known != shows_.end()) return known->second;
  const auto told = shows.find(key);
  model::Show named;
  named.title = title;
  const model::Show& show = told != shows.end() ? told->second : named;
  show_languages_.push_back(show.language);
  const std::uint32_t number = writer_.add_show(show_record(writer_, show));
  shows_.emplace(key, number);
  return number;
}

void PackBuilder::add(const Draft& draft, Id id, const Shows& shows) {
  const model::Episode& episode = draft.episode;
  pack::EpisodeRecord record;
  record.show = show_number(draft.show, shows);
  language_ = episode.language.empty() ? show_languages_[record.show] : episode.language;
  std::vector<Id> sources;
  for (const DraftFile& file : draft.files) {
    if (!file.is_audio) sources.push_back(file.source);
  }
  const Id content = hash_of(std::move(sources));
  record.id_high = id.high;
  record.id_low = id.low;
  record.content_high = content.high;
  record.content_low = content.low;
  record.date = episode.date;
  record.duration_ms = episode.duration;
  record.season = episode.season;
  record.number = episode.number;
  record.kind = episode.listed_only ? pack::EpisodeKind::Listed : pack::EpisodeKind::Full;
  record.title = writer_.string(episode.title);
  record.author = writer_.string(episode.author);
  record.guid = writer_.string(episode.guid);
  record.language = writer_.string(episode.language);
  record.link = writer_.string(episode.link);
  record.summary = writer_.string(episode.summary);
  record.audio_url = writer_.string(episode.enclosure.url);
  record.audio_type = writer_.string(episode.enclosure.type);
  record.source = writer_.string(draft.source);

  add_files(draft.files);
  const BlockRecord title[] = {{.begin = 0,
                                .end = static_cast<std::uint32_t>(episode.title.size()),
                                .kind = pack::BlockKind::Heading,
                                .level = 1}};
  add_track({.kind = TrackKind::Title,
             .entry = draft.files.empty() ? 0 : draft.files.front().entry,
             .text = episode.title,
             .language = episode.language,
             .format = {},
             .source = draft.source,
             .blocks = title});
  for (const NotesPart& part : draft.notes)
    add_notes(part);
  for (const TranscriptPart& part : draft.transcripts)
    add_transcript(part);
  add_chapters(draft);
  for (const NotesPart& part : draft.notes)
    add_offers(part);
  writer_.add_episode(record);
}

std::vector<std::byte> PackBuilder::finish() {
  const std::vector<std::byte> index = index_.finish();
  return writer_.finish(index);
}

}  // namespace earshot::import
