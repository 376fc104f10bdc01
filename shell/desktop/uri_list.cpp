#include "shell/desktop/uri_list.h"

#include <algorithm>

#include <unistd.h>

namespace earshot::shell {
namespace {

constexpr std::size_t kMaxLines = 10'000;  // more is a text, not a selection of files

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

/// RFC 3986 2.1; a percent sign that starts no triple stands for itself. A zero byte ends no path.
std::string percent_decoded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int high = text[at] == '%' && at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
    if (low >= 0 && high * 16 + low != 0) {
      out.push_back(static_cast<char>(high * 16 + low));
      at += 2;
    } else {
      out.push_back(text[at]);
    }
  }
  return out;
}

/// Empty where the line names no file of this machine.
std::string path_of(std::string_view line) {
  if (line.starts_with('/')) return std::string(line);
  if (!line.starts_with("file:")) return {};
  line.remove_prefix(5);
  if (line.starts_with("//")) {  // RFC 8089: an authority, empty or this machine
    line.remove_prefix(2);
    if (line.starts_with("localhost/")) line.remove_prefix(9);
  }
  if (!line.starts_with('/')) return {};
  return percent_decoded(line);
}

}  // namespace

std::vector<std::string> paths_in_uri_list(std::string_view text) {
  std::vector<std::string> paths;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.ends_with('\r') || line.ends_with('\0'))
      line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    // GNOME's file manager puts the verb first.
    if (paths.empty() &&
        (line == "copy" || line == "cut" || line == "x-special/nautilus-clipboard"))
      continue;
    std::string path = path_of(line);
    if (path.empty() || paths.size() >= kMaxLines || access(path.c_str(), F_OK) != 0) return {};
    paths.push_back(std::move(path));
  }
  return paths;
}

}  // namespace earshot::shell
