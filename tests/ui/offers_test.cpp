// What is offered beside an episode, where the window has no rail for it.

#include <algorithm>

#include "harness.h"
#include "tests/unit/app/pack_builder.h"

namespace earshot::ui::testing {
namespace {

class Offers : public ::testing::TestWithParam<float> {
 protected:
  void SetUp() override {
    harness_.dispatch(app::PackLoaded{
        .bytes = app::testing::make_pack(
            {{.title = "Ropes",
              .notes = {{"Notes", kNoTime, pack::BlockKind::Paragraph}},
              .offers = {{.text = "Get ten percent off rope at the knot shop until June.",
                          .kind = pack::BlockKind::Paragraph,
                          .links = {{"the knot shop", "https://knots.example/"}}},
                         {.text = "No link here.", .kind = pack::BlockKind::Paragraph}}}})});
    harness_.dispatch(app::StartFinished{});
    harness_.dispatch(app::OpenEpisode{app::testing::id_of("Ropes")});
    harness_.settle();
    harness_.effects();
  }
  std::string opened() {
    for (const app::Effect& effect : harness_.effects()) {
      if (const auto* url = std::get_if<app::OpenUrl>(&effect)) return url->url;
    }
    return {};
  }
  Harness harness_{GetParam(), 800};
};

TEST_P(Offers, HaveLinksThatWork) {
  const Node* const link = harness_.find(Role::Link, "the knot shop");
  ASSERT_NE(link, nullptr);
  const Rect place = link->rect;
  harness_.press(Role::Link, "the knot shop");
  EXPECT_EQ(opened(), "https://knots.example/");
  harness_.click(place);
  EXPECT_EQ(opened(), "https://knots.example/");
}

TEST_P(Offers, AreToldInTheOrderOfTheirWords) {
  std::string told;
  const Node* const sentence = harness_.find(Role::Paragraph, "Get ten percent*");
  ASSERT_NE(sentence, nullptr);
  EXPECT_TRUE(sentence->told_by_parts);
  for (const Node& node : harness_.nodes()) {
    if (node.parent == sentence->id) told += node.name;
  }
  EXPECT_EQ(told, sentence->name);
  EXPECT_TRUE(harness_.has(Role::Paragraph, "No link here."));
}

INSTANTIATE_TEST_SUITE_P(BelowTheRailsWidth, Offers, ::testing::Values(360.0F, 768.0F, 1000.0F),
                         [](const auto& width) {
                           return std::to_string(static_cast<int>(width.param));
                         });

}  // namespace
}  // namespace earshot::ui::testing
