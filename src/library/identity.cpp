#include "library/identity.h"

#include <algorithm>

#include "text/words.h"

namespace earshot::library {
namespace {

/// Hashes parts so that no two ways to cut a string give the same id.
Id id_from_parts(std::string_view kind, std::string_view first, std::string_view second) {
  std::string bytes;
  bytes.reserve(kind.size() + first.size() + second.size() + 2);
  bytes += kind;
  bytes += '\0';
  bytes += first;
  bytes += '\0';
  bytes += second;
  return hash_id(bytes);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// A title behind "#12:", "Ep. 12 -", "Episode 12:", "12 |"; the title where a number is part of it
/// ("12 Angry Men").
std::string_view without_number(std::string_view title) {
  std::size_t at = 0;
  const auto skip = [&](std::string_view signs) {
    while (at < title.size() && signs.contains(title[at]))
      ++at;
  };
  const auto skip_word = [&](std::string_view word) {
    const std::string_view here = title.substr(at, word.size());
    const bool is_same =
        here.size() == word.size() && std::ranges::equal(here, word, [](char a, char b) {
          return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
        });
    if (is_same) at += word.size();
    return is_same;
  };
  skip(" [(");
  bool is_marked = skip_word("episode") || skip_word("ep");
  skip(" .");
  is_marked = skip_word("#") || is_marked;
  const std::size_t digits = at;
  while (at < title.size() && is_digit(title[at]))
    ++at;
  if (at == digits) return title;
  const std::size_t behind = at;
  skip(" )]:.-|");
  for (const std::string_view dash : {"\u2013", "\u2014"}) {
    if (title.substr(at).starts_with(dash)) at += dash.size();
  }
  skip(" ");
  const std::string_view between = title.substr(behind, at - behind);
  const bool is_set_apart = between.find_first_not_of(' ') != std::string_view::npos;
  // "24:7" and "3.5" are no numbers of episodes; neither is a number before words.
  if (!between.ends_with(' ') || (!is_marked && !is_set_apart)) return title;
  return title.substr(at);
}

}  // namespace

std::vector<std::string> title_words(std::string_view title) {
  std::vector<std::string> folded;
  for (const text::Word word : text::words(title, text::WordCut::Uax29))
    folded.push_back(text::folded(slice(title, word)));
  return folded;
}

std::string title_key(std::string_view title) {
  std::string key;
  for (const std::string& word : title_words(title)) {
    if (!key.empty()) key += ' ';
    key += word;
  }
  return key;
}

std::string title_match_key(std::string_view title) {
  const std::string_view rest = without_number(title);
  std::string written;
  for (const char c : rest) {
    if (c == '&') {
      written += " and ";
    } else {
      written += c;
    }
  }
  std::string key = title_key(written);
  return key.empty() ? title_key(title) : key;
}

std::optional<std::string_view> behind_show(std::string_view title, std::string_view show_key) {
  if (show_key.empty()) return std::nullopt;
  std::string front;
  for (const text::Word word : text::words(title, text::WordCut::Uax29)) {
    if (front == show_key) {
      std::size_t begin = word.begin;
      if (begin > 0 && title[begin - 1] == '#') --begin;
      return title.substr(begin);
    }
    if (!front.empty()) front += ' ';
    text::fold_word(slice(title, word), front);
    if (!show_key.starts_with(front)) return std::nullopt;
  }
  return std::nullopt;
}

namespace {

/// What title_key was at first, and for ids stays: another one would make another episode of each
/// that is imported again.
std::string key_for_id(std::string_view title) {
  std::string key;
  for (const text::Word word : text::words(title, text::WordCut::Uax29)) {
    if (!key.empty()) key += ' ';
    text::fold_word_for_id(slice(title, word), key);
  }
  return key;
}

}  // namespace

Id id_from_guid(std::string_view show, std::string_view guid) {
  return id_from_parts("guid", key_for_id(show), guid);
}

Id id_from_content(std::string_view plain) {
  std::string solid;
  solid.reserve(plain.size());
  for (const char c : plain) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') solid += c;
  }
  return id_from_parts("content", solid, {});
}

Id id_from_title(std::string_view show, std::string_view title) {
  return id_from_parts("title", key_for_id(show), key_for_id(title));
}

}  // namespace earshot::library
