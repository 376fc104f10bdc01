#pragma once

#include <functional>
#include <string_view>
#include <unordered_set>

#include "base/budget.h"
#include "formats/json_document.h"
#include "formats/source_map.h"
#include "model/episode.h"

namespace earshot::formats {

/// What a reader of JSON used of a document.
struct JsonRead {
  std::unordered_set<const yyjson_val*>
      values;  ///< strings, and lists that were read by themselves
  /// Whether a string says what was read elsewhere; asked of those that are not in `values`.
  std::function<bool(std::string_view text)> is_told;
};

/// Whether a member of this name is how a tool writes about itself.
bool is_technical_json(std::string_view key);

/// Keeps the strings that a reader did not use (a file's title, a description, a place): all become
/// boilerplate, and those that say something to people a note each, with their name. What tools
/// write about themselves ("systeminfo", "model") and times give no note. Linear in the values
/// looked at.
class JsonRest {
 public:
  JsonRest(const JsonDocument& document, const JsonRead& read, model::ParsedFile& file,
           SourceMap& map, Reporter& report)
      : document_(document), read_(read), file_(file), map_(map), report_(report) {}

  /// Keeps what `value`, a member called `key`, and all below it hold beside `read`.
  void keep(yyjson_val* value, std::string_view key = {});

 private:
  /// Beyond so many values a document is a table of numbers, whose strings are looked at no
  /// further.
  static constexpr std::uint64_t kMaxValues = 1'000'000;

  void keep_string(yyjson_val* value, std::string_view key);

  const JsonDocument& document_;
  const JsonRead& read_;
  model::ParsedFile& file_;
  SourceMap& map_;
  Reporter& report_;
  Budget values_ = Budget(kMaxValues);
  std::size_t notes_ = 0;
};

}  // namespace earshot::formats
