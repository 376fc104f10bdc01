// Bytes as a pack: opening, verifying and reading everything must stay inside them, whatever they
// hold. So must searching its texts without its index.

#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "../unit/pack/forged.h"
#include "../unit/pack/sample_pack.h"
#include "indexing/pack_index.h"
#include "pack/layout.h"
#include "pack/pack.h"
#include "pack/versions.h"
#include "search/scan.h"

namespace {

void search_without_index(const earshot::pack::Pack& pack) {
  using namespace earshot;
  (void)search::Index::open(indexing::index_all_tracks(pack));
  const search::Query query = search::parse_query("crane ro* \"a\"", true);
  Budget budget(UINT64_MAX);
  for (const pack::TrackRecord& track : pack.tracks()) {
    const std::string_view text = pack.text(track);
    const std::vector<Range> passages =
        search::scan_passages(text, indexing::borders_of(pack.blocks(track)));
    const search::ScanDocument document{.text = text, .passages_in_text = passages};
    (void)search::scan({&document, 1}, search::likely_words(query), 10, budget);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace earshot;
  // The allocator aligns to 8. Right checksums let the mutations through to the records.
  std::vector<std::byte> bytes(size);
  if (size != 0) std::memcpy(bytes.data(), data, size);
  if (size >= sizeof(pack::FileHeader)) {
    pack::FileHeader header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    header.magic = pack::kMagic;
    header.file_size = size;
    // Numbers from 2 on are ours: versions with the checksums that the bytes bring, because damage
    // has ways of its own through the reader.
    const bool is_forged = header.version <= pack::kFormatVersion;
    if (!is_forged) header.version %= pack::kFormatVersion + 2;
    std::memcpy(bytes.data(), &header, sizeof(header));
    if (is_forged) pack::forge_checksums(bytes);
    pack::forge_table_checksum(bytes);
  }
  if (const auto opened = pack::Pack::open(bytes)) {
    pack::touch_everything(*opened);
    search_without_index(*opened);
    (void)opened->damaged_episodes();
    (void)opened->verify();
    (void)opened->damage();
    (void)opened->version();
    for (const pack::EpisodeRecord& older : opened->episodes()) {
      for (const pack::EpisodeRecord& newer : opened->episodes().first(1))
        (void)pack::is_version_of(*opened, newer, *opened, older);
    }
  }
  return 0;
}
