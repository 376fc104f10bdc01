#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/range.h"
#include "ui/glyph_runs.h"

/// Places in one line of clusters as GlyphRuns::shape gives them: carets and highlights, also where
/// the text runs to the left or both ways. All are linear in the clusters.
namespace earshot::ui {

/// Left and right edge of something, in points.
struct Stretch {
  float left = 0, right = 0;
};

/// Where the caret before an offset stands; behind the last cluster for offsets after it.
float caret_x(std::span<const Cluster> clusters, std::uint32_t offset_in_text);

/// The offset whose caret is nearest to `x`; `end_in_text` is the text's.
std::uint32_t offset_at(std::span<const Cluster> clusters, float x, std::uint32_t end_in_text);

/// What a range covers, from left to right: one stretch, or several where the text runs both ways.
void stretches(std::span<const Cluster> clusters, Range range_in_text, std::vector<Stretch>& out);

}  // namespace earshot::ui
