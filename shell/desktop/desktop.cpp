#include "shell/desktop/desktop.h"

#include <SDL.h>
#include <imgui.h>

#include <cmath>
#include <cstdio>
#include <utility>
#include <variant>

#include "shell/common/embedded_fonts.h"
#include "shell/common/png.h"
#include "shell/desktop/input.h"
#include "shell/desktop/script.h"

namespace earshot::shell {
namespace {

constexpr int kMostSettlingTicks = 240;  // four seconds of animation; a picture waits no longer
constexpr double kShotTick = 1.0 / 60;

void* gl_address(const char* name) {
  return SDL_GL_GetProcAddress(name);
}

double now_seconds() {
  return static_cast<double>(SDL_GetTicks64()) / 1000;
}

}  // namespace

Desktop::Desktop(Options options)
    : options_(std::move(options)), app_(app::BuildFacts{.version = "0.1.0", .notices = ""}) {}

bool Desktop::start() {
  Window::Wish wish{.width = options_.width,
                    .height = options_.height,
                    .pixel_ratio = options_.pixel_ratio,
                    .hidden = !options_.shot.empty()};
  if (wish.hidden && wish.pixel_ratio <= 0) wish.pixel_ratio = 1;
  if (!window_.open("Earshot", wish)) {
    failure_ = "No window could be opened: " + window_.failure();
    return false;
  }
  frame_ = std::make_unique<Frame>(app_, embedded_fonts(), ui::TextEditing::InPlace);
  connect_input(window_.handle());
  if (!renderer_.start(gl_address)) {
    failure_ = renderer_.failure();
    return false;
  }
  app_.dispatch(app::UserDataLoaded{});
  for (const std::string& path : options_.packs) {
    if (!load_pack(path)) return false;
  }
  app_.dispatch(app::StartFinished{});
  return true;
}

bool Desktop::load_pack(const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    failure_ = "Cannot read " + path + ".";
    return false;
  }
  app::PackBytes bytes;
  std::byte part[65536];
  while (const std::size_t size = std::fread(part, 1, sizeof part, file)) {
    bytes.insert(bytes.end(), part, part + size);
  }
  std::fclose(file);
  app_.dispatch(app::PackLoaded{.bytes = std::move(bytes), .is_demo = false});
  return true;
}

ui::FrameAnswer Desktop::tick() {
  const ui::FrameInfo info{.width = window_.width(),
                           .height = window_.height(),
                           .pixel_ratio = window_.pixel_ratio(),
                           .now_seconds = options_.shot.empty() ? now_seconds() : shot_seconds_,
                           .touch = touch_,
                           .mac = false,
                           .reduced_motion = !options_.shot.empty()};
  shot_seconds_ += kShotTick;
  const ui::FrameAnswer answer = frame_->tick(info);
  carry_out_effects();
  follow_tick(window_.handle(), window_.points_per_unit());
  return answer;
}

void Desktop::render() {
  frame_->render(renderer_);
  window_.swap();
  exposed_ = false;
}

void Desktop::carry_out_effects() {
  for (const app::Effect& effect : app_.take_effects()) {
    if (const auto* title = std::get_if<app::SetWindowTitle>(&effect)) {
      window_.set_title(title->title);
    } else if (const auto* text = std::get_if<app::WriteClipboard>(&effect)) {
      SDL_SetClipboardText(text->text.c_str());
    } else if (const auto* link = std::get_if<app::OpenUrl>(&effect)) {
      SDL_OpenURL(link->url.c_str());
    }
    // TODO: files, storage and the import thread; done when a dropped folder becomes a library.
  }
}

bool Desktop::handle(const SDL_Event& event) {
  const EventMeaning meaning = feed_event(event, window_.points_per_unit());
  if (meaning.touch) touch_ = true;
  if (meaning.mouse) touch_ = false;
  exposed_ |= meaning.exposed;
  return !meaning.quit;
}

void Desktop::run() {
  while (true) {
    const ui::FrameAnswer answer = tick();
    if (answer.wants_render || exposed_) render();
    SDL_Event event;
    int waited = 0;
    if (answer.next_tick_in_seconds < 0) {
      waited = SDL_WaitEvent(&event);
    } else {
      const int milliseconds = static_cast<int>(std::ceil(answer.next_tick_in_seconds * 1000));
      waited = SDL_WaitEventTimeout(&event, milliseconds);
    }
    // Everything that is there belongs to one tick.
    while (waited != 0) {
      if (!handle(event)) return;
      waited = SDL_PollEvent(&event);
    }
  }
}

void Desktop::settle() {
  for (int number = 0; number < kMostSettlingTicks; ++number) {
    if (tick().next_tick_in_seconds < 0) return;
  }
}

bool Desktop::shoot() {
  settle();
  for (const std::string& step : options_.script) {
    if (step == "touch") {
      touch_ = true;
    } else if (!run_step(app_, step)) {
      failure_ = "There is no step " + step + ".";
      return false;
    }
    settle();
  }
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
