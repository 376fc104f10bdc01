#include "formats/page_lines.h"

#include "formats/dates.h"
#include "formats/page.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Facts stand near the top; looking further would cost on every text that is no page.
constexpr std::size_t kMostLinesBeforeFacts = 60;
constexpr std::size_t kMostTitleLines = 8;

bool has_facts(std::string_view source, const PageLine& line) {
  if (!duration_of(source, line)) return false;
  return line.has(LabelKind::Author) || line.has(LabelKind::Date) ||
         find_date(line.text).has_value();
}

/// Labels that make a page's facts when they stand together below its title.
bool may_be_facts(std::string_view source, const PageLine& line) {
  if (!line.is_labels_only(source)) return is_whole_date(line.text);
  return line.has(LabelKind::Author) || line.has(LabelKind::Date) || line.has(LabelKind::Duration);
}

}  // namespace

bool PageLine::is_labels_only(std::string_view source) const {
  if (labels.labels.empty()) return false;
  const std::string_view lead = slice(source, labels.lead_in_source);
  return lead.empty() || find_date(lead).has_value();
}

PageLine page_line(std::string_view source, const text::Line& line) {
  PageLine out;
  out.content = text::trimmed(source, line.range_in_source);
  out.text = slice(source, out.content);
  if (!out.text.empty()) out.labels = read_labels(source, out.content);
  return out;
}

bool is_whole_date(std::string_view text) {
  constexpr std::size_t kLongestDate = 40;
  if (text.size() > kLongestDate) return false;
  const std::optional<FoundDate> date = find_date(text);
  return date && date->range_in_text.size() + 14 >= text.size();  // "Wednesday, " before it
}

std::optional<Millis> duration_of(std::string_view source, const PageLine& line) {
  const Label* label = line.labels.find(LabelKind::Duration);
  if (label == nullptr) return std::nullopt;
  return read_duration(slice(source, label->value_in_source));
}

std::optional<LineBlock> find_facts(std::string_view source, const std::vector<PageLine>& lines) {
  std::size_t filled = 0;
  for (std::size_t i = 0; i < lines.size() && filled <= kMostLinesBeforeFacts; ++i) {
    if (lines[i].is_blank()) continue;
    ++filled;
    if (has_facts(source, lines[i])) return LineBlock{i, i + 1};
    if (filled < 2 || !may_be_facts(source, lines[i])) continue;
    LineBlock block{i, i + 1};
    bool has_duration = false;
    bool has_other = false;
    for (std::size_t j = i; j < lines.size(); ++j) {
      if (lines[j].is_blank()) continue;
      if (!may_be_facts(source, lines[j])) break;
      has_duration = has_duration || duration_of(source, lines[j]).has_value();
      has_other = has_other || lines[j].has(LabelKind::Author) || lines[j].has(LabelKind::Date) ||
                  is_whole_date(lines[j].text);
      block.end = j + 1;
    }
    if (has_duration && has_other) return block;
    i = block.end - 1;
  }
  return std::nullopt;
}

bool is_list_label(std::string_view text) {
  constexpr std::size_t kLongestLabel = 50;
  if (text.size() > kLongestLabel) return false;
  std::string lower;
  for (const char c : text)
    lower += text::to_lower(c);
  for (const std::string_view word :
       {"episodes", "related", "also like", "more from", "latest", "listen next", "up next"}) {
    if (lower.contains(word)) return true;
  }
  return false;
}

bool is_site_path(std::string_view text) {
  for (const std::string_view sign : {" > ", " » ", " › ", " / "}) {
    if (text.contains(sign)) return true;
  }
  return false;
}

bool looks_like_page(std::string_view source) {
  std::vector<PageLine> top;
  text::LineReader reader(source);
  std::size_t filled = 0;
  std::uint32_t rest = 0;
  while (filled <= kMostLinesBeforeFacts) {
    const std::optional<text::Line> line = reader.next();
    if (!line) break;
    top.push_back(page_line(source, *line));
    rest = line->range_in_source.end;
    if (!top.back().is_blank()) ++filled;
  }
  const std::optional<LineBlock> facts = find_facts(source, top);
  if (!facts) return false;
  std::size_t before = 0;
  for (std::size_t i = 0; i < facts->first; ++i)
    before += top[i].is_blank() ? 0 : 1;
  if (before == 0 || before > kMostTitleLines) return false;
  std::size_t durations = 0;
  const auto confirms = [&](const PageLine& line) {
    if (line.labels.labels.empty()) return false;
    if (duration_of(source, line) && line.is_labels_only(source)) ++durations;
    const bool names_show = line.has(LabelKind::Episodes) ||
                            (line.has(LabelKind::Language) && line.labels.labels.size() > 1);
    return durations >= 2 || (names_show && line.labels.lead_in_source.empty());
  };
  for (std::size_t i = facts->end; i < top.size(); ++i) {
    if (confirms(top[i])) return true;
  }
  const std::string_view below = source.substr(rest);
  text::LineReader more(below);
  while (const std::optional<text::Line> line = more.next()) {
    text::Line shifted = *line;
    shifted.range_in_source = {line->range_in_source.begin + rest,
                               line->range_in_source.end + rest};
    if (confirms(page_line(source, shifted))) return true;
  }
  return false;
}

}  // namespace earshot::formats
