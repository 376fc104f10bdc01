#include "text/stems.h"

#include <api.h>
#include <dutch.h>
#include <english.h>
#include <french.h>
#include <german.h>
#include <italian.h>
#include <portuguese.h>
#include <spanish.h>
#include <swedish.h>

#include <array>
#include <bit>
#include <cstddef>

#include "text/scanner.h"

namespace earshot::text {
namespace {

struct Algorithm {
  std::string_view code;  // ISO 639
  SN_env* (*create)();
  void (*close)(SN_env*);
  int (*stem)(SN_env*);
};

constexpr std::array<Algorithm, kStemLanguages> kAlgorithms = {{
    {"en", snowball_english_create_env, snowball_english_close_env, snowball_english_stem},
    {"de", snowball_german_create_env, snowball_german_close_env, snowball_german_stem},
    {"fr", snowball_french_create_env, snowball_french_close_env, snowball_french_stem},
    {"es", snowball_spanish_create_env, snowball_spanish_close_env, snowball_spanish_stem},
    {"it", snowball_italian_create_env, snowball_italian_close_env, snowball_italian_stem},
    {"pt", snowball_portuguese_create_env, snowball_portuguese_close_env, snowball_portuguese_stem},
    {"nl", snowball_dutch_create_env, snowball_dutch_close_env, snowball_dutch_stem},
    {"sv", snowball_swedish_create_env, snowball_swedish_close_env, snowball_swedish_stem},
}};

}  // namespace

std::uint32_t stem_language(std::string_view tag) {
  if (tag.empty()) return 1;
  const std::string_view code = tag.substr(0, tag.find_first_of("-_"));
  for (std::size_t i = 0; i < kAlgorithms.size(); ++i) {
    if (equal_no_case(code, kAlgorithms[i].code)) return 1U << i;
  }
  return 0;
}

Stemmer::~Stemmer() {
  for (std::size_t i = 0; i < kAlgorithms.size(); ++i) {
    if (environments_[i] != nullptr) kAlgorithms[i].close(environments_[i]);
  }
}

std::string Stemmer::stem(std::uint32_t language, std::string_view folded) {
  const auto number = static_cast<std::size_t>(std::countr_zero(language));
  if (number >= kAlgorithms.size()) return std::string(folded);
  SN_env*& environment = environments_[number];
  if (environment == nullptr) environment = kAlgorithms[number].create();
  if (environment == nullptr) return std::string(folded);
  const auto* symbols = reinterpret_cast<const symbol*>(folded.data());
  if (SN_set_current(environment, static_cast<int>(folded.size()), symbols) != 0 ||
      kAlgorithms[number].stem(environment) < 0) {
    return std::string(folded);
  }
  return {reinterpret_cast<const char*>(environment->p), static_cast<std::size_t>(environment->l)};
}

}  // namespace earshot::text
