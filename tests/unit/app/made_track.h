#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/view.h"
#include "pack/pack.h"

namespace earshot::app::testing {

/// A block of a track to be made.
struct MadeBlock {
  std::string text;
  pack::BlockKind kind = pack::BlockKind::Paragraph;
  int level = 0;
  std::string marker = {};
  Millis start = kNoTime, end = kNoTime;
  int speaker = -1;
};

/// A track in a pack of its own. `urls` are those of the spans, in their order.
class MadeTrack {
 public:
  explicit MadeTrack(const std::vector<MadeBlock>& made,
                     const std::vector<pack::SpanRecord>& spans = {},
                     pack::TrackKind kind = pack::TrackKind::Notes,
                     const std::vector<std::string>& urls = {}) {
    pack::PackWriter writer;
    std::vector<pack::SpanRecord> linked = spans;
    for (std::size_t number = 0; number < std::min(urls.size(), spans.size()); ++number)
      linked[number].url = writer.string(urls[number]);
    std::string text;
    std::vector<pack::BlockRecord> blocks;
    for (const MadeBlock& block : made) {
      if (!blocks.empty()) text += '\n';
      pack::BlockRecord record;
      record.begin = static_cast<std::uint32_t>(text.size());
      text += block.text;
      record.end = static_cast<std::uint32_t>(text.size());
      record.kind = block.kind;
      record.level = static_cast<std::uint8_t>(block.level);
      record.start_ms = block.start;
      record.end_ms = block.end;
      record.speaker = static_cast<std::int16_t>(block.speaker);
      record.marker = writer.string(block.marker);
      blocks.push_back(record);
    }
    const std::vector<pack::StringRef> speakers = {writer.string("Mara"), writer.string("Jonas")};
    writer.add_show({});
    pack::PackWriter::TrackInput input;
    input.record.kind = kind;
    input.text = text;
    input.blocks = blocks;
    input.spans = linked;
    input.speakers = speakers;
    writer.add_track(input);
    writer.add_episode({});
    bytes_ = writer.finish({});
    pack_ = *pack::Pack::open(bytes_);
    const pack::TrackRecord& record = pack_.tracks()[0];
    view.kind = kind;
    view.text = pack_.text(record);
    view.blocks = pack_.blocks(record);
    view.spans = pack_.spans(record);
    view.speakers = pack_.speakers(record);
    view.pack = &pack_;
  }
  MadeTrack(const MadeTrack&) = delete;
  MadeTrack& operator=(const MadeTrack&) = delete;

  app::TrackView view;
  Range find(std::string_view words) const {
    const auto at = static_cast<std::uint32_t>(view.text.find(words));
    return {at, at + static_cast<std::uint32_t>(words.size())};
  }

 private:
  std::vector<std::byte> bytes_;
  pack::Pack pack_;
};

}  // namespace earshot::app::testing
