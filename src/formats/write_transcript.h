#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/document.h"

namespace earshot::formats {

// What each format carries of a transcript, and what not, is listed in ROUNDTRIPS.md.

/// The transcript as WebVTT: voices, ids, settings, words as timestamps inside.
std::string write_vtt(const model::Transcript& transcript);

/// As SubRip: speakers as "Name:" before the text.
std::string write_srt(const model::Transcript& transcript);

/// As Podcasting 2.0 JSON, a segment a cue.
std::string write_podcast_json(const model::Transcript& transcript);

/// As TTML: agents for speakers, spans for words with times that count from their paragraph's.
std::string write_ttml(const model::Transcript& transcript);

/// As Whisper's table of milliseconds, with a column for speakers where there are any.
std::string write_tsv(const model::Transcript& transcript);

/// Chapters as Podcasting 2.0 JSON.
std::string write_chapters_json(std::span<const model::Chapter> chapters);

/// Chapters as Podlove Simple Chapters. Those without a start are left out: the format needs one.
std::string write_psc(std::span<const model::Chapter> chapters);

}  // namespace earshot::formats
