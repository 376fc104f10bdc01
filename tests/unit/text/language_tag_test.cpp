#include "text/language_tag.h"

#include <gtest/gtest.h>

#include <string_view>
#include <utility>

namespace earshot::text {
namespace {

TEST(LanguageTag, HasTheShortestCodeOfItsLanguage) {
  constexpr std::pair<std::string_view, std::string_view> kTags[] = {
      {"eng", "en"}, {"deu", "de"},       {"ger", "de"},
      {"GER", "de"}, {"fre-CA", "fr-CA"}, {"zho_Hant_TW", "zh-Hant-TW"},
      {"zul", "zu"}, {"aar", "aa"},       {"gsw", "gsw"}};
  for (const auto& [tag, expected] : kTags)
    EXPECT_EQ(language_tag(tag), expected);
}

TEST(LanguageTag, StaysWhereItIsShortOrNone) {
  for (const char* tag : {"", "de", "pt-BR", "EN", "auto", "e", "english", "x_y", "12_3", "a b"})
    EXPECT_EQ(language_tag(tag), tag);
  EXPECT_EQ(language_tag("pt_br"), "pt-br");
}

}  // namespace
}  // namespace earshot::text
