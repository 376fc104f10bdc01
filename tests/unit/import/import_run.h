#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "import/importer.h"
#include "pack/pack.h"

namespace earshot::import {

struct TestFile {
  std::string path, text;
};

/// An import of files in memory, and its packs.
struct ImportRun {
  std::vector<std::vector<std::byte>> packs;
  std::vector<FileReport> reports;

  const FileReport& report(std::string_view path) const {
    for (const FileReport& report : reports) {
      if (report.path == path) return report;
    }
    static const FileReport kNone;
    return kNone;
  }
  pack::Pack pack(std::size_t number) const {
    return number < packs.size() ? pack::Pack::open(packs[number]).value_or(pack::Pack())
                                 : pack::Pack();
  }
  /// "show/title: tracks ..." of all packs, for comparing at a glance: T title, N notes, S
  /// transcript, C chapters, O offers; in brackets where it is only listed.
  std::vector<std::string> episodes() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < packs.size(); ++i) {
      const pack::Pack opened = pack(i);
      for (const pack::EpisodeRecord& episode : opened.episodes()) {
        std::string line(opened.string(opened.shows()[episode.show].title));
        line += '/';
        line += opened.string(episode.title);
        line += ": ";
        for (const pack::TrackRecord& track : opened.tracks(episode))
          line += "TNSCO"[static_cast<std::size_t>(track.kind)];
        out.push_back(episode.kind == pack::EpisodeKind::Listed ? "(" + line + ")" : line);
      }
    }
    return out;
  }
  /// "title S:de N:": of each text but the title its kind (as above) and language.
  std::vector<std::string> languages() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < packs.size(); ++i) {
      const pack::Pack opened = pack(i);
      for (const pack::EpisodeRecord& episode : opened.episodes()) {
        std::string line(opened.string(episode.title));
        for (const pack::TrackRecord& track : opened.tracks(episode)) {
          if (track.kind == pack::TrackKind::Title) continue;
          line += ' ';
          line += "TNSCO"[static_cast<std::size_t>(track.kind)];
          line += ':';
          line += opened.string(track.language);
        }
        out.push_back(line);
      }
    }
    return out;
  }
};

inline std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text));
}

inline ImportRun run_import(const std::vector<TestFile>& files, ImportOptions options = {}) {
  std::vector<FileEntry> entries;
  for (const TestFile& file : files)
    entries.push_back({.path = file.path, .size_bytes = file.text.size()});
  Importer importer(std::move(entries), std::move(options));
  ImportRun run;
  const auto take = [&] {
    while (auto pack = importer.take_pack())
      run.packs.push_back(std::move(*pack));
  };
  while (const auto next = importer.next_file()) {
    importer.add(*next, as_bytes(files[*next].text));
    take();
  }
  importer.finish();
  take();
  run.reports = importer.reports();
  return run;
}

inline std::string vtt(std::string_view words) {
  return "WEBVTT\n\n00:01.000 --> 00:04.500\n" + std::string(words) + "\n";
}

}  // namespace earshot::import
