#include "harness.h"
#include "tests/unit/app/pack_builder.h"
#include "tests/unit/search/words_of_stem.h"

namespace earshot::ui::testing {
namespace {

const Node* selected(const Harness& harness) {
  for (const Node& node : harness.nodes()) {
    if (node.role == Role::Option && node.selected == 1) return &node;
  }
  return nullptr;
}

void search(Harness& harness, std::string_view query) {
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  harness.type(query);
}

TEST(Results, AppearWhileOneTypes) {
  Harness harness;
  harness.load_library();
  search(harness, "weath");
  EXPECT_TRUE(harness.app.results().shown);
  EXPECT_TRUE(harness.has(Role::Region, "Search results"));
  EXPECT_GT(harness.count(Role::Option), 0);
  EXPECT_EQ(harness.focused_name(), "Search");
}

TEST(Results, AMomentAndItsEpisodeTellTheirLanguageWhereItIsNotTheInterfaces) {
  Harness harness;
  harness.dispatch(app::PackLoaded{
      .bytes = app::testing::make_pack({{.title = "Seile und Knoten",
                                         .language = "de",
                                         .transcript = {{.text = "Das Seil ist nass."}}}})});
  harness.dispatch(app::StartFinished{});
  harness.settle();
  search(harness, "nass");
  const Node* const moment = harness.find(Role::Option, "*");
  ASSERT_NE(moment, nullptr);
  EXPECT_EQ(moment->language, "de");
  EXPECT_EQ(harness.find(Role::Heading, "Seile und Knoten")->language, "de");
  EXPECT_EQ(harness.find(Role::Button, "Open Seile und Knoten")->language, "");
}

TEST(Results, SayWhichLimitTheSearchReached) {
  std::vector<app::testing::Line> said;
  for (std::string& word : search::words_of_stem("connect", 30))
    said.push_back({.text = std::move(word)});
  Harness harness;
  harness.dispatch(app::PackLoaded{
      .bytes =
          app::testing::make_pack({{.title = "Forms", .language = "en", .transcript = said}})});
  harness.dispatch(app::StartFinished{});
  harness.settle();
  search(harness, "connect");
  EXPECT_TRUE(harness.has(Role::Alert, "A word has more other forms than are looked for. *"));
  EXPECT_TRUE(harness.has(Role::Status, "At least *"));
}

TEST(Results, ArrowKeysWalkThemFromWithinTheSearchBox) {
  Harness harness;
  harness.load_library();
  search(harness, "weather");
  harness.key(ImGuiKey_DownArrow);
  const int first = harness.app.results().selected_hit;
  harness.key(ImGuiKey_DownArrow);
  EXPECT_EQ(harness.app.results().selected_hit, first + 1);
  EXPECT_EQ(harness.focused_name(), "Search");
  harness.key(ImGuiKey_UpArrow);
  EXPECT_EQ(harness.app.results().selected_hit, first);
}

TEST(Results, TheSearchBoxTellsTheMomentThatItsArrowKeysHaveReached) {
  Harness harness;
  harness.load_library();
  search(harness, "weather");
  EXPECT_EQ(harness.find(Role::ComboBox, "Search")->active, 0U);
  for (int i = 0; i < 9;
       ++i) {  // over the borders of episodes, whose moments are lists of their own
    harness.key(ImGuiKey_DownArrow);
    const Node *const box = harness.find(Role::ComboBox, "Search"), *const moment =
                                                                        selected(harness);
    ASSERT_NE(moment, nullptr);
    EXPECT_EQ(box->active, moment->id) << i;
    EXPECT_EQ(box->controls, moment->parent) << i;
    EXPECT_EQ(box->expanded, 1);
  }
}

TEST(Results, WalkedWithoutTheSearchBoxTheyTakeTheFocusAlong) {
  Harness harness;
  harness.load_library();
  harness.dispatch(app::QueryChanged{"weather"});
  harness.settle();
  for (int i = 0; i < 3; ++i) {
    harness.key(ImGuiKey_J);
    ASSERT_NE(selected(harness), nullptr);
    EXPECT_EQ(harness.focused(), selected(harness)) << i;
  }
  harness.key(ImGuiKey_Enter);
  EXPECT_TRUE(harness.app.reader().open);
  EXPECT_EQ(harness.focused(), nullptr) << "the reader has the keys";
}

TEST(Results, TheSelectedMomentStaysInSight) {
  Harness harness(1280, 600);
  harness.load_library();
  search(harness, "weather");
  for (int i = 0; i < 14; ++i) {
    harness.key(ImGuiKey_DownArrow);
    const Node* node = selected(harness);
    ASSERT_NE(node, nullptr);
    EXPECT_GE(node->rect.top, 51) << i;
    EXPECT_LE(node->rect.top + node->rect.height, 601) << i;
  }
}

TEST(Results, EnterOpensTheSelectedMoment) {
  Harness harness;
  harness.load_library();
  search(harness, "weather");
  harness.key(ImGuiKey_DownArrow);
  harness.key(ImGuiKey_Enter);
  EXPECT_FALSE(harness.app.results().shown);
  EXPECT_TRUE(harness.app.reader().open);
  EXPECT_EQ(harness.app.reader().tab, app::Tab::Transcript);
  EXPECT_EQ(harness.focused(), nullptr) << "the reader has the keys";
}

TEST(Results, AClickOpensAMoment) {
  Harness harness;
  harness.load_library();
  search(harness, "linkers");
  const Node* moment = harness.find(Role::Option, "*");
  ASSERT_NE(moment, nullptr);
  harness.click(moment->rect);
  EXPECT_FALSE(harness.app.results().shown);
  EXPECT_EQ(harness.app.reader().episode.title, "About linkers");
}

TEST(Results, EscapeFromAnOpenedMomentGoesBackToThem) {
  Harness harness;
  harness.load_library();
  search(harness, "weather");
  harness.key(ImGuiKey_DownArrow);
  harness.key(ImGuiKey_Enter);
  harness.key(ImGuiKey_Escape);
  EXPECT_TRUE(harness.app.results().shown);
}

TEST(Results, ChipsNarrowTheScopeAndSayHowManyThereAre) {
  Harness harness;
  harness.load_library();
  search(harness, "caches");
  const Node* notes = harness.find(Role::Radio, "Notes");
  ASSERT_NE(notes, nullptr);
  harness.press(Role::Radio, "Transcripts");
  EXPECT_EQ(harness.app.results().scope, app::Scope::Transcripts);
}

TEST(Results, MoreUnfoldsAnEpisode) {
  Harness harness;
  harness.load_library();
  search(harness, "weather");
  const std::size_t before = harness.app.results().rows.size();
  for (const Node& node : harness.nodes()) {
    if (node.role == Role::Button && node.expanded == 0 &&
        node.name.find(" more in ") != std::string::npos) {
      harness.press(Role::Button, node.name);
      break;
    }
  }
  EXPECT_GT(harness.app.results().rows.size(), before);
}

TEST(Results, LeaveNoGapBetweenLevelsOfHeadingsWhereTheLibraryIsADrawer) {
  Harness harness(360, 740);
  harness.load_library();
  harness.key(ImGuiKey_K, ImGuiMod_Ctrl);
  harness.type("weather");
  ASSERT_TRUE(harness.app.results().shown);
  std::int16_t above = 0;
  for (const Node& node : harness.nodes()) {
    if (node.role != Role::Heading) continue;
    EXPECT_LE(node.level, above + 1) << node.name;
    above = node.level;
  }
  EXPECT_EQ(above, 2);
}

TEST(Results, SayWhenNothingWasFound) {
  Harness harness;
  harness.load_library();
  search(harness, "zebra");
  EXPECT_TRUE(harness.has(Role::Status, "Nothing found for \u201czebra\u201d"));
}

TEST(Results, TheCountIsAnnounced) {
  Harness harness;
  harness.load_library();
  search(harness, "linkers");
  const Node* status = harness.find(Role::Status, "*");
  ASSERT_NE(status, nullptr);
  EXPECT_TRUE(status->live);
  EXPECT_NE(status->name.find("in 1 episode"), std::string::npos) << status->name;
}

TEST(Results, TheButtonOfReasonsStaysClearOfTheScrollBar) {
  constexpr float kScrollBar = 10;
  for (const float width : {360.0F, 580.0F, 768.0F, 1280.0F}) {
    Harness harness(width, 700);
    harness.load_library();
    search(harness, "weather");
    const Node* const button = harness.find(Role::Button, "Why this moment ranks here");
    ASSERT_NE(button, nullptr) << width;
    EXPECT_LE(button->rect.left + button->rect.width, width - kScrollBar) << width;
  }
}

TEST(Results, AreSortedInThreeWays) {
  Harness harness;
  harness.load_library();
  search(harness, "weather");
  harness.press(Role::Button, "Sort: Best first");
  harness.press(Role::MenuItemRadio, "In order");
  EXPECT_EQ(harness.app.results().sort, app::HitSort::Position);
  harness.press(Role::Button, "Sort: In order");
  harness.press(Role::MenuItemRadio, "Newest first");
  EXPECT_EQ(harness.app.results().sort, app::HitSort::Date);
}

TEST(Results, PutTheMeantWordIntoTheQueryWhenItIsPressed) {
  Harness harness;
  harness.load_library();
  search(harness, "wether sockets ");
  ASSERT_TRUE(harness.has(Role::Button, "weather"));
  harness.press(Role::Button, "weather");
  EXPECT_EQ(harness.app.results().query, "weather sockets ");
}

TEST(Results, SayWhetherAWordStandsNowhereOrHardlyAnywhere) {
  Harness harness;
  std::vector<app::testing::EpisodeSpec> episodes = {
      {.title = "Rare", .transcript = {{"about linkesr", 0}}}};
  for (int i = 0; i < 30; ++i)
    episodes.push_back({.title = std::to_string(i), .transcript = {{"about linkers", 0}}});
  harness.dispatch(app::PackLoaded{.bytes = app::testing::make_pack(episodes)});
  harness.dispatch(app::StartFinished{});
  harness.settle();
  search(harness, "linkesr ");
  EXPECT_TRUE(harness.has(Role::Status, "\u201clinkesr\u201d stands hardly anywhere.*"));
  harness.dispatch(app::QueryChanged{"lnikers "});
  harness.settle();
  EXPECT_TRUE(harness.has(Role::Status, "\u201clnikers\u201d stands nowhere.*"));
}

TEST(Results, NameTheFaultyPartOfAQuery) {
  Harness harness;
  harness.load_library();
  search(harness, "weather after:someday ");
  const Node* alert = harness.find(Role::Alert, "*");
  ASSERT_NE(alert, nullptr);
  EXPECT_NE(alert->name.find("\u201csomeday\u201d"), std::string::npos) << alert->name;
  EXPECT_GT(harness.app.results().total, 0u) << "the rest is searched";
}

TEST(Results, TellWhyAMomentRanksWhereItDoesByKeyAndButton) {
  Harness harness;
  harness.load_library();
  search(harness, "weather");
  harness.key(ImGuiKey_Period, ImGuiMod_Ctrl);
  EXPECT_TRUE(harness.has(Role::Dialog, "Why this moment ranks here"));
  EXPECT_TRUE(harness.has(Role::ListItem, "weather*"));
  harness.key(ImGuiKey_Escape);
  EXPECT_FALSE(harness.has(Role::Dialog, "Why this moment ranks here"));
  EXPECT_TRUE(harness.app.results().shown);
  harness.press(Role::Button, "Why this moment ranks here");
  EXPECT_TRUE(harness.has(Role::Dialog, "Why this moment ranks here"));
}

TEST(Results, TellInWhichFormAMomentHasTheWords) {
  Harness harness;
  std::vector<app::testing::EpisodeSpec> episodes;
  for (const char* words : {"Cold caches.", "A cold cache.", "A cold cachet."})
    episodes.push_back({.title = words, .transcript = {{words, 0}}});
  harness.dispatch(app::PackLoaded{.bytes = app::testing::make_pack(episodes)});
  harness.dispatch(app::StartFinished{});
  harness.settle();
  search(harness, "transcript:caches ");
  const auto reason = [&](std::string_view form) {
    return harness.find(Role::ListItem, std::string(form) + ":*") != nullptr;
  };
  harness.dispatch(app::ExplainHit{0});
  harness.settle();
  EXPECT_TRUE(reason("As typed"));
  harness.dispatch(app::ExplainHit{1});
  harness.settle();
  EXPECT_TRUE(reason("In other forms"));
  EXPECT_FALSE(reason("As typed"));
  harness.dispatch(app::SetLanguage{app::LanguageChoice::German});
  harness.settle();
  EXPECT_TRUE(reason("In anderen Formen"));
}

TEST(Results, HaveAMenuForAMoment) {
  Harness harness;
  harness.load_library();
  search(harness, "linkers");
  harness.click(harness.find(Role::Option, "*")->rect, ImGuiMouseButton_Right);
  ASSERT_TRUE(harness.has(Role::Menu, "Moment"));
  harness.press(Role::MenuItem, "Open");
  EXPECT_EQ(harness.app.reader().episode.title, "About linkers");
}

}  // namespace
}  // namespace earshot::ui::testing
