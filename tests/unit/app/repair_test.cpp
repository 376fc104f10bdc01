#include <gtest/gtest.h>

#include <variant>

#include "app/app.h"
#include "app/quote.h"
#include "tests/unit/app/pack_builder.h"

namespace earshot::app::testing {
namespace {

constexpr char kWrong[] = "Caf\u00C3\u00A9 at the harbour", kRight[] = "Caf\u00E9 at the harbour";

class RepairTest : public ::testing::Test {
 protected:
  RepairTest() {
    app_.dispatch(PackLoaded{make_pack({{.title = "Harbours", .transcript = {{kWrong, 0}}},
                                        {.title = "Tides", .transcript = {{"Low water", 0}}}}),
                             false});
    app_.dispatch(StartFinished{});
    (void)app_.take_effects();
  }
  void open(std::string_view title) {
    for (const EpisodeRow& row : app_.library().episodes) {
      if (row.title == title) {
        app_.dispatch(OpenEpisode{row.id});
        return;
      }
    }
  }
  std::optional<MergePacks> order() {
    for (Effect& effect : app_.take_effects()) {
      if (auto* const merge = std::get_if<MergePacks>(&effect)) return std::move(*merge);
    }
    return std::nullopt;
  }
  /// As the host answers.
  void answer(const MergePacks& order) {
    PacksMerged merged;
    for (const MergePacks::Part& part : order.parts)
      merged.packs.push_back(part.pack);
    merged.bytes =
        make_pack({{.title = "Harbours", .transcript = {{kRight, 0}}, .content = "repaired"}});
    app_.dispatch(std::move(merged));
  }
  App app_{BuildFacts{}};
};

TEST_F(RepairTest, SeesCharactersThatWereReadInAWrongEncoding) {
  open("Harbours");
  EXPECT_EQ(app_.reader().wrong_characters, 1u);
  open("Tides");
  EXPECT_EQ(app_.reader().wrong_characters, 0u);
}

TEST_F(RepairTest, AsksForAPackOfTheEpisodeAlone) {
  open("Harbours");
  app_.dispatch(RepairText{app_.reader().episode.id});
  const auto wanted = order();
  ASSERT_TRUE(wanted);
  EXPECT_TRUE(wanted->repairs_text);
  ASSERT_EQ(wanted->parts.size(), 1u);
  EXPECT_EQ(wanted->parts[0].left_out, std::vector<std::uint32_t>{1});
}

TEST_F(RepairTest, PutsTheRepairedVersionOverTheEpisode) {
  open("Harbours");
  app_.dispatch(RepairText{app_.reader().episode.id});
  answer(*order());
  EXPECT_EQ(app_.reader().transcript.text, kRight);
  EXPECT_EQ(app_.reader().wrong_characters, 0u);
  EXPECT_EQ(app_.library().episodes.size(), 2u);
  EXPECT_TRUE(app_.notice().can_undo);
  bool is_stored = false;
  for (const Effect& effect : app_.take_effects()) {
    is_stored = is_stored || std::holds_alternative<StorePack>(effect);
    EXPECT_FALSE(std::holds_alternative<RemovePack>(effect));
  }
  EXPECT_TRUE(is_stored);
}

TEST_F(RepairTest, IsTakenBackByUndoAndDoneAgain) {
  open("Harbours");
  app_.dispatch(RepairText{app_.reader().episode.id});
  answer(*order());
  app_.dispatch(Undo{});
  EXPECT_EQ(app_.reader().transcript.text, kWrong);
  app_.dispatch(RepairText{app_.reader().episode.id});
  answer(*order());
  EXPECT_EQ(app_.reader().transcript.text, kRight);
}

TEST_F(RepairTest, SaysWhereItCannotBeDone) {
  open("Harbours");
  app_.dispatch(RepairText{app_.reader().episode.id});
  const auto wanted = order();
  app_.dispatch(PacksMerged{{wanted->parts[0].pack}, {}});
  EXPECT_TRUE(app_.notice().is_error);
  EXPECT_EQ(app_.reader().transcript.text, kWrong);
}

TEST_F(RepairTest, AnAddressThatIsPastedIsToldWhatToDoWith) {
  app_.dispatch(LinkFollowed{"https://example.org/feed.xml"});
  EXPECT_NE(app_.notice().text.find("as a file"), std::string_view::npos);
  for (const Effect& effect : app_.take_effects())
    EXPECT_FALSE(std::holds_alternative<OpenUrl>(effect));
}

TEST(IsAddress, IsATextOfOneAddressAlone) {
  EXPECT_TRUE(is_address("https://example.org/feed.xml"));
  EXPECT_TRUE(is_address("feed://example.org/feed"));
  EXPECT_FALSE(is_address("https://"));
  EXPECT_FALSE(is_address("see https://example.org"));
  EXPECT_FALSE(is_address("#t=5"));
}

}  // namespace
}  // namespace earshot::app::testing
