#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "pack/pack.h"
#include "search/documents.h"

namespace earshot::app {

/// What packs say about their tracks, as a search asks for it: for the app and the command line.
/// The packs must outlive it. Views last as long as the packs.
class PackDocuments final : public search::Documents {
 public:
  void clear() {
    parts_.clear();
    last_ = {};
  }
  /// The pack of the next index. Its episodes, and the number of the one that each track belongs to
  /// (a number that is no episode's where it belongs to none). Linear in tracks and episodes.
  void add(const pack::Pack& pack, std::span<const pack::EpisodeRecord* const> episodes,
           std::span<const std::uint32_t> episodes_of_tracks);
  /// The same as the pack has them.
  void add(const pack::Pack& pack);

  std::string_view text(std::uint32_t index, std::uint32_t document) const override;
  search::Facts facts(std::uint32_t index, std::uint32_t document) const override;
  std::uint32_t episode(std::uint32_t index, std::uint32_t document) const override;
  std::uint32_t line_count(std::uint32_t index, std::uint32_t document) const override;
  search::Line line(std::uint32_t index, std::uint32_t document,
                    std::uint32_t number) const override;
  std::uint32_t speaker_count(std::uint32_t index, std::uint32_t document) const override;
  std::string_view speaker(std::uint32_t index, std::uint32_t document,
                           std::uint32_t number) const override;

 private:
  struct Part {
    const pack::Pack* pack = nullptr;
    std::vector<search::Facts> facts;  // by track
    std::vector<std::uint32_t> episodes;
  };
  const pack::TrackRecord* track(std::uint32_t index, std::uint32_t document) const;
  std::span<const pack::BlockRecord> blocks(std::uint32_t index, std::uint32_t document) const;

  std::vector<Part> parts_;
  /// Of the track whose lines were asked for last: a pack looks at the checksums of all of them
  /// each time, and they are asked for one by one.
  struct Blocks {
    std::uint32_t index = UINT32_MAX, document = 0;
    std::span<const pack::BlockRecord> blocks;
  };
  mutable Blocks last_;
};

}  // namespace earshot::app
