#include "formats/json_rest.h"

#include <algorithm>
#include <vector>

#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Notes a file gets; the rest is boilerplate only.
constexpr std::size_t kMaxNotes = 50;

/// Measures and times are no words that could be lost; a year may be a title.
bool is_measure(std::string_view text) {
  return text.find_first_not_of("0123456789.,:;-+eE") == std::string_view::npos &&
         text.find_first_of(".:") != std::string_view::npos;
}

struct Place {
  yyjson_val* value = nullptr;
  std::string_view key;
};

}  // namespace

bool is_technical_json(std::string_view key) {
  constexpr std::string_view kNames[] = {
      "version",  "systeminfo",   "model",         "params",     "result",   "task",
      "status",   "jobName",      "accountId",     "id",         "uuid",     "request_id",
      "metadata", "type",         "model_info",    "model_uuid", "language", "language_code",
      "lang",     "languageCode", "word_segments", "channel",    "channels", "speaker_label"};
  return std::ranges::find(kNames, key) != std::end(kNames);
}

void JsonRest::keep_string(yyjson_val* value, std::string_view key) {
  const std::string_view text = text::trimmed(json_text(value));
  if (text.empty() || is_measure(text) || (read_.is_told && read_.is_told(text))) return;
  const Range range = document_.string_in_source(value);
  map_.add(range, "boilerplate");
  file_.boilerplate.emplace_back(text);
  if (++notes_ > kMaxNotes) return;
  report_.add(
      Severity::Note, "no-field-for-it",
      "The file says this as \"" + std::string(key) + "\"; it is kept, but shown nowhere else.",
      range);
}

void JsonRest::keep(yyjson_val* value, std::string_view key) {
  std::vector<Place> open = {{value, key}};
  while (!open.empty() && values_.spend()) {
    const Place place = open.back();
    open.pop_back();
    if (place.value == nullptr || read_.values.contains(place.value)) continue;
    if (yyjson_is_str(place.value)) {
      keep_string(place.value, place.key);
      continue;
    }
    // Children are pushed in reverse, so that they come in the order of the file.
    const std::size_t first = open.size();
    if (yyjson_is_obj(place.value)) {
      yyjson_obj_iter members = yyjson_obj_iter_with(place.value);
      while (yyjson_val* name = yyjson_obj_iter_next(&members)) {
        yyjson_val* member = yyjson_obj_iter_get_val(name);
        if (!yyjson_is_str(member) && !yyjson_is_ctn(member)) continue;
        if (!is_technical_json(json_text(name))) open.push_back({member, json_text(name)});
      }
    } else if (yyjson_is_arr(place.value)) {
      yyjson_arr_iter elements = yyjson_arr_iter_with(place.value);
      while (yyjson_val* element = yyjson_arr_iter_next(&elements)) {
        if (yyjson_is_str(element) || yyjson_is_ctn(element)) open.push_back({element, place.key});
      }
    }
    std::reverse(open.begin() + static_cast<std::ptrdiff_t>(first), open.end());
  }
}

}  // namespace earshot::formats
