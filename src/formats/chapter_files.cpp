#include "formats/chapter_files.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "formats/json_document.h"
#include "formats/json_rest.h"
#include "formats/json_shape.h"
#include "formats/loose_time.h"
#include "formats/reporter.h"
#include "formats/xml_root.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

void report_empty(const model::ParsedFile& file, Reporter& report) {
  if (!file.chapters.empty()) return;
  report.add(Severity::Warning, "no-chapters", "The file has no chapter that can be read.", {0, 0});
}

void finish_chapters(model::ParsedFile& file, Reporter& report) {
  file.kind = model::FileKind::Chapters;
  if (complete_chapters(file.chapters)) {
    report.add(Severity::Note, "chapters-out-of-order",
               "The chapters are not in the order of their starts; they were put into it.", {0, 0});
  }
  report_empty(file, report);
}

class JsonChapterReader {
 public:
  JsonChapterReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : file_(file), map_(map), report_(source, file), document_(source, report_) {}

  void read() {
    yyjson_val* list = find_list(document_.root());
    yyjson_arr_iter elements;
    if (yyjson_arr_iter_init(list, &elements)) {
      while (yyjson_val* element = yyjson_arr_iter_next(&elements)) {
        if (file_.chapters.size() >= kMaxChapters) {
          report_.add(Severity::Error, "too-many-chapters",
                      "The file has more chapters than a day has seconds; the rest is left out.",
                      document_.object_in_source(element));
          break;
        }
        if (yyjson_is_obj(element)) read_chapter(element);
      }
    }
    JsonRest(document_, read_, file_, map_, report_).keep(document_.root());
    finish_chapters(file_, report_);
  }

 private:
  static bool is_list(yyjson_val* value) {
    return yyjson_is_arr(value) && yyjson_is_obj(yyjson_arr_get_first(value));
  }

  static yyjson_val* find_list(yyjson_val* root) {
    if (is_list(root)) return root;
    if (yyjson_val* list = json_member(root, "chapters"); is_list(list)) return list;
    yyjson_obj_iter members;
    if (!yyjson_obj_iter_init(root, &members)) return nullptr;
    while (yyjson_val* key = yyjson_obj_iter_next(&members)) {
      yyjson_val* value = yyjson_obj_iter_get_val(key);
      if (is_list(value)) return value;
      if (yyjson_val* list = json_member(value, "chapters"); is_list(list)) return list;
    }
    return nullptr;
  }

  std::string text_of(yyjson_val* object, std::initializer_list<std::string_view> keys,
                      std::string_view field) {
    for (const std::string_view key : keys) {
      yyjson_val* value = json_member(object, key);
      if (!yyjson_is_str(value)) continue;
      map_.add(document_.string_in_source(value), field);
      read_.values.insert(value);
      return std::string(text::trimmed(json_text(value)));
    }
    return {};
  }

  Millis time_of(yyjson_val* object, const JsonItem::Member& member) {
    const std::optional<double> millis = json_millis(member.value, member.unit_ms);
    if (!millis) return kNoTime;
    read_.values.insert(member.value);
    const Range at = document_.object_in_source(object);
    if (map_.is_wanted()) map_.add(document_.value_in_source(member.key), "chapter.time");
    if (!std::isfinite(*millis)) {
      report_.add(Severity::Warning, "bad-time", "The time is no number; it is left out.", at);
      return kNoTime;
    }
    if (*millis < 0) {
      report_.add(Severity::Warning, "negative-time", "The time is negative; it is read as 0.", at);
      return 0;
    }
    return *millis > kMaxTime ? kMaxTime : clamp_millis(std::llround(*millis));
  }

  /// ffprobe counts in parts of a second that each chapter names: "1/1000".
  void take_time_base(yyjson_val* object, JsonItem& item) {
    yyjson_val* base = json_member(object, "time_base");
    text::Scanner scanner(json_text(base));
    const auto over = text::decimal_value(scanner.take_digits());
    if (!scanner.consume('/')) return;
    const auto under = text::decimal_value(scanner.take_digits());
    if (!over || !under || *under == 0 || !scanner.at_end()) return;
    read_.values.insert(base);
    const double unit_ms = 1000.0 * static_cast<double>(*over) / static_cast<double>(*under);
    for (JsonItem::Member* member : {&item.start, &item.end}) {
      if (yyjson_is_num(member->value)) member->unit_ms = unit_ms;
    }
  }

  void read_chapter(yyjson_val* object) {
    JsonItem item = items_.read(object);
    model::Chapter chapter;
    take_time_base(object, item);
    chapter.time = {time_of(object, item.start), time_of(object, item.end)};
    chapter.title = text_of(object, {"title", "name", "text", "label"}, "chapter.title");
    if (chapter.title.empty())
      chapter.title = text_of(json_member(object, "tags"), {"title"}, "chapter.title");
    chapter.url = text_of(object, {"url", "href", "link"}, "chapter.url");
    chapter.image = text_of(object, {"img", "image", "image_url", "imageUrl"}, "chapter.image");
    yyjson_val* toc = json_member(object, "toc");
    read_.values.insert(toc);
    // Only what says "no" hides: a chapter without the member is shown.
    chapter.in_toc = !(yyjson_is_false(toc) || json_text(toc) == "false" ||
                       (yyjson_is_int(toc) && yyjson_get_int(toc) == 0));
    const Range at = document_.object_in_source(object);
    if (!chapter.time.known()) {
      chapter.time.end = kNoTime;
      if (chapter.title.empty() && chapter.url.empty() && chapter.image.empty()) {
        report_.add(Severity::Warning, "not-a-chapter", "An entry of the list is no chapter.", at);
        return;
      }
      report_.add(Severity::Warning, "chapter-without-time",
                  "The chapter does not say when it starts.", at);
    } else if (chapter.time.end != kNoTime && chapter.time.end < chapter.time.start) {
      report_.add(Severity::Warning, "chapter-end-before-start",
                  "The chapter ends before it starts.", at);
    }
    file_.chapters.push_back(std::move(chapter));
  }

  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter report_;
  JsonDocument document_;
  JsonItemReader items_;
  JsonRead read_;
};

Millis psc_time(const XmlTree& tree, const XmlNode& node, std::string_view name) {
  const std::optional<double> millis = read_time_text(tree.value(node, name), 1000);
  if (!millis || *millis < 0 || !std::isfinite(*millis)) return kNoTime;
  return *millis > kMaxTime ? kMaxTime : clamp_millis(std::llround(*millis));
}

std::string first_value(const XmlTree& tree, const XmlNode& node,
                        std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    std::string value = tree.value(node, name);
    if (!value.empty()) return value;
  }
  return {};
}

/// Reads the chapters below the node; those that cannot be used go to `bad`.
std::vector<model::Chapter> psc_chapters(const XmlTree& tree, std::uint32_t chapters,
                                         std::vector<Range>* bad) {
  std::vector<model::Chapter> out;
  const std::uint32_t end = tree.node(chapters).after;
  for (std::uint32_t i = chapters + 1; i < end && out.size() < kMaxChapters; ++i) {
    const XmlNode& node = tree.node(i);
    if (!tree.is_named(node, "chapter")) continue;
    model::Chapter chapter;
    chapter.time = {psc_time(tree, node, "start"), psc_time(tree, node, "end")};
    chapter.title = tree.value(node, "title");
    // An end tag that got lost makes the next chapters children: their text is not the title.
    if (chapter.title.empty() && !tree.has_children(i)) chapter.title = tree.text(node);
    chapter.url = first_value(tree, node, {"href", "url", "link"});
    chapter.image = first_value(tree, node, {"image", "img"});
    if (!chapter.time.known()) {
      if (bad != nullptr) bad->push_back(node.all_in_source);
      continue;
    }
    out.push_back(std::move(chapter));
  }
  return out;
}

}  // namespace

bool complete_chapters(std::vector<model::Chapter>& chapters) {
  const auto place = [](const model::Chapter& chapter) {
    return chapter.time.known() ? chapter.time.start : kMaxTime;
  };
  const bool is_sorted = std::ranges::is_sorted(chapters, {}, place);
  if (!is_sorted) std::ranges::stable_sort(chapters, {}, place);
  Millis next = kNoTime;  // the nearest later start
  Millis group = kNoTime;
  for (std::size_t i = chapters.size(); i-- > 0;) {
    TimeSpan& time = chapters[i].time;
    if (!time.known()) continue;
    if (time.start != group) {
      next = group;
      group = time.start;
    }
    if (time.end == kNoTime && next != kNoTime) time.end = next;
  }
  return !is_sorted;
}

bool looks_like_psc(std::string_view source) {
  return text::equal_no_case(xml_root_name(source), "chapters");
}

std::vector<model::Chapter> read_psc(const XmlTree& tree, std::uint32_t chapters) {
  std::vector<model::Chapter> out = psc_chapters(tree, chapters, nullptr);
  complete_chapters(out);
  return out;
}

void read_json_chapters(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  JsonChapterReader(source, file, map).read();
}

void read_psc_file(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  Reporter report(source, file);
  const XmlTree tree(source);
  std::vector<Range> bad;
  for (std::uint32_t i = 0; i < tree.nodes().size(); ++i) {
    const XmlNode& node = tree.node(i);
    if (tree.is_named(node, "chapter")) map.add(node.attributes_in_source, "chapter");
    if (!tree.is_named(node, "chapters") || !file.chapters.empty()) continue;
    file.chapters = psc_chapters(tree, i, &bad);
  }
  for (const Range& range : bad) {
    report.add(Severity::Warning, "chapter-without-time",
               "The chapter does not say when it starts; it is left out.", range);
  }
  if (tree.open_at_end() > 0) {
    const auto size = static_cast<std::uint32_t>(source.size());
    const std::uint32_t begin = size > 80 ? size - 80 : 0;
    report.add(Severity::Warning, "xml-cut-off", "The file ends inside an element.", {begin, size});
  }
  finish_chapters(file, report);
}

}  // namespace earshot::formats
