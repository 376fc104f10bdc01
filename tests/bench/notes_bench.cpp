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
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "formats/html_notes.h"
#include "formats/markdown.h"
#include "formats/notes_builder.h"
#include "formats/source_map.h"
#include "tests/bench/timing.h"

namespace earshot {
namespace {

namespace fs = std::filesystem;

using bench::Texts;

std::size_t parse_by_md4c(const std::string& text) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEAUTOLINKS;
  parser.enter_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
  parser.leave_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
  parser.enter_span = [](MD_SPANTYPE, void*, void*) { return 0; };
  parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
  parser.text = [](MD_TEXTTYPE, const MD_CHAR*, MD_SIZE, void*) { return 0; };
  md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, nullptr);
  return 1;
}

std::size_t parse_by_gumbo(const std::string& text) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, text.data(), text.size());
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return 1;
}

template <void (*read)(std::string_view, std::string_view, model::ParsedFile&, formats::SourceMap&)>
std::size_t read_alone(const std::string& text) {
  model::ParsedFile file;
  formats::SourceMap map(false);
  read("x", text, file, map);
  return 1;
}

void measure(const char* what, const Texts& texts, std::size_t (*ours)(const std::string&),
             std::size_t (*below)(const std::string&)) {
  std::size_t files = 0;
  const double below_rate = bench::rate(texts, below, files);
  const double our_rate = bench::rate(texts, ours, files);
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
    html.push_back(formats::notes_html(*file.episodes[0].notes));
  }
  measure("markdown", markdown, read_alone<formats::read_markdown>, parse_by_md4c);
  if (std::getenv("ONLY") == nullptr)
    measure("html", html, read_alone<formats::read_html_notes>, parse_by_gumbo);
  return 0;
}
