// `earshot bench build|query`: the search engine behind the contract of a bench that compares
// engines on the same passages and queries. Files of lines of JSON in, one file of JSON out; what
// is timed is the index's making and the answers, never reading the passages.

#include <yyjson.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/expand.h"
#include "search/scan.h"
#include "search/score.h"
#include "search/search.h"
#include "search/top.h"
#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/memory_use.h"
#include "shell/cli/output.h"
#include "shell/common/file_bytes.h"
#include "shell/common/file_system.h"

namespace earshot::cli {
namespace {

constexpr std::string_view kHelp = R"(earshot bench build --passages P.jsonl --index I --out R.json
earshot bench query --passages P.jsonl --index I --queries Q.jsonl --budget MS --out R.json
earshot bench first --passages P.jsonl --index I --queries Q.jsonl --out R.json

The search engine behind the contract of a bench that compares engines: builds an index of
passages that are given as lines of JSON and saves it; answers queries from it. `first` answers from
the texts, as while importing, and says whether an index with shipped words finds the same. Options
may be in any order; unknown ones are ignored.

  --analyzer plain|shipped   what a word is: a run of letters and digits in lower case (plain, as
                             the bench has it), or what Earshot searches for itself
  --ranker bm25|shipped      how answers are ordered: plain BM25, or as Earshot does
)";

constexpr std::uint32_t kLimit = 10;
constexpr int kRounds = 5;
constexpr std::size_t kVerified = 20;  ///< queries of some classes whose whole answer is given
constexpr std::size_t kSnippetBytes = 240;
constexpr std::size_t kBlockBytes = 4096;  ///< as a pack has them; here without checksums

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point begin) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

double microseconds(double ms) {
  return static_cast<double>(static_cast<std::int64_t>(ms * 10'000)) / 10;
}

/// "--name value" pairs, whatever their names.
std::map<std::string, std::string, std::less<>> read_pairs(std::span<const char* const> words) {
  std::map<std::string, std::string, std::less<>> pairs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view name = words[i];
    if (!name.starts_with("--")) continue;
    const bool has_value =
        i + 1 < words.size() && !std::string_view(words[i + 1]).starts_with("--");
    pairs[std::string(name)] = has_value ? words[++i] : "";
  }
  return pairs;
}

struct FreeDocument {
  void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
  void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
};
using Document = std::unique_ptr<yyjson_doc, FreeDocument>;

std::string_view text_of(yyjson_val* value) {
  return value == nullptr || !yyjson_is_str(value)
             ? std::string_view()
             : std::string_view(yyjson_get_str(value), yyjson_get_len(value));
}

/// Calls `each` for each line that is an object of JSON; false where the file cannot be read.
bool for_each_object(const std::string& path, const std::function<void(yyjson_val*)>& each) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return false;
  std::string line;
  while (std::getline(file, line)) {
    const Document document(yyjson_read(line.data(), line.size(), 0));
    if (document != nullptr) each(yyjson_doc_get_root(document.get()));
  }
  return true;
}

/// All passages as one text, one after the other.
struct Passages {
  std::string text;
  std::vector<Range> ranges_in_text;
};

std::optional<Passages> read_passages(const std::string& path) {
  // Twice, so that memory is not what growing left behind.
  std::size_t size = 0;
  std::size_t count = 0;
  const auto text_in = [](yyjson_val* object) { return text_of(yyjson_obj_get(object, "text")); };
  const bool is_read = for_each_object(path, [&](yyjson_val* object) {
    size += text_in(object).size() + 1;
    ++count;
  });
  if (!is_read || size > UINT32_MAX) return std::nullopt;
  Passages passages;
  passages.text.reserve(size);
  passages.ranges_in_text.reserve(count);
  for_each_object(path, [&](yyjson_val* object) {
    const auto begin = static_cast<std::uint32_t>(passages.text.size());
    passages.text += text_in(object);
    passages.ranges_in_text.push_back({begin, static_cast<std::uint32_t>(passages.text.size())});
    passages.text += '\n';
  });
  return passages;
}

/// The result file in the making.
class Report {
 public:
  explicit Report(const char* phase) : document_(yyjson_mut_doc_new(nullptr)) {
    root = yyjson_mut_obj(document_.get());
    yyjson_mut_doc_set_root(document_.get(), root);
    yyjson_mut_obj_add_str(document_.get(), root, "engine", "earshot");
    yyjson_mut_obj_add_str(document_.get(), root, "phase", phase);
    yyjson_mut_val* caps = yyjson_mut_obj_add_obj(document_.get(), root, "caps");
    for (const char* cap : {"phrase", "fuzzy", "prefix"})
      yyjson_mut_obj_add_str(document_.get(), caps, cap, "native");
  }

  void number(yyjson_mut_val* object, const char* key, double value) {
    yyjson_mut_obj_add_real(document_.get(), object, key, value);
  }
  yyjson_mut_val* object(yyjson_mut_val* parent, std::string_view key) {
    yyjson_mut_val* value = yyjson_mut_obj(document_.get());
    add(parent, key, value);
    return value;
  }
  template <typename Number>
  void numbers(yyjson_mut_val* parent, const char* key, const std::vector<Number>& values) {
    yyjson_mut_val* array = yyjson_mut_arr(document_.get());
    for (const Number value : values)
      yyjson_mut_arr_add_real(document_.get(), array, static_cast<double>(value));
    add(parent, key, array);
  }
  void memory(const MemoryUse& before) {
    const MemoryUse now = memory_use();
    number(root, "mem_held", static_cast<double>(now.held_bytes - before.held_bytes));
    number(root, "mem_rss", static_cast<double>(now.resident_bytes - before.resident_bytes));
    number(root, "rss_base", static_cast<double>(before.resident_bytes));
    number(root, "peak_rss", static_cast<double>(now.peak_bytes));
    if (now.wasm_bytes > 0) number(root, "wasm_bytes", static_cast<double>(now.wasm_bytes));
  }
  bool write(const std::string& path) const {
    std::size_t size = 0;
    char* text = yyjson_mut_write(document_.get(), 0, &size);
    if (text == nullptr) return false;
    const auto written = shell::write_file_atomically(path, std::as_bytes(std::span(text, size)));
    std::free(text);
    return written.has_value();
  }

  yyjson_mut_val* root = nullptr;

 private:
  void add(yyjson_mut_val* parent, std::string_view key, yyjson_mut_val* value) {
    yyjson_mut_obj_add(parent, yyjson_mut_strncpy(document_.get(), key.data(), key.size()), value);
  }

  std::unique_ptr<yyjson_mut_doc, FreeDocument> document_;
};

struct Settings {
  std::string passages;
  std::string index;
  std::string queries;
  std::string out;
  double budget_ms = 5000;
  search::Analyzer analyzer = search::Analyzer::Plain;
  bool is_shipped_ranker = false;
};

int build(const Settings& settings) {
  const auto passages = read_passages(settings.passages);
  if (!passages) {
    complain("bench: cannot read " + printable(settings.passages));
    return kCannotReadOrWrite;
  }
  Report report("build");
  const MemoryUse before = memory_use();
  const auto begin = Clock::now();
  search::IndexBuilder builder({.analyzer = settings.analyzer});
  builder.add({.document = 0,
               .field = search::Field::Transcript,
               .text = passages->text,
               .borders_in_text = {},
               .passages_in_text = passages->ranges_in_text});
  const std::uint64_t left_out = builder.left_out();
  const std::vector<std::byte> bytes = builder.finish();
  report.number(report.root, "build_ms", ms_since(begin));
  if (left_out > 0) {
    complain("bench: an index cannot hold all of these passages");
    return kSomeRefused;
  }
  report.memory(before);
  const auto save_begin = Clock::now();
  const auto saved = shell::write_file_atomically(settings.index, bytes);
  report.number(report.root, "save_ms", ms_since(save_begin));
  if (!saved || !report.write(settings.out)) {
    complain("bench: cannot write the index or the result");
    return kCannotReadOrWrite;
  }
  return kDone;
}

/// A query of the bench's file.
struct BenchQuery {
  std::string id;
  std::string group;
  std::string op;
  std::vector<std::string> terms;
  std::string text;
};

std::optional<std::vector<BenchQuery>> read_queries(const std::string& path) {
  std::vector<BenchQuery> queries;
  const bool is_read = for_each_object(path, [&](yyjson_val* object) {
    BenchQuery query;
    query.id = text_of(yyjson_obj_get(object, "qid"));
    query.group = text_of(yyjson_obj_get(object, "class"));
    query.op = text_of(yyjson_obj_get(object, "op"));
    query.text = text_of(yyjson_obj_get(object, "text"));
    std::size_t i = 0;
    std::size_t count = 0;
    yyjson_val* term = nullptr;
    yyjson_arr_foreach(yyjson_obj_get(object, "terms"), i, count, term)
        query.terms.emplace_back(text_of(term));
    queries.push_back(std::move(query));
  });
  if (!is_read) return std::nullopt;
  return queries;
}

/// The query as a person would type it.
std::string typed(const BenchQuery& query) {
  if (query.op == "phrase") return '"' + query.text + '"';
  if (query.op == "prefix") return query.text + '*';
  if (query.op == "or") {
    std::string text;
    for (const std::string& term : query.terms)
      text += (text.empty() ? "" : " OR ") + term;
    return text;
  }
  return query.text;
}

search::FlatQuery flat_query(const BenchQuery& query) {
  using Kind = search::FlatQuery::Kind;
  search::FlatQuery flat;
  flat.kind = query.op == "phrase"  ? Kind::Phrase
              : query.op == "or"    ? Kind::Any
              : query.op == "fuzzy" ? Kind::Similar
                                    : Kind::All;
  flat.edits = 1;
  for (const std::string& term : query.terms)
    flat.terms.push_back({term, query.op == "prefix"});
  return flat;
}

class Answerer {
 public:
  Answerer(const search::Index& index, const Settings& settings)
      : index_(index), indexes_{&index_}, is_shipped_(settings.is_shipped_ranker) {}

  search::SearchResult answer(const BenchQuery& query, std::uint32_t limit) const {
    search::SearchOptions options;
    options.limit = limit;
    if (is_shipped_) {
      const search::Query parsed =
          search::expand(indexes_, search::parse_query(typed(query), false));
      return search::search(indexes_, parsed, options);
    }
    const search::Scoring scoring = search::scoring_of(indexes_, search::Ranker::Bm25);
    return search::search_flat(indexes_, flat_query(query), scoring, options);
  }

  const search::Index& index() const { return index_; }

 private:
  const search::Index& index_;
  std::array<const search::Index*, 1> indexes_;
  bool is_shipped_;
};

std::vector<std::uint32_t> passages_of(const search::SearchResult& result) {
  std::vector<std::uint32_t> ids;
  for (const search::Hit& hit : result.hits)
    ids.push_back(hit.passage);
  return ids;
}

struct Answer {
  double cold_us = 0;
  std::vector<double> us;
  std::vector<std::uint32_t> top;
  std::vector<std::uint32_t> all;
  std::vector<double> snippet_us;
};

/// Asks the queries of one class; round 0 warms up and keeps the answers.
std::vector<Answer> ask_class(const Answerer& answerer, const Passages& passages,
                              const std::vector<const BenchQuery*>& queries, double budget_ms) {
  std::vector<Answer> answers(queries.size());
  const auto begin = Clock::now();
  for (int round = 0; round <= kRounds; ++round) {
    for (std::size_t i = 0; i < queries.size(); ++i) {
      if (round > 0 && ms_since(begin) > budget_ms) break;
      const auto asked = Clock::now();
      std::vector<std::uint32_t> ids = passages_of(answerer.answer(*queries[i], kLimit));
      const double us = microseconds(ms_since(asked));
      if (round > 0) {
        answers[i].us.push_back(us);
      } else {
        answers[i].cold_us = us;
        answers[i].top = std::move(ids);
      }
    }
  }
  const std::string& group = queries.front()->group;
  const bool is_verified = group == "and" || group == "phrase" || group == "rare";
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (answers[i].us.empty()) answers[i].us.push_back(answers[i].cold_us);
    if (is_verified && i < kVerified) answers[i].all = passages_of(answerer.answer(*queries[i], 0));
    if (queries[i]->op == "or" || queries[i]->op == "fuzzy") continue;
    const auto shown = Clock::now();
    const search::Query query = search::parse_query(typed(*queries[i]), false);
    for (const std::uint32_t id : answers[i].top) {
      const search::Passage passage = answerer.index().passage(id);
      const auto marks = search::highlights_in_text(query, passage, passages.text);
      const std::array<std::uint32_t, 1> borders = {passage.range_in_text.begin};
      search::make_snippet(passages.text, passage, marks, borders, kSnippetBytes);
    }
    answers[i].snippet_us.push_back(microseconds(ms_since(shown)));
  }
  return answers;
}

/// The first ranked answer without an index.
int first(const Settings& settings) {
  constexpr int kScans = 3;
  const auto passages = read_passages(settings.passages);
  const auto queries = read_queries(settings.queries);
  const auto file = shell::FileBytes::open(settings.index);
  if (!passages || !queries || !file) {
    complain("bench: cannot read the passages, the queries or the index");
    return kCannotReadOrWrite;
  }
  const auto index = search::Index::open(file->bytes());
  if (!index) {
    complain("bench: " + std::string(sentence(index.error().code)));
    return kSomeRefused;
  }
  const search::Index* const indexes[] = {&*index};
  const search::Scoring scoring = search::scoring_of(indexes, search::Ranker::Bm25);
  const search::ScanDocument document = {0, search::Field::Transcript, passages->text,
                                         passages->ranges_in_text, /*passages_stand_apart=*/true};
  Report report("first");
  double differing = 0;
  std::vector<std::vector<double>> times(queries->size());
  for (int round = 0; round < kScans; ++round) {
    for (std::size_t i = 0; i < queries->size(); ++i) {
      if ((*queries)[i].op == "fuzzy") continue;
      const search::FlatQuery flat = flat_query((*queries)[i]);
      Budget budget(UINT64_MAX);
      const auto asked = Clock::now();
      const search::ScanResult result = search::scan({&document, 1}, flat, kLimit, budget);
      times[i].push_back(microseconds(ms_since(asked)));
      search::SearchOptions options;
      options.limit = kLimit;
      const auto indexed = search::search_flat(indexes, flat, scoring, options);
      if (round == 0 && indexed.total != result.total) ++differing;
    }
  }
  report.number(report.root, "differing", differing);
  yyjson_mut_val* results = report.object(report.root, "queries");
  for (std::size_t i = 0; i < queries->size(); ++i)
    report.numbers(report.object(results, (*queries)[i].id), "us", times[i]);
  if (report.write(settings.out)) return kDone;
  complain("bench: cannot write the result");
  return kCannotReadOrWrite;
}

int query(const Settings& settings) {
  const auto passages = read_passages(settings.passages);
  const auto queries = read_queries(settings.queries);
  if (!passages || !queries) {
    complain("bench: cannot read the passages or the queries");
    return kCannotReadOrWrite;
  }
  Report report("query");
  const MemoryUse before = memory_use();
  const auto begin = Clock::now();
  const auto file = shell::FileBytes::open(settings.index, shell::FileBytes::Reading::AsNeeded);
  if (!file) {
    complain("bench: cannot read the index");
    return kCannotReadOrWrite;
  }
  std::optional<BlockChecks> checks;
  if (file->source() != nullptr) checks.emplace(file->bytes(), kBlockBytes, *file->source());
  const auto index = search::Index::open(file->bytes(), checks ? &*checks : nullptr);
  report.number(report.root, "load_ms", ms_since(begin));
  if (!index) {
    complain("bench: " + std::string(sentence(index.error().code)));
    return kSomeRefused;
  }
  const Answerer answerer(*index, settings);
  const auto first = std::ranges::find(*queries, std::string_view("common"), &BenchQuery::group);
  if (first != queries->end()) {
    const auto asked = Clock::now();
    answerer.answer(*first, kLimit);
    report.number(report.root, "first_query_ms", ms_since(asked));
  }
  report.memory(before);

  yyjson_mut_val* results = report.object(report.root, "queries");
  std::vector<std::string_view> groups;
  for (const BenchQuery& one : *queries) {
    if (std::ranges::find(groups, one.group) == groups.end()) groups.push_back(one.group);
  }
  for (const std::string_view group : groups) {
    std::vector<const BenchQuery*> own;
    for (const BenchQuery& one : *queries) {
      if (one.group == group) own.push_back(&one);
    }
    const std::vector<Answer> answers = ask_class(answerer, *passages, own, settings.budget_ms);
    for (std::size_t i = 0; i < own.size(); ++i) {
      yyjson_mut_val* result = report.object(results, own[i]->id);
      report.number(result, "cold_us", answers[i].cold_us);
      report.numbers(result, "us", answers[i].us);
      report.numbers(result, "top", answers[i].top);
      if (!answers[i].all.empty()) report.numbers(result, "all", answers[i].all);
      if (!answers[i].snippet_us.empty()) {
        report.numbers(result, "snippet_us", answers[i].snippet_us);
      }
    }
  }
  if (report.write(settings.out)) return kDone;
  complain("bench: cannot write the result");
  return kCannotReadOrWrite;
}

}  // namespace

int bench_command(std::span<const char* const> words) {
  const auto pairs = read_pairs(words);
  if (pairs.contains("--help")) {
    print(kHelp);
    return kDone;
  }
  // The first word that is neither an option nor its value.
  std::string_view phase;
  for (std::size_t i = 0; i < words.size() && phase.empty(); ++i) {
    const std::string_view word = words[i];
    if (word.starts_with("--")) {
      ++i;
    } else {
      phase = word;
    }
  }
  if (phase != "build" && phase != "query" && phase != "first") {
    return wrong_call("bench", "say build, query or first");
  }
  const auto value = [&](std::string_view name) {
    const auto found = pairs.find(name);
    return found == pairs.end() ? std::string() : found->second;
  };
  Settings settings;
  settings.passages = value("--passages");
  settings.index = value("--index");
  settings.queries = value("--queries");
  settings.out = value("--out");
  if (const std::string ms = value("--budget"); !ms.empty()) {
    const int budget_ms = std::atoi(ms.c_str());
    if (budget_ms <= 0) return wrong_call("bench", "--budget takes milliseconds");
    settings.budget_ms = budget_ms;
  }
  if (value("--analyzer") == "shipped") settings.analyzer = search::Analyzer::Shipped;
  settings.is_shipped_ranker = value("--ranker") == "shipped";
  if (settings.passages.empty() || settings.index.empty() || settings.out.empty() ||
      (phase != "build" && settings.queries.empty())) {
    return wrong_call("bench", "give --passages, --index and --out, and --queries to query");
  }
  return phase == "build" ? build(settings) : phase == "first" ? first(settings) : query(settings);
}

}  // namespace earshot::cli
