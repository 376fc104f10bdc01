#include "formats/json_shape.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "formats/loose_time.h"
#include "text/scanner.h"

// No two tools name the parts of a cue alike, but all make lists of objects with a start, an end
// and a text. Lists are found by sampling: a path of names ("segments", each, "words", each) stands
// for all arrays it leads to, and a few elements of each tell what its objects are.

namespace earshot::formats {
namespace {

/// Elements of an array that are looked at to tell what it holds.
constexpr std::size_t kSamples = 12;
/// Bounds the search in documents that are no transcripts.
constexpr std::size_t kMostPaths = 4'096;
constexpr std::size_t kMostNodes = 200'000;
/// Lists beside the cues that are looked at for telling the same: tools write up to four.
constexpr std::size_t kMostOthers = 8;

enum class Part : std::uint8_t {
  None,
  Start,
  End,
  Duration,
  Relative,
  Both,  ///< [start, end] or {from, to}
  Text,
  Word,
  Speaker,
  Words,
  Alternatives,
  Id,
  Type,
};

struct Alias {
  std::string_view key;
  Part part;
  std::uint8_t rank;  ///< the least wins where an object has several
  double unit_ms = 1000;
};

constexpr double kTickMs = 1e-4;  // 100 nanoseconds

constexpr Alias kAliases[] = {
    {"", Part::None, 0},
    {"start", Part::Start, 1},
    {"startTime", Part::Start, 1},
    {"start_time", Part::Start, 1},
    {"begin", Part::Start, 2},
    {"beginTime", Part::Start, 2},
    {"begin_time", Part::Start, 2},
    {"startOffset", Part::Start, 2},
    {"start_offset", Part::Start, 2},
    {"startSeconds", Part::Start, 2},
    {"start_seconds", Part::Start, 2},
    {"from", Part::Start, 3},
    {"ts", Part::Start, 3},
    {"startTimeMs", Part::Start, 0, 1},
    {"start_time_ms", Part::Start, 0, 1},
    {"startMs", Part::Start, 0, 1},
    {"start_ms", Part::Start, 0, 1},
    {"startMillis", Part::Start, 0, 1},
    {"tStartMs", Part::Start, 0, 1},
    {"offsetMs", Part::Start, 2, 1},
    {"offsetInTicks", Part::Start, 1, kTickMs},
    {"offset", Part::Start, 4},
    {"start_timestamp", Part::Start, 2},
    {"startTimestamp", Part::Start, 2},
    {"tOffsetMs", Part::Relative, 0, 1},
    {"end", Part::End, 1},
    {"endTime", Part::End, 1},
    {"end_time", Part::End, 1},
    {"stop", Part::End, 2},
    {"stopTime", Part::End, 2},
    {"endOffset", Part::End, 2},
    {"end_offset", Part::End, 2},
    {"endSeconds", Part::End, 2},
    {"end_seconds", Part::End, 2},
    {"to", Part::End, 3},
    {"end_ts", Part::End, 3},
    {"end_timestamp", Part::End, 2},
    {"endTimestamp", Part::End, 2},
    {"endTimeMs", Part::End, 0, 1},
    {"end_time_ms", Part::End, 0, 1},
    {"endMs", Part::End, 0, 1},
    {"end_ms", Part::End, 0, 1},
    {"endMillis", Part::End, 0, 1},
    {"duration", Part::Duration, 1},
    {"dur", Part::Duration, 1},
    {"durationMs", Part::Duration, 0, 1},
    {"duration_ms", Part::Duration, 0, 1},
    {"dDurationMs", Part::Duration, 0, 1},
    {"durationInTicks", Part::Duration, 0, kTickMs},
    {"offsets", Part::Both, 0, 1},
    {"timestamp", Part::Both, 4},
    {"timestamps", Part::Both, 4},
    {"timecode", Part::Both, 4},
    {"time", Part::Both, 5},
    {"text", Part::Text, 1},
    {"body", Part::Text, 2},
    {"transcript", Part::Text, 2},
    {"caption", Part::Text, 3},
    {"sentence", Part::Text, 3},
    {"utterance", Part::Text, 3},
    {"line", Part::Text, 4},
    {"lines", Part::Text, 4},
    {"content", Part::Text, 4},
    {"utf8", Part::Text, 4},
    {"display", Part::Text, 4},
    {"punctuated_word", Part::Word, 2},
    {"word", Part::Word, 3},
    {"value", Part::Word, 5},
    {"speakerName", Part::Speaker, 0},
    {"speakerDisplayName", Part::Speaker, 0},
    {"speaker_name", Part::Speaker, 0},
    {"speaker", Part::Speaker, 1},
    {"speakerLabel", Part::Speaker, 2},
    {"speaker_label", Part::Speaker, 2},
    {"speakerId", Part::Speaker, 3},
    {"speaker_id", Part::Speaker, 3},
    {"speakerTag", Part::Speaker, 3},
    {"speaker_tag", Part::Speaker, 3},
    {"participant", Part::Speaker, 4},
    {"voice", Part::Speaker, 4},
    {"words", Part::Words, 0},
    {"tokens", Part::Words, 1},
    {"elements", Part::Words, 1},
    {"segs", Part::Words, 1},
    {"items", Part::Words, 2},
    {"alternatives", Part::Alternatives, 0},
    {"nBest", Part::Alternatives, 0},
    {"NBest", Part::Alternatives, 0},
    {"id", Part::Id, 0},
    {"type", Part::Type, 0},
};

void take(JsonItem::Member& member, yyjson_val* key, yyjson_val* value, const Alias& alias) {
  if (value == nullptr || alias.rank >= member.rank || yyjson_is_null(value)) return;
  member = {.key = key, .value = value, .unit_ms = alias.unit_ms, .rank = alias.rank};
}

/// [start, end], {"from": start, "to": end}, or a start alone.
void take_both(JsonItem& item, yyjson_val* key, yyjson_val* value, const Alias& alias) {
  if (yyjson_is_arr(value)) {
    take(item.start, key, yyjson_arr_get(value, 0), alias);
    take(item.end, key, yyjson_arr_get(value, 1), alias);
  } else if (yyjson_is_obj(value)) {
    for (const std::string_view name : {"from", "start"})
      take(item.start, key, json_member(value, name), alias);
    for (const std::string_view name : {"to", "end"})
      take(item.end, key, json_member(value, name), alias);
  } else {
    take(item.start, key, value, alias);
  }
}

bool is_object_list(yyjson_val* value) {
  return yyjson_is_arr(value) && yyjson_is_obj(yyjson_arr_get_first(value));
}

/// ["text", start, end].
bool is_timed_word(yyjson_val* value) {
  return yyjson_is_arr(value) && yyjson_is_str(yyjson_arr_get_first(value)) &&
         yyjson_is_num(yyjson_arr_get(value, 1));
}

void take_alternative(JsonItem& item, yyjson_val* key, yyjson_val* list) {
  yyjson_val* best = yyjson_arr_get_first(list);
  if (!yyjson_is_obj(best)) return;
  item.is_alternative = true;
  constexpr Alias kText = {"", Part::Text, 2};
  if (yyjson_val* content = json_member(best, "content")) {
    take(item.text, key, content, kText);
    item.is_word = true;
  }
  for (const std::string_view name : {"transcript", "display"})
    take(item.text, key, json_member(best, name), kText);
  yyjson_val* speaker = json_member(best, "speaker");
  if (speaker != nullptr) take(item.speaker, key, speaker, {"", Part::Speaker, 5});
  yyjson_val* words = json_member(best, "words");
  if (is_object_list(words)) take(item.words, key, words, {"", Part::Words, 0});
  yyjson_val* lists = json_member(best, "timestamps");
  if (is_timed_word(yyjson_arr_get_first(lists)))
    take(item.words, key, lists, {"", Part::Words, 1});
}

/// A number that stands for a speaker, as a string.
bool is_number_text(yyjson_val* value) {
  const std::string_view text = json_text(value);
  return !text.empty() && std::ranges::all_of(text, text::is_digit);
}

/// A name is worth more than a number, whatever they are called.
void take_speaker(JsonItem& item, yyjson_val* key, yyjson_val* value, Alias alias) {
  if (is_number_text(value) && item.speaker.value != nullptr) return;
  if (is_number_text(item.speaker.value) && yyjson_is_str(value) && !is_number_text(value))
    item.speaker = {};
  take(item.speaker, key, value, alias);
}

void take_member(JsonItem& item, yyjson_val* key, yyjson_val* value, const Alias& alias) {
  switch (alias.part) {
    case Part::Start:
      return take(item.start, key, value, alias);
    case Part::End:
      return take(item.end, key, value, alias);
    case Part::Duration:
      return take(item.duration, key, value, alias);
    case Part::Relative:
      return take(item.relative_start, key, value, alias);
    case Part::Both:
      return take_both(item, key, value, alias);
    case Part::Text:
    case Part::Word:
      if (!yyjson_is_str(value) && !(yyjson_is_arr(value) && !is_object_list(value))) return;
      if (item.text.value != nullptr) item.has_others = true;
      if (alias.rank < item.text.rank) item.is_word = alias.part == Part::Word;
      return take(item.text, key, value, alias);
    case Part::Speaker:
      return take_speaker(item, key, value, alias);
    case Part::Words:
      if (is_object_list(value)) take(item.words, key, value, alias);
      return;
    case Part::Alternatives:
      return take_alternative(item, key, value);
    case Part::Id:
      return take(item.id, key, value, alias);
    case Part::Type:
      item.is_untimed = json_text(value).starts_with("punct");
      return;
    case Part::None:
      return;
  }
}

bool has_white(std::string_view text) {
  return text::trimmed(text).find_first_of(" \t\n") != std::string_view::npos;
}

class ShapeFinder {
 public:
  JsonShape find(yyjson_val* root) {
    stack_.push_back({.value = root, .path = add_path(-1, "root"), .depth = 0, .weight = 1});
    while (!stack_.empty() && nodes_ < kMostNodes) {
      const Node node = stack_.back();
      stack_.pop_back();
      ++nodes_;
      if (yyjson_is_arr(node.value)) {
        look_at_array(node);
      } else {
        look_at_object(node);
      }
    }
    return choose();
  }

 private:
  struct Node {
    yyjson_val* value = nullptr;
    int path = 0;
    std::size_t depth = 0;
    double weight = 1;         ///< how many like it this one stands for
    bool has_speaker = false;  ///< an object around names one
  };
  struct Path {
    int parent = -1;
    std::string_view step;
    JsonPath stats;
    double turns = 0;
    std::size_t with_text = 0;
    std::size_t with_white = 0;
  };

  int add_path(int parent, std::string_view step) {
    const auto [found, is_new] =
        path_numbers_.try_emplace({parent, step}, static_cast<int>(paths_.size()));
    if (!is_new) return found->second;
    if (paths_.size() >= kMostPaths) {
      path_numbers_.erase(found);
      return -1;
    }
    paths_.push_back({.parent = parent, .step = step, .stats = {}});
    return found->second;
  }

  void push(yyjson_val* value, int path, const Node& parent, double weight, bool has_speaker) {
    if (!yyjson_is_arr(value) && !yyjson_is_obj(value)) return;
    if (parent.depth + 1 > kMaxJsonNesting) {
      shape_.is_too_deep = true;
      return;
    }
    if (path >= 0) {
      stack_.push_back({.value = value,
                        .path = path,
                        .depth = parent.depth + 1,
                        .weight = weight,
                        .has_speaker = has_speaker});
    }
  }

  void look_at_object(const Node& node) {
    yyjson_obj_iter members;
    yyjson_obj_iter_init(node.value, &members);
    std::size_t seen = 0;
    const bool has_speaker = node.has_speaker || reader_.read(node.value).speaker.value != nullptr;
    while (yyjson_val* key = yyjson_obj_iter_next(&members)) {
      if (++seen > kMostPaths) break;
      yyjson_val* value = yyjson_obj_iter_get_val(key);
      if (!yyjson_is_ctn(value)) continue;
      push(value, add_path(node.path, json_text(key)), node, node.weight, has_speaker);
    }
  }

  void look_at_array(const Node& node) {
    const std::size_t size = yyjson_arr_size(node.value);
    const std::size_t samples = std::min(size, kSamples);
    if (samples == 0) return;
    const double weight = node.weight * static_cast<double>(size) / static_cast<double>(samples);
    const int path = add_path(node.path, "");
    yyjson_arr_iter elements;
    yyjson_arr_iter_init(node.value, &elements);
    for (std::size_t i = 0; i < samples; ++i) {
      yyjson_val* element = yyjson_arr_iter_next(&elements);
      if (yyjson_is_obj(element) && path >= 0) sample(element, path, weight, node.has_speaker);
      push(element, path, node, weight, node.has_speaker);
    }
  }

  void sample(yyjson_val* object, int path_number, double weight, bool has_outer_speaker) {
    Path& path = paths_[static_cast<std::size_t>(path_number)];
    const JsonItem item = reader_.read(object);
    const bool is_timed = item.start.value != nullptr;
    const std::string text = json_text_of(item);
    bool has_words = false;
    if (item.words.value != nullptr) {
      const JsonItem word = reader_.read(yyjson_arr_get_first(item.words.value));
      const bool is_word_timed =
          word.start.value != nullptr || word.relative_start.value != nullptr;
      has_words = word.text.value != nullptr && (is_word_timed || is_timed);
      // Words with times make a cue of an object without any.
      path.stats.is_timed = path.stats.is_timed || (has_words && is_word_timed);
    }
    path.stats.has_speakers =
        path.stats.has_speakers || has_outer_speaker || item.speaker.value != nullptr;
    if (item.text.value == nullptr && !has_words) {
      if (is_timed && item.speaker.value != nullptr) path.turns += weight;
      return;
    }
    path.stats.has_words = path.stats.has_words || has_words;
    path.stats.is_timed = path.stats.is_timed || is_timed;
    path.stats.is_named_word = path.stats.is_named_word || item.is_word;
    path.stats.objects += weight;
    // A list of words without their text counts like one with it.
    const double bytes = text.empty() && has_words
                             ? static_cast<double>(yyjson_arr_size(item.words.value)) * 5
                             : static_cast<double>(text.size());
    path.stats.characters += weight * bytes;
    if (!text.empty()) ++path.with_text;
    if (has_white(text) || (text.empty() && has_words)) ++path.with_white;
  }

  void fill_steps(std::size_t number, JsonPath& out) const {
    for (int at = static_cast<int>(number); at > 0;
         at = paths_[static_cast<std::size_t>(at)].parent) {
      out.steps.push_back(paths_[static_cast<std::size_t>(at)].step);
    }
    std::ranges::reverse(out.steps);
  }

  bool is_below(std::size_t path, std::size_t ancestor) const {
    for (int at = static_cast<int>(path); at >= 0;
         at = paths_[static_cast<std::size_t>(at)].parent) {
      if (static_cast<std::size_t>(at) == ancestor) return true;
    }
    return false;
  }

  /// Timed before untimed, more text before less (a tenth more or less is the same text told
  /// twice), sentences before words, speakers before none.
  static bool is_better(const JsonPath& a, const JsonPath& b) {
    if (a.is_timed != b.is_timed) return a.is_timed;
    // Lists of words come with pieces that nobody says: they may be the longer ones.
    if (a.is_words != b.is_words) {
      const JsonPath& sentences = a.is_words ? b : a;
      const JsonPath& words = a.is_words ? a : b;
      const bool is_same_text = sentences.characters * 2 >= words.characters;
      return is_same_text == b.is_words;
    }
    if (a.characters < b.characters * 0.9) return false;
    if (b.characters < a.characters * 0.9) return true;
    if (a.has_speakers != b.has_speakers) return a.has_speakers;
    if (a.has_words != b.has_words) return a.has_words;
    return a.objects > b.objects;
  }

  JsonShape choose() {
    std::optional<std::size_t> cues;
    std::optional<std::size_t> turns;
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      JsonPath& stats = paths_[i].stats;
      stats.is_words = paths_[i].with_white == 0 && paths_[i].with_text > 0;
      if (stats.objects > 0 && (!cues || is_better(stats, paths_[*cues].stats))) cues = i;
      if (paths_[i].turns > 0 && (!turns || paths_[i].turns > paths_[*turns].turns)) turns = i;
    }
    if (!cues) return std::move(shape_);
    std::optional<std::size_t> words;
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      const JsonPath& stats = paths_[i].stats;
      const bool may_be = stats.is_words && stats.is_timed && !is_below(i, *cues);
      if (may_be && (!words || stats.characters > paths_[*words].stats.characters)) words = i;
    }
    const auto path_of = [&](std::size_t number) {
      JsonPath out = paths_[number].stats;
      fill_steps(number, out);
      return out;
    };
    shape_.cues = path_of(*cues);
    if (words && !shape_.cues->has_words && !shape_.cues->is_words) shape_.words = path_of(*words);
    if (turns && !shape_.cues->has_speakers) {
      shape_.turns = paths_[*turns].stats;
      fill_steps(*turns, *shape_.turns);
    }
    for (std::size_t i = 0; i < paths_.size() && shape_.others.size() < kMostOthers; ++i) {
      const JsonPath& stats = paths_[i].stats;
      if (stats.objects == 0 || i == *cues || is_below(i, *cues)) continue;
      shape_.others.push_back(path_of(i));
    }
    return std::move(shape_);
  }

  std::vector<Node> stack_;
  std::vector<Path> paths_;
  std::map<std::pair<int, std::string_view>, int> path_numbers_;
  std::size_t nodes_ = 0;
  JsonItemReader reader_;
  JsonShape shape_;
};

}  // namespace

std::uint8_t JsonItemReader::alias_of(std::string_view key, std::size_t position) {
  Known unused;
  Known& known = position < known_.size() ? known_[position] : unused;
  if (!known.key.empty() && known.key == key) return known.alias;
  known.key = key;
  known.alias = 0;
  for (std::size_t i = 1; i < std::size(kAliases); ++i) {
    if (kAliases[i].key == key) known.alias = static_cast<std::uint8_t>(i);
  }
  return known.alias;
}

JsonItem JsonItemReader::read(yyjson_val* object) {
  // Objects with more members are no cues; a bound keeps their cost down.
  constexpr std::size_t kMostMembers = 256;
  JsonItem item;
  if (is_timed_word(object)) {
    take(item.text, nullptr, yyjson_arr_get_first(object), {"", Part::Word, 3});
    take(item.start, nullptr, yyjson_arr_get(object, 1), {"", Part::Start, 4});
    take(item.end, nullptr, yyjson_arr_get(object, 2), {"", Part::End, 4});
    item.is_word = true;
    return item;
  }
  yyjson_obj_iter members;
  yyjson_obj_iter_init(object, &members);
  for (std::size_t i = 0; i < kMostMembers; ++i) {
    yyjson_val* key = yyjson_obj_iter_next(&members);
    if (key == nullptr) break;
    const std::uint8_t alias = alias_of(json_text(key), i);
    yyjson_val* value = yyjson_obj_iter_get_val(key);
    if (alias != 0) {
      take_member(item, key, value, kAliases[alias]);
    } else if (yyjson_is_str(value) || yyjson_is_ctn(value)) {
      item.has_others = true;
    }
  }
  return item;
}

bool is_json_part(std::string_view name) {
  return std::ranges::any_of(kAliases, [&](const Alias& alias) {
    return alias.key == name && alias.part != Part::Text && alias.part != Part::Word;
  });
}

bool is_word_list(const JsonPath& path) {
  if (!path.is_words) return false;
  const std::string_view list =
      path.steps.size() < 2 ? std::string_view() : path.steps[path.steps.size() - 2];
  return path.is_named_word || list == "words" || list == "word_segments" || list == "items";
}

std::optional<double> json_millis(yyjson_val* value, double unit_ms) {
  if (value == nullptr || yyjson_is_null(value)) return std::nullopt;
  static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const auto scalar = [](yyjson_val* number, double unit) -> std::optional<double> {
    if (yyjson_is_num(number)) return yyjson_get_num(number) * unit;
    if (!yyjson_is_str(number)) return kNone;
    const std::string_view text = json_text(number);
    if (text::is_blank(text)) return std::nullopt;
    return read_time_text(text, unit).value_or(kNone);
  };
  if (!yyjson_is_obj(value)) return scalar(value, unit_ms);
  if (yyjson_val* relative = json_member(value, "relative")) return scalar(relative, unit_ms);
  // {"seconds": "1", "nanos": 500000000}; one of both may be missing.
  double millis = 0;
  if (yyjson_val* seconds = json_member(value, "seconds"))
    millis += scalar(seconds, 1000).value_or(0);
  if (yyjson_val* nanos = json_member(value, "nanos")) millis += scalar(nanos, 1e-6).value_or(0);
  return millis;
}

std::string json_text_of(const JsonItem& item) {
  if (yyjson_is_str(item.text.value)) return std::string(json_text(item.text.value));
  std::string out;
  if (!yyjson_is_arr(item.text.value)) return out;
  yyjson_arr_iter lines;
  yyjson_arr_iter_init(item.text.value, &lines);
  while (yyjson_val* line = yyjson_arr_iter_next(&lines)) {
    if (!out.empty()) out += '\n';
    out += json_text(line);
  }
  return out;
}

std::string json_speaker(yyjson_val* value) {
  if (yyjson_is_str(value)) return std::string(text::trimmed(json_text(value)));
  if (yyjson_is_int(value)) return "Speaker " + std::to_string(yyjson_get_sint(value));
  if (!yyjson_is_obj(value)) return {};
  for (const std::string_view key : {"name", "label", "id"}) {
    yyjson_val* member = json_member(value, key);
    if (yyjson_is_str(member)) return std::string(text::trimmed(json_text(member)));
    if (yyjson_is_int(member)) return "Speaker " + std::to_string(yyjson_get_sint(member));
  }
  return {};
}

std::string json_speaker_key(yyjson_val* value) {
  if (yyjson_is_str(value)) return std::string(text::trimmed(json_text(value)));
  if (yyjson_is_int(value)) return std::to_string(yyjson_get_sint(value));
  yyjson_val* id = json_member(value, "id");
  return yyjson_is_int(id) ? std::to_string(yyjson_get_sint(id)) : std::string(json_text(id));
}

JsonShape find_json_shape(yyjson_val* root) {
  return ShapeFinder().find(root);
}

std::vector<JsonArray> json_arrays(yyjson_val* root, const JsonPath& path) {
  std::vector<JsonArray> values = {{.array = root}};
  JsonItemReader reader;
  // The last step is "each element": the arrays themselves are wanted.
  for (std::size_t i = 0; i + 1 < path.steps.size(); ++i) {
    std::vector<JsonArray> next;
    for (const JsonArray& value : values) {
      if (!path.steps[i].empty()) {
        JsonArray member = value;
        if (yyjson_is_obj(value.array)) {
          if (yyjson_val* speaker = reader.read(value.array).speaker.value)
            member.speaker = speaker;
        }
        member.array = json_member(value.array, path.steps[i]);
        if (member.array != nullptr) next.push_back(member);
        continue;
      }
      yyjson_arr_iter elements;
      if (!yyjson_arr_iter_init(value.array, &elements)) continue;
      while (yyjson_val* element = yyjson_arr_iter_next(&elements))
        next.push_back({.array = element, .speaker = value.speaker});
    }
    values.swap(next);
  }
  std::erase_if(values, [](const JsonArray& value) { return !yyjson_is_arr(value.array); });
  return values;
}

}  // namespace earshot::formats
