#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "app/view.h"
#include "base/range.h"
#include "base/time.h"
#include "search/search.h"

namespace earshot::app {

/// A hit as one reads and hears it: the passage that was found, as whole lines.
struct HitMoment {
  /// From the beginning of the line with the first matched words to the end of that with the last.
  /// Not known where that first line has no time; `end` also where none of the lines says it.
  TimeSpan time;
  std::string_view speaker;  ///< of the line with the first matched words
  std::int32_t line = -1;    ///< number of that block; -1 where there is none
  search::Snippet snippet;
};

/// Grows a hit to its lines: a transcript's cues, an outline's items, a paragraph.
///
/// `passage` of `track`, whose text is of `field`, with what matched in it (`matched_in_track`). A
/// transcript's passage is its cues already, and a phrase may lead over its end; of a speaker alone
/// it is what they say. Elsewhere the lines round the matched ones say other things and are left
/// out, so that the snippet is of the matched ones alone. The snippet has at most about
/// `snippet_bytes`. Linear in the passage and that many bytes round it.
HitMoment hit_moment(const TrackView& track, search::Field field, search::Passage passage,
                     const search::Matched& matched, std::size_t snippet_bytes);

}  // namespace earshot::app
