#include "formats/json_transcripts.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "formats/cue_list.h"
#include "formats/json_document.h"
#include "formats/json_rest.h"
#include "formats/json_shape.h"
#include "formats/json_speakers.h"
#include "formats/languages.h"
#include "formats/same_text.h"
#include "text/encoding.h"
#include "text/scanner.h"

namespace earshot::formats {
namespace {

/// Words without cues are cut into cues at ends of sentences, at pauses, and where one gets long.
constexpr double kPauseMs = 1'500;
constexpr std::size_t kLongestCue = 240;
constexpr std::size_t kShortestSentence = 24;

/// Slower than a letter in ten seconds nobody speaks: then whole numbers are milliseconds.
constexpr double kFewestLettersASecond = 0.1;

struct JsonWord {
  std::string text;  ///< with the white space before it, if it has any
  RawTimes times;
  std::string speaker;
  Range text_in_source;
  bool is_glued = false;  ///< stands at the word before without white space
};

/// A cue before words at the top level are laid into it.
struct Draft {
  model::Cue cue;
  CueText text;
  Range text_in_source;
  Range at_in_source;
};

/// A speaker's turn, told apart from the text.
struct Turn {
  double start_ms = 0;
  double end_ms = 0;
  std::string speaker;
};

Range append_glued(std::string& plain, std::string_view word) {
  const auto begin = static_cast<std::uint32_t>(plain.size());
  plain += text::trimmed(word);
  return {begin, static_cast<std::uint32_t>(plain.size())};
}

/// Pieces that are no words: "[_BEG_]", "[_TT_550]".
bool is_special_token(std::string_view text) {
  return text.starts_with("[_") && text.ends_with("]");
}

class JsonTranscriptReader {
 public:
  JsonTranscriptReader(std::string_view source, model::ParsedFile& file, SourceMap& map)
      : file_(file),
        map_(map),
        report_(source, file),
        document_(source, report_),
        cues_(source, file, map, report_),
        speakers_(document_.root()),
        rest_(document_, read_, file, map, report_) {}

  void read() {
    yyjson_val* root = document_.root();
    read_language(root);
    const JsonShape shape = find_json_shape(root);
    if (shape.is_too_deep) {
      report_.add(Severity::Warning, "too-deep",
                  "The JSON is nested deeper than 64; what is below is not read.", {0, 0});
    }
    if (shape.cues) {
      if (shape.turns) read_turns(root, *shape.turns);
      const std::vector<JsonArray> arrays = json_arrays(root, *shape.cues);
      note_read(root, shape);
      unit_factor_ = find_unit_factor(arrays);
      if (is_word_list(*shape.cues)) {
        std::vector<JsonWord> words = read_words(arrays);
        for (const std::string_view key : {"text", "transcript"})
          write_as_in(json_text(json_member(root, key)), words);
        group_words(words);
      } else {
        read_cues(arrays);
        if (shape.words) lay_words(read_words(json_arrays(root, *shape.words)));
      }
    }
    read_text_beyond_cues(root);
    keep_rest(root, shape);
    for (Draft& draft : drafts_) {
      if (!cues_.add(std::move(draft.cue), std::move(draft.text), draft.text_in_source,
                     draft.at_in_source)) {
        break;
      }
    }
    cues_.finish(true);
  }

 private:
  void read_language(yyjson_val* root) {
    constexpr std::string_view kKeys[] = {"language", "language_code", "languageCode", "lang"};
    for (yyjson_val* object : {root, json_member(root, "result"), json_member(root, "results"),
                               json_member(root, "params"), json_member(root, "metadata")}) {
      for (const std::string_view key : kKeys) {
        const std::string_view value = text::trimmed(json_text(json_member(object, key)));
        if (value.empty() || value == "auto" || !file_.language.empty()) continue;
        file_.language = language_code(value);
        read_.values.insert(json_member(object, key));
      }
    }
  }

  void note_read(yyjson_val* root, const JsonShape& shape) {
    for (const auto& path : {shape.cues, shape.words, shape.turns}) {
      if (!path) continue;
      for (const JsonArray& list : json_arrays(root, *path)) {
        read_.values.insert(list.array);
        read_.values.insert(list.speaker);
      }
    }
  }

  /// What was read neither as a cue nor said by the cues in other words.
  void keep_rest(yyjson_val* root, const JsonShape& shape) {
    std::string told;
    for (const Draft& draft : drafts_)
      append_letters(told, draft.text.plain);
    for (const JsonPath& path : shape.others) {
      const std::vector<JsonArray> arrays = json_arrays(root, path);
      std::string letters;
      for (const JsonArray& list : arrays) {
        yyjson_arr_iter elements;
        yyjson_arr_iter_init(list.array, &elements);
        while (yyjson_val* element = yyjson_arr_iter_next(&elements)) {
          if (yyjson_is_obj(element))
            append_letters(letters, json_text_of(word_reader_.read(element)));
        }
      }
      if (letters != told) continue;
      for (const JsonArray& list : arrays)
        read_.values.insert(list.array);
    }
    read_.is_told = [&](std::string_view text) {
      return text.size() >= told.size() && letters_of(text) == told;
    };
    rest_.keep(root);
    read_.is_told = nullptr;
  }

  /// What a cue's object holds beside the cue.
  void keep_others(yyjson_val* object, const JsonItem& item, std::string_view plain) {
    yyjson_obj_iter members = yyjson_obj_iter_with(object);
    while (yyjson_val* key = yyjson_obj_iter_next(&members)) {
      yyjson_val* value = yyjson_obj_iter_get_val(key);
      const std::string_view name = json_text(key);
      if (value == item.text.value || is_json_part(name) || is_technical_json(name)) continue;
      const std::string_view text = json_text(value);
      if (!text.empty() && letters_of(text) == letters_of(plain)) continue;
      if (yyjson_is_str(value) || yyjson_is_ctn(value)) rest_.keep(value, name);
    }
  }

  double scale(const JsonItem::Member& member) const {
    return member.unit_ms < 1000 ? member.unit_ms : member.unit_ms * unit_factor_;
  }

  std::string name_of(yyjson_val* speaker) { return speakers_.name_of(speaker, read_.values); }

  std::optional<double> millis(const JsonItem::Member& member) const {
    return json_millis(member.value, scale(member));
  }

  RawTimes times_of(const JsonItem& item) const {
    RawTimes times = {.start_ms = millis(item.start), .end_ms = millis(item.end)};
    if (!times.end_ms && times.start_ms && item.duration.value != nullptr) {
      const std::optional<double> duration = millis(item.duration);
      if (duration) times.end_ms = *times.start_ms + *duration;
    }
    return times;
  }

  /// Whole numbers that make speech a thousand times too slow are milliseconds.
  static double find_unit_factor(const std::vector<JsonArray>& arrays) {
    constexpr std::size_t kMostLookedAt = 2'000;
    JsonItemReader reader;
    double seconds = 0;
    double letters = 0;
    std::size_t seen = 0;
    for (const JsonArray& list : arrays) {
      yyjson_arr_iter elements;
      yyjson_arr_iter_init(list.array, &elements);
      while (yyjson_val* object = yyjson_arr_iter_next(&elements)) {
        if (++seen > kMostLookedAt) break;
        const JsonItem item = reader.read(object);
        yyjson_val* end = item.end.value != nullptr ? item.end.value : item.duration.value;
        if (item.start.value == nullptr || item.start.unit_ms < 1000) continue;
        if (!yyjson_is_int(item.start.value) || (end != nullptr && !yyjson_is_int(end))) return 1;
        if (end == nullptr) continue;
        const double length = yyjson_get_num(end) -
                              (item.end.value != nullptr ? yyjson_get_num(item.start.value) : 0.0);
        seconds += std::max(length, 0.0);
        letters += static_cast<double>(yyjson_get_len(item.text.value));
      }
    }
    return seconds > 0 && letters < seconds * kFewestLettersASecond ? 0.001 : 1;
  }

  void tell_map(const JsonItem& item) {
    if (!map_.is_wanted()) return;
    for (const JsonItem::Member* member : {&item.start, &item.end, &item.duration}) {
      if (yyjson_is_ctn(member->value) || member->key == nullptr) continue;
      if (!yyjson_is_str(member->value) && member->rank < 4)
        map_.add(document_.value_in_source(member->key), "cue.time");
      if (yyjson_is_str(member->value))
        map_.add(document_.string_in_source(member->value), "cue.time");
    }
    if (yyjson_is_str(item.speaker.value))
      map_.add(document_.string_in_source(item.speaker.value), "cue.speaker");
  }

  void read_cues(const std::vector<JsonArray>& arrays) {
    JsonItemReader reader;
    for (const JsonArray& list : arrays) {
      yyjson_arr_iter elements;
      yyjson_arr_iter_init(list.array, &elements);
      while (yyjson_val* element = yyjson_arr_iter_next(&elements)) {
        if (drafts_.size() > kMaxCues) return;  // the list refuses the last, with a message
        if (!yyjson_is_obj(element)) {
          report_.add(Severity::Warning, "not-a-cue", "An entry of the list is no cue.",
                      yyjson_is_str(element) ? document_.string_in_source(element) : Range{});
          continue;
        }
        read_cue(element, list.speaker, reader);
      }
    }
    if (document_.is_cut() && !drafts_.empty() && drafts_.back().cue.recovered.empty())
      drafts_.back().cue.recovered = "cut-off";
  }

  void read_cue(yyjson_val* object, yyjson_val* outer_speaker, JsonItemReader& reader) {
    const JsonItem item = reader.read(object);
    Draft draft;
    draft.at_in_source = document_.object_in_source(object);
    RawTimes times = times_of(item);
    std::vector<JsonWord> words;
    if (item.words.value != nullptr) words = words_of(item, times.start_ms.value_or(0));
    draft.text.plain = cue_plain(json_text_of(item));
    if (yyjson_is_str(item.text.value))
      draft.text_in_source = document_.string_in_source(item.text.value);
    draft.text.speaker =
        name_of(item.speaker.value != nullptr ? item.speaker.value : outer_speaker);
    if (item.has_others) keep_others(object, item, draft.text.plain);
    if (item.is_alternative && draft.text.speaker.empty() && are_words_cues(words, draft.text)) {
      group_words(words);
      return;
    }
    take_times_of(words, times);
    draft.cue.time = cues_.times(times, draft.at_in_source);
    if (draft.text.speaker.empty()) draft.text.speaker = speaker_at(times);
    for (std::size_t i = 0; i < words.size() && draft.text.speaker.empty(); ++i)
      draft.text.speaker = words[i].speaker;
    if (yyjson_is_str(item.id.value)) draft.cue.id = std::string(json_text(item.id.value));
    if (item.text.value == nullptr && !words.empty()) {
      join_words(words, draft.text);
    } else {
      place_words(words, draft.text);
    }
    if (item.text.value == nullptr && words.empty() && item.start.value == nullptr) {
      report_.add(Severity::Warning, "not-a-cue", "An entry of the list is no cue.",
                  draft.at_in_source);
      return;
    }
    if (!draft.cue.time.known()) {
      report_.add(Severity::Warning, "cue-without-time", "The cue does not say when it starts.",
                  draft.at_in_source);
    }
    tell_map(item);
    drafts_.push_back(std::move(draft));
  }

  /// A recogniser's stretch of speech is cut into cues where several speak in it, and where it is
  /// longer than anybody reads at once; if its words are its text.
  bool are_words_cues(const std::vector<JsonWord>& words, CueText& text) const {
    std::string letters;
    std::string_view first;
    bool has_several = false;
    for (const JsonWord& word : words) {
      append_letters(letters, word.text);
      if (word.speaker.empty()) continue;
      if (first.empty()) first = word.speaker;
      has_several = has_several || word.speaker != first;
    }
    if (letters.empty() || letters != letters_of(text.plain)) return false;
    constexpr std::size_t kLongestStretch = 1'000;
    if (has_several || text.plain.size() > kLongestStretch) return true;
    text.speaker = first;
    return false;
  }

  /// A cue without times of its own has those of its first and its last timed word.
  static void take_times_of(const std::vector<JsonWord>& words, RawTimes& times) {
    const bool needs_end = !times.end_ms;
    for (const JsonWord& word : words) {
      if (!times.start_ms) times.start_ms = word.times.start_ms;
      if (needs_end && word.times.end_ms) times.end_ms = word.times.end_ms;
    }
  }

  void place_words(const std::vector<JsonWord>& words, CueText& text) {
    WordPlacer placer(text);
    for (const JsonWord& word : words) {
      // Words without times are placed by their neighbours only: there is nothing to keep.
      if (!word.times.start_ms) continue;
      placer.place(word.text, cues_.times(word.times, word.text_in_source));
    }
  }

  /// Lists of words lack the punctuation that the whole text has beside them.
  static void write_as_in(std::string_view whole, std::vector<JsonWord>& words) {
    std::string letters;
    for (const JsonWord& word : words)
      append_letters(letters, word.text);
    if (letters.empty() || letters != letters_of(whole)) return;
    CueText text;
    text.plain = cue_plain(whole);
    WordPlacer placer(text);
    for (const JsonWord& word : words) {
      if (!placer.place(word.text, {})) return;
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::uint32_t begin = i == 0 ? 0 : text.words[i].text_in_plain.begin;
      const std::size_t end =
          i + 1 < words.size() ? text.words[i + 1].text_in_plain.begin : text.plain.size();
      words[i].text = text.plain.substr(begin, end - begin);
      words[i].is_glued = i > 0 && !text::is_white(text.plain[begin - 1]);
    }
  }

  void join_words(const std::vector<JsonWord>& words, CueText& text) {
    for (const JsonWord& word : words) {
      const Range range =
          word.is_glued ? append_glued(text.plain, word.text) : append_word(text.plain, word.text);
      if (!word.times.start_ms || range.empty()) continue;
      text.words.push_back(
          {.time = cues_.times(word.times, word.text_in_source), .text_in_plain = range});
    }
  }

  /// The words of an item. Pieces of words, which whisper.cpp writes, are put together again.
  std::vector<JsonWord> words_of(const JsonItem& item, double start_ms) {
    std::vector<JsonWord> words;
    const bool are_tokens = json_text(item.words.key) == "tokens";
    yyjson_arr_iter elements;
    yyjson_arr_iter_init(item.words.value, &elements);
    while (yyjson_val* element = yyjson_arr_iter_next(&elements)) {
      if (!yyjson_is_ctn(element)) continue;
      const JsonItem piece = word_reader_.read(element);
      JsonWord word = word_of(piece);
      if (is_special_token(word.text)) continue;
      if (piece.relative_start.value != nullptr) {
        const std::optional<double> offset = json_millis(piece.relative_start.value, 1);
        if (offset) word.times.start_ms = start_ms + *offset;
      } else if (!word.times.start_ms && item.start.value != nullptr && words.empty() &&
                 json_text(item.words.key) == "segs") {
        word.times.start_ms = start_ms;
      }
      const bool goes_on = are_tokens && !words.empty() && !word.text.starts_with(' ');
      if (goes_on) {
        words.back().text += word.text;
        if (word.times.end_ms) words.back().times.end_ms = word.times.end_ms;
      } else {
        words.push_back(std::move(word));
      }
    }
    return words;
  }

  JsonWord word_of(const JsonItem& item) {
    JsonWord word;
    word.text = json_text_of(item);
    if (!item.is_untimed) word.times = times_of(item);
    if (item.speaker.value != nullptr) word.speaker = name_of(item.speaker.value);
    if (word.speaker.empty()) word.speaker = speaker_at(word.times);
    if (map_.is_wanted() && yyjson_is_str(item.text.value)) {
      word.text_in_source = document_.string_in_source(item.text.value);
      map_.add(word.text_in_source, "cue.word");
    }
    return word;
  }

  std::vector<JsonWord> read_words(const std::vector<JsonArray>& arrays) {
    std::vector<JsonWord> words;
    for (const JsonArray& list : arrays) {
      yyjson_arr_iter elements;
      yyjson_arr_iter_init(list.array, &elements);
      while (yyjson_val* element = yyjson_arr_iter_next(&elements)) {
        if (!yyjson_is_obj(element)) continue;
        JsonWord word = word_of(word_reader_.read(element));
        if (text::is_blank(word.text)) continue;  // some list the spaces between words too
        if (word.speaker.empty()) word.speaker = name_of(list.speaker);
        words.push_back(std::move(word));
      }
    }
    return words;
  }

  /// Lays words of the whole file into the cues, by their text and, where that says nothing, by
  /// their times. Both lists ascend, so one pass does.
  void lay_words(const std::vector<JsonWord>& words) {
    if (drafts_.empty()) return;
    std::size_t cue = 0;
    std::vector<WordPlacer> placers;
    placers.reserve(drafts_.size());
    for (Draft& draft : drafts_)
      placers.emplace_back(draft.text);
    std::size_t lost = 0;
    for (const JsonWord& word : words) {
      if (!word.times.start_ms || !std::isfinite(*word.times.start_ms)) continue;
      const TimeSpan time = cues_.times(word.times, word.text_in_source);
      const Millis middle = time.end == kNoTime ? time.start : (time.start / 2 + time.end / 2);
      while (cue + 1 < drafts_.size() && drafts_[cue].cue.time.end != kNoTime &&
             middle > drafts_[cue].cue.time.end && middle >= drafts_[cue + 1].cue.time.start) {
        ++cue;
      }
      if (placers[cue].place(word.text, time)) continue;
      const bool is_next = cue + 1 < drafts_.size() && placers[cue + 1].place(word.text, time);
      if (is_next) {
        ++cue;
      } else {
        ++lost;
      }
    }
    if (lost > 0) {
      report_.add(Severity::Note, "words-not-placed",
                  std::to_string(lost) + " timed words are in no cue's text.", {0, 0});
    }
  }

  /// Cues made of words, where a file has nothing else.
  void group_words(const std::vector<JsonWord>& words) {
    std::vector<JsonWord> group;
    std::string_view speaker;  // of the group; punctuation has none of its own
    std::size_t bytes = 0;
    const auto flush = [&] {
      if (!group.empty()) add_group(group);
      group.clear();
      bytes = 0;
    };
    for (const JsonWord& word : words) {
      if (!group.empty() && word.times.start_ms) {
        const JsonWord& last = group.back();
        const double end = last.times.end_ms.value_or(last.times.start_ms.value_or(0));
        const std::string_view text = text::trimmed(last.text);
        const bool is_sentence = bytes >= kShortestSentence && !text.empty() &&
                                 std::string_view(".?!").contains(text.back());
        const bool is_other = !word.speaker.empty() && word.speaker != speaker && !speaker.empty();
        if (is_sentence || is_other || bytes >= kLongestCue ||
            *word.times.start_ms > end + kPauseMs)
          flush();
      }
      bytes += word.text.size() + 1;
      if (!word.speaker.empty()) speaker = word.speaker;
      group.push_back(word);
    }
    flush();
  }

  void add_group(const std::vector<JsonWord>& group) {
    Draft draft;
    join_words(group, draft.text);
    RawTimes times;
    take_times_of(group, times);
    for (const JsonWord& word : group) {
      if (draft.text.speaker.empty()) draft.text.speaker = word.speaker;
    }
    const Range first = group.front().text_in_source;
    draft.at_in_source = {first.begin, std::max(first.end, group.back().text_in_source.end)};
    draft.cue.time = cues_.times(times, draft.at_in_source);
    if (draft.text.speaker.empty()) draft.text.speaker = speaker_at(times);
    drafts_.push_back(std::move(draft));
  }

  void read_turns(yyjson_val* root, const JsonPath& path) {
    JsonItemReader reader;
    for (const JsonArray& list : json_arrays(root, path)) {
      yyjson_arr_iter elements;
      yyjson_arr_iter_init(list.array, &elements);
      while (yyjson_val* element = yyjson_arr_iter_next(&elements)) {
        if (!yyjson_is_obj(element)) continue;
        const JsonItem item = reader.read(element);
        const RawTimes times = times_of(item);
        if (!times.start_ms || !times.end_ms || item.speaker.value == nullptr) continue;
        if (!std::isfinite(*times.start_ms) || !std::isfinite(*times.end_ms)) continue;
        turns_.push_back({*times.start_ms, *times.end_ms, name_of(item.speaker.value)});
      }
    }
    std::ranges::stable_sort(turns_, {}, &Turn::start_ms);
  }

  /// Who has the turn in the middle of a cue.
  std::string speaker_at(const RawTimes& times) const {
    if (turns_.empty() || !times.start_ms || !std::isfinite(*times.start_ms)) return {};
    const double middle = (*times.start_ms + times.end_ms.value_or(*times.start_ms)) / 2;
    auto next = std::ranges::upper_bound(turns_, middle, {}, &Turn::start_ms);
    if (next == turns_.begin()) return {};
    --next;
    return middle <= next->end_ms ? next->speaker : std::string();
  }

  /// The whole text, which many tools give beside the cues: said again if it says more.
  void read_text_beyond_cues(yyjson_val* root) {
    for (const std::string_view key : {"text", "transcript"}) {
      yyjson_val* value = json_member(root, key);
      if (!yyjson_is_str(value)) continue;
      const Range range = document_.string_in_source(value);
      map_.add(range, "text");
      read_.values.insert(value);
      if (drafts_.empty()) {
        Draft draft;
        draft.text.plain = cue_plain(json_text(value));
        draft.text_in_source = range;
        draft.at_in_source = range;
        if (!draft.text.plain.empty()) drafts_.push_back(std::move(draft));
        continue;
      }
      if (!is_told_by_cues(json_text(value))) {
        report_.add(Severity::Note, "text-beyond-cues",
                    "The whole text is not quite that of the cues; the cues are shown.", range);
      }
    }
  }

  /// Whether the cues have the text's characters, white space aside.
  bool is_told_by_cues(std::string_view text) const {
    std::size_t at = 0;
    const auto skip = [&] {
      while (at < text.size()) {
        const std::size_t bytes = text::white_at(text, at);
        if (bytes == 0) break;
        at += bytes;
      }
    };
    for (const Draft& draft : drafts_) {
      const std::string_view plain = draft.text.plain;
      for (std::size_t i = 0; i < plain.size();) {
        if (const std::size_t bytes = text::white_at(plain, i)) {
          i += bytes;
          continue;
        }
        skip();
        if (at >= text.size() || text[at] != plain[i]) return false;
        ++at;
        ++i;
      }
    }
    skip();
    return at >= text.size();
  }

  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter report_;
  JsonDocument document_;
  CueList cues_;
  JsonItemReader word_reader_;
  double unit_factor_ = 1;
  std::vector<Draft> drafts_;
  std::vector<Turn> turns_;
  JsonSpeakers speakers_;
  JsonRead read_;
  JsonRest rest_;
};

}  // namespace

void read_json_transcript(std::string_view source, model::ParsedFile& file, SourceMap& map) {
  JsonTranscriptReader(source, file, map).read();
}

}  // namespace earshot::formats
