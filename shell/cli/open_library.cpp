#include "shell/cli/open_library.h"

#include <algorithm>
#include <filesystem>
#include <format>
#include <string>
#include <system_error>
#include <utility>

#include "indexing/pack_index.h"
#include "shell/cli/arguments.h"
#include "shell/cli/output.h"
#include "shell/common/library_packs.h"

namespace earshot::cli {

bool OpenLibrary::is_visible(std::uint32_t part, std::uint32_t document) const {
  if (part >= parts.size()) return false;
  const auto tracks = parts[part].pack.tracks();
  if (document >= tracks.size()) return false;
  const std::uint32_t episode = tracks[document].episode;
  return episode < replaced[part].size() && !replaced[part][episode];
}

namespace {

/// Rather a slow answer than none: some ten milliseconds for a megabyte of text.
void make_index(OpenLibrary::Part& part) {
  part.own_index = indexing::index_all_tracks(part.pack);
  part.index = search::Index::open(part.own_index).value_or(search::Index());
}

}  // namespace

void OpenLibrary::leave_out_replaced() {
  for (std::uint32_t number = 0; number < parts.size(); ++number) {
    std::vector<std::uint32_t> unseen;
    const auto count = static_cast<std::uint32_t>(parts[number].pack.tracks().size());
    for (std::uint32_t document = 0; document < count; ++document) {
      if (!is_visible(number, document)) unseen.push_back(document);
    }
    parts[number].index.leave_out(unseen);
  }
}

bool OpenLibrary::replace_damaged_indexes() {
  bool is_any_new = false;
  for (Part& part : parts) {
    if (!part.pack.is_index_damaged() || part.has_made_index()) continue;
    make_index(part);
    is_any_new = true;
  }
  if (is_any_new) leave_out_replaced();
  return is_any_new;
}

namespace {

Result<OpenLibrary::Part> open_part(shell::StoredPack stored) {
  auto pack = pack::Pack::open(stored.file.bytes(), stored.file.source());
  if (!pack) return std::unexpected(pack.error());
  auto index = search::Index::open(pack->unverified_index_bytes(), pack->index_checks());
  OpenLibrary::Part part{.stored = std::move(stored),
                         .pack = std::move(*pack),
                         .index = index ? *std::move(index) : search::Index(),
                         .own_index = {}};
  if (!index) {
    part.why_made = index.error().code;
    (void)part.pack.verify_index();  // is it damaged, or only of another version?
    make_index(part);
  }
  return part;
}

Result<OpenLibrary> open_pack_file(std::string_view path) {
  auto file = shell::FileBytes::open(path);
  if (!file) return std::unexpected(file.error());
  auto part = open_part({.entry = {}, .file = std::move(*file)});
  if (!part) return std::unexpected(Error{part.error().code, std::string(path)});
  OpenLibrary library;
  library.parts.push_back(std::move(*part));
  library.replaced.emplace_back(library.parts[0].pack.episodes().size());
  library.leave_out_replaced();
  return library;
}

}  // namespace

Result<OpenLibrary> open_library(std::string_view path) {
  std::error_code ignored;
  if (path.ends_with(".pack") && std::filesystem::is_regular_file(path, ignored))
    return open_pack_file(path);
  auto store = shell::LibraryStore::open(path, shell::LibraryStore::Access::Read);
  if (!store) return std::unexpected(store.error());
  OpenLibrary library;
  for (shell::StoredPack& stored :
       store->load_packs(library.errors, shell::FileBytes::Reading::AsNeeded)) {
    const std::string name = store->pack_path(stored.entry.id).string();
    auto part = open_part(std::move(stored));
    if (part) {
      library.parts.push_back(std::move(*part));
    } else {
      library.errors.push_back({part.error().code, name});
    }
  }
  std::vector<const pack::Pack*> packs;
  std::vector<shell::PackEntry> entries;
  for (const OpenLibrary::Part& part : library.parts) {
    packs.push_back(&part.pack);
    entries.push_back(part.stored.entry);
  }
  library.replaced = shell::replaced_episodes(packs, entries);
  library.leave_out_replaced();
  return library;
}

int complain_of_errors(const OpenLibrary& library) {
  int code = kDone;
  for (const Error& error : library.errors) {
    complain(std::format("{}: {}", printable(error.detail), sentence(error.code)));
    const bool is_io = error.code == ErrorCode::CannotRead || error.code == ErrorCode::NotFound;
    code = std::max(code, is_io ? kCannotReadOrWrite : kSomeRefused);
  }
  return code;
}

namespace {

std::string_view why_not_used(ErrorCode index_error) {
  switch (index_error) {
    case ErrorCode::OlderVersion:
      return "Its index is of an older version of Earshot, until the next import makes it anew";
    case ErrorCode::NewerVersion:
      return "Its index is of a newer version of Earshot";
    default:
      return "Its index cannot be read";
  }
}

}  // namespace

int complain_of_damage(const OpenLibrary& library) {
  int code = kDone;
  for (const OpenLibrary::Part& part : library.parts) {
    if (part.has_made_index()) {
      complain(std::format("{}.pack: {}; its texts were searched without it.",
                           to_string(part.stored.entry.id), why_not_used(part.why_made)));
    }
    const auto damage = part.pack.damage();
    if (damage.empty()) continue;
    code = std::max(code, kSomeRefused);
    const bool is_index_alone = damage.size() == 1 && damage.front() == "index";
    if (part.has_made_index() && is_index_alone) continue;  // nothing is lost
    complain(std::format("{}.pack: {} What is lost is left out; `earshot verify` names it.",
                         to_string(part.stored.entry.id), sentence(ErrorCode::Damaged)));
  }
  return code;
}

std::optional<EpisodePlace> find_episode(const OpenLibrary& library, std::string_view name) {
  const std::optional<Id> id = id_from_string(name);
  for (std::size_t part = library.parts.size(); part-- > 0;) {
    const pack::Pack& pack = library.parts[part].pack;
    const auto episodes = pack.episodes();
    for (std::uint32_t i = 0; i < episodes.size(); ++i) {
      if (library.replaced[part][i]) continue;
      const bool is_it =
          id ? pack::episode_id(episodes[i]) == *id : pack.string(episodes[i].title) == name;
      if (is_it) return EpisodePlace{static_cast<std::uint32_t>(part), i};
    }
  }
  return std::nullopt;
}

}  // namespace earshot::cli
