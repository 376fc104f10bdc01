#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/hash.h"
#include "model/document.h"
#include "model/episode.h"

namespace earshot::import {

/// Show notes of an episode, and the file they came from.
struct NotesPart {
  model::Notes notes;
  std::string source;  ///< path
  std::string format;
  std::string language;
};

struct TranscriptPart {
  model::Transcript transcript;
  std::size_t entry = 0;
  std::string source;  ///< path
  std::string format;
  std::string language;
};

/// An episode between its files and its pack.
struct Draft {
  model::Episode episode;      ///< without notes: they are in `notes`
  std::string show;            ///< title
  bool is_show_told = false;   ///< a file names the show; else it is the folder's name
  bool is_title_told = false;  ///< a file names the title; else it is made of the file's name
  std::vector<NotesPart> notes;
  std::vector<TranscriptPart> transcripts;
  std::vector<std::size_t> entries;  ///< the files it came from, the main one first
  std::vector<Id> sources;           ///< hashes of their bytes
  std::string source;                ///< path of the main one
  std::string title_key;             ///< library::title_key of the title

  std::size_t text_bytes() const {
    std::size_t bytes = episode.title.size();
    for (const NotesPart& part : notes)
      bytes += part.notes.plain.size();
    for (const TranscriptPart& part : transcripts)
      bytes += part.transcript.plain.size();
    return bytes;
  }
};

}  // namespace earshot::import
