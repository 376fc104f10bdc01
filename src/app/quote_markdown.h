#pragma once

#include <string>

#include "app/passage.h"
#include "app/view.h"

namespace earshot::app {

/// The passage as Markdown: read again, it gives the blocks that it has. Lists that it cuts into
/// begin at the left edge.
std::string quote_markdown(const TrackView& track, const Passage& passage);

}  // namespace earshot::app
