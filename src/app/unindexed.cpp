// Texts are scanned some hundred times as fast as they can be indexed, but a scan knows neither
// other forms of words nor nearness, filters and the rest of what a query can say. So it only tells
// where to look: the texts with the best passages are indexed, as many as nobody has to wait for,
// and the search goes over these.

#include "app/unindexed.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/budget.h"
#include "indexing/pack_index.h"

namespace earshot::app {
namespace {

/// Passages looked at for their texts: of the best 1,000 there are some ten of each that fits in.
constexpr std::uint32_t kBestPassages = 1000;

/// What is to be indexed of all packs together.
class Choice {
 public:
  explicit Choice(std::span<Unindexed* const> packs) : packs_(packs), tracks_(packs.size()) {}

  /// Takes a text of a pack, if there is room: a share of what is indexed at once.
  void take(std::size_t pack, std::size_t text, std::uint64_t room) {
    const search::ScanDocument& document = packs_[pack]->texts()[text];
    std::vector<std::uint32_t>& tracks = tracks_[pack];
    if (bytes_ + document.text.size() > room) return;
    const auto at = std::ranges::lower_bound(tracks, document.document);
    if (at != tracks.end() && *at == document.document) return;
    tracks.insert(at, document.document);
    bytes_ += document.text.size();
  }
  void take_indexed() {
    for (std::size_t pack = 0; pack < packs_.size(); ++pack) {
      const auto texts = packs_[pack]->texts();
      for (const std::uint32_t track : packs_[pack]->indexed()) {
        const auto at = std::ranges::lower_bound(texts, track, {}, &search::ScanDocument::document);
        take(pack, static_cast<std::size_t>(at - texts.begin()), kIndexedAtOnce);
      }
    }
  }
  /// Whether all of it is indexed already.
  bool is_indexed() const {
    for (std::size_t pack = 0; pack < packs_.size(); ++pack) {
      if (!std::ranges::includes(packs_[pack]->indexed(), tracks_[pack])) return false;
    }
    return true;
  }
  void index() {
    for (std::size_t pack = 0; pack < packs_.size(); ++pack)
      packs_[pack]->index(std::move(tracks_[pack]));
  }

 private:
  std::span<Unindexed* const> packs_;
  std::vector<std::vector<std::uint32_t>> tracks_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

Unindexed::Unindexed(const pack::Pack& pack) : pack_(pack) {
  std::vector<std::size_t> counts;
  const auto tracks = pack.tracks();
  for (std::uint32_t number = 0; number < tracks.size(); ++number) {
    const pack::TrackRecord& track = tracks[number];
    const std::string_view text = track.indexed != 0 ? pack.text(track) : std::string_view();
    if (text.empty()) continue;
    const std::vector<Range> own =
        search::scan_passages(text, indexing::borders_of(pack.blocks(track)));
    passages_.insert(passages_.end(), own.begin(), own.end());
    counts.push_back(own.size());
    texts_.push_back({number, indexing::field_of(track.kind), text, {}});
    text_bytes_ += text.size();
  }
  std::span<const Range> left = passages_;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    texts_[i].passages_in_text = left.first(counts[i]);
    left = left.subspan(counts[i]);
  }
}

void Unindexed::index(std::vector<std::uint32_t> tracks) {
  if (tracks == tracks_ && !index_bytes_.empty()) return;
  index_bytes_ = indexing::index_tracks(pack_, tracks);
  tracks_ = std::move(tracks);
}

bool index_likely(std::span<Unindexed* const> packs, const search::Query& query) {
  std::uint64_t bytes = 0;
  for (const Unindexed* const pack : packs)
    bytes += pack->text_bytes();
  Choice choice(packs);
  if (bytes <= kIndexedAtOnce) {
    for (std::size_t pack = 0; pack < packs.size(); ++pack) {
      for (std::size_t text = 0; text < packs[pack]->texts().size(); ++text)
        choice.take(pack, text, kIndexedAtOnce);
    }
    choice.index();
    return true;
  }
  // Texts of all packs, numbered through.
  std::vector<search::ScanDocument> texts;
  std::vector<std::pair<std::size_t, std::size_t>> places;  // pack and text
  for (std::size_t pack = 0; pack < packs.size(); ++pack) {
    for (std::size_t text = 0; text < packs[pack]->texts().size(); ++text) {
      texts.push_back(packs[pack]->texts()[text]);
      texts.back().document = static_cast<std::uint32_t>(places.size());
      places.emplace_back(pack, text);
    }
  }
  const search::FlatQuery words = search::likely_words(query);
  Budget budget(kScannedAtOnce);
  const search::ScanResult found = search::scan(texts, words, kBestPassages, budget);
  // Half of the room is for what is new: the other half has what the letters before found.
  for (const search::ScanHit& hit : found.hits)
    choice.take(places[hit.document].first, places[hit.document].second, kIndexedAtOnce / 2);
  // Of a query without words the first texts are as good as any.
  for (std::size_t i = 0; words.terms.empty() && i < places.size(); ++i)
    choice.take(places[i].first, places[i].second, kIndexedAtOnce / 2);
  if (choice.is_indexed()) return false;
  choice.take_indexed();
  choice.index();
  return false;
}

}  // namespace earshot::app
