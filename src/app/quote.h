#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "app/view.h"
#include "base/range.h"

/// Passages of a text as they leave the program: what is copied, and links that lead back.
namespace earshot::app {

enum class QuoteForm : std::uint8_t {
  Plain,      ///< the words, a line a cue or block; markers of lists where a list is quoted
  Markdown,   ///< CommonMark with tables: headings, lists, emphasis, links; speakers in bold;
              ///< a file as it was in a fence
  WithTimes,  ///< the words with "[12:34]" before what is timed and the speaker where it changes
};

/// The passage `range_in_text` of `track` in a form. Offsets within a character or beyond the text
/// are moved to the character before. What is folded away is quoted, too, and so are the heads of
/// chapters that the passage goes across (`app/cue_heads.h`). Lists nest as far as the
/// passage has the items round them: its first item stands at the left edge. Linear in the passage,
/// with two binary searches over the track's blocks and spans.
std::string quote(const TrackView& track, Range range_in_text, QuoteForm form);

/// Whether an item's marker is a bullet, or none: else it says something.
bool is_bullet(std::string_view marker);

/// A place in the library: an episode, and where in it.
struct Moment {
  Id episode;
  Millis time = kNoTime;             ///< where known it says the place
  Tab tab = Tab::Notes;              ///< else the place is in this text
  std::uint32_t offset_in_text = 0;  ///< bytes
  std::uint32_t text = 0;            ///< of several, as Reader::text_number; of a time: transcripts
  bool operator==(const Moment&) const = default;
};

/// "episode=<32 hex digits>&t=<seconds>" or "episode=...&notes=<offset>", and "&text=2" for the
/// second one of several texts: what stands behind the "#" of the page's address, and behind
/// "earshot:" elsewhere.
std::string link_fragment(const Moment& moment);
/// Reads such a fragment, with or without "#", "earshot:" or an address before it. Unknown parts
/// are passed over; nothing where no episode is named.
std::optional<Moment> read_link(std::string_view link);

/// Whether a link is one that a browser opens as a page: a file must not start a program or run a
/// script.
bool is_page_address(std::string_view url);

/// Whether a text is nothing but the address of a page or a feed.
bool is_address(std::string_view text);

/// The moment at a time of an episode that has these texts. A time is looked for in a transcript
/// first: the one that is shown is named, whatever text the time was read in.
Moment moment_of_time(Id episode, Millis time, std::span<const TrackChoice> choices);

/// The moment of a passage's begin: the time of the cue or line it begins in, else its place.
Moment moment_of(const TrackView& track, Id episode, Tab tab, std::uint32_t offset_in_text);

}  // namespace earshot::app
