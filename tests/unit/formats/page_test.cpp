#include "formats/page.h"

#include "parsing.h"

namespace earshot::formats {
namespace {

std::string page(std::string_view top, std::string_view mark, int listed) {
  std::string text(top);
  text +=
      "\n\nThe Harbour Hour walks along a coast each week and talks to people who mend what stands "
      "in the sea. No hurry.\nAuthor: Language: English Episodes: 42\n\nThe Harbour Hour\nPodcast "
      "Episodes\n";
  for (int i = 0; i < listed; ++i) {
    text += "Coast Number " + std::to_string(i) + std::string(mark) + "\n\nDuration: 1" +
            std::to_string(i) + ":0" + std::to_string(i) +
            "\nNotes on CoastsWhere it lies in the northWho lives the…\n";
  }
  return text;
}

constexpr std::string_view kTop =
    "Salt and Iron\n\nSalt and Iron\n\nAuthor: Mara Quill March 14, 2025 Duration: 12:39\n\n"
    "I. One\n\n  • a\n\n    • b\n\nII. Two\n\n🔥 Hot offers:\n\nat example.com\n";

TEST(Page, ReadsShowEpisodeAndList) {
  const std::string text = page(kTop, " [x-url] [/x-url]", 4);
  const auto file = parse(text);
  ASSERT_EQ(file.format, model::Format::Page);
  EXPECT_EQ(broken_promise(file, text), "");
  EXPECT_EQ(file.show->title, "The Harbour Hour");
  EXPECT_TRUE(file.show->description.starts_with("The Harbour Hour walks"));
  EXPECT_TRUE(file.show->description.ends_with("No hurry."));
  EXPECT_EQ(file.show->author, "");
  EXPECT_EQ(file.show->declared_episodes, 42);
  EXPECT_EQ(file.language, "en");
  ASSERT_EQ(file.episodes.size(), 5u);
  const model::Episode& main = file.episodes[0];
  EXPECT_EQ(main.title, "Salt and Iron");
  EXPECT_EQ(main.author, "Mara Quill");
  EXPECT_EQ(iso_date(main.date), "2025-03-14");
  EXPECT_EQ(main.duration, 759'000);
  EXPECT_FALSE(main.listed_only);
  EXPECT_EQ(outline(*main.notes), "1 I. One|2 • a|3 • b|1 II. Two");
  EXPECT_EQ(main.notes->offers.size(), 2u);
  const model::Episode& last = file.episodes[4];
  EXPECT_TRUE(last.listed_only);
  EXPECT_EQ(last.title, "Coast Number 3");
  EXPECT_EQ(last.duration, 783'000);
  EXPECT_EQ(last.show, "The Harbour Hour");
  EXPECT_EQ(outline(*last.notes),
            "#1 Notes on Coasts|2 Where it lies in the north|2 Who lives the…");
}

TEST(Page, OtherDatesHoursMarksAndNumbering) {
  for (const std::string_view facts :
       {"Author: Mara Quill 14 Mar 2025 Duration: 1:02:39",
        "By: Mara Quill | 2025-03-14 | Length: 1:02:39",
        "Author: Mara Quill\nPublished: 14.03.2025\nDuration: 1:02:39",
        "Author: Mara Quill Date: March 14th, 2025 Duration: 1h 2m 39s"}) {
    for (const std::string_view mark : {" [play]", " ▶", "", " (listen now)"}) {
      const std::string text =
          page("Salt and Iron\n" + std::string(facts) + "\n\nA. One\n- a\n  - b\nB. Two\n- c\n",
               mark, 3);
      const auto file = parse(text);
      ASSERT_EQ(file.format, model::Format::Page) << text;
      EXPECT_EQ(broken_promise(file, text), "");
      const model::Episode& main = file.episodes.at(0);
      EXPECT_EQ(main.title, "Salt and Iron") << facts;
      EXPECT_EQ(main.author, "Mara Quill") << facts;
      EXPECT_EQ(iso_date(main.date), "2025-03-14") << facts;
      EXPECT_EQ(main.duration, 3'759'000) << facts;
      EXPECT_EQ(outline(*main.notes), "1 A. One|2 - a|3 - b|1 B. Two|2 - c") << facts;
      ASSERT_EQ(file.episodes.size(), 4u) << text;
      EXPECT_EQ(file.episodes[2].title, "Coast Number 1") << mark;
    }
  }
}

TEST(Page, TheListMayBeEmptyOrLong) {
  EXPECT_EQ(parse(page(kTop, " [play]", 0)).episodes.size(), 1u);
  EXPECT_EQ(parse(page(kTop, " [play]", 9)).episodes.size(), 10u);
}

TEST(Page, BracketsThatBelongToATitleStay) {
  std::string text(kTop);
  text +=
      "\nAuthor: Language: English Episodes: 4\n\nShow\nPodcast Episodes\nBoats (Part 1) [play]\n"
      "Duration: 1:00\nText one.\nOars (Part 2) [play]\nDuration: 2:00\nText two.\n";
  const auto file = parse(text);
  ASSERT_EQ(file.episodes.size(), 3u);
  EXPECT_EQ(file.episodes[1].title, "Boats (Part 1)");
  EXPECT_EQ(file.episodes[2].title, "Oars (Part 2)");
}

TEST(Page, ListedFactsMayHaveDatesAndNoDescription) {
  std::string text(kTop);
  text +=
      "\nAuthor: Language: English Episodes: 4\n\nShow\nMore Episodes\nBoats\nMarch 3, 2025 "
      "Duration: 1:00\nOars\nMarch 2, 2025 Duration: 2:00\nSails\nMarch 1, 2025 Duration: 3:00\n";
  const auto file = parse(text);
  EXPECT_EQ(broken_promise(file, text), "");
  ASSERT_EQ(file.episodes.size(), 4u);
  EXPECT_EQ(iso_date(file.episodes[3].date), "2025-03-01");
  EXPECT_EQ(file.episodes[3].title, "Sails");
  EXPECT_FALSE(file.episodes[3].notes);
}

TEST(Page, WhatIsNoFieldIsBoilerplate) {
  const auto file = parse(page(kTop, " [x-url] [/x-url]", 1));
  EXPECT_EQ(file.boilerplate,
            (std::vector<std::string>{"Author:", "Duration:", "Author: Language:", "Episodes:",
                                      "Podcast Episodes", "[x-url] [/x-url]", "Duration:"}));
}

TEST(Page, NotesThatMentionADurationAreNoPage) {
  EXPECT_EQ(parse("Some Talk\n\nDuration: 12:00\n\nWe talk.\n").format, model::Format::NotesText);
  EXPECT_EQ(parse("Some Talk\nAuthor: Ann Duration: 12:00\n\nWe talk about boats.\n").format,
            model::Format::NotesText);
}

}  // namespace
}  // namespace earshot::formats
