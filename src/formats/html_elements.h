#pragma once

#include <gumbo.h>

#include <cstdint>
#include <string>

namespace earshot::formats {

/// Whether an element parts the text around it from its own.
bool is_block_element(GumboTag tag);

/// Whether an element of a whole page is not its matter: navigation, footers, forms.
bool is_page_furniture(GumboTag tag);

/// The main part of a page: its "main", else its only "article"; null where there is none.
const GumboNode* content_of_page(const GumboNode* root);

/// Whether a table only places things: one column, or blocks in its cells.
bool is_layout_table(const GumboNode& table);

/// Whether a row is the head of its table.
bool is_head_row(const GumboNode& row);

/// The text of a page's "title", its white space made single.
std::string text_of_title(const GumboNode& title);

/// The language that the class of a "pre" or of the "code" in it names; empty where none.
std::string language_of_code(const GumboNode& pre);

/// A number as a list writes it: '1', 'a', 'A', 'i' or 'I'.
std::string number_text(std::uint32_t number, char numbering);

}  // namespace earshot::formats
