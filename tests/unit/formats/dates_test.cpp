#include "formats/dates.h"

#include <gtest/gtest.h>

#include <string>

namespace earshot::formats {
namespace {

TEST(ReadDate, ReadsEveryUsualForm) {
  for (const std::string_view text :
       {"March 14, 2025", "Mar 14 2025", "14 Mar 2025", "14 March, 2025", "14th of March 2025",
        "March 14th, 2025", "2025-03-14", "2025/03/14", "14.03.2025", "3/14/2025", "14/03/2025",
        "20250314", "Fri, 14 Mar 2025 07:00:00 GMT", "2025-03-14T07:00:00Z", "1741910400",
        "1741910400000"}) {
    const auto date = read_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(iso_date(*date), "2025-03-14") << text;
  }
}

TEST(ReadDate, WhatIsNoDateIsNone) {
  for (const std::string_view text : {"", "soon", "12:39", "March 2025", "2025-13-40",
                                      "Feb 30, 2025", "May the 4th be with you", "1.2.3"}) {
    EXPECT_FALSE(read_date(text)) << text;
  }
}

TEST(FindDate, TellsWhereTheDateStands) {
  const std::string_view text = "Ann Lee March 14, 2025";
  const auto found = find_date(text);
  ASSERT_TRUE(found);
  EXPECT_EQ(slice(text, found->range_in_text), "March 14, 2025");
}

TEST(ReadDuration, ReadsClocksUnitsAndSeconds) {
  EXPECT_EQ(read_duration("12:39"), 759'000);
  EXPECT_EQ(read_duration("1:02:39"), 3'759'000);
  EXPECT_EQ(read_duration("754"), 754'000);
  EXPECT_EQ(read_duration("48 min"), 2'880'000);
  EXPECT_EQ(read_duration("1h 4m"), 3'840'000);
  EXPECT_EQ(read_duration("1 hr. 4 min. 3 sec"), 3'843'000);
  EXPECT_EQ(read_duration("PT12M39S"), 759'000);
  EXPECT_EQ(read_duration("1 hour and 4 minutes"), 3'840'000);
}

TEST(ReadDuration, WhatIsNoDurationIsNone) {
  for (const std::string_view text : {"", "long", "12:", "12:39:01:05", "5 apples", "-3"}) {
    EXPECT_FALSE(read_duration(text)) << text;
  }
}

}  // namespace
}  // namespace earshot::formats
