// What reading costs: the whole front end over a transcript of 100,000 cues, with a renderer that
// draws nothing. Figures are CPU time of this thread, in milliseconds: how long until the text is
// on the screen, then a tick (layout, input, semantic tree, draw lists; no GL) while it scrolls,
// while it zooms, while its words are looked for.
//
//   reading_bench [CUES]

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <imgui.h>

#include "app/app.h"
#include "tests/bench/front_end.h"
#include "tests/ui/offscreen.h"
#include "tests/unit/app/pack_builder.h"
#include "ui/ui.h"

namespace earshot {
namespace {

using bench::cpu_milliseconds;
using bench::made_words;
using bench::print;

constexpr int kCues = 100'000;
constexpr int kScrollTicks = 600;
constexpr int kSettlingTicks = 20, kRestingTicks = 200;

std::string cue_text(int number) {
  std::string text = made_words(static_cast<std::uint32_t>(number));
  if (number % 1000 == 500) text += " needle";
  return text + '.';
}

class Bench {
 public:
  explicit Bench(int cues) {
    info_.width = 1280;
    info_.height = 800;
    app::testing::EpisodeSpec episode{.title = "A long day", .duration = cues * 360};
    for (int number = 0; number < cues; ++number)
      episode.transcript.push_back({.text = cue_text(number), .start = number * 360});
    app_.dispatch(app::PackLoaded{.bytes = app::testing::make_pack({episode})});
    app_.dispatch(app::StartFinished{});
    tick();
    tick();
  }

  /// Milliseconds of one tick.
  double tick() {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(info_.width, info_.height);
    io.DeltaTime = 0.016F;
    info_.now_seconds += 0.016;
    const double begin = cpu_milliseconds();
    ImGui::NewFrame();
    app::Outbox out;
    ui_.frame(app_, info_, out);
    ImGui::Render();
    for (app::Action& action : out.take())
      app_.dispatch(std::move(action));
    const double took = cpu_milliseconds() - begin;
    ui::testing::answer_textures();
    return took;
  }

  double dispatch(app::Action action) {
    const double begin = cpu_milliseconds();
    app_.dispatch(std::move(action));
    return cpu_milliseconds() - begin;
  }

  double open() {
    double took = dispatch(app::OpenEpisode{app_.library().episodes[0].id});
    took += dispatch(app::ChooseTab{app::Tab::Transcript});
    return took + tick() + tick();
  }

  /// Cues on the screen, and the first one's words: that there was something to measure.
  void print_seen() const {
    int count = 0;
    const std::string* first = nullptr;
    for (const ui::Node& node : ui_.semantics().nodes()) {
      if (node.role != ui::Role::Paragraph) continue;
      if (count++ == 0) first = &node.name;
    }
    std::printf("  (%d cues on the screen, from \"%.40s\")\n", count,
                first != nullptr ? first->c_str() : "");
  }

  std::vector<double> scroll(float notches) {
    std::vector<double> ticks;
    ImGui::GetIO().AddMousePosEvent(700, 500);
    tick();
    for (int number = 0; number < kScrollTicks; ++number) {
      ImGui::GetIO().AddMouseWheelEvent(0, -notches);
      ticks.push_back(tick());
    }
    return ticks;
  }

  std::vector<double> rest() {
    std::vector<double> ticks;
    for (int number = 0; number < kRestingTicks; ++number)
      ticks.push_back(tick());
    return ticks;
  }

 private:
  ui::testing::BuiltFonts fonts_;
  app::App app_{{.version = "bench", .notices = ""}};
  ui::testing::OffscreenImGui imgui_;
  ui::Ui ui_{fonts_.files(), ui::TextEditing::InPlace};
  ui::FrameInfo info_;
};

}  // namespace
}  // namespace earshot

int main(int count, char** arguments) {
  using namespace earshot;
  const int asked = count > 1 ? std::atoi(arguments[1]) : 0;
  const int cues = asked > 0 ? asked : kCues;
  Bench bench(cues);
  std::printf("%d cues, CPU time\n", cues);
  print("open until it is on the screen", {bench.open()});
  bench.print_seen();
  print("tick, just opened", {bench.tick(), bench.tick(), bench.tick()});
  // What comes a few ticks later (glyphs in the atlas, related episodes) has come by then.
  for (int i = 0; i < kSettlingTicks; ++i)
    bench.tick();
  print("tick, nothing happens", bench.rest());
  print("tick, scrolling by lines", bench.scroll(0.37F));
  bench.print_seen();
  print("tick, scrolling by screens", bench.scroll(9.3F));
  print("tick, scrolling through it all", bench.scroll(1000.3F));
  bench.print_seen();
  std::vector<double> zooms;
  for (int step = 0; step < 40; ++step) {
    const double took = bench.dispatch(app::SetZoom{0.5F + 0.08F * static_cast<float>(step)});
    zooms.push_back(took + bench.tick());
  }
  print("tick, zooming", zooms);
  bench.dispatch(app::SetZoom{1});
  bench.tick();
  print("find: opened", {bench.dispatch(app::OpenFind{"", 0}) + bench.tick()});
  std::vector<double> keys;
  for (const char* typed : {"n", "ne", "nee", "need", "needl", "needle"})
    keys.push_back(bench.dispatch(app::FindChanged{typed}) + bench.tick());
  print("find: a key", keys);
  print("find: the next one", {bench.dispatch(app::FindStep{1}) + bench.tick()});
  return 0;
}
