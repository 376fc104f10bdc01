#include <algorithm>
#include <array>
#include <filesystem>
#include <format>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include "pack/pack.h"
#include "search/index.h"
#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/json.h"
#include "shell/cli/output.h"
#include "shell/common/library_store.h"

namespace earshot::cli {
namespace {

constexpr std::string_view kHelp = R"(earshot verify LIBRARY [--json]

Reads every byte of every pack of a library, and says what was checked: checksums of all blocks, the
pack's name, its search index, and what of the library can be seen. Of a damaged pack it names the
sections and the episodes that are lost; import their files again to bring them back. A search index
of another version is no damage: the texts are searched without it. A library whose list of packs
(library.json) is damaged or lost is read as the packs that lie in it.

LIBRARY: its folder, or one file of a pack.
Exit code 1: a pack, or the list of them, is damaged. 3: a pack cannot be read.
)";

constexpr std::array kOptions = {Option{"--json"}, Option{"--help"}};
constexpr std::size_t kNamedEpisodes = 20;  // lost ones that are named one by one

struct Checked {
  std::string fault;  ///< empty where the pack is whole
  /// Why the index of a whole pack is not used: it is of another version.
  std::optional<ErrorCode> index_version;
  std::vector<std::string> lost;
  std::size_t episodes = 0;
  std::size_t texts = 0;
  std::size_t text_bytes = 0;
  std::uint32_t version = 0;
};

std::string told(const Error& error) {
  return std::format("{} ({})", sentence(error.code), error.detail);
}

std::string name_of(const pack::Pack& pack, std::uint32_t number) {
  const pack::EpisodeRecord& episode = pack.episodes()[number];
  const std::string_view title = pack.string(episode.title);
  return title.empty() ? std::format("episode {}", number + 1) : std::format("\"{}\"", title);
}

/// `name`: the id that it is stored under, where it is.
Checked check(std::span<const std::byte> bytes, std::optional<Id> name) {
  Checked out;
  const auto opened = pack::Pack::open(bytes);
  if (!opened) {
    out.fault = told(opened.error());
    return out;
  }
  const pack::Pack& pack = *opened;
  out.version = pack.version();
  out.episodes = pack.episodes().size();
  for (const pack::TrackRecord& track : pack.tracks()) {
    ++out.texts;
    out.text_bytes += track.text_size;
  }
  if (const auto verified = pack.verify(); !verified) {
    out.fault = told(verified.error());
    for (const std::uint32_t number : pack.damaged_episodes())
      out.lost.push_back(name_of(pack, number));
  } else if (name && pack.id() != *name) {
    out.fault = "its content is not what its name says";
  } else if (const auto index = search::Index::open(pack.index_bytes()); !index) {
    const ErrorCode code = index.error().code;
    if (code == ErrorCode::OlderVersion || code == ErrorCode::NewerVersion) {
      out.index_version = code;
    } else {
      out.fault = told(index.error());
    }
  }
  return out;
}

void print_pack(const std::string& name, const Checked& checked, std::size_t bytes) {
  if (checked.fault.empty()) {
    print_line(std::format("{}: whole, {}, {} ({} of text), {}, version {}", name,
                           counted(checked.episodes, "episode"), counted(checked.texts, "text"),
                           spoken_size(checked.text_bytes), spoken_size(bytes), checked.version));
    if (checked.index_version) {
      print_line(std::format(
          "  its search index is of {} version of Earshot: its texts are searched without it, and "
          "the next import makes it anew",
          *checked.index_version == ErrorCode::OlderVersion ? "an older" : "a newer"));
    }
    return;
  }
  print_line(std::format("{}: damaged: {}", name, checked.fault));
  if (!checked.lost.empty())
    print_line(std::format("  {} of {} cannot be read whole:",
                           counted(checked.lost.size(), "episode"), checked.episodes));
  for (std::size_t i = 0; i < std::min(checked.lost.size(), kNamedEpisodes); ++i)
    print_line("  " + printable(checked.lost[i]));
  if (checked.lost.size() > kNamedEpisodes)
    print_line(std::format("  and {} more", checked.lost.size() - kNamedEpisodes));
}

void print_pack_json(const std::string& name, const Checked& checked, std::size_t bytes) {
  JsonLine json;
  yyjson_mut_val* root = json.root();
  json.text(root, "pack", name);
  json.number(root, "bytes", static_cast<std::int64_t>(bytes));
  json.number(root, "version", checked.version);
  json.number(root, "episodes", static_cast<std::int64_t>(checked.episodes));
  json.text(root, "damage", checked.fault);
  if (checked.index_version) json.text(root, "index", earshot::name(*checked.index_version));
  json.number(root, "episodes_lost", static_cast<std::int64_t>(checked.lost.size()));
  print_line(json.print());
}

void print_checked(const Arguments& arguments, const std::string& name, const Checked& checked,
                   std::size_t bytes) {
  arguments.has("--json") ? print_pack_json(name, checked, bytes)
                          : print_pack(name, checked, bytes);
}

int verify_pack_file(const Arguments& arguments, const std::filesystem::path& path) {
  const auto file = shell::FileBytes::open(path);
  if (!file) {
    complain("verify: " + told({file.error().code, printable(file.error().detail)}));
    return kCannotReadOrWrite;
  }
  const Checked checked = check(file->bytes(), std::nullopt);
  print_checked(arguments, printable(path.filename().string()), checked, file->bytes().size());
  return checked.fault.empty() ? kDone : kSomeRefused;
}

std::set<Id> episodes_in(std::span<const std::byte> bytes) {
  std::set<Id> episodes;
  const auto pack = pack::Pack::open(bytes);
  if (!pack) return episodes;
  for (const pack::EpisodeRecord& episode : pack->episodes())
    episodes.insert(pack::episode_id(episode));
  return episodes;
}

/// What is wrong with the list of packs; empty where nothing is. What lies in the folder and is not
/// listed was left by an import that was killed, unless an imported file is of an episode that it
/// alone has.
std::string fault_of_list(const shell::LibraryStore& store,
                          std::span<const shell::StoredPack> packs,
                          std::vector<std::string>& unlisted) {
  if (store.fault()) {
    return store.fault()->code == ErrorCode::NotFound
               ? "missing; its packs were read as they lie in the folder"
               : "damaged: it cannot be read whole; its packs were read as they lie in the folder";
  }
  std::set<Id> listed;
  for (const shell::StoredPack& stored : packs)
    listed.merge(episodes_in(stored.file.bytes()));
  std::string fault;
  for (const Id id : store.unlisted_packs()) {
    const auto file = shell::FileBytes::open(store.pack_path(id));
    const std::set<Id> own = file ? episodes_in(file->bytes()) : std::set<Id>();
    const bool is_lost =
        std::ranges::any_of(store.manifest().sources, [&](const shell::SourceRecord& source) {
          return own.contains(source.episode) && !listed.contains(source.episode);
        });
    unlisted.push_back(to_string(id) + ".pack");
    if (is_lost && fault.empty()) fault = "damaged: it does not list " + unlisted.back();
  }
  return fault;
}

void print_list(const Arguments& arguments, const std::string& fault,
                std::span<const std::string> unlisted) {
  if (!arguments.has("--json")) {
    if (!fault.empty()) print_line("library.json: " + fault);
    for (const std::string& name : unlisted)
      print_line(name + ": not listed, so it does not count");
    return;
  }
  if (fault.empty()) return;
  JsonLine json;
  json.text(json.root(), "file", "library.json");
  json.text(json.root(), "damage", fault);
  print_line(json.print());
}

}  // namespace

int verify_command(std::span<const char* const> words) {
  const Arguments arguments = read_arguments(words, kOptions);
  if (arguments.has("--help")) {
    print(kHelp);
    return kDone;
  }
  if (!arguments.error.empty()) return wrong_call("verify", arguments.error);
  if (arguments.operands.size() != 1) return wrong_call("verify", "give one library");

  const std::filesystem::path path(arguments.operands.front());
  std::error_code ignored;
  if (path.extension() == ".pack" && !std::filesystem::is_directory(path, ignored))
    return verify_pack_file(arguments, path);
  const auto store =
      shell::LibraryStore::open(arguments.operands.front(), shell::LibraryStore::Access::Read);
  if (!store) {
    complain(std::format("verify: {} ({})", sentence(store.error().code),
                         printable(store.error().detail)));
    return kCannotReadOrWrite;
  }
  int code = kDone;
  std::vector<Error> errors;
  std::size_t all_episodes = 0;
  std::size_t all_bytes = 0;
  std::size_t damaged = 0;
  const auto packs = store->load_packs(errors);
  std::vector<std::string> unlisted;
  const std::string fault = fault_of_list(*store, packs, unlisted);
  if (!fault.empty()) code = kSomeRefused;
  print_list(arguments, fault, unlisted);
  for (const shell::StoredPack& stored : packs) {
    const Checked checked = check(stored.file.bytes(), stored.entry.id);
    const std::string name = to_string(stored.entry.id) + ".pack";
    const std::size_t bytes = stored.file.bytes().size();
    print_checked(arguments, name, checked, bytes);
    all_episodes += checked.episodes - checked.lost.size();
    all_bytes += bytes;
    if (checked.fault.empty()) continue;
    ++damaged;
    code = kSomeRefused;
  }
  for (const Error& error : errors) {
    complain(std::format("{}: {}", printable(error.detail), sentence(error.code)));
    code = kCannotReadOrWrite;
  }
  if (arguments.has("--json")) return code;
  print_line(std::format("{}, {}, {} read{}", counted(store->manifest().packs.size(), "pack"),
                         counted(all_episodes, "episode"), spoken_size(all_bytes),
                         damaged == 0 ? "" : std::format("; {} damaged", damaged)));
  return code;
}

}  // namespace earshot::cli
