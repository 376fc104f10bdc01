// What a frame costs while somebody scrolls: tick (input, layout, semantic tree, draw lists) and
// render (ImGui's lists made into calls of OpenGL), over a library of a thousand episodes, over
// what a common word finds in it, and over a transcript of 100,000 cues. The driver is left out:
// every function of OpenGL does nothing. Figures are CPU time of this thread, in milliseconds.
//
// tests/bench/page_frames.mjs measures the same in the page.

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <imgui.h>

#include "app/app.h"
#include "shell/common/frame.h"
#include "shell/common/gl_renderer.h"
#include "tests/bench/front_end.h"
#include "tests/ui/offscreen.h"
#include "tests/unit/app/pack_builder.h"
#include "ui/ui.h"

namespace earshot {
namespace {

using bench::cpu_milliseconds;
using bench::made_words;
using bench::print;

constexpr int kEpisodes = 1000, kCuesOfEach = 100, kLongCues = 100'000;
constexpr int kFrames = 600, kSettlingFrames = 20;
constexpr float kNotches = 0.37F;

// Functions of OpenGL that do nothing. All are called as what they are, with any arguments: a
// function without any takes them under each calling convention that this is built for.
std::intptr_t no_gl() {
  return 1;
}
void all_is_well(unsigned, unsigned, int* status) {
  *status = 1;
}
std::size_t drawn_indices = 0;
void count_indices(unsigned, int count, unsigned, const void*) {
  drawn_indices += static_cast<std::size_t>(count);
}
void* load_no_gl(const char* name) {
  const std::string_view function = name;
  if (function == "glGetProgramiv") return reinterpret_cast<void*>(&all_is_well);
  if (function == "glDrawElements") return reinterpret_cast<void*>(&count_indices);
  return reinterpret_cast<void*>(&no_gl);
}

std::string sentence(std::uint32_t seed) {
  return made_words(seed) + '.';
}

std::vector<app::testing::Line> cues(int count, std::uint32_t seed) {
  constexpr int kCueMilliseconds = 360;
  std::vector<app::testing::Line> lines;
  lines.reserve(static_cast<std::size_t>(count));
  for (int number = 0; number < count; ++number)
    lines.push_back({.text = sentence(seed + static_cast<std::uint32_t>(number)),
                     .start = number * kCueMilliseconds});
  return lines;
}

struct Costs {
  std::vector<double> ticks, renders;
};

class Bench {
 public:
  Bench() {
    renderer_.start(load_no_gl);
    info_.width = 1280;
    info_.height = 800;
  }

  void load(const std::vector<app::testing::EpisodeSpec>& episodes) {
    app_.dispatch(app::PackLoaded{.bytes = app::testing::make_pack(episodes)});
    app_.dispatch(app::StartFinished{});
    settle();
  }
  void send(app::Action action) {
    app_.dispatch(std::move(action));
    settle();
  }
  Id first_episode() const { return app_.library().episodes[0].id; }

  /// What scrolling costs with the pointer at a place, frame by frame.
  Costs scroll(float x, float y) {
    ImGui::GetIO().AddMousePosEvent(x, y);
    settle();
    drawn_indices = 0;
    Costs costs;
    for (int number = 0; number < kFrames; ++number) {
      ImGui::GetIO().AddMouseWheelEvent(0, -kNotches);
      frame(costs);
    }
    return costs;
  }

  void print_seen(ui::Role role) const {
    std::size_t count = 0;
    for (const ui::Node& node : frame_.ui().semantics().nodes())
      count += node.role == role ? 1 : 0;
    std::printf("  (%zu rows on the screen, %zu triangles a frame)\n", count,
                drawn_indices / 3 / kFrames);
  }

 private:
  void frame(Costs& costs) {
    info_.now_seconds += 0.016;
    const double begin = cpu_milliseconds();
    frame_.tick(info_);
    const double ticked = cpu_milliseconds();
    frame_.render(renderer_);
    costs.ticks.push_back(ticked - begin);
    costs.renders.push_back(cpu_milliseconds() - ticked);
  }
  /// What comes a few ticks later (glyphs in the atlas, related episodes) has come by then.
  void settle() {
    Costs unseen;
    for (int number = 0; number < kSettlingFrames; ++number)
      frame(unseen);
  }

  ui::testing::BuiltFonts fonts_;
  app::App app_{{.version = "bench", .notices = ""}};
  mutable shell::Frame frame_{app_, fonts_.files(), ui::TextEditing::InPlace};
  shell::GlRenderer renderer_;
  ui::FrameInfo info_;
};

void print(const char* what, const Costs& costs) {
  print((std::string(what) + ": tick").c_str(), costs.ticks);
  print((std::string(what) + ": render").c_str(), costs.renders);
}

}  // namespace
}  // namespace earshot

int main() {
  using namespace earshot;
  std::printf("frames while scrolling, CPU time\n");
  {
    Bench bench;
    std::vector<app::testing::EpisodeSpec> episodes;
    episodes.reserve(kEpisodes);
    for (int number = 0; number < kEpisodes; ++number) {
      const auto seed = static_cast<std::uint32_t>(number * kCuesOfEach);
      episodes.push_back({.title = std::to_string(number + 1) + ". " + sentence(seed),
                          .date = 20'000 - number,
                          .duration = 3'600'000,
                          .transcript = cues(kCuesOfEach, seed)});
    }
    bench.load(episodes);
    print("library of 1,000 episodes", bench.scroll(150, 500));
    bench.print_seen(ui::Role::Button);
    bench.send(app::QueryChanged{"cache"});
    print("results of a common word", bench.scroll(700, 500));
    bench.print_seen(ui::Role::Option);
  }
  Bench bench;
  bench.load(
      {{.title = "A long day", .duration = kLongCues * 360, .transcript = cues(kLongCues, 1)}});
  bench.send(app::OpenEpisode{bench.first_episode()});
  bench.send(app::ChooseTab{app::Tab::Transcript});
  print("transcript of 100,000 cues", bench.scroll(700, 500));
  bench.print_seen(ui::Role::Paragraph);
  return 0;
}
