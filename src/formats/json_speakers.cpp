#include "formats/json_speakers.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "formats/json_shape.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Tables stand at the top, or in the object around the cues.
constexpr std::size_t kDeepestTable = 3;
/// Bounds the search in documents that are no transcripts.
constexpr std::size_t kMostObjects = 64;
constexpr std::size_t kMostSpeakers = 1'000;

bool names_table(std::string_view key) {
  constexpr std::string_view kNames[] = {"speakers",     "speaker",      "participants",
                                         "contributors", "speakerNames", "speaker_names",
                                         "speakerMap",   "speaker_map"};
  return std::ranges::find(kNames, key) != std::end(kNames);
}

yyjson_val* first_of(yyjson_val* object, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    yyjson_val* value = json_member(object, key);
    if (yyjson_is_str(value) ? !text::is_blank(json_text(value)) : yyjson_is_int(value))
      return value;
  }
  return nullptr;
}

yyjson_val* name_in(yyjson_val* object) {
  yyjson_val* name = first_of(
      object, {"name", "displayName", "display_name", "speakerName", "speaker_name", "label"});
  return yyjson_is_str(name) ? name : nullptr;
}

}  // namespace

JsonSpeakers::JsonSpeakers(yyjson_val* root) {
  std::vector<std::pair<yyjson_val*, std::size_t>> open = {{root, 0}};
  for (std::size_t next = 0; next < open.size() && next < kMostObjects; ++next) {
    const auto [object, depth] = open[next];
    if (!yyjson_is_obj(object)) continue;
    yyjson_obj_iter members = yyjson_obj_iter_with(object);
    for (std::size_t i = 0; i < kMostObjects; ++i) {
      yyjson_val* key = yyjson_obj_iter_next(&members);
      if (key == nullptr) break;
      yyjson_val* value = yyjson_obj_iter_get_val(key);
      if (names_table(json_text(key))) read_table(value);
      if (depth < kDeepestTable && yyjson_is_obj(value)) open.emplace_back(value, depth + 1);
    }
  }
}

void JsonSpeakers::read_table(yyjson_val* table) {
  if (yyjson_is_arr(table)) return read_list(table);
  if (!yyjson_is_obj(table)) return;
  yyjson_obj_iter members = yyjson_obj_iter_with(table);
  while (yyjson_val* key = yyjson_obj_iter_next(&members)) {
    yyjson_val* value = yyjson_obj_iter_get_val(key);
    yyjson_val* name = yyjson_is_str(value) ? value : name_in(value);
    if (name != nullptr) add(json_speaker_key(key), {.name = name});
  }
}

void JsonSpeakers::read_list(yyjson_val* list) {
  yyjson_arr_iter elements = yyjson_arr_iter_with(list);
  JsonItemReader reader;
  for (std::size_t i = 0; i < kMostSpeakers; ++i) {
    yyjson_val* element = yyjson_arr_iter_next(&elements);
    if (element == nullptr) return;
    if (yyjson_is_str(element)) {
      add(std::to_string(i), {.name = element});
      continue;
    }
    // Lists of what was said are named after speakers too.
    const JsonItem item = reader.read(element);
    if (item.start.value != nullptr || item.text.value != nullptr) return;
    yyjson_val* name = name_in(element);
    if (name == nullptr) continue;
    yyjson_val* id = first_of(
        element, {"id", "speaker_id", "speakerId", "speaker", "key", "tag", "index", "label"});
    add(id != nullptr ? json_speaker_key(id) : std::to_string(i), {.name = name, .id = id});
  }
}

void JsonSpeakers::add(std::string key, Entry entry) {
  if (!key.empty() && entries_.size() < kMostSpeakers) entries_.try_emplace(std::move(key), entry);
}

std::string JsonSpeakers::name_of(yyjson_val* speaker,
                                  std::unordered_set<const yyjson_val*>& used) const {
  if (entries_.empty() || (yyjson_is_obj(speaker) && name_in(speaker) != nullptr))
    return json_speaker(speaker);
  const auto found = entries_.find(json_speaker_key(speaker));
  if (found == entries_.end()) return json_speaker(speaker);
  used.insert(found->second.name);
  used.insert(found->second.id);
  return json_speaker(found->second.name);
}

}  // namespace earshot::formats
