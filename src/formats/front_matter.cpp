#include "formats/front_matter.h"

#include <yyjson.h>

#include <algorithm>
#include <optional>

#include "formats/dates.h"
#include "formats/languages.h"
#include "formats/reporter.h"
#include "text/lines.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Front matter longer than this is a document that happens to begin with a rule.
constexpr std::size_t kMostLines = 2'000;
/// JSON front matter is looked at as a whole; a larger object is a data file.
constexpr std::size_t kMostJsonBytes = 1U << 20U;

constexpr std::string_view kTomlFence = "+++";

bool is_fence(std::string_view line) {
  const std::string_view text = text::trimmed(line);
  return text == "---" || text == "...";
}

struct YamlLine {
  Range content;  ///< trimmed, in source
  std::string_view text;
  std::size_t indent = 0;
};

/// A key at the beginning of a line: letters, digits, "_" and "-", then a colon and white space.
std::optional<std::size_t> key_bytes(std::string_view text) {
  std::size_t at = 0;
  const bool is_quoted = text.starts_with('"') || text.starts_with('\'');
  if (is_quoted) at = 1;
  const std::size_t begin = at;
  while (at < text.size() &&
         (text::is_letter(text[at]) || text::is_digit(text[at]) || text[at] == '_' ||
          text[at] == '-' || text[at] == '.' || static_cast<unsigned char>(text[at]) >= 0x80 ||
          (text[at] == ' ' && at > begin && at < 30))) {
    ++at;
  }
  if (at == begin) return std::nullopt;
  if (is_quoted && (at >= text.size() || text[at++] != text[0])) return std::nullopt;
  if (at >= text.size() || text[at] != ':') return std::nullopt;
  if (at + 1 < text.size() && !text::is_white(text[at + 1])) return std::nullopt;
  return at;
}

/// Without quotes, escapes decoded; plain scalars lose a comment at their end.
std::string scalar(std::string_view text) {
  text = text::trimmed(text);
  if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') {
    std::string out;
    const std::string_view inside = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < inside.size(); ++i) {
      out += inside[i];
      if (inside[i] == '\'' && i + 1 < inside.size() && inside[i + 1] == '\'') ++i;
    }
    return out;
  }
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    std::string out;
    const std::string_view inside = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside[i] != '\\' || i + 1 >= inside.size()) {
        out += inside[i];
        continue;
      }
      const char next = inside[++i];
      out += next == 'n' ? '\n' : next == 't' ? '\t' : next;
    }
    return out;
  }
  const std::size_t comment = text.find(" #");
  if (comment != std::string_view::npos) text = text::trimmed(text.substr(0, comment));
  if (text == "~" || text == "null") return {};
  return std::string(text);
}

/// "[a, "b, c", d]".
std::vector<std::string> flow_list(std::string_view text) {
  std::vector<std::string> out;
  if (text.size() < 2) return out;
  text = text.substr(1, text.size() - 2);
  std::size_t begin = 0;
  char quote = '\0';
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (quote != '\0') {
      if (c == quote && i < text.size()) quote = '\0';
      if (i < text.size()) continue;
    }
    if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == ',' || i == text.size()) {
      std::string value = scalar(text.substr(begin, i - begin));
      if (!value.empty()) out.push_back(std::move(value));
      begin = i + 1;
    }
  }
  return out;
}

bool names_persons(std::string_view key) {
  constexpr std::string_view kKeys[] = {"guest", "guests", "host", "hosts", "author", "authors"};
  return std::ranges::find(kKeys, key) != std::end(kKeys);
}

class YamlReader {
 public:
  YamlReader(std::string_view source, std::vector<YamlLine> lines, FrontMatter& out)
      : source_(source), lines_(std::move(lines)), out_(out) {}

  void read() {
    while (next_ < lines_.size()) {
      const YamlLine& line = lines_[next_];
      const bool is_skipped = line.text.empty() || line.text.starts_with('#');
      const std::optional<std::size_t> key =
          is_skipped || line.indent > 0 ? std::nullopt : key_bytes(line.text);
      if (!key) {
        if (!is_skipped) out_.is_damaged = true;
        ++next_;
        continue;
      }
      read_entry(*key);
    }
  }

 private:
  void read_entry(std::size_t key) {
    const YamlLine& line = lines_[next_++];
    FrontMatterEntry entry;
    for (const char c : line.text.substr(0, key)) {
      if (c != '"' && c != '\'') entry.key += c == '-' || c == ' ' ? '_' : text::to_lower(c);
    }
    const Range value = text::trimmed(
        source_, {line.content.begin + static_cast<std::uint32_t>(key) + 1, line.content.end});
    const std::string_view text = slice(source_, value);
    entry.value_in_source = value;
    if (text.empty()) {
      read_list(entry);
    } else if (text[0] == '|' || text[0] == '>') {
      read_block(text, entry);
    } else if (text[0] == '[' && text.back() == ']') {
      entry.values = flow_list(text);
    } else {
      read_scalar(text, entry);
    }
    out_.entries.push_back(std::move(entry));
  }

  /// A value may go on in indented lines.
  void read_scalar(std::string_view text, FrontMatterEntry& entry) {
    std::string joined(text);
    while (next_ < lines_.size() && lines_[next_].indent > 0 && !lines_[next_].text.empty()) {
      joined += ' ';
      joined += lines_[next_].text;
      entry.value_in_source.end = lines_[next_].content.end;
      ++next_;
    }
    entry.values.push_back(scalar(joined));
  }

  void read_list(FrontMatterEntry& entry) {
    bool is_first = true;
    bool has_items = false;
    while (next_ < lines_.size()) {
      const YamlLine& line = lines_[next_];
      if (line.text.empty()) {
        ++next_;
        continue;
      }
      const bool is_item = line.text == "-" || line.text.starts_with("- ");
      if (!is_item && line.indent == 0) return;
      if (is_first) entry.value_in_source.begin = line.content.begin;
      is_first = false;
      entry.value_in_source.end = line.content.end;
      // Of a mapping inside a list or below a key only names are read; its text stays marked as the
      // key's.
      const std::string_view item = is_item ? text::trimmed(line.text.substr(1)) : line.text;
      const std::optional<std::size_t> key = key_bytes(item);
      has_items = has_items || is_item;
      if (key && (has_items || names_persons(entry.key)) && item.substr(0, *key) == "name")
        entry.values.push_back(scalar(item.substr(*key + 1)));
      entry.has_unread = entry.has_unread || key;
      if (is_item && !key) entry.values.push_back(scalar(item));
      ++next_;
    }
  }

  /// "|" keeps line ends, ">" joins lines; "-" behind it drops the last line end (as we always do).
  void read_block(std::string_view header, FrontMatterEntry& entry) {
    const bool keeps_lines = header[0] == '|';
    std::string value;
    std::size_t blanks = 0;
    std::size_t indent = 0;
    while (next_ < lines_.size()) {
      const YamlLine& line = lines_[next_];
      if (line.text.empty()) {
        ++blanks;
        ++next_;
        continue;
      }
      if (line.indent == 0) break;
      if (indent == 0) indent = line.indent;
      if (!value.empty()) {
        if (keeps_lines || blanks > 0) {
          value.append(keeps_lines ? blanks + 1 : blanks, '\n');
        } else {
          value += ' ';
        }
      }
      blanks = 0;
      if (line.indent > indent) value.append(line.indent - indent, ' ');
      value += line.text;
      entry.value_in_source.end = line.content.end;
      ++next_;
    }
    entry.values.push_back(std::move(value));
  }

  std::string_view source_;
  std::vector<YamlLine> lines_;
  FrontMatter& out_;
  std::size_t next_ = 0;
};

FrontMatter read_yaml(std::string_view source) {
  FrontMatter out;
  text::LineReader reader(source);
  std::vector<YamlLine> lines;
  const std::optional<text::Line> first = reader.next();
  if (!first) return out;
  bool is_closed = false;
  bool has_key = false;
  while (lines.size() < kMostLines) {
    const std::optional<text::Line> line = reader.next();
    if (!line) break;
    const std::string_view raw = slice(source, line->range_in_source);
    if (is_fence(raw)) {
      out.end_in_source = line->range_in_source.end + line->end_bytes;
      is_closed = true;
      break;
    }
    YamlLine yaml;
    yaml.content = text::trimmed(source, line->range_in_source);
    yaml.text = slice(source, yaml.content);
    yaml.indent = yaml.content.begin - line->range_in_source.begin;
    has_key = has_key || (yaml.indent == 0 && key_bytes(yaml.text).has_value());
    lines.push_back(yaml);
  }
  // Two rules with prose between them are a document's own, and so are two that are all of it.
  const bool is_empty = lines.empty() && !text::is_blank(source.substr(out.end_in_source));
  const bool is_front = is_closed && (has_key || is_empty);
  if (!is_front) return {};
  YamlReader(source, std::move(lines), out).read();
  return out;
}

/// TOML's everyday part: key = value, strings, lists on one line. Tables are passed over.
FrontMatter read_toml(std::string_view source) {
  FrontMatter out;
  text::LineReader reader(source);
  reader.next();
  bool is_in_table = false;
  for (std::size_t i = 0; i < kMostLines; ++i) {
    const std::optional<text::Line> line = reader.next();
    if (!line) return {};
    const Range content = text::trimmed(source, line->range_in_source);
    const std::string_view text = slice(source, content);
    if (text == kTomlFence) {
      out.end_in_source = line->range_in_source.end + line->end_bytes;
      return out;
    }
    if (text.starts_with('[')) is_in_table = true;
    if (text.empty() || text.starts_with('#') || is_in_table) continue;
    const std::size_t sign = text.find('=');
    const std::string_view key = text::trimmed(text.substr(0, std::min(sign, text.size())));
    if (sign == std::string_view::npos || key.empty()) {
      out.is_damaged = true;
      continue;
    }
    FrontMatterEntry entry;
    for (const char c : key) {
      if (c != '"' && c != '\'') entry.key += c == '-' ? '_' : text::to_lower(c);
    }
    entry.value_in_source =
        text::trimmed(source, {content.begin + static_cast<std::uint32_t>(sign) + 1, content.end});
    const std::string_view value = slice(source, entry.value_in_source);
    if (value.starts_with('[') && value.ends_with(']')) {
      entry.values = flow_list(value);
    } else {
      entry.values.push_back(scalar(value));
    }
    out.entries.push_back(std::move(entry));
  }
  return {};
}

std::string json_text(yyjson_val* value) {
  if (yyjson_is_str(value)) {
    return std::string(yyjson_get_str(value), yyjson_get_len(value));
  }
  if (yyjson_is_int(value)) return std::to_string(yyjson_get_sint(value));
  if (yyjson_is_real(value))
    return std::to_string(static_cast<std::int64_t>(yyjson_get_real(value)));
  if (yyjson_is_bool(value)) return yyjson_get_bool(value) ? "true" : "false";
  return {};
}

FrontMatter read_json(std::string_view source) {
  FrontMatter out;
  const std::string_view head = source.substr(0, kMostJsonBytes);
  yyjson_read_err error{};
  constexpr yyjson_read_flag kFlags =
      YYJSON_READ_STOP_WHEN_DONE | YYJSON_READ_ALLOW_TRAILING_COMMAS | YYJSON_READ_ALLOW_COMMENTS;
  // The reader keeps the input as it is unless told to work in place.
  yyjson_doc* doc =
      yyjson_read_opts(const_cast<char*>(head.data()), head.size(), kFlags, nullptr, &error);
  if (doc == nullptr) return out;
  const std::size_t read = yyjson_doc_get_read_size(doc);
  yyjson_val* root = yyjson_doc_get_root(doc);
  // An object without text behind it is a data file, no front matter.
  const bool is_front =
      yyjson_is_obj(root) && read < source.size() && !text::is_blank(source.substr(read));
  if (is_front) {
    out.end_in_source = static_cast<std::uint32_t>(read);
    yyjson_obj_iter iterator = yyjson_obj_iter_with(root);
    while (yyjson_val* key = yyjson_obj_iter_next(&iterator)) {
      yyjson_val* value = yyjson_obj_iter_get_val(key);
      FrontMatterEntry entry;
      for (const char c : json_text(key))
        entry.key += c == '-' ? '_' : text::to_lower(c);
      if (yyjson_is_arr(value)) {
        yyjson_arr_iter items = yyjson_arr_iter_with(value);
        while (yyjson_val* item = yyjson_arr_iter_next(&items)) {
          std::string text = json_text(item);
          if (!text.empty()) entry.values.push_back(std::move(text));
        }
      } else {
        entry.values.push_back(json_text(value));
      }
      out.entries.push_back(std::move(entry));
    }
  }
  yyjson_doc_free(doc);
  return out;
}

/// JSON between the fences of YAML, which it is a part of.
FrontMatter read_fenced_json(std::string_view source, std::size_t first_line_end) {
  const std::size_t begin =
      std::min(source.find_first_not_of(" \t\r\n", first_line_end), source.size());
  if (begin == source.size() || source[begin] != '{') return {};
  FrontMatter out = read_json(source.substr(begin));
  if (out.end_in_source == 0) return {};
  const std::size_t end = source.find_first_not_of(" \t\r\n", begin + out.end_in_source);
  const std::size_t line_end = std::min(source.find_first_of("\r\n", end), source.size());
  if (!is_fence(source.substr(end, line_end - end))) return {};
  out.end_in_source = static_cast<std::uint32_t>(line_end);
  return out;
}

bool is_audio(std::string_view url) {
  std::string_view path = url.substr(0, url.find_first_of("?#"));
  for (const std::string_view ending :
       {".mp3", ".m4a", ".mp4", ".ogg", ".opus", ".aac", ".wav", ".flac", ".m4b", ".webm"}) {
    if (path.size() > ending.size() &&
        text::equal_no_case(path.substr(path.size() - ending.size()), ending)) {
      return true;
    }
  }
  return false;
}

std::int32_t small_number(std::string_view text) {
  const std::optional<std::int64_t> value = text::decimal_value(text::trimmed(text));
  return value && *value <= INT32_MAX ? static_cast<std::int32_t>(*value) : -1;
}

std::string joined(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) {
    if (!out.empty()) out += ", ";
    out += value;
  }
  return out;
}

bool is_date_key(std::string_view key) {
  constexpr std::string_view kKeys[] = {"date",         "published",    "pubdate",
                                        "publish_date", "published_at", "release_date"};
  return std::ranges::find(kKeys, key) != std::end(kKeys);
}

/// Puts one entry where it belongs; the name of the field, empty where none takes it.
std::string_view apply(const FrontMatterEntry& entry, model::Episode& episode,
                       std::string& language) {
  const std::string value = joined(entry.values);
  const auto is = [&](std::initializer_list<std::string_view> keys) {
    return std::ranges::find(keys, std::string_view(entry.key)) != keys.end();
  };
  const auto take = [&](std::string& field, std::string_view name) -> std::string_view {
    if (!field.empty() || value.empty()) return {};
    field = value;
    return name;
  };
  if (is({"title"})) return take(episode.title, "title");
  if (is({"author", "authors", "by", "host", "hosts"})) return take(episode.author, "author");
  if (is_date_key(entry.key)) {
    const std::optional<Days> date = read_date(value);
    if (!date || episode.date != kNoDate) return {};
    episode.date = *date;
    return "date";
  }
  if (is({"duration", "length", "runtime"})) {
    const std::optional<Millis> duration = read_duration(value);
    if (!duration || episode.duration != kNoTime) return {};
    episode.duration = *duration;
    return "duration";
  }
  if (is({"number", "episode", "episode_number"})) {
    if (episode.number >= 0) return {};
    episode.number = small_number(value);
    return episode.number >= 0 ? "number" : "";
  }
  if (is({"season", "season_number"})) {
    episode.season = small_number(value);
    return episode.season >= 0 ? "season" : "";
  }
  if (is({"tags", "categories", "category", "keywords"})) {
    episode.categories.insert(episode.categories.end(), entry.values.begin(), entry.values.end());
    return entry.values.empty() ? "" : "category";
  }
  if (is({"guest", "guests"})) {
    for (const std::string& name : entry.values)
      episode.persons.push_back(
          {.name = name, .role = "guest", .group = {}, .img = {}, .href = {}});
    return entry.values.empty() ? "" : "person";
  }
  if (is({"show", "podcast", "series"})) return take(episode.show, "show");
  if (is({"guid", "id", "uuid"})) return take(episode.guid, "guid");
  if (is({"slug"})) return take(episode.guid, "guid");
  if (is({"summary", "description", "excerpt", "subtitle"}))
    return take(episode.summary, "summary");
  if (is({"link", "permalink", "canonical", "canonical_url"})) return take(episode.link, "link");
  if (is({"audio", "audio_url", "audiourl", "mp3", "enclosure", "media", "file", "audio_file"})) {
    return take(episode.enclosure.url, "enclosure");
  }
  if (is({"url"})) {
    return is_audio(value) ? take(episode.enclosure.url, "enclosure") : take(episode.link, "link");
  }
  if (is({"language", "lang"})) {
    if (!language.empty()) return {};
    language = language_code(value);
    return "language";
  }
  return {};
}

/// Whether an entry was to be a date or a duration and is none that exists.
bool is_unread_value(const FrontMatterEntry& entry, const model::Episode& episode) {
  const std::string value = joined(entry.values);
  if (text::is_blank(value)) return false;
  if (is_date_key(entry.key)) return episode.date == kNoDate && !read_date(value);
  const bool is_duration =
      entry.key == "duration" || entry.key == "length" || entry.key == "runtime";
  return is_duration && episode.duration == kNoTime && !read_duration(value);
}

/// YAML reads what stands behind " #" as a comment, but the writer of "title: Locks #security"
/// meant it: it is told, so that no word is lost.
void report_comment(const FrontMatterEntry& entry, std::string_view source, Reporter& report) {
  const std::string_view text = slice(source, entry.value_in_source);
  if (text.empty() || text[0] == '"' || text[0] == '\'' || text[0] == '|' || text[0] == '>') return;
  const std::size_t comment = text.find(" #");
  if (comment == std::string_view::npos || entry.values.size() != 1) return;
  if (entry.values[0].contains(text::trimmed(text.substr(comment)))) return;
  const auto begin = entry.value_in_source.begin + static_cast<std::uint32_t>(comment) + 1;
  report.add(Severity::Note, "front-matter-comment",
             "Words behind \"#\" are a comment in YAML, not part of \"" + entry.key + "\".",
             {begin, entry.value_in_source.end});
}

/// What no field takes is kept; switches ("published: true") and numbers say nothing to a reader.
void keep(const FrontMatterEntry& entry, std::string_view source, model::ParsedFile& file) {
  std::string value =
      entry.has_unread ? std::string(slice(source, entry.value_in_source)) : joined(entry.values);
  const bool has_words = std::ranges::any_of(
      value, [](char c) { return text::is_letter(c) || static_cast<unsigned char>(c) >= 0x80; });
  if (has_words && value != "true" && value != "false") file.boilerplate.push_back(value);
}

}  // namespace

FrontMatter read_front_matter(std::string_view source) {
  std::size_t begin = 0;
  while (begin < source.size() && text::is_white(source[begin]))
    ++begin;
  if (begin >= source.size()) return {};
  if (source[begin] == '{') {
    FrontMatter out = read_json(source.substr(begin));
    if (out.end_in_source > 0) out.end_in_source += static_cast<std::uint32_t>(begin);
    return out;
  }
  if (begin > 0) return {};
  if (source.starts_with(kTomlFence)) return read_toml(source);
  if (!source.starts_with("---")) return {};
  const std::size_t line_end = std::min(source.find_first_of("\r\n"), source.size());
  if (!is_fence(source.substr(0, line_end))) return {};
  FrontMatter json = read_fenced_json(source, line_end);
  return json.end_in_source > 0 ? json : read_yaml(source);
}

std::uint32_t take_front_matter(std::string_view source, model::Episode& episode,
                                model::ParsedFile& file, SourceMap& map) {
  const FrontMatter front = read_front_matter(source);
  if (front.end_in_source == 0) return 0;
  map.add({0, front.end_in_source}, "front_matter");
  const bool is_yaml = !text::trimmed(source).starts_with('{');
  Reporter report(source, file);
  for (const FrontMatterEntry& entry : front.entries) {
    if (is_yaml) report_comment(entry, source, report);
    const std::string_view field = apply(entry, episode, file.language);
    if (!field.empty() && !entry.has_unread) {
      map.add(entry.value_in_source, field);
      continue;
    }
    keep(entry, source, file);
    if (is_unread_value(entry, episode)) {
      report.add(Severity::Warning, "front-matter-value",
                 "The front matter's \"" + entry.key + "\" could not be read as one.",
                 entry.value_in_source);
    }
  }
  episode.language = file.language;
  if (front.is_damaged) {
    report.add(Severity::Note, "front-matter", "Parts of the front matter could not be read.",
               {0, std::min<std::uint32_t>(front.end_in_source, 80)});
  }
  return front.end_in_source;
}

}  // namespace earshot::formats
