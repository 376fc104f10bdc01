#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "app/view.h"
#include "pack/pack.h"
#include "text/graphemes.h"
#include "ui/glyph_runs.h"

namespace earshot::ui::testing {

/// Every cluster is half an em wide: lines can be counted by hand. Draws nothing.
class FixedGlyphRuns final : public GlyphRuns {
 public:
  void shape(std::string_view text, const TextStyle& style, Figures,
             std::vector<Cluster>& clusters) override {
    clusters.clear();
    std::vector<std::uint32_t> begins;
    text::grapheme_begins(text, begins);
    float x = 0;
    for (const std::uint32_t begin : begins) {
      clusters.push_back({begin, x, style.size / 2});
      x += style.size / 2;
    }
    ++shaped;
  }
  float width(std::string_view text, const TextStyle& style, Figures figures) override {
    std::vector<Cluster> clusters;
    shape(text, style, figures, clusters);
    return static_cast<float>(clusters.size()) * style.size / 2;
  }
  void draw(ImDrawList&, ImVec2, std::string_view, const TextStyle&, ImU32, Figures) override {}
  float draw_clipped(ImDrawList&, ImVec2, float, std::string_view, const TextStyle&, ImU32,
                     Figures) override {
    return 0;
  }

  std::size_t shaped = 0;
};

/// A block of a track to be made.
struct MadeBlock {
  std::string text;
  pack::BlockKind kind = pack::BlockKind::Paragraph;
  int level = 0;
  std::string marker = {};
  Millis start = kNoTime, end = kNoTime;
  int speaker = -1;
};

/// A track in a pack of its own.
class MadeTrack {
 public:
  explicit MadeTrack(const std::vector<MadeBlock>& made,
                     const std::vector<pack::SpanRecord>& spans = {},
                     pack::TrackKind kind = pack::TrackKind::Notes) {
    pack::PackWriter writer;
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
    input.spans = spans;
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

/// `count` cues of about 60 bytes with two speakers in turn.
inline std::vector<MadeBlock> made_cues(int count) {
  std::vector<MadeBlock> cues;
  for (int number = 0; number < count; ++number) {
    cues.push_back(
        {.text = "Cue " + std::to_string(number) + " says what was said before it, in words.",
         .kind = pack::BlockKind::Cue,
         .start = number * 4000,
         .end = number * 4000 + 3900,
         .speaker = number / 3 % 2});
  }
  return cues;
}

}  // namespace earshot::ui::testing
