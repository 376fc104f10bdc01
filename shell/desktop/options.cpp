#include "shell/desktop/options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

namespace earshot::shell {

const std::string_view kUsage =
    "Usage: earshot-desktop [OPTIONS] [FILE|FOLDER|LINK]...\n"
    "\n"
    "Reads, searches and keeps podcast notes and transcripts. Files and folders that are named\n"
    "are imported into the library; a link to a moment (earshot:episode=...) is followed.\n"
    "\n"
    "  --library DIR       keep the library in DIR (else in $XDG_DATA_HOME/earshot, which is\n"
    "                      ~/.local/share/earshot where that is not set)\n"
    "  --size WxH          size of the window, in points\n"
    "  --scale S           pixels a point: 1, 1.5, 2 (else as the system says)\n"
    "  --theme THEME       system, light, dark or contrast\n"
    "  --language TAG      language of the interface: en, de (else the system's)\n"
    "  --no-demo           without the demo show\n"
    "  --pack FILE         look at a pack without keeping it\n"
    "  --do STEP           before the picture or the dump: open:N (an episode), tab:NAME, "
    "query:TEXT,\n"
    "                      hit:N, select:N, match:N, time:MS, theme:NAME, zoom:N, show:N, "
    "filter:TEXT,\n"
    "                      fold:N, drawer, dialog:NAME, key:CHORD, type:TEXT, move:X,Y, "
    "click:X,Y,\n"
    "                      down:X,Y, up:X,Y, menu:X,Y, scroll:X,Y,NOTCHES, find:TEXT, touch, "
    "hover;\n"
    "                      by fingers tap:X,Y, hold:X,Y, swipe:X,Y,POINTS, pinch:X,Y,FACTOR\n"
    "  --shot FILE.png     write a picture of the window and leave\n"
    "  --state STATE       what the picture shows: library, reader, transcript, chapters, "
    "results,\n"
    "                      empty, error, report, about\n"
    "  --dump-semantics    print what the screen shows, as JSON, and leave; this and --shot leave\n"
    "                      the library as it is\n"
    "  --trace             tell the longest ticks of the interface when leaving\n"
    "  --help, --version\n";

namespace {

constexpr std::array<std::pair<std::string_view, ShotState>, 9> kStates = {{
    {"library", ShotState::Library},
    {"reader", ShotState::Reader},
    {"transcript", ShotState::Transcript},
    {"chapters", ShotState::Chapters},
    {"results", ShotState::Results},
    {"empty", ShotState::Empty},
    {"error", ShotState::Error},
    {"report", ShotState::Report},
    {"about", ShotState::About},
}};

constexpr int kLeastSide = 200, kMostSide = 16384;  // points; GL's textures end there
constexpr float kLeastScale = 0.5F, kMostScale = 8;

bool read_side(std::string_view text, int& side) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), side);
  return failed == std::errc() && end == text.data() + text.size() && side >= kLeastSide &&
         side <= kMostSide;
}

bool read_size(std::string_view text, Options& options) {
  const std::size_t cross = text.find('x');
  return cross != std::string_view::npos && read_side(text.substr(0, cross), options.width) &&
         read_side(text.substr(cross + 1), options.height);
}

bool read_scale(const std::string& text, float& scale) {
  char* end = nullptr;
  scale = std::strtof(text.c_str(), &end);
  return !text.empty() && *end == '\0' && scale >= kLeastScale && scale <= kMostScale;
}

bool read_state(std::string_view text, ShotState& state) {
  for (const auto& [name, value] : kStates) {
    if (name != text) continue;
    state = value;
    return true;
  }
  return false;
}

}  // namespace

bool is_link(std::string_view text) {
  if (text.find_first_of(" \t\r\n") != std::string_view::npos) return false;
  return text.starts_with("earshot:episode=") ||
         (text.starts_with("http") && text.find("#episode=") != std::string_view::npos);
}

Options read_options(std::span<const char* const> arguments) {
  Options options;
  const auto wrong = [&options](std::string sentence) {
    if (options.error.empty()) options.error = std::move(sentence);
  };
  bool only_files = false;
  for (std::size_t at = 0; at < arguments.size(); ++at) {
    const std::string argument = arguments[at];
    if (only_files || !argument.starts_with("--")) {
      if (!only_files && argument.starts_with('-') && argument.size() > 1) {
        wrong("Unknown option " + argument);
      } else if (!only_files && is_link(argument)) {
        options.link = argument;
      } else if (!argument.empty()) {
        options.files.push_back(argument);
      }
      continue;
    }
    if (argument == "--") {
      only_files = true;
      continue;
    }
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    // Switches without a value.
    bool* const flag = name == "--help"             ? &options.help
                       : name == "--version"        ? &options.version
                       : name == "--trace"          ? &options.trace
                       : name == "--dump-semantics" ? &options.dump_semantics
                                                    : nullptr;
    if (flag != nullptr || name == "--no-demo") {
      if (equals != std::string::npos) wrong(name + " takes no value");
      (flag != nullptr ? *flag : options.demo) = flag != nullptr;
      continue;
    }
    constexpr std::array<std::string_view, 9> kWithValue = {"--library", "--size", "--scale",
                                                            "--theme",   "--shot", "--state",
                                                            "--pack",    "--do",   "--language"};
    if (std::find(kWithValue.begin(), kWithValue.end(), name) == kWithValue.end()) {
      wrong("Unknown option " + name);
      continue;
    }
    std::string value;
    if (equals != std::string::npos) {
      value = argument.substr(equals + 1);
    } else if (at + 1 < arguments.size()) {
      value = arguments[++at];
    }
    if (value.empty()) {
      wrong(name + " needs a value");
    } else if (name == "--library") {
      options.library = value;
    } else if (name == "--size" && !read_size(value, options)) {
      wrong("--size wants points like 1280x800, not " + value);
    } else if (name == "--scale" && !read_scale(value, options.scale)) {
      wrong("--scale wants a number from 0.5 to 8, not " + value);
    } else if (name == "--theme") {
      options.theme = value;
      if (value != "system" && value != "light" && value != "dark" && value != "contrast")
        wrong("--theme wants system, light, dark or contrast, not " + value);
    } else if (name == "--language") {
      options.language = value;
    } else if (name == "--pack") {
      options.packs.push_back(value);
    } else if (name == "--do") {
      options.script.push_back(value);
    } else if (name == "--shot") {
      options.shot = value;
    } else if (name == "--state" && !read_state(value, options.shot_state)) {
      wrong("--state does not know " + value);
    }
  }
  if (options.shot_state != ShotState::AsIs && options.shot.empty())
    wrong("--state says what --shot shows");
  return options;
}

}  // namespace earshot::shell
