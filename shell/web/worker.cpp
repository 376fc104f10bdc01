// The import worker's side of the border; web/import_worker.js is the other.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/importer.h"
#include "import/merge.h"
#include "pack/pack.h"
#include "shell/web/answer.h"
#include "shell/web/export.h"
#include "shell/web/json.h"

namespace earshot::web {
namespace {

// In the browser the whole of file, text and pack must fit beside the page into a tab's memory.
constexpr std::size_t kMaxFileBytes = std::size_t{96} << 20;

/// The one import that runs; the page sends the next job when it is done.
std::unique_ptr<import::Importer>& importer() {
  static std::unique_ptr<import::Importer> current;
  return current;
}

/// The packs of the merge to come, aligned as packs want it.
std::vector<std::vector<std::byte>>& packs_to_merge() {
  static std::vector<std::vector<std::byte>> packs;
  return packs;
}

std::string merge(const MergeOrder& order) {
  const std::vector<std::vector<std::byte>> bytes = std::exchange(packs_to_merge(), {});
  std::vector<pack::Pack> packs;
  std::vector<import::MergePart> parts;
  for (const auto& pack : bytes)
    packs.push_back(pack::Pack::open(pack).value_or(pack::Pack()));
  for (std::size_t i = 0; i < packs.size(); ++i)
    parts.push_back(
        {&packs[i], i < order.left_out.size() ? order.left_out[i] : std::vector<std::uint32_t>()});
  const auto merged =
      import::merge_packs(parts, order.left_out_sources,
                          order.repairs_text ? import::RepairText::Yes : import::RepairText::No);
  return merged ? std::string(reinterpret_cast<const char*>(merged->data()), merged->size())
                : std::string();
}

std::string_view text(const char* at, std::uint32_t size) {
  return {at, size};
}

}  // namespace
}  // namespace earshot::web

using earshot::web::importer;

EARSHOT_EXPORT void earshot_import_begin(const char* order_at, std::uint32_t order_size) {
  earshot::web::ImportOrder order =
      earshot::web::read_import_order(earshot::web::text(order_at, order_size));
  earshot::import::ImportOptions options;
  options.max_file_bytes = earshot::web::kMaxFileBytes;
  options.fallback_show = std::move(order.fallback_show);
  // The page takes a pack in one go on its main thread: copy, checksums, and the query that stands.
  // 32 MB of text cost 117 ms of it, 6 MB about 25. Until then early packs are shown.
  options.makes_early_packs = true;
  options.pack_text_bytes = {std::size_t{256} << 10, std::size_t{1} << 20, std::size_t{3} << 20,
                             std::size_t{6} << 20};
  importer() =
      std::make_unique<earshot::import::Importer>(std::move(order.entries), std::move(options));
}

/// Reads one file out of an archive where that comes next; 0 where it does not. Between two of them
/// the worker tells how far it is, and hears that it is to stop.
EARSHOT_EXPORT std::int32_t earshot_import_step() {
  return importer() && importer()->read_archived() ? 1 : 0;
}

/// Number of the file to read next; -1: none is left.
EARSHOT_EXPORT std::int32_t earshot_import_next() {
  if (!importer()) return -1;
  const std::optional<std::size_t> next = importer()->next_file();
  return next ? static_cast<std::int32_t>(*next) : -1;
}

EARSHOT_EXPORT void earshot_import_add(std::uint32_t entry, const char* at, std::uint32_t size) {
  if (importer()) importer()->add(entry, std::as_bytes(std::span(at, size)));
}

/// The browser could not read the file: `at` says why.
EARSHOT_EXPORT void earshot_import_miss(std::uint32_t entry, const char* at, std::uint32_t size) {
  if (!importer()) return;
  importer()->add_unreadable(
      entry, {earshot::ErrorCode::CannotRead, std::string(earshot::web::text(at, size))});
}

EARSHOT_EXPORT void earshot_import_end() {
  if (importer()) importer()->finish();
}

EARSHOT_EXPORT std::uint32_t earshot_import_done() {
  return importer() ? static_cast<std::uint32_t>(importer()->files_done()) : 0;
}

/// Grows when archives are opened: their files count.
EARSHOT_EXPORT std::uint32_t earshot_import_total() {
  return importer() ? static_cast<std::uint32_t>(importer()->files_total()) : 0;
}

/// The next finished pack as an answer; size 0: none is ready.
EARSHOT_EXPORT const char* earshot_pack_take() {
  std::string bytes;
  if (importer()) {
    if (const auto pack = importer()->take_pack()) {
      bytes.assign(reinterpret_cast<const char*>(pack->data()), pack->size());
    }
  }
  return earshot::web::answer(std::move(bytes));
}

/// What has been read since the last pack, to be shown until the next finished one; size 0:
/// nothing.
EARSHOT_EXPORT const char* earshot_early_pack_take() {
  std::string bytes;
  if (importer()) {
    if (const auto pack = importer()->take_early_pack())
      bytes.assign(reinterpret_cast<const char*>(pack->data()), pack->size());
  }
  return earshot::web::answer(std::move(bytes));
}

/// What became of each file, as JSON; ends the import and gives its memory back.
EARSHOT_EXPORT const char* earshot_import_reports() {
  std::string json = "[]";
  if (importer()) json = earshot::web::write_reports(importer()->reports());
  importer().reset();
  return earshot::web::answer(std::move(json));
}

/// A pack of the next merge, the oldest first.
EARSHOT_EXPORT void earshot_merge_add(const char* at, std::uint32_t size) {
  const auto bytes = std::as_bytes(std::span(at, size));
  earshot::web::packs_to_merge().emplace_back(bytes.begin(), bytes.end());
}

/// Merges what was added and gives the pack as an answer; size 0: it could not be done.
EARSHOT_EXPORT const char* earshot_merge_run(const char* order_at, std::uint32_t order_size) {
  return earshot::web::answer(earshot::web::merge(
      earshot::web::read_merge_order(earshot::web::text(order_at, order_size))));
}
