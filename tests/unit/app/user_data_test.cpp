#include "app/user_data.h"

#include <gtest/gtest.h>

namespace earshot::app {
namespace {

TEST(UserData, ReadsBackWhatItWrote) {
  UserData data;
  data.theme = ThemeChoice::Dark;
  data.zoom = 1.5F;
  data.measure = 55;
  data.density = Density::Compact;
  data.single_keys = false;
  data.session = {"Slow \"Compile\"\n",
                  hash_id("e"),
                  Tab::Transcript,
                  2,
                  4711,
                  EpisodeFilter::WithNotes,
                  EpisodeSort::Longest,
                  {2, 5},
                  "tail \"latency",
                  Scope::Notes,
                  HitSort::Date,
                  true,
                  hash_id("h"),
                  {7, 12}};
  data.removed = {{hash_id("a"), hash_id("1")}, {hash_id("b"), hash_id("2")}};
  data.discarded = {{hash_id("b"), hash_id("2")}};
  data.packs = {hash_id("q"), hash_id("p")};
  data.recent_queries = {"\"tail latency\" -cache", "\u65E5\u672C"};
  EXPECT_EQ(read_user_data(write_user_data(data)), data);
}

TEST(UserData, KeepsDefaultsForWhatIsMissingOrOdd) {
  const UserData defaults;
  for (const char* json :
       {"", "null", "[]", "{", R"({"settings":3,"session":[],"removed":{}})",
        R"({"settings":{"theme":"purple","zoom":"big"},"session":{"tab":9,"offset":-4}})",
        R"({"removed":[1,null,{"id":"xyz"}]})"}) {
    EXPECT_EQ(read_user_data(json), defaults) << json;
  }
}

TEST(UserData, ClampsZoomAndMeasureItReads) {
  EXPECT_EQ(read_user_data(R"({"settings":{"measure":7}})").measure, kLeastMeasure);
  EXPECT_EQ(read_user_data(R"({"settings":{"measure":900}})").measure, kMostMeasure);
  EXPECT_EQ(read_user_data(R"({"settings":{"measure":"wide"}})").measure, kUsualMeasure);
  EXPECT_EQ(read_user_data(R"({"settings":{"zoom":99}})").zoom, kMaxZoom);
  EXPECT_EQ(read_user_data(R"({"settings":{"zoom":0.001}})").zoom, kMinZoom);
}

}  // namespace
}  // namespace earshot::app
