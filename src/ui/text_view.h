#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/view.h"
#include "ui/context.h"
#include "ui/text_layout.h"
#include "ui/text_scroll.h"
#include "ui/text_selection.h"
#include "ui/told_selection.h"
#include "ui/widgets.h"

namespace earshot::ui {

/// Ranges of the text with a ground of their own: matches, a selection, marks. Drawn in order,
/// under the text.
struct RangeLayer {
  std::span<const Range> ranges_in_text;  ///< ascending
  ImU32 fill = 0;
  ImU32 outline = 0;         ///< 0: none
  bool whole_lines = false;  ///< as high as the line, so that lines join: a selection
};

/// What a text view is given in every tick.
struct TextViewInput {
  app::TrackView track;
  std::span<const std::uint32_t> folded_blocks;
  float zoom = 1;
  std::span<const RangeLayer> layers;
  std::span<const Range> matches_in_text;  ///< ticks at the scroll bar
  std::int32_t current_match = -1;
  app::ScrollTarget target;  ///< of this track; serial 0: none
  /// Where one reads as far as the app knows, which is told where that is another place; nothing:
  /// it does not ask.
  std::optional<std::uint32_t> known_place_in_text;
  std::string_view name;  ///< of the document, for assistive technology
  float column_left = 0;  ///< of the text, from the area's left edge
  float column_width = 600;
  float lead = 0, covered = 0, tail = 0;  ///< see ScrollWindow
  float comfort_top = 24;  ///< a target at least so far below the top edge is left alone
};

/// Shows one track: lays out and draws what is seen, scrolls, folds, follows links and times.
///
/// `begin` takes input and settles the scroll; then the caller may draw what scrolls with the text
/// (by `scrolled()`); `draw` draws the text. Between the two and after, places of the text can be
/// asked for.
///
/// The semantic tree is told whole blocks, those that are cut by the window's edge included: nobody
/// listens to the half of a sentence.
class TextView {
 public:
  void begin(Context& context, const Rect& area, const TextViewInput& input);
  void draw(Context& context);

  /// How far the content's top lies above the area's.
  float scrolled() const { return scrolled_; }

  /// The caret at a place; nothing where it is not on the screen.
  std::optional<Rect> caret_rect(CaretPlace place) const;
  /// Where a range is on the screen, a rectangle a line.
  std::vector<Rect> rects(Range range_in_text) const;

  const TextLayout& layout() const { return layout_; }
  const app::TrackView& track() const { return input_.track; }
  NodeId document() const { return document_; }

  const TextSelection& selection() const { return selection_; }
  bool caret_shown() const { return caret_shown_; }
  /// The selection's begin, or the first line on the screen where nothing was chosen.
  std::uint32_t place_in_text() const;
  void select(Range range_in_text);
  /// The address of the link that the menu was called on, else of the one at the caret; empty where
  /// there is none. Of the text of this tick.
  std::string_view link_address() const;
  /// Whether there was one when the text was drawn last.
  bool on_link() const { return on_link_; }
  void select_all();
  /// Neither selection nor caret.
  void clear_selection();
  void set_caret(bool shown);
  /// Whether the keys that move a caret are for it now: it is shown, or the key shows it.
  bool wants_caret_key(CaretMove move, bool extends) const;
  /// A piece of the text that the tree tells: the name of that node. Empty: it tells what is none
  /// of the text's, a marker before that place.
  struct Told {
    NodeId node = 0;
    Range range_in_text;
  };
  /// Of the last `draw`, ascending.
  std::span<const Told> told() const { return told_pieces_; }
  /// What the last `draw` drew of the text, a range a run, in the order of drawing.
  std::span<const Range> drawn_in_text() const { return drawn_in_text_; }

  /// Units looked through for something to press since the view was made; for tests of laziness.
  std::uint64_t looked_through_count() const { return looked_through_count_; }

  /// Where one reads, to be gone back to; and the way back.
  TextScroll::Anchor place() const { return anchor_; }
  void go_back_to(const TextScroll::Anchor& place) { wanted_place_ = place; }

 private:
  /// A unit that is on the screen.
  struct Seen {
    std::size_t number = 0;
    float top = 0;  ///< of the unit, in the window
    const UnitLayout* layout = nullptr;
  };

  TextScroll::Anchor seen_place(Context& context);
  void take_target(Context& context);
  void take_wheel_and_keys(Context& context);
  void move(Context& context);
  void collect_seen(Context& context);
  void report_position(Context& context);

  // text_select.cpp
  void take_pointer(Context& context);
  void take_caret_keys(Context& context);
  bool move_caret(Context& context, CaretMove move, bool extends);
  void reveal_caret(Context& context);
  /// Scrolls just enough that the line at this place is seen.
  void reveal(Context& context, CaretPlace place);
  void tell_selection(Context& context);
  std::string_view link_at(std::uint32_t offset_in_text) const;
  /// The menu of the text is called for at a place: a long press selects the word there instead.
  void call_menu(Context& context, CaretPlace at);
  CaretPlace nearest(ImVec2 point) const;
  void draw_selection(Context& context, const Seen& seen);
  void draw_caret(Context& context);
  void draw_handles(Context& context);
  void draw_touch_bar(Context& context, float top, float bottom);
  float top_edge() const;

  void draw_layer(Context& context, const Seen& seen, const RangeLayer& layer);
  void draw_unit(Context& context, const Seen& seen);
  void draw_heads(Context& context, const Seen& seen);
  void draw_speaker(Context& context, const Seen& seen);
  void draw_grounds(Context& context, const Seen& seen);
  void draw_layers(Context& context, const Seen& seen);
  void draw_hanging(Context& context, const Seen& seen);
  void draw_lines(Context& context, const Seen& seen);
  void draw_code_ground(Context& context, const UnitLayout& layout, const TextLine& line,
                        const TextRun& run, ImVec2 run_at);
  void draw_time(Context& context, const Seen& seen);
  void draw_fold(Context& context, const Seen& seen);
  void draw_chapter_row(Context& context, const Seen& seen);
  void draw_link(Context& context, const Seen& seen, const TextLine& line, const TextRun& run,
                 std::size_t run_number);

  // text_acts.cpp
  /// Something in the text that can be pressed.
  Press act(Context& context, const Seen& seen, Node node, const Rect& rect,
            std::uint32_t offset_in_text, NodeId group);
  static bool is_act(const pack::SpanRecord& span);
  NodeId act_group() const;
  bool has_act(std::size_t unit_number) const;
  /// The next unit from `unit` on (`by` 1) or back (-1) that holds something to press. Looked for
  /// once: a tick at rest costs the same at any length.
  std::optional<std::size_t> next_with_act(std::size_t unit, int by);
  void go_on_by_tab(Context& context);
  /// After all acts were drawn: the keyboard's way among them.
  void follow_acts(Context& context);
  void tell_further(Context& context, int by);

  // text_tell.cpp
  /// What holds blocks in the tree: a list, a table. Named by its first block; kNoHolder: none.
  std::int64_t holder_of(const Seen& seen) const;
  /// Opens the holder of `seen`, after closing another one; null: only closes.
  void enter_holder(Context& context, const Seen* seen);
  void push_cue(Context& context, const Seen& seen);
  void tell_block(Context& context, const Seen& seen);
  void tell_row(Context& context, const Seen& seen, Node row);
  /// Adds `node`, whose text is `range_in_text` behind `marker`, with the links in it; an item
  /// stays open for what can be done with it.
  void tell_text(Context& context, const Seen& seen, Node node, Range range_in_text,
                 std::string_view marker = {});
  /// The words that stand for an image, or for a part of it.
  void tell_image(Context& context, const Seen& seen, Range range_in_text);
  /// Words of the text that nothing is to be said of, in the line of `rect`'s block.
  void tell_words(Context& context, std::string_view words, Range range_in_text, const Rect& rect);
  void tell_act(Context& context, const Seen& seen, std::uint32_t span_number, Range range_in_text);
  /// Where the first line of a range stands, in the window.
  Rect first_rect(const Seen& seen, Range range_in_text) const;
  void follow(Context& context, const pack::SpanRecord& span);
  bool is_current(const Seen& seen) const;
  void tell_selected(Context& context);
  void take_selected(Context& context);

  void draw_bar(Context& context);
  void place_ticks(float height);

  ImVec2 origin(const Seen& seen) const { return {left_, seen.top}; }
  bool is_on_screen(float top, float height) const {
    return top <= area_.top + area_.height && top + height >= area_.top;
  }
  float zoomed(float points) const { return points * input_.zoom; }

  TextViewInput input_;
  Rect area_;
  float left_ = 0;  // of the column, in the window
  float scrolled_ = 0;
  TextLayout layout_;
  TextScroll scroll_;
  ScrollWindow window_;
  TextScroll::Anchor anchor_;
  // Where one went, and what the last change of the layout made of that: a text that was all to be
  // seen for a while, zoomed out or in a high window, is back in its place when it no longer is.
  TextScroll::Anchor kept_place_, settled_place_;
  bool has_place_ = false;  // the scroll was set once for this track
  std::vector<Seen> seen_;
  NodeId document_ = 0;
  static constexpr std::int64_t kNoHolder = -1;
  std::int64_t open_holder_ = kNoHolder;  // while drawing
  std::vector<Told> told_pieces_;
  std::vector<Range> drawn_in_text_;
  /// A link or time of the unit being drawn, as it was asked for in this tick.
  struct Act {
    std::uint32_t span = 0;  // in the track's spans
    Press press;
  };
  std::vector<Act> acts_;
  /// What of the last draw the keyboard can come to, in its order.
  struct OwnAct {
    NodeId node = 0;
    std::size_t unit = 0;
  };
  std::vector<OwnAct> own_acts_;
  /// Where the search for the next act led; of the layout as it is.
  struct NextAct {
    std::size_t from = 0;
    std::optional<std::size_t> unit;
  };
  std::optional<NextAct> next_act_, previous_act_;
  std::uint64_t looked_through_count_ = 0;
  NodeId focused_act_ = 0;                         // the one that has the focus
  bool kept_tab_ = false, kept_back_tab_ = false;  // the next Tab goes on in the text
  struct WantedAct {
    std::size_t unit = 0;
    bool is_last = false;  // of those in the unit
    int ticks = 0;
  };
  std::optional<WantedAct> wanted_act_;  // to have the focus when it is drawn
  std::optional<std::uint32_t> reveal_in_text_;
  NodeId row_group_ = 0, fold_group_ = 0;
  /// A selected place as it was told last: where the text there is not on the screen, the nearest
  /// that is.
  struct Selected {
    TextPoint point;
    std::uint32_t offset_in_text = 0;
  };
  Selected told_anchor_, told_focus_;

  double pending_ = 0;                         // smooth scrolling: what is left to go
  std::optional<std::uint32_t> goal_in_text_;  // or: until this place is where it should be
  float goal_from_top_ = 0;
  std::uint64_t target_serial_ = 0;
  double last_seconds_ = 0;

  double moved_at_seconds_ = 0;

  TextSelection selection_;
  ToldSelection told_selection_;  // as the host's primary selection has it
  bool caret_shown_ = false;
  bool selects_ = false;                       // the button is held on the text
  bool rests_ = false;                         // a finger is, after a long press
  bool has_gone_on_ = false;                   // and has moved since
  int held_handle_ = 0;                        // -1: the begin's, 1: the end's
  float handle_offset_ = 0;                    // from the finger up to the line
  double drag_scroll_ = 0;                     // points a second, while dragging beyond the edge
  float goal_x_ = -1;                          // of moves by line
  std::optional<std::uint32_t> menu_in_text_;  // where it was called for last
  bool on_link_ = false;                       // link_address() of the last tick is one
  std::optional<TextScroll::Anchor> wanted_place_;

  float bar_grab_ = -1;       // where in the thumb it is held; below 0: not
  std::vector<float> ticks_;  // 0..1 of the content
  const Range* ticks_of_ = nullptr;
  std::size_t ticks_count_ = 0;
  double ticks_height_ = -1;
};

}  // namespace earshot::ui
