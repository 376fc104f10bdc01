#include "ui/import_panel.h"

#include <algorithm>
#include <string>

#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/overlay.h"
#include "ui/phrases.h"
#include "ui/scroll.h"
#include "ui/widgets.h"

namespace earshot::ui {
namespace {

constexpr float kSymbol = 30, kExcerptIndent = kSymbol;
constexpr std::size_t kRemarksShown = 6;  // of one file; the rest is counted
constexpr TextStyle kMono{FontRole::Mono, 12, 18};

enum class Fate : std::uint8_t { Fine, Remarks, Ignored, Refused };

Fate fate_of(const app::FileOutcome& file) {
  if (!file.error.empty() || file.became == "refused") return Fate::Refused;
  if (file.became == "ignored") return Fate::Ignored;
  return file.diagnostics.empty() ? Fate::Fine : Fate::Remarks;
}

bool is_problem(const app::FileOutcome& file) {
  const Fate fate = fate_of(file);
  return fate == Fate::Refused || fate == Fate::Remarks;
}

std::string outcome_words(const app::FileOutcome& file) {
  if (!file.error.empty()) return file.error;
  if (file.became == "refused") return "Could not be read.";
  if (file.became == "ignored") return "Left out: not a text file Earshot reads.";
  std::string words;
  if (file.became == "transcript") {
    words = "Transcript";
  } else if (file.became == "notes") {
    words = "Notes";
  } else if (file.became == "page") {
    words = "Episode page";
  } else {
    words = file.became;
  }
  if (!file.episode_title.empty()) words += " of \u201c" + file.episode_title + "\u201d";
  if (!file.pairing_reason.empty()) {
    words += ", paired";
    if (!file.pairing_with.empty()) words.append(" with ").append(file_name(file.pairing_with));
    words += ": " + file.pairing_reason;
  }
  return words;
}

std::string remark_words(const Diagnostic& diagnostic) {
  return diagnostic.line_in_source == 0
             ? diagnostic.message
             : "Line " + grouped(diagnostic.line_in_source) + ": " + diagnostic.message;
}

std::string_view first_line(std::string_view excerpt) {
  return excerpt.substr(0, excerpt.find('\n'));
}

float entry_height(Context& context, const app::FileOutcome& file, float width) {
  float height = 10 + 20;
  height +=
      static_cast<float>(wrap(context, outcome_words(file), kSecondary, width - kSymbol).size()) *
      18;
  const std::size_t shown = std::min(file.diagnostics.size(), kRemarksShown);
  for (std::size_t i = 0; i < shown; ++i) {
    height += 4 + static_cast<float>(wrap(context, remark_words(file.diagnostics[i]), kSecondary,
                                          width - kExcerptIndent)
                                         .size()) *
                      18;
    if (!file.diagnostics[i].excerpt.empty()) height += 24;
  }
  if (file.diagnostics.size() + file.more_diagnostics > shown) height += 20;
  return height + 10;
}

void draw_entry(Context& context, const app::FileOutcome& file, const Rect& rect,
                std::size_t number, std::size_t count) {
  const Palette& colours = context.theme.palette;
  const Fate fate = fate_of(file);
  ImGui::PushID(file.path.data(), file.path.data() + file.path.size());
  Node node = make_node(node_id("file"), Role::ListItem,
                        std::string(file_name(file.path)) + ": " + outcome_words(file));
  node.rect = rect;
  node.set_size = static_cast<std::int32_t>(count);
  node.position_in_set = static_cast<std::int32_t>(number + 1);
  context.semantics.push(std::move(node));
  const char* symbol = fate == Fate::Refused   ? icon::kCircleX
                       : fate == Fate::Remarks ? icon::kTriangleAlert
                       : fate == Fate::Ignored ? icon::kMinus
                                               : icon::kCircleCheck;
  const ImU32 colour = fate == Fate::Refused   ? colours.error
                       : fate == Fate::Remarks ? colours.warning
                       : fate == Fate::Ignored ? colours.ink3
                                               : colours.ink2;
  float top = rect.top + 10;
  draw_icon(context, symbol, {rect.left, top, 18, 20}, 17, colour);
  const float left = rect.left + kSymbol, width = rect.width - kSymbol;
  const std::string_view name = file_name(file.path);
  const float drawn =
      text_clipped(context, ImVec2(left, top - 1), width, name, kInterface, colours.ink);
  if (name.size() < file.path.size()) {
    text_clipped(context, ImVec2(left + drawn + 10, top + 1), width - drawn - 10,
                 std::string_view(file.path).substr(0, file.path.size() - name.size() - 1),
                 kSecondary, colours.ink3);
  }
  top += 20 + 1;
  top += text_wrapped(context, ImVec2(left, top), width, outcome_words(file), kSecondary,
                      fate == Fate::Refused ? colours.error : colours.ink2);
  const std::size_t shown = std::min(file.diagnostics.size(), kRemarksShown);
  for (std::size_t i = 0; i < shown; ++i) {
    const Diagnostic& diagnostic = file.diagnostics[i];
    top += 4;
    const std::string words = remark_words(diagnostic);
    const float height =
        text_wrapped(context, ImVec2(left, top), width, words, kSecondary, colours.ink);
    ImGui::PushID(static_cast<int>(i));
    add_text(context, words, {left, top, width, height});
    ImGui::PopID();
    top += height;
    if (!diagnostic.excerpt.empty()) {
      const Rect ground{left, top + 1, width, 22};
      fill(ground, faded(colours.ink, 0.05F), 4);
      text_clipped(context, ImVec2(left + kSpace2, top + 3), width - 2 * kSpace2,
                   first_line(diagnostic.excerpt), kMono, colours.ink2);
      top += 24;
    }
  }
  const std::size_t more = file.diagnostics.size() - shown + file.more_diagnostics;
  if (more > 0)
    text(context, ImVec2(left, top + 2), "and " + grouped(more) + " more", kSecondary,
         colours.ink3);
  horizontal_line(context, rect.left, right(rect), bottom(rect) - 1, colours.line);
  context.semantics.pop();
  ImGui::PopID();
}

std::string summary_of(const app::ImportView& import) {
  std::string words = counted(import.report.size(), "file", "files");
  if (import.episodes_added > 0)
    words += ", " + counted(import.episodes_added, "new episode", "new episodes");
  if (import.replaced > 0) words += ", " + grouped(import.replaced) + " replaced";
  if (import.with_diagnostics > 0)
    words += ", " + grouped(import.with_diagnostics) + " with remarks";
  if (import.refused > 0) words += ", " + grouped(import.refused) + " refused";
  return words;
}

}  // namespace

void draw_import_foot(Context& context, const app::App& app, const Rect& rect) {
  const app::ImportView& import = app.import();
  if (!import.running) return;
  const Palette& colours = context.theme.palette;
  fill(rect, colours.panel);
  horizontal_line(context, rect.left, right(rect), rect.top, colours.line);
  ImGui::PushID("import");
  push_container(context, Role::ContentInfo, "Import", rect);
  const std::string count = import.files_total > 0 ? "Reading " + grouped(import.files_done) +
                                                         " of " + grouped(import.files_total)
                                                   : std::string("Reading files");
  const bool narrow = rect.width < kOneColumnBelow;
  float x = rect.left + kSpace4;
  const TextStyle style{FontRole::Regular, 14, 20};
  x += text(context, ImVec2(x, centre_y(rect) - 10), count, style, colours.ink, Figures::Tabular) +
       kSpace2;
  if (!narrow && !import.label.empty()) {
    x += text_clipped(context, ImVec2(x, centre_y(rect) - 10), 260, import.label, style,
                      colours.ink3) +
         kSpace2;
  }
  const float cancel_width = button_width(context, "Cancel");
  const Rect cancel{right(rect) - kSpace2 - cancel_width, rect.top + 5, cancel_width,
                    rect.height - 9};
  const Rect bar{x + kSpace2, centre_y(rect) - 2, std::max(20.0F, cancel.left - x - kSpace5), 4};
  const float fraction = import.files_total > 0 ? static_cast<float>(import.files_done) /
                                                      static_cast<float>(import.files_total)
                                                : -1.0F;
  progress_bar(context, "Reading files",
               grouped(import.files_done) + " of " + grouped(import.files_total), fraction, bar);
  if (button(context, "Cancel", cancel, {.emphasis = Emphasis::Quiet}))
    context.out.send(app::CancelImport{});
  context.semantics.pop();
  ImGui::PopID();
}

void draw_import_report(Context& context, const app::App& app, ReportState& state) {
  const app::ImportView& import = app.import();
  const Palette& colours = context.theme.palette;
  const DialogFrame dialog = begin_dialog(context, "Import report", 720, 620);
  Rect body = dialog.body;
  const std::string summary = summary_of(import);
  label(context, summary, {body.left, body.top - 14, body.width, 18}, kSecondary, colours.ink2);
  body.top += 14;
  body.height -= 14;
  const auto problems = static_cast<std::size_t>(
      std::count_if(import.report.begin(), import.report.end(), is_problem));
  if (problems > 0 && problems < import.report.size()) {
    ImGui::PushID("which");
    const NodeId group = push_container(context, Role::RadioGroup, "Show files",
                                        {body.left, body.top, body.width, kChipHeight});
    const ChipOptions all{.selected = !state.problems_only,
                          .group = group,
                          .count = static_cast<std::int64_t>(import.report.size()),
                          .set_size = 2,
                          .position_in_set = 1};
    if (chip(context, "All", ImVec2(body.left, body.top), all)) state.problems_only = false;
    const ChipOptions some{.selected = state.problems_only,
                           .group = group,
                           .count = static_cast<std::int64_t>(problems),
                           .set_size = 2,
                           .position_in_set = 2};
    if (chip(context, "With remarks",
             ImVec2(body.left + chip_width(context, "All", all) + 6, body.top), some)) {
      state.problems_only = true;
    }
    context.semantics.pop();
    ImGui::PopID();
    body.top += kChipHeight + kSpace3;
    body.height -= kChipHeight + kSpace3;
  } else {
    state.problems_only = false;
  }
  horizontal_line(context, body.left, right(body), body.top, colours.line);

  std::vector<const app::FileOutcome*> files;
  for (const app::FileOutcome& file : import.report) {
    if (!state.problems_only || is_problem(file)) files.push_back(&file);
  }
  const bool is_stale = state.revision != app.revision() || state.width != body.width ||
                        state.problems_before != state.problems_only ||
                        state.tops.size() != files.size() + 1;
  if (is_stale) {
    state.revision = app.revision();
    state.width = body.width;
    state.problems_before = state.problems_only;
    state.tops.assign(1, 0.0F);
    for (const app::FileOutcome* file : files) {
      state.tops.push_back(state.tops.back() + entry_height(context, *file, body.width - kSpace3));
    }
  }
  const ScrollArea area =
      begin_scroll(context, "files", {body.left, body.top + 1, body.width, body.height - 1});
  push_container(context, Role::List, "Files", body);
  const auto from = std::upper_bound(state.tops.begin(), state.tops.end(), area.seen_from());
  auto number =
      static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, from - state.tops.begin() - 1));
  for (; number < files.size() && state.tops[number] < area.seen_to(); ++number) {
    const Rect rect{body.left, area.origin.y + state.tops[number], body.width - kSpace3,
                    state.tops[number + 1] - state.tops[number]};
    draw_entry(context, *files[number], rect, number, files.size());
  }
  context.semantics.pop();
  Interaction& interaction = context.interaction;
  const float page = area.view.height - 40;
  if (interaction.take(Key::PageDown)) scroll_to(context, area.seen_from() + page);
  if (interaction.take(Key::PageUp)) scroll_to(context, area.seen_from() - page);
  if (interaction.take(Key::Down)) scroll_to(context, area.seen_from() + 60);
  if (interaction.take(Key::Up)) scroll_to(context, area.seen_from() - 60);
  end_scroll(context, area, state.tops.back() + kSpace2);
  if (dialog.close) context.out.send(app::CloseDialog{});
  end_dialog(context);
}

}  // namespace earshot::ui
