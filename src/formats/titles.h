#pragma once

#include <string>
#include <string_view>

#include "model/document.h"

namespace earshot::formats {

/// Whether a line looks like a title by itself: short, capitals, no end of a sentence.
bool looks_like_title(std::string_view line);

/// The title that notes begin with, else the file's name without folder and ending.
std::string title_of_notes(const model::Notes& notes, std::string_view file_name);

}  // namespace earshot::formats
