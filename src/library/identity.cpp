#include "library/identity.h"

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

}  // namespace

std::vector<std::string> title_words(std::string_view title) {
  std::vector<std::string> folded;
  for (const text::Word word : text::words(title))
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

Id id_from_guid(std::string_view show, std::string_view guid) {
  return id_from_parts("guid", title_key(show), guid);
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
  return id_from_parts("title", title_key(show), title_key(title));
}

}  // namespace earshot::library
