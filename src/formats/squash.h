#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "base/time.h"
#include "model/document.h"

namespace earshot::formats {

/// Words with capitals inside ("WebAssembly") that a text uses as words: no line ends in them.
using CamelWords = std::unordered_set<std::string>;

/// Adds the camel words of ordinary text.
void collect_camel_words(std::string_view text, CamelWords& words);

/// Reads a description whose line ends got lost: "NotesIntroduction [00:00-00:14]Overview of ...".
///
/// No character is changed: `plain` is `text`, and only where blocks begin is found. `squashed` is
/// the confidence in that, below 0 where nothing had to be cut. Linear.
model::Notes read_squashed(std::string_view text, const CamelWords& known, Millis duration);

/// Cuts the paragraphs of notes in HTML whose line ends got lost, as `read_squashed` does a whole
/// text: the text stays, blocks begin where lines did, and spans end with their block. Linear.
void cut_squashed_paragraphs(model::Notes& notes);

/// Whether the line ends of a whole text got lost: a few long lines in which several words touch
/// that surely stood on lines of their own. Linear.
bool looks_squashed(std::string_view text);

}  // namespace earshot::formats
