#pragma once

#include "ui/context.h"

/// The rows of the results: an episode's heading, a moment, "more". Heights are a function of what
/// is shown, so that only visible rows need to be measured.
namespace earshot::ui {

/// How wide the column is decides how a moment is set: in a window of one column, time and speaker
/// stand over it.
struct ResultsLayout {
  float left = 0, width = 0;
  float speaker_width = 0;  ///< of the column at the right, as wide as the names need
  bool is_stacked = false;
};

/// What stands in the column at the right of a moment: who speaks, or where else than in the
/// transcript it was found. May be empty.
std::string_view speaker_of(const words::Words& say, const app::HitView& hit);
/// The width that the name asks of the column.
float speaker_width(Context& context, const app::HitView& hit);
inline constexpr float kMostSpeakerWidth = 160;

/// What a row needs beside the column: its ground, the button of reasons, the scroll bar.
inline constexpr float kBesideColumn = 54;

inline constexpr float kGroupGap = 20, kMoreHeight = 36;
std::uint8_t most_lines(const ResultsLayout& layout);
float group_height(const ResultsLayout& layout, const app::HitGroup& group);
float hit_height(const ResultsLayout& layout, std::uint8_t lines);
/// Lines the moment's text takes, 1 to most_lines.
std::uint8_t measure_hit(Context& context, const ResultsLayout& layout, const app::HitView& hit);

void draw_group(Context& context, const app::HitGroup& group, const ResultsLayout& layout,
                float top, bool with_show);

struct HitPlace {
  std::uint32_t number = 0;
  bool is_selected = false;
  bool is_stop = false;  ///< where Tab enters the moments
  std::int32_t set_size = -1, position_in_set = -1;
};
struct HitPress {
  bool is_chosen = false;
  bool wants_menu = false;
  bool wants_reason = false;  ///< why it ranks here
};
HitPress draw_hit(Context& context, const app::HitView& hit, const ResultsLayout& layout,
                  const Rect& rect, const HitPlace& place);
/// Node id of a moment's row, within the same id stack as draw_hit.
NodeId hit_node(std::uint32_t number);
/// Returns whether it was pressed.
bool draw_more(Context& context, const app::HitGroup& group, const ResultsLayout& layout,
               float top);

}  // namespace earshot::ui
