#pragma once

#include <cstdint>

#include <imgui.h>

/// The inner loops of `Screen`: apart, because they are compiled without the sanitizers, which make
/// them ten times as slow. Nothing here owns memory.
namespace earshot::ui::testing {

/// What the renderer of a graphics card samples: only alpha counts.
struct TextureAlphas {
  const unsigned char* alphas = nullptr;
  int width = 0, height = 0;
};

struct Canvas {
  ImU32* pixels = nullptr;          ///< opaque
  std::uint32_t* owners = nullptr;  ///< of each pixel; 0 where a shape has hidden it
  int width = 0;
};

/// Pixels from `left` up to `right`, and so on; within the canvas.
struct PixelBox {
  int left = 0, top = 0, right = 0, bottom = 0;
};

/// `above` with an alpha of its own, of 255, over `below`, which is opaque.
ImU32 over(ImU32 above, int alpha, ImU32 below);

/// The nearest texel.
int texel(const TextureAlphas& texture, float u, float v);

/// Paints the part of a triangle that lies in `box`, sampled at the middle of each pixel. Corners
/// are in pixels.
void paint_triangle(const Canvas& canvas, const ImDrawVert (&corners)[3], const PixelBox& box,
                    const TextureAlphas& texture);

}  // namespace earshot::ui::testing
