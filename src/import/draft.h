#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "model/document.h"
#include "model/episode.h"

namespace earshot::import {

/// A file of an episode, and why it is one.
struct DraftFile {
  std::size_t entry = 0;
  Id source;  ///< hash of its bytes as kept; of its path where they are not read
  std::string path;
  std::string title;        ///< what an episode of this file alone would be called
  std::string_view reason;  ///< of its pairing; empty for a main file until it meets another
  std::string with = {};    ///< path of the file that `reason` speaks of; empty: the main one's
  bool is_by_list = false;  ///< `reason` is why a feed means this very file
  bool is_audio = false;    ///< belongs to the episode, is not read
  bool is_list = false;     ///< tells of other episodes as well: a feed, a page's list
};

/// Show notes of an episode, and the file they came from.
struct NotesPart {
  model::Notes notes;
  std::size_t entry = 0;
  std::string source;  ///< path
  std::string format;
  std::string language;
  bool has_same_words =
      false;  ///< other notes of the episode hold all of it: found once, not twice
};

struct TranscriptPart {
  model::Transcript transcript;
  std::size_t entry = 0;
  std::string source;  ///< path
  std::string format;
  std::string language;
  /// Another transcript of the episode has the same words: they are found once, not twice.
  bool has_same_words = false;
};

/// An episode between its files and its pack.
struct Draft {
  model::Episode episode;      ///< without notes: they are in `notes`
  std::string show;            ///< title
  bool is_from_feed = false;   ///< an episode as a feed lists it
  bool is_show_told = false;   ///< a file names the show; else it is the folder's name
  bool is_title_told = false;  ///< a file names the title; else it is made of the file's name
  std::vector<NotesPart> notes;
  std::vector<TranscriptPart> transcripts;
  bool has_only_number = false;               ///< the title is made of a number alone
  std::vector<DraftFile> files;               ///< it came from, the main one first
  std::optional<std::size_t> chapters_entry;  ///< the file that gave the chapters
  std::string source;                         ///< path of the main one
  std::string title_key;                      ///< library::title_match_key of the title
  std::optional<std::size_t> told;  ///< number on the shelf of the feed's episode that it is of
  bool is_shown = false;            ///< an early pack has it as it is

  /// Says why a feed means the main file, unless it is known already.
  void know_main_by(std::string_view reason) {
    if (files.empty() || files.front().is_by_list || files.front().is_list) return;
    files.front().reason = reason;
    files.front().is_by_list = true;
  }

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
