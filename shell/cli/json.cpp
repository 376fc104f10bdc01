#include "shell/cli/json.h"

#include <cstdlib>
#include <format>

namespace earshot::cli {

JsonLine::JsonLine() : document_(yyjson_mut_doc_new(nullptr)) {
  root_ = yyjson_mut_obj(document_.get());
  yyjson_mut_doc_set_root(document_.get(), root_);
}

yyjson_mut_val* JsonLine::object(yyjson_mut_val* parent, const char* key) {
  return yyjson_mut_obj_add_obj(document_.get(), parent, key);
}

yyjson_mut_val* JsonLine::array(yyjson_mut_val* parent, const char* key) {
  return yyjson_mut_obj_add_arr(document_.get(), parent, key);
}

yyjson_mut_val* JsonLine::append_object(yyjson_mut_val* array) {
  return yyjson_mut_arr_add_obj(document_.get(), array);
}

yyjson_mut_val* JsonLine::append_array(yyjson_mut_val* array) {
  return yyjson_mut_arr_add_arr(document_.get(), array);
}

void JsonLine::append_text(yyjson_mut_val* array, std::string_view text) {
  yyjson_mut_arr_add_strncpy(document_.get(), array, text.data(), text.size());
}

void JsonLine::append_number(yyjson_mut_val* array, std::uint64_t number) {
  yyjson_mut_arr_add_uint(document_.get(), array, number);
}

void JsonLine::text(yyjson_mut_val* object, const char* key, std::string_view text) {
  if (!text.empty()) always_text(object, key, text);
}

void JsonLine::always_text(yyjson_mut_val* object, const char* key, std::string_view text) {
  yyjson_mut_obj_add_strncpy(document_.get(), object, key, text.data(), text.size());
}

void JsonLine::named_text(yyjson_mut_val* object, std::string_view key, std::string_view text) {
  yyjson_mut_obj_add(object, yyjson_mut_strncpy(document_.get(), key.data(), key.size()),
                     yyjson_mut_strncpy(document_.get(), text.data(), text.size()));
}

void JsonLine::id(yyjson_mut_val* object, const char* key, Id id) {
  if (id.valid()) text(object, key, to_string(id));
}

void JsonLine::number(yyjson_mut_val* object, const char* key, std::int64_t number) {
  yyjson_mut_obj_add_int(document_.get(), object, key, number);
}

void JsonLine::known_number(yyjson_mut_val* object, const char* key, std::int64_t number) {
  if (number >= 0) this->number(object, key, number);
}

void JsonLine::flag(yyjson_mut_val* object, const char* key, bool value) {
  yyjson_mut_obj_add_bool(document_.get(), object, key, value);
}

void JsonLine::score(yyjson_mut_val* object, const char* key, double value) {
  const std::string digits = std::format("{:.4f}", value);
  yyjson_mut_obj_add_val(document_.get(), object, key,
                         yyjson_mut_rawncpy(document_.get(), digits.data(), digits.size()));
}

void JsonLine::times(yyjson_mut_val* object, TimeSpan time) {
  known_number(object, "start_ms", time.start);
  known_number(object, "end_ms", time.end);
}

std::string JsonLine::print() const {
  std::size_t size = 0;
  char* text = yyjson_mut_write(document_.get(), YYJSON_WRITE_ALLOW_INVALID_UNICODE, &size);
  std::string line = text != nullptr ? std::string(text, size) : std::string("{}");
  std::free(text);
  return line;
}

std::string_view name(Severity severity) {
  switch (severity) {
    case Severity::Note:
      return "note";
    case Severity::Warning:
      return "warning";
    case Severity::Error:
      return "error";
  }
  return "warning";
}

void add_diagnostics(JsonLine& json, yyjson_mut_val* object,
                     const std::vector<Diagnostic>& diagnostics, std::uint32_t more) {
  if (!diagnostics.empty()) {
    yyjson_mut_val* array = json.array(object, "diagnostics");
    for (const Diagnostic& diagnostic : diagnostics) {
      yyjson_mut_val* item = json.append_object(array);
      if (diagnostic.line_in_source > 0) json.number(item, "line", diagnostic.line_in_source);
      if (diagnostic.column_in_source > 0) json.number(item, "column", diagnostic.column_in_source);
      json.text(item, "severity", name(diagnostic.severity));
      json.text(item, "code", diagnostic.code);
      json.text(item, "message", diagnostic.message);
      json.text(item, "excerpt", diagnostic.excerpt);
    }
  }
  if (more > 0) json.number(object, "more_diagnostics", more);
}

}  // namespace earshot::cli
