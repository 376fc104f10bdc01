#include "ui/palette.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "harness.h"
#include "ui/settings_dialog.h"

namespace earshot::ui::testing {
namespace {

const words::Words kEnglish;

class PaletteTest : public ::testing::Test {
 protected:
  void SetUp() override {
    harness_.load_library();
    harness_.dispatch(app::OpenEpisode{harness_.app.library().episodes[0].id});
    harness_.settle();
  }
  Harness harness_;
};

TEST(FuzzyScore, WantsTheLettersInTheirOrder) {
  EXPECT_GE(fuzzy_score("Copy as Markdown", "mark"), 0);
  EXPECT_GE(fuzzy_score("Copy as Markdown", "cam"), 0);
  EXPECT_LT(fuzzy_score("Copy as Markdown", "kram"), 0);
  EXPECT_LT(fuzzy_score("Copy", "copyx"), 0);
}

TEST(FuzzyScore, PutsBeginningsOfWordsFirst) {
  EXPECT_GT(fuzzy_score("Dark theme", "dt"), fuzzy_score("Import report", "rt"));
  EXPECT_GT(fuzzy_score("Find in this text", "fi"), fuzzy_score("The file as it was", "fi"));
}

TEST_F(PaletteTest, FindsACommandByAFewLettersAndRunsIt) {
  harness_.key(ImGuiKey_P, ImGuiMod_Ctrl | ImGuiMod_Shift);
  ASSERT_TRUE(harness_.has(Role::Dialog, "All commands"));
  EXPECT_EQ(harness_.focused_name(), "Command");
  harness_.type("dark");
  harness_.key(ImGuiKey_Enter);
  EXPECT_FALSE(harness_.has(Role::Dialog, "All commands"));
  EXPECT_TRUE(harness_.app.settings().dark);
}

TEST_F(PaletteTest, AMenuThatItOpensGivesTheFocusBackToWhoHadItBefore) {
  harness_.key(ImGuiKey_K, ImGuiMod_Ctrl);
  ASSERT_EQ(harness_.focused_name(), "Search");
  harness_.key(ImGuiKey_F1);
  harness_.type("choose a show");
  harness_.key(ImGuiKey_Enter);
  ASSERT_TRUE(harness_.has(Role::Menu, "*"));
  harness_.key(ImGuiKey_Escape);
  ASSERT_FALSE(harness_.has(Role::Menu, "*"));
  EXPECT_EQ(harness_.focused_name(), "Search");
}

TEST_F(PaletteTest, IsWalkedByArrowKeysAndLeftByEscape) {
  harness_.key(ImGuiKey_F1);
  harness_.key(ImGuiKey_DownArrow);
  const Node* first = nullptr;
  for (const Node& node : harness_.nodes()) {
    if (node.role == Role::Option && node.selected == 1) first = &node;
  }
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->position_in_set, 2);
  harness_.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness_.has(Role::Dialog, "All commands"));
}

TEST_F(PaletteTest, TellsTheCommandThatTheArrowKeysHaveReached) {
  harness_.key(ImGuiKey_F1);
  for (int i = 0; i < 14; ++i) {  // beyond those that are seen at first
    const Node* const box = harness_.find(Role::ComboBox, "Command");
    ASSERT_NE(box, nullptr);
    const auto chosen = std::ranges::find_if(harness_.nodes(), [](const Node& node) {
      return node.role == Role::Option && node.selected == 1;
    });
    ASSERT_NE(chosen, harness_.nodes().end());
    EXPECT_EQ(box->active, chosen->id) << i;
    EXPECT_EQ(box->controls, chosen->parent) << i;
    harness_.key(ImGuiKey_DownArrow);
  }
  harness_.type("qqq");
  EXPECT_EQ(harness_.find(Role::ComboBox, "Command")->active, 0U);
}

TEST_F(PaletteTest, LeavesTheKeysToTheMenuOfItsBox) {
  harness_.key(ImGuiKey_F1);
  harness_.type("dark");
  harness_.key(ImGuiKey_F10, ImGuiMod_Shift);
  ASSERT_TRUE(harness_.has(Role::Menu, "Text box"));
  EXPECT_EQ(harness_.focused_name(), "Paste");
  harness_.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness_.has(Role::Menu, "Text box"));
  ASSERT_TRUE(harness_.has(Role::Dialog, "All commands"));
  EXPECT_EQ(harness_.focused_name(), "Command");
}

TEST_F(PaletteTest, SaysWhenNothingIsCalledThat) {
  harness_.key(ImGuiKey_F1);
  harness_.type("qqq");
  EXPECT_TRUE(harness_.has(Role::Status, "No command is called that"));
  harness_.key(ImGuiKey_Enter);
  EXPECT_TRUE(harness_.has(Role::Dialog, "All commands"));
}

TEST_F(PaletteTest, RunsWhatWorksOnTheText) {
  harness_.key(ImGuiKey_F1);
  harness_.type("select all");
  harness_.key(ImGuiKey_Enter);
  harness_.effects();
  harness_.key(ImGuiKey_C, ImGuiMod_Ctrl);
  bool copied = false;
  for (const app::Effect& effect : harness_.effects())
    copied |= std::holds_alternative<app::WriteClipboard>(effect);
  EXPECT_TRUE(copied);
}

TEST_F(PaletteTest, ListsOnlyWhatCanBeDone) {
  CommandState state;
  for (const Command* it : fitting_commands(state, {}, kEnglish))
    EXPECT_TRUE(it->when(state, {})) << kEnglish(it->name);
  state.text_shown = true;
  const auto has_find = [](const std::vector<const Command*>& found) {
    return std::ranges::any_of(found,
                               [](const Command* it) { return it->id == CommandId::OpenFind; });
  };
  EXPECT_TRUE(has_find(fitting_commands(state, {}, kEnglish)));
  state.text_shown = false;
  EXPECT_FALSE(has_find(fitting_commands(state, {}, kEnglish)));
}

/// What is found for something typed, where everything can be done.
std::string first_found(std::string_view typed, const words::Words& say) {
  CommandState state;
  state.text_shown = state.reader_open = state.results_shown = state.hit_selected = true;
  state.has_library = state.has_shows = state.is_one_show = true;
  state.can_fold = state.has_folds = true;
  const auto found = fitting_commands(state, typed, say);
  return found.empty() ? std::string() : std::string(kEnglish(found.front()->name));
}

TEST(Palette, FindsWhatMenusAndButtonsDoByTheWordsForIt) {
  const struct {
    const char* typed;
    const char* found;
  } cases[] = {{"remove", "Remove the episode from the library"},
               {"delete", "Remove the episode from the library"},
               {"title", "Sort episodes: by title"},
               {"newest", "Sort moments: newest first"},
               {"sort ep", "Sort episodes: newest first"},
               {"oldest", "Sort episodes: oldest first"},
               {"longest", "Sort episodes: longest first"},
               {"sort", "Sort moments: best first"},
               {"order", "Sort moments: in order"},
               {"filter", "Search everywhere"},
               {"filter notes", "Search only in notes"},
               {"fold", "Fold all"},
               {"collapse", "Fold all"},
               {"expand", "Unfold all"},
               {"deutsch", "Language: Deutsch"},
               {"german", "Language: Deutsch"},
               {"podcast", "Choose a show"}};
  for (const auto& [typed, found] : cases)
    EXPECT_EQ(first_found(typed, kEnglish), found) << typed;
}

TEST(Palette, FindsThemInGermanToo) {
  const words::Words german{words::of_language(words::Language::German, "de")};
  const struct {
    const char* typed;
    const char* found;
  } cases[] = {{"entfernen", "Remove the episode from the library"},
               {"l\u00F6schen", "Remove the episode from the library"},
               {"loschen", "Remove the episode from the library"},
               {"titel", "Copy the title of the episode"},
               {"\u00E4lteste", "Sort episodes: oldest first"},
               {"sortieren", "Sort moments: best first"},
               {"filter", "Search everywhere"},
               {"zuklappen", "Fold all"},
               {"englisch", "Language: English"},
               {"sendung w", "Choose a show"}};
  for (const auto& [typed, found] : cases)
    EXPECT_EQ(first_found(typed, german), found) << typed;
}

TEST(WordScore, WantsEachWordToBeginOne) {
  EXPECT_GE(word_score("sort episodes: newest first", "order", "order new"), 0);
  EXPECT_LT(word_score("sort episodes: newest first", "order", "rder"), 0);
  EXPECT_LT(word_score("sort episodes: newest first", "order", " "), 0);
  EXPECT_GT(word_score("order", "", "ord"), word_score("sort", "order", "ord"));
}

TEST(Sizes, GoUpAndDownAScaleThatEnds) {
  EXPECT_FLOAT_EQ(next_zoom(1.0F, 1), 1.1F);
  EXPECT_FLOAT_EQ(next_zoom(1.03F, -1), 1.0F);
  EXPECT_FLOAT_EQ(next_zoom(4.0F, 1), 4.0F);
  EXPECT_FLOAT_EQ(next_zoom(0.5F, -1), 0.5F);
}

TEST_F(PaletteTest, SettingsChangeThemeSizeMeasureAndDensity) {
  harness_.key(ImGuiKey_Comma, ImGuiMod_Ctrl);
  ASSERT_TRUE(harness_.has(Role::Dialog, "Settings"));
  harness_.press(Role::Radio, "High contrast");
  EXPECT_TRUE(harness_.app.settings().contrast);
  harness_.press(Role::Button, "Larger text");
  EXPECT_NEAR(harness_.app.settings().zoom, 1.1F, 0.001F);
  harness_.press(Role::Button, "Shorter lines");
  EXPECT_EQ(harness_.app.settings().measure, app::kUsualMeasure - 5);
  harness_.press(Role::Radio, "Compact");
  EXPECT_EQ(harness_.app.settings().density, app::Density::Compact);
  harness_.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness_.has(Role::Dialog, "Settings"));
}

TEST_F(PaletteTest, UndoGoesOnAfterItsNoticeIsGone) {
  const std::size_t before = harness_.app.library().episodes.size();
  harness_.dispatch(app::RemoveEpisode{harness_.app.library().episodes[0].id});
  harness_.dispatch(app::DismissNotice{});
  harness_.settle();
  harness_.key(ImGuiKey_Z, ImGuiMod_Ctrl);
  EXPECT_EQ(harness_.app.library().episodes.size(), before);
}

}  // namespace
}  // namespace earshot::ui::testing
