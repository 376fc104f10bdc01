#pragma once

#include <cstdint>

namespace earshot::ui {

struct FrameInfo;

/// What is about to be drawn, as one number: about a tenth of a millisecond for a full window.
std::uint64_t picture_hash(const FrameInfo& info);
/// Glyphs were asked for in this tick that no texture has yet.
bool has_new_glyphs();

}  // namespace earshot::ui
