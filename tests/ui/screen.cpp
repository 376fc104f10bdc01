#include "screen.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <imgui_internal.h>

#include "raster.h"

namespace earshot::ui::testing {
namespace {

int channel(ImU32 colour, int shift) {
  return static_cast<int>((colour >> shift) & 0xFF);
}

double luminance(ImU32 colour) {
  const auto linear = [colour](int shift) {
    const double value = channel(colour, shift) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(IM_COL32_R_SHIFT) + 0.7152 * linear(IM_COL32_G_SHIFT) +
         0.0722 * linear(IM_COL32_B_SHIFT);
}

Rect overlap(const Rect& a, const Rect& b) {
  const float left = std::max(a.left, b.left), top = std::max(a.top, b.top);
  return {left, top, std::max(0.0F, std::min(a.left + a.width, b.left + b.width) - left),
          std::max(0.0F, std::min(a.top + a.height, b.top + b.height) - top)};
}

/// The pixels whose middle lies in the rectangle.
PixelBox pixels_in(const Rect& rect) {
  const auto first = [](float edge) { return static_cast<int>(std::ceil(edge - 0.5F)); };
  return {first(rect.left), first(rect.top), first(rect.left + rect.width),
          first(rect.top + rect.height)};
}

std::string utf8(char32_t character) {
  char bytes[5] = {};
  ImTextCharToUtf8(bytes, static_cast<unsigned>(character));
  return bytes;
}

// A glyph of which so much lies on others is not beside them.
constexpr float kOnOthers = 0.3F;

}  // namespace

double contrast(ImU32 a, ImU32 b) {
  const double one = luminance(a) + 0.05, other = luminance(b) + 0.05;
  return one > other ? one / other : other / one;
}

class Screen::Sampled {
 public:
  struct Glyph {
    ImVec2 begin, end;  // in the texture
    char32_t character;
    float size;
  };

  explicit Sampled(const ImTextureData& data)
      : width_(data.Width),
        height_(data.Height),
        alphas_(std::make_unique<unsigned char[]>(texel_count())),
        glyph_of_(std::make_unique<std::uint16_t[]>(texel_count())) {
    for (std::size_t i = 0; i < texel_count(); ++i)
      alphas_[i] = data.Pixels[(i + 1) * static_cast<std::size_t>(data.BytesPerPixel) - 1];
    ImStableVector<ImFontBaked, 32>& pool = ImGui::GetIO().Fonts->Builder->BakedPool;
    for (int i = 0; i < pool.Size; ++i) {
      if (pool[i].WantDestroy) continue;
      for (const ImFontGlyph& glyph : pool[i].Glyphs) {
        if (glyph.Visible && glyph.U1 > glyph.U0)
          add(glyph, pool[i].Size * pool[i].RasterizerDensity);
      }
    }
  }
  const Glyph* glyph_at(ImVec2 uv) const {
    const std::uint16_t number = glyph_of_[static_cast<std::size_t>(texel(alphas(), uv.x, uv.y))];
    return number == 0 ? nullptr : &glyphs_[number - 1U];
  }
  TextureAlphas alphas() const { return {alphas_.get(), width_, height_}; }
  float alpha(float u, float v) const {
    return static_cast<float>(alphas_[static_cast<std::size_t>(texel(alphas(), u, v))]) / 255;
  }

 private:
  std::size_t texel_count() const {
    return static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
  }
  void add(const ImFontGlyph& glyph, float size) {
    glyphs_.push_back(
        {{glyph.U0, glyph.V0}, {glyph.U1, glyph.V1}, static_cast<char32_t>(glyph.Codepoint), size});
    const auto texels = [](float share, int of) {
      return static_cast<int>(std::lround(share * static_cast<float>(of)));
    };
    for (int y = texels(glyph.V0, height_); y < texels(glyph.V1, height_); ++y) {
      for (int x = texels(glyph.U0, width_); x < texels(glyph.U1, width_); ++x)
        glyph_of_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                  static_cast<std::size_t>(x)] = static_cast<std::uint16_t>(glyphs_.size());
    }
  }

  int width_, height_;
  std::unique_ptr<unsigned char[]> alphas_;
  std::unique_ptr<std::uint16_t[]> glyph_of_;  ///< of each texel: 1 + a number in glyphs_
  std::vector<Glyph> glyphs_;
};

Screen::Screen() {
  const ImDrawData& data = *ImGui::GetDrawData();
  origin_ = data.DisplayPos;
  scale_ = data.FramebufferScale;
  width_ = static_cast<int>(data.DisplaySize.x * scale_.x);
  height_ = static_cast<int>(data.DisplaySize.y * scale_.y);
  const auto count = static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_);
  pixels_ = std::make_unique<ImU32[]>(count);
  owners_ = std::make_unique<std::uint32_t[]>(count);
  const Sampled texture(*ImGui::GetIO().Fonts->TexData);
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback == nullptr && command.ElemCount > 0) paint(*list, command, texture);
    }
  }
  std::vector<std::size_t> on_top(glyphs_.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (owners_[i] > 0) ++on_top[owners_[i] - 1];
  }
  for (std::size_t i = 0; i < glyphs_.size(); ++i) {
    const Rect& rect = glyphs_[i].rect;
    glyphs_[i].is_seen = 2 * static_cast<float>(on_top[i]) >= rect.width * rect.height;
  }
}

void Screen::paint(const ImDrawList& list, const ImDrawCmd& command, const Sampled& texture) {
  const auto scaled = [this](float x, float y) {
    return ImVec2((x - origin_.x) * scale_.x, (y - origin_.y) * scale_.y);
  };
  const ImVec2 from = scaled(command.ClipRect.x, command.ClipRect.y);
  const ImVec2 to = scaled(command.ClipRect.z, command.ClipRect.w);
  const Rect clip = overlap({from.x, from.y, to.x - from.x, to.y - from.y},
                            {0, 0, static_cast<float>(width_), static_cast<float>(height_)});
  const auto vertex = [&](unsigned int number) {
    const ImDrawIdx index =
        list.IdxBuffer.Data[static_cast<std::ptrdiff_t>(command.IdxOffset + number)];
    ImDrawVert it = list.VtxBuffer.Data[static_cast<std::ptrdiff_t>(command.VtxOffset) + index];
    it.pos = scaled(it.pos.x, it.pos.y);
    return it;
  };
  const Canvas canvas{pixels_.get(), owners_.get(), width_};
  for (unsigned int i = 0; i + 2 < command.ElemCount; i += 3) {
    const ImDrawVert corners[] = {vertex(i), vertex(i + 1), vertex(i + 2)};
    // A character is two triangles over the corners 0 1 2, 0 2 3 of an upright rectangle.
    if (i + 5 < command.ElemCount && corners[0].pos.y == corners[1].pos.y &&
        corners[1].pos.x == corners[2].pos.x && add_glyph(corners[0], corners[2], clip, texture)) {
      i += 3;
      continue;
    }
    const auto [left, right] = std::minmax({corners[0].pos.x, corners[1].pos.x, corners[2].pos.x});
    const auto [top, bottom] = std::minmax({corners[0].pos.y, corners[1].pos.y, corners[2].pos.y});
    paint_triangle(canvas, corners,
                   pixels_in(overlap({left, top, right - left, bottom - top}, clip)),
                   texture.alphas());
  }
}

bool Screen::add_glyph(const ImDrawVert& first, const ImDrawVert& last, const Rect& clip,
                       const Sampled& texture) {
  const Sampled::Glyph* const of =
      texture.glyph_at({(first.uv.x + last.uv.x) / 2, (first.uv.y + last.uv.y) / 2});
  if (of == nullptr || last.uv.x == first.uv.x) return false;
  DrawnGlyph glyph;
  glyph.character = of->character;
  glyph.size = of->size;
  glyph.rect = {first.pos.x, first.pos.y, last.pos.x - first.pos.x, last.pos.y - first.pos.y};
  const Rect shown = overlap(glyph.rect, clip);
  // ImGui cuts the quads of its own input fields itself.
  const bool is_narrowed = last.uv.x - first.uv.x < (of->end.x - of->begin.x) * 0.9F;
  glyph.is_cut = shown.height > 0 && (is_narrowed || shown.width + 1 < glyph.rect.width);
  // What it stands on: the ground that most of its ink has.
  std::map<ImU32, int> grounds;
  std::map<std::uint32_t, int> others;
  const PixelBox box = pixels_in(shown);
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      const float u = (static_cast<float>(x) + 0.5F - glyph.rect.left) / glyph.rect.width;
      const float v = (static_cast<float>(y) + 0.5F - glyph.rect.top) / glyph.rect.height;
      const float ink = texture.alpha(first.uv.x + u * (last.uv.x - first.uv.x),
                                      first.uv.y + v * (last.uv.y - first.uv.y));
      if (ink > 0.1F) grounds[pixels_[index(x, y)]] += static_cast<int>(ink * 100);
      std::uint32_t& owner = owners_[index(x, y)];
      if (owner > 0) ++others[owner];
      owner = static_cast<std::uint32_t>(glyphs_.size() + 1);
    }
  }
  const auto more = [](const auto& a, const auto& b) { return a.second < b.second; };
  if (!grounds.empty()) {
    glyph.ground = std::ranges::max_element(grounds, more)->first;
    glyph.colour = over(first.col, channel(first.col, IM_COL32_A_SHIFT), glyph.ground);
  }
  // One that it follows in a word may reach under it.
  std::erase_if(others, [&](const auto& it) {
    const Rect& other = glyphs_[it.first - 1].rect;
    return it.first + 2 > glyphs_.size() && glyph.rect.left > other.left + other.width / 2;
  });
  int covered = 0;
  for (const auto& [owner, pixels] : others)
    covered += pixels;
  if (static_cast<float>(covered) > kOnOthers * glyph.rect.width * glyph.rect.height)
    glyph.lies_on = std::ranges::max_element(others, more)->first - 1;
  glyphs_.push_back(glyph);
  return true;
}

std::string Screen::words_at(std::size_t glyph) const {
  const auto are_beside = [this](std::size_t one, std::size_t next) {
    const Rect &a = glyphs_[one].rect, &b = glyphs_[next].rect;
    const float gap = b.left - a.left - a.width;
    return glyphs_[one].size == glyphs_[next].size && gap > -4 && gap < glyphs_[one].size / 2 &&
           std::abs(a.top + a.height / 2 - b.top - b.height / 2) < glyphs_[one].size / 2;
  };
  std::size_t begin = glyph, end = glyph + 1;
  while (begin > 0 && are_beside(begin - 1, begin))
    --begin;
  while (end < glyphs_.size() && are_beside(end - 1, end))
    ++end;
  std::string words;
  for (std::size_t i = begin; i < end; ++i) {
    const float gap =
        i == begin ? 0
                   : glyphs_[i].rect.left - glyphs_[i - 1].rect.left - glyphs_[i - 1].rect.width;
    if (gap > glyphs_[i].size / 5) words += ' ';
    words += utf8(glyphs_[i].character);
  }
  return words;
}

}  // namespace earshot::ui::testing
