#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/parse.h"
#include "made_track.h"

namespace earshot::app::testing {

/// The notes that a reader makes of a file: of this format, or what it is by its content.
inline model::Notes read_notes(std::string_view source, std::optional<model::Format> as) {
  formats::ParseOptions options;
  options.as = as;
  const auto file = formats::parse_file("notes", std::as_bytes(std::span(source)), options);
  if (!file || file->episodes.empty() || !file->episodes[0].notes) {
    ADD_FAILURE() << "no notes: " << source;
    return {};
  }
  return *file->episodes[0].notes;
}

/// The same as a track, as the importer writes it.
inline MadeTrack track_of(const model::Notes& notes) {
  std::vector<MadeBlock> blocks;
  std::vector<std::uint32_t> begins;
  std::uint32_t size = 0;
  for (const model::Block& block : notes.blocks) {
    begins.push_back(size);
    size += block.text_in_plain.size() + 1;
    blocks.push_back({.text = std::string(slice(notes.plain, block.text_in_plain)),
                      .kind = static_cast<pack::BlockKind>(block.kind),
                      .level = block.level,
                      .marker = block.marker,
                      .start = block.time.start,
                      .end = block.time.end});
  }
  std::vector<pack::SpanRecord> spans;
  std::vector<std::string> urls;
  std::size_t number = 0;
  for (const model::Span& span : notes.spans) {
    const Range range = span.text_in_plain;
    while (number < blocks.size() && notes.blocks[number].text_in_plain.end < range.end)
      ++number;
    while (number > 0 && notes.blocks[number].text_in_plain.begin > range.begin)
      --number;
    const std::uint32_t begin =
        begins[number] + range.begin - notes.blocks[number].text_in_plain.begin;
    spans.push_back({.begin = begin,
                     .end = begin + range.size(),
                     .kind = static_cast<pack::SpanKind>(span.kind)});
    urls.push_back(span.url);
  }
  return MadeTrack(blocks, spans, pack::TrackKind::Notes, urls);
}

}  // namespace earshot::app::testing
