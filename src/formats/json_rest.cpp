#include "formats/json_rest.h"

#include <algorithm>
#include <vector>

#include "base/budget.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Beyond so many values a document is a table of numbers, whose strings are looked at no further.
constexpr std::uint64_t kMaxValues = 1'000'000;
/// Notes a file gets; the rest is boilerplate only.
constexpr std::size_t kMaxNotes = 50;

/// Members by which tools tell how they made the file, and of what version it is.
bool is_technical(std::string_view key) {
  constexpr std::string_view kNames[] = {
      "version",  "systeminfo",   "model",         "params",     "result",   "task",
      "status",   "jobName",      "accountId",     "id",         "uuid",     "request_id",
      "metadata", "type",         "model_info",    "model_uuid", "language", "language_code",
      "lang",     "languageCode", "word_segments", "channel",    "channels", "speaker_label"};
  return std::ranges::find(kNames, key) != std::end(kNames);
}

struct Place {
  yyjson_val* value = nullptr;
  std::string_view key;
};

}  // namespace

void keep_rest_of_json(const JsonDocument& document, const JsonRead& read, model::ParsedFile& file,
                       SourceMap& map, Reporter& report) {
  Budget values(kMaxValues);
  std::size_t notes = 0;
  std::vector<Place> open = {{document.root(), {}}};
  while (!open.empty() && values.spend()) {
    const Place place = open.back();
    open.pop_back();
    if (place.value == nullptr || read.values.contains(place.value)) continue;
    if (yyjson_is_str(place.value)) {
      const std::string_view text = text::trimmed(json_text(place.value));
      if (text.empty() || (read.is_told && read.is_told(place.key, text))) continue;
      const Range range = document.string_in_source(place.value);
      map.add(range, "boilerplate");
      file.boilerplate.emplace_back(text);
      if (++notes > kMaxNotes) continue;
      report.add(Severity::Note, "no-field-for-it",
                 "The file says this as \"" + std::string(place.key) +
                     "\"; it is kept, but shown nowhere else.",
                 range);
      continue;
    }
    // Children are pushed in reverse, so that they come in the order of the file.
    const std::size_t first = open.size();
    if (yyjson_is_obj(place.value)) {
      yyjson_obj_iter members = yyjson_obj_iter_with(place.value);
      while (yyjson_val* key = yyjson_obj_iter_next(&members)) {
        yyjson_val* value = yyjson_obj_iter_get_val(key);
        if (!yyjson_is_str(value) && !yyjson_is_ctn(value)) continue;
        if (!is_technical(json_text(key))) open.push_back({value, json_text(key)});
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
