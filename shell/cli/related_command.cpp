#include <algorithm>
#include <array>
#include <format>

#include "app/pack_documents.h"
#include "search/related.h"
#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/json.h"
#include "shell/cli/open_library.h"
#include "shell/cli/output.h"

namespace earshot::cli {
namespace {

constexpr std::string_view kHelp =
    R"(earshot related LIBRARY EPISODE [--limit N] [--json]

Episodes that share the most rare words with one, and these words.

EPISODE: its id, as `earshot search --json` prints it, or its whole title.

  --limit N   at most so many episodes (10)
  --json      one JSON object a line
)";

constexpr std::array kOptions = {Option{"--limit", true}, Option{"--json"}, Option{"--help"}};
constexpr std::size_t kDefaultLimit = 10;

void print_related(const OpenLibrary& library, const search::Related& related, bool is_json) {
  const pack::Pack& pack = library.parts[related.index].pack;
  const pack::EpisodeRecord& episode = pack.episodes()[related.episode];
  const std::string_view show = episode.show < pack.shows().size()
                                    ? pack.string(pack.shows()[episode.show].title)
                                    : std::string_view();
  if (!is_json) {
    std::string line = std::format("{}: {}:", show, pack.string(episode.title));
    for (const std::string& term : related.terms)
      line += ' ' + term;
    print_line(line);
    return;
  }
  JsonLine json;
  json.id(json.root(), "episode", pack::episode_id(episode));
  json.text(json.root(), "title", pack.string(episode.title));
  json.text(json.root(), "show", show);
  json.score(json.root(), "score", static_cast<double>(related.score));
  yyjson_mut_val* terms = json.array(json.root(), "terms");
  for (const std::string& term : related.terms)
    json.append_text(terms, term);
  print_line(json.print());
}

}  // namespace

int related_command(std::span<const char* const> words) {
  const Arguments arguments = read_arguments(words, kOptions);
  if (arguments.has("--help")) {
    print(kHelp);
    return kDone;
  }
  if (!arguments.error.empty()) return wrong_call("related", arguments.error);
  if (arguments.operands.size() != 2) {
    return wrong_call("related", "give a library and an episode's id or title");
  }
  std::size_t limit = kDefaultLimit;
  if (arguments.has("--limit")) {
    const auto number = arguments.number("--limit");
    if (!number) return wrong_call("related", "--limit takes a whole number");
    limit = *number;
  }
  auto library = open_library(arguments.operands[0]);
  if (!library) {
    complain(std::format("related: {} ({})", sentence(library.error().code),
                         printable(library.error().detail)));
    return kCannotReadOrWrite;
  }
  const int code = complain_of_errors(*library);
  const auto place = find_episode(*library, arguments.operands[1]);
  if (!place) {
    complain(std::format("related: there is no episode '{}'", printable(arguments.operands[1])));
    return std::max({kSomeRefused, code, complain_of_damage(*library)});
  }
  std::vector<const search::Index*> indexes;
  app::PackDocuments documents;
  for (const OpenLibrary::Part& part : library->parts) {
    indexes.push_back(&part.index);
    documents.add(part.pack);
  }
  const auto is_seen = [&](std::uint32_t index, std::uint32_t document) {
    return library->is_visible(index, document);
  };
  search::RelatedResult found;
  do {
    found = search::related(indexes, documents, place->part, place->episode, is_seen, limit);
  } while (library->replace_damaged_indexes());
  if (found.truncated) complain("related: this asks for too much at once; not all of them follow");
  for (const search::Related& related : found.episodes) {
    print_related(*library, related, arguments.has("--json"));
  }
  return std::max(code, complain_of_damage(*library));
}

}  // namespace earshot::cli
