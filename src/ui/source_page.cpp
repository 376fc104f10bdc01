#include "ui/source_page.h"

#include <algorithm>
#include <array>
#include <string>

#include <imgui.h>

#include "app/report_text.h"
#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/paint.h"
#include "ui/phrases.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kPadding = 40, kNarrowPadding = 16;
constexpr float kBarHeight = 52;
constexpr float kButton = 32;
constexpr float kWidest = 960;  // files have longer lines than what is read
constexpr float kWidestReport = 720;

/// Back to the report's dialog at the left, the way from remark to remark at the right.
void draw_bar(Context& context, const app::SourceView& view, const Rect& bar) {
  const Palette& colours = context.theme.palette;
  const float top = bar.top + (bar.height - kButton) / 2;
  const float back = button_width(context, context.say(word::kImportReport), true);
  if (button(context, context.say(word::kImportReport), {bar.left - kSpace4, top, back, kButton},
             {.icon = icon::kChevronLeft, .emphasis = Emphasis::Quiet, .shortcut = "Escape"}))
    context.out.send(app::GoBack{});
  const std::size_t count = view.marks_in_text.size();
  if (count == 0) return;
  float x = right(bar) - kButton + kSpace1;
  if (icon_button(
          context, context.say(word::kNextRemark), icon::kChevronDown, {x, top, kButton, kButton},
          {.emphasis = Emphasis::Quiet, .shortcut = told_chord(context, CommandId::NextMatch)}))
    context.out.send(app::JumpToMatch{1});
  x -= kButton;
  if (icon_button(
          context, context.say(word::kPreviousRemark), icon::kChevronUp, {x, top, kButton, kButton},
          {.emphasis = Emphasis::Quiet, .shortcut = told_chord(context, CommandId::PreviousMatch)}))
    context.out.send(app::JumpToMatch{-1});
  const std::string said =
      view.current_mark >= 0
          ? context.say(word::kOneOf,
                        context.say.number(static_cast<std::uint64_t>(view.current_mark) + 1),
                        context.say.number(count))
          : context.say(word::kRemarks, count);
  const float width = context.glyphs.width(said, kSecondary, Figures::Tabular);
  x -= kSpace2 + width;
  const float text_top = bar.top + (bar.height - kSecondary.line_height) / 2;
  text(context, ImVec2(x, text_top), said, kSecondary, colours.ink2, Figures::Tabular);
  Node node = make_node(node_id("remarks"), Role::Status, said);
  node.rect = {x, text_top, width, kSecondary.line_height};
  node.live = true;
  context.semantics.add(std::move(node));
}

}  // namespace

void draw_source_page(Context& context, const app::App& app, SourcePage& page, FindBar& find,
                      const Rect& area) {
  const app::SourceView& view = app.source();
  const Palette& colours = context.theme.palette;
  const float padding = area.width < kOneColumnBelow ? kNarrowPadding : kPadding;
  const float width =
      std::clamp(area.width - 2 * padding, 64.0F, view.is_report ? kWidestReport : kWidest);
  const float left = area.left + std::max(0.0F, (area.width - width) / 2);
  float y = area.top;
  draw_bar(context, view, {left, y, width, kBarHeight});
  y += kBarHeight;
  const std::string_view name =
      view.is_report ? context.say(word::kImportReport) : app::file_name(view.path);
  label(context, name, {left, y, width, kHeading.line_height}, kHeading, colours.ink, Role::Heading,
        1);
  y += kHeading.line_height;
  if (name.size() < view.path.size()) {
    text_clipped(context, ImVec2(left, y), width,
                 view.path.substr(0, view.path.size() - name.size() - 1), kSecondary, colours.ink3);
    y += kSecondary.line_height;
  }
  const bool is_at_remark =
      view.current_mark >= 0 && static_cast<std::size_t>(view.current_mark) < view.remarks.size();
  const std::string words =
      !view.problem.empty() ? context.say.of_core(view.problem)
      : is_at_remark        ? app::remark_words(context.say,
                                                view.remarks[static_cast<std::size_t>(view.current_mark)])
                            : std::string();
  if (!words.empty()) {
    y += kSpace2;
    draw_icon(context, is_at_remark ? icon::kTriangleAlert : icon::kInfo,
              {left, y, kSpace4, kSecondary.line_height}, kSpace4 - 1,
              is_at_remark ? colours.warning : colours.ink3);
    const float height = text_wrapped(context, ImVec2(left + kSpace5, y), width - kSpace5, words,
                                      kSecondary, colours.ink);
    Node node = make_node(node_id("remark"), Role::Status, words);
    node.rect = {left, y, width, height};
    node.live = true;
    context.semantics.add(std::move(node));
    y += height;
  }
  y += kSpace3;
  horizontal_line(context, area.left, right(area), y, colours.line);
  const Rect text_area{area.left, y + 1, area.width, std::max(0.0F, bottom(area) - y - 1)};
  if (!view.problem.empty()) return;

  const bool finds = app.find().open;
  const std::span<const Range> marks = finds ? app.find().matches_in_text : view.marks_in_text;
  const std::int32_t current_mark = finds ? app.find().current : view.current_mark;
  const std::span<const Range> current =
      current_mark >= 0 && static_cast<std::size_t>(current_mark) < marks.size()
          ? marks.subspan(static_cast<std::size_t>(current_mark), 1)
          : std::span<const Range>();
  const std::array<RangeLayer, 2> layers = {
      RangeLayer{.ranges_in_text = marks, .fill = colours.match},
      RangeLayer{.ranges_in_text = current,
                 .fill = colours.match_current,
                 .outline = colours.match_outline}};
  TextViewInput input;
  input.track = view.track;
  input.zoom = app.settings().zoom;
  input.layers = layers;
  input.matches_in_text = marks;
  input.current_match = current_mark;
  input.target = view.target;
  input.name = context.say(view.is_report ? word::kImportReport : word::kFileAsItWas);
  input.column_left = left - area.left;
  input.column_width = width;
  input.lead = kSpace3 + (finds ? kFindCovers : 0);
  input.tail = kSpace6;
  if (finds) input.comfort_top = kFindCovers;
  ImGui::SetCursorScreenPos(top_left(text_area));
  if (ImGui::BeginChild("source", ImVec2(text_area.width, text_area.height), ImGuiChildFlags_None,
                        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                            ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoSavedSettings |
                            ImGuiWindowFlags_NoScrollWithMouse)) {
    page.text.begin(context, text_area, input);
    page.text.draw(context);
    draw_find_bar(context, app, find, {.beside_tabs = {}, .text = text_area});
  }
  ImGui::EndChild();
}

}  // namespace earshot::ui
