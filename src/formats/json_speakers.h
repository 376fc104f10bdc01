#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "formats/json_document.h"

namespace earshot::formats {

/// The names of speakers that a file gives once, beside its cues: a list of objects with an id and
/// a name, a list of names, or an object that has names by ids.
class JsonSpeakers {
 public:
  /// Looks for tables among the members of the outer objects. Linear in their sizes.
  explicit JsonSpeakers(yyjson_val* root);

  /// The name of a cue's speaker: as the tables have it, else what the value itself says. The
  /// strings that tell a name are added to `used`.
  std::string name_of(yyjson_val* speaker, std::unordered_set<const yyjson_val*>& used) const;

 private:
  struct Entry {
    yyjson_val* name = nullptr;
    yyjson_val* id = nullptr;
  };
  void read_table(yyjson_val* table);
  void read_list(yyjson_val* list);
  void add(std::string key, Entry entry);

  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace earshot::formats
