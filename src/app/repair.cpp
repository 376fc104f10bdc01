#include "app/repair.h"

#include <algorithm>
#include <set>

#include "text/encoding.h"
#include "text/mojibake.h"

namespace earshot::app {
namespace {

constexpr std::size_t kLookedThrough = std::size_t{1} << 20;  // a file is wrong throughout, or not

}  // namespace

std::uint32_t wrong_characters(const TrackView& track) {
  const std::size_t size =
      track.text.size() <= kLookedThrough
          ? track.text.size()
          : static_cast<std::size_t>(text::floor_to_character(track.text, kLookedThrough));
  std::size_t count = 0;
  (void)text::find_mojibake(track.text.substr(0, size), 0, count);
  return static_cast<std::uint32_t>(count);
}

std::optional<MergePacks> repair_order(const Library& library, Id episode) {
  auto ref = library.find(episode);
  if (!ref) return std::nullopt;
  const LoadedPack& loaded = library.pack(ref->pack);
  const auto count = static_cast<std::uint32_t>(loaded.pack.episodes().size());
  // A file that stands apart is of the episode it was paired with.
  std::uint32_t wanted = ref->episode;
  if (wanted >= count) wanted = loaded.apart[wanted - count].of;
  MergePacks order;
  order.repairs_text = true;
  MergePacks::Part part{loaded.id, loaded.bytes, {}};
  for (std::uint32_t number = 0; number < count; ++number) {
    if (number != wanted) part.left_out.push_back(number);
  }
  order.parts.push_back(std::move(part));
  std::set<Id> own;
  for (const pack::FileRecord& file : loaded.pack.files(wanted))
    own.insert(pack::file_id(file));
  for (const pack::SourceRecord& source : loaded.pack.sources()) {
    const Id id{source.id_high, source.id_low};
    if (!own.contains(id)) order.left_out_sources.push_back(id);
  }
  return order;
}

}  // namespace earshot::app
