#include "formats/front_matter.h"

#include "parsing.h"

namespace earshot::formats {
namespace {

TEST(FrontMatter, YamlFieldsReachTheEpisode) {
  const std::string_view text =
      "---\ntitle: \"Locks: a story\"\nauthor: 'Ann''s friend'\ndate: 2025-03-14\nduration: "
      "1:02:03\n"
      "number: 12\nseason: 2\nshow: Harbours\nguid: abc-1\nurl: https://a.b/c.mp3\n# remark\n"
      "unknown: kept out\n---\n\nText.\n";
  const auto file = parse(text);
  ASSERT_EQ(file.format, model::Format::NotesMarkdown);
  const model::Episode& episode = file.episodes[0];
  EXPECT_EQ(episode.title, "Locks: a story");
  EXPECT_EQ(episode.author, "Ann's friend");
  EXPECT_EQ(iso_date(episode.date), "2025-03-14");
  EXPECT_EQ(episode.duration, 3'723'000);
  EXPECT_EQ(episode.number, 12);
  EXPECT_EQ(episode.season, 2);
  EXPECT_EQ(episode.show, "Harbours");
  EXPECT_EQ(episode.guid, "abc-1");
  EXPECT_EQ(episode.enclosure.url, "https://a.b/c.mp3");
  EXPECT_EQ(notes_of(file).plain, "Text.");
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(FrontMatter, ListsAndBlockScalars) {
  const FrontMatter front = read_front_matter(
      "---\nhosts:\n  - Ann\n  - \"Bo\"\ntags: [a, \"b, c\"]\ntext: |\n  one\n  two\nmore: >\n  "
      "one\n  "
      "two\n\n  three\nplain: one\n  two\n---\n");
  ASSERT_EQ(front.entries.size(), 5u);
  EXPECT_EQ(front.entries[0].values, (std::vector<std::string>{"Ann", "Bo"}));
  EXPECT_EQ(front.entries[1].values, (std::vector<std::string>{"a", "b, c"}));
  EXPECT_EQ(front.entries[2].values[0], "one\ntwo");
  EXPECT_EQ(front.entries[3].values[0], "one two\nthree");
  EXPECT_EQ(front.entries[4].values[0], "one two");
}

TEST(FrontMatter, NestedMappingsArePassedOver) {
  const FrontMatter front =
      read_front_matter("---\nplace:\n  name: Ann\n  url: x\ntitle: T\n---\n");
  ASSERT_EQ(front.entries.size(), 2u);
  EXPECT_TRUE(front.entries[0].values.empty());
  EXPECT_EQ(front.entries[1].values[0], "T");
}

TEST(FrontMatter, JsonIsReadWhereTextFollows) {
  const auto file = parse("{\"title\": \"A\", \"episode\": 3, \"tags\": [1]}\n\n# Head\n");
  EXPECT_EQ(file.episodes[0].title, "A");
  EXPECT_EQ(file.episodes[0].number, 3);
  EXPECT_FALSE(has_front_matter("{\"title\": \"A\"}"));
}

TEST(FrontMatter, WordsInAYamlCommentAreTold) {
  const std::string_view text = "---\ntitle: Tidy Locks #oilcan\nhost: \"Ann #1\"\n---\n\nText.\n";
  const auto file = parse(text);
  EXPECT_EQ(file.episodes[0].title, "Tidy Locks");
  EXPECT_EQ(file.episodes[0].author, "Ann #1");
  ASSERT_EQ(file.diagnostics.size(), 1u);
  EXPECT_EQ(file.diagnostics[0].code, "front-matter-comment");
  EXPECT_EQ(file.diagnostics[0].excerpt, "#oilcan");
  EXPECT_EQ(file.diagnostics[0].line_in_source, 2u);
}

TEST(FrontMatter, JsonMayStandBetweenTheFencesOfYaml) {
  const auto file = parse("---\n{\"title\": \"Locks\", \"number\": 3}\n---\n\nText.\n", "a.md");
  EXPECT_EQ(file.episodes[0].title, "Locks");
  EXPECT_EQ(file.episodes[0].number, 3);
  EXPECT_EQ(notes_of(file).plain, "Text.");
}

TEST(FrontMatter, TomlBetweenPlusSigns) {
  const auto file = parse(
      "+++\ntitle = \"Locks\"\ndate = 2025-03-14T07:00:00Z\nepisode = 5\ntags = [\"a\", \"b\"]\n"
      "# remark\n[params]\ntitle = \"other\"\n+++\n\nText.\n",
      "a.md");
  const model::Episode& episode = file.episodes[0];
  EXPECT_EQ(episode.title, "Locks");
  EXPECT_EQ(iso_date(episode.date), "2025-03-14");
  EXPECT_EQ(episode.number, 5);
  EXPECT_EQ(episode.categories, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(notes_of(file).plain, "Text.");
}

TEST(FrontMatter, GuestsArePersonsAndTheRestIsKept) {
  const auto file = parse(
      "---\ntitle: Locks\nguests:\n  - name: Bob\n    url: https://b.example\n  - Cyd\nmood: calm\n"
      "published: true\nweight: 12\n---\n\nText.\n");
  ASSERT_EQ(file.episodes[0].persons.size(), 2u);
  EXPECT_EQ(file.episodes[0].persons[0].name, "Bob");
  EXPECT_EQ(file.episodes[0].persons[1].role, "guest");
  ASSERT_EQ(file.boilerplate.size(), 2u);
  EXPECT_EQ(file.boilerplate[0], "- name: Bob\n    url: https://b.example\n  - Cyd");
  EXPECT_EQ(file.boilerplate[1], "calm");
}

TEST(FrontMatter, AGuestMayBeAMapping) {
  const auto file =
      parse("---\ntitle: Locks\nguest:\n  name: Bob\n  url: https://b.example\n---\n\nText.\n");
  ASSERT_EQ(file.episodes[0].persons.size(), 1u);
  EXPECT_EQ(file.episodes[0].persons[0].name, "Bob");
  EXPECT_EQ(file.boilerplate.size(), 1u);
}

TEST(FrontMatter, RulesAroundProseAreNone) {
  EXPECT_FALSE(has_front_matter("---\nJust prose here.\n---\nmore\n"));
  EXPECT_FALSE(has_front_matter("---\ntitle: never closed\n"));
  EXPECT_FALSE(has_front_matter("----\ntitle: x\n----\n"));
}

TEST(FrontMatter, ADateThatDoesNotExistIsReported) {
  const auto file = parse("---\ntitle: T\ndate: 2025-02-30\nduration: long\n---\n\nText\n", "n.md");
  EXPECT_EQ(file.episodes.at(0).date, kNoDate);
  ASSERT_EQ(file.diagnostics.size(), 2u);
  EXPECT_EQ(file.diagnostics[0].code, "front-matter-value");
  EXPECT_EQ(file.diagnostics[0].line_in_source, 3u);
  EXPECT_EQ(file.diagnostics[0].excerpt, "2025-02-30");
}

TEST(FrontMatter, TwoRulesAloneAreTwoRules) {
  // CommonMark, example 98.
  EXPECT_EQ(read_front_matter("---\n---\n").end_in_source, 0u);
  EXPECT_EQ(read_front_matter("---\n---\n# A\n").end_in_source, 8u);
}

}  // namespace
}  // namespace earshot::formats
