#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/view.h"
#include "base/range.h"
#include "base/time.h"

namespace earshot::app {

/// A chapter's title that stands above a cue. It is none of the track's text.
struct CueHead {
  std::uint32_t block = 0;  ///< the cue
  Millis start = kNoTime;   ///< of the chapter
  std::string_view title;   ///< in the pack; not empty
};

/// What heads the cues of a transcript: each chapter that has a title stands above the first cue
/// that starts with it or later, those above one cue by their times. By block, ascending. Linear in
/// the blocks.
std::vector<CueHead> cue_heads(const TrackView& track, const TrackChapters& chapters);

/// Whether a passage has the heads above the cue that begins there: it goes across them, or is the
/// whole text.
bool has_heads_of(const TrackView& track, Range passage_in_text, std::uint32_t cue_begin_in_text);

/// Those that a passage has.
std::vector<CueHead> heads_in(const TrackView& track, Range passage_in_text);

}  // namespace earshot::app
