// What a key in the search field costs in the app: not the search alone, but totals, moments that
// are one with a line of the notes, groups and rows. Over episodes with notes, chapters that most
// of the notes' lines repeat, and a short transcript; and what completing the same beginnings
// costs. Figures are CPU time of this thread, in milliseconds; the first key, which makes what
// later ones use, is told apart.
//
//   results_bench [EPISODES]

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "app/app.h"
#include "tests/bench/front_end.h"
#include "tests/unit/app/pack_builder.h"

namespace earshot {
namespace {

using bench::cpu_milliseconds;
using bench::made_words;

constexpr int kEpisodes = 2000;
constexpr int kProse = 8, kChapters = 12, kLinks = 6, kCues = 60;

app::testing::EpisodeSpec episode_of(int number) {
  using pack::BlockKind;
  app::testing::EpisodeSpec episode{
      .title = made_words(static_cast<std::uint32_t>(number)) + ' ' + std::to_string(number),
      .date = 10'000 + number,
      .duration = 3'600'000};
  auto seed = static_cast<std::uint32_t>(number) * 1000;
  for (int i = 0; i < kProse; ++i) {
    const std::string beginning = made_words(++seed);
    episode.notes.push_back({beginning + ' ' + made_words(++seed), kNoTime, BlockKind::Paragraph});
  }
  for (int i = 0; i < kChapters; ++i) {
    const std::string line = made_words(++seed).substr(0, 28) + ' ' + std::to_string(i);
    episode.notes.push_back({line, i * 300'000, BlockKind::Item});
    episode.chapters.push_back({line, i * 300'000, BlockKind::Item});
  }
  for (int i = 0; i < kLinks; ++i)
    episode.notes.push_back({"See " + made_words(++seed), kNoTime, BlockKind::Item});
  for (int i = 0; i < kCues; ++i)
    episode.transcript.push_back({made_words(++seed), i * 5000});
  return episode;
}

/// Asks for every beginning of the words, as they are typed.
void measure(app::App& app, const char* name) {
  constexpr int kRounds = 5;
  std::vector<double> best;
  for (int round = 0; round < kRounds; ++round) {
    std::size_t key = 0;
    for (const std::string word : {"tail", "cache", "measured", "people", "another", "was"}) {
      for (std::size_t size = 1; size <= word.size(); ++size) {
        const double begin = cpu_milliseconds();
        app.dispatch(app::QueryChanged{word.substr(0, size)});
        const double took = cpu_milliseconds() - begin;
        if (key == best.size()) best.push_back(took);
        best[key] = std::min(best[key], took);
        ++key;
      }
    }
  }
  bench::print(name, best);
}

void measure_completion(const app::App& app) {
  std::vector<double> took;
  for (char letter = 'a'; letter <= 'z'; ++letter) {
    const double begin = cpu_milliseconds();
    (void)app.complete(std::string(1, letter), 1);
    took.push_back(cpu_milliseconds() - begin);
  }
  bench::print("complete a letter", took);
}

int run(int count) {
  app::App app{app::BuildFacts{}};
  std::vector<app::testing::EpisodeSpec> episodes;
  for (int number = 0; number < count; ++number)
    episodes.push_back(episode_of(number));
  app.dispatch(app::PackLoaded{.bytes = app::testing::make_pack(episodes)});
  app.dispatch(app::StartFinished{});
  const double begin = cpu_milliseconds();
  app.dispatch(app::QueryChanged{"t"});
  bench::print("the first key", {cpu_milliseconds() - begin});
  std::printf("%d episodes, t: %u moments, %u in notes, of %u episodes\n", count,
              app.results().total, app.results().in_notes, app.results().episode_total);
  measure(app, "keys, by relevance");
  app.dispatch(app::SetHitSort{app::HitSort::Date});
  measure(app, "keys, the newest first");
  app.dispatch(app::SetHitSort{app::HitSort::Position});
  measure(app, "keys, in order");
  app.dispatch(app::SetHitSort{app::HitSort::Relevance});
  app.dispatch(app::SetScope{app::Scope::Transcripts});
  measure(app, "keys, in transcripts");
  measure_completion(app);
  return 0;
}

}  // namespace
}  // namespace earshot

int main(int argc, char** argv) {
  return earshot::run(argc > 1 ? std::atoi(argv[1]) : earshot::kEpisodes);
}
