#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "formats/squash_clues.h"
#include "text/scanner.h"

// Writes the clues of every border of squashed texts, for tests/squash/fit.mjs, which learns their
// weights. Reads names from standard input, one a line: NAME.txt is a squashed text, NAME.starts
// the places where its lines began, in bytes that are not white space. Writes for each border a
// line "1 clue clue ..." or "0 clue ...", and for each line's beginning that is no border "lost".

namespace {

std::string read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_clues(const std::string& name) {
  using namespace earshot;
  const std::string text = read_all(name + ".txt");
  std::ifstream in(name + ".starts");
  const std::set<std::size_t> starts{std::istream_iterator<std::size_t>(in), {}};
  const formats::CamelWords none;
  const formats::SquashClues squash(text, none);
  formats::CutState state;
  std::vector<formats::Clue> clues;
  std::set<std::size_t> found;
  std::size_t at = 0;
  std::size_t visible = 0;
  std::string out;
  for (std::size_t i = 0; i < squash.atoms().size(); ++i) {
    const formats::Atom& atom = squash.atoms()[i];
    while (at < atom.range_in_text.begin) {
      const std::size_t white = text::white_at(text, at);
      const std::size_t bytes = text::character_at(text, at).bytes;
      visible += white == 0 ? bytes : 0;
      at += white == 0 ? bytes : white;
    }
    const bool is_start = starts.contains(visible);
    if (is_start) found.insert(visible);
    if (atom.gap == formats::Gap::Line) {
      state = squash.after_cut(i);
      continue;
    }
    if (!squash.is_border(i)) {
      if (is_start && i > 0) out += "lost " + text.substr(at > 20 ? at - 20 : 0, 40) + "\n";
      continue;
    }
    squash.clues_of(i, state, clues);
    out += is_start ? '1' : '0';
    for (const formats::Clue clue : clues)
      out += ' ' + std::to_string(clue);
    out += '\n';
    if (is_start) state = squash.after_cut(i);
  }
  for (const std::size_t start : starts) {
    if (!found.contains(start)) out += "lost " + name + " " + std::to_string(start) + "\n";
  }
  std::fputs(out.c_str(), stdout);
}

}  // namespace

int main() {
  for (earshot::formats::Clue clue = 0; clue < earshot::formats::clue_count(); ++clue)
    std::printf("# %d %s\n", clue, earshot::formats::describe(clue).c_str());
  std::string name;
  while (std::getline(std::cin, name))
    write_clues(name);
  return 0;
}
