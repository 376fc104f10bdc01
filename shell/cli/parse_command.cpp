#include <algorithm>
#include <array>
#include <format>

#include "formats/parse.h"
#include "shell/cli/arguments.h"
#include "shell/cli/commands.h"
#include "shell/cli/output.h"
#include "shell/cli/parse_json.h"
#include "shell/common/file_system.h"

namespace earshot::cli {
namespace {

constexpr std::string_view kHelp =
    R"(earshot parse FILE... [--as FORMAT] [--json] [--spans] [--repair]

Tells what each file says. '-' reads standard input.

  --as FORMAT   one of these; without it, by content:
                vtt srt ttml tsv podcast-json whisper-json transcript-html transcript-text
                chapters-json psc rss atom opml notes-markdown notes-html notes-text page
  --json        one JSON object a line, one for each file
  --spans       which bytes of the file became which field (with --json)
  --repair      read characters that were saved in a wrong encoding as what they should be; without
                it they stay as they are, and a remark says what they should be
)";

constexpr std::array kOptions = {Option{"--as", true}, Option{"--json"}, Option{"--spans"},
                                 Option{"--repair"}, Option{"--help"}};

Millis last_time(const model::Transcript& transcript) {
  Millis last = kNoTime;
  for (const model::Cue& cue : transcript.cues)
    last = std::max({last, cue.time.start, cue.time.end});
  return last;
}

void print_episode(const model::Episode& episode) {
  std::string line = "  " + episode.title;
  const auto add = [&](const std::string& text) {
    if (!text.empty()) line += ", " + text;
  };
  add(episode.author);
  add(iso_date(episode.date));
  add(spoken_duration(episode.duration));
  if (episode.notes) {
    const auto sections =
        std::ranges::count(episode.notes->blocks, model::BlockKind::Heading, &model::Block::kind);
    if (sections > 0) add(counted(static_cast<std::size_t>(sections), "heading"));
    if (!episode.notes->links.empty()) add(counted(episode.notes->links.size(), "link"));
  }
  if (!episode.chapters.empty()) add(counted(episode.chapters.size(), "chapter"));
  if (episode.listed_only) add("listed only");
  print_line(line);
}

void print_summary(std::string_view name, const model::ParsedFile& file) {
  std::string line =
      std::format("{}: {} ({})", name, model::name(file.kind), model::name(file.format));
  if (!file.language.empty()) line += ", language " + file.language;
  if (file.transcript) {
    line += ", " + counted(file.transcript->cues.size(), "cue");
    if (!file.transcript->speakers.empty())
      line += ", " + counted(file.transcript->speakers.size(), "speaker");
    const std::string duration = spoken_duration(last_time(*file.transcript));
    if (!duration.empty()) line += ", " + duration;
  }
  print_line(line);
  if (file.show && !file.show->title.empty()) print_line("  show: " + file.show->title);
  for (const model::Episode& episode : file.episodes)
    print_episode(episode);
  for (const Diagnostic& diagnostic : file.diagnostics) {
    print_line(std::format("  {}: {}{}", cli::name(diagnostic.severity),
                           diagnostic.line_in_source > 0
                               ? std::format("line {}: ", diagnostic.line_in_source)
                               : std::string(),
                           diagnostic.message));
  }
  if (file.more_diagnostics > 0) print_line(std::format("  and {} more", file.more_diagnostics));
}

int report_failure(const std::string& name, const Error& error, bool is_json) {
  const bool is_io = error.code == ErrorCode::CannotRead || error.code == ErrorCode::NotFound;
  std::string message(sentence(error.code));
  if (!error.detail.empty() && !is_io) message += " (" + printable(error.detail) + ")";
  if (is_json) {
    JsonLine json;
    json.text(json.root(), "file", name);
    json.text(json.root(), "kind", model::name(model::FileKind::Unknown));
    Diagnostic diagnostic;
    diagnostic.severity = Severity::Error;
    diagnostic.code = earshot::name(error.code);
    diagnostic.message = message;
    add_diagnostics(json, json.root(), {diagnostic}, 0);
    print_line(json.print());
  }
  complain(name + ": " + message);
  return is_io ? kCannotReadOrWrite : kSomeRefused;
}

int parse_one(const std::string& operand, const formats::ParseOptions& options, bool is_json) {
  const std::string name = printable(operand);
  const auto bytes = operand == "-" ? shell::read_standard_input(options.max_bytes)
                                    : shell::read_file(operand, options.max_bytes);
  if (!bytes) {
    Error error = bytes.error();
    error.detail.clear();
    return report_failure(name, error, is_json);
  }
  const auto file = formats::parse_file(operand == "-" ? "" : name, *bytes, options);
  if (!file) return report_failure(name, file.error(), is_json);
  if (is_json) {
    JsonLine json;
    json.text(json.root(), "file", name);
    add_parsed_file(json, *file);
    print_line(json.print());
  } else {
    print_summary(name, *file);
  }
  return kDone;
}

}  // namespace

int parse_command(std::span<const char* const> words) {
  const Arguments arguments = read_arguments(words, kOptions);
  if (arguments.has("--help")) {
    print(kHelp);
    return kDone;
  }
  if (!arguments.error.empty()) return wrong_call("parse", arguments.error);
  if (arguments.operands.empty()) return wrong_call("parse", "no file given");

  formats::ParseOptions options;
  options.with_spans = arguments.has("--spans");
  options.repair_mojibake = arguments.has("--repair");
  if (arguments.has("--as")) {
    options.as = model::format_from_name(arguments.value("--as"));
    if (!options.as)
      return wrong_call("parse", std::format("format '{}' is not known", arguments.value("--as")));
  }
  int code = kDone;
  for (const std::string& operand : arguments.operands)
    code = std::max(code, parse_one(operand, options, arguments.has("--json")));
  return code;
}

}  // namespace earshot::cli
