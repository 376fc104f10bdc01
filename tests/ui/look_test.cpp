// How every main state looks: its words, its contrast, and that nothing is cut or lies on another.

#include <algorithm>
#include <ranges>
#include <set>

#include "screen.h"
#include "states.h"
#include "ui/text_view.h"

namespace earshot::ui::testing {
namespace {

Rect in_pixels(const Rect& rect) {
  return rect;  // the harness has one pixel a point
}

bool contains(const Rect& rect, const Rect& other) {
  const float x = other.left + other.width / 2, y = other.top + other.height / 2;
  return x >= rect.left && x <= rect.left + rect.width && y >= rect.top &&
         y <= rect.top + rect.height;
}

bool is_latin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What is the same in every language: names, endings of files, keys as they are printed.
bool is_name(std::string_view word) {
  static const std::set<std::string_view> kNames = {
      "Earshot", "English", "Deutsch", "test",  "md",     "vtt",  "bin",    "MB",   "WEBVTT",
      "F1",      "F3",      "F7",      "F10",   "Do",     "as",   "you",    "like", "of",
      "a",       "library", "Licence", "after", "before", "lang", "longer", "show", "shorter"};
  // What a search can say is the same in every language, and so are the examples of it.
  static const std::set<std::string_view> kOfSearches = {
      "cache", "miss", "cach", "disk",    "compile",    "title", "speaker", "anna",
      "has",   "OR",   "ing",  "buffer",  "transcript", "en",    "NEAR",    "30s",
      "che",   "m",    "lan",  "transcr", "speak",      "d",     "di",      "dis"};
  return word.size() < 2 || kNames.contains(word) || kOfSearches.contains(word);
}

/// The first word of `text` in Latin letters that is not a name; empty where none.
std::string first_word_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && (is_latin(static_cast<unsigned char>(text[end])) ||
                                 (end > at && text[end] >= '0' && text[end] <= '9')))
      ++end;
    // Letters between others are no word: a part of a longer one, as in the pseudo-language.
    if (end > at && !is_name(text.substr(at, end - at)))
      return std::string(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
  return {};
}

TEST(Look, SaysNothingThatIsNotInTheCatalogue) {
  for (const ScreenState& state : screen_states()) {
    for (const float width : {1280.0F, 360.0F}) {
      Harness harness(width, 800, TextEditing::InPlace, nullptr, Fonts::Shipped);
      harness.dispatch(app::SystemLanguages{"en-XA"});
      state.enter(harness);
      for (const Node& node : harness.nodes()) {
        for (const std::string& text : {node.name, node.value, node.description})
          EXPECT_EQ(first_word_in(text), "")
              << state.name << ": " << name(node.role) << " " << text;
      }
      const Screen screen;
      std::set<std::string> seen;
      for (std::size_t i = 0; i < screen.glyphs().size(); ++i) {
        if (!is_latin(screen.glyphs()[i].character)) continue;
        const std::string words = screen.words_at(i);
        if (seen.insert(words).second)
          EXPECT_EQ(first_word_in(words), "") << state.name << ": drawn " << words;
      }
    }
  }
}

/// A screen on which only `draw` has drawn.
template <typename Draw>
Screen screen_of(Draw draw) {
  Harness harness(400, 300, TextEditing::InPlace, nullptr, Fonts::Shipped);
  for (int i = 0; i < 2; ++i) {  // the first makes the glyphs
    ImGui::GetIO().DisplaySize = ImVec2(400, 300);
    ImGui::NewFrame();
    draw(*ImGui::GetForegroundDrawList());
    ImGui::Render();
    answer_textures();
  }
  return {};
}

TEST(ScreenOfTests, KnowsACharacterItsColourAndWhatIsBehindIt) {
  const Screen screen = screen_of([](ImDrawList& list) {
    list.AddRectFilled({0, 0}, {400, 300}, IM_COL32(200, 0, 0, 255));
    list.AddText({20, 20}, IM_COL32(0, 0, 0, 128), "ab");
  });
  ASSERT_EQ(screen.glyphs().size(), 2U);
  const DrawnGlyph& glyph = screen.glyphs()[0];
  EXPECT_EQ(glyph.character, U'a');
  EXPECT_EQ(glyph.ground, IM_COL32(200, 0, 0, 255));
  EXPECT_EQ(glyph.colour, IM_COL32(100, 0, 0, 255)) << "half of it shines through";
  EXPECT_TRUE(glyph.is_seen);
  EXPECT_FALSE(glyph.is_cut);
  EXPECT_EQ(screen.words_at(1), "ab");
}

TEST(ScreenOfTests, SeesWordsThatLieOnOthers) {
  const Screen screen = screen_of([](ImDrawList& list) {
    list.AddText({20, 20}, IM_COL32_WHITE, "below");
    list.AddText({22, 21}, IM_COL32_WHITE, "above");
  });
  EXPECT_TRUE(std::ranges::any_of(screen.glyphs(),
                                  [](const DrawnGlyph& it) { return it.lies_on != SIZE_MAX; }));
}

TEST(ScreenOfTests, ForgetsWordsThatAShapeHides) {
  const Screen screen = screen_of([](ImDrawList& list) {
    list.AddText({20, 20}, IM_COL32_WHITE, "below");
    list.AddRectFilled({0, 0}, {400, 300}, IM_COL32_BLACK);
    list.AddText({22, 21}, IM_COL32_WHITE, "above");
  });
  for (const DrawnGlyph& it : screen.glyphs()) {
    EXPECT_EQ(it.lies_on, SIZE_MAX);
    EXPECT_EQ(it.is_seen, &it - screen.glyphs().data() >= 5);
  }
}

TEST(ScreenOfTests, SeesWordsThatAreCut) {
  const Screen screen = screen_of([](ImDrawList& list) {
    list.PushClipRect({0, 0}, {30, 300});
    list.AddText({20, 20}, IM_COL32_WHITE, "MMM");
    list.PopClipRect();
  });
  EXPECT_TRUE(std::ranges::any_of(screen.glyphs(), [](const DrawnGlyph& it) { return it.is_cut; }));
}

struct Place {
  float width;
  const char* language;
};

class Layouts : public ::testing::TestWithParam<Place> {};

TEST_P(Layouts, CutNoWordAndPutNoneOnAnother) {
  for (const ScreenState& state : screen_states()) {
    Harness harness(GetParam().width, GetParam().width < 500 ? 740 : 860, TextEditing::InPlace,
                    nullptr, Fonts::Shipped);
    harness.dispatch(app::SystemLanguages{GetParam().language});
    state.enter(harness);
    const Screen screen;
    // What is typed may run out of its box: one scrolls it.
    std::vector<Rect> boxes;
    for (const Node& node : harness.nodes()) {
      if (is_text_box(node.role)) boxes.push_back(in_pixels(node.rect));
    }
    for (std::size_t i = 0; i < screen.glyphs().size(); ++i) {
      const DrawnGlyph& glyph = screen.glyphs()[i];
      if (!glyph.is_seen) continue;
      const bool is_typed =
          std::ranges::any_of(boxes, [&](const Rect& box) { return contains(box, glyph.rect); });
      if (glyph.is_cut && !is_typed)
        ADD_FAILURE() << state.name << ": cut at " << glyph.rect.left << "," << glyph.rect.top
                      << " " << screen.words_at(i);
      if (glyph.lies_on != SIZE_MAX)
        ADD_FAILURE() << state.name << ": at " << glyph.rect.left << "," << glyph.rect.top << " "
                      << screen.words_at(i) << " lies on " << screen.words_at(glyph.lies_on) << " "
                      << screen.glyphs()[glyph.lies_on].rect.left << "+"
                      << screen.glyphs()[glyph.lies_on].rect.width << " " << glyph.rect.width;
    }
  }
}

std::vector<Place> places() {
  std::vector<Place> all;
  for (const char* language : {"en", "de", "en-XA"}) {
    for (const float width : {360.0F, 768.0F, 1280.0F, 1920.0F})
      all.push_back({width, language});
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(InEveryLanguage, Layouts, ::testing::ValuesIn(places()),
                         [](const auto& test) {
                           return std::string(test.param.language).substr(0, 2) +
                                  (std::string_view(test.param.language).size() > 2 ? "Pseudo"
                                                                                    : "") +
                                  std::to_string(static_cast<int>(test.param.width));
                         });

struct Shown {
  bool dark = false, contrast = false;
};

class Pixels : public ::testing::TestWithParam<Shown> {
 protected:
  static void put_on(Harness& harness) {
    harness.dispatch(app::SetTheme{app::ThemeChoice::System});
    harness.dispatch(
        app::SystemThemeChanged{.dark = GetParam().dark, .contrast = GetParam().contrast});
  }
};

// WCAG 2.2: 1.4.3 (text), 1.4.11 (icons that one must see).
double least_contrast(const DrawnGlyph& glyph) {
  constexpr float kLargeText = 24;  // pixels of CSS
  return glyph.is_icon() || glyph.size >= kLargeText ? 3.0 : 4.5;
}

TEST_P(Pixels, OfEveryTextAndIconStandOutFromWhatIsBehindThem) {
  for (const ScreenState& state : screen_states()) {
    for (const float width : {1280.0F, 360.0F}) {
      Harness harness(width, 800, TextEditing::InPlace, nullptr, Fonts::Shipped);
      put_on(harness);
      state.enter(harness);
      const Screen screen;
      std::vector<Rect> disabled;  // 1.4.3: what cannot be used now may be pale
      for (const Node& node : harness.nodes()) {
        if (node.disabled) disabled.push_back(in_pixels(node.rect));
      }
      std::set<std::string> seen;
      for (std::size_t i = 0; i < screen.glyphs().size(); ++i) {
        const DrawnGlyph& glyph = screen.glyphs()[i];
        const auto holds = [&](const Rect& rect) { return contains(rect, glyph.rect); };
        if (!glyph.is_seen || std::ranges::any_of(disabled, holds)) continue;
        const double found = contrast(glyph.colour, glyph.ground);
        if (found >= least_contrast(glyph)) continue;
        const std::string words = screen.words_at(i);
        if (seen.insert(words).second)
          ADD_FAILURE() << state.name << " " << width << ": " << words << " at " << glyph.rect.left
                        << "," << glyph.rect.top << " has " << found;
      }
    }
  }
}

// 2.4.7 and 1.4.11: whoever has the keyboard is seen.
TEST_P(Pixels, OfTheFocusStandOutFromWhatWasThereBefore) {
  const std::set<std::string_view> states = {"library",  "notes",         "results",  "why",
                                             "settings", "import report", "importing"};
  for (const ScreenState& state : screen_states()) {
    if (!states.contains(state.name)) continue;
    Harness harness(1280, 800, TextEditing::InPlace, nullptr, Fonts::Shipped);
    put_on(harness);
    state.enter(harness);
    Screen before;
    for (int i = 0; i < 12; ++i) {
      harness.key(ImGuiKey_Tab);
      const Node* node = harness.focused();
      if (node == nullptr || is_text_box(node->role)) continue;
      Screen now;
      const Rect ring = in_pixels(node->rect);
      int marked = 0;
      const auto look = [&](float x, float y) {
        const int px = static_cast<int>(x), py = static_cast<int>(y);
        if (px < 0 || py < 0 || px >= now.width() || py >= now.height()) return;
        if (contrast(now.at(px, py), before.at(px, py)) >= 3.0) ++marked;
      };
      for (float y = ring.top - 5; y < ring.top + ring.height + 5; ++y) {
        for (float x = ring.left - 5; x < ring.left + ring.width + 5; ++x)
          look(x, y);
      }
      // At least a line of one pixel along the shorter side's length.
      EXPECT_GE(marked, std::min(ring.width, ring.height) / 2)
          << state.name << ": " << name(node->role) << " " << node->name;
      before = std::move(now);
    }
  }
}

// 1.4.11, which the quiet bars of the other themes leave to those who turn the wheel.
TEST(HighContrast, ScrollBarsStandOutAtRest) {
  for (const bool dark : {false, true}) {
    Harness harness(1280, 800, TextEditing::InPlace, nullptr, Fonts::Shipped);
    harness.dispatch(app::SetTheme{app::ThemeChoice::System});
    harness.dispatch(app::SystemThemeChanged{.dark = dark, .contrast = true});
    harness.load_library();
    harness.dispatch(app::OpenEpisode{harness.app.library().episodes[0].id});
    harness.dispatch(app::ChooseTab{app::Tab::Transcript});
    harness.settle();
    const Screen screen;
    const auto document = std::ranges::find(harness.nodes(), harness.view()->document(), &Node::id);
    ASSERT_NE(document, harness.nodes().end());
    const Rect text = in_pixels(document->rect);
    const int right = static_cast<int>(text.left + text.width);
    const int from = static_cast<int>(text.top), to = static_cast<int>(text.top + text.height);
    double best = 1;
    for (int y = from; y < to; ++y) {
      for (int x = right - 12; x < right; ++x)
        best = std::max(best, contrast(screen.at(x, y), screen.at(right - 16, y)));
    }
    EXPECT_GE(best, 3.0) << (dark ? "dark" : "light");
  }
}

// 1.4.11: where one can type is seen.
TEST_P(Pixels, OfTheBordersOfTextBoxesStandOut) {
  for (const ScreenState& state : screen_states()) {
    Harness harness(1280, 800, TextEditing::InPlace, nullptr, Fonts::Shipped);
    put_on(harness);
    state.enter(harness);
    const Screen screen;
    // Under a dialog, or files that are held over the window, nobody types.
    if (harness.info.files_hover) continue;
    const auto dialog = std::ranges::find(harness.nodes(), true, &Node::modal);
    const auto from = dialog == harness.nodes().end() ? harness.nodes().begin() : dialog;
    for (const Node& node : std::ranges::subrange(from, harness.nodes().end())) {
      if (!is_text_box(node.role)) continue;
      const Rect box = in_pixels(node.rect);
      const int y = static_cast<int>(box.top + box.height / 2);
      const ImU32 outside = screen.at(std::max(0, static_cast<int>(box.left) - 6), y);
      double best = 1;
      for (int x = static_cast<int>(box.left) - 3; x < static_cast<int>(box.left) + 4; ++x)
        best = std::max(best, contrast(screen.at(std::max(0, x), y), outside));
      EXPECT_GE(best, 3.0) << state.name << ": " << node.name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Themes, Pixels,
                         ::testing::Values(Shown{false, false}, Shown{true, false},
                                           Shown{false, true}, Shown{true, true}),
                         [](const auto& test) {
                           return std::string(test.param.dark ? "Dark" : "Light") +
                                  (test.param.contrast ? "HighContrast" : "");
                         });

}  // namespace
}  // namespace earshot::ui::testing
