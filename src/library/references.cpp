#include "library/references.h"

#include <algorithm>

#include "library/file_name.h"
#include "library/grouping.h"
#include "text/encoding.h"
#include "text/words.h"

namespace earshot::library {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// RFC 3986 2.1; a sign that stands for nothing stays. What gives no UTF-8 stays as it was.
std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low < 0) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return text::is_valid_utf8(out) ? out : std::string(text);
}

/// "https://host/a/b.vtt?x#y" -> "a/b.vtt"
std::string path_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  if (const std::size_t scheme = url.find("://"); scheme != std::string_view::npos) {
    const std::size_t slash = url.find('/', scheme + 3);
    url = slash == std::string_view::npos ? std::string_view() : url.substr(slash + 1);
  }
  return text::folded(percent_decoded(url));
}

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

/// How many parts of two paths agree, from the end.
std::size_t common_parts(std::string_view a, std::string_view b) {
  std::size_t parts = 0;
  while (!a.empty() && !b.empty() && last_part(a) == last_part(b)) {
    ++parts;
    const auto above = [](std::string_view path) {
      const std::size_t slash = path.rfind('/');
      return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    };
    a = above(a);
    b = above(b);
  }
  return parts;
}

/// "talk/ep12.en.vtt" -> "ep12"
std::string bare_stem(std::string_view path) {
  const FileName name = read_file_name(path);
  return std::string(last_part(name.key));
}

}  // namespace

std::string folded_file_name(std::string_view path) {
  return text::folded(last_part(path));
}

void References::add(std::string_view url, std::size_t target, std::string_view language) {
  std::string path = path_of(url);
  std::string name(last_part(path));
  if (!name.empty()) {
    by_name_[std::move(name)].push_back({std::move(path), target, std::string(language)});
  }
}

void References::add_audio(std::string_view url, std::size_t target) {
  add(url, target);
  const std::string path = path_of(url);
  std::string stem = bare_stem(last_part(path));
  if (stem.empty()) return;
  std::vector<std::size_t>& targets = by_audio_[std::move(stem)];
  if (std::ranges::find(targets, target) == targets.end()) targets.push_back(target);
}

std::optional<References::Found> References::find(std::string_view path,
                                                  bool is_common_name) const {
  const std::string folded = text::folded(path);
  if (const auto named = by_name_.find(std::string(last_part(folded))); named != by_name_.end()) {
    std::size_t best_parts = is_common_name ? 1 : 0;
    const Address* best = nullptr;
    bool is_ambiguous = false;
    for (const Address& address : named->second) {
      const std::size_t parts = common_parts(address.path, folded);
      if (parts < best_parts || (parts == best_parts && best == nullptr)) continue;
      is_ambiguous = parts == best_parts && best->target != address.target;
      best = &address;
      best_parts = parts;
    }
    if (best != nullptr && !is_ambiguous) {
      return Found{best->target, kNamedByFeed, best->language};
    }
    return std::nullopt;
  }
  if (is_common_name) return std::nullopt;
  const auto audio = by_audio_.find(bare_stem(path));
  if (audio == by_audio_.end() || audio->second.size() != 1) return std::nullopt;
  return Found{audio->second.front(), kSameAudioName, {}};
}

}  // namespace earshot::library
