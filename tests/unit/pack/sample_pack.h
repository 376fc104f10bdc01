#pragma once

#include <string_view>
#include <vector>

#include "pack/pack.h"

namespace earshot::pack {

inline std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text));
}

/// A pack of two episodes with every kind of record in it.
inline std::vector<std::byte> sample_pack(std::string_view index = "index bytes") {
  PackWriter writer;
  ShowRecord show;
  show.title = writer.string("Slow Machines");
  show.author = writer.string("Ada");
  show.declared_episodes = 225;
  const std::uint32_t show_number = writer.add_show(show);

  const StringRef speakers[] = {writer.string("Ada"), writer.string("Bo")};
  const BlockRecord cues[] = {
      {.begin = 0, .end = 5, .kind = BlockKind::Cue, .speaker = 1, .start_ms = 0, .end_ms = 900},
      {.begin = 6,
       .end = 11,
       .kind = BlockKind::Cue,
       .speaker = 0,
       .start_ms = 900,
       .end_ms = 2000}};
  const SpanRecord words[] = {
      {.begin = 0, .end = 5, .kind = SpanKind::Word, .start_ms = 0, .end_ms = 900}};
  FileRecord file;
  file.id_high = hash_id("raw source").high;
  file.id_low = hash_id("raw source").low;
  file.path = writer.string("s/one.vtt");
  TrackRecord transcript;
  transcript.file = writer.add_file(file);
  file.path = writer.string("s/one.mp3");
  file.id_low += 1;
  file.kind = FileRecordKind::Audio;
  file.reason = writer.string("same file name");
  writer.add_file(file);
  writer.add_source(hash_id("raw source"), pack_source(as_bytes("raw source")), 10);
  transcript.kind = TrackKind::Transcript;
  transcript.indexed = 1;
  transcript.language = writer.string("en");
  writer.add_track({.record = transcript,
                    .text = "Hello\nworld",
                    .blocks = cues,
                    .spans = words,
                    .speakers = speakers});
  writer.add_chapter({.start_ms = 0, .end_ms = 900, .title = writer.string("Start")});
  writer.add_link({writer.string("home"), writer.string("https://example.org/")});
  EpisodeRecord episode;
  episode.id_high = 1;
  episode.id_low = 2;
  episode.show = show_number;
  episode.title = writer.string("One");
  writer.add_episode(episode);

  TrackRecord notes;
  notes.kind = TrackKind::Notes;
  const BlockRecord paragraph[] = {{.begin = 0, .end = 5}};
  writer.add_track(
      {.record = notes, .text = "Notes", .blocks = paragraph, .spans = {}, .speakers = {}});
  episode.id_low = 3;
  episode.title = writer.string("Two");
  writer.add_episode(episode);
  return writer.finish(as_bytes(index));
}

/// Reads everything a pack offers; the sum only keeps the reads from being optimised away.
inline std::uint64_t touch_everything(const Pack& pack) {
  std::uint64_t sum = pack.id().low + pack.index_bytes().size();
  const auto add = [&](std::string_view text) {
    for (const char c : text)
      sum += static_cast<unsigned char>(c);
  };
  for (const std::byte byte : pack.index_bytes())
    sum += static_cast<std::uint64_t>(byte);
  for (const ShowRecord& show : pack.shows()) {
    for (const StringRef ref : {show.title, show.author, show.description, show.language, show.link,
                                show.guid, show.image})
      add(pack.string(ref));
  }
  for (const TrackRecord& track : pack.tracks())
    add(pack.text(track));
  for (const FileRecord& file : pack.files()) {
    add(pack.string(file.path));
    if (const SourceRecord* source = pack.source(file_id(file))) {
      if (const auto bytes = pack.unpack(*source)) sum += bytes->size();
    }
  }
  for (const EpisodeRecord& episode : pack.episodes()) {
    for (const StringRef ref : {episode.title, episode.guid, episode.source, episode.summary})
      add(pack.string(ref));
    for (const ChapterRecord& chapter : pack.chapters(episode))
      add(pack.string(chapter.title));
    for (const LinkRecord& link : pack.links(episode))
      add(pack.string(link.url));
    for (const TrackRecord& track : pack.tracks(episode)) {
      for (const BlockRecord& block : pack.blocks(track)) {
        add(slice(pack.text(track), {block.begin, block.end}));
        add(pack.string(block.marker));
      }
      for (const SpanRecord& span : pack.spans(track))
        add(pack.string(span.url));
      for (const StringRef speaker : pack.speakers(track))
        add(pack.string(speaker));
    }
  }
  return sum;
}

}  // namespace earshot::pack
