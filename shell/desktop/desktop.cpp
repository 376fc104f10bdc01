#include "shell/desktop/desktop.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <SDL.h>
#include <imgui.h>

#include "app/quote.h"
#include "shell/common/embedded_fonts.h"
#include "shell/desktop/build_facts.h"
#include "shell/desktop/folders.h"
#include "shell/desktop/system_glyphs.h"
#include "text/scanner.h"

namespace earshot::shell {
namespace {

// A tick that follows what arrived from other threads shall leave the rest of a frame for drawing.
constexpr double kDispatchSeconds = 0.008;
constexpr double kTaskTick = 1.0 / 60;

void* gl_address(const char* name) {
  return SDL_GL_GetProcAddress(name);
}

double now_seconds() {
  return static_cast<double>(SDL_GetPerformanceCounter()) /
         static_cast<double>(SDL_GetPerformanceFrequency());
}

app::ThemeChoice theme_named(const std::string& name) {
  return name == "dark"       ? app::ThemeChoice::Dark
         : name == "light"    ? app::ThemeChoice::Light
         : name == "contrast" ? app::ThemeChoice::Contrast
                              : app::ThemeChoice::System;
}

/// What the user reads, best first: "de_AT,en".
std::string system_languages() {
  std::string tags;
  SDL_Locale* const locales = SDL_GetPreferredLocales();
  for (const SDL_Locale* it = locales; it != nullptr && it->language != nullptr; ++it) {
    if (!tags.empty()) tags += ',';
    tags += it->language;
    if (it->country != nullptr) tags.append("_").append(it->country);
  }
  SDL_free(locales);
  return tags;
}

// X11 has a clipboard of what is selected, and Wayland took it over.
bool has_primary_selection() {
  const char* const driver = SDL_GetCurrentVideoDriver();
  return driver != nullptr &&
         (std::string_view(driver) == "x11" || std::string_view(driver) == "wayland");
}

}  // namespace

Desktop::Desktop(Options options) : options_(std::move(options)), app_(build_facts()) {
  // A task looks at a library that it was given; it leaves the user's own alone.
  library_ = options_.library;
  if (library_.empty() && !options_.leaves_when_settled()) library_ = default_library_folder();
}

Desktop::~Desktop() {
  services_.reset();  // while the packs that it stores are still in memory
  fingers_.reset();
  input_.reset();
  if (frame_) renderer_.stop();
  frame_.reset();
}

bool Desktop::start() {
  Window::Wish wish;
  wish.width = static_cast<float>(options_.width);
  wish.height = static_cast<float>(options_.height);
  wish.pixel_ratio = options_.scale;
  wish.hidden = options_.leaves_when_settled();
  if (wish.hidden && wish.pixel_ratio <= 0) wish.pixel_ratio = 1;
  if (!library_.empty() && !wish.hidden) wish.place = read_place(read_note(library_, "window"));
  if (!window_.open("Earshot", wish)) {
    failure_ = window_.failure();
    return false;
  }
  glyphs_ = make_system_glyphs();
  ui::FontFiles fonts = embedded_fonts();
  fonts.system = glyphs_.get();
  frame_ = std::make_unique<Frame>(app_, fonts, ui::TextEditing::InPlace);
  input_ = std::make_unique<Input>();
  fingers_ = std::make_unique<Fingers>(frame_->ui());
  if (!renderer_.start(gl_address)) {
    failure_ = std::string("This computer's graphics driver cannot draw: ") + renderer_.failure();
    return false;
  }
  wake_event_ = SDL_RegisterEvents(1);
  if (!wish.hidden) drop_hover_.start(window_.handle(), wake_event_);
  inbox_ = std::make_unique<Inbox>([type = wake_event_] {
    SDL_Event event = {};
    event.type = type;
    SDL_PushEvent(&event);
  });
  Services::Setup setup;
  setup.library = library_;
  setup.keep = !options_.leaves_when_settled();
  setup.packs = options_.packs;
  if (const std::string cache = cache_folder(); !cache.empty()) setup.pages = cache + "/pages";
  if (options_.demo && options_.shot_state != ShotState::Empty) setup.demo_pack = demo_pack_bytes();
  services_ = std::make_unique<Services>(std::move(setup), *inbox_);

  const bool is_task = options_.leaves_when_settled();
  // The window is on the screen before anything is read.
  tick();
  render();
  app_.dispatch(app::SystemLanguages{options_.language.empty() && !is_task ? system_languages()
                                                                           : options_.language});
  services_->load();
  if (!options_.files.empty()) services_->import_paths(options_.files);
  if (!is_task) preferences_ = std::make_unique<PreferenceWatch>(*inbox_);
  return true;
}

/// In a task a made-up one: pictures are the same on every machine.
double Desktop::clock_seconds() const {
  return options_.leaves_when_settled() ? task_seconds_ : now_seconds();
}

ui::FrameAnswer Desktop::tick() {
  const bool is_task = options_.leaves_when_settled();
  const ui::FrameInfo info{
      .width = window_.width(),
      .height = window_.height(),
      .pixel_ratio = window_.pixel_ratio(),
      .now_seconds = clock_seconds(),
      .touch = touch_,
      .mac = false,
      .reduced_motion = is_task || (preferences_ && preferences_->reduced_motion()),
      .files_hover = shows_drop_sign_ || drop_hover_.hovers(),
      .has_primary_selection = has_primary_selection() && !is_task,
      .composed = input_->composed(),
      .caret_in_composed = input_->caret_in_composed()};
  fingers_->gestures().advance(info.now_seconds);
  task_seconds_ += kTaskTick;
  const Trace::Span span(trace_, Trace::Part::Tick);
  const ui::FrameAnswer answer = frame_->tick(info);
  carry_out_effects();
  input_->follow_tick(window_.points_per_unit());
  return answer;
}

void Desktop::render() {
  const Trace::Span span(trace_, Trace::Part::Render);
  frame_->render(renderer_);
  window_.swap();
  exposed_ = false;
}

bool Desktop::dispatch_inbox() {
  for (app::Action& action : inbox_->take())
    told_.push_back(std::move(action));
  const double begin = now_seconds();
  while (!told_.empty() && now_seconds() - begin < kDispatchSeconds) {
    {
      const Trace::Span span(trace_, Trace::Part::Dispatch);
      const bool is_start = std::holds_alternative<app::UserDataLoaded>(told_.front());
      const bool is_begun = std::holds_alternative<app::StartFinished>(told_.front());
      if (std::holds_alternative<app::FilesArrived>(told_.front()))
        arrived_seconds_ = now_seconds();
      if (options_.trace && std::holds_alternative<app::ImportFinished>(told_.front())) {
        std::fprintf(stderr, "import took %.2f s\n", now_seconds() - arrived_seconds_);
      }
      app_.dispatch(std::move(told_.front()));
      if (is_start && !options_.theme.empty())
        app_.dispatch(app::SetTheme{theme_named(options_.theme)});
      if (is_begun && !options_.link.empty()) app_.dispatch(app::LinkFollowed{options_.link});
    }
    told_.pop_front();
    carry_out_effects();
  }
  return !told_.empty();
}

void Desktop::carry_out_effects() {
  if (!services_) return;
  for (app::Effect& effect : app_.take_effects()) {
    if (services_->carry_out(effect)) continue;
    if (const auto* const title = std::get_if<app::SetWindowTitle>(&effect)) {
      window_.set_title(title->title);
    } else if (const auto* const text = std::get_if<app::WriteClipboard>(&effect)) {
      SDL_SetClipboardText(text->text.c_str());
    } else if (const auto* const link = std::get_if<app::WriteLink>(&effect)) {
      SDL_SetClipboardText((std::string(kLinkScheme) + link->fragment).c_str());
    } else if (const auto* const chosen = std::get_if<app::WritePrimarySelection>(&effect)) {
      SDL_SetPrimarySelectionText(chosen->text.c_str());
    }
  }
}

void Desktop::paste() {
  char* const text = SDL_GetClipboardText();
  if (text == nullptr) return;
  take_text(text);
  SDL_free(text);
}

/// The middle button puts what was selected last into the text box that it is pressed over, where
/// it is pressed.
void Desktop::paste_primary(const SDL_MouseButtonEvent& event) {
  const float x = static_cast<float>(event.x) * window_.points_per_unit();
  const float y = static_cast<float>(event.y) * window_.points_per_unit();
  ui::Ui& ui = frame_->ui();
  char* const text = ui.takes_text_at(x, y) ? SDL_GetPrimarySelectionText() : nullptr;
  if (text == nullptr) return;
  ui.put_text_at_pointer(text);
  SDL_free(text);
}

/// Pasted or dropped: an address is followed, as far as that goes; other text is read as a page.
void Desktop::take_text(std::string text) {
  const std::string address(text::trimmed(text));
  if (is_link(address) || app::is_address(address)) {
    app_.dispatch(app::LinkFollowed{address});
  } else {
    services_->import_pasted(std::move(text));
  }
}

void Desktop::handle_drop(const SDL_Event& event) {
  char* const text = event.drop.file;
  if (event.type == SDL_DROPBEGIN) {
    dropped_.clear();
    dropped_text_.clear();
  } else if (event.type == SDL_DROPFILE && text != nullptr) {
    dropped_.emplace_back(text);
  } else if (event.type == SDL_DROPTEXT && text != nullptr) {
    // SDL hands text over line by line.
    dropped_text_ += text;
    dropped_text_ += '\n';
  } else if (event.type == SDL_DROPCOMPLETE) {
    // What was dropped together is one job: its files may belong together.
    if (!dropped_.empty()) {
      services_->import_paths(std::exchange(dropped_, {}));
    } else if (!dropped_text_.empty()) {
      take_text(std::exchange(dropped_text_, {}));
    }
  }
  if (text != nullptr) SDL_free(text);
}

bool Desktop::handle(const SDL_Event& event) {
  if (event.type >= SDL_DROPFILE && event.type <= SDL_DROPCOMPLETE) {
    handle_drop(event);
    return true;
  }
  if (event.type == wake_event_) return true;
  handle_pointer(event);
  const EventMeaning meaning = input_->feed(event, window_.points_per_unit());
  // On X11 the mouse's pointer comes along with a finger.
  if (meaning.mouse && !fingers_->gestures().is_down()) touch_ = false;
  if (meaning.rescaled && window_.update_scale()) exposed_ = true;
  exposed_ |= meaning.exposed;
  if (meaning.paste) paste();
  if (event.type == SDL_MOUSEBUTTONDOWN && event.button.button == SDL_BUTTON_MIDDLE &&
      has_primary_selection())
    paste_primary(event.button);
  return !meaning.quit;
}

/// Fingers, and what ends their gestures.
void Desktop::handle_pointer(const SDL_Event& event) {
  switch (event.type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERMOTION:
    case SDL_FINGERUP:
      touch_ |= fingers_->feed(event.tfinger, window_.width(), window_.height(), clock_seconds());
      break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEWHEEL:
      fingers_->gestures().stop();
      break;
    case SDL_WINDOWEVENT:
      // SDL does not tell when the system takes the fingers away.
      if (event.window.event == SDL_WINDOWEVENT_FOCUS_LOST) fingers_->gestures().cancel();
      break;
    default:
      break;
  }
}

/// Until the next tick, negative: until something happens.
double Desktop::wait_seconds(const ui::FrameAnswer& answer) {
  const double asked = answer.next_tick_in_seconds;
  const double moved = fingers_->gestures().next_in_seconds(clock_seconds());
  return asked < 0 || moved < 0 ? std::max(asked, moved) : std::min(asked, moved);
}

void Desktop::run() {
  bool running = true;
  while (running) {
    const bool more_was_told = dispatch_inbox();
    const ui::FrameAnswer answer = tick();
    if (answer.wants_render || exposed_) render();
    SDL_Event event;
    int waited = 0;
    const double wait = wait_seconds(answer);
    if (more_was_told) {
      waited = SDL_PollEvent(&event);
    } else if (wait < 0) {
      waited = SDL_WaitEvent(&event);
    } else {
      waited = SDL_WaitEventTimeout(&event, static_cast<int>(std::ceil(wait * 1000)));
    }
    // Everything that is there belongs to one tick.
    while (waited != 0 && running) {
      running = handle(event);
      waited = SDL_PollEvent(&event);
    }
  }
  save_place();
  if (options_.trace) std::fputs(trace_.report().c_str(), stderr);
}

void Desktop::save_place() {
  if (!library_.empty()) write_note(library_, "window", write_place(window_.place()));
}

}  // namespace earshot::shell
