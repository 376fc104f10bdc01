#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/library.h"
#include "app/source_text.h"
#include "app/view.h"

namespace earshot::app {

inline constexpr std::uint32_t kAnyDocument = UINT32_MAX;

/// What one of an episode's notes, or transcripts, is known by in whatever pack the episode is.
struct TextName {
  std::string source, language;
  std::uint32_t number = 0;  ///< among those of its kind that have both in common
  auto operator<=>(const TextName&) const = default;
};

/// The open episode: which text is shown, what is marked in it, where it is to be scrolled to.
class Reader {
 public:
  /// Opens an episode at `tab`, or at the first tab that has something. False where the library has
  /// no such episode.
  /// Of several transcripts or notes that one is shown whose document number is asked for, else the
  /// one that was chosen while the episode is open, else the first.
  bool open(const Library& library, Id id, Tab tab, std::uint32_t document = kAnyDocument);
  /// The same at the text that `text_number` told, in this session or on another device; the first
  /// one where the episode has no such text.
  bool open_text(const Library& library, Id id, Tab tab, std::uint32_t text);
  /// Which text is shown, from 0: among the episode's notes, or its transcripts; of a file, among
  /// both and the chapters, whose file it is.
  std::uint32_t text_number() const;
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
  /// Shows a range of the text that is shown, which may be a file.
  void show_here(Range range_in_text, bool restore);
  /// Goes to the last place that is not after a time: of the transcript, where that has one, else
  /// of the notes, else of the chapters.
  void jump_to_time(Millis time);
  /// Whether it would go to the notes.
  bool is_time_in_notes(Millis time) const;
  void jump_to_match(int by);
  void toggle_fold(std::uint32_t block);
  /// Folds these blocks of the notes, ascending, and no others.
  void set_folds(std::vector<std::uint32_t> blocks);
  void reading_position(std::uint32_t offset_in_text) { view_.offset_in_text = offset_in_text; }

  const ReaderView& view() const { return view_; }

 private:
  bool has(Tab tab) const;
  struct TimedPlace {
    const TrackView* track = nullptr;  ///< none: no text has a place for the time
    std::uint32_t block = 0;
  };
  TimedPlace place_of_time(Millis time) const;
  void show_tab(Tab tab);
  void take_tracks(const Library& library, Library::EpisodeRef ref, std::uint32_t document);
  /// Of notes or a transcript that is shown.
  TextName name_of(const TrackView& track) const;
  std::vector<std::uint32_t>& folds();
  void open_source(const Library& library);
  void go_to(pack::TrackKind track, Range range_in_text, bool restore);
  void wish(pack::TrackKind track, Range range_in_text, bool restore);

  ReaderView view_;
  search::Query query_;
  std::vector<Range> matches_;
  std::uint64_t serial_ = 0;
  std::optional<TextName> chosen_notes_, chosen_transcript_;
  pack::BlockRecord description_block_;
  std::vector<TrackChoice> choices_;
  std::vector<TextName> names_;  // of `choices_`
  SourceText source_;
  Tab read_tab_ = Tab::Notes;  ///< whose file the source is
  /// Of an episode's notes, for as long as the program runs.
  std::map<std::pair<Id, TextName>, std::vector<std::uint32_t>> folds_;
};

}  // namespace earshot::app
