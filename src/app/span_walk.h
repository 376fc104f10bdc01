#pragma once

#include <string_view>

#include "app/view.h"
#include "base/range.h"

namespace earshot::app {

/// Takes a text and its spans in order, the spans nested.
class SpanTaker {
 public:
  virtual ~SpanTaker() = default;
  virtual bool wants(const pack::SpanRecord& span) const = 0;
  virtual void open(const pack::SpanRecord& span) = 0;
  virtual void close(const pack::SpanRecord& span) = 0;
  virtual void words(std::string_view words, bool in_code) = 0;
};

/// Walks over `range_in_text`, the text of one block. Spans that overlap are closed and opened
/// again, so that what the taker gets is a tree.
void walk_spans(const TrackView& track, Range range_in_text, SpanTaker& taker);

}  // namespace earshot::app
