#include "formats/urls.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

struct Parts {
  std::string_view scheme;     ///< with ":"
  std::string_view authority;  ///< with "//"
  std::string_view path;
  std::string_view query;     ///< with "?"
  std::string_view fragment;  ///< with "#"
};

std::size_t scheme_bytes(std::string_view url) {
  if (url.empty() || !text::is_letter(url[0])) return 0;
  const std::size_t end = url.find_first_of(":/?#");
  if (end == std::string_view::npos || url[end] != ':') return 0;
  const bool is_scheme = std::ranges::all_of(url.substr(0, end), [](char c) {
    return text::is_letter(c) || text::is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  return is_scheme ? end + 1 : 0;
}

Parts split(std::string_view url) {
  Parts parts;
  const auto take = [&](std::size_t bytes) {
    const std::string_view part = url.substr(0, std::min(bytes, url.size()));
    url.remove_prefix(part.size());
    return part;
  };
  parts.scheme = take(scheme_bytes(url));
  if (url.starts_with("//")) {
    const std::size_t end = url.find_first_of("/?#", 2);
    parts.authority = take(end);
  }
  parts.path = take(url.find_first_of("?#"));
  parts.query = take(url.find('#'));
  parts.fragment = url;
  return parts;
}

/// RFC 3986, 5.2.4: "." and ".." go.
std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t slash = path.find('/', 1);
    std::string_view segment = path.substr(0, slash);
    path.remove_prefix(segment.size());
    const std::string_view name = segment.starts_with('/') ? segment.substr(1) : segment;
    if (name == "." || name == "..") {
      if (name == "..") out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
      if (path.empty()) out += '/';
      continue;
    }
    out += segment;
  }
  return out;
}

}  // namespace

bool has_scheme(std::string_view url) {
  return scheme_bytes(url) > 0;
}

std::string resolve_url(std::string_view base, std::string_view reference) {
  base = text::trimmed(base);
  reference = text::trimmed(reference);
  const Parts to = split(reference);
  const Parts from = split(base);
  if (!to.scheme.empty() || from.scheme.empty() || reference.empty()) return std::string(reference);
  std::string out(from.scheme);
  if (!to.authority.empty()) return out.append(reference);
  out += from.authority;
  if (to.path.empty()) {
    out += from.path;
    out += to.query.empty() ? from.query : to.query;
  } else {
    std::string path(to.path);
    if (!path.starts_with('/')) {
      const std::size_t slash = from.path.rfind('/');
      const std::string_view folder =
          slash == std::string_view::npos ? std::string_view("/") : from.path.substr(0, slash + 1);
      path.insert(0, folder);
    }
    out += without_dots(path);
    out += to.query;
  }
  return out.append(to.fragment);
}

}  // namespace earshot::formats
