#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/json_document.h"

namespace earshot::formats {

/// Containers deeper than this are not looked into: no tool nests a transcript more than ten deep.
inline constexpr std::size_t kMaxJsonNesting = 64;

/// A JSON object that may be a cue or a word: its members by what they mean, whatever their names.
struct JsonItem {
  struct Member {
    yyjson_val* key = nullptr;
    yyjson_val* value = nullptr;
    double unit_ms = 1000;  ///< of a number without a unit
    std::uint8_t rank = UINT8_MAX;
  };
  Member start;
  Member end;
  Member duration;
  Member relative_start;  ///< counted from the start of the item around
  Member text;
  Member speaker;
  Member words;
  Member id;
  bool is_word = false;         ///< the text's name says that it is one word
  bool is_untimed = false;      ///< punctuation, by its type: it has no time of its own
  bool is_alternative = false;  ///< text and words are a recogniser's first guess of several
  bool has_others = false;      ///< strings or containers that no part above holds
};

/// Reads objects as items; remembers how the last ones were laid out, as one list's are all alike.
class JsonItemReader {
 public:
  /// An object, or a word as a list: ["text", start, end].
  JsonItem read(yyjson_val* object);

 private:
  struct Known {
    std::string_view key;
    std::uint8_t alias = 0;
  };
  std::uint8_t alias_of(std::string_view key, std::size_t position);

  std::array<Known, 24> known_;
};

/// Whether a member of this name is a part of a cue other than its text.
bool is_json_part(std::string_view name);

/// The milliseconds a time's value says: a number in the member's unit, a clock, "1.5s"; not a
/// number where it says none. Nothing for null and for a missing member.
std::optional<double> json_millis(yyjson_val* value, double unit_ms);

/// The text of a text member, which may be a list of strings.
std::string json_text_of(const JsonItem& item);

/// A speaker's name: a string, a number ("Speaker 2"), or an object's name.
std::string json_speaker(yyjson_val* value);

/// What tables of speakers name one by: a string as it stands, a number's digits, an object's id;
/// empty where there is none.
std::string json_speaker_key(yyjson_val* value);

/// A list of items that may stand in several arrays, all reached by the same names.
struct JsonPath {
  std::vector<std::string_view> steps;  ///< names of members; empty for "each element"
  double objects = 0;                   ///< all figures are estimated from samples
  double characters = 0;
  bool is_timed = false;
  bool is_words = false;       ///< no text has white space in it
  bool is_named_word = false;  ///< by its name
  bool has_speakers = false;
  bool has_words = false;  ///< its items have words with times of their own
};

/// What a document holds, found by shape.
struct JsonShape {
  std::optional<JsonPath> cues;
  std::optional<JsonPath> words;  ///< beside the cues, not inside them
  std::optional<JsonPath> turns;  ///< spans of time with a speaker and without text
  std::vector<JsonPath> others;   ///< more timed lists, which may tell the same again
  bool is_too_deep = false;
};

JsonShape find_json_shape(yyjson_val* root);

/// Whether the items of a list are words by themselves: by the text's name or by the list's.
bool is_word_list(const JsonPath& path);

/// All arrays at the path, with the speaker that an object around names.
struct JsonArray {
  yyjson_val* array = nullptr;
  yyjson_val* speaker = nullptr;
};
std::vector<JsonArray> json_arrays(yyjson_val* root, const JsonPath& path);

}  // namespace earshot::formats
