#include "pack/versions.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace earshot::pack {
namespace {

constexpr std::size_t kTellingBytes = 20;  // shorter lines ("Yeah.") stand in every talk
constexpr std::size_t kSamples = 8;        // each is looked for in a whole transcript

/// Compares what two packs say, records by their values and strings by their bytes.
struct Comparison {
  const Pack& a;
  const Pack& b;

  bool strings(StringRef of_a, StringRef of_b) const { return a.string(of_a) == b.string(of_b); }

  template <typename Record>
  bool strings(const Record& of_a, const Record& of_b,
               std::initializer_list<StringRef Record::*> fields) const {
    return std::ranges::all_of(
        fields, [&](StringRef Record::* field) { return strings(of_a.*field, of_b.*field); });
  }

  template <typename Record, typename Same>
  static bool all(std::span<const Record> of_a, std::span<const Record> of_b, Same same) {
    return std::ranges::equal(of_a, of_b, same);
  }

  bool tracks(const TrackRecord& x, std::uint32_t first_file_x, const TrackRecord& y,
              std::uint32_t first_file_y) const {
    const auto place = [](std::uint32_t file, std::uint32_t first) {
      return file == 0 ? UINT32_MAX : file - first;
    };
    return x.kind == y.kind && x.indexed == y.indexed && x.squashed == y.squashed &&
           place(x.file, first_file_x) == place(y.file, first_file_y) &&
           strings(x, y, {&TrackRecord::language, &TrackRecord::format, &TrackRecord::source}) &&
           a.text(x) == b.text(y) && a.text(x).size() == x.text_size &&
           all(a.speakers(x), b.speakers(y),
               [this](StringRef s, StringRef t) { return strings(s, t); }) &&
           all(a.blocks(x), b.blocks(y),
               [this](const BlockRecord& s, const BlockRecord& t) {
                 return s.begin == t.begin && s.end == t.end && s.kind == t.kind &&
                        s.level == t.level && s.speaker == t.speaker && s.start_ms == t.start_ms &&
                        s.end_ms == t.end_ms && strings(s.marker, t.marker);
               }) &&
           all(a.spans(x), b.spans(y), [this](const SpanRecord& s, const SpanRecord& t) {
             return s.begin == t.begin && s.end == t.end && s.kind == t.kind &&
                    s.start_ms == t.start_ms && s.end_ms == t.end_ms && strings(s.url, t.url);
           });
  }

  bool files(const FileRecord& x, const FileRecord& y, std::span<const Id> lists) const {
    return x.kind == y.kind &&
           strings(x, y, {&FileRecord::path, &FileRecord::reason, &FileRecord::title}) &&
           (file_id(x) == file_id(y) || std::ranges::find(lists, file_id(y)) != lists.end());
  }
};

bool is_content(const TrackRecord& track) {
  return track.kind == TrackKind::Notes || track.kind == TrackKind::Transcript;
}

bool has_transcript(const Pack& pack, const EpisodeRecord& episode) {
  return std::ranges::any_of(pack.tracks(episode), [&](const TrackRecord& track) {
    return track.kind == TrackKind::Transcript && !pack.text(track).empty();
  });
}

}  // namespace

bool is_version_of(const Pack& newer_pack, const EpisodeRecord& newer, const Pack& older_pack,
                   const EpisodeRecord& older) {
  std::vector<std::string_view> lines;
  for (const TrackRecord& track : older_pack.tracks(older)) {
    if (!is_content(track)) continue;
    const std::string_view text = older_pack.text(track);
    for (const BlockRecord& block : older_pack.blocks(track)) {
      const std::string_view line = slice(text, {block.begin, block.end});
      if (line.size() >= kTellingBytes) lines.push_back(line);
    }
  }
  if (lines.empty()) return true;
  const std::size_t samples = std::min(kSamples, lines.size());
  std::size_t found = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    const std::string_view line = lines[i * lines.size() / samples];
    for (const TrackRecord& track : newer_pack.tracks(newer)) {
      if (!is_content(track) || newer_pack.text(track).find(line) == std::string_view::npos)
        continue;
      ++found;
      break;
    }
  }
  return found * 3 >= samples;
}

bool stays_beside_newer(const Pack& older_pack, const EpisodeRecord& older, const Pack& newer_pack,
                        const EpisodeRecord& newer) {
  return has_transcript(older_pack, older) && !has_transcript(newer_pack, newer);
}

bool is_same_episode(const Pack& pack, std::uint32_t number, const Pack& other,
                     std::uint32_t other_number, std::span<const Id> lists) {
  if (number >= pack.episodes().size() || other_number >= other.episodes().size()) return false;
  const Comparison same{pack, other};
  const EpisodeRecord& x = pack.episodes()[number];
  const EpisodeRecord& y = other.episodes()[other_number];
  if (episode_id(x) != episode_id(y) || x.date != y.date || x.duration_ms != y.duration_ms ||
      x.season != y.season || x.number != y.number || x.kind != y.kind ||
      !same.strings(
          x, y,
          {&EpisodeRecord::title, &EpisodeRecord::author, &EpisodeRecord::guid,
           &EpisodeRecord::language, &EpisodeRecord::link, &EpisodeRecord::summary,
           &EpisodeRecord::audio_url, &EpisodeRecord::audio_type, &EpisodeRecord::source}))
    return false;
  if (x.show >= pack.shows().size() || y.show >= other.shows().size() ||
      !same.strings(pack.shows()[x.show], other.shows()[y.show],
                    {&ShowRecord::title, &ShowRecord::language}))
    return false;
  const auto files_x = pack.files(number);
  const auto files_y = other.files(other_number);
  const auto first = [](const Pack& of, std::span<const FileRecord> files) {
    return files.empty() ? 1U : static_cast<std::uint32_t>(&files.front() - of.files().data()) + 1;
  };
  const std::uint32_t first_x = first(pack, files_x);
  const std::uint32_t first_y = first(other, files_y);
  return Comparison::all(
             files_x, files_y,
             [&](const FileRecord& s, const FileRecord& t) { return same.files(s, t, lists); }) &&
         Comparison::all(pack.tracks(x), other.tracks(y),
                         [&](const TrackRecord& s, const TrackRecord& t) {
                           return same.tracks(s, first_x, t, first_y);
                         }) &&
         Comparison::all(pack.chapters(x), other.chapters(y),
                         [&](const ChapterRecord& s, const ChapterRecord& t) {
                           return s.start_ms == t.start_ms && s.end_ms == t.end_ms &&
                                  s.in_toc == t.in_toc &&
                                  same.strings(s, t,
                                               {&ChapterRecord::title, &ChapterRecord::url,
                                                &ChapterRecord::image});
                         }) &&
         Comparison::all(pack.links(x), other.links(y),
                         [&](const LinkRecord& s, const LinkRecord& t) {
                           return same.strings(s, t, {&LinkRecord::text, &LinkRecord::url});
                         });
}

}  // namespace earshot::pack
