// Measures the readers of notes against the libraries below them:
//
//     notes_bench [FOLDER]
//
// FOLDER holds .md files (by default the corpus `syntaxfm` below EARSHOT_SHARED). Markdown is read
// by our reader and by md4c with callbacks that do nothing; HTML, which our reader wrote from the
// same notes, by our reader and by gumbo. Rates are megabytes of source for each second of this
// process, the best of some rounds. The same program runs natively and as wasm under Node.

#include <gumbo.h>
#include <md4c.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "formats/html_notes.h"
#include "formats/markdown.h"
#include "formats/source_map.h"

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

namespace earshot {
namespace {

namespace fs = std::filesystem;

using Texts = std::vector<std::string>;

constexpr int kRounds = 5;

/// CPU time of this process: a machine that does something else meanwhile changes it little.
double now_ms() {
#ifdef __EMSCRIPTEN__
  return EM_ASM_DOUBLE({
    const used = process.cpuUsage();
    return (used.user + used.system) / 1000;
  });
#else
  return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC;
#endif
}

void parse_by_md4c(const std::string& text) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS;
  parser.enter_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
  parser.leave_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
  parser.enter_span = [](MD_SPANTYPE, void*, void*) { return 0; };
  parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
  parser.text = [](MD_TEXTTYPE, const MD_CHAR*, MD_SIZE, void*) { return 0; };
  md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, nullptr);
}

void parse_by_gumbo(const std::string& text) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size());
  gumbo_destroy_output(&kGumboDefaultOptions, output);
}

template <void (*read)(std::string_view, std::string_view, model::ParsedFile&, formats::SourceMap&)>
void read_alone(const std::string& text) {
  model::ParsedFile file;
  formats::SourceMap map(false);
  read("x", text, file, map);
}

double rate(const Texts& texts, void (*read)(const std::string&)) {
  std::size_t bytes = 0;
  for (const std::string& text : texts)
    bytes += text.size();
  double best = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    const double begin = now_ms();
    for (const std::string& text : texts)
      read(text);
    best = std::min(best, now_ms() - begin);
  }
  return static_cast<double>(bytes) / 1e3 / std::max(best, 0.001);
}

void measure(const char* what, const Texts& texts, void (*ours)(const std::string&),
             void (*below)(const std::string&)) {
  const double below_rate = rate(texts, below);
  const double our_rate = rate(texts, ours);
  std::printf("%-10s %8.1f MB/s  %5.2f of the library's %.1f MB/s\n", what, our_rate,
              our_rate / below_rate, below_rate);
}

Texts markdown_texts(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (entry.path().extension() == ".md") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  Texts texts;
  for (const fs::path& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  if (!texts.empty()) return texts;
  std::printf("no .md files in %s: the text is made up\n", folder.string().c_str());
  std::string text = "# Locks\n\nAll about *old* locks and **keys**.\n\n";
  for (int i = 0; i < 200; ++i)
    text += "- [" + std::to_string(i) + "](https://example.com/" + std::to_string(i) +
            ") a thing that was said, and `code`\n";
  return Texts(100, text);
}

fs::path corpus_folder() {
  const char* named = std::getenv("EARSHOT_SHARED");
  return (named != nullptr ? fs::path(named) : fs::path(EARSHOT_SOURCE_DIR) / ".." / "shared") /
         "corpus" / "syntaxfm";
}

}  // namespace
}  // namespace earshot

int main(int argc, char** argv) {
  using namespace earshot;
  const Texts markdown = markdown_texts(argc > 1 ? fs::path(argv[1]) : corpus_folder());
  Texts html;
  for (const std::string& text : markdown) {
    model::ParsedFile file;
    formats::SourceMap map(false);
    formats::read_markdown("x", text, file, map);
    html.push_back(file.episodes[0].notes->html);
  }
  measure("markdown", markdown, read_alone<formats::read_markdown>, parse_by_md4c);
  measure("html", html, read_alone<formats::read_html_notes>, parse_by_gumbo);
  return 0;
}
