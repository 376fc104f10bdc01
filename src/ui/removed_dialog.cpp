#include "ui/removed_dialog.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/overlay.h"
#include "ui/phrases.h"
#include "ui/scroll.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kRow = 56, kButton = 34, kFootButton = 36;

NodeId bring_back_node(const Context& context, const app::EpisodeRow& row) {
  ImGui::PushID(static_cast<int>(node_id(row.id)));
  const NodeId id = node_id(context.say(word::kBringBack));
  ImGui::PopID();
  return id;
}

void draw_row(Context& context, std::span<const app::EpisodeRow> rows, std::size_t number,
              const Rect& rect) {
  const app::EpisodeRow& row = rows[number];
  const Palette& colours = context.theme.palette;
  const std::string_view title = row.title.empty() ? context.say(word::kUntitled) : row.title;
  const std::string meta =
      joined(row.show.empty() ? context.say(word::kWithoutShow) : row.show,
             context.say.short_date(row.date), context.say.duration(row.duration));
  ImGui::PushID(static_cast<int>(node_id(row.id)));
  Node item = make_node(node_id("row"), Role::ListItem, {});
  item.rect = rect;
  item.set_size = static_cast<std::int32_t>(rows.size());
  item.position_in_set = static_cast<std::int32_t>(number + 1);
  context.semantics.push(std::move(item));
  const std::string_view words = context.say(word::kBringBack);
  const float width = button_width(context, words);
  const Rect place{right(rect) - width, rect.top + (rect.height - kButton) / 2, width, kButton};
  const float room = place.left - kSpace3 - rect.left;
  label(context, title, {rect.left, rect.top + 8, room, kInterfaceStrong.line_height},
        kInterfaceStrong, colours.ink);
  label(context, meta, {rect.left, rect.top + 31, room, kSecondary.line_height}, kSecondary,
        colours.ink2);
  const Press press = button(context, words, place);
  if (Node* node = context.semantics.find(node_id(words)))
    node->name = context.say(word::kBringBackNamed, title);
  context.semantics.pop();
  ImGui::PopID();
  horizontal_line(context, rect.left, right(rect), bottom(rect) - 1, colours.line);
  if (!press) return;
  context.out.send(app::BringBack{row.id});
  // The row goes, and the focus with it to its neighbour.
  if (rows.size() > 1) {
    const std::size_t next = number + 1 < rows.size() ? number + 1 : number - 1;
    context.interaction.focus(bring_back_node(context, rows[next]),
                              context.interaction.by_keyboard());
  }
}

}  // namespace

void draw_removed(Context& context, const app::App& app) {
  const std::span<const app::EpisodeRow> rows = app.library().removed;
  const Palette& colours = context.theme.palette;
  const DialogFrame dialog = begin_dialog(context, context.say(word::kRemovedEpisodes), 560, 520);
  const Rect& body = dialog.body;
  if (rows.empty()) {
    label(context, context.say(word::kNothingRemoved), {body.left, body.top, body.width, 22},
          kInterface, colours.ink2, Role::Status);
  } else {
    const std::string_view why = context.say(word::kRemovedStay);
    const float why_height =
        text_wrapped(context, top_left(body), body.width, why, kSecondary, colours.ink2);
    add_text(context, why, {body.left, body.top, body.width, why_height}, Role::Paragraph);
    const std::string_view all = context.say(word::kBringAllBack);
    const std::string_view discard = context.say(word::kDeleteForGood);
    const float all_width = button_width(context, all);
    const float discard_width = button_width(context, discard, true);
    // Side by side where both have room.
    const bool is_stacked = all_width + discard_width + kSpace2 > body.width;
    const float foot = is_stacked ? 2 * kFootButton + kSpace2 : kFootButton;
    const float top = body.top + why_height + kSpace3;
    const Rect list{body.left, top, body.width,
                    std::max(kRow, bottom(body) - foot - kSpace3 - top)};
    const ScrollArea area = begin_scroll(context, "removed", list);
    push_container(context, Role::List, context.say(word::kRemovedEpisodes), list);
    // One row more at both ends, so that the Tab key has where to go.
    const auto first =
        static_cast<std::size_t>(std::max(0.0F, std::floor(area.seen_from() / kRow) - 1));
    const std::size_t last =
        std::min(rows.size(), static_cast<std::size_t>(std::ceil(area.seen_to() / kRow)) + 1);
    context.tells_clipped = true;
    for (std::size_t number = first; number < last; ++number) {
      const float row_top = area.origin.y + static_cast<float>(number) * kRow;
      draw_row(context, rows, number, {list.left, row_top, list.width - kSpace3, kRow});
    }
    context.tells_clipped = false;
    context.semantics.pop();
    end_scroll(context, area, static_cast<float>(rows.size()) * kRow);
    const float foot_top = bottom(list) + kSpace3;
    if (button(context, all, {body.left, foot_top, all_width, kFootButton}))
      context.out.send(app::BringBack{});
    const Rect discard_place{is_stacked ? body.left : right(body) - discard_width,
                             is_stacked ? foot_top + kFootButton + kSpace2 : foot_top,
                             discard_width, kFootButton};
    if (button(context, discard, discard_place, {.icon = icon::kTrash2}))
      context.out.send(app::DiscardRemoved{});
  }
  if (dialog.close) context.out.send(app::CloseDialog{});
  end_dialog(context);
}

}  // namespace earshot::ui
