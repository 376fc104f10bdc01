#pragma once

#include <string>
#include <string_view>

namespace earshot::text {

/// The words of a text, folded (`fold_word`), with one space between them: for comparing lines and
/// names as they are searched. Linear.
std::string folded_words(std::string_view text);

}  // namespace earshot::text
