// What assistive technology is told of a text, and what is selected in it, both ways.

#include <algorithm>
#include <set>

#include "harness.h"
#include "tests/unit/app/pack_builder.h"
#include "ui/text_view.h"

namespace earshot::ui::testing {
namespace {

using app::testing::EpisodeSpec;
using app::testing::id_of;
using pack::BlockKind;

constexpr const char* kTitle = "Ropes and knots";

/// What assistive technology asks for when it selects.
SemanticRequest text_selection(NodeId document, TextPoint anchor, TextPoint focus) {
  SemanticRequest wish;
  wish.kind = SemanticRequest::Kind::SelectText;
  wish.node = document;
  wish.anchor = anchor;
  wish.focus = focus;
  return wish;
}

class TextTellTest : public ::testing::Test {
 protected:
  void SetUp() override {
    EpisodeSpec episode{.title = kTitle, .date = 20'000, .duration = 4'000'000};
    episode.notes = {{.text = "Ropes", .kind = BlockKind::Heading, .level = 1},
                     {.text = "Read the knot book and the sail plan first.",
                      .kind = BlockKind::Paragraph,
                      .links = {{"knot book", "https://knots.example/"},
                                {"sail plan", "https://sails.example/"}}},
                     {.text = "First", .kind = BlockKind::Item, .level = 1},
                     {.text = "Under the first", .kind = BlockKind::Item, .level = 2},
                     {.text = "Second", .start = 166'000, .kind = BlockKind::Item, .level = 1},
                     {.text = "Rope\tStrength", .kind = BlockKind::TableRow},
                     {.text = "Hemp\tsee the list",
                      .kind = BlockKind::TableRow,
                      .level = 1,
                      .links = {{"list", "https://list.example/"}}},
                     {.text = "Nylon\tmore", .kind = BlockKind::TableRow, .level = 1},
                     {.text = "A lighthouse, and by it a harbour",
                      .kind = BlockKind::Paragraph,
                      .links = {{"by it a harbour", "https://harbour.example/"}},
                      .images = {{"A lighthouse", "light.png"}, {"a harbour", "harbour.png"}}},
                     {.text = "Oil it", .kind = BlockKind::Item, .level = 1, .marker = "1."},
                     {.text = "Dry it", .kind = BlockKind::Item, .level = 1, .marker = "2."}};
    for (int number = 0; number < 400; ++number)
      episode.transcript.push_back(
          {.text = "Cue " + std::to_string(number) + " says something.", .start = number * 5000});
    episode.chapters = {{.text = "Cold open", .start = 0},
                        {.text = "Later on", .start = 1'000'000}};
    episode.transcript_source = "ropes.vtt";
    episode.transcript_file = "WEBVTT\n\n00:01.000 --> 00:02.000\nCue 0 says something.\n";
    harness_.dispatch(app::PackLoaded{.bytes = app::testing::make_pack({episode})});
    harness_.dispatch(app::StartFinished{});
    harness_.settle();
    harness_.dispatch(app::OpenEpisode{id_of(kTitle)});
    harness_.settle();
  }

  const Node* parent_of(const Node* node) const {
    if (node == nullptr) return nullptr;
    const auto found = std::ranges::find(harness_.nodes(), node->parent, &Node::id);
    return found == harness_.nodes().end() ? nullptr : &*found;
  }
  std::vector<const Node*> children_of(const Node* node) const {
    std::vector<const Node*> children;
    for (const Node& it : harness_.nodes()) {
      if (node != nullptr && it.parent == node->id) children.push_back(&it);
    }
    return children;
  }
  const Node* document() const {
    const auto found = std::ranges::find(harness_.nodes(), Role::Document, &Node::role);
    return found == harness_.nodes().end() ? nullptr : &*found;
  }
  std::string name_of(NodeId id) const {
    const auto found = std::ranges::find(harness_.nodes(), id, &Node::id);
    return found == harness_.nodes().end() ? "(none)" : found->name;
  }
  Range selected() const { return harness_.view()->selection().range_in_text(); }
  std::string selected_text() const {
    return std::string(slice(harness_.view()->track().text, selected()));
  }
  void scroll(float notches) {
    harness_.move_mouse(640, 500);
    ImGui::GetIO().AddMouseWheelEvent(0, notches);
    harness_.settle();
  }
  void select_by_twin(TextPoint anchor, TextPoint focus) {
    harness_.ui().semantics().request(text_selection(document()->id, anchor, focus));
    harness_.settle();
  }

  mutable Harness harness_{1280, 800};
};

TEST_F(TextTellTest, ALinkIsSaidOnceInTheLineOfItsParagraph) {
  const Node* paragraph = harness_.find(Role::Paragraph, "Read the knot book*");
  ASSERT_NE(paragraph, nullptr);
  EXPECT_TRUE(paragraph->told_by_parts);
  std::string said;
  std::vector<Role> roles;
  for (const Node* part : children_of(paragraph)) {
    said += part->name;
    roles.push_back(part->role);
    EXPECT_TRUE(part->flows);
  }
  EXPECT_EQ(said, paragraph->name);
  EXPECT_EQ(roles, (std::vector{Role::Text, Role::Link, Role::Text, Role::Link, Role::Text}));
  EXPECT_EQ(harness_.ui().semantics().to_json().find("\"Read the knot book and"),
            std::string::npos);
}

TEST_F(TextTellTest, ALinkIsFollowed) {
  harness_.effects();
  harness_.press(Role::Link, "sail plan");
  bool opened = false;
  for (const app::Effect& effect : harness_.effects()) {
    const auto* open = std::get_if<app::OpenUrl>(&effect);
    opened |= open != nullptr && open->url == "https://sails.example/";
  }
  EXPECT_TRUE(opened);
}

TEST_F(TextTellTest, AnImageIsToldAsOneByItsWordsOnce) {
  const Node* paragraph = harness_.find(Role::Paragraph, "A lighthouse*");
  ASSERT_NE(paragraph, nullptr);
  const auto parts = children_of(paragraph);
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0]->role, Role::Image);
  EXPECT_EQ(parts[0]->name, "A lighthouse");
  EXPECT_TRUE(parts[0]->flows);
  EXPECT_FALSE(parts[0]->focusable);
  EXPECT_EQ(parts[1]->name, ", and ");
  EXPECT_EQ(parts[2]->role, Role::Link);
}

TEST_F(TextTellTest, AnImageInALinkIsToldInIt) {
  const Node* link = harness_.find(Role::Link, "by it a harbour");
  ASSERT_NE(link, nullptr);
  EXPECT_TRUE(link->told_by_parts);
  const auto parts = children_of(link);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0]->role, Role::Text);
  EXPECT_EQ(parts[0]->name, "by it ");
  EXPECT_EQ(parts[1]->role, Role::Image);
  EXPECT_EQ(parts[1]->name, "a harbour");
  harness_.effects();
  harness_.press(Role::Link, "by it a harbour");
  bool opened = false;
  for (const app::Effect& effect : harness_.effects()) {
    const auto* open = std::get_if<app::OpenUrl>(&effect);
    opened |= open != nullptr && open->url == "https://harbour.example/";
  }
  EXPECT_TRUE(opened);
}

TEST_F(TextTellTest, APlaceInAnImagesWordsIsOneOfTheText) {
  const NodeId image = harness_.find(Role::Image, "A lighthouse")->id;
  const NodeId in_link = harness_.find(Role::Image, "a harbour")->id;
  select_by_twin({.node = image, .offset_in_name = 2}, {.node = in_link, .offset_in_name = 1});
  EXPECT_EQ(selected_text(), "lighthouse, and by it a");
}

TEST_F(TextTellTest, ATableIsRowsOfCells) {
  const Node* head = harness_.find(Role::ColumnHeader, "Strength");
  ASSERT_NE(head, nullptr);
  const Node* row = parent_of(harness_.find(Role::Cell, "see the list"));
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->role, Role::Row);
  EXPECT_EQ(row->position_in_set, 2);
  const Node* table = parent_of(row);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->role, Role::Table);
  EXPECT_EQ(table->set_size, 3);
  EXPECT_EQ(parent_of(parent_of(head)), table);
  EXPECT_EQ(parent_of(harness_.find(Role::Link, "list"))->role, Role::Cell);
}

TEST_F(TextTellTest, AnItemSaysItsPlaceAmongThoseBesideIt) {
  const Node* first = harness_.find(Role::ListItem, "First");
  const Node* under = harness_.find(Role::ListItem, "Under the first");
  const Node* second = harness_.find(Role::ListItem, "Second");
  ASSERT_TRUE(first && under && second);
  EXPECT_EQ(first->set_size, 2);
  EXPECT_EQ(second->position_in_set, 2);
  EXPECT_EQ(under->set_size, 1);
  EXPECT_EQ(under->level, 2);
}

TEST_F(TextTellTest, ACueSaysItsPlaceInTheWholeTranscript) {
  harness_.press(Role::Tab, "Transcript");
  scroll(-40);
  const Node* list = harness_.find(Role::List, "Transcript");
  const std::vector<const Node*> cues = children_of(list);
  ASSERT_FALSE(cues.empty());
  EXPECT_GT(cues.front()->position_in_set, 10);
  EXPECT_EQ(cues.front()->set_size, 400);
  const std::string number = std::to_string(cues[1]->position_in_set - 1);
  EXPECT_EQ(children_of(cues[1]).back()->name, "Cue " + number + " says something.");
}

TEST_F(TextTellTest, TheMomentThatWasJumpedToIsCurrentInTextAndOutline) {
  harness_.press(Role::Tab, "Transcript");
  EXPECT_TRUE(harness_.has(Role::Tree, "Chapters"));
  EXPECT_TRUE(harness_.find(Role::TreeItem, "Cold open")->current);
  harness_.press(Role::TreeItem, "Later on");
  const Node* item = harness_.find(Role::TreeItem, "Later on");
  EXPECT_TRUE(item->current);
  EXPECT_EQ(item->position_in_set, 2);
  EXPECT_EQ(item->set_size, 2);
  EXPECT_FALSE(harness_.find(Role::TreeItem, "Cold open")->current);
  const Node* cue = parent_of(harness_.find(Role::Paragraph, "Cue 200 says something."));
  ASSERT_NE(cue, nullptr);
  EXPECT_TRUE(cue->current);
  scroll(400);  // back to the top: one reads the first chapter again
  EXPECT_TRUE(harness_.find(Role::TreeItem, "Cold open")->current);
}

TEST_F(TextTellTest, ArrowKeysFoldAndUnfoldAsInATree) {
  harness_.focus(Role::Button, "Fold First");
  harness_.key(ImGuiKey_RightArrow);
  EXPECT_TRUE(harness_.has(Role::ListItem, "Under the first"));
  harness_.key(ImGuiKey_LeftArrow);
  EXPECT_FALSE(harness_.has(Role::ListItem, "Under the first"));
  harness_.key(ImGuiKey_RightArrow);
  EXPECT_TRUE(harness_.has(Role::ListItem, "Under the first"));
}

// --- Selection ----------------------------------------------------------------------------------

TEST_F(TextTellTest, WhatIsSelectedIsToldByTheNodesOfItsText) {
  harness_.press(Role::Tab, "Transcript");
  harness_.key(ImGuiKey_F7);
  harness_.key(ImGuiKey_Home, ImGuiMod_Ctrl);
  harness_.key(ImGuiKey_DownArrow, ImGuiMod_Shift);
  ASSERT_NE(document(), nullptr);
  EXPECT_EQ(name_of(document()->anchor.node), "Cue 0 says something.");
  EXPECT_EQ(document()->anchor.offset_in_name, 0u);
  EXPECT_EQ(name_of(document()->focus.node), "Cue 0 says something.");
  EXPECT_EQ(document()->focus.offset_in_name, 21u) << "up to the next cue's begin: this one's end";
  harness_.key(ImGuiKey_Escape);
  ASSERT_NE(document(), nullptr);
  EXPECT_EQ(document()->anchor.node, 0u);
}

TEST_F(TextTellTest, ASelectionIsToldAsFarAsItsTextIs) {
  harness_.press(Role::Tab, "Transcript");
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  scroll(-40);
  const std::span<const TextView::Told> told = harness_.view()->told();
  ASSERT_FALSE(told.empty());
  EXPECT_GT(told.front().range_in_text.begin, 0u);
  EXPECT_EQ(document()->anchor.node, told.front().node);
  EXPECT_EQ(document()->anchor.offset_in_name, 0u);
  EXPECT_EQ(document()->focus.node, told.back().node);
  EXPECT_EQ(document()->focus.offset_in_name, told.back().range_in_text.size());
}

TEST_F(TextTellTest, WhatIsScrolledAwayIsNotToldAsSelected) {
  harness_.press(Role::Tab, "Transcript");
  harness_.key(ImGuiKey_F7);
  harness_.key(ImGuiKey_Home, ImGuiMod_Ctrl);
  harness_.key(ImGuiKey_End, ImGuiMod_Shift);
  EXPECT_NE(document()->anchor.node, 0u);
  scroll(-100);
  EXPECT_EQ(document()->anchor.node, 0u);
  scroll(200);
  EXPECT_NE(document()->anchor.node, 0u);
}

TEST_F(TextTellTest, ASelectionMadeInTheTreeIsTheTexts) {
  const NodeId link = harness_.find(Role::Link, "sail plan")->id;
  const NodeId heading = harness_.find(Role::Heading, "Ropes")->id;
  select_by_twin({.node = link, .offset_in_name = 4}, {.node = heading, .offset_in_name = 1});
  EXPECT_EQ(selected_text(), "opes\nRead the knot book and the sail");
  EXPECT_EQ(document()->anchor, (TextPoint{link, 4}));
  EXPECT_EQ(document()->focus, (TextPoint{heading, 1}));
}

TEST_F(TextTellTest, AnEndThatIsScrolledAwayStaysWhereTheOtherOneIsMoved) {
  harness_.press(Role::Tab, "Transcript");
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  scroll(-40);
  const TextView::Told end = harness_.view()->told()[2];
  select_by_twin(document()->anchor, {.node = end.node, .offset_in_name = 3});
  EXPECT_EQ(selected(), (Range{0, end.range_in_text.begin + 3}));
}

TEST_F(TextTellTest, APlaceInAnItemsNumberMeansTheBeginOfTheItem) {
  harness_.resize(1280, 1600);
  const auto parts = children_of(harness_.find(Role::ListItem, "1. Oil it"));
  const auto below = children_of(harness_.find(Role::ListItem, "2. Dry it"));
  ASSERT_GE(parts.size(), 2u);
  ASSERT_GE(below.size(), 2u);
  ASSERT_EQ(parts[0]->name, "1. ");
  const NodeId number = parts[0]->id, words = parts[1]->id;
  const NodeId number_below = below[0]->id, words_below = below[1]->id;
  select_by_twin({.node = number, .offset_in_name = 1}, {.node = words, .offset_in_name = 6});
  EXPECT_EQ(selected_text(), "Oil it");
  EXPECT_EQ(document()->anchor, (TextPoint{words, 0}));
  EXPECT_EQ(document()->focus, (TextPoint{words, 6}));
  select_by_twin({.node = number_below, .offset_in_name = 3}, {.node = words, .offset_in_name = 4});
  EXPECT_EQ(selected_text(), "it\n");
  EXPECT_EQ(document()->anchor, (TextPoint{words, 6})) << "no number is selected";
  select_by_twin({.node = number, .offset_in_name = 0}, {.node = words_below, .offset_in_name = 3});
  EXPECT_EQ(selected_text(), "Oil it\nDry");
}

TEST_F(TextTellTest, AChaptersTitleIsTextThatIsSelected) {
  harness_.press(Role::Tab, "Chapters");
  const auto parts = children_of(harness_.find(Role::Button, "16:40 Later on"));
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0]->name, "16:40 ");
  EXPECT_EQ(parts[1]->name, "Later on");
  const NodeId title = parts[1]->id;
  harness_.key(ImGuiKey_A, ImGuiMod_Ctrl);
  EXPECT_EQ(name_of(document()->anchor.node), "Cold open");
  EXPECT_EQ(document()->focus, (TextPoint{title, 8}));
  select_by_twin({.node = title, .offset_in_name = 0}, {.node = title, .offset_in_name = 5});
  EXPECT_EQ(selected_text(), "Later");
}

TEST_F(TextTellTest, APlaceThatTheTextDoesNotHaveSelectsNothing) {
  select_by_twin({.node = 1, .offset_in_name = 0}, {.node = 2, .offset_in_name = 0});
  EXPECT_TRUE(harness_.view()->selection().empty());
  const NodeId heading = harness_.find(Role::Heading, "Ropes")->id;
  select_by_twin({.node = heading, .offset_in_name = 0},
                 {.node = heading, .offset_in_name = 4'000'000'000});
  EXPECT_EQ(selected_text(), "Ropes");
}

// --- What is drawn is what is told --------------------------------------------------------------

void expect_drawn_is_told(const Harness& harness, std::string_view where) {
  const TextView* const view = harness.view();
  ASSERT_NE(view, nullptr) << where;
  const std::string_view text = view->track().text;
  enum : char { Nothing, Drawn };
  std::string drawn(text.size(), Nothing), told(text.size(), Nothing);
  for (const Range range : view->drawn_in_text())
    std::fill(drawn.begin() + range.begin, drawn.begin() + range.end, char{Drawn});
  const Node* document = nullptr;
  for (const Node& node : harness.nodes()) {
    if (node.id == view->document()) document = &node;
  }
  ASSERT_NE(document, nullptr) << where;
  std::set<NodeId> tellers;
  for (const TextView::Told& it : view->told()) {
    EXPECT_TRUE(tellers.insert(it.node).second) << where << ": told by one node twice";
    const auto node = std::ranges::find(harness.nodes(), it.node, &Node::id);
    ASSERT_NE(node, harness.nodes().end()) << where;
    if (it.range_in_text.empty()) continue;  // a marker is none of the text's
    EXPECT_EQ(node->name, slice(text, it.range_in_text)) << where;
    const bool is_whole =
        node->rect.top >= document->rect.top &&
        node->rect.top + node->rect.height <= document->rect.top + document->rect.height;
    for (std::uint32_t at = it.range_in_text.begin; at < it.range_in_text.end; ++at) {
      EXPECT_EQ(told[at], char{Nothing}) << where << ": told twice at " << at;
      told[at] = Drawn;
      const bool is_white = text[at] == ' ' || text[at] == '\n' || text[at] == '\t';
      if (is_whole && !is_white) EXPECT_EQ(drawn[at], char{Drawn}) << where << " " << node->name;
    }
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (drawn[at] == Drawn)
      ASSERT_EQ(told[at], char{Drawn}) << where << ": drawn, not told: " << text.substr(at, 40);
  }
}

TEST_F(TextTellTest, WhatIsDrawnOfATextIsWhatIsTold) {
  expect_drawn_is_told(harness_, "notes");
  EXPECT_FALSE(harness_.view()->drawn_in_text().empty());
  harness_.resize(420, 300);
  expect_drawn_is_told(harness_, "notes in a small window");
  for (int turn = 0; turn < 6; ++turn) {
    scroll(-0.7F);
    expect_drawn_is_told(harness_, "notes, scrolled");
  }
  harness_.resize(1280, 800);
  harness_.press(Role::Tab, "Transcript");
  expect_drawn_is_told(harness_, "transcript");
  for (int turn = 0; turn < 6; ++turn) {
    scroll(-3.3F);
    expect_drawn_is_told(harness_, "transcript, scrolled");
  }
  harness_.press(Role::Tab, "Chapters");
  expect_drawn_is_told(harness_, "chapters");
  EXPECT_FALSE(harness_.view()->told().empty());
  harness_.press(Role::Tab, "Source");
  expect_drawn_is_told(harness_, "source");
  EXPECT_FALSE(harness_.view()->drawn_in_text().empty());
}

/// An import of two files, each with a remark; the first one's text is on the screen.
void show_report(Harness& harness) {
  harness.dispatch(app::StartFinished{});
  harness.dispatch(app::FilesArrived{.job = 1, .count = 2, .label = "ropes"});
  app::ImportFinished finished;
  finished.job = 1;
  std::vector<EpisodeSpec> episodes;
  for (const std::string name : {"ropes", "sails"}) {
    EpisodeSpec& episode = episodes.emplace_back();
    episode.title = name;
    episode.transcript = {{name, 0}};
    episode.transcript_source = name + ".vtt";
    episode.transcript_file = "WEBVTT\n\n00:09.000 --> 00:02.000\n" + name + "\n";
    app::FileOutcome& file = finished.files.emplace_back();
    file.path = episode.transcript_source;
    file.became = "transcript";
    file.source = app::testing::file_id_of(episode.transcript_file);
    Diagnostic& remark = file.diagnostics.emplace_back();
    remark.line_in_source = 3;
    remark.message = "The cue ends before it starts.";
    remark.excerpt = "00:09.000 --> 00:02.000";
  }
  harness.dispatch(app::PackArrived{.job = 1, .bytes = app::testing::make_pack(episodes)});
  harness.dispatch(std::move(finished));
  harness.dispatch(app::ShowSource{.file = 0, .remark = 0});
  harness.settle();
}

TEST(TextTell, WhatIsDrawnOfAReportsFileIsWhatIsTold) {
  Harness harness;
  show_report(harness);
  expect_drawn_is_told(harness, "report");
  EXPECT_EQ(harness.view()->told().size(), 3u) << "an empty line says nothing";
}

TEST(TextTell, PlacesInTheFileBeforeSelectNothingInTheNextOne) {
  Harness harness;
  show_report(harness);
  const NodeId document = harness.view()->document();
  const std::vector<TextView::Told> told(harness.view()->told().begin(),
                                         harness.view()->told().end());
  ASSERT_EQ(told.size(), 3u);
  const TextPoint anchor{.node = told[0].node, .offset_in_name = 2};
  const TextPoint focus{.node = told[2].node, .offset_in_name = 3};
  harness.ui().semantics().request(text_selection(document, anchor, focus));
  harness.settle();
  ASSERT_FALSE(harness.view()->selection().empty());
  harness.dispatch(app::ShowSource{.file = 1, .remark = 0});
  harness.ui().semantics().request(text_selection(document, anchor, focus));
  harness.settle();
  ASSERT_TRUE(harness.view()->track().text.contains("sails"));
  ASSERT_EQ(harness.view()->document(), document);
  EXPECT_TRUE(harness.view()->selection().empty());
}

}  // namespace
}  // namespace earshot::ui::testing
