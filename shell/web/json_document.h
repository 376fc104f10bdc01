#pragma once

#include <yyjson.h>

#include <string>
#include <string_view>

#include "base/diagnostic.h"

/// A little order around yyjson.
namespace earshot::web {

/// A document that is being written. Strings are copied.
class JsonWriter {
 public:
  JsonWriter() : document_(yyjson_mut_doc_new(nullptr)), root_(yyjson_mut_arr(document_)) {
    yyjson_mut_doc_set_root(document_, root_);
  }
  ~JsonWriter() { yyjson_mut_doc_free(document_); }
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  yyjson_mut_doc* document() { return document_; }
  yyjson_mut_val* add_object() { return yyjson_mut_arr_add_obj(document_, root_); }
  /// Left out where empty.
  void put(yyjson_mut_val* object, const char* key, std::string_view text) {
    if (!text.empty()) yyjson_mut_obj_add_strncpy(document_, object, key, text.data(), text.size());
  }
  /// Left out where zero.
  void put(yyjson_mut_val* object, const char* key, std::uint32_t number) {
    if (number != 0) yyjson_mut_obj_add_uint(document_, object, key, number);
  }

  std::string text() {
    std::size_t size = 0;
    // What came from files may hold broken text; the reader on the other side gets it replaced.
    char* const written = yyjson_mut_write(document_, YYJSON_WRITE_ALLOW_INVALID_UNICODE, &size);
    std::string result = written ? std::string(written, size) : std::string("[]");
    free(written);  // NOLINT: yyjson allocates with malloc
    return result;
  }

 private:
  yyjson_mut_doc* document_;
  yyjson_mut_val* root_;
};

/// A document that was read; a damaged one reads as nothing.
class JsonReader {
 public:
  explicit JsonReader(std::string_view json)
      : document_(yyjson_read(json.data(), json.size(), YYJSON_READ_ALLOW_INVALID_UNICODE)) {}
  ~JsonReader() { yyjson_doc_free(document_); }
  JsonReader(const JsonReader&) = delete;
  JsonReader& operator=(const JsonReader&) = delete;

  yyjson_val* root() const { return yyjson_doc_get_root(document_); }

  static std::string_view text(yyjson_val* object, const char* key) {
    return text(yyjson_obj_get(object, key));
  }
  static std::string_view text(yyjson_val* value) {
    const char* const text = yyjson_get_str(value);
    return text ? std::string_view(text, yyjson_get_len(value)) : std::string_view();
  }
  static std::uint32_t number(yyjson_val* object, const char* key) {
    return static_cast<std::uint32_t>(yyjson_get_uint(yyjson_obj_get(object, key)));
  }

 private:
  yyjson_doc* document_;
};

}  // namespace earshot::web
