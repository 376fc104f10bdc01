#include "search/filters.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "search/fuzzy.h"
#include "text/language_tag.h"
#include "text/scanner.h"
#include "text/words.h"

namespace earshot::search {
namespace {

struct FieldEntry {
  std::string_view name;
  std::string_view meaning;
  NamedField field;
};

const std::array<FieldEntry, 12>& fields() {
  static const std::array<FieldEntry, 12> entries = {{
      {"title", "titles only", {field_bit(Field::Title), {}}},
      {"notes", "show notes only", {field_bit(Field::Notes), {}}},
      {"transcript", "transcripts only", {field_bit(Field::Transcript), {}}},
      {"chapter", "titles of chapters only", {field_bit(Field::Chapter), {}}},
      {"speaker", "what this person says", {kAllFields, Filter::Kind::Speaker}},
      {"show", "episodes of this show", {kAllFields, Filter::Kind::Show}},
      {"lang", "texts in this language", {kAllFields, Filter::Kind::Language}},
      {"before", "episodes before this date", {kAllFields, Filter::Kind::Before}},
      {"after", "episodes from this date on", {kAllFields, Filter::Kind::After}},
      {"longer", "episodes longer than this", {kAllFields, Filter::Kind::Longer}},
      {"shorter", "episodes shorter than this", {kAllFields, Filter::Kind::Shorter}},
      {"has", "episodes with a transcript, notes, chapters ...", {kAllFields, Filter::Kind::Has}},
  }};
  return entries;
}

constexpr std::array<std::string_view, kHasCount> kHasNames = {
    "transcript", "notes", "chapters", "audio", "speakers", "times", "links"};

constexpr Millis kSecond = 1000;
constexpr Millis kMinute = 60 * kSecond;
constexpr Millis kHour = 60 * kMinute;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), text::to_lower);
  return out;
}

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> out;
  for (const text::Word word : text::words(text)) {
    std::string term = text::folded(slice(text, word));
    if (!term.empty()) out.push_back(std::move(term));
  }
  return out;
}

FilterReading problem(std::string_view sentence) {
  return {{}, std::string(sentence)};
}

FilterReading read_name(Filter filter, std::string_view text) {
  for (const std::string& word : folded_words(text)) {
    if (!filter.value.empty()) filter.value += ' ';
    filter.value += word;
  }
  if (filter.value.empty()) return problem("A name stands here.");
  return {filter, {}};
}

FilterReading read_language(Filter filter, std::string_view text) {
  filter.value = lower(text::language_tag(text));
  const bool is_tag = filter.value.size() >= 2 && text::is_letter(filter.value[0]) &&
                      std::ranges::all_of(filter.value, [](char c) {
                        return text::is_letter(c) || text::is_digit(c) || c == '-';
                      });
  if (!is_tag) return problem("A language is written like en or pt-BR.");
  return {filter, {}};
}

/// A year, a month or a day: its first day.
FilterReading read_date(Filter filter, std::string_view text) {
  constexpr std::string_view kSentence = "A date is written like 2025, 2025-03 or 2025-03-14.";
  std::array<int, 3> parts = {0, 1, 1};
  constexpr std::array<std::size_t, 3> kDigits = {4, 2, 2};
  text::Scanner scanner(text);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string_view digits = scanner.take_digits();
    if (digits.empty() || digits.size() > kDigits[i] || (i == 0 && digits.size() != 4)) {
      return problem(kSentence);
    }
    parts[i] = static_cast<int>(text::decimal_value(digits).value_or(0));
    if (i > 0) filter.value += '-';
    if (digits.size() < kDigits[i]) filter.value += '0';
    filter.value += digits;
    if (scanner.at_end()) break;
    if (!scanner.consume('-')) return problem(kSentence);
    if (scanner.at_end() || i == 2) return problem(kSentence);
  }
  const auto days = days_from_civil(parts[0], parts[1], parts[2]);
  if (!days) return problem("There is no such date.");
  filter.number = *days;
  return {filter, {}};
}

/// "10m", "1h30m", "90s", "1:30:00", "45" (minutes).
FilterReading read_duration(Filter filter, std::string_view text) {
  constexpr std::string_view kSentence = "A duration is written like 10m, 1h30m or 1:30:00.";
  constexpr std::int64_t kMost = kMaxTime;
  std::int64_t total = 0;
  text::Scanner scanner(text);
  const bool is_clock = text.find(':') != std::string_view::npos;
  std::int64_t last_unit = kHour * 60;
  while (!scanner.at_end()) {
    const std::string_view digits = scanner.take_digits();
    if (digits.empty() || digits.size() > 6) return problem(kSentence);
    const std::int64_t value = text::decimal_value(digits).value_or(0);
    if (is_clock) {
      total = total * 60 + value * kSecond;
      if (!scanner.at_end() && (!scanner.consume(':') || scanner.at_end())) {
        return problem(kSentence);
      }
    } else {
      std::int64_t unit = kMinute;
      const char c = text::to_lower(scanner.peek());
      if (c == 'h') unit = kHour;
      if (c == 's') unit = kSecond;
      if ((c != 'h' && c != 'm' && c != 's' && !scanner.at_end()) || unit >= last_unit) {
        return problem(kSentence);
      }
      last_unit = unit;
      scanner.skip();
      if (unit == kMinute && scanner.rest().starts_with("in")) scanner.skip(2);
      total += value * unit;
    }
    if (total > kMost) return problem("No episode is that long.");
  }
  if (text.empty()) return problem(kSentence);
  filter.number = total;
  const auto add = [&](std::int64_t unit, char letter) {
    if (total >= unit) filter.value += std::to_string(total / unit) + letter;
    total %= unit;
  };
  add(kHour, 'h');
  add(kMinute, 'm');
  add(kSecond, 's');
  if (filter.value.empty()) filter.value = "0s";
  return {filter, {}};
}

FilterReading read_has(Filter filter, std::string_view text) {
  const std::string value = lower(text);
  for (std::size_t i = 0; i < kHasNames.size(); ++i) {
    const std::string_view name = kHasNames[i];
    if (value != name && value + 's' != name && value != std::string(name) + 's') continue;
    filter.value = name;
    filter.number = static_cast<std::int64_t>(i);
    return {filter, {}};
  }
  return problem("Episodes have a transcript, notes, chapters, audio, speakers, times or links.");
}

}  // namespace

std::vector<FieldName> field_names() {
  std::vector<FieldName> names;
  for (const FieldEntry& entry : fields())
    names.push_back({entry.name, entry.meaning});
  return names;
}

std::size_t quote_at(std::string_view text, std::size_t offset) {
  const std::string_view rest = text.substr(offset);
  if (rest.starts_with('"')) return 1;
  for (const std::string_view curved : {"\u201C", "\u201D", "\u201E", "\u201F"}) {
    if (rest.starts_with(curved)) return curved.size();
  }
  return 0;
}

bool ends_token(std::string_view query, std::size_t at) {
  return at >= query.size() || text::white_at(query, at) > 0 || quote_at(query, at) > 0;
}

std::string_view name(Has what) {
  return kHasNames[static_cast<std::size_t>(what)];
}

std::optional<NamedField> find_field(std::string_view name) {
  const std::string wanted = lower(name);
  for (const FieldEntry& entry : fields()) {
    if (wanted == entry.name || wanted == std::string(entry.name) + 's') return entry.field;
  }
  if (wanted == "language") return NamedField{kAllFields, Filter::Kind::Language};
  return std::nullopt;
}

std::string_view field_like(std::string_view name) {
  constexpr std::size_t kShort = 4;  // "last:" is no slip of "lang:"
  if (name.size() <= kShort) return {};
  const std::string wanted = lower(name);
  for (const FieldEntry& entry : fields()) {
    if (entry.name.size() > kShort && edits_between(wanted, entry.name, 1) <= 1) return entry.name;
  }
  return {};
}

FilterReading read_filter(Filter::Kind kind, std::string_view text) {
  const Filter filter{kind, {}, 0};
  const std::string_view value = text::trimmed(text);
  switch (kind) {
    case Filter::Kind::Show:
    case Filter::Kind::Speaker:
      return read_name(filter, value);
    case Filter::Kind::Language:
      return read_language(filter, value);
    case Filter::Kind::Before:
    case Filter::Kind::After:
      return read_date(filter, value);
    case Filter::Kind::Longer:
    case Filter::Kind::Shorter:
      return read_duration(filter, value);
    case Filter::Kind::Has:
      break;
  }
  return read_has(filter, value);
}

void print_field(FieldSet set, std::string& out) {
  for (const FieldEntry& entry : fields()) {
    if (!entry.field.filter && entry.field.fields == set) {
      out += entry.name;
      out += ':';
    }
  }
}

void print_filter(const Filter& filter, std::string& out) {
  for (const FieldEntry& entry : fields()) {
    if (entry.field.filter == filter.kind) out += entry.name;
  }
  out += ':';
  const bool is_name = filter.kind == Filter::Kind::Show || filter.kind == Filter::Kind::Speaker;
  // Quotes where the words would not stay one token.
  const bool is_quoted = is_name && filter.value.find_first_of(" ()'") != std::string::npos;
  if (is_quoted) out += '"';
  out += filter.value;
  if (is_quoted) out += '"';
}

bool is_named(std::string_view name, std::string_view value) {
  const std::vector<std::string> words = folded_words(name);
  std::vector<std::string_view> wanted;
  for (std::size_t at = 0; at <= value.size();) {
    const std::size_t end = std::min(value.find(' ', at), value.size());
    wanted.push_back(value.substr(at, end - at));
    at = end + 1;
  }
  for (std::size_t i = 0; i + wanted.size() <= words.size(); ++i) {
    bool all = words[i + wanted.size() - 1].starts_with(wanted.back());
    for (std::size_t k = 0; all && k + 1 < wanted.size(); ++k)
      all = words[i + k] == wanted[k];
    if (all) return true;
  }
  return false;
}

bool passes(const Filter& filter, const Facts& facts) {
  switch (filter.kind) {
    case Filter::Kind::Show:
      return is_named(facts.show, filter.value);
    case Filter::Kind::Language: {
      const std::string tag = lower(text::language_tag(facts.language));
      return tag.starts_with(filter.value) &&
             (tag.size() == filter.value.size() || tag[filter.value.size()] == '-');
    }
    case Filter::Kind::Before:
      return facts.date != kNoDate && facts.date < filter.number;
    case Filter::Kind::After:
      return facts.date != kNoDate && facts.date >= filter.number;
    case Filter::Kind::Longer:
      return facts.duration >= 0 && facts.duration > filter.number;
    case Filter::Kind::Shorter:
      return facts.duration >= 0 && facts.duration < filter.number;
    case Filter::Kind::Has:
      return (facts.has >> filter.number & 1U) != 0;
    case Filter::Kind::Speaker:
      break;
  }
  return true;
}

}  // namespace earshot::search
