#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::shell {

/// What a screenshot shows.
enum class ShotState : unsigned char {
  AsIs,
  Library,
  Reader,
  Transcript,
  Chapters,
  Results,
  Empty,
  Error,
  Report,
  About,
};

/// What the command line asks of the desktop program.
struct Options {
  std::string library;              ///< folder; empty: the user's own
  std::vector<std::string> files;   ///< files and folders to import at the start
  std::vector<std::string> packs;   ///< to look at without importing or keeping them
  std::vector<std::string> script;  ///< steps of `run_step`, before the picture is taken
  int width = 0, height = 0;        ///< points; 0: as it was left
  float scale = 0;                  ///< pixels a point; 0: as the system says
  std::string theme;                ///< "", "system", "light", "dark" or "contrast"
  std::string language;  ///< tags of the languages to speak, best first; empty: the system's
  std::string link;      ///< to a moment, "earshot:episode=..."; empty: none
  std::string shot;      ///< PNG to write, then leave; empty: none
  ShotState shot_state = ShotState::AsIs;
  bool demo = true;             ///< the demo show is in the library
  bool dump_semantics = false;  ///< print what the screen shows, as JSON, then leave
  bool trace = false;           ///< tell the longest ticks when leaving
  bool help = false;
  bool version = false;
  std::string error;  ///< a sentence, where the call was wrong

  /// The program does its task and leaves by itself.
  bool leaves_when_settled() const { return !shot.empty() || dump_semantics; }
};

/// Links to moments, as the program copies them.
inline constexpr std::string_view kLinkScheme = "earshot:";
bool is_link(std::string_view text);

/// Reads the arguments after the program's name.
Options read_options(std::span<const char* const> arguments);

extern const std::string_view kUsage;

}  // namespace earshot::shell
