#include "raster.h"

#include <initializer_list>

namespace earshot::ui::testing {
namespace {

int channel(ImU32 colour, int shift) {
  return static_cast<int>((colour >> shift) & 0xFF);
}

float alpha_at(const TextureAlphas& texture, float u, float v) {
  return static_cast<float>(texture.alphas[texel(texture, u, v)]) / 255;
}

// How opaque a shape hides what it lies on: a shadow or a veil does not.
constexpr int kHides = 204;

void put(const Canvas& canvas, int pixel, ImU32 colour, float share) {
  const int alpha =
      static_cast<int>(share * static_cast<float>(channel(colour, IM_COL32_A_SHIFT)) + 0.5F);
  canvas.pixels[pixel] = over(colour, alpha, canvas.pixels[pixel]);
  if (alpha > kHides) canvas.owners[pixel] = 0;
}

ImU32 blended(const ImDrawVert (&corners)[3], float wa, float wb, float wc) {
  ImU32 colour = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const float value = wa * static_cast<float>(channel(corners[0].col, shift)) +
                        wb * static_cast<float>(channel(corners[1].col, shift)) +
                        wc * static_cast<float>(channel(corners[2].col, shift));
    colour |= static_cast<ImU32>(value + 0.5F) << shift;
  }
  return colour;
}

}  // namespace

ImU32 over(ImU32 above, int alpha, ImU32 below) {
  ImU32 mixed = 0xFFU << IM_COL32_A_SHIFT;
  for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT}) {
    const int value = channel(above, shift) * alpha + channel(below, shift) * (255 - alpha);
    mixed |= static_cast<ImU32>((value + 127) / 255) << shift;
  }
  return mixed;
}

int texel(const TextureAlphas& texture, float u, float v) {
  const auto within = [](int value, int end) {
    return value < 0 ? 0 : value >= end ? end - 1 : value;
  };
  const int x = within(static_cast<int>(u * static_cast<float>(texture.width)), texture.width);
  const int y = within(static_cast<int>(v * static_cast<float>(texture.height)), texture.height);
  return y * texture.width + x;
}

void paint_triangle(const Canvas& canvas, const ImDrawVert (&corners)[3], const PixelBox& box,
                    const TextureAlphas& texture) {
  const ImVec2 a = corners[0].pos, b = corners[1].pos, c = corners[2].pos;
  const float area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  if (area == 0) return;
  const auto is_as_first = [&corners](const ImDrawVert& it) {
    return it.col == corners[0].col && it.uv.x == corners[0].uv.x && it.uv.y == corners[0].uv.y;
  };
  const bool is_flat = is_as_first(corners[1]) && is_as_first(corners[2]);
  const float flat_share = alpha_at(texture, corners[0].uv.x, corners[0].uv.y);
  for (int y = box.top; y < box.bottom; ++y) {
    for (int x = box.left; x < box.right; ++x) {
      const float px = static_cast<float>(x) + 0.5F, py = static_cast<float>(y) + 0.5F;
      const float wb = ((px - a.x) * (c.y - a.y) - (py - a.y) * (c.x - a.x)) / area;
      const float wc = ((b.x - a.x) * (py - a.y) - (b.y - a.y) * (px - a.x)) / area;
      const float wa = 1 - wb - wc;
      if (wa < 0 || wb < 0 || wc < 0) continue;
      const int pixel = y * canvas.width + x;
      if (is_flat) {
        put(canvas, pixel, corners[0].col, flat_share);
      } else {
        put(canvas, pixel, blended(corners, wa, wb, wc),
            alpha_at(texture, wa * corners[0].uv.x + wb * corners[1].uv.x + wc * corners[2].uv.x,
                     wa * corners[0].uv.y + wb * corners[1].uv.y + wc * corners[2].uv.y));
      }
    }
  }
}

}  // namespace earshot::ui::testing
