#include "ui/import_panel.h"

#include <algorithm>
#include <string>

#include "app/report_text.h"
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

constexpr float kRepairHeight = 30;

constexpr float kSymbol = 30;
constexpr float kEntryPadding = 10, kName = 21;
constexpr float kRemarkPadding = 3, kExcerpt = 24;
constexpr float kWidest = 720, kHighest = 620, kLowest = 120;
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

std::string_view first_line(std::string_view excerpt) {
  return excerpt.substr(0, excerpt.find('\n'));
}

/// One file of the report, and what can be done with it.
struct Entry {
  const app::FileOutcome& file;
  std::uint32_t number = 0;  ///< in the report
  bool is_apart = false;     ///< its pairing is undone
};

std::string words_of(const words::Words& say, const Entry& entry) {
  return app::outcome_words(say, entry.file, entry.is_apart);
}

std::string_view pairing_label(const words::Words& say, const Entry& entry) {
  return say(entry.is_apart ? word::kPairAgain : word::kUndoPairing);
}

/// The room beside the file's name for the button that undoes its pairing.
float pairing_width(Context& context, const Entry& entry) {
  return entry.file.can_stand_apart
             ? button_width(context, pairing_label(context.say, entry)) - kSpace3
             : 0;
}

float wrapped_height(Context& context, std::string_view words, float width) {
  return static_cast<float>(wrap(context, words, kSecondary, width).size()) *
         kSecondary.line_height;
}

/// The room of the name beside that button; what is said below it has the whole width.
float name_width(Context& context, const Entry& entry, float width) {
  const float button = pairing_width(context, entry);
  return width - kSymbol - (button > 0 ? button + kSpace3 : 0);
}

float remark_height(Context& context, const Diagnostic& remark, float width) {
  return wrapped_height(context, app::remark_words(context.say, remark), width) +
         (remark.excerpt.empty() ? 0 : kExcerpt) + 2 * kRemarkPadding;
}

/// Whether characters of the file were read in a wrong encoding before it was saved, and can be put
/// right in its episode.
bool can_repair(const app::FileOutcome& file) {
  return file.episode.valid() && std::ranges::any_of(file.diagnostics, [](const Diagnostic& it) {
           return it.code == "mojibake";
         });
}

float entry_height(Context& context, const Entry& entry, float width) {
  const app::FileOutcome& file = entry.file;
  float height = kEntryPadding + kName +
                 wrapped_height(context, words_of(context.say, entry), width - kSymbol);
  const std::size_t shown = std::min(file.diagnostics.size(), kRemarksShown);
  for (std::size_t i = 0; i < shown; ++i)
    height += remark_height(context, file.diagnostics[i], width - kSymbol);
  if (file.diagnostics.size() + file.more_diagnostics > shown) height += 20;
  if (can_repair(file)) height += kRepairHeight + kSpace2;
  return height + kEntryPadding;
}

/// A remark, with the source there: leads to its place in the file.
void draw_remark(Context& context, const Entry& entry, std::size_t number, const Rect& rect,
                 NodeId group) {
  const Palette& colours = context.theme.palette;
  const Diagnostic& remark = entry.file.diagnostics[number];
  const std::string words = app::remark_words(context.say, remark);
  ImGui::PushID(static_cast<int>(number));
  const Rect place{rect.left - kSpace2, rect.top, rect.width + kSpace2, rect.height};
  Node node = make_node(node_id("remark"), Role::Button, words);
  node.description = first_line(remark.excerpt);
  const Press press =
      interact(context, std::move(node), place,
               {.group = group, .disabled = !entry.file.source.valid(), .keep_when_clipped = true});
  ImGui::PopID();
  if (press.hovered || press.held) fill(place, faded(colours.ink, 0.05F), kRadiusSmall);
  float top = rect.top + kRemarkPadding;
  top += text_wrapped(context, ImVec2(rect.left, top), rect.width, words, kSecondary, colours.ink);
  if (!remark.excerpt.empty()) {
    const Rect ground{rect.left, top + 1, rect.width - kSpace2, kExcerpt - 2};
    fill(ground, faded(colours.ink, 0.05F), 4);
    text_clipped(context, ImVec2(ground.left + kSpace2, top + 3), ground.width - 2 * kSpace2,
                 first_line(remark.excerpt), kMono, colours.ink2);
  }
  if (press.ring) focus_ring(context, place, kRadiusSmall, -1);
  if (press) {
    context.interaction.give_back_to_none();
    context.out.send(
        app::ShowSource{.file = entry.number, .remark = static_cast<std::int32_t>(number)});
  }
}

/// The file's name: leads to the file as it was.
void draw_name(Context& context, const Entry& entry, ImVec2 at, float width, NodeId group) {
  const Palette& colours = context.theme.palette;
  const std::string_view path = entry.file.path, name = app::file_name(path);
  const bool is_kept = entry.file.source.valid();
  Press press;
  if (is_kept) {
    const float name_width = std::min(context.glyphs.width(name, kInterface), width);
    press = interact(context,
                     make_node(node_id("source"), Role::Button, context.say(word::kSourceOf, name)),
                     reach_of(context, {at.x, at.y - 1, name_width, kName}),
                     {.group = group, .keep_when_clipped = true});
    if (press.hovered) {
      const float y = at.y + kName - 3;
      horizontal_line(context, at.x, at.x + name_width, y, colours.accent);
    }
    if (press.ring) focus_ring(context, {at.x, at.y - 1, name_width, kName}, kRadiusSmall, 2);
  }
  const float drawn = text_clipped(context, ImVec2(at.x, at.y - 1), width, name, kInterface,
                                   press.hovered ? colours.accent : colours.ink);
  if (name.size() < path.size()) {
    text_clipped(context, ImVec2(at.x + drawn + 10, at.y + 1), width - drawn - 10,
                 path.substr(0, path.size() - name.size() - 1), kSecondary, colours.ink3);
  }
  if (press) {
    context.interaction.give_back_to_none();
    context.out.send(app::ShowSource{.file = entry.number});
  }
}

void draw_symbol(Context& context, Fate fate, ImVec2 at) {
  const Palette& colours = context.theme.palette;
  const char* symbol = fate == Fate::Refused   ? icon::kCircleX
                       : fate == Fate::Remarks ? icon::kTriangleAlert
                       : fate == Fate::Ignored ? icon::kMinus
                                               : icon::kCircleCheck;
  const ImU32 colour = fate == Fate::Refused   ? colours.error
                       : fate == Fate::Remarks ? colours.warning
                       : fate == Fate::Ignored ? colours.ink3
                                               : colours.ink2;
  draw_icon(context, symbol, {at.x, at.y, 18, 20}, 17, colour);
}

void draw_entry(Context& context, const Entry& entry, const Rect& rect, std::size_t number,
                std::size_t count, NodeId group) {
  const app::FileOutcome& file = entry.file;
  const Palette& colours = context.theme.palette;
  const Fate fate = fate_of(file);
  const std::string words = words_of(context.say, entry);
  ImGui::PushID(file.path.data(), file.path.data() + file.path.size());
  Node node = make_node(node_id("file"), Role::ListItem,
                        context.say(word::kNamed, app::file_name(file.path), words));
  node.rect = rect;
  node.set_size = static_cast<std::int32_t>(count);
  node.position_in_set = static_cast<std::int32_t>(number + 1);
  context.semantics.push(std::move(node));
  float top = rect.top + kEntryPadding;
  draw_symbol(context, fate, {rect.left, top});
  const float left = rect.left + kSymbol, width = rect.width - kSymbol;
  draw_name(context, entry, {left, top}, name_width(context, entry, rect.width), group);
  if (file.can_stand_apart) {
    const float button_room = pairing_width(context, entry);
    const Rect place{right(rect) - button_room, top - 3, button_room, kName + 2};
    if (button(context, pairing_label(context.say, entry), place,
               {.emphasis = Emphasis::Quiet, .description = file.path}))
      context.out.send(app::SetApart{file.episode, file.source, !entry.is_apart});
  }
  top += kName;
  top += text_wrapped(context, ImVec2(left, top), width, words, kSecondary,
                      fate == Fate::Refused ? colours.error : colours.ink2);
  const std::size_t shown = std::min(file.diagnostics.size(), kRemarksShown);
  for (std::size_t i = 0; i < shown; ++i) {
    const float height = remark_height(context, file.diagnostics[i], width);
    draw_remark(context, entry, i, {left, top, width, height}, group);
    top += height;
  }
  const std::size_t more = file.diagnostics.size() - shown + file.more_diagnostics;
  if (more > 0) {
    text(context, ImVec2(left, top + 2), context.say(word::kAndMore, context.say.number(more)),
         kSecondary, colours.ink3);
    top += 20;
  }
  if (can_repair(file)) {
    const std::string_view repair = context.say(word::kRepairThese);
    const Rect place{left, top + kSpace1, button_width(context, repair), kRepairHeight};
    if (button(context, repair, place, {.description = file.path})) {
      context.out.send(app::RepairText{file.episode});
      context.out.send(app::CloseDialog{});
    }
  }
  horizontal_line(context, rect.left, right(rect), bottom(rect) - 1, colours.line);
  context.semantics.pop();
  ImGui::PopID();
}

}  // namespace

void draw_import_foot(Context& context, const app::App& app, const Rect& rect) {
  const app::ImportView& import = app.import();
  if (!import.running) return;
  const Palette& colours = context.theme.palette;
  fill(rect, colours.panel);
  horizontal_line(context, rect.left, right(rect), rect.top, colours.line);
  ImGui::PushID("import");
  push_container(context, Role::ContentInfo, context.say(word::kImport), rect);
  const std::string done = context.say.number(import.files_done),
                    total = context.say.number(import.files_total);
  const std::string count = import.files_total > 0 ? context.say(word::kReadingOf, done, total)
                                                   : std::string(context.say(word::kReadingFiles));
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
  const float cancel_width = button_width(context, context.say(word::kCancel));
  const Rect cancel{right(rect) - kSpace2 - cancel_width, rect.top + 5, cancel_width,
                    rect.height - 9};
  const Rect bar{x + kSpace2, centre_y(rect) - 2, std::max(20.0F, cancel.left - x - kSpace5), 4};
  const float fraction = import.files_total > 0 ? static_cast<float>(import.files_done) /
                                                      static_cast<float>(import.files_total)
                                                : -1.0F;
  progress_bar(context, context.say(word::kReadingFiles), context.say(word::kOneOf, done, total),
               fraction, bar);
  if (button(context, context.say(word::kCancel), cancel, {.emphasis = Emphasis::Quiet}))
    context.out.send(app::CancelImport{});
  context.semantics.pop();
  ImGui::PopID();
}

namespace {

/// Which of several imports: one way to the earlier ones, one to the later.
void draw_which_import(Context& context, const app::ImportView& import, const Rect& row) {
  const Palette& colours = context.theme.palette;
  float x = right(row) - row.height;
  if (icon_button(context, context.say(word::kLaterImport), icon::kChevronRight,
                  {x, row.top, row.height, row.height},
                  {.disabled = import.report_number + 1 >= import.report_count}))
    context.out.send(app::ChooseReport{import.report_number + 1});
  x -= row.height;
  if (icon_button(context, context.say(word::kEarlierImport), icon::kChevronLeft,
                  {x, row.top, row.height, row.height}, {.disabled = import.report_number == 0}))
    context.out.send(app::ChooseReport{import.report_number - 1});
  std::string words = context.say(
      word::kImportOf, context.say.number(static_cast<std::uint64_t>(import.report_number) + 1),
      context.say.number(static_cast<std::uint64_t>(import.report_count)));
  if (!import.report_label.empty())
    words = context.say(word::kImportNamed, words, import.report_label);
  label(context, words, {row.left, row.top + (row.height - 18) / 2, x - row.left - kSpace2, 18},
        kSecondary, colours.ink);
}

/// All files, or those with remarks; returns the height it took.
float draw_which_files(Context& context, const app::ImportView& import, ReportState& state,
                       const Rect& body) {
  const auto problems = static_cast<std::size_t>(
      std::count_if(import.report.begin(), import.report.end(), is_problem));
  if (problems == 0 || problems == import.report.size()) {
    state.problems_only = false;
    return 0;
  }
  ImGui::PushID("which");
  const NodeId group = push_container(context, Role::RadioGroup, context.say(word::kShowFiles),
                                      {body.left, body.top, body.width, kChipHeight});
  const std::string of_all = context.say(word::kFiles, import.report.size());
  const std::string of_some = context.say(word::kFiles, problems);
  const ChipOptions all{.selected = !state.problems_only,
                        .group = group,
                        .count = static_cast<std::int64_t>(import.report.size()),
                        .counted = of_all,
                        .set_size = 2,
                        .position_in_set = 1};
  if (chip(context, context.say(word::kAll), ImVec2(body.left, body.top), all))
    state.problems_only = false;
  const ChipOptions some{.selected = state.problems_only,
                         .group = group,
                         .count = static_cast<std::int64_t>(problems),
                         .counted = of_some,
                         .set_size = 2,
                         .position_in_set = 2};
  if (chip(context, context.say(word::kWithRemarks),
           ImVec2(body.left + chip_width(context, context.say(word::kAll), all) + 6, body.top),
           some)) {
    state.problems_only = true;
  }
  context.semantics.pop();
  ImGui::PopID();
  return kChipHeight + kSpace3;
}

std::vector<Entry> entries_of(const app::ImportView& import, bool problems_only) {
  std::vector<Entry> entries;
  for (std::uint32_t i = 0; i < import.report.size(); ++i) {
    const app::FileOutcome& file = import.report[i];
    if (problems_only && !is_problem(file)) continue;
    entries.push_back({file, i, i < import.apart.size() && import.apart[i] != 0});
  }
  return entries;
}

void take_scroll_keys(Context& context, const ScrollArea& area) {
  Interaction& interaction = context.interaction;
  const float page = area.view.height - 40;
  if (interaction.take(Key::PageDown)) scroll_to(context, area.seen_from() + page);
  if (interaction.take(Key::PageUp)) scroll_to(context, area.seen_from() - page);
  if (interaction.take(Key::Down)) scroll_to(context, area.seen_from() + 60);
  if (interaction.take(Key::Up)) scroll_to(context, area.seen_from() - 60);
}

}  // namespace

void draw_import_report(Context& context, const app::App& app, ReportState& state) {
  const app::ImportView& import = app.import();
  const Palette& colours = context.theme.palette;
  const DialogFrame dialog = begin_dialog(context, context.say(word::kImportReport), kWidest,
                                          std::clamp(state.body_height, kLowest, kHighest));
  Rect body = dialog.body;
  const auto take = [&body](float height) {
    body.top += height;
    body.height -= height;
  };
  constexpr float kLift = 14;  // towards the title
  const float as_text = button_width(context, context.say(word::kAsText));
  const std::string summary = app::report_summary(context.say, import);
  const float summary_width = body.width - as_text - kSpace2;
  const float summary_height = wrapped_height(context, summary, summary_width);
  add_text(context, summary, {body.left, body.top - kLift, summary_width, summary_height},
           Role::Text);
  text_wrapped(context, ImVec2(body.left, body.top - kLift), summary_width, summary, kSecondary,
               colours.ink2);
  if (button(context, context.say(word::kAsText),
             {right(body) - as_text + kSpace3, body.top - kLift - 5, as_text, 28},
             {.emphasis = Emphasis::Quiet, .description = context.say(word::kDoShowReportText)})) {
    context.interaction.give_back_to_none();
    context.out.send(app::ShowReportText{});
  }
  take(summary_height - kLift + 10);
  if (import.report_count > 1) {
    draw_which_import(context, import, {body.left, body.top - 2, body.width, 32});
    take(32 + kSpace1);
  }
  take(draw_which_files(context, import, state, body));
  horizontal_line(context, body.left, right(body), body.top, colours.line);

  const std::vector<Entry> entries = entries_of(import, state.problems_only);
  const bool is_stale = state.revision != app.revision() || state.width != body.width ||
                        state.number != import.report_number ||
                        state.problems_before != state.problems_only ||
                        state.tops.size() != entries.size() + 1;
  if (is_stale) {
    state.revision = app.revision();
    state.width = body.width;
    state.number = import.report_number;
    state.problems_before = state.problems_only;
    state.tops.assign(1, 0.0F);
    for (const Entry& entry : entries)
      state.tops.push_back(state.tops.back() + entry_height(context, entry, body.width - kSpace3));
  }
  const float wanted = body.top - dialog.body.top + state.tops.back() + kSpace2;
  if (wanted != state.body_height) context.animate();  // the dialog is as high as what is in it
  state.body_height = wanted;

  const ScrollArea area = begin_scroll(
      context, "files",
      {body.left - kSpace2, body.top + 1, body.width + kSpace2, std::max(0.0F, body.height - 1)});
  push_container(context, Role::List, context.say(word::kFileList), body);
  const NodeId group = ImGui::GetID("report rows");
  // One more each way than is seen: the arrow keys go on there.
  const auto from = std::upper_bound(state.tops.begin(), state.tops.end(), area.seen_from());
  auto number =
      static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, from - state.tops.begin() - 2));
  for (bool is_last = false; number < entries.size() && !is_last; ++number) {
    is_last = state.tops[number] >= area.seen_to();
    const Rect rect{body.left, area.origin.y + state.tops[number], body.width - kSpace3,
                    state.tops[number + 1] - state.tops[number]};
    draw_entry(context, entries[number], rect, number, entries.size(), group);
  }
  context.semantics.pop();
  take_scroll_keys(context, area);
  end_scroll(context, area, state.tops.back() + kSpace2);
  if (dialog.close) context.out.send(app::CloseDialog{});
  end_dialog(context);
}

}  // namespace earshot::ui
