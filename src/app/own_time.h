#pragma once

#include "app/view.h"
#include "base/range.h"

namespace earshot::app {

/// Where a block of the notes says the time that is its own: the text has it as it was written, and
/// no span. Empty where it is said in another way, as by a link's address. Linear.
Range own_time(const TrackView& track, const pack::BlockRecord& block);

}  // namespace earshot::app
