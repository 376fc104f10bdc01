#include "shell/common/library_store.h"

#include <yyjson.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <system_error>

#include "pack/pack.h"

namespace earshot::shell {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kManifestVersion = 0;
constexpr std::size_t kMaxJsonBytes = std::size_t{1} << 30;
constexpr std::string_view kPackSuffix = ".pack";

struct FreeDocument {
  void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
  void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
};
using Document = std::unique_ptr<yyjson_doc, FreeDocument>;
using NewDocument = std::unique_ptr<yyjson_mut_doc, FreeDocument>;

std::string_view text_of(yyjson_val* object, const char* key) {
  yyjson_val* value = yyjson_obj_get(object, key);
  return yyjson_is_str(value) ? std::string_view(yyjson_get_str(value), yyjson_get_len(value))
                              : std::string_view();
}

Id id_of(yyjson_val* object, const char* key) {
  return id_from_string(text_of(object, key)).value_or(Id{});
}

std::int64_t number_of(yyjson_val* object, const char* key) {
  yyjson_val* value = yyjson_obj_get(object, key);
  return yyjson_is_int(value) ? yyjson_get_sint(value) : 0;
}

void add_text(yyjson_mut_doc* document, yyjson_mut_val* object, const char* key,
              std::string_view text) {
  if (!text.empty()) yyjson_mut_obj_add_strncpy(document, object, key, text.data(), text.size());
}

void add_id(yyjson_mut_doc* document, yyjson_mut_val* object, const char* key, Id id) {
  if (id.valid()) add_text(document, object, key, to_string(id));
}

/// The pack files in a folder, in the order they were written.
std::vector<PackEntry> packs_in(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, Id>> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    const auto id = id_from_string(entry->path().stem().string());
    if (id && entry->path().extension() == kPackSuffix)
      found.emplace_back(entry->last_write_time(ignored), *id);
  }
  std::ranges::sort(found);
  std::vector<PackEntry> packs;
  for (const auto& [time, id] : found)
    packs.push_back({id, static_cast<std::uint32_t>(packs.size() + 1)});
  return packs;
}

std::span<const std::byte> as_bytes(std::string_view text) {
  return std::as_bytes(std::span(text));
}

}  // namespace

std::uint32_t Manifest::next_import_number() const {
  std::uint32_t last = 0;
  for (const PackEntry& pack : packs)
    last = std::max(last, pack.import_number);
  return last + 1;
}

std::string print_manifest(const Manifest& manifest) {
  const NewDocument owner(yyjson_mut_doc_new(nullptr));
  yyjson_mut_doc* document = owner.get();
  yyjson_mut_val* root = yyjson_mut_obj(document);
  yyjson_mut_doc_set_root(document, root);
  yyjson_mut_obj_add_uint(document, root, "version", kManifestVersion);
  yyjson_mut_val* packs = yyjson_mut_obj_add_arr(document, root, "packs");
  for (const PackEntry& entry : manifest.packs) {
    yyjson_mut_val* pack = yyjson_mut_arr_add_obj(document, packs);
    add_id(document, pack, "id", entry.id);
    yyjson_mut_obj_add_uint(document, pack, "import", entry.import_number);
  }
  yyjson_mut_val* files = yyjson_mut_obj_add_arr(document, root, "files");
  for (const SourceRecord& source : manifest.sources) {
    yyjson_mut_val* file = yyjson_mut_arr_add_obj(document, files);
    add_text(document, file, "path", source.path);
    add_text(document, file, "entry", source.entry_path);
    yyjson_mut_obj_add_uint(document, file, "size", source.size_bytes);
    yyjson_mut_obj_add_sint(document, file, "modified_ms", source.modified_ms);
    add_id(document, file, "content", source.content);
    add_id(document, file, "episode", source.episode);
    add_text(document, file, "title", source.episode_title);
    add_text(document, file, "became", source.became);
  }
  // Paths may hold bytes that are no UTF-8; they must come back as they are.
  std::size_t size = 0;
  char* text = yyjson_mut_write(document, YYJSON_WRITE_ALLOW_INVALID_UNICODE, &size);
  std::string json = text != nullptr ? std::string(text, size) : std::string();
  std::free(text);
  json += '\n';
  return json;
}

Result<Manifest> parse_manifest(std::string_view json) {
  std::string copy(json);  // the reader wants it mutable
  const Document document(yyjson_read_opts(copy.data(), copy.size(),
                                           YYJSON_READ_ALLOW_INVALID_UNICODE, nullptr, nullptr));
  yyjson_val* root = document ? yyjson_doc_get_root(document.get()) : nullptr;
  if (!yyjson_is_obj(root) || !yyjson_is_uint(yyjson_obj_get(root, "version")))
    return std::unexpected(Error{ErrorCode::Damaged, "library.json"});
  if (yyjson_get_uint(yyjson_obj_get(root, "version")) > kManifestVersion)
    return std::unexpected(Error{ErrorCode::NewerVersion, "library.json"});
  Manifest manifest;
  std::size_t index = 0;
  std::size_t count = 0;
  yyjson_val* item = nullptr;
  bool is_whole =
      yyjson_is_arr(yyjson_obj_get(root, "packs")) && yyjson_is_arr(yyjson_obj_get(root, "files"));
  yyjson_arr_foreach(yyjson_obj_get(root, "packs"), index, count, item) {
    const Id id = id_of(item, "id");
    is_whole = is_whole && id.valid();
    manifest.packs.push_back({id, static_cast<std::uint32_t>(number_of(item, "import"))});
  }
  yyjson_arr_foreach(yyjson_obj_get(root, "files"), index, count, item) {
    SourceRecord source;
    source.path = text_of(item, "path");
    source.entry_path = text_of(item, "entry");
    source.size_bytes = static_cast<std::uint64_t>(number_of(item, "size"));
    source.modified_ms = number_of(item, "modified_ms");
    source.content = id_of(item, "content");
    source.episode = id_of(item, "episode");
    source.episode_title = text_of(item, "title");
    source.became = text_of(item, "became");
    is_whole = is_whole && !source.path.empty();
    manifest.sources.push_back(std::move(source));
  }
  if (!is_whole) return std::unexpected(Error{ErrorCode::Damaged, "library.json"});
  std::ranges::stable_sort(manifest.sources, {}, &SourceRecord::path);
  return manifest;
}

Result<LibraryStore> LibraryStore::open(fs::path folder, Access access) {
  LibraryStore store;
  store.folder_ = std::move(folder);
  std::error_code error;
  const fs::path packs = store.folder_ / "packs";
  if (access == Access::Write) {
    const bool is_new = fs::create_directories(packs, error);
    if (!error && is_new) {
      if (auto synced = sync_folder(store.folder_); !synced) return std::unexpected(synced.error());
    }
    if (error) return std::unexpected(Error{ErrorCode::CannotWrite, store.folder_.string()});
    auto lock = LibraryLock::take(store.folder_);
    if (!lock) return std::unexpected(lock.error());
    store.lock_ = *std::move(lock);
  }
  const fs::path manifest_path = store.folder_ / "library.json";
  auto json = read_file(manifest_path, kMaxJsonBytes);
  if (json) {
    auto manifest = parse_manifest({reinterpret_cast<const char*>(json->data()), json->size()});
    if (manifest) {
      store.manifest_ = std::move(*manifest);
      return store;
    }
    if (manifest.error().code == ErrorCode::NewerVersion) return std::unexpected(manifest.error());
    store.fault_ = manifest.error();
  } else if (json.error().code != ErrorCode::NotFound) {
    return std::unexpected(json.error());
  }
  if (!fs::is_directory(packs, error))
    return std::unexpected(Error{ErrorCode::NotFound, store.folder_.string()});
  store.manifest_.packs = packs_in(packs);
  if (!json && !store.manifest_.packs.empty()) store.fault_ = json.error();
  // A new library says so before its first pack is written: packs without a manifest are taken for
  // those of a lost one, and a first import that was killed half way would be a library of its
  // half.
  if (access == Access::Write && json.error().code == ErrorCode::NotFound &&
      store.manifest_.packs.empty()) {
    const std::string empty = print_manifest(store.manifest_);
    if (auto written = write_file_atomically(manifest_path, as_bytes(empty)); !written)
      return std::unexpected(written.error());
  }
  return store;
}

std::vector<Id> LibraryStore::unlisted_packs() const {
  std::vector<Id> unlisted;
  for (const PackEntry& entry : packs_in(folder_ / "packs")) {
    if (std::ranges::find(manifest_.packs, entry.id, &PackEntry::id) == manifest_.packs.end())
      unlisted.push_back(entry.id);
  }
  return unlisted;
}

fs::path LibraryStore::pack_path(Id pack) const {
  return folder_ / "packs" / (to_string(pack) + std::string(kPackSuffix));
}

std::vector<StoredPack> LibraryStore::load_packs(std::vector<Error>& errors,
                                                 FileBytes::Reading reading) const {
  std::vector<StoredPack> packs;
  for (const PackEntry& entry : manifest_.packs) {
    auto file = FileBytes::open(pack_path(entry.id), reading);
    if (file) {
      packs.push_back({entry, std::move(*file)});
    } else {
      errors.push_back(file.error());
    }
  }
  return packs;
}

Result<Id> LibraryStore::put_pack(std::span<const std::byte> bytes) {
  auto pack = pack::Pack::open(bytes);
  if (!pack) return std::unexpected(pack.error());
  const Id id = pack->id();
  const fs::path path = pack_path(id);
  // Named by content; but what lies there may have been damaged since.
  if (const auto there = FileBytes::open(path); there && std::ranges::equal(there->bytes(), bytes))
    return id;
  if (auto written = write_file_atomically(path, bytes, gate_); !written)
    return std::unexpected(written.error());
  return id;
}

Result<void> LibraryStore::commit(Manifest manifest) {
  std::ranges::stable_sort(manifest.sources, {}, &SourceRecord::path);
  const std::string json = print_manifest(manifest);
  if (auto written = write_file_atomically(folder_ / "library.json", as_bytes(json), gate_);
      !written)
    return written;
  manifest_ = std::move(manifest);
  fault_.reset();
  remove_unlisted_files();
  return {};
}

void LibraryStore::remove_unlisted_files() {
  std::set<fs::path> listed;
  for (const PackEntry& entry : manifest_.packs)
    listed.insert(pack_path(entry.id));
  std::vector<fs::path> unlisted;
  std::error_code error;
  for (fs::directory_iterator entry(folder_ / "packs", error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path& path = entry->path();
    const bool is_ours = path.extension() == kPackSuffix || path.extension() == ".part";
    if (is_ours && !listed.contains(path)) unlisted.push_back(path);
  }
  for (const fs::path& path : unlisted) {
    if (gate_ && !gate_("remove")) return;
    fs::remove(path, error);  // what stays is tried again at the next change
  }
}

Result<Id> LibraryStore::save_pack(std::span<const std::byte> bytes) {
  auto id = put_pack(bytes);
  if (!id) return id;
  if (std::ranges::find(manifest_.packs, *id, &PackEntry::id) != manifest_.packs.end()) return id;
  Manifest manifest = manifest_;
  manifest.packs.push_back({*id, manifest.next_import_number()});
  if (auto committed = commit(std::move(manifest)); !committed)
    return std::unexpected(committed.error());
  return id;
}

Result<Id> LibraryStore::replace_packs(std::span<const std::byte> bytes,
                                       std::span<const Id> replaced) {
  auto id = put_pack(bytes);
  if (!id) return id;
  Manifest manifest = manifest_;
  const auto is_gone = [&](const PackEntry& entry) {
    return entry.id == *id || std::ranges::find(replaced, entry.id) != replaced.end();
  };
  // Where the newest of them stood.
  const auto newest = std::find_if(manifest.packs.rbegin(), manifest.packs.rend(), is_gone).base();
  const bool is_known = newest != manifest.packs.begin();
  const PackEntry entry{*id,
                        is_known ? (newest - 1)->import_number : manifest.next_import_number()};
  std::vector<PackEntry> packs;
  std::copy_if(manifest.packs.begin(), newest, std::back_inserter(packs), std::not_fn(is_gone));
  if (is_known) packs.push_back(entry);
  std::copy_if(newest, manifest.packs.end(), std::back_inserter(packs), std::not_fn(is_gone));
  if (!is_known) packs.push_back(entry);
  manifest.packs = std::move(packs);
  if (auto committed = commit(std::move(manifest)); !committed)
    return std::unexpected(committed.error());
  return id;
}

Result<void> LibraryStore::remove_pack(Id pack) {
  Manifest manifest = manifest_;
  std::erase_if(manifest.packs, [&](const PackEntry& entry) { return entry.id == pack; });
  return commit(std::move(manifest));
}

Result<std::string> LibraryStore::read_user_data() const {
  auto bytes = read_file(folder_ / "user.json", kMaxJsonBytes);
  if (!bytes) {
    if (bytes.error().code == ErrorCode::NotFound) return std::string();
    return std::unexpected(bytes.error());
  }
  return std::string(reinterpret_cast<const char*>(bytes->data()), bytes->size());
}

Result<void> LibraryStore::write_user_data(std::string_view json) {
  return write_file_atomically(folder_ / "user.json", as_bytes(json), gate_);
}

}  // namespace earshot::shell
