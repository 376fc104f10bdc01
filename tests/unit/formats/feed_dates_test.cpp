#include "formats/feed_dates.h"

#include <gtest/gtest.h>

#include "formats/urls.h"

namespace earshot::formats {
namespace {

std::string instant(std::string_view text) {
  const auto date = read_feed_date(text);
  return date ? iso_instant(date->instant_s) : "none";
}

std::string day(std::string_view text) {
  const auto date = read_feed_date(text);
  return date ? iso_date(date->date) : "none";
}

TEST(FeedDate, EveryZoneCounts) {
  for (const auto& [text, expected] : std::initializer_list<std::pair<const char*, const char*>>{
           {"Fri, 09 Oct 2020 04:30:38 GMT", "2020-10-09T04:30:38Z"},
           {"Fri, 09 Oct 2020 23:30:38 -0700", "2020-10-10T06:30:38Z"},
           {"Fri, 09 Oct 2020 23:30:38 PDT", "2020-10-10T06:30:38Z"},
           {"Fri, 09 Oct 2020 00:30:38 +0530", "2020-10-08T19:00:38Z"},
           {"Fri, 09 Oct 2020 00:30:38 +05:30", "2020-10-08T19:00:38Z"},
           {"09 Oct 2020 04:30:38 CEST", "2020-10-09T02:30:38Z"},
           {"Fri, 09 Oct 2020 04:30:38 Z", "2020-10-09T04:30:38Z"},
           {"Fri, 09 Oct 2020 04:30:38 XYZ", "2020-10-09T04:30:38Z"},
           {"2020-10-09T04:30:38Z", "2020-10-09T04:30:38Z"},
           {"2020-10-09T04:30:38.123-07:00", "2020-10-09T11:30:38Z"},
           {"20201009T043038Z", "2020-10-09T04:30:38Z"},
           {"1602217838", "2020-10-09T04:30:38Z"},
           {"1602217838123", "2020-10-09T04:30:38Z"}}) {
    EXPECT_EQ(instant(text), expected) << text;
  }
}

TEST(FeedDate, TheDayIsThatOfThePublishersCalendar) {
  EXPECT_EQ(day("Fri, 09 Oct 2020 23:30:38 -0700"), "2020-10-09");
  EXPECT_EQ(day("2020-10-09T00:30:00+09:00"), "2020-10-09");
}

TEST(FeedDate, BadFormsAreRead) {
  for (const auto& [text, expected] : std::initializer_list<std::pair<const char*, const char*>>{
           {"Mon, 09 Oct 2020 04:30:38 GMT", "2020-10-09"},  // it was a Friday
           {"Fri, 9 Oct 20 04:30 GMT", "2020-10-09"},
           {"Fri, 09 Oct 120 04:30:38 GMT", "2020-10-09"},
           {"9 October 2020", "2020-10-09"},
           {"October 9th, 2020 4:30 PM", "2020-10-09"},
           {"Fri Oct  9 04:30:38 2020", "2020-10-09"},
           {"Fri, 09-Oct-2020 04:30:38 GMT", "2020-10-09"},
           {"2020-10-09 04:30:38", "2020-10-09"},
           {"2020/10/09", "2020-10-09"},
           {"20201009", "2020-10-09"},
           {"2020-10", "2020-10-01"},
           {"2020-283", "2020-10-09"},
           {"09.10.2020", "2020-10-09"},
           {"25/12/2020", "2020-12-25"},
           {"12/25/2020", "2020-12-25"},
           {"Fr, 09 Okt 2020 04:30:38 +0200", "2020-10-09"},
           {"ven., 09 oct. 2020 04:30:38 +0200", "2020-10-09"},
           {"Mar, 08 Dez 2020 04:30:38 +0000", "2020-12-08"},
           {"9 août 2020", "2020-08-09"},
           {"9 czerwca 2020", "2020-06-09"},
           {"9 июня 2020", "2020-06-09"},
           {"Thu, 31 Jun 2020 00:00:00 GMT", "2020-06-30"},
           {"2020年10月9日", "2020-10-09"}}) {
    EXPECT_EQ(day(text), expected) << text;
  }
}

TEST(FeedDate, MonthsOfOtherAlphabetsAreMonths) {
  EXPECT_EQ(day("Δευ, 05 Ιούλ 2004 12:00:00 EST"), "2004-07-05");
  EXPECT_EQ(day("2004-július-13T9:15-05:00"), "2004-07-13");
  EXPECT_EQ(day("2004년 1월 2일"), "2004-01-02");
}

TEST(FeedDate, AMonthThatNobodyKnowsIsNotTakenForANumber) {
  EXPECT_EQ(day("05 ივლისი 2004"), day("some day"));
  EXPECT_EQ(day("05 Frimaire 2004"), day("some day"));
}

TEST(FeedDate, WhatIsNoDateIsNone) {
  for (const char* text : {"", "some day", "10", "Fri", "0000-00-00 00:00:00", "99999999999999999",
                           "2020-13-45", "32 Foo 2020"}) {
    EXPECT_EQ(day(text), "none") << text;
  }
}

TEST(FeedDuration, SecondsAndClocksAreRead) {
  for (const auto& [text, expected] :
       std::initializer_list<std::pair<const char*, Millis>>{{"3723", 3'723'000},
                                                             {"1:02:03", 3'723'000},
                                                             {"62:03", 3'723'000},
                                                             {"01:02:03.5", 3'723'500},
                                                             {"3723.0", 3'723'000},
                                                             {"3723.6", 3'723'600},
                                                             {"1:02:03,25", 3'723'250},
                                                             {"1.5 h", 5'400'000},
                                                             {" 12:39 ", 759'000},
                                                             {"12 min", 720'000},
                                                             {"PT12M39S", 759'000},
                                                             {"12:39:", 759'000},
                                                             {"0", kNoTime},
                                                             {"00:00", kNoTime},
                                                             {"-5", kNoTime},
                                                             {"long", kNoTime},
                                                             {"", kNoTime}}) {
    EXPECT_EQ(read_feed_duration(text), expected) << text;
  }
}

TEST(FeedTime, PartsOfASecondCount) {
  EXPECT_EQ(read_feed_time("33.833"), 33'833);
  EXPECT_EQ(read_feed_time("1:02:03,5"), 3'723'500);
  EXPECT_EQ(read_feed_time("0"), 0);
  EXPECT_EQ(read_feed_time("x"), kNoTime);
}

TEST(Urls, AreResolvedAsTheStandardSays) {
  // RFC 3986, 5.4.
  const std::string_view base = "http://a/b/c/d;p?q";
  for (const auto& [reference, expected] :
       std::initializer_list<std::pair<const char*, const char*>>{{"g:h", "g:h"},
                                                                  {"g", "http://a/b/c/g"},
                                                                  {"./g", "http://a/b/c/g"},
                                                                  {"g/", "http://a/b/c/g/"},
                                                                  {"/g", "http://a/g"},
                                                                  {"//g", "http://g"},
                                                                  {"?y", "http://a/b/c/d;p?y"},
                                                                  {"g?y", "http://a/b/c/g?y"},
                                                                  {"#s", "http://a/b/c/d;p?q#s"},
                                                                  {"..", "http://a/b/"},
                                                                  {"../g", "http://a/b/g"},
                                                                  {"../../g", "http://a/g"},
                                                                  {"../../../g", "http://a/g"},
                                                                  {"g/../h", "http://a/b/c/h"}}) {
    EXPECT_EQ(resolve_url(base, reference), expected) << reference;
  }
  EXPECT_EQ(resolve_url("", "g"), "g");
  EXPECT_EQ(resolve_url("relative/", "g"), "g");
}

TEST(FeedDate, DaysOfWeeksAreTheRightDays) {
  EXPECT_EQ(day("2025-W10-2"), "2025-03-04");
  EXPECT_EQ(day("2025W102"), "2025-03-04");
  EXPECT_EQ(day("2020-W53-7"), "2021-01-03");
  EXPECT_EQ(instant("2025-W10-2T10:00:00Z"), "2025-03-04T10:00:00Z");
  EXPECT_EQ(day("2025-W53-1"), "none");
  EXPECT_EQ(day("2025-W10-8"), "none");
}

TEST(FeedDate, ATimeThatCannotBeReadLeavesTheDay) {
  for (const char* text :
       {"2025-03-04 10:00:00 America/New_York", "Tue, 4 Mar 2025 25:61:00 +0000"}) {
    const auto date = read_feed_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(iso_date(date->date), "2025-03-04") << text;
    EXPECT_EQ(date->instant_s, kNoInstant) << text;
    EXPECT_TRUE(date->has_unread_time) << text;
  }
  EXPECT_EQ(instant("2025-03-04 10:00:00 Etc/UTC"), "2025-03-04T10:00:00Z");
  EXPECT_FALSE(read_feed_date("2025-03-04")->has_unread_time);
}

}  // namespace
}  // namespace earshot::formats
