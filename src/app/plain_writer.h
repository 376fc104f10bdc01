#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "app/markup.h"
#include "app/plain_page.h"
#include "app/view.h"
#include "base/range.h"
#include "base/time.h"
#include "words/words.h"

namespace earshot::app {

/// The heading of a level from 1; those too deep are of the last one.
Tag plain_heading(std::size_t level);

/// Writes one episode of the plain page into a document. What it is made of outlives it.
class EpisodeWriter {
 public:
  EpisodeWriter(Markup& out, const PlainEpisode& episode, std::size_t level, PlainTimes times,
                const words::Words& say)
      : out_(out), episode_(episode), level_(level), times_(times), say_(say) {}

  /// `anchor`: its id in the page, or empty.
  void write(std::string_view anchor);
  /// A text by itself, its headings from one below `level` on.
  void write_text(const TrackView& text);

 private:
  class Spans;

  std::string_view language() const;
  void write_head();
  void write_chapters();
  void write_transcript();
  void open_section(std::string_view title, std::string_view style, std::string_view language);
  void close_section();
  void close_blocks();
  void open_link(std::string_view url);
  void open_time(Millis time, bool may_link);

  void write_prose(const TrackView& track);
  void write_block(const TrackView& track, const pack::BlockRecord& block);
  void write_row(const TrackView& track, const pack::BlockRecord& block);
  void write_item(const TrackView& track, const pack::BlockRecord& block);
  void write_spans(const TrackView& track, Range range_in_text,
                   std::optional<Tag> line_end = Tag::Br);
  void leave_items(int level);
  void leave_list();
  void enter_group(const pack::BlockRecord& block);
  void leave_group();
  Tag heading_of(int level);

  Markup& out_;
  const PlainEpisode& episode_;
  std::size_t level_;  // of the episode's title
  PlainTimes times_;
  const words::Words& say_;

  Range own_time_;  // of the block being written: where it says its own time
  Millis own_start_ = kNoTime;
  std::vector<int> headings_;  // levels as written, of the headings that one is under
  struct OpenItem {
    int level;
    bool is_numbered;
  };
  std::vector<OpenItem> items_;           // each in a list of its own
  bool list_open_ = false;                // and inside of them a list that has no item open
  bool list_is_numbered_ = false;         // that one
  std::optional<pack::BlockKind> group_;  // Quote, TableRow: an element round such blocks is open
  bool table_has_body_ = false;
};

}  // namespace earshot::app
