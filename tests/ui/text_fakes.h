#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "app/view.h"
#include "pack/pack.h"
#include "tests/unit/app/made_track.h"
#include "text/graphemes.h"
#include "ui/glyph_runs.h"
#include "ui/text_units.h"

namespace earshot::ui::testing {

using app::testing::MadeBlock;
using app::testing::MadeTrack;

/// Every cluster is half an em wide: lines can be counted by hand. Draws nothing.
class FixedGlyphRuns final : public GlyphRuns {
 public:
  void shape(std::string_view text, const TextStyle& style, Figures, std::vector<Cluster>& clusters,
             Order) override {
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
    shape(text, style, figures, clusters, Order::Auto);
    return static_cast<float>(clusters.size()) * style.size / 2;
  }
  void draw(ImDrawList&, ImVec2, std::string_view, const TextStyle&, ImU32, Figures,
            Order) override {}
  float draw_clipped(ImDrawList&, ImVec2, float, std::string_view, const TextStyle&, ImU32,
                     Figures) override {
    return 0;
  }

  std::size_t shaped = 0;
};

/// The chapters of an episode in a pack of their own.
class MadeChapters {
 public:
  struct Chapter {
    Millis start = kNoTime;
    std::string title;
  };
  explicit MadeChapters(const std::vector<Chapter>& chapters) {
    pack::PackWriter writer;
    writer.add_show({});
    for (const Chapter& chapter : chapters) {
      pack::ChapterRecord record;
      record.start_ms = chapter.start;
      record.title = writer.string(chapter.title);
      writer.add_chapter(record);
    }
    writer.add_episode({});
    bytes_ = writer.finish({});
    pack_ = *pack::Pack::open(bytes_);
    view = {.chapters = pack_.chapters(pack_.episodes()[0]), .pack = &pack_};
  }
  MadeChapters(const MadeChapters&) = delete;
  MadeChapters& operator=(const MadeChapters&) = delete;

  TrackChapters view;

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
