#include <array>
#include <format>

#include "pack/pack.h"
#include "search/index.h"
#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/output.h"
#include "shell/common/library_store.h"

namespace earshot::cli {
namespace {

constexpr std::string_view kHelp = R"(earshot verify LIBRARY

Checks every pack of a library: its checksums, its name and its search index. Exit code 1: one is damaged.
)";

constexpr std::array kOptions = {Option{"--help"}};

/// What is wrong with the pack; empty where it is whole.
std::string fault_of(const shell::StoredPack& stored, std::size_t& episodes) {
  const auto told = [](const Error& error) {
    return std::format("{} ({})", sentence(error.code), error.detail);
  };
  const auto opened = pack::Pack::open(stored.file.bytes());
  if (!opened) return told(opened.error());
  if (auto verified = opened->verify(); !verified) return told(verified.error());
  if (opened->id() != stored.entry.id) return "its content is not what its name says";
  const auto index = search::Index::open(opened->index_bytes());
  if (!index) return told(index.error());
  episodes = opened->episodes().size();
  return {};
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
  const auto packs = store->load_packs(errors);
  for (const shell::StoredPack& stored : packs) {
    std::size_t episodes = 0;
    const std::string fault = fault_of(stored, episodes);
    const std::string name = to_string(stored.entry.id) + ".pack";
    if (fault.empty()) {
      print_line(std::format("{}: whole, {}, {}", name, counted(episodes, "episode"),
                             spoken_size(stored.file.bytes().size())));
      all_episodes += episodes;
    } else {
      print_line(std::format("{}: damaged: {}", name, fault));
      code = kSomeRefused;
    }
  }
  for (const Error& error : errors) {
    complain(std::format("{}: {}", printable(error.detail), sentence(error.code)));
    code = kCannotReadOrWrite;
  }
  print_line(std::format("{}, {}", counted(store->manifest().packs.size(), "pack"),
                         counted(all_episodes, "episode")));
  return code;
}

}  // namespace earshot::cli
