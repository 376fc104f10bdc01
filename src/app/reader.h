#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/library.h"
#include "app/source_text.h"
#include "app/view.h"

namespace earshot::app {

inline constexpr std::uint32_t kAnyDocument = UINT32_MAX;

/// The open episode: which text is shown, what is marked in it, where it is to be scrolled to.
class Reader {
 public:
  /// Opens an episode at `tab`, or at the first tab that has something. False where the library has
  /// no such episode.
  /// Of several transcripts or notes the first is shown, or the one whose document number is asked
  /// for.
  bool open(const Library& library, Id id, Tab tab, std::uint32_t document = kAnyDocument);
  void close();
  /// After the library changed: the same episode again, or closed where it is gone. Keeps the
  /// place.
  void refresh(const Library& library);
  void choose_tab(const Library& library, Tab tab);
  /// Shows another of several transcripts or notes.
  void choose_track(const Library& library, std::uint32_t document);
  /// Marks what `query` matches in the shown text.
  void mark(const search::Query& query);
  /// Shows a range of a track; switches to its tab.
  void show_range(pack::TrackKind track, Range range_in_text, bool restore);
  void jump_to_time(Millis time);
  void jump_to_match(int by);
  void toggle_fold(std::uint32_t block);
  /// Folds these blocks of the notes, ascending, and no others.
  void set_folds(std::vector<std::uint32_t> blocks);
  void reading_position(std::uint32_t offset_in_text) { offset_in_text_ = offset_in_text; }
  std::uint32_t reading_position() const { return offset_in_text_; }

  const ReaderView& view() const { return view_; }

 private:
  bool has(Tab tab) const;
  void show_tab(Tab tab);
  void take_tracks(const Library& library, Library::EpisodeRef ref);
  void open_source(const Library& library);
  void wish(pack::TrackKind track, Range range_in_text, bool restore);

  ReaderView view_;
  search::Query query_;
  std::vector<Range> matches_;
  std::uint64_t serial_ = 0;
  std::uint32_t offset_in_text_ = 0;
  std::uint32_t document_ = kAnyDocument;
  pack::BlockRecord description_block_;
  std::vector<TrackChoice> choices_;
  SourceText source_;
  Tab read_tab_ = Tab::Notes;                       ///< whose file the source is
  std::map<Id, std::vector<std::uint32_t>> folds_;  // for as long as the program runs
};

}  // namespace earshot::app
