#include <algorithm>
#include <array>
#include <chrono>
#include <format>
#include <optional>
#include <tuple>

#include "app/hit_moment.h"
#include "app/pack_documents.h"
#include "app/track_lines.h"
#include "search/expand.h"
#include "search/search.h"
#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/json.h"
#include "shell/cli/open_library.h"
#include "shell/cli/output.h"

namespace earshot::cli {
namespace {

constexpr std::string_view kHelp =
    R"(earshot search LIBRARY QUERY [--limit N] [--sort ORDER] [--json] [--explain] [--timing]

Finds moments in transcripts, notes, titles and chapters.

  cache miss          both words, also in other forms (caches); the last one may be a beginning
  "cache miss"        this phrase, also across cues; "cache": this form only
  cach*  c*che        words that begin so; a star for any letters
  cache OR buffer     either; (a b) OR c groups
  -disk               leaves out; behind the library a query may begin with it
  a NEAR/30s b        within 30 seconds; NEAR/5w within 5 words; ONEAR in this order
  /cach(e|ing) m/     a regular expression
  title:cache         also notes: transcript: chapter:
  speaker:anna show:compile lang:en after:2025-03 before:2026 longer:30m shorter:1h has:chapters

A word that stands nowhere is taken for one that is a slip away, and the result says so; one that
stands hardly anywhere also for a much commoner one.

  --limit N     at most so many hits (20); 0 for all
  --sort ORDER  relevance (as it is without), date (newest first), position (as one would read)
  --json        first a line about the search, then one JSON object a line for each hit
  --explain     why each hit has its score
  --timing      how long the search itself took
  --            what follows is the library and the query, whatever they begin with
)";

constexpr std::array kOptions = {Option{"--limit", true}, Option{"--sort", true}, Option{"--json"},
                                 Option{"--explain"},     Option{"--timing"},     Option{"--help"}};
constexpr std::size_t kDefaultLimit = 20;
constexpr std::size_t kSnippetBytes = 240;

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

/// False where the text that matched turns out to be damaged, or what its episode is called by: a
/// damaged block takes all of the episodes that have something in it (`Pack`).
bool can_read(const OpenLibrary& library, const search::Hit& hit) {
  const pack::Pack& pack = library.parts[hit.index].pack;
  const pack::TrackRecord& track = pack.tracks()[hit.document];
  if (pack.text(track).size() != track.text_size) return false;
  if (library.parts[hit.index].index.passage(hit.passage).word_count == 0) return false;
  const auto is_whole = [&](pack::StringRef ref) { return pack.string(ref).size() == ref.size; };
  if (track.episode >= pack.episodes().size()) return false;
  const pack::EpisodeRecord& episode = pack.episodes()[track.episode];
  return is_whole(episode.title) &&
         (episode.show >= pack.shows().size() || is_whole(pack.shows()[episode.show].title));
}

Moment moment_of(const OpenLibrary& library, const search::Query& query, const search::Hit& hit) {
  const OpenLibrary::Part& part = library.parts[hit.index];
  const pack::Pack& pack = part.pack;
  const pack::TrackRecord& track = pack.tracks()[hit.document];
  const search::Passage passage = part.index.passage(hit.passage);
  Moment moment;
  moment.score = hit.score;
  moment.field = part.index.field(hit.document);
  app::TrackView view;  // what a moment is made of alone: no more is read, or found damaged
  view.text = pack.text(track);
  view.blocks = pack.blocks(track);
  view.speakers = pack.speakers(track);
  view.pack = &pack;
  app::HitMoment grown =
      app::hit_moment(view, moment.field, passage,
                      app::matched_in_track(query, passage, view, moment.field), kSnippetBytes);
  moment.time = grown.time;
  moment.speaker = grown.speaker;
  moment.snippet = std::move(grown.snippet);
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

/// The parts of a score, for programs.
void add_explanation(JsonLine& json, yyjson_mut_val* root, const search::Explanation& explanation) {
  yyjson_mut_val* object = json.object(root, "explanation");
  yyjson_mut_val* terms = json.array(object, "terms");
  for (const search::Explanation::Term& term : explanation.terms) {
    yyjson_mut_val* own = json.append_object(terms);
    json.always_text(own, "term", term.text);
    json.number(own, "passages", static_cast<std::int64_t>(term.passages));
    json.number(own, "exact", term.exact);
    json.number(own, "stems", term.stems);
    json.number(own, "typos", term.typos);
    json.score(own, "weight", static_cast<double>(term.weight));
    json.score(own, "share", static_cast<double>(term.share));
  }
  yyjson_mut_val* pairs = json.array(object, "pairs");
  for (const search::Explanation::Pair& pair : explanation.pairs) {
    yyjson_mut_val* own = json.append_object(pairs);
    json.number(own, "first_term", pair.first);
    json.number(own, "distance", pair.distance);
    json.score(own, "bonus", static_cast<double>(pair.bonus));
  }
  json.number(object, "length", explanation.length);
  json.score(object, "length_norm", static_cast<double>(explanation.length_norm));
  json.score(object, "field_weight", static_cast<double>(explanation.field_weight));
  json.score(object, "first_rank", static_cast<double>(explanation.first_rank));
  json.always_text(object, "sentence", search::describe(explanation));
}

void print_json(const Moment& moment, const search::Explanation* explanation) {
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
  if (explanation != nullptr) add_explanation(json, root, *explanation);
  print_line(json.print());
}

void print_plain(const Moment& moment) {
  std::string line(moment.show);
  if (!moment.show.empty()) line += ": ";
  line += moment.title;
  if (moment.time.known()) line += " [" + clock_time(moment.time.start) + "]";
  if (moment.field != search::Field::Transcript) line += std::format(" ({})", name(moment.field));
  line += ": ";
  if (!moment.speaker.empty()) line += std::format("{}: ", moment.speaker);
  if (moment.snippet.cut_before) line += "... ";
  line += moment.snippet.text;
  if (moment.snippet.cut_after) line += " ...";
  print_line(line);
}

enum class Order : std::uint8_t { Relevance, Date, Position };

std::optional<Order> read_order(std::string_view name) {
  if (name.empty() || name == "relevance") return Order::Relevance;
  if (name == "date") return Order::Date;
  if (name == "position") return Order::Position;
  return std::nullopt;
}

/// Hits come best first; equal ones stay so.
void sort_hits(const app::PackDocuments& documents, Order order, std::vector<search::Hit>& hits) {
  if (order == Order::Relevance) return;
  const auto by_place = [](const search::Hit& hit) {
    return std::tuple(hit.index, hit.document, hit.passage);
  };
  std::ranges::sort(hits, {}, by_place);
  if (order == Order::Position) return;
  std::ranges::stable_sort(hits, std::ranges::greater{}, [&](const search::Hit& hit) {
    return documents.facts(hit.index, hit.document).date;
  });
}

/// The limits that the search reached.
template <typename Visit>
void for_each_limit(const search::SearchResult& result, Visit visit) {
  for (int i = 0; i < search::kLimitCount; ++i) {
    const auto limit = static_cast<search::Limit>(i);
    if ((result.limits & search::limit_bit(limit)) != 0) visit(limit);
  }
}

/// What is missing where the limit was reached.
std::string_view told(search::Limit limit) {
  switch (limit) {
    case search::Limit::Steps:
      return "The query asks for too much at once.";
    case search::Limit::Expressions:
      return "The regular expression was tried on a part of the texts.";
    case search::Limit::Forms:
      return "A word has more other forms than are looked for.";
    case search::Limit::Slips:
      return "Not all words were looked at for those that are a slip away.";
  }
  return {};
}

/// The line before the hits.
void print_head(const search::Query& query, const search::SearchResult& result, bool is_json,
                std::optional<std::int64_t> took_us) {
  if (!is_json) {
    std::string line =
        counted(static_cast<std::size_t>(result.total), "moment") + " for " + query.print();
    if (result.truncated) line += ", not all of them";
    if (took_us) line += std::format(", {} us", *took_us);
    for_each_limit(result, [&](search::Limit limit) { line += std::format(" ({})", told(limit)); });
    print_line(line);
    return;
  }
  JsonLine json;
  json.number(json.root(), "total", static_cast<std::int64_t>(result.total));
  json.flag(json.root(), "truncated", result.truncated);
  if (result.truncated) {
    yyjson_mut_val* limits = json.array(json.root(), "limits");
    for_each_limit(result,
                   [&](search::Limit limit) { json.append_text(limits, search::name(limit)); });
  }
  json.always_text(json.root(), "query", query.print());
  if (took_us) json.number(json.root(), "took_us", *took_us);
  if (!query.faults.empty()) {
    yyjson_mut_val* faults = json.array(json.root(), "faults");
    for (const search::QueryFault& fault : query.faults) {
      yyjson_mut_val* own = json.append_object(faults);
      json.number(own, "begin", fault.range_in_query.begin);
      json.number(own, "end", fault.range_in_query.end);
      json.text(own, "message", fault.message);
    }
  }
  if (!query.corrections.empty()) {
    yyjson_mut_val* corrected = json.array(json.root(), "corrected");
    for (const search::Correction& correction : query.corrections) {
      yyjson_mut_val* own = json.append_object(corrected);
      json.always_text(own, "word", correction.word);
      if (correction.is_somewhere) json.flag(own, "somewhere", true);
      yyjson_mut_val* meant = json.array(own, "meant");
      for (const std::string& word : correction.meant)
        json.append_text(meant, word);
    }
  }
  print_line(json.print());
}

}  // namespace

int search_command(std::span<const char* const> words) {
  const Arguments arguments = read_arguments(words, kOptions, /*query=*/1);
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

  const auto order = read_order(arguments.value("--sort"));
  if (!order) return wrong_call("search", "--sort takes relevance, date or position");

  auto library = open_library(arguments.operands[0]);
  if (!library) {
    complain(std::format("search: {} ({})", sentence(library.error().code),
                         printable(library.error().detail)));
    return kCannotReadOrWrite;
  }
  const int code = complain_of_errors(*library);

  const std::string text = printable(arguments.operands[1]);
  std::vector<const search::Index*> indexes;
  app::PackDocuments documents;
  for (const OpenLibrary::Part& part : library->parts) {
    indexes.push_back(&part.index);
    documents.add(part.pack);
  }
  search::SearchOptions options;
  options.documents = &documents;
  options.filter = [&](std::uint32_t index, std::uint32_t document) {
    return library->is_visible(index, document);
  };
  const auto before = std::chrono::steady_clock::now();
  search::Query query;
  search::SearchResult result;
  do {
    query = search::expand(indexes, search::parse_query(text, /*last_word_is_prefix=*/true,
                                                        search::Unfinished::Named));
    result = search::search(indexes, query, options);
  } while (library->replace_damaged_indexes());
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - before);

  for (const search::QueryFault& fault : query.faults) {
    const std::string_view part = slice(text, fault.range_in_query);
    complain(part.empty() ? std::format("query: {}", fault.message)
                          : std::format("query: {}: {}", part, fault.message));
  }
  const bool is_json = arguments.has("--json");
  if (!is_json) {
    for (const search::Correction& correction : query.corrections) {
      std::string line =
          std::format("{} stands {}:", correction.word,
                      correction.is_somewhere ? "hardly anywhere; found also" : "nowhere; found");
      for (const std::string& word : correction.meant)
        line += ' ' + word;
      complain(line);
    }
  }
  print_head(query, result, is_json,
             arguments.has("--timing") ? std::optional(took.count()) : std::nullopt);
  sort_hits(documents, *order, result.hits);
  for (const search::Hit& hit : std::span(result.hits).first(std::min(limit, result.hits.size()))) {
    if (!can_read(*library, hit)) continue;
    const Moment moment = moment_of(*library, query, hit);
    std::optional<search::Explanation> explanation;
    if (arguments.has("--explain")) explanation = search::explain(indexes, query, options, hit);
    if (is_json) {
      print_json(moment, explanation ? &*explanation : nullptr);
    } else {
      print_plain(moment);
      if (explanation) print_line("    " + search::describe(*explanation));
    }
  }
  return std::max(code, complain_of_damage(*library));
}

}  // namespace earshot::cli
