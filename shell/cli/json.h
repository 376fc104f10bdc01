#pragma once

#include <yyjson.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/hash.h"
#include "base/time.h"

namespace earshot::cli {

/// One line of JSON in the making. What is absent (empty text, unknown time or number) is left out.
class JsonLine {
 public:
  JsonLine();

  yyjson_mut_val* root() const { return root_; }
  yyjson_mut_val* object(yyjson_mut_val* parent, const char* key);
  yyjson_mut_val* array(yyjson_mut_val* parent, const char* key);
  yyjson_mut_val* append_object(yyjson_mut_val* array);
  yyjson_mut_val* append_array(yyjson_mut_val* array);
  void append_text(yyjson_mut_val* array, std::string_view text);
  void append_number(yyjson_mut_val* array, std::uint64_t number);

  void text(yyjson_mut_val* object, const char* key, std::string_view text);
  /// Written even where it is empty.
  void always_text(yyjson_mut_val* object, const char* key, std::string_view text);
  void named_text(yyjson_mut_val* object, std::string_view key, std::string_view text);
  void id(yyjson_mut_val* object, const char* key, Id id);
  void number(yyjson_mut_val* object, const char* key, std::int64_t number);
  void known_number(yyjson_mut_val* object, const char* key, std::int64_t number);  ///< from 0
  void flag(yyjson_mut_val* object, const char* key, bool value);
  /// With four decimals: the same digits on every machine.
  void score(yyjson_mut_val* object, const char* key, double value);
  void times(yyjson_mut_val* object, TimeSpan time);

  std::string print() const;

 private:
  struct Free {
    void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
  };
  std::unique_ptr<yyjson_mut_doc, Free> document_;
  yyjson_mut_val* root_ = nullptr;
};

/// "diagnostics" and, where some were only counted, "more_diagnostics".
void add_diagnostics(JsonLine& json, yyjson_mut_val* object,
                     const std::vector<Diagnostic>& diagnostics, std::uint32_t more);
std::string_view name(Severity severity);

}  // namespace earshot::cli
