#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

/// What a file's path says about the episode it belongs to.
namespace earshot::library {

/// What a file is by its name alone; content decides later.
enum class FileType : std::uint8_t {
  Transcript,    ///< vtt, srt, ttml, tsv
  Text,          ///< md, txt, html: notes, a page, or a transcript in disguise
  Feed,          ///< rss, atom, opml, xml
  Data,          ///< json, psc: a transcript, chapters, or something else altogether
  Audio,         ///< belongs to an episode, is not read
  Other,         ///< images, archives, formats that are not read
  Unknown,       ///< no extension, or one that says nothing
  Housekeeping,  ///< hidden files, system folders, a repository's README or LICENSE
};

struct FileName {
  std::string folder;     ///< folded, without parts that only tell a kind ("transcripts")
  std::string extension;  ///< lower case, without dot; empty where none
  std::string key;        ///< equal for files of one episode: folder and bare stem, folded
  std::string language;   ///< "en" of "ep12.en.vtt"; empty where none
  std::string title;      ///< readable; never empty for a path that has a letter or digit
  std::int32_t season = -1;
  std::int32_t number = -1;
  Days date = kNoDate;
  bool has_title = false;     ///< the name holds words beyond a number: `title` is not made up
  bool is_by_folder = false;  ///< named by its folder: "ep12/transcript.vtt"
};

/// Reads `path`, '/' separated, valid UTF-8.
///
///     "talk/009-Docker-and-Python.en.vtt"  number 9, title "Docker and Python", language "en"
///     "1_7.srt"                            season 1, number 7, title "Season 1, episode 7"
FileName read_file_name(std::string_view path);

/// `name` with what it says behind the name of its show, where it begins with that: "Garden Talk -
/// 02 - Potatoes" is number 2 with the title "Potatoes". `show_key` is the title_key of the show.
/// Folder, key and language stay. Nothing where the name begins otherwise or ends there.
std::optional<FileName> without_show(const FileName& name, std::string_view show_key);

FileType file_type(std::string_view path);

/// Whether files of this type are read wherever they lie. Types without a telling name are only
/// read where the user chose the file itself.
bool is_read(FileType type);

/// The order in which people count: "ep2" before "ep10".
bool natural_less(std::string_view a, std::string_view b);

}  // namespace earshot::library
