#include "ui/glyph_pictures.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cstring>

namespace earshot::ui {
namespace {

constexpr int kTileWidth = 512;      // columns this wide find room in a texture of any width
constexpr int kMostHeight = 2048;    // nothing is drawn larger: 400 % of a title at ratio 3 has 540
constexpr float kKeptShare = 0.75F;  // of a limit, when something has to go: not at every word

/// The atlas that pictures go to; none while ImGui ends.
ImFontAtlas* atlas() {
  return ImGui::GetCurrentContext() != nullptr ? ImGui::GetIO().Fonts : nullptr;
}

/// Copies a column of the picture into its place in the atlas.
void write_tile(const SystemPicture& from, int column, ImFontAtlas& to,
                const ImFontAtlasRect& place) {
  for (int row = 0; row < place.h; ++row) {
    const std::size_t offset =
        (static_cast<std::size_t>(row) * static_cast<std::size_t>(from.width) +
         static_cast<std::size_t>(column)) *
        4;
    auto* const pixels =
        static_cast<std::uint8_t*>(to.TexData->GetPixelsAt(place.x, place.y + row));
    if (from.is_coloured) {
      std::memcpy(pixels, from.rgba.data() + offset, std::size_t{place.w} * 4);
      continue;
    }
    for (std::size_t at = 0; at < place.w; ++at) {
      pixels[at * 4] = pixels[at * 4 + 1] = pixels[at * 4 + 2] = 0xFF;
      pixels[at * 4 + 3] = from.rgba[offset + at * 4 + 3];
    }
  }
}

}  // namespace

GlyphPictures::~GlyphPictures() {
  for (auto& [key, kept] : pictures_)
    remove_tiles(kept);
}

void GlyphPictures::set_key(const SystemRun& run) {
  key_.assign(1, static_cast<char>(static_cast<int>(run.font) * 2 + (run.runs_left ? 1 : 0)));
  key_ += run.text;
}

std::span<const float> GlyphPictures::advances(const SystemRun& run,
                                               std::span<const std::uint32_t> begins_in_text) {
  set_key(run);
  if (const auto found = young_.find(key_); found != young_.end()) return found->second;
  if (young_.size() >= kMostMeasures) {
    old_ = std::move(young_);
    young_.clear();
  }
  std::vector<float>& made = young_[key_];
  if (const auto found = old_.find(key_); found != old_.end()) {
    made = std::move(found->second);
    old_.erase(found);
    return made;
  }
  made.assign(begins_in_text.size(), 0.0F);
  if (!system_.measure(run, begins_in_text, made)) made.clear();
  return made;
}

const GlyphPictures::Picture& GlyphPictures::picture(const SystemRun& run, float pixels_per_em) {
  set_key(run);
  key_.append(reinterpret_cast<const char*>(&pixels_per_em), sizeof pixels_per_em);
  Kept& kept = pictures_[key_];
  const bool is_new = kept.used_in_tick == 0;
  kept.used_in_tick = tick_ + 1;  // never 0
  const ImFontAtlas* const fonts = atlas();
  const bool is_lost = std::ranges::any_of(kept.picture.tiles, [&](const Tile& tile) {
    return fonts == nullptr || !fonts->GetCustomRect(tile.rect, nullptr);
  });
  if (is_new || is_lost) draw(run, pixels_per_em, kept);
  return kept.picture;
}

void GlyphPictures::draw(const SystemRun& run, float pixels_per_em, Kept& kept) {
  remove_tiles(kept);
  kept.picture = {};
  ImFontAtlas* const fonts = atlas();
  drawn_ = {.rgba = std::move(drawn_.rgba)};
  if (fonts == nullptr || !system_.draw(run, pixels_per_em, drawn_)) return;
  const int width = drawn_.width, height = std::min(drawn_.height, kMostHeight);
  const std::size_t needed =
      static_cast<std::size_t>(std::max(width, 0)) * static_cast<std::size_t>(std::max(height, 0));
  if (drawn_.rgba.size() < needed * 4) return;
  kept.picture.is_drawn = true;
  kept.picture.is_coloured = drawn_.is_coloured;
  if (needed == 0) return;
  for (int column = 0; column < width; column += kTileWidth) {
    const int tile_width = std::min(kTileWidth, width - column);
    ImFontAtlasRect place;
    const ImFontAtlasRectId rect = fonts->AddCustomRect(tile_width, height, &place);
    if (rect == ImFontAtlasRectId_Invalid) {  // the texture is as large as it may get
      remove_tiles(kept);
      kept.picture.is_drawn = false;
      return;
    }
    write_tile(drawn_, column, *fonts, place);
    kept.picture.tiles.push_back({.rect = rect,
                                  .left = drawn_.left + column,
                                  .top = drawn_.top,
                                  .width = tile_width,
                                  .height = height});
    const std::uint64_t pixels =
        static_cast<std::uint64_t>(tile_width) * static_cast<std::uint64_t>(height);
    kept.pixels += pixels;
    pixels_ += pixels;
  }
}

void GlyphPictures::remove_tiles(Kept& kept) {
  ImFontAtlas* const fonts = atlas();
  for (const Tile& tile : kept.picture.tiles) {
    if (fonts != nullptr && fonts->Builder != nullptr) fonts->RemoveCustomRect(tile.rect);
  }
  kept.picture.tiles.clear();
  pixels_ -= kept.pixels;
  kept.pixels = 0;
}

void GlyphPictures::begin_tick() {
  ++tick_;
  if (pixels_ > kMostPixels || pictures_.size() > kMostPictures) drop_old();
}

void GlyphPictures::drop_old() {
  struct Candidate {
    std::uint64_t used_in_tick;
    ByKey<Kept>::iterator place;
  };
  std::vector<Candidate> candidates;
  for (auto at = pictures_.begin(); at != pictures_.end(); ++at) {
    // What the last tick showed is on the screen.
    if (at->second.used_in_tick < tick_) candidates.push_back({at->second.used_in_tick, at});
  }
  std::ranges::sort(candidates, {}, &Candidate::used_in_tick);
  const auto pixels_kept = static_cast<std::uint64_t>(static_cast<float>(kMostPixels) * kKeptShare);
  const auto count_kept = static_cast<std::size_t>(static_cast<float>(kMostPictures) * kKeptShare);
  for (const Candidate& candidate : candidates) {
    if (pixels_ <= pixels_kept && pictures_.size() <= count_kept) break;
    remove_tiles(candidate.place->second);
    pictures_.erase(candidate.place);
  }
}

}  // namespace earshot::ui
