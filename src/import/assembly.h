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
  Id source;                     ///< hash of the file's bytes
  std::string_view reason = {};  ///< why it is in its group
  bool is_by_list = false;       ///< `reason` is why a feed means this very file
  model::ParsedFile file;
};

struct Assembled {
  std::vector<Draft> full;    ///< one; more where the group held several pages, none for a feed
  std::vector<Draft> listed;  ///< what the pages list besides, and what feeds tell
  std::vector<model::Show> shows;
};

/// Puts together what files of one group say. The first page, else the first notes, else the first
/// transcript is the main file and gives title and date; the others fill what it leaves open.
/// `fallback_show` names the show where no file does. Keeps no reference.
Assembled assemble(std::vector<ParsedEntry> files, const std::string& fallback_show);

/// Takes into `full` what `other`, another telling of the same episode, knows and it does not, and
/// all its texts. `reason` is why they are the same one: of the main file of `other`, unless a feed
/// means that file by itself. Its other files stay with it.
void merge(Draft& full, Draft&& other, std::string_view reason);

/// Puts the richest text of a kind first, which is the one to show. Transcripts: names of speakers,
/// then timed words, then times, the episode's language, cues, text. Notes: those that were not
/// squashed, then the longest. Marks texts whose words an earlier one has.
void order_texts(Draft& draft);

/// Duration from the last cue or chapter, where no file says it.
void fill_duration(Draft& draft);

}  // namespace earshot::import
