#include <array>
#include <format>
#include <string_view>

#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/output.h"

namespace earshot::cli {
namespace {

constexpr std::string_view kHelp =
    R"(earshot - reads show notes and transcripts of podcasts, and searches them

  earshot parse FILE...                 what each file says
  earshot import PATH... -o LIBRARY     files and folders into a library folder
  earshot search LIBRARY QUERY          moments that match, best first
  earshot related LIBRARY EPISODE       episodes with the same rare words
  earshot export LIBRARY --html         episodes as a page that needs no Earshot
  earshot verify LIBRARY                is every pack whole
  earshot bench build|query             the search engine, to be measured beside others

  earshot COMMAND --help                more on a command
  earshot --version

Exit codes: 0 done, 1 done but some input was refused, 2 wrong call, 3 cannot read or write.
)";

struct Command {
  std::string_view name;
  int (*run)(std::span<const char* const>);
};
constexpr std::array kCommands = {
    Command{"parse", parse_command},   Command{"import", import_command},
    Command{"search", search_command}, Command{"related", related_command},
    Command{"export", export_command}, Command{"verify", verify_command},
    Command{"bench", bench_command}};

int run(std::span<const char* const> words) {
  if (words.empty()) {
    print(kHelp);
    return kWrongCall;
  }
  const std::string_view name = words.front();
  if (name == "--help" || name == "-h" || name == "help") {
    print(kHelp);
    return kDone;
  }
  if (name == "--version") {
    print_line("earshot " EARSHOT_VERSION);
    return kDone;
  }
  for (const Command& command : kCommands) {
    if (command.name == name) return command.run(words.subspan(1));
  }
  complain(std::format("there is no command '{}'; see earshot --help", printable(name)));
  return kWrongCall;
}

}  // namespace

int wrong_call(std::string_view command, std::string_view reason) {
  complain(std::format("{}: {}; see earshot {} --help", command, printable(reason), command));
  return kWrongCall;
}

}  // namespace earshot::cli

int main(int argc, char** argv) {
  using namespace earshot::cli;
  const std::span<const char* const> words(argv, static_cast<std::size_t>(argc));
  const int code = run(words.empty() ? words : words.subspan(1));
  if (finish_output()) return code;
  complain("cannot write the results");
  return kCannotReadOrWrite;
}
