#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/range.h"

namespace earshot::formats {

/// What the smallest parts of a run-on text are.
enum class AtomKind : std::uint8_t {
  Begin,        ///< stands for what is before the text
  Small,        ///< a word, or the part of one, in small letters
  Capital,      ///< "Word"
  Upper,        ///< "HTML"
  Single,       ///< "A"
  Letters,      ///< of a script without capitals
  Number,       ///< "5,000", "100%"
  Time,         ///< "1:14", "00:14 - 00:38"
  BracketTime,  ///< "[00:14-00:38]"
  Address,      ///< "https://...", or a part of it
  Stop,
  Ask,  ///< question and exclamation marks
  Colon,
  Comma,  ///< semicolon too
  Open,
  Close,
  LinkClose,  ///< "](address)"
  QuoteOpen,
  QuoteClose,
  MarkOpen,  ///< of strong, emphasis, code
  MarkClose,
  Bullet,     ///< with white space behind it
  Hashes,     ///< "##" of a Markdown heading
  Numbering,  ///< "2.", "II.", "b)" with white space behind it
  Dash,       ///< inside a word
  Ellipsis,
  Handle,  ///< "@" or "#" of a name
  Emoji,
  Joiner,  ///< "/", "&", "+", "="
  Sign,    ///< any other
  Count,
};

/// What parts an atom from the one before.
enum class Gap : std::uint8_t { None, Space, Line };

struct Atom {
  Range range_in_text;
  AtomKind kind = AtomKind::Begin;
  Gap gap = Gap::Space;
  bool is_inner = false;     ///< goes on a word or number that no line can end in
  bool is_enclosed = false;  ///< inside brackets
  bool is_quoted = false;
  bool is_marked = false;   ///< inside code or the text of a link
  std::int32_t value = -1;  ///< Numbering: its number; Bullet: its sign
};

/// Cuts `text` into atoms; every byte that is not white space belongs to one. Linear.
std::vector<Atom> squash_atoms(std::string_view text);

}  // namespace earshot::formats
