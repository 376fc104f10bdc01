#pragma once

#include <yyjson.h>

#include <memory>
#include <string>
#include <string_view>

#include "base/range.h"
#include "formats/offset_map.h"
#include "formats/reporter.h"

namespace earshot::formats {

/// A JSON text, parsed; a damaged one is repaired first, and reported.
///
/// Values live as long as the document. Strings know where they stand in the source.
class JsonDocument {
 public:
  JsonDocument(std::string_view source, Reporter& report);

  /// The value of the whole text; nullptr where not even repairing gave one.
  yyjson_val* root() const { return root_; }
  /// The text ended inside a value.
  bool is_cut() const { return is_cut_; }

  /// Where the characters of a string (or key) stand, without its quotes.
  Range string_in_source(yyjson_val* string) const;
  /// Where the number or word behind a key stands.
  Range value_in_source(yyjson_val* key) const;
  /// The beginning of an object, as much as an excerpt shows.
  Range object_in_source(yyjson_val* object) const;

 private:
  struct Free {
    void operator()(yyjson_doc* doc) const { yyjson_doc_free(doc); }
  };
  void repair(const char* reason, std::size_t at_in_source, Reporter& report);

  std::string_view source_;
  std::string buffer_;
  OffsetMap offsets_;
  std::unique_ptr<yyjson_doc, Free> doc_;
  yyjson_val* root_ = nullptr;
  bool is_cut_ = false;
};

/// The text of a string value; empty for anything else.
inline std::string_view json_text(yyjson_val* value) {
  return yyjson_is_str(value) ? std::string_view(yyjson_get_str(value), yyjson_get_len(value))
                              : std::string_view{};
}

/// A member of an object by its name; nullptr where it is missing.
inline yyjson_val* json_member(yyjson_val* object, std::string_view key) {
  return yyjson_obj_getn(object, key.data(), key.size());
}

}  // namespace earshot::formats
