// What SDL's events tell, without a window.

#include "shell/desktop/input.h"

#include <cstring>

#include <gtest/gtest.h>
#include <imgui_internal.h>

namespace earshot::shell {
namespace {

class InputTest : public testing::Test {
 protected:
  void compose(const char* text, int caret_in_characters) {
    SDL_Event event = {};
    event.type = SDL_TEXTEDITING_EXT;
    event.editExt.text = SDL_strdup(text);
    event.editExt.start = caret_in_characters;
    input_.feed(event, 1);
  }

  struct ImGuiOnly {
    ImGuiContext* context = ImGui::CreateContext();
    ~ImGuiOnly() { ImGui::DestroyContext(context); }
  };
  ImGuiOnly imgui_;
  Input input_;
};

TEST_F(InputTest, KeepsWhatAnInputMethodComposes) {
  compose("\u306B\u307B", 1);
  EXPECT_EQ(input_.composed(), "\u306B\u307B");
  EXPECT_EQ(input_.caret_in_composed(), 3U);
  compose("\u306B", 7);
  EXPECT_EQ(input_.caret_in_composed(), 3U);
}

TEST_F(InputTest, ForgetsItWhenTheTextComes) {
  compose("\u306B", 1);
  SDL_Event event = {};
  event.type = SDL_TEXTINPUT;
  std::strcpy(event.text.text, "\u4E8C");
  input_.feed(event, 1);
  EXPECT_EQ(input_.composed(), "");
}

TEST_F(InputTest, ForgetsItWhenTheWindowLosesTheKeyboard) {
  compose("\u306B", 1);
  SDL_Event event = {};
  event.type = SDL_WINDOWEVENT;
  event.window.event = SDL_WINDOWEVENT_FOCUS_LOST;
  input_.feed(event, 1);
  EXPECT_EQ(input_.composed(), "");
}

TEST_F(InputTest, PutsTheMouseWhereItIsInPoints) {
  SDL_Event event = {};
  event.type = SDL_MOUSEMOTION;
  event.motion.x = 300;
  event.motion.y = 42;
  input_.feed(event, 0.5F);
  ImGui::UpdateInputEvents(false);
  EXPECT_EQ(ImGui::GetIO().MousePos.x, 150);
  EXPECT_EQ(ImGui::GetIO().MousePos.y, 21);
}

}  // namespace
}  // namespace earshot::shell
