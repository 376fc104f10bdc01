#include "text/charset_guess.h"

#include <uchardet.h>

#include <algorithm>
#include <array>

#include "text/charsets.h"
#include "text/scanner.h"

namespace earshot::text {
namespace {

/// Browsers look for a declaration in this much of a page.
constexpr std::size_t kDeclarationBytes = 1'024;

/// What the detector is given: it knows long before, and costs 20 MB a second.
constexpr std::size_t kSampleBytes = 64 * 1024;

constexpr bool ends_label(char c) {
  return is_white(c) || c == '"' || c == '\'' || c == '>' || c == ';' || c == '?' || c == '/';
}

/// The value behind `name` and "=", quoted or not; empty where there is none.
std::string_view value_behind(std::string_view text, std::string_view name) {
  const auto found =
      std::ranges::search(text, name, [](char a, char b) { return to_lower(a) == to_lower(b); });
  if (found.empty()) return {};
  Scanner scanner(text.substr(static_cast<std::size_t>(found.end() - text.begin())));
  scanner.take_while(is_white);
  if (!scanner.consume('=')) return {};
  scanner.take_while([](char c) { return is_white(c) || c == '"' || c == '\''; });
  return scanner.take_while([](char c) { return !ends_label(c); });
}

}  // namespace

std::string_view declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kDeclarationBytes);
  const std::size_t xml = head.find("<?xml");
  if (xml != std::string_view::npos) {
    const std::size_t end = head.find("?>", xml);
    if (end != std::string_view::npos) return value_behind(head.substr(xml, end - xml), "encoding");
  }
  for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    const std::string_view tag = head.substr(at);
    if (!starts_with_no_case(tag, "<meta")) continue;
    const std::string_view value = value_behind(tag.substr(0, tag.find('>')), "charset");
    if (!value.empty()) return value;
  }
  return {};
}

std::string_view guessed_encoding(std::string_view bytes) {
  // The sample begins where something is to be seen.
  const auto first = std::ranges::find_if(
      bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80 || c == 0x1B; });
  const auto begin = static_cast<std::size_t>(first - bytes.begin());
  constexpr std::size_t kBefore = 256;
  const std::string_view sample = bytes.substr(begin > kBefore ? begin - kBefore : 0, kSampleBytes);
  uchardet_t detector = uchardet_new();
  std::string_view name;
  if (uchardet_handle_data(detector, sample.data(), sample.size()) == 0) {
    uchardet_data_end(detector);
    const Charset* const charset = charset_named(uchardet_get_charset(detector));
    if (charset != nullptr) name = charset->name;
  }
  uchardet_delete(detector);
  return name;
}

bool is_latin_encoding(std::string_view name) {
  constexpr auto kLatin = std::to_array<std::string_view>(
      {"windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258", "iso-8859-2",
       "iso-8859-3", "iso-8859-4", "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15",
       "iso-8859-16", "x-mac-ce", "ibm437", "ibm850", "ibm852"});
  return std::ranges::find(kLatin, name) != kLatin.end();
}

}  // namespace earshot::text
