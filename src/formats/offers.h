#pragma once

#include <string_view>

#include "model/document.h"

namespace earshot::formats {

/// Whether a line begins a block of offers: a sign such as fire or a rocket and words to match, or
/// a label such as "Sponsors:".
bool begins_offers(std::string_view line);

/// Whether a heading is over a block of offers: "Sponsors", "This episode is brought to you by",
/// "LogRocket - Sponsor".
bool is_offers_heading(std::string_view heading);

/// Whether a paragraph is nothing but a word from a sponsor: "This episode is sponsored by Acme."
bool is_offer_line(std::string_view line);

/// Takes the blocks of offers out of the notes, each from its head to the next heading or rule, and
/// lists their texts in `offers`. Notes that would be little but offers stay as they are.
void set_offers_apart(model::Notes& notes);

}  // namespace earshot::formats
