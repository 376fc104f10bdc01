#include "formats/labels.h"

#include <algorithm>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

struct KnownLabel {
  std::string_view name;
  LabelKind kind;
};

// The longer before the shorter that ends like it.
constexpr KnownLabel kLabels[] = {{"hosted by", LabelKind::Author},
                                  {"created by", LabelKind::Author},
                                  {"author", LabelKind::Author},
                                  {"authors", LabelKind::Author},
                                  {"host", LabelKind::Author},
                                  {"hosts", LabelKind::Author},
                                  {"by", LabelKind::Author},
                                  {"publisher", LabelKind::Author},
                                  {"release date", LabelKind::Date},
                                  {"published on", LabelKind::Date},
                                  {"published", LabelKind::Date},
                                  {"air date", LabelKind::Date},
                                  {"released", LabelKind::Date},
                                  {"date", LabelKind::Date},
                                  {"run time", LabelKind::Duration},
                                  {"running time", LabelKind::Duration},
                                  {"runtime", LabelKind::Duration},
                                  {"duration", LabelKind::Duration},
                                  {"length", LabelKind::Duration},
                                  {"language", LabelKind::Language},
                                  {"number of episodes", LabelKind::Episodes},
                                  {"total episodes", LabelKind::Episodes},
                                  {"episode count", LabelKind::Episodes},
                                  {"episodes", LabelKind::Episodes},
                                  {"category", LabelKind::Other},
                                  {"categories", LabelKind::Other},
                                  {"genre", LabelKind::Other},
                                  {"genres", LabelKind::Other},
                                  {"country", LabelKind::Other}};

/// A longer line is prose with a colon in it.
constexpr std::size_t kLongestLabelLine = 500;

const KnownLabel* label_before(std::string_view line, std::size_t colon) {
  const KnownLabel* best = nullptr;
  for (const KnownLabel& known : kLabels) {
    if (colon < known.name.size()) continue;
    const std::size_t begin = colon - known.name.size();
    if (!text::equal_no_case(line.substr(begin, known.name.size()), known.name)) continue;
    const bool is_apart = begin == 0 || text::is_white(line[begin - 1]) || line[begin - 1] == '|' ||
                          line[begin - 1] == '(';
    // Inside a line a label begins with a capital; "the length: long" is prose.
    if (!is_apart || (begin > 0 && text::is_lower(line[begin]))) continue;
    if (best == nullptr || best->name.size() < known.name.size()) best = &known;
  }
  return best;
}

/// Without the signs that stand between fields.
Range field_value(std::string_view source, Range range) {
  bool is_changed = true;
  while (is_changed) {
    is_changed = false;
    range = text::trimmed(source, range);
    for (const std::string_view sign : {"|", "·", "•", "–", "—", "-", ",", ";", "/"}) {
      const std::string_view value = slice(source, range);
      if (value.ends_with(sign)) {
        range.end -= static_cast<std::uint32_t>(sign.size());
        is_changed = true;
      } else if (value.starts_with(sign)) {
        range.begin += static_cast<std::uint32_t>(sign.size());
        is_changed = true;
      }
    }
  }
  return range;
}

}  // namespace

const Label* LabelLine::find(LabelKind kind) const {
  const auto found = std::ranges::find(labels, kind, &Label::kind);
  return found == labels.end() ? nullptr : &*found;
}

LabelLine read_labels(std::string_view source, Range range_in_source) {
  LabelLine out;
  const Range range = text::trimmed(source, range_in_source);
  const std::string_view line = slice(source, range);
  if (line.size() > kLongestLabelLine) return out;
  for (std::size_t colon = line.find(':'); colon != std::string_view::npos;
       colon = line.find(':', colon + 1)) {
    const KnownLabel* known = label_before(line, colon);
    if (known == nullptr) continue;
    const auto begin = range.begin + static_cast<std::uint32_t>(colon - known->name.size());
    const auto end = range.begin + static_cast<std::uint32_t>(colon) + 1;
    if (!out.labels.empty()) out.labels.back().value_in_source.end = begin;
    out.labels.push_back({.kind = known->kind,
                          .label_in_source = {begin, end},
                          .value_in_source = {end, range.end}});
  }
  if (out.labels.empty()) return out;
  for (Label& label : out.labels)
    label.value_in_source = field_value(source, label.value_in_source);
  out.lead_in_source = field_value(source, {range.begin, out.labels.front().label_in_source.begin});
  return out;
}

}  // namespace earshot::formats
