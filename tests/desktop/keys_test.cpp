#include "shell/desktop/keys.h"

#include <SDL.h>
#include <gtest/gtest.h>

namespace earshot::shell {
namespace {

ImGuiKey key(SDL_Keycode sign, SDL_Scancode place) {
  SDL_Keysym symbol = {};
  symbol.sym = sign;
  symbol.scancode = place;
  return imgui_key(symbol);
}

TEST(ImguiKey, GoesByWhatTheLayoutWritesOnTheKey) {
  // A French keyboard has its A where an English one has Q.
  EXPECT_EQ(key(SDLK_a, SDL_SCANCODE_Q), ImGuiKey_A);
  EXPECT_EQ(key(SDLK_RETURN, SDL_SCANCODE_RETURN), ImGuiKey_Enter);
  EXPECT_EQ(key(SDLK_KP_7, SDL_SCANCODE_KP_7), ImGuiKey_Keypad7);
  EXPECT_EQ(key(SDLK_F3, SDL_SCANCODE_F3), ImGuiKey_F3);
}

TEST(ImguiKey, GoesByThePlaceWhereTheLayoutHasNoLatinLetters) {
  EXPECT_EQ(key(0x441, SDL_SCANCODE_C), ImGuiKey_C);  // Cyrillic es
  EXPECT_EQ(key(0xE9, SDL_SCANCODE_2), ImGuiKey_None);
}

TEST(DigitByPlace, IsTheRowsDigitWithControlWhereTheLayoutHasSignsThere) {
  const auto digit = [](SDL_Keycode sign, SDL_Scancode place, int mod) {
    SDL_Keysym symbol = {};
    symbol.sym = sign;
    symbol.scancode = place;
    symbol.mod = static_cast<Uint16>(mod);
    return digit_by_place(symbol);
  };
  EXPECT_EQ(digit(0xE0, SDL_SCANCODE_0, KMOD_LCTRL), ImGuiKey_0);  // a French keyboard's 0
  EXPECT_EQ(digit(0xE0, SDL_SCANCODE_0, KMOD_LCTRL | KMOD_LSHIFT), ImGuiKey_0);
  EXPECT_EQ(digit(0xE0, SDL_SCANCODE_0, KMOD_NONE), ImGuiKey_None);
  EXPECT_EQ(digit(SDLK_0, SDL_SCANCODE_0, KMOD_LCTRL), ImGuiKey_None);  // it says so itself
}

TEST(ImguiKey, IsNoneForWhatHasNoMeaning) {
  EXPECT_EQ(key(SDLK_AUDIOPLAY, SDL_SCANCODE_AUDIOPLAY), ImGuiKey_None);
  EXPECT_EQ(key(SDLK_HASH, SDL_SCANCODE_3), ImGuiKey_None);
}

}  // namespace
}  // namespace earshot::shell
