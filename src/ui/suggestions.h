#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "search/complete.h"
#include "ui/context.h"
#include "ui/text_field.h"

namespace earshot::ui {

/// The list that hangs under the search field: how the word being typed may go on, or, while
/// nothing is typed, what was looked for lately.
///
/// The field keeps the keyboard (ARIA's combo box): Down and Up choose, Enter and Tab take what is
/// chosen, Escape closes the list. While nothing is chosen Enter and Tab mean what they mean
/// without the list, and Down runs through it and on into the moments.
struct SuggestionList {
  struct Row {
    enum class Kind : std::uint8_t { Part, Query };
    Kind kind = Kind::Part;
    search::Suggestion suggestion;  ///< of a Query only its text
  };
  bool open = false;
  std::int32_t chosen = -1;  ///< of `rows`
  std::vector<Row> rows;
  Range range_in_query;  ///< what a Part takes the place of
  std::string query;     ///< and the caret in it, for which `rows` were made
  std::uint32_t caret_in_query = 0;
  bool was_focused = false;
  Rect panel;  ///< as drawn in the last tick
};

/// Of the list and its options, for the field's node.
NodeId suggestion_list_node();
NodeId suggestion_node(const SuggestionList::Row& row);

/// After the search field was drawn: opens, fills and closes the list, and takes its keys. Returns
/// whether the field's text was changed.
bool follow_search_field(Context& context, const app::App& app, SuggestionList& list,
                         TextFieldState& field, const TextFieldAnswer& answer);

/// Over the page. `field_rect` is the field's.
void draw_suggestions(Context& context, const app::App& app, SuggestionList& list,
                      TextFieldState& field, NodeId field_id, const Rect& field_rect);

}  // namespace earshot::ui
