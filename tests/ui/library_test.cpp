#include <array>

#include "harness.h"
#include "tests/unit/app/pack_builder.h"

namespace earshot::ui::testing {
namespace {

TEST(Library, ShowsEpisodesAsAListWithTheirPlaceInIt) {
  Harness harness;
  harness.load_library();
  EXPECT_TRUE(harness.has(Role::List, "Episodes"));
  const Node* row = harness.find(Role::Button, "About caches");
  ASSERT_NE(row, nullptr);
  EXPECT_NE(row->description.find("notes, transcript"), std::string::npos) << row->description;
  const Node* first = harness.find(Role::ListItem, "");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->set_size, 9);
  EXPECT_EQ(first->position_in_set, 1);
}

/// A library of one episode, in the language that is said of it.
void load_one(Harness& harness, std::string language) {
  harness.dispatch(app::PackLoaded{
      .bytes = app::testing::make_pack({{.title = "Ropes and knots",
                                         .language = std::move(language),
                                         .transcript = {{.text = "A rope is wet."}}}})});
  harness.dispatch(app::StartFinished{});
  harness.settle();
}

TEST(Library, ARowTellsItsLanguageWhereItIsKnownAndNotTheInterfaces) {
  for (const auto& [said, told] :
       {std::array{"pt-BR", "pt-BR"}, std::array{"en-GB", ""}, std::array{"EN", ""},
        std::array{"", ""}, std::array{"Portuguese (Brazil)", ""}}) {
    Harness harness;
    load_one(harness, said);
    EXPECT_EQ(harness.find(Role::Button, "Ropes and knots")->language, told) << said;
  }
}

TEST(Library, ARowTellsItsLanguageWhenTheInterfaceTakesAnother) {
  Harness harness;
  load_one(harness, "en");
  harness.dispatch(app::SystemLanguages{"de"});
  harness.settle();
  EXPECT_EQ(harness.find(Role::Button, "Ropes and knots")->language, "en");
}

TEST(Library, AClickOpensAnEpisode) {
  Harness harness;
  harness.load_library();
  harness.click(harness.find(Role::Button, "About sockets")->rect);
  EXPECT_EQ(harness.app.reader().episode.title, "About sockets");
  EXPECT_TRUE(harness.find(Role::Button, "About sockets")->current);
}

TEST(Library, AFilterLeavesOutWhatHasNoTranscript) {
  Harness harness;
  harness.load_library();
  harness.press(Role::Radio, "Transcript");
  EXPECT_FALSE(harness.has(Role::Button, "About linkers"));
  EXPECT_TRUE(harness.has(Role::Button, "About caches"));
  EXPECT_EQ(harness.find(Role::Radio, "Transcript")->checked, 1);
}

TEST(Library, ThePullDownSorts) {
  Harness harness;
  harness.load_library();
  harness.press(Role::Button, "Sort: Newest");
  ASSERT_TRUE(harness.has(Role::Menu, "Sort episodes"));
  harness.press(Role::MenuItemRadio, "Oldest");
  EXPECT_EQ(harness.app.library().sort, app::EpisodeSort::Oldest);
  EXPECT_FALSE(harness.has(Role::Menu, "Sort episodes"));
}

TEST(Library, TheOrderStandsBesideTheFiltersInEachLanguage) {
  for (const auto& [tag, filter, order] : {std::array{"en", "All", "Sort: Newest"},
                                           std::array{"de", "Alle", "Reihenfolge: Neueste"}}) {
    Harness harness(1280, 800, TextEditing::InPlace, nullptr, Fonts::Shipped);
    harness.load_library();
    harness.dispatch(app::SystemLanguages{tag});
    harness.settle();
    const Node* const chip = harness.find(Role::Radio, filter);
    const Node* const pull_down = harness.find(Role::Button, order);
    ASSERT_TRUE(chip != nullptr && pull_down != nullptr) << tag;
    EXPECT_EQ(chip->rect.top, pull_down->rect.top) << tag;
  }
}

TEST(Library, DeleteRemovesTheRowWithTheFocusAndUndoBringsItBack) {
  Harness harness;
  harness.load_library();
  harness.focus(Role::Button, "About linkers");
  harness.key(ImGuiKey_Delete);
  EXPECT_FALSE(harness.has(Role::Button, "About linkers"));
  EXPECT_EQ(harness.focused_name(), "About sockets") << "the next row";
  harness.press(Role::Button, "Undo");
  EXPECT_TRUE(harness.has(Role::Button, "About linkers"));
}

TEST(Library, ARowsMenuOpensByTheSecondaryButton) {
  Harness harness;
  harness.load_library();
  harness.click(harness.find(Role::Button, "About linkers")->rect, ImGuiMouseButton_Right);
  EXPECT_TRUE(harness.has(Role::Menu, "Episode"));
  harness.press(Role::MenuItem, "Remove from the library");
  EXPECT_FALSE(harness.has(Role::Button, "About linkers"));
}

TEST(Library, AClickOutsideClosesAMenu) {
  Harness harness;
  harness.load_library();
  harness.press(Role::Button, "Sort: Newest");
  harness.click({900, 500, 10, 10});
  EXPECT_FALSE(harness.has(Role::Menu, "Sort episodes"));
}

TEST(Library, SwitchesShows) {
  Harness harness;
  harness.load_library();
  harness.press(Role::Button, "Show: All shows");
  harness.press(Role::MenuItemRadio, "Another Show");
  EXPECT_TRUE(harness.has(Role::Button, "Elsewhere"));
  EXPECT_FALSE(harness.has(Role::Button, "About caches"));
  EXPECT_TRUE(harness.has(Role::Heading, "Another Show"));
}

TEST(Library, NarrowsByTitleWhereItIsLong) {
  Harness harness;
  harness.load_library();
  EXPECT_FALSE(harness.has(Role::TextBox, "Filter by title")) << "nine can be looked over";
  Harness many;
  many.load_many(40);
  const Node* filter = many.find(Role::TextBox, "Filter by title");
  ASSERT_NE(filter, nullptr);
  many.click(filter->rect);
  many.type("Episode 17");
  EXPECT_EQ(many.app.library().episodes.size(), 1u);
  many.key(ImGuiKey_Escape);
  EXPECT_EQ(many.app.library().episodes.size(), 40u);
  EXPECT_EQ(many.find(Role::TextBox, "Filter by title")->value, "");
}

/// Types into the filter.
void filter_by(Harness& harness, std::string_view title) {
  harness.click(harness.find(Role::TextBox, "Filter by title")->rect);
  harness.type(title);
}

TEST(Library, EscapeInTheFilterLeavesTheFindBarAsItIs) {
  Harness harness;
  harness.load_many(40);
  harness.press(Role::Button, "Episode 0");
  harness.dispatch(app::OpenFind{});
  harness.settle();
  filter_by(harness, "Episode 2");
  ASSERT_TRUE(harness.app.find().open);
  harness.key(ImGuiKey_Escape);
  EXPECT_EQ(harness.app.library().filter_text, "");
  EXPECT_TRUE(harness.app.find().open);
  harness.key(ImGuiKey_Escape);
  EXPECT_TRUE(harness.app.find().open) << "out of the box";
  harness.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness.app.find().open);
}

TEST(Library, EscapeInTheDrawersFilterClearsItBeforeTheDrawerCloses) {
  Harness harness(390, 800);
  harness.load_many(40);
  harness.press(Role::Button, "Library");
  filter_by(harness, "Episode 2");
  harness.key(ImGuiKey_Escape);
  EXPECT_EQ(harness.app.library().filter_text, "");
  EXPECT_TRUE(harness.app.drawer_open());
  harness.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness.app.drawer_open());
}

TEST(Library, SaysWhenNothingPassesTheFilter) {
  Harness harness;
  harness.load_many(20);
  harness.press(Role::Radio, "Transcript");
  EXPECT_TRUE(harness.has(Role::Status, "None of these episodes has a transcript yet."));
  harness.press(Role::Button, "Show all episodes");
  EXPECT_EQ(harness.app.library().episodes.size(), 20u);
}

TEST(Library, DrawsOnlyTheRowsThatAreSeen) {
  Harness harness;
  harness.load_many(560);
  EXPECT_LT(harness.count(Role::ListItem), 20);
}

TEST(Library, EmptyOffersToOpenFiles) {
  Harness harness;
  harness.dispatch(app::StartFinished{});
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Heading, "Drop show notes, transcripts or a folder here"));
  harness.effects();
  harness.press(Role::Button, "Open a folder\u2026");
  const auto effects = harness.effects();
  ASSERT_EQ(effects.size(), 1u);
  EXPECT_TRUE(std::get<app::ShowFilePicker>(effects[0]).folder);
}

}  // namespace
}  // namespace earshot::ui::testing
