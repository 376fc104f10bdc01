#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/app.h"
#include "ui/semantics.h"

namespace earshot::ui {

/// What the host says of the window, in every tick.
struct FrameInfo {
  float width = 0, height = 0;  ///< points
  float pixel_ratio = 1.0F;
  double now_seconds = 0;  ///< since the start; the host's clock
  bool touch = false;      ///< the last pointer was a finger: larger targets
  bool mac = false;        ///< Command instead of Control in labels and shortcuts
  bool reduced_motion = false;
  bool files_hover = false;            ///< files are held over the window, about to be dropped
  bool has_primary_selection = false;  ///< X11: what is selected can be pasted at once
  /// TextEditing::InPlace: what an input method has not finished yet. It stands in the text box
  /// with the focus in place of what is selected there, and its caret is so many bytes into it.
  std::string composed;
  std::uint32_t caret_in_composed = 0;
};

/// What the UI asks of the host after a tick.
struct FrameAnswer {
  /// Seconds until the next tick is wanted without input; negative: none (idle is free).
  double next_tick_in_seconds = -1;
  bool wants_render = true;  ///< false: nothing on the screen changed
  /// Web only: the text box that has the focus, so that its element gets the real one.
  NodeId focused_text_box = 0;
};

/// Where the text of text boxes is edited.
enum class TextEditing : std::uint8_t {
  InPlace,  ///< by ImGui: desktop, tests
  ByHost,   ///< by the host's own element (an <input> of the DOM twin), which sends SetValue
            ///< requests; the widget draws value, caret and selection and asks for the focus
};

class SystemGlyphs;

/// Fonts as bytes (TrueType or CFF), and the machine's own for what these lack (may be null). All
/// must outlive the Ui.
struct FontFiles {
  std::string_view regular, italic, semibold, mono, icons;
  SystemGlyphs* system = nullptr;
};

class TextView;

/// The whole front end. Owns what is only of the screen (scroll positions, layouts); the app owns
/// the rest. Call between ImGui::NewFrame and ImGui::Render.
class Ui {
 public:
  Ui(const FontFiles& fonts, TextEditing editing);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  FrameAnswer frame(const app::App& app, const FrameInfo& info, app::Outbox& out);

  SemanticTree& semantics();
  const SemanticTree& semantics() const;
  /// The text on the screen as the last frame drew it; null: none. For tests.
  const TextView* text_view() const;

  /// A key that belongs to the command table, or to the widget with the focus; the page lets others
  /// pass through to the browser. `chord` is like "Control+K", "/", "ArrowDown".
  bool wants_key(const app::App& app, std::string_view chord) const;

  /// What a finger or the wheel does at a point of the window.
  struct PointerMeaning {
    bool drags = false;  ///< something that follows the finger, so that it does not scroll
    bool zooms = false;  ///< a pinch, or the wheel with Control, changes the text's size
  };
  PointerMeaning pointer_meaning(float x, float y) const;
  /// Whether text can be put in at a point of the window: a text box stands there and nothing lies
  /// on it.
  bool takes_text_at(float x, float y) const;
  /// Puts `text`, which becomes one line, into the text box under the pointer, where that is, in
  /// the next ticks. To be called where `takes_text_at` says so.
  void put_text_at_pointer(std::string_view text);
  /// A pinch, or the wheel with Control: the reading text grows by this factor in the next tick.
  void zoom_by(float factor);

 private:
  bool wants_caret(std::string_view chord) const;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace earshot::ui
