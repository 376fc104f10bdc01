#pragma once

#include "app/app.h"
#include "ui/context.h"
#include "ui/find_bar.h"
#include "ui/text_view.h"

namespace earshot::ui {

/// What the page keeps between ticks.
struct SourcePage {
  TextView text;
};

/// A file of the import report as it was: lines with their numbers, the places of remarks marked.
/// Or the report itself as a text.
void draw_source_page(Context& context, const app::App& app, SourcePage& page, FindBar& find,
                      const Rect& area);

}  // namespace earshot::ui
