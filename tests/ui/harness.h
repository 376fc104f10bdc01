#pragma once

#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <imgui.h>

#include "app/app.h"
#include "offscreen.h"
#include "ui/ui.h"

namespace earshot::ui::testing {

/// An item of Dear ImGui's as its hooks tell it: what the semantic tree is audited against.
struct SeenItem {
  ImGuiID id = 0;
  Rect rect;
};

enum class Fonts : std::uint8_t { ImGuis, Shipped };

/// The front end with a renderer that draws nothing, a clock that is made up, and hands: it looks
/// for what the screen shows by role and name, presses, types, moves the mouse, and waits until
/// nothing moves any more.
class Harness {
 public:
  explicit Harness(float width = 1280, float height = 800,
                   TextEditing editing = TextEditing::InPlace, SystemGlyphs* system = nullptr,
                   Fonts fonts = Fonts::ImGuis);
  ~Harness();
  Harness(const Harness&) = delete;
  Harness& operator=(const Harness&) = delete;

  app::App app{{.version = "0.0-test", .notices = "Licence of a library\n\nDo as you like."}};
  FrameInfo info;

  /// A library of two shows: eight episodes of one (with notes, transcripts, chapters), one of the
  /// other.
  void load_library();
  /// A show of `count` episodes.
  void load_many(int count);
  void dispatch(app::Action action);

  FrameAnswer tick();
  /// Ticks until none is wanted. Returns how many that took.
  int settle();

  Ui& ui() { return *ui_; }
  const std::vector<Node>& nodes() const { return ui_->semantics().nodes(); }
  /// The first node of that role whose name is `name`, or begins with it where it ends in `*`. Null
  /// where none.
  const Node* find(Role role, std::string_view name) const;
  bool has(Role role, std::string_view name) const { return find(role, name) != nullptr; }
  /// The text on the screen; null: none.
  const TextView* view() const { return ui_->text_view(); }
  const Node* focused() const;
  std::string focused_name() const;
  int count(Role role) const;

  void press(Role role, std::string_view name);
  /// Gives it the keyboard, as a screen reader does.
  void focus(Role role, std::string_view name);
  void key(ImGuiKey key, ImGuiKeyChord mods = 0);
  void type(std::string_view text);
  void click(const Rect& rect, ImGuiMouseButton button = ImGuiMouseButton_Left);
  void move_mouse(float x, float y);
  void resize(float width, float height);

  /// What was asked of the world since the last call.
  std::vector<app::Effect> effects() { return app.take_effects(); }
  const std::vector<SeenItem>& seen_items() const { return seen_items_; }
  void see(const SeenItem& item) { seen_items_.push_back(item); }

 private:
  void request(SemanticRequest::Kind kind, Role role, std::string_view name);

  OffscreenImGui imgui_;
  std::unique_ptr<Ui> ui_;
  std::vector<SeenItem> seen_items_;
};

}  // namespace earshot::ui::testing
