#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/action.h"
#include "base/hash.h"
#include "pack/pack.h"
#include "search/index.h"

namespace earshot::app::testing {

/// One line of a track of the builder: its text and, for cues, when it is said.
struct Line {
  std::string text;
  Millis start = kNoTime;
  pack::BlockKind kind = pack::BlockKind::Cue;
  std::uint8_t level = 0;
  std::vector<std::pair<std::string, std::string>> links =
      {};  ///< words of it, and where they lead
  std::string marker = {};
  std::vector<std::pair<std::string, std::string>> images =
      {};  ///< words that stand for them, and where they are
};

/// An episode for tests; what is not said stays empty.
struct EpisodeSpec {
  std::string title = {};
  std::string show = "A Show";
  std::string language = {};
  std::string source = {};
  std::string transcript_source = {};
  Days date = kNoDate;
  Millis duration = 60'000;
  std::vector<Line> transcript = {}, notes = {}, chapters = {};
  std::string summary = {};   ///< a description out of a list
  std::string content = "1";  ///< another value makes another version of the same episode
  std::string id = {};        ///< by default the title
  /// Files as they were: with them title and notes are of the first, the transcript of the second.
  std::string notes_file = {}, transcript_file = {};
  std::vector<Line> second_transcript = {}, second_notes = {}, offers = {};
};

inline Id file_id_of(std::string_view file) {
  return hash_id(file);
}

/// Packs as the importer makes them, from a few words.
inline PackBytes make_pack(const std::vector<EpisodeSpec>& specs) {
  pack::PackWriter writer;
  search::IndexBuilder index;
  std::vector<std::string> shows;
  std::uint32_t document = 0;
  for (const EpisodeSpec& spec : specs) {
    std::uint32_t show = 0;
    while (show < shows.size() && shows[show] != spec.show)
      ++show;
    if (show == shows.size()) {
      shows.push_back(spec.show);
      pack::ShowRecord record;
      record.title = writer.string(spec.show);
      writer.add_show(record);
    }
    std::uint32_t files[2] = {};
    for (const bool is_second : {false, true}) {
      const std::string& file = is_second ? spec.transcript_file : spec.notes_file;
      if (file.empty()) continue;
      pack::FileRecord record;
      record.id_high = hash_id(file).high;
      record.id_low = hash_id(file).low;
      record.path = writer.string(is_second ? spec.transcript_source : spec.source);
      record.reason = writer.string(is_second ? "same file name" : "");
      record.title = writer.string(is_second ? "By its file name" : spec.title);
      files[is_second ? 1 : 0] = writer.add_file(record);
      const auto bytes = std::as_bytes(std::span(file));
      writer.add_source(hash_id(file), pack::pack_source(bytes), bytes.size());
    }
    const auto add = [&](pack::TrackKind kind, search::Field field,
                         const std::vector<Line>& lines) {
      if (lines.empty()) return;
      std::string text;
      std::vector<pack::BlockRecord> blocks;
      std::vector<pack::SpanRecord> spans;
      std::vector<std::uint32_t> borders;
      for (const Line& line : lines) {
        if (!text.empty()) text += '\n';
        pack::BlockRecord block;
        block.begin = static_cast<std::uint32_t>(text.size());
        text += line.text;
        block.end = static_cast<std::uint32_t>(text.size());
        block.kind = line.kind;
        block.level = line.level;
        block.marker = writer.string(line.marker);
        block.start_ms = line.start;
        blocks.push_back(block);
        borders.push_back(block.begin);
        const auto add_spans = [&](const auto& words_and_urls, pack::SpanKind span_kind) {
          for (const auto& [words, url] : words_and_urls) {
            pack::SpanRecord span;
            span.kind = span_kind;
            span.begin = block.begin + static_cast<std::uint32_t>(line.text.find(words));
            span.end = span.begin + static_cast<std::uint32_t>(words.size());
            span.url = writer.string(url);
            spans.push_back(span);
          }
        };
        add_spans(line.links, pack::SpanKind::Link);
        add_spans(line.images, pack::SpanKind::Image);
        // A link stands before an image that begins with it.
        std::ranges::stable_sort(spans, {}, &pack::SpanRecord::begin);
      }
      pack::TrackRecord record;
      record.kind = kind;
      record.indexed = 1;
      record.file = files[kind == pack::TrackKind::Transcript ? 1 : 0];
      record.format = writer.string(kind == pack::TrackKind::Transcript ? "vtt" : "");
      if (kind == pack::TrackKind::Transcript)
        record.source = writer.string(spec.transcript_source);
      writer.add_track({record, text, blocks, spans, {}});
      index.add({document++, field, text, borders});
    };
    add(pack::TrackKind::Title, search::Field::Title,
        {{spec.title, kNoTime, pack::BlockKind::Heading, 1}});
    add(pack::TrackKind::Notes, search::Field::Notes, spec.notes);
    add(pack::TrackKind::Notes, search::Field::Notes, spec.second_notes);
    add(pack::TrackKind::Transcript, search::Field::Transcript, spec.transcript);
    add(pack::TrackKind::Transcript, search::Field::Transcript, spec.second_transcript);
    add(pack::TrackKind::Offers, search::Field::Notes, spec.offers);
    add(pack::TrackKind::Chapters, search::Field::Chapter, spec.chapters);
    for (const Line& line : spec.chapters) {
      pack::ChapterRecord chapter;
      chapter.start_ms = line.start;
      chapter.title = writer.string(line.text);
      writer.add_chapter(chapter);
    }
    pack::EpisodeRecord record;
    const Id id = hash_id(spec.id.empty() ? spec.title : spec.id);
    const Id content = hash_id(spec.content);
    record.id_high = id.high;
    record.id_low = id.low;
    record.content_high = content.high;
    record.content_low = content.low;
    record.show = show;
    record.date = spec.date;
    record.duration_ms = spec.duration;
    record.title = writer.string(spec.title);
    record.language = writer.string(spec.language);
    record.source = writer.string(spec.source);
    record.summary = writer.string(spec.summary);
    writer.add_episode(record);
  }
  return writer.finish(index.finish());
}

inline Id id_of(std::string_view title) {
  return hash_id(title);
}

}  // namespace earshot::app::testing
