#include "formats/cue_times.h"

#include <gtest/gtest.h>

namespace earshot::formats {
namespace {

TEST(StrictVttTiming, IsAsTheStandardHasIt) {
  EXPECT_TRUE(strict_vtt_timing("00:01.000 --> 00:02.000"));
  EXPECT_TRUE(strict_vtt_timing("\t00:01.000-->00:02.000 line:0"));
  EXPECT_TRUE(strict_vtt_timing("123:00:01.000 --> 123:00:02.000"));
  EXPECT_FALSE(strict_vtt_timing("00:75.000 --> 01:20.000"));
  EXPECT_FALSE(strict_vtt_timing("0:01.000 --> 0:02.000"));
  EXPECT_FALSE(strict_vtt_timing("00:01.00 --> 00:02.000"));
  EXPECT_FALSE(strict_vtt_timing("00:01,000 --> 00:02,000"));
  EXPECT_FALSE(strict_vtt_timing("75:30.000 --> 75:31.000"));
}

TEST(StrictVttTiming, HugeHoursAreClamped) {
  const auto timing = strict_vtt_timing("99999999999999999999999:00:01.000 --> 00:02.000");
  ASSERT_TRUE(timing);
  EXPECT_EQ(timing->time.start, kMaxTime);
}

TEST(LenientTiming, ALineWithoutTimesIsNone) {
  EXPECT_FALSE(lenient_timing("one -> two", TimingStyle::Srt));
  EXPECT_FALSE(lenient_timing("12 -> 13", TimingStyle::Srt));
  EXPECT_FALSE(lenient_timing("00:01 - 00:02", TimingStyle::Srt));
  EXPECT_FALSE(lenient_timing("00:01,000 - 00:02,000 and so on", TimingStyle::Srt));
  EXPECT_FALSE(lenient_timing("", TimingStyle::Vtt));
}

TEST(LenientTiming, TwoWholeTimesAloneNeedNoArrow) {
  for (const std::string_view line :
       {"00:00:01,000 - 00:00:02,000", "00:00:01,000 — 00:00:02,000", "0:00:01.000,0:00:02.000"}) {
    const auto timing = lenient_timing(line, TimingStyle::Srt);
    ASSERT_TRUE(timing) << line;
    EXPECT_EQ(timing->time, (TimeSpan{1000, 2000})) << line;
  }
}

TEST(LenientTiming, SpacesAndOtherSignsMayPartTheThousandths) {
  for (const std::string_view line :
       {"00:00:01 , 500 --> 00:00:02, 250", "00:00:01;500 --> 00:00:02;250",
        "00:00:01:500 --> 00:00:02:250", "00: 00: 01, 500 -> 00: 00: 02, 250"}) {
    const auto timing = lenient_timing(line, TimingStyle::Srt);
    ASSERT_TRUE(timing) << line;
    EXPECT_EQ(timing->time, (TimeSpan{1500, 2250})) << line;
  }
}

TEST(LenientTiming, TwoDigitsBehindThreeNumbersCountFrames) {
  const auto timing = lenient_timing("00:00:01:12 --> 00:00:02:00", TimingStyle::Srt);
  ASSERT_TRUE(timing);
  EXPECT_EQ(timing->time, (TimeSpan{1480, 2000}));
  EXPECT_EQ(timing->recovered, "frames");
}

TEST(LenientTiming, ARegularLineNeedsNoLeniency) {
  EXPECT_EQ(lenient_timing("00:00:01,000 --> 00:00:02,000", TimingStyle::Srt)->recovered, "");
  EXPECT_EQ(lenient_timing("00:01.000 --> 00:02.000", TimingStyle::Vtt)->recovered, "");
}

TEST(LenientTiming, NegativeTimesAreZero) {
  const auto timing = lenient_timing("-00:00:01,000 --> 00:00:02,000", TimingStyle::Srt);
  ASSERT_TRUE(timing);
  EXPECT_EQ(timing->time, (TimeSpan{0, 2000}));
  EXPECT_EQ(timing->recovered, "negative-time");
}

}  // namespace
}  // namespace earshot::formats
