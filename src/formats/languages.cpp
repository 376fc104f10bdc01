#include "formats/languages.h"

#include "text/language_tag.h"
#include "text/scanner.h"

namespace earshot::formats {

std::string language_code(std::string_view text) {
  struct Language {
    std::string_view name;
    std::string_view own_name;
    std::string_view code;
  };
  constexpr Language kLanguages[] = {
      {"English", "English", "en"},       {"German", "Deutsch", "de"},
      {"French", "Français", "fr"},       {"Spanish", "Español", "es"},
      {"Portuguese", "Português", "pt"},  {"Italian", "Italiano", "it"},
      {"Dutch", "Nederlands", "nl"},      {"Swedish", "Svenska", "sv"},
      {"Danish", "Dansk", "da"},          {"Norwegian", "Norsk", "no"},
      {"Finnish", "Suomi", "fi"},         {"Polish", "Polski", "pl"},
      {"Czech", "Čeština", "cs"},         {"Slovak", "Slovenčina", "sk"},
      {"Hungarian", "Magyar", "hu"},      {"Romanian", "Română", "ro"},
      {"Bulgarian", "Български", "bg"},   {"Greek", "Ελληνικά", "el"},
      {"Russian", "Русский", "ru"},       {"Ukrainian", "Українська", "uk"},
      {"Turkish", "Türkçe", "tr"},        {"Arabic", "العربية", "ar"},
      {"Hebrew", "עברית", "he"},          {"Persian", "فارسی", "fa"},
      {"Hindi", "हिन्दी", "hi"},           {"Bengali", "বাংলা", "bn"},
      {"Chinese", "中文", "zh"},          {"Japanese", "日本語", "ja"},
      {"Korean", "한국어", "ko"},         {"Thai", "ไทย", "th"},
      {"Vietnamese", "Tiếng Việt", "vi"}, {"Indonesian", "Bahasa Indonesia", "id"},
      {"Catalan", "Català", "ca"},        {"Croatian", "Hrvatski", "hr"},
      {"Serbian", "Српски", "sr"},        {"Slovenian", "Slovenščina", "sl"},
      {"Estonian", "Eesti", "et"},        {"Latvian", "Latviešu", "lv"},
      {"Lithuanian", "Lietuvių", "lt"},   {"Irish", "Gaeilge", "ga"}};
  text = text::trimmed(text);
  for (const Language& language : kLanguages) {
    if (text::equal_no_case(text, language.name) || text::equal_no_case(text, language.own_name)) {
      return std::string(language.code);
    }
  }
  return text::language_tag(text);
}

}  // namespace earshot::formats
