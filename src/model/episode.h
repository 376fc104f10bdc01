#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/range.h"
#include "base/time.h"
#include "model/document.h"

namespace earshot::model {

/// `podcast:license`.
struct License {
  std::string name;
  std::string url;
};

/// `podcast:location`.
struct Location {
  std::string name;
  std::string rel;      ///< "subject", "creator"
  std::string geo;      ///< geo URI
  std::string osm;      ///< OpenStreetMap id
  std::string country;  ///< ISO 3166
};

/// `podcast:trailer`.
struct Trailer {
  std::string title;
  std::string url;
  std::string type;
  std::int64_t length = -1;
  std::int32_t season = -1;
  Days date = kNoDate;
};

/// `podcast:person`.
struct Person {
  std::string name;
  std::string role;
  std::string group;
  std::string img;
  std::string href;
};

/// A show that `podcast:podroll` recommends.
struct Recommendation {
  std::string title;
  std::string guid;
  std::string url;  ///< of its feed
};

enum class Explicit : std::uint8_t { Unknown, No, Yes };

struct Show {
  std::string title;
  std::string author;
  std::string description;
  std::string language;
  std::string link;
  std::string guid;
  std::string image;
  std::vector<std::string> categories;
  std::int32_t declared_episodes = -1;  ///< -1 where not said
  std::string feed;                     ///< its own address, as the feed tells it
  std::string type;                     ///< "episodic", "serial"; empty where not said
  std::string medium;                   ///< `podcast:medium`
  std::string copyright;
  std::string owner;
  Explicit is_explicit = Explicit::Unknown;
  License license;
  std::vector<Location> locations;
  std::vector<Person> persons;
  std::vector<Link> funding;
  std::vector<Trailer> trailers;
  std::vector<Recommendation> podroll;
};

struct Enclosure {
  std::string url;
  std::string type;
  std::int64_t length = -1;
};

/// `podcast:transcript`: where a transcript of the episode is.
struct TranscriptRef {
  std::string url;
  std::string type;
  std::string language;
  std::string rel;
};

/// `podcast:chapters`: where the episode's chapters are.
struct ChaptersRef {
  std::string url;
  std::string type;
};

/// `podcast:soundbite`. Its end is the start plus its duration.
struct Soundbite {
  TimeSpan time;
  std::string title;
};

/// An episode as a file tells it. `listed_only`: named in a list with a description, without a page
/// of its own.
struct Episode {
  std::string guid;
  std::string title;
  std::string author;
  Days date = kNoDate;
  Millis duration = kNoTime;
  std::int64_t published_s = INT64_MIN;  ///< seconds since 1970 in UTC; INT64_MIN where unknown
  std::int32_t season = -1;
  std::string season_name;
  std::int32_t number = -1;
  std::string type;  ///< "full", "trailer", "bonus"; empty where not said
  std::string link;
  std::string image;
  Explicit is_explicit = Explicit::Unknown;
  std::string language;
  std::string show;  ///< title of the show where the file names it
  std::string summary;
  bool listed_only = false;
  std::vector<std::string> categories;
  Enclosure enclosure;
  std::vector<Enclosure> more_enclosures;  ///< other files of the same episode
  License license;
  std::vector<Location> locations;
  std::vector<TranscriptRef> transcripts;
  ChaptersRef chapters_source;
  std::vector<Person> persons;
  std::vector<Soundbite> soundbites;
  std::optional<Notes> notes;
  std::vector<Chapter> chapters;
};

/// A feed that an OPML file names.
struct FeedRef {
  std::string title;
  std::string url;
  std::string html_url;
  std::vector<std::string> categories;  ///< of the outline element, then the titles of its groups
};

enum class FileKind : std::uint8_t { Unknown, Transcript, Notes, Chapters, Feed, Opml, Page };

/// The names of these (`name`) are those of the command line.
enum class Format : std::uint8_t {
  Unknown,
  Vtt,
  Srt,
  Ttml,
  Tsv,
  PodcastJson,
  WhisperJson,
  TranscriptHtml,
  TranscriptText,
  ChaptersJson,
  Psc,
  Rss,
  Atom,
  Opml,
  NotesMarkdown,
  NotesHtml,
  NotesText,
  Page,
};

std::string_view name(FileKind kind);
std::string_view name(Format format);
std::optional<Format> format_from_name(std::string_view name);

/// A stretch of the source file's bytes and the field it became ("title", "outline.text",
/// "boilerplate").
struct SourceSpan {
  Range range_in_source;
  std::string field;
};

/// What one file says. Exactly one of `transcript`, `episodes`, `chapters`, `feeds` is the main
/// matter, as `kind` says: Transcript -> transcript; Notes -> episodes[0] with notes and front
/// matter; Chapters -> chapters; Page and Feed -> show and episodes, a page's main one first;
/// Opml -> feeds; Unknown -> nothing but diagnostics.
struct ParsedFile {
  FileKind kind = FileKind::Unknown;
  Format format = Format::Unknown;
  std::string_view encoding;  ///< static, as the Encoding Standard has it: "utf-8"
  std::string language;
  std::optional<Transcript> transcript;
  std::vector<Chapter> chapters;
  std::optional<Show> show;
  std::vector<Episode> episodes;
  std::vector<FeedRef> feeds;
  std::vector<Episode> live;  ///< `podcast:liveItem`s of a feed; their type is their status
  std::vector<Diagnostic> diagnostics;
  std::uint32_t more_diagnostics = 0;  ///< beyond kMaxDiagnosticsPerFile, counted only
  std::vector<std::string> boilerplate;
  std::uint32_t repaired = 0;     ///< stretches of mojibake that were repaired, where asked for
  std::vector<SourceSpan> spans;  ///< only where asked for; ascending, not overlapping
};

}  // namespace earshot::model
