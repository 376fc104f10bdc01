#include <algorithm>
#include <array>
#include <format>
#include <string>
#include <vector>

#include "app/plain_page.h"
#include "embed/plain_css.h"
#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/open_library.h"
#include "shell/cli/output.h"
#include "shell/common/file_system.h"
#include "words/words.h"

namespace earshot::cli {
namespace {

constexpr std::string_view kHelp =
    R"(earshot export LIBRARY [EPISODE] --html [--show TITLE] [-o FILE]

Episodes as a page that needs no Earshot: notes, chapters and transcript, to be printed, translated
or read in any browser. Without EPISODE all of them, the newest first.

LIBRARY: a library's folder, or one pack file. EPISODE: its id, as `earshot search --json` prints
it, or its whole title.

  --html         as HTML: one file that loads nothing and runs nothing
  --show TITLE   only the episodes of this show
  -o FILE        writes there, not to standard output
)";

constexpr std::array kOptions = {Option{"--html"}, Option{"--show", true}, Option{"-o", true},
                                 Option{"--help"}};

/// What is to be seen of a library, the newest first; of a day in the order of their titles.
std::vector<app::PlainEpisode> visible_episodes(const OpenLibrary& library, std::string_view show) {
  std::vector<app::PlainEpisode> episodes;
  for (std::size_t part = 0; part < library.parts.size(); ++part) {
    const pack::Pack& pack = library.parts[part].pack;
    for (std::uint32_t i = 0; i < pack.episodes().size(); ++i) {
      if (library.replaced[part][i]) continue;
      app::PlainEpisode episode = app::plain_episode(pack, i);
      if (show.empty() || episode.show == show) episodes.push_back(episode);
    }
  }
  std::ranges::sort(episodes, [](const app::PlainEpisode& a, const app::PlainEpisode& b) {
    return a.date != b.date ? a.date > b.date : a.title < b.title;
  });
  return episodes;
}

std::string_view description_of(const OpenLibrary& library, std::string_view show) {
  for (const OpenLibrary::Part& part : library.parts) {
    for (const pack::ShowRecord& record : part.pack.shows()) {
      const std::string_view description = part.pack.string(record.description);
      if (part.pack.string(record.title) == show && !description.empty()) return description;
    }
  }
  return {};
}

int write_page(const Arguments& arguments, const app::Markup& page, std::string_view title,
               const words::Words& say) {
  const std::string_view styles(reinterpret_cast<const char*>(plain_css), plain_css_size);
  const std::string html = app::to_html_file(page, {.title = title,
                                                    .language = words::tag(say.locale().language),
                                                    .styles = styles,
                                                    .version = EARSHOT_VERSION});
  if (!arguments.has("-o")) {
    print(html);
    return kDone;
  }
  const auto written = shell::write_file_atomically(std::string(arguments.value("-o")),
                                                    std::as_bytes(std::span(html)));
  if (written) return kDone;
  complain(std::format("export: {} ({})", sentence(written.error().code),
                       printable(arguments.value("-o"))));
  return kCannotReadOrWrite;
}

}  // namespace

int export_command(std::span<const char* const> words) {
  const Arguments arguments = read_arguments(words, kOptions);
  if (arguments.has("--help")) {
    print(kHelp);
    return kDone;
  }
  if (!arguments.error.empty()) return wrong_call("export", arguments.error);
  const std::size_t operands = arguments.operands.size();
  if (operands < 1 || operands > 2) {
    return wrong_call("export", "give a library, and perhaps an episode's id or title");
  }
  if (!arguments.has("--html")) return wrong_call("export", "say in which form: --html");
  const auto library = open_library(arguments.operands[0]);
  if (!library) {
    complain(std::format("export: {} ({})", sentence(library.error().code),
                         printable(library.error().detail)));
    return kCannotReadOrWrite;
  }
  const int code = complain_of_errors(*library);
  const words::Words say;
  if (operands == 2) {
    const auto place = find_episode(*library, arguments.operands[1]);
    if (!place) {
      complain(std::format("export: there is no episode '{}'", printable(arguments.operands[1])));
      return kSomeRefused;
    }
    const app::PlainEpisode episode =
        app::plain_episode(library->parts[place->part].pack, place->episode);
    const app::Markup page = app::plain_page(episode, app::PlainTimes::Text, say);
    const int written = write_page(arguments, page, episode.title, say);
    return std::max({code, written, complain_of_damage(*library)});
  }
  const std::vector<app::PlainEpisode> episodes =
      visible_episodes(*library, arguments.value("--show"));
  if (episodes.empty()) {
    complain("export: there is no episode");
    return kSomeRefused;
  }
  // Episodes of one show go under its name.
  const bool is_one_show = std::ranges::all_of(episodes, [&](const app::PlainEpisode& episode) {
    return episode.show == episodes.front().show;
  });
  const std::string_view title = is_one_show ? episodes.front().show : "Episodes";
  const app::Markup page =
      app::plain_page(title, is_one_show ? description_of(*library, title) : std::string_view(),
                      episodes, app::PlainTimes::Text, say);
  const int written = write_page(arguments, page, title, say);
  return std::max({code, written, complain_of_damage(*library)});
}

}  // namespace earshot::cli
