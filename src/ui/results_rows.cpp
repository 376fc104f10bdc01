#include "ui/results_rows.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "text/bidi.h"
#include "ui/cluster_places.h"
#include "ui/commands.h"
#include "ui/glyph_runs.h"
#include "ui/icons.h"
#include "ui/interaction.h"
#include "ui/phrases.h"
#include "ui/widgets.h"
#include "words/catalogue.h"

namespace earshot::ui {
namespace {

constexpr float kTimeColumn = 68, kBleed = 10, kStrip = 12, kReasonButton = 26;
constexpr std::string_view kEllipsis = "\u2026 ";
constexpr std::string_view kInto = " \u203a ";

/// What a moment's row says, with the places of what was found.
struct HitText {
  std::string text;
  std::size_t context_size = 0;  ///< bytes at the front that say where it stands
  std::vector<Range> highlights_in_text;
};

HitText text_of(const app::HitView& hit) {
  HitText result;
  if (!hit.context.empty()) result.text.append(hit.context).append(kInto);
  result.context_size = result.text.size();
  if (hit.snippet.cut_before) result.text += kEllipsis;
  const auto shift = static_cast<std::uint32_t>(result.text.size());
  result.text += hit.snippet.text;
  if (hit.snippet.cut_after) {
    const bool after_stop =
        result.text.ends_with('.') || result.text.ends_with('!') || result.text.ends_with('?');
    result.text += after_stop ? " \u2026" : "\u2026";
  }
  for (const Range highlight : hit.snippet.highlights_in_snippet) {
    const Range found{highlight.begin + shift, highlight.end + shift};
    // Words found side by side are one mark.
    std::vector<Range>& marks = result.highlights_in_text;
    if (!marks.empty() && found.begin == marks.back().end + 1 &&
        result.text[found.begin - 1] == ' ') {
      marks.back().end = found.end;
    } else {
      marks.push_back(found);
    }
  }
  return result;
}

// Where the lines shown would end before what was found, the text begins later: a few words before
// it.
void bring_into_sight(HitText& hit, std::uint32_t last_seen_in_text) {
  if (hit.highlights_in_text.empty() || hit.highlights_in_text.front().end <= last_seen_in_text)
    return;
  constexpr std::uint32_t kWordsBefore = 4;
  std::uint32_t begin = hit.highlights_in_text.front().begin;
  for (std::uint32_t words = 0; begin > hit.context_size && words <= kWordsBefore; --begin) {
    if (hit.text[begin - 1] != ' ') continue;
    if (++words > kWordsBefore) break;
  }
  hit.text = std::string(kEllipsis) + hit.text.substr(begin);
  hit.context_size = 0;
  for (Range& found : hit.highlights_in_text) {
    const auto moved = static_cast<std::uint32_t>(kEllipsis.size());
    found = {found.begin - begin + moved, found.end - begin + moved};
  }
}

float text_width(const ResultsLayout& layout) {
  if (layout.is_stacked) return layout.width;
  const float speaker = layout.speaker_width > 0 ? layout.speaker_width + kSpace4 : 0;
  return layout.width - kTimeColumn - speaker;
}

words::Message<0> field_name(search::Field field) {
  switch (field) {
    case search::Field::Title:
      return word::kInTitle;
    case search::Field::Notes:
      return word::kInNotes;
    case search::Field::Transcript:
      return word::kInTranscript;
    case search::Field::Chapter:
      break;
  }
  return word::kInChapter;
}

std::string place_of(const words::Words& say, const app::HitView& hit) {
  return hit.time.known() ? clock_time(hit.time.start) : std::string(say(field_name(hit.field)));
}

// One line of the text: grounds of what was found, then the words over them.
void draw_line(Context& context, const HitText& hit, Range line_in_text, ImVec2 at, float width,
               bool is_last) {
  const Palette& colours = context.theme.palette;
  const std::string_view line = slice(hit.text, line_in_text);
  std::vector<Cluster> clusters;
  context.glyphs.shape(line, kInterface, Figures::Proportional, clusters);
  std::vector<Stretch> parts;
  for (const Range found : hit.highlights_in_text) {
    const std::uint32_t begin = std::max(found.begin, line_in_text.begin),
                        end = std::min(found.end, line_in_text.end);
    if (begin >= end) continue;
    stretches(clusters, {begin - line_in_text.begin, end - line_in_text.begin}, parts);
    for (const Stretch& part : parts) {
      const float from = part.left, to = std::min(part.right, width);
      if (from < to)
        fill({at.x + from - 1.5F, at.y + 1, to - from + 3, kInterface.line_height - 2},
             colours.match, 3);
    }
  }
  float x = at.x;
  std::string_view rest = line;
  // Text that runs both ways is put in order as a whole, so in one colour.
  if (line_in_text.begin < hit.context_size && !text::may_run_left(line)) {
    const std::string_view where = line.substr(0, hit.context_size - line_in_text.begin);
    x += text_clipped(context, at, width, where, kInterface, colours.ink2);
    rest = line.substr(where.size());
    if (!rest.empty()) x = at.x + caret_x(clusters, static_cast<std::uint32_t>(where.size()));
  }
  const float room = at.x + width - x;
  if (is_last) {
    text_clipped(context, ImVec2(x, at.y), room, rest, kInterface, colours.ink);
  } else {
    text(context, ImVec2(x, at.y), rest, kInterface, colours.ink);
  }
}

struct SetText {
  HitText words;
  std::vector<Range> lines_in_text;
};

// The moment's text broken into the lines it may have, with what was found on one of them.
SetText set_text(Context& context, const ResultsLayout& layout, const app::HitView& hit) {
  SetText set{text_of(hit), {}};
  const std::size_t most = most_lines(layout);
  const float width = text_width(layout);
  const std::vector<Range> all = wrap(context, set.words.text, kInterface, width);
  if (all.size() > most) bring_into_sight(set.words, all[most - 1].end);
  set.lines_in_text = wrap(context, set.words.text, kInterface, width, most);
  return set;
}

void draw_strip(Context& context, const app::HitGroup& group, const Rect& rect) {
  const Palette& colours = context.theme.palette;
  fill(rect, context.theme.dark ? colours.raised : colours.panel, 3);
  if (context.theme.contrast) outline(context, rect, colours.line, 3);  // panel and paper are one
  float before = -10;
  for (const float at : group.ticks) {
    const float x = snapped(context, rect.left + 1 + std::clamp(at, 0.0F, 1.0F) * (rect.width - 4));
    if (x - before < 0.5F) continue;  // one tick a pixel is all one sees
    fill({x, rect.top, 2, rect.height}, colours.accent);
    before = x;
  }
}

}  // namespace

std::string_view speaker_of(const words::Words& say, const app::HitView& hit) {
  if (hit.is_in_notes_too) return say(word::kChapterAndNotes);
  if (!hit.speaker.empty()) return hit.speaker;
  const bool is_elsewhere = hit.time.known() && hit.field != search::Field::Transcript;
  return is_elsewhere ? say(field_name(hit.field)) : std::string_view();
}

float speaker_width(Context& context, const app::HitView& hit) {
  return std::min(std::ceil(context.glyphs.width(speaker_of(context.say, hit), kSecondary)),
                  kMostSpeakerWidth);
}

std::uint8_t most_lines(const ResultsLayout& layout) {
  return layout.is_stacked ? 3 : 2;
}

float group_height(const ResultsLayout& layout, const app::HitGroup& group) {
  const float words = layout.is_stacked ? 26 + kSecondary.line_height + 6 : 29;
  return words + (group.ticks.empty() ? 5 : kStrip + 11);
}

float hit_height(const ResultsLayout& layout, std::uint8_t lines) {
  const float text = static_cast<float>(std::max<std::uint8_t>(lines, 1)) * kInterface.line_height;
  return layout.is_stacked ? text + kSecondary.line_height + 20 : text + 18;
}

std::uint8_t measure_hit(Context& context, const ResultsLayout& layout, const app::HitView& hit) {
  return static_cast<std::uint8_t>(
      std::max<std::size_t>(1, set_text(context, layout, hit).lines_in_text.size()));
}

void draw_group(Context& context, const app::HitGroup& group, const ResultsLayout& layout,
                float top, bool with_show) {
  const Palette& colours = context.theme.palette;
  const std::string count =
      group.may_have_more ? context.say(word::kMomentsAndMore, context.say.number(group.hit_count))
                          : context.say(word::kMoments, group.hit_count);
  const float count_width = context.glyphs.width(count, kSecondary, Figures::Tabular);
  const float edge = layout.left + layout.width;
  const std::string date =
      joined(context.say.short_date(group.date), with_show ? group.show : std::string_view());
  const float date_width = date.empty() ? 0 : context.glyphs.width(date, kSecondary) + 10;
  const float room = layout.is_stacked ? layout.width : layout.width - count_width - kSpace4;
  const TextStyle style{FontRole::SemiBold, 16, 26};
  const float title_room = layout.is_stacked ? room : std::max(room * 0.5F, room - date_width);
  const float title_width = std::min(context.glyphs.width(group.title, style), title_room);

  const Rect title{layout.left, top, title_width, style.line_height};
  Node node = make_node(node_id("open"), Role::Button, context.say(word::kOpenNamed, group.title));
  const Press press = interact(context, std::move(node), title);
  add_text(context, group.title, title, Role::Heading, 2, group.language);
  text_clipped(context, top_left(title), title_room, group.title, style,
               press.hovered ? colours.accent : colours.ink);
  if (press.ring) focus_ring(context, title, kRadiusSmall, 1);
  if (press) context.out.send(app::OpenEpisode{group.episode});
  float strip_top = top + 29;
  if (layout.is_stacked) {
    const std::string words = joined(count, date);
    text_clipped(context, ImVec2(layout.left, top + 26), layout.width, words, kSecondary,
                 colours.ink3, Figures::Tabular);
    strip_top += kSecondary.line_height + 3;
  } else {
    const float date_room = room - title_width - 10;
    if (!date.empty() && date_room > 40) {
      text_clipped(context, ImVec2(right(title) + 10, top + 5), date_room, date, kSecondary,
                   colours.ink3);
    }
    text_right(context, edge, top + 5, count, kSecondary, colours.ink3, Figures::Tabular);
  }
  if (!group.ticks.empty()) {
    draw_strip(context, group, {layout.left, strip_top, layout.width, kStrip});
  }
}

NodeId hit_node(std::uint32_t number) {
  ImGui::PushID(static_cast<int>(number));
  const NodeId id = node_id("hit");
  ImGui::PopID();
  return id;
}

HitPress draw_hit(Context& context, const app::HitView& hit, const ResultsLayout& layout,
                  const Rect& rect, const HitPlace& place) {
  const Palette& colours = context.theme.palette;
  const auto [words, lines] = set_text(context, layout, hit);
  const std::string where = place_of(context.say, hit);
  const std::string_view who = speaker_of(context.say, hit);
  // In a window of one column the scroll bar is near.
  const float bleed = layout.is_stacked ? kBleed - 4 : kBleed;
  const Rect ground{rect.left - bleed, rect.top, rect.width + 2 * bleed, rect.height};

  Node node = make_node(hit_node(place.number), Role::Option, where + " " + words.text);
  node.description = std::string(who);
  tell_language(context, node, hit.language);
  node.selected = place.is_selected ? 1 : 0;
  node.set_size = place.set_size;
  node.position_in_set = place.position_in_set;
  const Press press = interact(context, std::move(node), ground, {.no_stop = !place.is_stop});
  if (place.is_selected) {
    fill(ground, colours.accent_soft, kRadius);
    if (context.theme.contrast) outline(context, ground, colours.accent, kRadius);
  } else if (press.hovered || press.held) {
    fill(ground, faded(colours.ink, press.held ? 0.08F : 0.045F), kRadius);
  }
  if (press.ring) focus_ring(context, ground, kRadius, -2);
  HitPress answer{press.pressed, press.menu, false};
  // The mouse may go over to the button, which stands beside the row.
  const Rect reach{ground.left, ground.top, ground.width + kReasonButton, ground.height - 1};
  const bool is_near = !context.frame.touch && ImGui::IsWindowHovered() &&
                       ImGui::IsMouseHoveringRect(top_left(reach), bottom_right(reach));
  const bool has_button = place.is_selected || is_near;

  ImVec2 at(rect.left, rect.top + 9);
  const TextStyle time_style{FontRole::Regular, 14, 22};
  if (layout.is_stacked) {
    const float width = text(context, at, where, kSecondary, colours.accent, Figures::Tabular);
    if (!who.empty()) {
      const float room = rect.width - width - 10 - (has_button ? kReasonButton : 0);
      text_clipped(context, ImVec2(at.x + width + 10, at.y), room, who, kSecondary, colours.ink2);
    }
    at.y += kSecondary.line_height + 2;
  } else {
    text(context, at, where, time_style, colours.accent, Figures::Tabular);
    at.x += kTimeColumn;
    const float width = std::min(layout.speaker_width, context.glyphs.width(who, kSecondary));
    text_clipped(context, ImVec2(snapped(context, right(rect) - width), at.y + 2),
                 layout.speaker_width + 1, who, kSecondary, colours.ink2);
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    draw_line(context, words, lines[i], at, text_width(layout) + 2, i + 1 == lines.size());
    at.y += kInterface.line_height;
  }
  if (has_button) {
    const float side = kReasonButton - 2;
    const Rect button = layout.is_stacked ? Rect{right(rect) - side + 4, rect.top + 5, side, side}
                                          : Rect{right(ground) + 2, rect.top + 7, side, side};
    ImGui::PushID(static_cast<int>(place.number));
    answer.wants_reason = icon_button(context, context.say(word::kWhyHere), icon::kInfo, button,
                                      {.shortcut = told_chord(context, CommandId::ExplainHit)})
                              .pressed;
    context.semantics.lift(
        node_id(context.say(word::kWhyHere)));  // a list box has nothing but options
    ImGui::PopID();
  }
  return answer;
}

bool draw_more(Context& context, const app::HitGroup& group, const ResultsLayout& layout,
               float top) {
  const Palette& colours = context.theme.palette;
  const bool expanded = group.expanded;
  const std::uint32_t rest = group.hit_count - std::min(group.hit_count, app::kHitsPerGroup);
  const std::string words = expanded ? std::string(context.say(word::kFewer))
                            : group.may_have_more
                                ? std::string(context.say(word::kMore))
                                : context.say(word::kNumberMore, context.say.number(rest));
  const float indent = layout.is_stacked ? 0 : kTimeColumn;
  const float width = context.glyphs.width(words, kSecondary) + 20;
  const Rect rect{layout.left + indent - kSpace2, top + 4, width + 2 * kSpace2, 28};
  Node node =
      make_node(node_id("more"), Role::Button, context.say(word::kMoreIn, words, group.title));
  node.expanded = expanded ? 1 : 0;
  const Press press = interact(context, std::move(node), rect);
  if (press.hovered) fill(rect, faded(colours.ink, 0.05F), kRadiusSmall);
  if (press.ring) focus_ring(context, rect, kRadiusSmall, 0);
  text(context, ImVec2(rect.left + kSpace2, rect.top + 5), words, kSecondary, colours.accent,
       Figures::Tabular);
  draw_icon(context, expanded ? icon::kChevronUp : icon::kChevronDown,
            {right(rect) - kSpace2 - 15, rect.top, 14, rect.height}, 13, colours.accent);
  return press.pressed;
}

}  // namespace earshot::ui
