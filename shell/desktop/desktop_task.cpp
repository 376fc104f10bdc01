// What Desktop does instead of its loop: pictures for ./dev shots, the semantic tree for tests.

#include <algorithm>
#include <cstdio>
#include <string_view>

#include <SDL.h>

#include "shell/common/png.h"
#include "shell/desktop/desktop.h"
#include "shell/desktop/script.h"

namespace earshot::shell {
namespace {

constexpr int kMostSettlingTicks = 240;  // four seconds of animation; a picture waits no longer
constexpr double kAnimation = 0.25;      // a longer wait is a timer, not a movement

// A finger of --do moves in so many parts, and two that pinch are so far apart at first.
constexpr int kFingerParts = 6;
constexpr float kPinchPoints = 100;

/// A word of the demo show that many of its episodes say.
constexpr const char* kShotQuery = "cache";

ImportSource source(std::string path, std::string_view text) {
  ImportSource made;
  made.entry.path = std::move(path);
  made.entry.size_bytes = text.size();
  const auto* const begin = reinterpret_cast<const std::byte*>(text.data());
  made.bytes.assign(begin, begin + text.size());
  return made;
}

/// The first episode in the list that has what `wanted` asks for.
template <typename Wanted>
const app::EpisodeRow* first_episode(const app::App& app, Wanted wanted) {
  const auto episodes = app.library().episodes;
  const auto found = std::ranges::find_if(episodes, wanted);
  return found != episodes.end() ? &*found : nullptr;
}

}  // namespace

void Desktop::settle() {
  for (int rest = kMostSettlingTicks; rest > 0; --rest) {
    services_->drain();
    const bool more = dispatch_inbox();
    const double next = wait_seconds(tick());
    const bool is_working = more || app_.starting() || app_.import().running;
    if (is_working) rest = kMostSettlingTicks;
    if (!is_working && (next < 0 || next > kAnimation)) return;
  }
}

bool Desktop::reach(ShotState state) {
  const auto open = [this](app::Tab tab, auto wanted) {
    const app::EpisodeRow* const row = first_episode(app_, wanted);
    if (row == nullptr) return false;
    app_.dispatch(app::OpenEpisode{row->id});
    app_.dispatch(app::ChooseTab{tab});
    return true;
  };
  switch (state) {
    case ShotState::AsIs:
    case ShotState::Library:
    case ShotState::Empty:
      return true;
    case ShotState::Reader:
      return open(app::Tab::Notes, [](const app::EpisodeRow& row) { return row.has_notes; });
    case ShotState::Transcript:
      return open(app::Tab::Transcript,
                  [](const app::EpisodeRow& row) { return row.has_transcript; });
    case ShotState::Chapters:
      return open(app::Tab::Chapters, [](const app::EpisodeRow& row) { return row.has_chapters; });
    case ShotState::Results:
      app_.dispatch(app::QueryChanged{kShotQuery});
      return true;
    case ShotState::Error: {
      std::vector<ImportSource> files;
      files.push_back(source("cover.vtt", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
      services_->import_sources(std::move(files), "cover.vtt");
      return true;
    }
    case ShotState::Report: {
      std::vector<ImportSource> files;
      files.push_back(source("12-harbour.vtt",
                             "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ada>The harbour was quiet.\n\n"
                             "00:75.000 --> 01:20.000\nNobody can hear this.\n\n"
                             "00:05.000 --> 00:09.000\n<v Ben>Until the ferry came.\n"));
      files.push_back(
          source("12-harbour.md", "# The harbour\n\n1. Ferries (00:05)\n   - Who was on board\n"));
      files.push_back(source("13-lighthouse.srt",
                             "1\n00:00:01,000 --> 00:00:03,500\nA light, every nine seconds.\n"));
      files.push_back(source("empty.vtt", ""));
      files.push_back(source("cover.vtt", "\x89PNG\r\n\x1a\n"));
      services_->import_sources(std::move(files), "Harbour tapes");
      settle();
      app_.dispatch(app::OpenDialog{app::Dialog::ImportReport});
      return true;
    }
    case ShotState::About:
      app_.dispatch(app::OpenDialog{app::Dialog::About});
      return true;
  }
  return false;
}

/// Fingers, as SDL tells of them: what they do takes time, so that more is there to be ticked.
bool Desktop::run_finger_step(std::string_view step) {
  const std::size_t colon = step.find(':');
  if (colon == std::string_view::npos) return false;
  const std::string_view verb = step.substr(0, colon);
  const auto [x, y, amount] = numbers(std::string(step.substr(colon + 1)));
  const auto finger = [this](std::uint32_t type, std::int64_t number, float left, float top) {
    SDL_Event event = {};
    event.type = type;
    event.tfinger.fingerId = number;
    event.tfinger.x = left / window_.width();
    event.tfinger.y = top / window_.height();
    handle(event);
    tick();
  };
  if (verb != "tap" && verb != "hold" && verb != "swipe" && verb != "pinch") return false;
  finger(SDL_FINGERDOWN, 1, x, y);
  if (verb == "hold") {
    task_seconds_ += Touch::kLongPressSeconds;
    tick();
  }
  if (verb == "pinch") finger(SDL_FINGERDOWN, 2, x + kPinchPoints, y);
  for (int part = 1; part <= kFingerParts; ++part) {
    const float done = static_cast<float>(part) / kFingerParts;
    if (verb == "swipe") finger(SDL_FINGERMOTION, 1, x, y + amount * done);
    if (verb == "pinch")
      finger(SDL_FINGERMOTION, 2, x + kPinchPoints * (1 + (amount - 1) * done), y);
  }
  finger(SDL_FINGERUP, 1, x, y);
  return true;
}

bool Desktop::run_task() {
  settle();
  if (!reach(options_.shot_state)) {
    failure_ = "The library has nothing to show for this state.";
    return false;
  }
  settle();
  for (const std::string& step : options_.script) {
    if (step == "touch") {
      touch_ = true;
    } else if (step == "hover") {
      shows_drop_sign_ = true;
    } else if (!run_finger_step(step) && !run_step(app_, step)) {
      failure_ = "There is no step " + step + ".";
      return false;
    }
    settle();
  }
  if (options_.dump_semantics) {
    const std::string json = frame_->ui().semantics().to_json();
    std::fwrite(json.data(), 1, json.size(), stdout);
    std::fputc('\n', stdout);
    if (std::fflush(stdout) != 0) {
      failure_ = "The tree could not be written.";
      return false;
    }
  }
  if (options_.trace) std::fputs(trace_.report().c_str(), stderr);
  return options_.shot.empty() || write_picture();
}

bool Desktop::write_picture() {
  render();  // once for the window system, which may only now have made the window's buffer
  frame_->render(renderer_);
  const int width = window_.width_pixels(), height = window_.height_pixels();
  const auto png = write_png(renderer_.read_pixels(width, height),
                             static_cast<std::uint32_t>(width), static_cast<std::uint32_t>(height));
  std::FILE* const file = std::fopen(options_.shot.c_str(), "wb");
  const bool written =
      file != nullptr && std::fwrite(png.data(), 1, png.size(), file) == png.size();
  if (file == nullptr || std::fclose(file) != 0 || !written) {
    failure_ = "Cannot write " + options_.shot + ".";
    return false;
  }
  return true;
}

}  // namespace earshot::shell
