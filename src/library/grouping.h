#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "library/file_name.h"

/// Which files belong to one episode, judged by their names, before any is read.
namespace earshot::library {

inline constexpr std::string_view kSameFileName = "same file name";
inline constexpr std::string_view kSameFolder = "same folder";
inline constexpr std::string_view kSameNumber = "same number";
inline constexpr std::string_view kSameTitle = "same title";
inline constexpr std::string_view kSameContent = "same content";
inline constexpr std::string_view kSameGuid = "same guid";
inline constexpr std::string_view kNamedByFeed = "named by the feed";
inline constexpr std::string_view kSameAudioName = "same name as the feed's audio";
inline constexpr std::string_view kSameLengthAndWords = "same duration, words in common";
inline constexpr std::string_view kSameWords = "words in common";

struct NamedFile {
  std::string path;
  FileName name;
  FileType type = FileType::Unknown;
};

/// Files of one episode by name, in natural order of their paths. `reason` is empty for a single
/// file.
struct FileGroup {
  std::vector<std::size_t> files;  ///< numbers in the span that was grouped
  std::string_view reason;
};

/// Groups files by equal keys, then single kinds that meet by number.
///
/// By number: a group with transcripts and one with texts in the same folder join when each is the
/// only one of its kind with that season and number there, and either one's name is nothing but the
/// number or the two share a word. Groups come in natural order of their first path; every file is
/// in exactly one. O(n log n).
std::vector<FileGroup> group_files(std::span<const NamedFile> files);

/// For each path, the folder that names its show: the dropped folder, or where that holds nothing
/// but folders of several shows, the folder below. Empty for a file dropped by itself.
std::vector<std::string> show_folders(std::span<const NamedFile> files);

}  // namespace earshot::library
