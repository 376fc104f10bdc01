#include "library/grouping.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "library/identity.h"

namespace earshot::library {
namespace {

constexpr std::size_t kMinSharedWord = 4;  // "the" and "and" are in every title

bool holds(const FileGroup& group, std::span<const NamedFile> files, FileType type) {
  return std::ranges::any_of(group.files,
                             [&](std::size_t file) { return files[file].type == type; });
}

bool share_a_word(std::string_view a, std::string_view b) {
  const std::vector<std::string> left = title_words(a);
  for (const std::string& word : title_words(b)) {
    if (word.size() >= kMinSharedWord && std::ranges::find(left, word) != left.end()) return true;
  }
  return false;
}

using NumberKey = std::tuple<std::string, std::int32_t, std::int32_t>;

struct SameNumber {
  std::vector<std::size_t> transcripts, texts;  // groups
};

void join_by_number(std::vector<FileGroup>& groups, std::span<const NamedFile> files) {
  std::map<NumberKey, SameNumber> numbers;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const FileName& name = files[groups[i].files.front()].name;
    if (name.number < 0) continue;
    SameNumber& same = numbers[{name.folder, name.season, name.number}];
    const bool has_text = holds(groups[i], files, FileType::Text);
    const bool has_transcript = holds(groups[i], files, FileType::Transcript);
    if (has_transcript && !has_text) same.transcripts.push_back(i);
    if (has_text && !has_transcript) same.texts.push_back(i);
  }
  for (const auto& [key, same] : numbers) {
    if (same.transcripts.size() != 1 || same.texts.size() != 1) continue;
    FileGroup& transcript = groups[same.transcripts.front()];
    FileGroup& text = groups[same.texts.front()];
    const FileName& a = files[transcript.files.front()].name;
    const FileName& b = files[text.files.front()].name;
    if (a.has_title && b.has_title && !share_a_word(a.title, b.title)) continue;
    transcript.files.insert(transcript.files.end(), text.files.begin(), text.files.end());
    transcript.reason = kSameNumber;
    text.files.clear();
  }
  std::erase_if(groups, [](const FileGroup& group) { return group.files.empty(); });
}

std::string_view first_part(std::string_view path) {
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

/// Not "2024", "Season 3", "s03".
bool may_name_a_show(std::string_view folder) {
  const std::vector<std::string> words = title_words(folder);
  if (words.empty() || words.front() == "season") return false;
  return std::ranges::any_of(words, [](const std::string& word) {
    const std::size_t digits = word.starts_with('s') ? 1 : 0;
    return word.size() == digits ||
           word.find_first_not_of("0123456789", digits) != std::string::npos;
  });
}

}  // namespace

std::vector<FileGroup> group_files(std::span<const NamedFile> files) {
  std::map<std::string_view, FileGroup> by_key;
  for (std::size_t i = 0; i < files.size(); ++i)
    by_key[files[i].name.key].files.push_back(i);

  std::vector<FileGroup> groups;
  groups.reserve(by_key.size());
  for (auto& [key, group] : by_key) {
    if (group.files.size() > 1) {
      const bool by_folder = std::ranges::any_of(
          group.files, [&](std::size_t file) { return files[file].name.is_by_folder; });
      group.reason = by_folder ? kSameFolder : kSameFileName;
    }
    groups.push_back(std::move(group));
  }
  join_by_number(groups, files);

  const auto path_less = [&](std::size_t a, std::size_t b) {
    return natural_less(files[a].path, files[b].path);
  };
  for (FileGroup& group : groups)
    std::ranges::sort(group.files, path_less);
  std::ranges::sort(groups, [&](const FileGroup& a, const FileGroup& b) {
    return path_less(a.files.front(), b.files.front());
  });
  return groups;
}

std::vector<std::string> show_folders(std::span<const NamedFile> files) {
  // A dropped folder with files of its own is a show; without any, and with at least two folders
  // that hold some, it is a shelf of shows.
  std::map<std::string_view, std::set<std::string_view>> folders_below;
  std::set<std::string_view> holds_files;
  for (const NamedFile& file : files) {
    const std::string_view top = first_part(file.path);
    if (top.empty()) continue;
    const std::string_view rest = std::string_view(file.path).substr(top.size() + 1);
    const std::string_view below = first_part(rest);
    // A folder that only tells a kind ("transcripts"), an episode ("ep12/notes.md") or a season
    // is no show.
    const bool is_above_files = file.name.folder.find('/') == std::string::npos;
    if (below.empty() || is_above_files || !may_name_a_show(below)) {
      holds_files.insert(top);
    } else {
      folders_below[top].insert(below);
    }
  }
  std::vector<std::string> shows;
  shows.reserve(files.size());
  for (const NamedFile& file : files) {
    const std::string_view top = first_part(file.path);
    std::string_view show = top;
    const auto below = folders_below.find(top);
    if (below != folders_below.end() && below->second.size() >= 2 && !holds_files.contains(top))
      show = first_part(std::string_view(file.path).substr(top.size() + 1));
    shows.emplace_back(show);
  }
  return shows;
}

}  // namespace earshot::library
