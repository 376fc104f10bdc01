#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/hash.h"
#include "import/draft.h"
#include "pack/pack.h"
#include "search/index.h"

namespace earshot::import {

/// What is known of each show, by folded title; the first telling counts, later ones fill gaps.
using Shows = std::map<std::string, model::Show>;
std::string show_key(std::string_view title);

/// Writes drafts into one pack and its search index.
class PackBuilder {
 public:
  /// Without an index it is only to be read.
  explicit PackBuilder(bool makes_index = true) : makes_index_(makes_index) {}

  /// Adds the episode with its tracks; `id` is its stable id. Keeps no reference.
  void add(const Draft& draft, Id id, const Shows& shows);
  /// Keeps a file's bytes, packed by `pack::pack_source` from `size` bytes.
  void add_source(Id id, std::span<const std::byte> packed, std::size_t size) {
    writer_.add_source(id, packed, size);
  }
  std::size_t text_bytes() const { return writer_.text_bytes(); }
  std::size_t source_bytes() const { return writer_.source_bytes(); }
  bool empty() const { return writer_.episode_count() == 0; }
  std::vector<std::byte> finish();

 private:
  struct Track;
  void add_track(const Track& track);
  void add_notes(const NotesPart& part);
  void add_transcript(const TranscriptPart& part);
  void add_files(const std::vector<DraftFile>& files);
  void add_chapters(const Draft& draft);
  void add_offers(const NotesPart& part);
  std::uint32_t show_number(const std::string& title, const Shows& shows);

  pack::PackWriter writer_;
  search::IndexBuilder index_;
  bool makes_index_;
  std::map<std::string, std::uint32_t> shows_;
  std::vector<std::string> show_languages_;            // by number
  std::string language_;                               // of the episode under way, else of its show
  std::map<std::size_t, std::uint32_t> file_numbers_;  // of the episode under way, by entry
};

}  // namespace earshot::import
