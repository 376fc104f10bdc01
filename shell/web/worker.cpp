// The import worker's side of the border; web/import_worker.js is the other.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "import/importer.h"
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
  // 32 MB of text cost 117 ms of it, 6 MB about 25.
  options.pack_text_bytes = {std::size_t{1} << 20, std::size_t{3} << 20, std::size_t{6} << 20};
  importer() =
      std::make_unique<earshot::import::Importer>(std::move(order.entries), std::move(options));
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

/// What became of each file, as JSON; ends the import and gives its memory back.
EARSHOT_EXPORT const char* earshot_import_reports() {
  std::string json = "[]";
  if (importer()) json = earshot::web::write_reports(importer()->reports());
  importer().reset();
  return earshot::web::answer(std::move(json));
}
