#include "base/time.h"

#include <gtest/gtest.h>

namespace earshot {
namespace {

TEST(Dates, DayZeroIsTheFirstOfJanuary1970) {
  EXPECT_EQ(days_from_civil(1970, 1, 1), 0);
}

TEST(Dates, EveryDayOfFourCenturiesReadsBack) {
  for (Days day = -80'000; day < 80'000; ++day) {
    const CivilDate date = civil_from_days(day);
    ASSERT_EQ(days_from_civil(date.year, date.month, date.day), day);
  }
}

TEST(Dates, DaysThatDoNotExistAreRefused) {
  EXPECT_FALSE(days_from_civil(2025, 2, 29));
  EXPECT_TRUE(days_from_civil(2024, 2, 29));
  EXPECT_FALSE(days_from_civil(1900, 2, 29));
  EXPECT_FALSE(days_from_civil(2025, 13, 1));
  EXPECT_FALSE(days_from_civil(2025, 4, 31));
  EXPECT_FALSE(days_from_civil(2025, 1, 0));
}

TEST(Dates, AreWrittenAsIso) {
  EXPECT_EQ(iso_date(*days_from_civil(2025, 3, 14)), "2025-03-14");
  EXPECT_EQ(iso_date(kNoDate), "");
}

TEST(Times, ShowHoursOnlyFromAnHour) {
  EXPECT_EQ(clock_time(273'999), "04:33");
  EXPECT_EQ(clock_time(3'854'000), "1:04:14");
  EXPECT_EQ(clock_time(kNoTime), "");
  EXPECT_EQ(clock_time(kMaxTime), "596:31:23");
}

TEST(Times, DurationsAreSpokenInWholeUnits) {
  EXPECT_EQ(spoken_duration(45'000), "45 s");
  EXPECT_EQ(spoken_duration(38 * 60'000), "38 min");
  EXPECT_EQ(spoken_duration(64 * 60'000), "1 h 4 min");
  EXPECT_EQ(spoken_duration(2 * 3'600'000), "2 h");
  EXPECT_EQ(spoken_duration(kNoTime), "");
}

TEST(Times, AreClampedToWhatIsKept) {
  EXPECT_EQ(clamp_millis(-5), 0);
  EXPECT_EQ(clamp_millis(INT64_MAX), kMaxTime);
}

}  // namespace
}  // namespace earshot
