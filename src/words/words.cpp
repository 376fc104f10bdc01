#include "words/words.h"

#include <iterator>
#include <optional>

#include "words/catalogue.h"

namespace earshot::words {
namespace {

constexpr Entry kEntries[] = {
#define EARSHOT_WORD(key, english, german) {#key, {english, english}, {german, german}},
#define EARSHOT_COUNTED(key, one, many, german_one, german_many) \
  {#key, {one, many}, {german_one, german_many}},
#include "words/lists.inc"
#undef EARSHOT_WORD
#undef EARSHOT_COUNTED
};

constexpr CoreSentence kCoreSentences[] = {
#define EARSHOT_CORE(english, german) {english, german, false},
#define EARSHOT_CORE_NESTED(english, german) {english, german, true},
#include "words/core_sentences.inc"
#undef EARSHOT_CORE
#undef EARSHOT_CORE_NESTED
};

constexpr std::size_t kMostArguments = 4;

/// What stands at {0}, {1} ... of `pattern` in `text`; nothing where it is another sentence.
std::optional<std::array<std::string_view, kMostArguments>> matched(std::string_view pattern,
                                                                    std::string_view text) {
  std::array<std::string_view, kMostArguments> arguments;
  for (;;) {
    const std::size_t slot = pattern.find('{');
    if (slot == std::string_view::npos)
      return pattern == text ? std::optional(arguments) : std::nullopt;
    if (!text.starts_with(pattern.substr(0, slot))) return std::nullopt;
    const auto number = static_cast<std::size_t>(pattern[slot + 1] - '0');
    text.remove_prefix(slot);
    pattern.remove_prefix(slot + 3);
    // Up to the words behind it; the last one reaches as far as they allow.
    const std::string_view next = pattern.substr(0, pattern.find('{'));
    const bool is_last = next.size() == pattern.size();
    const std::size_t end = next.empty() ? text.size()
                            : is_last    ? text.rfind(next)
                                         : text.find(next);
    if (end == std::string_view::npos) return std::nullopt;
    arguments[number] = text.substr(0, end);
    text.remove_prefix(end);
  }
}

}  // namespace

Words::Words(Locale locale) : locale_(locale) {
  if (locale.language != Language::Pseudo) return;
  pseudo_.reserve(2 * std::size(kEntries));
  for (const Entry& it : kEntries) {
    for (const std::string_view form : it.english)
      pseudo_.push_back(pseudo(form));
  }
}

std::string_view Words::text(std::uint16_t number, Form form) const {
  const auto which = static_cast<std::size_t>(form);
  if (locale_.language == Language::Pseudo) return pseudo_[2 * number + which];
  const Entry& it = kEntries[number];
  return locale_.language == Language::German ? it.german[which] : it.english[which];
}

std::string Words::filled(std::string_view pattern, const std::string_view* arguments,
                          std::size_t count) {
  std::string out;
  for (;;) {
    const std::size_t slot = pattern.find('{');
    out.append(pattern.substr(0, slot));
    if (slot == std::string_view::npos) return out;
    const auto number = static_cast<std::size_t>(pattern[slot + 1] - '0');
    if (number < count) out.append(arguments[number]);
    pattern.remove_prefix(slot + 3);
  }
}

std::string Words::of_core(std::string_view english) const {
  if (locale_.language == Language::English || english.empty()) return std::string(english);
  for (const CoreSentence& it : kCoreSentences) {
    if (it.english.front() != english.front() && it.english.front() != '{') continue;
    auto arguments = matched(it.english, english);
    if (!arguments) continue;
    const std::string nested = it.has_nested ? of_core(arguments->front()) : std::string();
    if (it.has_nested) arguments->front() = nested;
    const bool is_german = locale_.language == Language::German;
    return filled(is_german ? std::string(it.german) : pseudo(it.english), arguments->data(),
                  kMostArguments);
  }
  return std::string(english);
}

std::string Words::duration(Millis duration) const {
  if (duration < 0) return {};
  const std::int32_t seconds = duration / 1000;
  if (seconds < 60) return (*this)(word::kSeconds, std::to_string(seconds));
  // Rounded to the minute: 12:39 is nearer to 13 min than to 12.
  const std::int32_t minutes = seconds / 60 + (seconds % 60 >= 30 ? 1 : 0);
  const std::string rest = std::to_string(minutes % 60);
  if (minutes < 60) return (*this)(word::kMinutes, rest);
  const std::string hours = std::to_string(minutes / 60);
  return minutes % 60 == 0 ? (*this)(word::kHours, hours)
                           : (*this)(word::kHoursMinutes, hours, rest);
}

std::size_t entry_count() {
  return std::size(kEntries);
}
Entry entry(std::size_t number) {
  return kEntries[number];
}
std::size_t core_sentence_count() {
  return std::size(kCoreSentences);
}
CoreSentence core_sentence(std::size_t number) {
  return kCoreSentences[number];
}

}  // namespace earshot::words
