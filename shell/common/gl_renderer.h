#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

struct ImDrawData;
struct ImTextureData;

namespace earshot::shell {

/// Finds an OpenGL function by name; used natively only, where the library gives addresses at run
/// time.
using GlLoader = void* (*)(const char* name);

/// Draws Dear ImGui's lists with OpenGL 3.3 core, or WebGL 2.
///
/// Owns the context: it sets what it needs and reads nothing back, because asking WebGL for its
/// state costs more than the drawing itself. Colours are not premultiplied by ImGui; what comes out
/// is opaque, so that a page never shines through the canvas.
class GlRenderer {
 public:
  GlRenderer() = default;
  ~GlRenderer();
  GlRenderer(const GlRenderer&) = delete;
  GlRenderer& operator=(const GlRenderer&) = delete;

  /// Makes program and buffers in the current context, and tells ImGui what this renderer can do
  /// (ImGui's context must exist). False where the context cannot draw; `failure()` says why.
  bool start(GlLoader loader);
  const char* failure() const { return failure_; }

  /// Draws a frame over `clear_colour` (as ImU32). Takes up texture changes first. Does nothing
  /// while lost.
  void draw(ImDrawData& data, std::uint32_t clear_colour);

  /// The context is gone with all its objects: nothing is freed, ImGui's textures wait on the CPU
  /// side.
  void lost();
  /// A new context is there: makes everything anew. The next `draw` uploads all textures.
  bool restored();
  bool is_lost() const { return lost_; }

  /// Frees what `start` made; call while the context is current.
  void stop();

  /// What was drawn, as RGBA rows from the top; for screenshots. Call after `draw`, before the
  /// buffers are swapped.
  std::vector<std::uint8_t> read_pixels(int width, int height) const;

 private:
  bool make_objects();
  void update_texture(ImTextureData& texture);
  void set_up_state(const ImDrawData& data, int width, int height);

  const char* failure_ = "";
  unsigned program_ = 0, vertex_array_ = 0, vertices_ = 0, indices_ = 0;
  int projection_location_ = -1;
  std::size_t vertex_capacity_bytes_ = 0, index_capacity_bytes_ = 0;
  std::vector<std::uint8_t> upload_;
  bool lost_ = false;
};

}  // namespace earshot::shell
