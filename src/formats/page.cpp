#include "formats/page.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "formats/dates.h"
#include "formats/labels.h"
#include "formats/languages.h"
#include "formats/offers.h"
#include "formats/outline.h"
#include "formats/outline_marker.h"
#include "formats/page_lines.h"
#include "formats/play_marks.h"
#include "formats/squash.h"
#include "text/scanner.h"

// How a page is cut. Three kinds of lines hold it together: the *facts* (labels with author or date
// and a duration) below the title, the *show's facts* (labels with language or number of episodes)
// below the show's description, and in the list a duration below each title. All else follows from
// where it stands between them:
//
//     title, perhaps twice
//     facts                                Author: ... date ... Duration: ...
//     notes, offers                        read as a plain-text outline
//     the show's description               the last paragraph
//     show's facts                         Author: ... Language: ... Episodes: ...
//     the show's title, a label
//     for each listed episode: title (with a play mark), duration, description

namespace earshot::formats {
namespace {

constexpr std::size_t kShortestDescription = 80;
constexpr std::size_t kLongestShowTitle = 120;

class PageReader {
 public:
  PageReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : source_(source), file_(file), map_(map), all_(true) {
    for (const text::Line& line : text::split_lines(source)) {
      source_lines_.push_back(line);
      lines_.push_back(page_line(source, line));
    }
  }

  void read() {
    file_.kind = model::FileKind::Page;
    file_.show.emplace();
    file_.episodes.emplace_back();
    const std::optional<LineBlock> facts = find_facts(source_, lines_);
    const LineBlock facts_at = facts.value_or(LineBlock{0, 0});
    read_titles(facts_at.first);
    for (std::size_t i = facts_at.first; i < facts_at.end; ++i) {
      read_facts(lines_[i], file_.episodes[0], "");
    }
    find_list(facts_at.end);
    const LineBlock show = find_show_facts(facts_at.end);
    read_show(facts_at.end, show);
    read_list();
    for (model::Episode& episode : file_.episodes)
      episode.show = file_.show->title;
    finish();
  }

 private:
  struct Listed {
    std::size_t title = 0;     ///< line
    std::size_t duration = 0;  ///< line
  };

  void add(Range range, std::string_view field) { all_.add(range, field); }
  void add_boilerplate(std::size_t line) {
    if (!lines_[line].is_blank()) add(lines_[line].content, "boilerplate");
  }
  std::string text_of(Range range) const { return std::string(slice(source_, range)); }

  // ---- the top ------------------------------------------------------------------------------

  void read_titles(std::size_t end) {
    std::vector<std::size_t> filled;
    for (std::size_t i = 0; i < end; ++i) {
      if (!lines_[i].is_blank()) filled.push_back(i);
    }
    if (filled.empty()) return;
    const auto title_range = [&](std::size_t line) {
      return without_play_marks(source_, lines_[line].content, {});
    };
    // A line that comes twice is the title; else the first that is no path through the site.
    std::size_t title = filled.front();
    for (const std::size_t line : filled) {
      if (is_site_path(lines_[line].text)) continue;
      title = line;
      break;
    }
    std::map<std::string_view, std::size_t> seen;
    for (const std::size_t line : filled) {
      const auto [earlier, is_new] = seen.emplace(slice(source_, title_range(line)), line);
      if (is_new) continue;
      title = earlier->second;
      break;
    }
    const std::string text = text_of(title_range(title));
    file_.episodes[0].title = text;
    for (const std::size_t line : filled) {
      const Range range = title_range(line);
      if (slice(source_, range) == text) {
        add(lines_[line].content, "boilerplate");
        add(range, "title");
      } else {
        add_boilerplate(line);
      }
    }
  }

  /// Author, date and duration of an episode, from a line of labels or a bare date.
  void read_facts(const PageLine& line, model::Episode& episode, std::string_view prefix) {
    if (line.is_blank()) return;
    add(line.content, "boilerplate");
    const auto field = [&](std::string_view name) {
      return std::string(prefix) + std::string(name);
    };
    const auto take_date = [&](Range range) {
      const std::optional<FoundDate> date = find_date(slice(source_, range));
      if (!date || episode.date != kNoDate) return range;
      episode.date = date->date;
      const Range at = {range.begin + date->range_in_text.begin,
                        range.begin + date->range_in_text.end};
      add(at, field("date"));
      // What is left of the field stands before the date or behind it.
      return text::trimmed(source_, at.begin > range.begin ? Range{range.begin, at.begin}
                                                           : Range{at.end, range.end});
    };
    if (line.labels.labels.empty()) {
      take_date(line.content);
      return;
    }
    take_date(line.labels.lead_in_source);
    for (const Label& label : line.labels.labels) {
      Range value = label.value_in_source;
      if (value.empty()) continue;
      if (label.kind == LabelKind::Duration) {
        const std::optional<Millis> duration = read_duration(slice(source_, value));
        if (!duration || episode.duration != kNoTime) continue;
        episode.duration = *duration;
        add(value, field("duration"));
      } else if (label.kind == LabelKind::Date) {
        take_date(value);
      } else if (label.kind == LabelKind::Author) {
        value = read_labels_value(take_date(value));
        if (value.empty() || !episode.author.empty()) continue;
        episode.author = text_of(value);
        add(value, field("author"));
      } else if (label.kind == LabelKind::Language) {
        episode.language = language_code(slice(source_, value));
        add(value, field("language"));
      }
    }
  }

  /// A value without the sign that stood between it and a date ("Noah Gift | ").
  Range read_labels_value(Range range) const {
    bool is_changed = true;
    while (is_changed) {
      is_changed = false;
      range = text::trimmed(source_, range);
      for (const std::string_view sign : {"|", "·", "•", "–", "—", "-", ",", ";"}) {
        if (slice(source_, range).ends_with(sign)) {
          range.end -= static_cast<std::uint32_t>(sign.size());
          is_changed = true;
        }
      }
    }
    return range;
  }

  // ---- the list -----------------------------------------------------------------------------

  void find_list(std::size_t first) {
    std::size_t floor = first;
    for (std::size_t i = first; i < lines_.size(); ++i) {
      if (!duration_of(source_, lines_[i]) || !lines_[i].is_labels_only(source_)) continue;
      std::size_t title = i;
      while (title > floor &&
             (title == i || lines_[title].is_blank() || is_play_mark(lines_[title].text) ||
              is_whole_date(lines_[title].text) || lines_[title].is_labels_only(source_))) {
        --title;
      }
      const PageLine& line = lines_[title];
      floor = i + 1;
      if (title == i || line.is_blank() || line.is_labels_only(source_)) continue;
      listed_.push_back({.title = title, .duration = i});
    }
  }

  void read_list() {
    std::vector<Range> titles;
    for (const Listed& listed : listed_)
      titles.push_back(lines_[listed.title].content);
    const PlayMarks marks = common_play_marks(source_, titles);
    CamelWords words;
    for (const Range& title : titles)
      collect_camel_words(slice(source_, title), words);
    if (!listed_.empty()) {
      collect_camel_words(std::string_view(source_).substr(0, titles.front().begin), words);
    }
    std::size_t most_lines = 1;
    for (std::size_t i = 0; i < listed_.size(); ++i) {
      model::Episode episode;
      episode.listed_only = true;
      const std::string prefix = "episodes[" + std::to_string(file_.episodes.size()) + "].";
      const Listed& listed = listed_[i];
      const Range title = without_play_marks(source_, lines_[listed.title].content, marks);
      add(lines_[listed.title].content, "boilerplate");
      add(title, prefix + "title");
      episode.title = text_of(title);
      for (std::size_t line = listed.title + 1; line <= listed.duration; ++line) {
        read_facts(lines_[line], episode, prefix);
      }
      const bool is_last = i + 1 == listed_.size();
      const std::size_t end = is_last ? lines_.size() : listed_[i + 1].title;
      read_description(listed.duration + 1, end, is_last ? most_lines : lines_.size(), most_lines,
                       words, prefix, episode);
      file_.episodes.push_back(std::move(episode));
    }
  }

  /// The lines below a duration; below the last one only as many as others have, since then comes
  /// the foot of the page.
  void read_description(std::size_t first, std::size_t end, std::size_t limit,
                        std::size_t& most_lines, const CamelWords& words, const std::string& prefix,
                        model::Episode& episode) {
    std::size_t used = 0;
    Range range;
    for (std::size_t i = first; i < end; ++i) {
      if (lines_[i].is_blank()) continue;
      if (used == limit) {
        add_boilerplate(i);
        continue;
      }
      ++used;
      range = used == 1 ? lines_[i].content : Range{range.begin, lines_[i].content.end};
    }
    most_lines = std::max(most_lines, used);
    if (used == 0) return;
    add(range, prefix + "description");
    episode.summary = text_of(range);
    episode.notes = read_squashed(slice(source_, range), words, episode.duration);
    episode.chapters = chapters_from_times(*episode.notes);
  }

  // ---- the show -----------------------------------------------------------------------------

  bool is_show_facts(const PageLine& line) const {
    if (line.labels.labels.empty() || !line.labels.lead_in_source.empty()) return false;
    return !line.has(LabelKind::Duration);
  }

  /// The last run of label lines before the list that names a language or a number of episodes;
  /// one with a number is preferred.
  LineBlock find_show_facts(std::size_t first) const {
    const std::size_t end = listed_.empty() ? lines_.size() : listed_.front().title;
    LineBlock best{end, end};
    bool best_has_number = false;
    for (std::size_t i = first; i < end; ++i) {
      if (!is_show_facts(lines_[i])) continue;
      LineBlock block{i, i + 1};
      bool has_number = false;
      bool has_language = false;
      for (std::size_t j = i; j < end && (lines_[j].is_blank() || is_show_facts(lines_[j])); ++j) {
        if (lines_[j].is_blank()) continue;
        block.end = j + 1;
        has_language = has_language || lines_[j].has(LabelKind::Language);
        const Label* number = lines_[j].labels.find(LabelKind::Episodes);
        has_number =
            has_number || (number != nullptr &&
                           text::decimal_value(digits_of(slice(source_, number->value_in_source))));
      }
      if ((has_number || has_language) && (has_number || !best_has_number)) {
        best = block;
        best_has_number = has_number;
      }
      i = block.end - 1;
    }
    return best;
  }

  /// "1,225" -> "1225".
  static std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text) {
      if (text::is_digit(c)) {
        digits += c;
      } else if (c != ',' && c != '.' && c != '\'' && c != ' ') {
        return {};
      }
    }
    return digits;
  }

  void read_show(std::size_t first, LineBlock facts) {
    const std::size_t list = listed_.empty() ? lines_.size() : listed_.front().title;
    model::Show& show = *file_.show;
    std::size_t body_end = facts.first;
    if (facts.first < facts.end) {
      for (std::size_t i = facts.first; i < facts.end; ++i)
        read_show_facts(lines_[i], show);
      read_show_title(facts.end, list, show);
    } else {
      body_end = read_show_title_upwards(first, list, show);
    }
    const std::size_t description = description_begin(first, body_end);
    if (description < body_end) {
      Range range = lines_[description].content;
      for (std::size_t i = description; i < body_end; ++i) {
        if (!lines_[i].is_blank()) range.end = lines_[i].content.end;
      }
      add(range, "show.description");
      show.description = text_of(range);
    }
    NotesBuilder notes;
    const std::span<const text::Line> body(source_lines_.data() + first, description - first);
    model::Episode& episode = file_.episodes[0];
    if (!body.empty()) read_outline_lines(source_, body, notes, all_);
    episode.notes = notes.finish(episode.duration);
    episode.chapters = chapters_from_times(*episode.notes);
    if (episode.language.empty()) episode.language = show.language;
    file_.language = episode.language;
  }

  void read_show_facts(const PageLine& line, model::Show& show) {
    if (line.is_blank()) return;
    add(line.content, "boilerplate");
    for (const Label& label : line.labels.labels) {
      if (label.value_in_source.empty()) continue;
      const std::string_view value = slice(source_, label.value_in_source);
      if (label.kind == LabelKind::Author && show.author.empty()) {
        show.author = std::string(value);
        add(label.value_in_source, "show.author");
      } else if (label.kind == LabelKind::Language && show.language.empty()) {
        show.language = language_code(value);
        add(label.value_in_source, "show.language");
      } else if (label.kind == LabelKind::Episodes && show.declared_episodes < 0) {
        const std::optional<std::int64_t> number = text::decimal_value(digits_of(value));
        if (!number || *number > INT32_MAX) continue;
        show.declared_episodes = static_cast<std::int32_t>(*number);
        add(label.value_in_source, "show.declared_episodes");
      } else if (label.kind == LabelKind::Other) {
        show.categories.emplace_back(value);
        add(label.value_in_source, "show.categories");
      }
    }
  }

  void read_show_title(std::size_t first, std::size_t end, model::Show& show) {
    for (std::size_t i = first; i < end; ++i) {
      if (lines_[i].is_blank()) continue;
      const bool is_title = show.title.empty() && !is_list_label(lines_[i].text) &&
                            lines_[i].text.size() <= kLongestShowTitle;
      if (is_title) {
        show.title = std::string(lines_[i].text);
        add(lines_[i].content, "show.title");
      } else {
        add_boilerplate(i);
      }
    }
  }

  /// Without the show's facts: a label over the list, and the show's title over that. Returns where
  /// the notes end.
  std::size_t read_show_title_upwards(std::size_t first, std::size_t list, model::Show& show) {
    if (listed_.empty()) return lines_.size();
    std::size_t end = list;
    bool has_label = false;
    for (std::size_t i = list; i-- > first;) {
      const PageLine& line = lines_[i];
      if (line.is_blank()) continue;
      if (!has_label && is_list_label(line.text)) {
        add_boilerplate(i);
        has_label = true;
        end = i;
        continue;
      }
      const bool is_apart = i == first || lines_[i - 1].is_blank();
      if (has_label && is_apart && line.text.size() <= kLongestShowTitle &&
          !find_marker_like(line.text)) {
        show.title = std::string(line.text);
        add(line.content, "show.title");
        end = i;
      }
      break;
    }
    return end;
  }

  static bool find_marker_like(std::string_view text) {
    return text.starts_with("•") || text.starts_with("- ") || text.starts_with("* ") ||
           text.ends_with('.');
  }

  bool is_prose(const PageLine& line) const {
    return !find_marker(line.text, true) && !begins_offers(line.text);
  }

  /// Where the show's description begins: the last paragraph of [first, end), with those before it
  /// that a wide gap parts from the notes. `end` where there is none.
  std::size_t description_begin(std::size_t first, std::size_t end) const {
    std::size_t last = end;
    while (last > first && lines_[last - 1].is_blank())
      --last;
    std::size_t begin = last;
    while (begin > first && !lines_[begin - 1].is_blank() && is_prose(lines_[begin - 1]))
      --begin;
    std::size_t bytes = 0;
    for (std::size_t i = begin; i < last; ++i)
      bytes += lines_[i].text.size();
    if (begin == last || bytes < kShortestDescription) return end;
    // A paragraph glued below a list is its description only from the first long line on.
    while (begin + 1 < last && lines_[begin].text.size() < kShortestDescription)
      ++begin;
    std::size_t blanks = 0;
    for (std::size_t i = begin; i-- > first;) {
      if (lines_[i].is_blank()) {
        if (++blanks < 2) continue;
        return begin;
      }
      if (!is_prose(lines_[i]) || lines_[i].text.size() < kShortestDescription) break;
      // One more paragraph: it belongs here only if a wide gap follows above.
      std::size_t above = i;
      while (above > first && !lines_[above - 1].is_blank())
        --above;
      const bool has_gap =
          above >= first + 2 && lines_[above - 1].is_blank() && lines_[above - 2].is_blank();
      if (!has_gap) break;
      begin = above;
      i = above;
      blanks = 0;
    }
    return begin;
  }

  void finish() {
    for (const model::SourceSpan& span : all_.finish(source_, "boilerplate")) {
      map_.add(span.range_in_source, span.field);
      if (span.field == "boilerplate") file_.boilerplate.push_back(text_of(span.range_in_source));
    }
  }

  std::string_view source_;
  model::ParsedFile& file_;
  SourceMap& map_;
  SourceMap all_;  ///< always kept: boilerplate is what no field claims
  std::vector<text::Line> source_lines_;
  std::vector<PageLine> lines_;
  std::vector<Listed> listed_;
};

}  // namespace

void read_page(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  PageReader(source, file, map).read();
}

}  // namespace earshot::formats
