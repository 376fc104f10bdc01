#include <algorithm>
#include <array>
#include <chrono>
#include <format>

#include "search/search.h"
#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/json.h"
#include "shell/cli/open_library.h"
#include "shell/cli/output.h"

namespace earshot::cli {
namespace {

constexpr std::string_view kHelp =
    R"(earshot search LIBRARY QUERY [--limit N] [--json] [--timing]

Finds moments in transcripts, notes, titles and chapters, best first.

QUERY: words (all must be there), "a phrase", word* (words that begin so), -word (must not be there).
The last word also finds words that begin with it, as in the search field; in quotes it is whole.

  --limit N   at most so many hits (20); 0 for all
  --json      first a line about the search, then one JSON object a line for each hit
  --timing    how long the search itself took
)";

constexpr std::array kOptions = {Option{"--limit", true}, Option{"--json"}, Option{"--timing"},
                                 Option{"--help"}};
constexpr std::size_t kDefaultLimit = 20;
constexpr std::size_t kSnippetBytes = 240;
constexpr std::uint32_t kBordersAround =
    512;  // bytes before and after a passage that a snippet may use

/// A hit, ready to print.
struct Moment {
  Id episode;
  std::string_view title, show, speaker;
  search::Field field = search::Field::Transcript;
  TimeSpan time;
  search::Snippet snippet;
  float score = 0;
};

std::string_view name(search::Field field) {
  switch (field) {
    case search::Field::Title:
      return "title";
    case search::Field::Notes:
      return "notes";
    case search::Field::Transcript:
      return "transcript";
    case search::Field::Chapter:
      return "chapter";
  }
  return "notes";
}

/// The block that holds or follows the offset; blocks are in reading order.
const pack::BlockRecord* block_at(std::span<const pack::BlockRecord> blocks, std::uint32_t offset) {
  const auto found = std::ranges::partition_point(
      blocks, [&](const pack::BlockRecord& block) { return block.end <= offset; });
  return found == blocks.end() ? nullptr : &*found;
}

std::vector<std::uint32_t> borders_near(std::span<const pack::BlockRecord> blocks, Range range) {
  const std::uint32_t begin = range.begin > kBordersAround ? range.begin - kBordersAround : 0;
  std::vector<std::uint32_t> offsets_in_text;
  const auto first = std::ranges::partition_point(
      blocks, [&](const pack::BlockRecord& block) { return block.begin < begin; });
  for (auto block = first; block != blocks.end(); ++block) {
    if (block->begin > range.end && block->begin - range.end > kBordersAround) break;
    if (offsets_in_text.empty() || offsets_in_text.back() < block->begin)
      offsets_in_text.push_back(block->begin);
  }
  return offsets_in_text;
}

/// False where the text that matched turns out to be damaged.
bool can_read(const OpenLibrary& library, const search::Hit& hit) {
  const pack::Pack& pack = library.parts[hit.index].pack;
  const pack::TrackRecord& track = pack.tracks()[hit.document];
  return pack.text(track).size() == track.text_size;
}

Moment moment_of(const OpenLibrary& library, const search::Query& query, const search::Hit& hit) {
  const OpenLibrary::Part& part = library.parts[hit.index];
  const pack::Pack& pack = part.pack;
  const pack::TrackRecord& track = pack.tracks()[hit.document];
  const std::string_view text = pack.text(track);
  const search::Passage passage = part.index.passage(hit.passage);
  const auto blocks = pack.blocks(track);
  const auto highlights = search::highlights_in_text(query, passage, text);

  Moment moment;
  moment.score = hit.score;
  moment.field = part.index.field(hit.document);
  const Range shown = highlights.empty() ? passage.range_in_text
                                         : Range{highlights.front().begin, highlights.back().end};
  if (const pack::BlockRecord* first = block_at(blocks, shown.begin)) {
    moment.time = {first->start_ms, first->end_ms};
    const auto speakers = pack.speakers(track);
    if (first->speaker >= 0 && static_cast<std::size_t>(first->speaker) < speakers.size())
      moment.speaker = pack.string(speakers[static_cast<std::size_t>(first->speaker)]);
    const pack::BlockRecord* last = block_at(blocks, shown.end > 0 ? shown.end - 1 : 0);
    if (last != nullptr) moment.time.end = std::max(moment.time.end, last->end_ms);
  }
  moment.snippet = search::make_snippet(text, passage, highlights,
                                        borders_near(blocks, passage.range_in_text), kSnippetBytes);
  const auto episodes = pack.episodes();
  if (track.episode < episodes.size()) {
    const pack::EpisodeRecord& episode = episodes[track.episode];
    moment.episode = pack::episode_id(episode);
    moment.title = pack.string(episode.title);
    if (episode.show < pack.shows().size())
      moment.show = pack.string(pack.shows()[episode.show].title);
  }
  return moment;
}

void print_json(const Moment& moment) {
  JsonLine json;
  yyjson_mut_val* root = json.root();
  json.id(root, "episode", moment.episode);
  json.text(root, "title", moment.title);
  json.text(root, "show", moment.show);
  json.text(root, "field", name(moment.field));
  json.times(root, moment.time);
  json.text(root, "speaker", moment.speaker);
  json.score(root, "score", static_cast<double>(moment.score));
  json.always_text(root, "snippet", moment.snippet.text);
  yyjson_mut_val* highlights = json.array(root, "highlights");
  for (const Range range : moment.snippet.highlights_in_snippet) {
    yyjson_mut_val* pair = json.append_array(highlights);
    json.append_number(pair, range.begin);
    json.append_number(pair, range.end);
  }
  print_line(json.print());
}

void print_plain(const Moment& moment) {
  std::string line = std::format("{}: {}", moment.show, moment.title);
  if (moment.time.known()) line += " [" + clock_time(moment.time.start) + "]";
  if (moment.field != search::Field::Transcript) line += std::format(" ({})", name(moment.field));
  line += ": ";
  if (!moment.speaker.empty()) line += std::format("{}: ", moment.speaker);
  if (moment.snippet.cut_before) line += "... ";
  line += moment.snippet.text;
  if (moment.snippet.cut_after) line += " ...";
  print_line(line);
}

}  // namespace

int search_command(std::span<const char* const> words) {
  const Arguments arguments = read_arguments(words, kOptions);
  if (arguments.has("--help")) {
    print(kHelp);
    return kDone;
  }
  if (!arguments.error.empty()) return wrong_call("search", arguments.error);
  if (arguments.operands.size() != 2)
    return wrong_call("search", "give a library and a query; quote a query of several words");
  std::size_t limit = kDefaultLimit;
  if (arguments.has("--limit")) {
    const auto number = arguments.number("--limit");
    if (!number) return wrong_call("search", "--limit takes a whole number");
    limit = *number == 0 ? SIZE_MAX : *number;
  }

  const auto library = open_library(arguments.operands[0]);
  if (!library) {
    complain(std::format("search: {} ({})", sentence(library.error().code),
                         printable(library.error().detail)));
    return kCannotReadOrWrite;
  }
  int code = kDone;
  for (const Error& error : library->errors) {
    complain(std::format("{}: {}", printable(error.detail), sentence(error.code)));
    const bool is_io = error.code == ErrorCode::CannotRead || error.code == ErrorCode::NotFound;
    code = std::max(code, is_io ? kCannotReadOrWrite : kSomeRefused);
  }

  const search::Query query =
      search::parse_query(printable(arguments.operands[1]), /*last_word_is_prefix=*/true);
  for (const search::QueryFault& fault : query.faults)
    complain("query: " + fault.message);
  std::vector<const search::Index*> indexes;
  for (const OpenLibrary::Part& part : library->parts)
    indexes.push_back(&part.index);
  search::SearchOptions options;
  options.filter = [&](std::uint32_t index, std::uint32_t document) {
    return library->is_visible(index, document);
  };
  const auto before = std::chrono::steady_clock::now();
  const search::SearchResult result = search::search(indexes, query, options);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - before);

  const bool is_json = arguments.has("--json");
  if (is_json) {
    JsonLine json;
    json.number(json.root(), "total", static_cast<std::int64_t>(result.hits.size()));
    json.flag(json.root(), "truncated", result.truncated);
    json.always_text(json.root(), "query", query.print());
    if (arguments.has("--timing")) json.number(json.root(), "took_us", took.count());
    print_line(json.print());
  } else {
    std::string line = counted(result.hits.size(), "moment") + " for " + query.print();
    if (result.truncated) line += ", not all of them";
    if (arguments.has("--timing")) line += std::format(", {} us", took.count());
    print_line(line);
  }
  for (const search::Hit& hit : std::span(result.hits).first(std::min(limit, result.hits.size()))) {
    if (!can_read(*library, hit)) continue;
    const Moment moment = moment_of(*library, query, hit);
    if (is_json) {
      print_json(moment);
    } else {
      print_plain(moment);
    }
  }
  for (const OpenLibrary::Part& part : library->parts) {
    if (part.pack.damaged_blocks() == 0) continue;
    complain(std::format("{}.pack: {} What is lost is left out; `earshot verify` names it.",
                         to_string(part.stored.entry.id), sentence(ErrorCode::Damaged)));
    code = std::max(code, kSomeRefused);
  }
  return code;
}

}  // namespace earshot::cli
