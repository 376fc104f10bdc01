// Measures building and asking the search index over a folder of transcripts:
//
//     search_bench FOLDER [FILES]
//
// FOLDER holds .vtt and .srt files (talkpython, for example); FILES limits how many are taken. The
// same program runs natively and as wasm under Node. Times are milliseconds of this process, one
// thread; a class asks each of its queries in turn, several rounds, never one query twice in a row.
// Figures of different machines or moments say nothing about each other.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "../oracle/corpus.h"
#include "search/complete.h"
#include "search/expand.h"
#include "search/scan.h"
#include "search/search.h"
#include "text/stems.h"
#include "text/words.h"

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

namespace earshot {
namespace {

/// CPU time of this process: a machine that does something else meanwhile changes it little.
double now_ms() {
#ifdef __EMSCRIPTEN__
  return EM_ASM_DOUBLE({
    const used = process.cpuUsage();
    return (used.user + used.system) / 1000;
  });
#else
  return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC;
#endif
}

double percentile(std::vector<double> times, double share) {
  std::ranges::sort(times);
  return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

struct QueryClass {
  const char* name;
  std::vector<std::string> queries;
};

/// With a `limit` of 0 all hits are sorted.
void measure(const search::Index& index, const QueryClass& measured, std::uint32_t limit) {
  constexpr int kRounds = 9;
  const search::Index* const indexes[] = {&index};
  // The best of the rounds for each query: what else the machine does is not what is measured.
  std::vector<double> times(measured.queries.size(), 1e9);
  std::size_t hits = 0;
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < measured.queries.size(); ++i) {
      const double begin = now_ms();
      search::SearchOptions options;
      options.limit = limit;
      const auto result =
          search::search(indexes, search::parse_query(measured.queries[i], false), options);
      times[i] = std::min(times[i], now_ms() - begin);
      hits += result.total;
    }
  }
  std::printf("%-22s %s %4zu queries  p50 %8.3f  p99 %8.3f ms  %8zu hits each\n", measured.name,
              limit == 0 ? "all " : "best", measured.queries.size(), percentile(times, 0.5),
              percentile(times, 0.99), hits / times.size() / kRounds);
}

std::vector<QueryClass> query_classes(const std::vector<oracle::CorpusText>& texts) {
  std::map<std::string, std::uint32_t> counts;
  std::vector<std::vector<std::string>> documents;
  for (const auto& text : texts) {
    auto& terms = documents.emplace_back();
    for (const text::Word word : text::words(text.text)) {
      terms.push_back(text::folded(slice(text.text, word)));
      ++counts[terms.back()];
    }
  }
  std::vector<std::pair<std::uint32_t, std::string>> by_count;
  for (const auto& [term, count] : counts)
    by_count.emplace_back(count, term);
  std::ranges::sort(by_count, std::ranges::greater{});

  std::mt19937 random(1);
  const auto phrase_at_random = [&](std::size_t words) {
    for (;;) {
      const auto& terms = documents[random() % documents.size()];
      if (terms.size() < 100) continue;
      const std::size_t at = random() % (terms.size() - words);
      std::string text = "\"";
      for (std::size_t i = 0; i < words; ++i)
        text += (i > 0 ? " " : "") + terms[at + i];
      return text + '"';
    }
  };
  std::vector<QueryClass> classes(8);
  classes[0].name = "commonest words";
  for (std::size_t i = 0; i < 20; ++i)
    classes[0].queries.push_back(by_count[i].second);
  classes[1].name = "words of rank 100-300";
  for (std::size_t i = 100; i < 300; i += 4)
    classes[1].queries.push_back(by_count[i].second);
  classes[2].name = "rare words";
  for (std::size_t i = by_count.size() / 4;
       i < by_count.size() / 2 && classes[2].queries.size() < 50; i += 101) {
    classes[2].queries.push_back(by_count[i].second);
  }
  classes[3].name = "two words";
  for (std::size_t i = 0; i < 50; ++i) {
    classes[3].queries.push_back(by_count[random() % 400].second + ' ' +
                                 by_count[random() % 400].second);
  }
  classes[4].name = "two commonest words";
  for (std::size_t i = 0; i < 10; ++i) {
    classes[4].queries.push_back(by_count[i].second + ' ' + by_count[i + 1].second);
  }
  classes[5].name = "phrases of 2-4 words";
  for (std::size_t i = 0; i < 60; ++i)
    classes[5].queries.push_back(phrase_at_random(2 + i % 3));
  classes[6].name = "one-letter prefixes";
  for (char c = 'a'; c <= 'z'; ++c)
    classes[6].queries.push_back(std::string(1, c) + '*');
  classes[7].name = "phrase with prefix";
  for (std::size_t i = 0; i < 30; ++i) {
    std::string text = phrase_at_random(2 + i % 2);
    while (text.size() > 3 && text[text.size() - 3] != ' ')
      text.erase(text.size() - 2, 1);
    classes[7].queries.push_back(text.insert(text.size() - 1, "*"));
  }
  return classes;
}

/// What a page of results costs after each key of the words, as the app asks for it: with forms,
/// slips and nearness.
void measure_keystrokes(const char* name, std::span<const search::Index* const> indexes,
                        const std::vector<std::string>& words, const std::string& before,
                        const search::DocumentFilter& filter) {
  constexpr int kRounds = 5;
  std::vector<double> times;
  for (const std::string& word : words) {
    for (std::size_t size = 1; size <= word.size(); ++size) {
      if (size < word.size() && (static_cast<unsigned char>(word[size]) & 0xC0) == 0x80) continue;
      double best = 1e9;
      for (int round = 0; round < kRounds; ++round) {
        const double begin = now_ms();
        search::SearchOptions options;
        options.limit = 50;
        options.filter = filter;
        const auto query =
            search::expand(indexes, search::parse_query(before + word.substr(0, size), true));
        (void)search::search(indexes, query, options);
        best = std::min(best, now_ms() - begin);
      }
      times.push_back(best);
    }
  }
  std::printf("%-30s %4zu keys  p50 %8.3f  p99 %8.3f ms\n", name, times.size(),
              percentile(times, 0.5), percentile(times, 0.99));
}

/// What offering the commonest words of a letter costs: all of them are looked at.
void measure_completion(const char* name, std::span<const search::Index* const> indexes) {
  std::vector<double> times;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
      const double begin = now_ms();
      (void)search::complete(indexes, nullptr, std::string("title:") + letter, 7, 6);
      best = std::min(best, now_ms() - begin);
    }
    times.push_back(best);
  }
  std::printf("%-30s   26 keys  p50 %8.3f  p99 %8.3f  most %8.3f ms\n", name,
              percentile(times, 0.5), percentile(times, 0.99), std::ranges::max(times));
}

/// The texts in several indexes of about as many each.
std::vector<std::vector<std::byte>> build(const std::vector<oracle::CorpusText>& texts,
                                          std::uint32_t count) {
  std::vector<std::vector<std::byte>> built;
  for (std::uint32_t part = 0; part < count; ++part) {
    search::IndexBuilder builder;
    for (std::uint32_t i = part; i < texts.size(); i += count) {
      builder.add({.document = i / count,
                   .field = search::Field::Transcript,
                   .text = texts[i].text,
                   .borders_in_text = texts[i].borders_in_text,
                   .language = text::stem_language("en")});
    }
    built.push_back(builder.finish());
  }
  return built;
}

void measure_all_keystrokes(const std::vector<oracle::CorpusText>& texts,
                            const std::vector<std::string>& words, const std::string& before) {
  for (const std::uint32_t count : {1U, 2U}) {
    const auto built = build(texts, count);
    std::vector<search::Index> opened;
    for (const auto& bytes : built) {
      if (auto index = search::Index::open(bytes)) opened.push_back(*index);
    }
    std::vector<const search::Index*> indexes;
    for (const search::Index& index : opened)
      indexes.push_back(&index);
    const auto half = [](std::uint32_t, std::uint32_t document) { return document % 2 == 0; };
    const bool is_one = count == 1;
    measure_keystrokes(is_one ? "keys" : "keys, two packs", indexes, words, "", {});
    measure_keystrokes(is_one ? "keys, second word" : "keys, second word, two packs", indexes,
                       words, before + ' ', {});
    measure_completion(is_one ? "complete a letter" : "complete a letter, two packs", indexes);
    measure_keystrokes(is_one ? "keys under a filter" : "keys under a filter, two packs", indexes,
                       words, "", half);
  }
}

/// Places where a word's first and last letters stand in the right distance, whatever their case:
/// what the simplest scan does.
std::size_t plain_scan(std::string_view text, std::string_view word) {
  using Bytes = std::uint8_t __attribute__((vector_size(16)));
  const auto splat = [](char c) { return Bytes{} + static_cast<std::uint8_t>(c); };
  const Bytes first = splat(word.front());
  const Bytes last = splat(word.back());
  std::size_t found = 0;
  for (std::size_t at = 0; at + word.size() + 15 <= text.size(); at += 16) {
    Bytes here;
    Bytes there;
    std::memcpy(&here, text.data() + at, sizeof here);
    std::memcpy(&there, text.data() + at + word.size() - 1, sizeof there);
    const auto equal = ((here | 0x20) == first) & ((there | 0x20) == last);
    std::uint64_t halves[2];
    std::memcpy(halves, &equal, sizeof halves);
    if ((halves[0] | halves[1]) == 0) continue;
    for (std::size_t i = at; i < at + 16; ++i) {
      std::size_t k = 0;
      while (k < word.size() && (text[i + k] | 0x20) == word[k])
        ++k;
      if (k == word.size()) ++found;
    }
  }
  return found;
}

/// The first ranked answer from texts without an index, against the simplest scan of the same
/// bytes.
void measure_first(const std::vector<oracle::CorpusText>& texts,
                   const std::vector<std::string>& words) {
  std::vector<std::vector<Range>> passages;
  std::vector<search::ScanDocument> documents;
  for (const auto& text : texts)
    passages.push_back(search::scan_passages(text.text, text.borders_in_text));
  for (std::uint32_t i = 0; i < texts.size(); ++i)
    documents.push_back({i, search::Field::Transcript, texts[i].text, passages[i]});
  std::vector<double> scans;
  std::vector<double> plain;
  std::size_t found = 0;
  for (const std::string& word : words) {
    if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos) continue;
    double best_scan = 1e9;
    double best_plain = 1e9;
    for (int round = 0; round < 5; ++round) {
      double begin = now_ms();
      for (const auto& text : texts)
        found += plain_scan(text.text, word);
      best_plain = std::min(best_plain, now_ms() - begin);
      begin = now_ms();
      Budget budget(UINT64_MAX);
      found +=
          search::scan(documents, {search::FlatQuery::Kind::All, {{word, false}}, 0}, 10, budget)
              .hits.size();
      best_scan = std::min(best_scan, now_ms() - begin);
    }
    scans.push_back(best_scan);
    plain.push_back(best_plain);
  }
  const double of_scan = percentile(scans, 0.5);
  const double of_plain = percentile(plain, 0.5);
  std::printf("first answer without an index: p50 %.3f ms, %.2f x a plain scan (%.3f ms) [%zu]\n",
              of_scan, of_scan / of_plain, of_plain, found);
}

int run(const char* folder, std::size_t limit) {
  std::vector<oracle::CorpusText> texts;
  std::size_t bytes = 0;
  for (const auto& path : oracle::files_in(folder, {".vtt", ".srt"})) {
    if (texts.size() == limit) break;
    texts.push_back(oracle::read_text(path));
    bytes += texts.back().text.size();
  }
  if (texts.empty()) {
    std::fprintf(stderr, "no .vtt or .srt file in %s\n", folder);
    return 3;
  }
  const double megabytes = static_cast<double>(bytes) / 1e6;

  double best_words = 1e9;
  double best_build = 1e9;
  std::vector<std::byte> built;
  for (int round = 0; round < 3; ++round) {
    const double begin = now_ms();
    std::size_t words = 0;
    for (const auto& text : texts)
      words += text::words(text.text).size();
    best_words = std::min(best_words, now_ms() - begin + static_cast<double>(words == 0));
    const double build_begin = now_ms();
    search::IndexBuilder builder;
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
      builder.add({i, search::Field::Transcript, texts[i].text, texts[i].borders_in_text});
    }
    built = builder.finish();
    best_build = std::min(best_build, now_ms() - build_begin);
  }
  const double open_begin = now_ms();
  const auto index = search::Index::open(built);
  const double open_ms = now_ms() - open_begin;
  if (!index) return 1;
  std::printf("%zu files, %.1f MB of text, %u passages, %llu words\n", texts.size(), megabytes,
              index->passage_count(), static_cast<unsigned long long>(index->word_count()));
  std::printf("words %.1f MB/s, build %.1f MB/s (%.0f ms), index %.3f x text, open %.3f ms\n",
              megabytes / best_words * 1000, megabytes / best_build * 1000, best_build,
              static_cast<double>(built.size()) / static_cast<double>(bytes), open_ms);
  const std::vector<QueryClass> classes = query_classes(texts);
  for (const QueryClass& measured : classes) {
    measure(*index, measured, 0);
    measure(*index, measured, 10);
  }
  measure_first(texts, classes[1].queries);
  measure_all_keystrokes(texts, classes[1].queries, classes[0].queries[10]);
  return 0;
}

}  // namespace
}  // namespace earshot

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "search_bench FOLDER [FILES]\n");
    return 2;
  }
  return earshot::run(argv[1], argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : SIZE_MAX);
}
