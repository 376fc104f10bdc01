#pragma once

#include <string_view>

#include "ui/font_face.h"

/// Which font shows a cluster: the shipped one or the machine's own.
namespace earshot::ui {

/// Characters that show nothing by themselves: what joins, varies or directs others.
bool is_invisible(char32_t code);

/// Width of a space that a font may lack, in ems; 0: it is no such space.
float space_em(char32_t code);

/// Marks that are put over the middle of the letter before them.
bool is_combining(char32_t code);

/// Whether the cluster (one grapheme) has something that the face lacks, or asks for its colourful
/// form: then the machine's fonts have to show the whole of it.
bool wants_system(std::string_view cluster, const FontFace& face);

/// Whether the cluster is shaped by itself (ideographs, syllables of Hangul, emoji): it is one
/// picture, wherever it stands. Others are shaped by the word.
bool is_shaped_alone(std::string_view cluster);

}  // namespace earshot::ui
