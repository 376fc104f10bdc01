#include "shell/common/gl_renderer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <imgui.h>

#if defined(__EMSCRIPTEN__)
#include <GLES3/gl3.h>
#else
#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#endif

namespace earshot::shell {
namespace {

// The OpenGL that is used. WebGL's functions are linked; natively their addresses are asked for
// once, so that nothing links against a driver's library.
#if defined(__EMSCRIPTEN__)
#define EARSHOT_GL(name) gl##name
bool load_functions(GlLoader) {
  return true;
}
#else
// clang-format off: a list of X()s never comes to rest
#define EARSHOT_GL_FUNCTIONS(X) \
  X(ActiveTexture) X(AttachShader) X(BindAttribLocation) X(BindBuffer) X(BindTexture) \
  X(BindVertexArray) X(BlendEquation) X(BlendFuncSeparate) X(BufferData) X(BufferSubData) \
  X(Clear) X(ClearColor) X(CompileShader) X(CreateProgram) X(CreateShader) X(DeleteBuffers) \
  X(DeleteProgram) X(DeleteShader) X(DeleteTextures) X(DeleteVertexArrays) X(Disable) \
  X(DrawElements) X(Enable) X(EnableVertexAttribArray) X(GenBuffers) X(GenTextures) \
  X(GenVertexArrays) X(GetProgramiv) X(GetUniformLocation) X(LinkProgram) X(PixelStorei) \
  X(ReadPixels) X(Scissor) X(ShaderSource) X(TexImage2D) X(TexParameteri) X(TexSubImage2D) \
  X(Uniform1i) X(UniformMatrix4fv) X(UseProgram) X(VertexAttribPointer) X(Viewport)
// clang-format on

struct GlFunctions {
#define EARSHOT_GL_MEMBER(name) decltype(&gl##name) name = nullptr;
  EARSHOT_GL_FUNCTIONS(EARSHOT_GL_MEMBER)
#undef EARSHOT_GL_MEMBER
};

GlFunctions functions;  // one per process: what the driver's addresses are, too

#define EARSHOT_GL(name) functions.name
bool load_functions(GlLoader loader) {
  bool complete = loader != nullptr;
#define EARSHOT_GL_LOAD(name)                                                                      \
  functions.name = complete ? reinterpret_cast<decltype(&gl##name)>(loader("gl" #name)) : nullptr; \
  complete = complete && functions.name != nullptr;
  EARSHOT_GL_FUNCTIONS(EARSHOT_GL_LOAD)
#undef EARSHOT_GL_LOAD
  return complete;
}
#endif

#if defined(__EMSCRIPTEN__)
constexpr const char* kHeader = "#version 300 es\nprecision mediump float;\n";
#else
constexpr const char* kHeader = "#version 330 core\n";
#endif

constexpr const char* kVertexShader = R"(
uniform mat4 projection;
in vec2 position;
in vec2 uv;
in vec4 colour;
out vec2 fragment_uv;
out vec4 fragment_colour;
void main() {
  fragment_uv = uv;
  fragment_colour = colour;
  gl_Position = projection * vec4(position, 0.0, 1.0);
}
)";

// The canvas keeps the alpha that the clear wrote (1): see the blend function.
constexpr const char* kFragmentShader = R"(
uniform sampler2D atlas;
in vec2 fragment_uv;
in vec4 fragment_colour;
out vec4 result;
void main() { result = fragment_colour * texture(atlas, fragment_uv); }
)";

enum Attribute : GLuint { kPosition = 0, kUv = 1, kColour = 2 };

GLuint compile(GLenum kind, const char* body) {
  const GLuint shader = EARSHOT_GL(CreateShader)(kind);
  const char* const parts[] = {kHeader, body};
  EARSHOT_GL(ShaderSource)(shader, 2, parts, nullptr);
  EARSHOT_GL(CompileShader)(shader);
  return shader;
}

const void* byte_offset(std::size_t offset) {
  return reinterpret_cast<const void*>(offset);  // GL names an offset in a buffer by a pointer
}

/// Grows a buffer by half more than needed, so that scrolling does not allocate in every frame.
void fill_buffer(GLenum target, std::size_t& capacity_bytes, std::size_t size_bytes,
                 const void* data) {
  if (size_bytes > capacity_bytes) {
    capacity_bytes = size_bytes + size_bytes / 2;
  }
  // Orphans the store that the previous list may still be read from.
  EARSHOT_GL(BufferData)(target, static_cast<GLsizeiptr>(capacity_bytes), nullptr, GL_STREAM_DRAW);
  EARSHOT_GL(BufferSubData)(target, 0, static_cast<GLsizeiptr>(size_bytes), data);
}

}  // namespace

GlRenderer::~GlRenderer() = default;

bool GlRenderer::start(GlLoader loader) {
  if (!load_functions(loader)) {
    failure_ = "The graphics driver lacks OpenGL 3.3.";
    return false;
  }
  if (!make_objects()) return false;
  ImGuiIO& io = ImGui::GetIO();
  io.BackendRendererName = "earshot";
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset | ImGuiBackendFlags_RendererHasTextures;
  return true;
}

bool GlRenderer::make_objects() {
  const GLuint vertex_shader = compile(GL_VERTEX_SHADER, kVertexShader);
  const GLuint fragment_shader = compile(GL_FRAGMENT_SHADER, kFragmentShader);
  program_ = EARSHOT_GL(CreateProgram)();
  EARSHOT_GL(AttachShader)(program_, vertex_shader);
  EARSHOT_GL(AttachShader)(program_, fragment_shader);
  EARSHOT_GL(BindAttribLocation)(program_, kPosition, "position");
  EARSHOT_GL(BindAttribLocation)(program_, kUv, "uv");
  EARSHOT_GL(BindAttribLocation)(program_, kColour, "colour");
  EARSHOT_GL(LinkProgram)(program_);
  EARSHOT_GL(DeleteShader)(vertex_shader);
  EARSHOT_GL(DeleteShader)(fragment_shader);
  GLint linked = 0;
  EARSHOT_GL(GetProgramiv)(program_, GL_LINK_STATUS, &linked);
  if (linked == 0) {
    failure_ = "The graphics driver refused the program that draws the window.";
    return false;
  }
  projection_location_ = EARSHOT_GL(GetUniformLocation)(program_, "projection");

  EARSHOT_GL(GenVertexArrays)(1, &vertex_array_);
  EARSHOT_GL(GenBuffers)(1, &vertices_);
  EARSHOT_GL(GenBuffers)(1, &indices_);
  vertex_capacity_bytes_ = index_capacity_bytes_ = 0;

  // Everything that never changes is set here once: the context is ours alone.
  EARSHOT_GL(UseProgram)(program_);
  EARSHOT_GL(Uniform1i)(EARSHOT_GL(GetUniformLocation)(program_, "atlas"), 0);
  EARSHOT_GL(ActiveTexture)(GL_TEXTURE0);
  EARSHOT_GL(BindVertexArray)(vertex_array_);
  EARSHOT_GL(BindBuffer)(GL_ARRAY_BUFFER, vertices_);
  EARSHOT_GL(BindBuffer)(GL_ELEMENT_ARRAY_BUFFER, indices_);
  constexpr GLsizei kStride = sizeof(ImDrawVert);
  EARSHOT_GL(EnableVertexAttribArray)(kPosition);
  EARSHOT_GL(EnableVertexAttribArray)(kUv);
  EARSHOT_GL(EnableVertexAttribArray)(kColour);
  EARSHOT_GL(VertexAttribPointer)(kPosition, 2, GL_FLOAT, GL_FALSE, kStride,
                                  byte_offset(offsetof(ImDrawVert, pos)));
  EARSHOT_GL(VertexAttribPointer)(kUv, 2, GL_FLOAT, GL_FALSE, kStride,
                                  byte_offset(offsetof(ImDrawVert, uv)));
  EARSHOT_GL(VertexAttribPointer)(kColour, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride,
                                  byte_offset(offsetof(ImDrawVert, col)));
  EARSHOT_GL(Enable)(GL_BLEND);
  EARSHOT_GL(BlendEquation)(GL_FUNC_ADD);
  // Straight alpha over an opaque ground; destination alpha stays 1, whatever is drawn.
  EARSHOT_GL(BlendFuncSeparate)(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
  EARSHOT_GL(Disable)(GL_CULL_FACE);
  EARSHOT_GL(Disable)(GL_DEPTH_TEST);
  EARSHOT_GL(Disable)(GL_STENCIL_TEST);
  EARSHOT_GL(PixelStorei)(GL_UNPACK_ALIGNMENT, 1);
  EARSHOT_GL(PixelStorei)(GL_PACK_ALIGNMENT, 1);
  return true;
}

void GlRenderer::update_texture(ImTextureData& texture) {
  if (texture.Status == ImTextureStatus_WantCreate) {
    GLuint name = 0;
    EARSHOT_GL(GenTextures)(1, &name);
    EARSHOT_GL(BindTexture)(GL_TEXTURE_2D, name);
    EARSHOT_GL(TexParameteri)(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    EARSHOT_GL(TexParameteri)(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    EARSHOT_GL(TexParameteri)(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    EARSHOT_GL(TexParameteri)(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    EARSHOT_GL(TexImage2D)(GL_TEXTURE_2D, 0, GL_RGBA, texture.Width, texture.Height, 0, GL_RGBA,
                           GL_UNSIGNED_BYTE, texture.GetPixels());
    texture.SetTexID(static_cast<ImTextureID>(name));
    texture.SetStatus(ImTextureStatus_OK);
  } else if (texture.Status == ImTextureStatus_WantUpdates) {
    EARSHOT_GL(BindTexture)(GL_TEXTURE_2D, static_cast<GLuint>(texture.TexID));
    for (const ImTextureRect& rect : texture.Updates) {
      // Rows are copied together: one upload a rectangle works the same on every GL.
      const std::size_t row_bytes = static_cast<std::size_t>(rect.w) * 4;
      upload_.resize(row_bytes * rect.h);
      for (int y = 0; y < rect.h; ++y) {
        std::memcpy(upload_.data() + row_bytes * static_cast<std::size_t>(y),
                    texture.GetPixelsAt(rect.x, rect.y + y), row_bytes);
      }
      EARSHOT_GL(TexSubImage2D)(GL_TEXTURE_2D, 0, rect.x, rect.y, rect.w, rect.h, GL_RGBA,
                                GL_UNSIGNED_BYTE, upload_.data());
    }
    texture.SetStatus(ImTextureStatus_OK);
  } else if (texture.Status == ImTextureStatus_WantDestroy && texture.UnusedFrames > 0) {
    const GLuint name = static_cast<GLuint>(texture.TexID);
    if (name != 0) EARSHOT_GL(DeleteTextures)(1, &name);
    texture.SetTexID(ImTextureID_Invalid);
    texture.SetStatus(ImTextureStatus_Destroyed);
  }
}

void GlRenderer::draw(ImDrawData& data, std::uint32_t clear_colour) {
  if (lost_ || program_ == 0) return;
  if (data.Textures != nullptr) {
    for (ImTextureData* texture : *data.Textures) {
      if (texture->Status != ImTextureStatus_OK) update_texture(*texture);
    }
  }
  const int width = static_cast<int>(std::lround(data.DisplaySize.x * data.FramebufferScale.x));
  const int height = static_cast<int>(std::lround(data.DisplaySize.y * data.FramebufferScale.y));
  if (width <= 0 || height <= 0) return;

  EARSHOT_GL(Viewport)(0, 0, width, height);
  EARSHOT_GL(Disable)(GL_SCISSOR_TEST);
  const ImVec4 clear = ImGui::ColorConvertU32ToFloat4(clear_colour);
  EARSHOT_GL(ClearColor)(clear.x, clear.y, clear.z, 1.0F);
  EARSHOT_GL(Clear)(GL_COLOR_BUFFER_BIT);
  EARSHOT_GL(Enable)(GL_SCISSOR_TEST);

  const float left = data.DisplayPos.x, right = left + data.DisplaySize.x;
  const float top = data.DisplayPos.y, bottom = top + data.DisplaySize.y;
  const float projection[16] = {2 / (right - left),
                                0,
                                0,
                                0,
                                0,
                                2 / (top - bottom),
                                0,
                                0,
                                0,
                                0,
                                -1,
                                0,
                                (right + left) / (left - right),
                                (top + bottom) / (bottom - top),
                                0,
                                1};
  EARSHOT_GL(UniformMatrix4fv)(projection_location_, 1, GL_FALSE, projection);

  static_assert(sizeof(ImDrawIdx) == 2 || sizeof(ImDrawIdx) == 4);
  constexpr GLenum kIndexType = sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT;
  for (const ImDrawList* list : data.CmdLists) {
    if (list->IdxBuffer.empty()) continue;
    fill_buffer(GL_ELEMENT_ARRAY_BUFFER, index_capacity_bytes_,
                static_cast<std::size_t>(list->IdxBuffer.size_in_bytes()), list->IdxBuffer.Data);
    // A command may start further on than 16-bit indices reach. OpenGL ES 3.0 draws without a base
    // vertex, so the attributes are moved instead.
    unsigned base_vertex = 0;
    fill_buffer(GL_ARRAY_BUFFER, vertex_capacity_bytes_,
                static_cast<std::size_t>(list->VtxBuffer.size_in_bytes()), list->VtxBuffer.Data);
    const auto point_at = [&](unsigned vertex) {
      constexpr GLsizei kStride = sizeof(ImDrawVert);
      const std::size_t at = static_cast<std::size_t>(vertex) * sizeof(ImDrawVert);
      EARSHOT_GL(VertexAttribPointer)(kPosition, 2, GL_FLOAT, GL_FALSE, kStride,
                                      byte_offset(at + offsetof(ImDrawVert, pos)));
      EARSHOT_GL(VertexAttribPointer)(kUv, 2, GL_FLOAT, GL_FALSE, kStride,
                                      byte_offset(at + offsetof(ImDrawVert, uv)));
      EARSHOT_GL(VertexAttribPointer)(kColour, 4, GL_UNSIGNED_BYTE, GL_TRUE, kStride,
                                      byte_offset(at + offsetof(ImDrawVert, col)));
    };
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback != nullptr || command.ElemCount == 0) continue;
      const float scale_x = data.FramebufferScale.x, scale_y = data.FramebufferScale.y;
      const int clip_left =
          std::max(0, static_cast<int>(std::floor((command.ClipRect.x - left) * scale_x)));
      const int clip_top =
          std::max(0, static_cast<int>(std::floor((command.ClipRect.y - top) * scale_y)));
      const int clip_right =
          std::min(width, static_cast<int>(std::ceil((command.ClipRect.z - left) * scale_x)));
      const int clip_bottom =
          std::min(height, static_cast<int>(std::ceil((command.ClipRect.w - top) * scale_y)));
      if (clip_right <= clip_left || clip_bottom <= clip_top) continue;
      EARSHOT_GL(Scissor)(clip_left, height - clip_bottom, clip_right - clip_left,
                          clip_bottom - clip_top);
      EARSHOT_GL(BindTexture)(GL_TEXTURE_2D, static_cast<GLuint>(command.GetTexID()));
      if (command.VtxOffset != base_vertex) point_at(base_vertex = command.VtxOffset);
      EARSHOT_GL(DrawElements)(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), kIndexType,
                               byte_offset(command.IdxOffset * sizeof(ImDrawIdx)));
    }
    if (base_vertex != 0) point_at(0);
  }
}

void GlRenderer::lost() {
  if (lost_) return;
  lost_ = true;
  program_ = vertex_array_ = vertices_ = indices_ = 0;
  // ImGui keeps the pixels: a texture that the renderer calls destroyed is asked for again.
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->Status == ImTextureStatus_Destroyed) continue;
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(texture->WantDestroyNextFrame ? ImTextureStatus_Destroyed
                                                     : ImTextureStatus_WantCreate);
  }
}

bool GlRenderer::restored() {
  lost_ = false;
  return make_objects();
}

void GlRenderer::stop() {
  if (lost_ || program_ == 0) return;
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    const GLuint name = static_cast<GLuint>(texture->TexID);
    if (name == 0) continue;
    EARSHOT_GL(DeleteTextures)(1, &name);
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
  EARSHOT_GL(DeleteBuffers)(1, &vertices_);
  EARSHOT_GL(DeleteBuffers)(1, &indices_);
  EARSHOT_GL(DeleteVertexArrays)(1, &vertex_array_);
  EARSHOT_GL(DeleteProgram)(program_);
  program_ = vertex_array_ = vertices_ = indices_ = 0;
  ImGui::GetIO().BackendFlags &=
      ~(ImGuiBackendFlags_RendererHasVtxOffset | ImGuiBackendFlags_RendererHasTextures);
}

std::vector<std::uint8_t> GlRenderer::read_pixels(int width, int height) const {
  const std::size_t row_bytes = static_cast<std::size_t>(width) * 4;
  std::vector<std::uint8_t> rows(row_bytes * static_cast<std::size_t>(height));
  if (lost_ || program_ == 0) return rows;
  EARSHOT_GL(ReadPixels)(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rows.data());
  for (std::size_t y = 0; y < static_cast<std::size_t>(height) / 2; ++y) {
    const std::size_t mirror = static_cast<std::size_t>(height) - 1 - y;
    std::swap_ranges(rows.begin() + static_cast<std::ptrdiff_t>(y * row_bytes),
                     rows.begin() + static_cast<std::ptrdiff_t>((y + 1) * row_bytes),
                     rows.begin() + static_cast<std::ptrdiff_t>(mirror * row_bytes));
  }
  return rows;
}

}  // namespace earshot::shell
