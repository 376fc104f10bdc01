#include "import/indexing.h"

#include <vector>

#include "text/stems.h"

namespace earshot::import {
namespace {

using pack::BlockRecord;
using pack::TrackKind;

search::Field field_of(TrackKind kind) {
  switch (kind) {
    case TrackKind::Title:
      return search::Field::Title;
    case TrackKind::Notes:
    case TrackKind::Offers:
      return search::Field::Notes;
    case TrackKind::Transcript:
      return search::Field::Transcript;
    case TrackKind::Chapters:
      return search::Field::Chapter;
  }
  return search::Field::Notes;
}

/// Where blocks with text begin, strictly ascending, as the index wants it.
std::vector<std::uint32_t> borders(std::span<const BlockRecord> blocks) {
  std::vector<std::uint32_t> offsets_in_text;
  offsets_in_text.reserve(blocks.size());
  for (const BlockRecord& block : blocks) {
    if (block.end <= block.begin) continue;
    if (offsets_in_text.empty() || offsets_in_text.back() < block.begin)
      offsets_in_text.push_back(block.begin);
  }
  return offsets_in_text;
}

}  // namespace

void index_track(search::IndexBuilder& index, std::uint32_t number, TrackKind kind,
                 std::string_view language, std::string_view text,
                 std::span<const BlockRecord> blocks) {
  index.add({.document = number,
             .field = field_of(kind),
             .text = text,
             .borders_in_text = borders(blocks),
             .language = text::stem_language(language)});
}

}  // namespace earshot::import
