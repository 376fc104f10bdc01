#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/range.h"
#include "base/time.h"

namespace earshot::search {

/// What is known of a document and its episode.
struct Facts {
  std::string_view show;
  std::string_view
      language;  ///< "en", "de-AT"; of the document, else of the episode, else the show
  Days date = kNoDate;
  Millis duration = kNoTime;
  std::uint32_t has = 0;  ///< bits 1 << Has, of the episode
};

/// A cue, a turn or a block: a line of its own in a document's text.
struct Line {
  Range range_in_text;
  Millis start = kNoTime;
  Millis end = kNoTime;
  std::int32_t speaker = -1;  ///< number among the document's speakers
};

/// What a search asks about documents beyond their words: who holds the packs answers. Numbers are
/// those of the index in the span that is searched, and of the document in it. Any number may be
/// asked for; where there is no such thing the answer is empty. Views last as long as the packs.
class Documents {
 public:
  virtual std::string_view text(std::uint32_t index, std::uint32_t document) const = 0;
  virtual Facts facts(std::uint32_t index, std::uint32_t document) const = 0;
  /// Of the episode that the document belongs to; equal for documents of one episode of an index.
  virtual std::uint32_t episode(std::uint32_t index, std::uint32_t document) const = 0;
  /// Lines ascend by their beginnings. Times need not.
  virtual std::uint32_t line_count(std::uint32_t index, std::uint32_t document) const = 0;
  virtual Line line(std::uint32_t index, std::uint32_t document, std::uint32_t number) const = 0;
  virtual std::uint32_t speaker_count(std::uint32_t index, std::uint32_t document) const = 0;
  virtual std::string_view speaker(std::uint32_t index, std::uint32_t document,
                                   std::uint32_t number) const = 0;

 protected:
  ~Documents() = default;
};

/// The line that holds or precedes the offset: the last one that begins at or before it; none where
/// no line does. A binary search.
Line line_at(const Documents& documents, std::uint32_t index, std::uint32_t document,
             std::uint32_t offset_in_text);

}  // namespace earshot::search
