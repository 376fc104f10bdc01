#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "app/markup.h"
#include "app/view.h"
#include "words/words.h"

/// Whole episodes as a page that needs no Earshot: to be printed, translated, read by a browser's
/// reading mode, or where there is no WebGL.
namespace earshot::app {

/// An episode with the texts that the page is to have. Views into its pack.
struct PlainEpisode {
  Id id;
  std::string_view title, show, author, summary, link;
  Days date = kNoDate;
  Millis duration = kNoTime;
  TrackView notes, transcript, offers;
  std::span<const TrackChoice> choices;  ///< which of several `transcript` is; empty: the first
  std::span<const pack::ChapterRecord> chapters;
  const pack::Pack* pack = nullptr;  ///< of the chapters
};
PlainEpisode plain_episode(const ReaderView& open);
/// Of several notes or transcripts the first, which is the richest.
PlainEpisode plain_episode(const pack::Pack& pack, std::uint32_t number);

/// Where times lead to.
enum class PlainTimes : std::uint8_t {
  Text,   ///< nowhere
  Links,  ///< "#episode=...&t=...": to the moment, in the page that Earshot runs in
};

/// One episode: title, facts, notes, chapters, transcript (a paragraph a turn, cut where one is
/// long), offers. Headings descend without a gap, from 1. Every passage has its language where it
/// is known, and the direction of its first strong letter. Titles of its parts, date and duration
/// are in the language of `say`. Linear in the texts.
Markup plain_page(const PlainEpisode& episode, PlainTimes times, const words::Words& say);

/// A text that is no episode's, such as an import report, below a title. Headings descend from 2.
Markup plain_page(std::string_view title, const TrackView& text, const words::Words& say);

/// Several episodes below a title, with a list of them at the top.
Markup plain_page(std::string_view title, std::string_view description,
                  std::span<const PlainEpisode> episodes, PlainTimes times,
                  const words::Words& say);

}  // namespace earshot::app
