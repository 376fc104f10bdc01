#include "formats/entities.h"

#include <algorithm>
#include <array>
#include <span>

#include "text/scanner.h"

extern "C" {
#include <entity.h>
}

namespace earshot::formats {
namespace {

/// The longest name in HTML's table is 33 bytes with & and ;.
constexpr std::size_t kLongestName = 40;
constexpr std::size_t kMostDigits = 8;

constexpr std::string_view kFewBareNames[] = {"amp", "copy", "gt", "lt", "nbsp", "quot", "reg"};

/// All names that HTML reads without a semicolon. None begins another; in order.
constexpr std::string_view kHtmlBareNames[] = {
    "AElig",  "AMP",    "Aacute", "Acirc",  "Agrave", "Aring",  "Atilde", "Auml",   "COPY",
    "Ccedil", "ETH",    "Eacute", "Ecirc",  "Egrave", "Euml",   "GT",     "Iacute", "Icirc",
    "Igrave", "Iuml",   "LT",     "Ntilde", "Oacute", "Ocirc",  "Ograve", "Oslash", "Otilde",
    "Ouml",   "QUOT",   "REG",    "THORN",  "Uacute", "Ucirc",  "Ugrave", "Uuml",   "Yacute",
    "aacute", "acirc",  "acute",  "aelig",  "agrave", "amp",    "aring",  "atilde", "auml",
    "brvbar", "ccedil", "cedil",  "cent",   "copy",   "curren", "deg",    "divide", "eacute",
    "ecirc",  "egrave", "eth",    "euml",   "frac12", "frac14", "frac34", "gt",     "iacute",
    "icirc",  "iexcl",  "igrave", "iquest", "iuml",   "laquo",  "lt",     "macr",   "micro",
    "middot", "nbsp",   "not",    "ntilde", "oacute", "ocirc",  "ograve", "ordf",   "ordm",
    "oslash", "otilde", "ouml",   "para",   "plusmn", "pound",  "quot",   "raquo",  "reg",
    "sect",   "shy",    "sup1",   "sup2",   "sup3",   "szlig",  "thorn",  "times",  "uacute",
    "ucirc",  "ugrave", "uml",    "uuml",   "yacute", "yen",    "yuml"};
constexpr std::size_t kShortestBareName = 2;
constexpr std::size_t kLongestBareName = 6;

/// What browsers make of the numbers 128 to 159, which Windows-1252 has put there.
constexpr std::array<char32_t, 32> kWindowsNumbers = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

int digit_value(char c) {
  if (text::is_digit(c)) return c - '0';
  const char lower = text::to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::size_t decode_number(std::string_view text, std::string& out) {
  text::Scanner scanner(text);
  scanner.skip(2);
  const bool is_hex = scanner.peek() == 'x' || scanner.peek() == 'X';
  if (is_hex) scanner.skip();
  std::string_view digits =
      scanner.take_while([&](char c) { return is_hex ? digit_value(c) >= 0 : text::is_digit(c); });
  if (digits.empty()) return 0;
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  char32_t code = 0;
  for (const char c : digits.substr(0, digits.size() > kMostDigits ? 0 : digits.size())) {
    code = code * (is_hex ? 16U : 10U) + static_cast<char32_t>(digit_value(c));
  }
  if (code >= 0x80 && code < 0xA0) code = kWindowsNumbers[code - 0x80];
  const bool is_surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code == 0 || code > 0x10FFFF || is_surrogate) code = 0xFFFD;
  text::append_utf8(out, code);
  scanner.consume(';');
  return scanner.position();
}

/// The name that may stand without a semicolon and that `letters` begin with.
std::string_view bare_name(std::string_view letters, BareNames bare_names) {
  const std::span<const std::string_view> names =
      bare_names == BareNames::Html ? std::span<const std::string_view>(kHtmlBareNames)
                                    : std::span<const std::string_view>(kFewBareNames);
  const std::size_t most = std::min(letters.size(), kLongestBareName);
  for (std::size_t size = kShortestBareName; size <= most; ++size) {
    const std::string_view name = letters.substr(0, size);
    if (std::ranges::binary_search(names, name)) return name;
  }
  return {};
}

}  // namespace

std::size_t decode_entity(std::string_view text, std::string& out, BareNames bare_names) {
  if (text.size() < 3 || text[0] != '&') return 0;
  if (text[1] == '#') return decode_number(text, out);
  std::size_t end = 1;
  while (end < text.size() && end < kLongestName &&
         (text::is_letter(text[end]) || text::is_digit(text[end]))) {
    ++end;
  }
  if (end < text.size() && text[end] == ';') {
    const std::string_view name = text.substr(0, end + 1);
    if (const ENTITY* found = entity_lookup(name.data(), name.size())) {
      text::append_utf8(out, found->codepoints[0]);
      if (found->codepoints[1] != 0) text::append_utf8(out, found->codepoints[1]);
      return end + 1;
    }
  }
  const std::string_view name = bare_name(text.substr(1, end - 1), bare_names);
  if (name.empty()) return 0;
  const std::string with_semicolon = "&" + std::string(name) + ';';
  const ENTITY* found = entity_lookup(with_semicolon.data(), with_semicolon.size());
  if (found == nullptr) return 0;
  text::append_utf8(out, found->codepoints[0]);
  return name.size() + 1;
}

std::string decode_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t next = std::min(text.find('&', at), text.size());
    out += text.substr(at, next - at);
    at = next;
    if (at == text.size()) break;
    const std::size_t bytes = decode_entity(text.substr(at), out);
    if (bytes == 0) out += '&';
    at += bytes == 0 ? 1 : bytes;
  }
  return out;
}

void append_escaped(std::string& out, std::string_view text, EscapeFor place) {
  const auto reference = [place](char c) -> std::string_view {
    switch (c) {
      case '&':
        return "&amp;";
      case '<':
        return "&lt;";
      case '>':
        return "&gt;";
      case '"':
        return "&quot;";
      case '\'':
        return place == EscapeFor::AnyQuotes ? "&#39;" : "";
      case '\n':
        return place == EscapeFor::Attribute ? "&#10;" : "";
      case '\r':
        return place == EscapeFor::Attribute ? "&#13;" : "";
      case '\t':
        return place == EscapeFor::Attribute ? "&#9;" : "";
      default:
        return "";
    }
  };
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view escaped = reference(text[at]);
    if (escaped.empty()) continue;
    out += text.substr(copied, at - copied);
    out += escaped;
    copied = at + 1;
  }
  out += text.substr(copied);
}

}  // namespace earshot::formats
