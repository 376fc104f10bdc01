#include "ui/dialogs.h"

#include <algorithm>
#include <string>
#include <vector>

#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/interaction.h"
#include "ui/overlay.h"
#include "ui/removed_dialog.h"
#include "ui/scroll.h"
#include "ui/settings_dialog.h"
#include "ui/why_dialog.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr TextStyle kLicence{FontRole::Mono, 12, 17};

void scroll_by_keys(Context& context, const ScrollArea& area, float content_height) {
  Interaction& interaction = context.interaction;
  const float page = area.view.height - 40;
  if (interaction.take(Key::PageDown) || interaction.take(Key::Space))
    scroll_to(context, area.seen_from() + page);
  if (interaction.take(Key::PageUp)) scroll_to(context, area.seen_from() - page);
  if (interaction.take(Key::Down)) scroll_to(context, area.seen_from() + 60);
  if (interaction.take(Key::Up)) scroll_to(context, area.seen_from() - 60);
  if (interaction.take(Key::Home)) scroll_to(context, 0);
  if (interaction.take(Key::End)) scroll_to(context, content_height);
}

void draw_about(Context& context, const app::App& app, DialogState& state) {
  const Palette& colours = context.theme.palette;
  const DialogFrame dialog = begin_dialog(context, context.say(word::kAboutEarshot), 640, 520);
  const Rect& body = dialog.body;
  float top = body.top - 10;
  label(context, context.say(word::kVersion, app.facts().version), {body.left, top, body.width, 22},
        kInterface, colours.ink);
  top += 26;
  const std::string_view words = context.say(word::kWhatItIs);
  const float height =
      text_wrapped(context, ImVec2(body.left, top), body.width, words, kInterface, colours.ink2);
  add_text(context, words, {body.left, top, body.width, height}, Role::Paragraph);
  top += height + kSpace4;
  label(context, context.say(word::kLicences), {body.left, top, body.width, 22}, kInterfaceStrong,
        colours.ink, Role::Heading, 3);
  top += 22 + kSpace2;
  const Rect frame{body.left, top, body.width, std::max(60.0F, bottom(body) - top)};
  fill(frame, colours.panel, kRadius);
  if (context.theme.dark) fill(frame, colours.paper, kRadius);
  outline(context, frame, colours.line, kRadius);
  const Rect view = inset(frame, 1, 1);
  const float text_width = view.width - 2 * kSpace3;
  const std::string_view notices = app.facts().notices.empty()
                                       ? context.say(word::kNoNotices)
                                       : std::string_view(app.facts().notices);
  if (state.notice_width != text_width) {
    state.notice_width = text_width;
    state.notice_lines = wrap(context, notices, kLicence, text_width);
  }
  const ScrollArea area = begin_scroll(context, "licences", view);
  const auto first =
      static_cast<std::size_t>(std::max(0.0F, (area.seen_from() - kSpace3) / kLicence.line_height));
  const auto last =
      std::min(state.notice_lines.size(),
               static_cast<std::size_t>(std::max(0.0F, area.seen_to() / kLicence.line_height)) + 1);
  for (std::size_t i = first; i < last; ++i) {
    const ImVec2 at(view.left + kSpace3,
                    area.origin.y + kSpace3 + static_cast<float>(i) * kLicence.line_height);
    text(context, at, slice(notices, state.notice_lines[i]), kLicence, colours.ink2);
  }
  // One node for what is seen: thousands of lines would drown everything else.
  if (first < last) {
    const Range seen{state.notice_lines[first].begin, state.notice_lines[last - 1].end};
    Node node = make_node(node_id("licence text"), Role::Document, context.say(word::kLicences));
    node.value = slice(notices, seen);
    node.rect = view;
    context.semantics.add(std::move(node));
  }
  const float content =
      static_cast<float>(state.notice_lines.size()) * kLicence.line_height + 2 * kSpace3;
  scroll_by_keys(context, area, content);
  end_scroll(context, area, content);
  if (dialog.close) context.out.send(app::CloseDialog{});
  end_dialog(context);
}

constexpr float kSheetRow = 34, kSheetTopic = 40;

/// A topic of the sheet: its heading, then two columns, told as a table so that both are read.
class SheetTable {
 public:
  SheetTable(Context& context, std::string_view name, std::size_t rows, float left, float width,
             float top)
      : context_(context), rows_(rows), left_(left), width_(width), top_(top + kSheetTopic) {
    label(context, name, {left, top + 8, width, 22}, kInterfaceStrong, context.theme.palette.ink,
          Role::Heading, 3);
    const NodeId table = push_container(context, Role::Table, name,
                                        {left, top_, width, static_cast<float>(rows) * kSheetRow});
    context.semantics.find(table)->set_size = static_cast<std::int32_t>(rows);
  }
  /// Draws the line above a row and tells both cells; gives the row's top.
  float row(std::string_view what, std::string_view how, float second_left) {
    const float top = top_;
    top_ += kSheetRow;
    horizontal_line(context_, left_, left_ + width_, top - 2, context_.theme.palette.line);
    ImGui::PushID(what.data(), what.data() + what.size());
    Node row = make_node(node_id("row"), Role::Row, {});
    row.rect = {left_, top, width_, kSheetRow};
    row.set_size = static_cast<std::int32_t>(rows_);
    row.position_in_set = ++number_;
    context_.semantics.push(std::move(row));
    Node first = make_node(node_id("what"), Role::Cell, what);
    first.rect = {left_, top, second_left - left_, kSheetRow};
    context_.semantics.add(std::move(first));
    Node second = make_node(node_id("how"), Role::Cell, how);
    second.rect = {second_left, top, left_ + width_ - second_left, kSheetRow};
    context_.semantics.add(std::move(second));
    context_.semantics.pop();
    ImGui::PopID();
    return top;
  }
  /// Gives where what follows begins.
  float end() {
    context_.semantics.pop();
    return top_ + kSpace4;
  }

 private:
  Context& context_;
  std::size_t rows_ = 0;
  float left_ = 0, width_ = 0, top_ = 0;
  std::int32_t number_ = 0;
};

// What one can type into the search field; gives where it ends.
float draw_grammar(Context& context, float left, float width, float top) {
  const Palette& colours = context.theme.palette;
  const auto lines = search::grammar_lines();
  SheetTable table(context, context.say(word::kInSearchField), lines.size(), left, width, top);
  const float second = width * 0.48F;
  for (const search::GrammarLine& line : lines) {
    const std::string meaning = context.say.of_core(line.meaning);
    const float row = table.row(line.example, meaning, left + second);
    text_clipped(context, ImVec2(left, row + 4), second - kSpace2, line.example, kInterface,
                 colours.ink);
    text_clipped(context, ImVec2(left + second, row + 4), width - second, meaning, kInterface,
                 colours.ink2);
  }
  return table.end();
}

// The keys of the commands of a topic; gives where it ends.
float draw_keys(Context& context, words::Message<0> topic, float left, float width, float top) {
  struct Line {
    std::string_view name;
    std::string_view chord, second;
  };
  std::vector<Line> lines;
  for (const Command& it : commands()) {
    const std::string_view chord = told_chord(it, context.single_keys);
    if (it.topic.number != topic.number || chord.empty()) continue;
    // The key of plus without Shift: one would not call it another.
    const bool has_second = chord == it.chord && it.second_chord != "Control+=" &&
                            (context.single_keys || !is_single_key(it.second_chord));
    lines.push_back(
        {context.say(it.name), chord, has_second ? it.second_chord : std::string_view()});
  }
  SheetTable table(context, context.say(topic), lines.size(), left, width, top);
  for (const Line& line : lines) {
    std::string keys = spoken_chord(line.chord, context.frame.mac, context.say);
    float room = key_caps(context, line.chord, 0, 0, false) + kSpace2;
    if (!line.second.empty()) {
      keys = context.say(word::kKeyOr, keys,
                         spoken_chord(line.second, context.frame.mac, context.say));
      room += key_caps(context, line.second, 0, 0, false) + kSpace2;
    }
    const float row = table.row(line.name, keys, left + width - room);
    const float middle = row + kSheetRow / 2 - 2;
    float edge = left + width;
    if (!line.second.empty()) edge -= key_caps(context, line.second, edge, middle) + kSpace2;
    key_caps(context, line.chord, edge, middle);
    text_clipped(context, ImVec2(left, row + 4), width - room, line.name, kInterface,
                 context.theme.palette.ink2);
  }
  return table.end();
}

void draw_shortcuts(Context& context) {
  const bool narrow = context.frame.width < kOneColumnBelow;
  const DialogFrame dialog = begin_dialog(context, context.say(word::kShortcuts), 720, 600);
  const Rect& body = dialog.body;
  // The bar stands beside the key caps, not on them.
  const ScrollArea area = begin_scroll(
      context, "shortcuts", {body.left - kSpace2, body.top, body.width + 2 * kSpace3, body.height});
  // Two columns of topics, filled in turn.
  const std::vector<words::Message<0>> columns[2] = {
      {word::kTopicSearch, word::kTopicLibrary, word::kTopicEarshot},
      {word::kTopicReading, word::kTopicSelection}};
  const float gap = kSpace6;
  const float width = narrow ? body.width : (body.width - gap) / 2;
  float lowest = area.origin.y, top = area.origin.y;
  for (int column = 0; column < 2; ++column) {
    const float left = body.left + (narrow ? 0 : static_cast<float>(column) * (width + gap));
    if (!narrow) top = area.origin.y;
    for (const words::Message<0> topic : columns[column])
      top = draw_keys(context, topic, left, width, top);
    if (column == 1) top = draw_grammar(context, left, width, top);
    lowest = std::max(lowest, top);
  }
  scroll_by_keys(context, area, lowest - area.origin.y);
  end_scroll(context, area, lowest - area.origin.y);
  if (dialog.close) context.out.send(app::CloseDialog{});
  end_dialog(context);
}

// What the rail says, in windows that have no room for it.
void draw_about_episode(Context& context, const app::App& app, DialogState& state) {
  const DialogFrame dialog =
      begin_dialog(context, context.say(word::kAboutThisEpisode), 480, state.episode_height);
  const ScrollArea area = begin_scroll(context, "about the episode", dialog.body);
  const Rect place{dialog.body.left, area.origin.y, dialog.body.width, 0};
  const float height = draw_boxes(context, app, state.episode, place);
  scroll_by_keys(context, area, height);
  end_scroll(context, area, height);
  if (height != state.episode_height) context.animate();
  state.episode_height = height;
  if (dialog.close || !app.reader().open) context.out.send(app::CloseDialog{});
  end_dialog(context);
}

}  // namespace

void draw_dialog(Context& context, const app::App& app, DialogState& state) {
  switch (app.dialog()) {
    case app::Dialog::About:
      draw_about(context, app, state);
      break;
    case app::Dialog::Shortcuts:
      draw_shortcuts(context);
      break;
    case app::Dialog::ImportReport:
      draw_import_report(context, app, state.report);
      break;
    case app::Dialog::Episode:
      draw_about_episode(context, app, state);
      break;
    case app::Dialog::Settings:
      draw_settings(context, app);
      break;
    case app::Dialog::Why:
      draw_why(context, app);
      break;
    case app::Dialog::Removed:
      draw_removed(context, app);
      break;
    case app::Dialog::Palette:  // drawn by whoever knows what can be done
      break;
    case app::Dialog::None:
      state.report.problems_only = false;
      break;
  }
}

}  // namespace earshot::ui
