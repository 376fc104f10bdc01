// Measures the readers over texts in memory:
//
//     formats_bench [FOLDER [FILES]]
//
// FOLDER holds .vtt files (by default the corpus `talkpython` below EARSHOT_SHARED; without it,
// text is made up); FILES limits how many are taken. The same program runs natively and as wasm
// under Node. A rate is megabytes of source for each second of this process, the best of some
// rounds; the ratio is to a split of the same bytes into lines by memchr in the same run, and says
// more than the rate when machines or moments differ. A reader comes in by a row in `cases`.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "formats/parse.h"
#include "formats/source_map.h"
#include "formats/srt.h"
#include "formats/vtt.h"
#include "text/encoding.h"

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

namespace earshot {
namespace {

namespace fs = std::filesystem;

using Texts = std::vector<std::string>;

/// Enough to outlast the clock's steps and every cache, and quick under Node.
constexpr std::size_t kEnoughBytes = 24'000'000;
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

std::size_t split_lines_by_memchr(const std::string& text) {
  std::size_t lines = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    const void* const found = std::memchr(at, '\n', static_cast<std::size_t>(end - at));
    if (found == nullptr) break;
    at = static_cast<const char*>(found) + 1;
    ++lines;
  }
  return lines;
}

/// A reader alone, over text that is known to be UTF-8.
template <void (*read)(std::string_view, model::ParsedFile&, formats::SourceMap&)>
std::size_t read_alone(const std::string& text) {
  model::ParsedFile file;
  formats::SourceMap map(false);
  read(text, file, map);
  return file.transcript ? file.transcript->cues.size() : file.episodes.size();
}

/// All that happens to a file: its encoding, its format, its reader.
std::size_t parse_whole(const std::string& text) {
  const auto file = formats::parse_file("x", std::as_bytes(std::span(text)));
  if (!file) return 0;
  return file->transcript ? file->transcript->cues.size() : file->episodes.size();
}

std::size_t decode(const std::string& text) {
  const auto decoded = text::decode_text(std::as_bytes(std::span(text)));
  return decoded ? decoded->utf8.size() : 0;
}

struct Case {
  const char* name;
  const Texts* texts;
  std::size_t (*read)(const std::string& text);
};

/// Megabytes a second of the best round.
double rate(const Texts& texts, std::size_t (*read)(const std::string&), std::size_t& result) {
  std::size_t bytes = 0;
  for (const std::string& text : texts)
    bytes += text.size();
  double best = 1e9;
  for (int round = 0; round < kRounds; ++round) {
    result = 0;
    const double begin = now_ms();
    for (const std::string& text : texts)
      result += read(text);
    best = std::min(best, now_ms() - begin);
  }
  return static_cast<double>(bytes) / 1e3 / std::max(best, 0.001);
}

void measure(const Case& measured) {
  if (measured.texts->empty()) return;
  std::size_t lines = 0;
  std::size_t result = 0;
  const double lines_rate = rate(*measured.texts, split_lines_by_memchr, lines);
  const double reader_rate = rate(*measured.texts, measured.read, result);
  std::printf("%-26s %8.1f MB/s  %7.4f of memchr's lines (%.0f MB/s)  %9zu results\n",
              measured.name, reader_rate, reader_rate / lines_rate, lines_rate, result);
}

std::string clock(Millis time, char decimal) {
  char out[32];
  std::snprintf(out, sizeof out, "%02d:%02d:%02d%c%03d", time / 3'600'000, time / 60'000 % 60,
                time / 1000 % 60, decimal, time % 1000);
  return out;
}

/// Two hours of talk that nobody had.
std::string made_up_vtt(std::uint32_t seed) {
  constexpr const char* kWords[] = {"and",   "so",  "the",  "people", "of",    "this",  "show",
                                    "that",  "we",  "all",  "really", "think", "about", "it",
                                    "never", "you", "know", "what",   "I",     "mean"};
  std::string out = "WEBVTT\n\n";
  for (int cue = 0; cue < 2'000; ++cue) {
    out += clock(cue * 3'600, '.') + " --> " + clock(cue * 3'600 + 3'500, '.') + '\n';
    if (cue % 25 == 0) out += cue % 50 == 0 ? "<v Ann>" : "<v Bo Berg>";
    for (int word = 0; word < 12; ++word) {
      seed = seed * 1'664'525U + 1'013'904'223U;
      if (word > 0) out += ' ';
      out += kWords[seed >> 16U & 15U];
    }
    out += ".\n\n";
  }
  return out;
}

fs::path corpus_folder() {
  const char* named = std::getenv("EARSHOT_SHARED");
  return (named != nullptr ? fs::path(named) : fs::path(EARSHOT_SOURCE_DIR) / ".." / "shared") /
         "corpus" / "talkpython";
}

Texts vtt_texts(const fs::path& folder, std::size_t most_files) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".vtt") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  Texts texts;
  std::size_t bytes = 0;
  for (const fs::path& path : paths) {
    if (texts.size() == most_files || bytes >= kEnoughBytes) break;
    std::ifstream stream(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    bytes += texts.back().size();
  }
  if (!texts.empty()) return texts;
  std::printf("no .vtt files in %s: the text is made up\n", folder.string().c_str());
  for (std::uint32_t i = 0; bytes < kEnoughBytes; ++i) {
    texts.push_back(made_up_vtt(i));
    bytes += texts.back().size();
  }
  return texts;
}

/// The same cues as SubRip, with "Name:" where the speaker changes.
Texts srt_texts(const Texts& vtt) {
  Texts texts;
  for (const std::string& text : vtt) {
    const auto file = formats::parse_file("x.vtt", std::as_bytes(std::span(text)));
    if (!file || !file->transcript) continue;
    const model::Transcript& transcript = *file->transcript;
    std::string& out = texts.emplace_back();
    std::int32_t speaker = -1;
    std::size_t index = 0;
    for (const model::Cue& cue : transcript.cues) {
      out += std::to_string(++index) + '\n' + clock(cue.time.start, ',') + " --> " +
             clock(std::max(cue.time.end, cue.time.start), ',') + '\n';
      if (cue.speaker >= 0 && cue.speaker != speaker) {
        speaker = cue.speaker;
        out += transcript.speakers[static_cast<std::size_t>(speaker)] + ": ";
      }
      out += slice(transcript.plain, cue.text_in_plain);
      out += "\n\n";
    }
  }
  return texts;
}

int run(const fs::path& folder, std::size_t most_files) {
  const Texts vtt = vtt_texts(folder, most_files);
  const Texts srt = srt_texts(vtt);
  const Case cases[] = {
      {"decode UTF-8", &vtt, decode},  {"VTT reader", &vtt, read_alone<formats::read_vtt>},
      {"VTT file", &vtt, parse_whole}, {"SRT reader", &srt, read_alone<formats::read_srt>},
      {"SRT file", &srt, parse_whole},
  };
  for (const Case& measured : cases)
    measure(measured);
  return 0;
}

}  // namespace
}  // namespace earshot

int main(int argc, char** argv) {
  return earshot::run(argc > 1 ? std::filesystem::path(argv[1]) : earshot::corpus_folder(),
                      argc > 2 ? static_cast<std::size_t>(std::atoi(argv[2])) : SIZE_MAX);
}
