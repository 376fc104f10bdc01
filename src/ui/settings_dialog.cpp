#include "ui/settings_dialog.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/overlay.h"
#include "ui/scroll.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kHeadingHeight = 28, kSectionGap = 20, kStepButton = 36;
constexpr int kMeasureStep = 5;
// As browsers have them.
constexpr std::array<float, 14> kSizes = {0.5F,  0.67F, 0.75F, 0.8F, 0.9F, 1.0F, 1.1F,
                                          1.25F, 1.5F,  1.75F, 2.0F, 2.5F, 3.0F, 4.0F};

struct Choice {
  std::string_view name;
  const char* icon;
  bool selected;
  app::Action action;
};

/// Pills in a row that wraps; returns the height.
template <std::size_t N>
float draw_choices(Context& context, std::string_view name, ImVec2 at, float width,
                   const std::array<Choice, N>& choices) {
  const NodeId group = push_container(context, Role::RadioGroup, name, {at.x, at.y, width, 0});
  ImGui::PushID(name.data(), name.data() + name.size());
  float x = at.x, y = at.y;
  for (std::size_t number = 0; number < N; ++number) {
    const Choice& choice = choices[number];
    const ChipOptions options{.selected = choice.selected,
                              .group = group,
                              .set_size = static_cast<std::int32_t>(N),
                              .position_in_set = static_cast<std::int32_t>(number) + 1,
                              .icon = choice.icon};
    const float needed = chip_width(context, choice.name, options);
    if (x > at.x && x + needed > at.x + width) {
      x = at.x;
      y += kChipHeight + kSpace2;
    }
    if (chip(context, choice.name, ImVec2(x, y), options)) context.out.send(choice.action);
    x += needed + kSpace2;
  }
  ImGui::PopID();
  context.semantics.pop();
  return y + kChipHeight - at.y;
}

struct Steps {
  std::string_view less, more;  ///< names of the buttons
  std::string said;
  bool can_less = true, can_more = true;
  std::string_view less_chord = {}, more_chord = {};
};

/// A value between a minus and a plus; -1 or 1 where one was pressed.
int draw_steps(Context& context, ImVec2 at, const Steps& steps) {
  int by = 0;
  const Rect less{at.x, at.y, kStepButton, kStepButton};
  if (icon_button(context, steps.less, icon::kMinus, less,
                  {.shortcut = steps.less_chord, .disabled = !steps.can_less}))
    by = -1;
  constexpr float kValue = 132;
  const float width = context.glyphs.width(steps.said, kInterface, Figures::Tabular);
  text(context,
       ImVec2(right(less) + (kValue - width) / 2, centre_y(less) - kInterface.line_height / 2),
       steps.said, kInterface, context.theme.palette.ink, Figures::Tabular);
  Node node = make_node(node_id(steps.more), Role::Status, steps.said);
  node.id = node_id(std::string(steps.more) + " value");
  node.rect = {right(less), less.top, kValue, less.height};
  node.live = true;
  context.semantics.add(std::move(node));
  const Rect more{right(less) + kValue, at.y, kStepButton, kStepButton};
  if (icon_button(context, steps.more, icon::kPlus, more,
                  {.shortcut = steps.more_chord, .disabled = !steps.can_more}))
    by = 1;
  for (const Rect& button : {less, more})
    outline(context, button, mixed(context.theme.palette.line, context.theme.palette.ink3, 0.15F),
            kRadius);
  return by;
}

}  // namespace

float next_zoom(float zoom, int by) {
  constexpr float kNear = 0.005F;
  if (by > 0) {
    for (const float size : kSizes) {
      if (size > zoom + kNear) return size;
    }
    return kSizes.back();
  }
  for (std::size_t at = kSizes.size(); at > 0; --at) {
    if (kSizes[at - 1] < zoom - kNear) return kSizes[at - 1];
  }
  return kSizes.front();
}

void draw_settings(Context& context, const app::App& app) {
  const app::SettingsView& settings = app.settings();
  const Palette& colours = context.theme.palette;
  const DialogFrame dialog = begin_dialog(context, context.say(word::kSettings), 520, 516);
  const Rect& body = dialog.body;
  const ScrollArea area = begin_scroll(context, "settings", body);
  context.tells_clipped = true;
  float y = area.origin.y;
  const auto heading = [&](std::string_view words) {
    label(context, words, {body.left, y, body.width, kInterfaceStrong.line_height},
          kInterfaceStrong, colours.ink, Role::Heading, 3);
    y += kHeadingHeight;
  };
  const auto paragraph = [&](std::string_view words) {
    const float height =
        text_wrapped(context, ImVec2(body.left, y), body.width, words, kSecondary, colours.ink2);
    add_text(context, words, {body.left, y, body.width, height});
    y += height;
  };
  heading(context.say(word::kTheme));
  const auto theme = [&](app::ThemeChoice choice, words::Message<0> name, const char* icon_of) {
    return Choice{context.say(name), icon_of, settings.theme == choice, app::SetTheme{choice}};
  };
  y += draw_choices(
      context, context.say(word::kTheme), ImVec2(body.left, y), body.width,
      std::array{theme(app::ThemeChoice::System, word::kAsSystem, icon::kMonitor),
                 theme(app::ThemeChoice::Light, word::kLight, icon::kSun),
                 theme(app::ThemeChoice::Dark, word::kDark, icon::kMoon),
                 theme(app::ThemeChoice::Contrast, word::kHighContrast, icon::kContrast)});
  y += kSectionGap;
  heading(context.say(word::kReadingSize));
  const auto percent = static_cast<int>(std::lround(settings.zoom * 100));
  if (const int by = draw_steps(context, ImVec2(body.left, y),
                                {.less = context.say(word::kSmallerText),
                                 .more = context.say(word::kLargerText),
                                 .said = context.say(word::kPercent, std::to_string(percent)),
                                 .can_less = settings.zoom > kSizes.front(),
                                 .can_more = settings.zoom < kSizes.back(),
                                 .less_chord = told_chord(context, CommandId::ZoomOut),
                                 .more_chord = told_chord(context, CommandId::ZoomIn)}))
    context.out.send(app::SetZoom{next_zoom(settings.zoom, by)});
  y += kStepButton + kSectionGap;
  heading(context.say(word::kLineLength));
  if (const int by =
          draw_steps(context, ImVec2(body.left, y),
                     {.less = context.say(word::kShorterLines),
                      .more = context.say(word::kLongerLines),
                      .said = context.say(word::kCharacters, std::to_string(settings.measure)),
                      .can_less = settings.measure > app::kLeastMeasure,
                      .can_more = settings.measure < app::kMostMeasure}))
    context.out.send(app::SetMeasure{settings.measure + by * kMeasureStep});
  y += kStepButton + kSectionGap;
  heading(context.say(word::kLists));
  const auto density = [&](app::Density choice, words::Message<0> name) {
    return Choice{context.say(name), nullptr, settings.density == choice, app::SetDensity{choice}};
  };
  y += draw_choices(context, context.say(word::kLists), ImVec2(body.left, y), body.width,
                    std::array{density(app::Density::Comfortable, word::kComfortable),
                               density(app::Density::Compact, word::kCompact)});
  y += kSectionGap;
  heading(context.say(word::kSingleKeys));
  const auto keys = [&](bool on, words::Message<0> name) {
    return Choice{context.say(name), nullptr, settings.single_keys == on, app::SetSingleKeys{on}};
  };
  y += draw_choices(context, context.say(word::kSingleKeys), ImVec2(body.left, y), body.width,
                    std::array{keys(true, word::kOn), keys(false, word::kOff)});
  y += kSpace2;
  paragraph(context.say(word::kSingleKeysWhy));
  y += kSectionGap;
  heading(context.say(word::kLanguage));
  const auto language = [&](app::LanguageChoice choice, std::string_view name) {
    return Choice{name, nullptr, settings.language == choice, app::SetLanguage{choice}};
  };
  // A language is found by its own name.
  y += draw_choices(context, context.say(word::kLanguage), ImVec2(body.left, y), body.width,
                    std::array{language(app::LanguageChoice::System, context.say(word::kAsSystem)),
                               language(app::LanguageChoice::English, "English"),
                               language(app::LanguageChoice::German, "Deutsch")});
  y += kSectionGap;
  paragraph(context.say(word::kKeptHere));
  context.tells_clipped = false;
  end_scroll(context, area, y - area.origin.y);
  if (dialog.close) context.out.send(app::CloseDialog{});
  end_dialog(context);
}

}  // namespace earshot::ui
