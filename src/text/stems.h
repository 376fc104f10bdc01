#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

struct SN_env;

/// Stems of words, by the Snowball algorithms.
namespace earshot::text {

/// The languages whose stems are known: a bit each. 0 for a language without. "de-AT" is German; a
/// text that does not say its language is taken for English, which most are.
std::uint32_t stem_language(std::string_view tag);
inline constexpr int kStemLanguages = 8;

/// Finds stems in one language after the other; keeps Snowball's working memory. Not shared between
/// threads.
class Stemmer {
 public:
  Stemmer() = default;
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  /// The stem of a folded word in the language of that bit; the word itself where there is none.
  std::string stem(std::uint32_t language, std::string_view folded);

 private:
  std::array<SN_env*, kStemLanguages> environments_{};
};

}  // namespace earshot::text
