#include "words/locale.h"

#include <gtest/gtest.h>

namespace earshot::words {
namespace {

constexpr Days kSeventhOfMarch = 20'154;  // 2025-03-07
constexpr Locale kEnglish{Language::English, Region::Usual};
constexpr Locale kGerman{Language::German, Region::Usual};

TEST(Locale, IsTheFirstLanguageThatThereIs) {
  EXPECT_EQ(first_known("fr-FR,de-DE,en").language, Language::German);
  EXPECT_EQ(first_known("en-GB,de").language, Language::English);
  EXPECT_EQ(first_known("fr,ja").language, Language::English);
  EXPECT_EQ(first_known("").language, Language::English);
}

TEST(Locale, IsReadFromTagsAndFromPosixNames) {
  EXPECT_EQ(first_known("de_AT.UTF-8"), (Locale{Language::German, Region::Austria}));
  EXPECT_EQ(first_known("de_DE@euro"), kGerman);
  EXPECT_EQ(first_known("de:en"), kGerman);
  EXPECT_EQ(first_known("DE-ch"), (Locale{Language::German, Region::Switzerland}));
  EXPECT_EQ(first_known("de-Latn-AT"), (Locale{Language::German, Region::Austria}));
  EXPECT_EQ(first_known("C.UTF-8"), kEnglish);
  EXPECT_EQ(first_known("den,enm"), kEnglish) << "other languages begin with the same letters";
  EXPECT_EQ(first_known("en-XA").language, Language::Pseudo);
}

TEST(Locale, OfAChosenLanguageTakesItsRegionFromTheSystem) {
  EXPECT_EQ(of_language(Language::English, "de-AT,en-US"),
            (Locale{Language::English, Region::UnitedStates}));
  EXPECT_EQ(of_language(Language::German, "en-US"), kGerman);
}

TEST(Locale, GroupsThousands) {
  EXPECT_EQ(number(999, kGerman), "999");
  EXPECT_EQ(number(1'234'567, kEnglish), "1,234,567");
  EXPECT_EQ(number(1'234'567, kGerman), "1.234.567");
  EXPECT_EQ(number(1'234, {Language::German, Region::Switzerland}), "1\u2019234");
  EXPECT_EQ(number(1'234, {Language::German, Region::Austria}), "1\u00A0234");
}

TEST(Locale, WritesTwoDecimals) {
  EXPECT_EQ(decimal(1.254F, kEnglish), "1.25");
  EXPECT_EQ(decimal(1.05F, kGerman), "1,05");
  EXPECT_EQ(decimal(0, kGerman), "0,00");
  EXPECT_EQ(decimal(-1, kEnglish), "0.00");
  EXPECT_EQ(decimal(2, {Language::German, Region::Switzerland}), "2.00");
}

TEST(Locale, WritesDatesInItsOrder) {
  EXPECT_EQ(short_date(kSeventhOfMarch, kEnglish), "7 Mar 2025");
  EXPECT_EQ(long_date(kSeventhOfMarch, kEnglish), "7 March 2025");
  EXPECT_EQ(short_date(kSeventhOfMarch, {Language::English, Region::UnitedStates}), "Mar 7, 2025");
  EXPECT_EQ(long_date(kSeventhOfMarch, {Language::English, Region::UnitedStates}), "March 7, 2025");
  EXPECT_EQ(long_date(kSeventhOfMarch, kGerman), "7. M\u00E4rz 2025");
  EXPECT_EQ(short_date(0, kGerman), "1. Jan. 1970");
  EXPECT_EQ(long_date(0, {Language::German, Region::Austria}), "1. J\u00E4nner 1970");
  EXPECT_EQ(short_date(kNoDate, kGerman), "");
}

}  // namespace
}  // namespace earshot::words
