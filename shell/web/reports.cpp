#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shell/web/json.h"
#include "shell/web/json_document.h"

namespace earshot::web {
namespace {

std::vector<Diagnostic> read_diagnostics(yyjson_val* list) {
  std::vector<Diagnostic> diagnostics;
  std::size_t index = 0;
  std::size_t count = 0;
  yyjson_val* entry = nullptr;
  yyjson_arr_foreach(list, index, count, entry) {
    Diagnostic& diagnostic = diagnostics.emplace_back();
    diagnostic.line_in_source = JsonReader::number(entry, "line");
    diagnostic.column_in_source = JsonReader::number(entry, "column");
    const std::uint32_t severity = JsonReader::number(entry, "severity");
    diagnostic.severity = static_cast<Severity>(std::min<std::uint32_t>(severity, 2));
    diagnostic.code = JsonReader::text(entry, "code");
    diagnostic.message = JsonReader::text(entry, "message");
    diagnostic.excerpt = JsonReader::text(entry, "excerpt");
  }
  return diagnostics;
}

std::vector<Id> ids_of(yyjson_val* list) {
  std::vector<Id> ids;
  std::size_t index = 0;
  std::size_t count = 0;
  yyjson_val* entry = nullptr;
  yyjson_arr_foreach(list, index, count, entry) {
    if (const auto id = id_from_string(JsonReader::text(entry))) ids.push_back(*id);
  }
  return ids;
}

}  // namespace

std::string write_reports(const std::vector<import::FileReport>& reports) {
  JsonWriter json;
  for (const import::FileReport& report : reports) {
    yyjson_mut_val* const object = json.add_object();
    json.put(object, "path", report.path);
    json.put(object, "became", report.became);
    json.put(object, "format", report.format);
    if (report.episode.valid()) json.put(object, "episode", to_string(report.episode));
    json.put(object, "title", report.episode_title);
    if (report.source.valid()) json.put(object, "source", to_string(report.source));
    json.put(object, "can_stand_apart", report.can_stand_apart ? 1U : 0U);
    json.put(object, "with", report.pairing_with);
    json.put(object, "reason", report.pairing_reason);
    json.put(object, "error", report.error);
    json.put(object, "more", report.more_diagnostics);
    if (report.diagnostics.empty()) continue;
    yyjson_mut_val* const list = yyjson_mut_obj_add_arr(json.document(), object, "diagnostics");
    for (const Diagnostic& diagnostic : report.diagnostics) {
      yyjson_mut_val* const entry = yyjson_mut_arr_add_obj(json.document(), list);
      json.put(entry, "line", diagnostic.line_in_source);
      json.put(entry, "column", diagnostic.column_in_source);
      json.put(entry, "severity", static_cast<std::uint32_t>(diagnostic.severity));
      json.put(entry, "code", diagnostic.code);
      json.put(entry, "message", diagnostic.message);
      json.put(entry, "excerpt", diagnostic.excerpt);
    }
  }
  return json.text();
}

std::vector<app::FileOutcome> read_reports(std::string_view text) {
  const JsonReader json(text);
  std::vector<app::FileOutcome> outcomes;
  std::size_t index = 0;
  std::size_t count = 0;
  yyjson_val* object = nullptr;
  yyjson_arr_foreach(json.root(), index, count, object) {
    app::FileOutcome& outcome = outcomes.emplace_back();
    outcome.path = JsonReader::text(object, "path");
    outcome.became = JsonReader::text(object, "became");
    outcome.format = JsonReader::text(object, "format");
    outcome.episode = id_from_string(JsonReader::text(object, "episode")).value_or(Id{});
    outcome.episode_title = JsonReader::text(object, "title");
    outcome.source = id_from_string(JsonReader::text(object, "source")).value_or(Id{});
    outcome.can_stand_apart = JsonReader::number(object, "can_stand_apart") != 0;
    outcome.pairing_with = JsonReader::text(object, "with");
    outcome.pairing_reason = JsonReader::text(object, "reason");
    outcome.error = JsonReader::text(object, "error");
    outcome.more_diagnostics = JsonReader::number(object, "more");
    outcome.diagnostics = read_diagnostics(yyjson_obj_get(object, "diagnostics"));
  }
  return outcomes;
}

ImportOrder read_import_order(std::string_view text) {
  const JsonReader json(text);
  ImportOrder order;
  order.fallback_show = JsonReader::text(json.root(), "show");
  std::size_t index = 0;
  std::size_t count = 0;
  yyjson_val* file = nullptr;
  yyjson_arr_foreach(yyjson_obj_get(json.root(), "files"), index, count, file) {
    // Every entry counts, odd or not: both sides number them alike.
    order.entries.push_back({.path = std::string(JsonReader::text(yyjson_arr_get(file, 0))),
                             .size_bytes = yyjson_get_uint(yyjson_arr_get(file, 1))});
  }
  return order;
}

MergeOrder read_merge_order(std::string_view text) {
  const JsonReader json(text);
  MergeOrder order;
  std::size_t index = 0;
  std::size_t count = 0;
  yyjson_val* list = nullptr;
  yyjson_arr_foreach(yyjson_obj_get(json.root(), "left_out"), index, count, list) {
    std::vector<std::uint32_t>& numbers = order.left_out.emplace_back();
    std::size_t at = 0;
    std::size_t size = 0;
    yyjson_val* number = nullptr;
    yyjson_arr_foreach(list, at, size, number)
        numbers.push_back(static_cast<std::uint32_t>(yyjson_get_uint(number)));
  }
  order.left_out_sources = ids_of(yyjson_obj_get(json.root(), "sources"));
  order.repairs_text = yyjson_is_true(yyjson_obj_get(json.root(), "repair"));
  return order;
}

std::vector<Id> read_ids(std::string_view text) {
  const JsonReader json(text);
  return ids_of(json.root());
}

}  // namespace earshot::web
