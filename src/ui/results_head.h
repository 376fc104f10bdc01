#pragma once

#include <string_view>

#include "ui/context.h"
#include "ui/menus.h"
#include "ui/results_rows.h"

/// What stands over the moments: where was searched, how many there are, in which order they come,
/// and how the query was understood.
namespace earshot::ui {

/// "Best first".
words::Message<0> name_of(app::HitSort sort);

/// Gives the height.
float draw_results_head(Context& context, const app::App& app, MenuState& menu,
                        const ResultsLayout& layout, float top);
/// Instead of moments.
void draw_nothing_found(Context& context, const app::ResultsView& results,
                        const ResultsLayout& layout, float top);

}  // namespace earshot::ui
