#include "ui/cluster_places.h"

#include <algorithm>
#include <cmath>

namespace earshot::ui {
namespace {

constexpr float kTouching = 0.02F;  // points: edges this near are one edge

float behind(const Cluster& cluster) {
  return cluster.runs_left ? cluster.x : cluster.x + cluster.advance;
}

float before(const Cluster& cluster) {
  return cluster.runs_left ? cluster.x + cluster.advance : cluster.x;
}

}  // namespace

float caret_x(std::span<const Cluster> clusters, std::uint32_t offset_in_text) {
  for (const Cluster& cluster : clusters) {
    if (cluster.begin_in_text >= offset_in_text) return before(cluster);
  }
  return clusters.empty() ? 0 : behind(clusters.back());
}

std::uint32_t offset_at(std::span<const Cluster> clusters, float x, std::uint32_t end_in_text) {
  const Cluster* best = nullptr;
  float best_distance = 0;
  for (const Cluster& cluster : clusters) {
    const float aside = std::max(cluster.x - x, x - (cluster.x + cluster.advance));
    const float distance = std::max(aside, 0.0F);
    // Of clusters without a width at one place the last one counts: its end is the place's.
    if (best == nullptr || distance < best_distance ||
        (distance == best_distance && best->advance == 0)) {
      best = &cluster;
      best_distance = distance;
    }
  }
  if (best == nullptr) return end_in_text;
  const bool on_left = x < best->x + best->advance / 2;
  if (on_left != best->runs_left) return best->begin_in_text;
  const auto next = static_cast<std::size_t>(best - clusters.data()) + 1;
  return next < clusters.size() ? clusters[next].begin_in_text : end_in_text;
}

void stretches(std::span<const Cluster> clusters, Range range_in_text, std::vector<Stretch>& out) {
  out.clear();
  for (std::size_t at = 0; at < clusters.size(); ++at) {
    const Cluster& cluster = clusters[at];
    const bool ends_before =
        at + 1 < clusters.size() && clusters[at + 1].begin_in_text <= range_in_text.begin;
    if (ends_before || cluster.begin_in_text >= range_in_text.end) continue;
    if (range_in_text.empty() || cluster.advance == 0) continue;
    out.push_back({.left = cluster.x, .right = cluster.x + cluster.advance});
  }
  std::ranges::sort(out, {}, &Stretch::left);
  std::size_t kept = 0;
  for (const Stretch& stretch : out) {
    if (kept > 0 && stretch.left <= out[kept - 1].right + kTouching) {
      out[kept - 1].right = std::max(out[kept - 1].right, stretch.right);
    } else {
      out[kept++] = stretch;
    }
  }
  out.resize(kept);
}

}  // namespace earshot::ui
