#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// Where a text may be cut so that a reader does not stumble. Internal to `search`.
namespace earshot::search {

/// Does a sentence end in `gap`, the text between two words? It does where a full stop, question or
/// exclamation mark is followed by white space, and after their East Asian forms.
bool ends_sentence(std::string_view gap);

/// Where `gap`, the text between two words, is best cut: behind the marks that belong to the word
/// before it. An offset in `gap`.
std::uint32_t cut_in_gap(std::string_view gap);

/// Does a sentence or a bordered stretch (cue, block) begin at `offset_in_text`, white space aside?
/// `borders_in_text` ascend.
bool begins_anew(std::string_view text, std::span<const std::uint32_t> borders_in_text,
                 std::uint32_t offset_in_text);

}  // namespace earshot::search
