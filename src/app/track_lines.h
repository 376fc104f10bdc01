#pragma once

#include "app/view.h"
#include "search/search.h"

namespace earshot::app {

/// The blocks of a track, for marking what was found. The track must outlive it.
class TrackLines final : public search::TextLines {
 public:
  explicit TrackLines(const TrackView& track) : track_(track) {}

  std::uint32_t count() const override { return static_cast<std::uint32_t>(track_.blocks.size()); }
  search::Line line(std::uint32_t number) const override {
    const pack::BlockRecord& block = track_.blocks[number];
    return {.range_in_text = {block.begin, block.end},
            .start = block.start_ms,
            .end = block.end_ms,
            .speaker = block.speaker};
  }
  std::string_view speaker(std::int32_t number) const override { return track_.speaker(number); }

 private:
  const TrackView& track_;
};

/// What of a passage of the track, whose text is of `field`, the query matched; `budget` as in
/// `search::matched_in_passage`.
inline search::Matched matched_in_track(const search::Query& query, const search::Passage& passage,
                                        const TrackView& track, search::Field field,
                                        Budget* budget = nullptr) {
  const TrackLines lines(track);
  return search::matched_in_passage(query, passage, track.text, search::field_bit(field), &lines,
                                    budget);
}

}  // namespace earshot::app
