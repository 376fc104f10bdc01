#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/hash.h"
#include "import/draft.h"
#include "library/file_name.h"
#include "model/episode.h"

/// From the parsed files of one group to an episode.
namespace earshot::import {

struct ParsedEntry {
  std::size_t entry = 0;
  std::string path;
  library::FileName name;
  Id source;  ///< hash of the file's bytes
  model::ParsedFile file;
};

/// Files whose words were all in another file of the group: nothing of them is kept.
struct SameWords {
  std::size_t entry = 0;
  std::size_t as_entry = 0;
};

struct Assembled {
  std::vector<Draft> full;    ///< one; more where the group held several pages
  std::vector<Draft> listed;  ///< what the pages list besides
  std::vector<model::Show> shows;
  std::vector<SameWords> same_words;
};

/// Puts together what files of one group say. The first page, else the first notes, else the first
/// transcript is the main file and gives title and date; the others fill what it leaves open.
/// `fallback_show` names the show where no file does. Keeps no reference.
Assembled assemble(std::vector<ParsedEntry> files, const std::string& fallback_show);

/// Takes into `full` what `other`, another telling of the same episode, knows and it does not.
void merge(Draft& full, Draft&& other);

/// Duration from the last cue or chapter, where no file says it.
void fill_duration(Draft& draft);

}  // namespace earshot::import
