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
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "formats/feed.h"
#include "formats/json_transcripts.h"
#include "formats/parse.h"
#include "formats/source_map.h"
#include "formats/srt.h"
#include "formats/tsv.h"
#include "formats/ttml.h"
#include "formats/vtt.h"
#include "formats/write_transcript.h"
#include "tests/bench/timing.h"
#include "text/encoding.h"

namespace earshot {
namespace {

namespace fs = std::filesystem;

using bench::Texts;

/// Enough to outlast the clock's steps and every cache, and quick under Node.
constexpr std::size_t kEnoughBytes = 24'000'000;
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

void measure(const Case& measured) {
  if (measured.texts->empty()) return;
  std::size_t lines = 0;
  std::size_t result = 0;
  const double lines_rate = bench::rate(*measured.texts, split_lines_by_memchr, lines);
  const double reader_rate = bench::rate(*measured.texts, measured.read, result);
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

/// The same cues as another format.
template <typename Write>
Texts written(const Texts& vtt, Write&& write) {
  Texts texts;
  for (const std::string& text : vtt) {
    const auto file = formats::parse_file("x.vtt", std::as_bytes(std::span(text)));
    if (file && file->transcript) texts.push_back(write(*file->transcript));
  }
  return texts;
}

std::string in_json(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out + '"';
}

/// As Whisper's own program writes it, figures and tokens included.
std::string write_whisper_json(const model::Transcript& transcript) {
  std::string out = "{\"text\": \"\", \"segments\": [";
  int number = 0;
  for (const model::Cue& cue : transcript.cues) {
    char times[160];
    std::snprintf(times, sizeof times,
                  "%s{\"id\": %d, \"seek\": %d, \"start\": %.2f, \"end\": %.2f, ",
                  number > 0 ? ", " : "", number, number * 100, cue.time.start / 1000.0,
                  cue.time.end / 1000.0);
    out += times;
    out += "\"text\": " + in_json(slice(transcript.plain, cue.text_in_plain));
    out +=
        ", \"tokens\": [50364, 286, 478, 264, 5360, 1823, 13, 50464], \"temperature\": 0.0, "
        "\"avg_logprob\": -0.2876172602176666, \"compression_ratio\": 1.6120689655172413, "
        "\"no_speech_prob\": 0.012345678}";
    ++number;
  }
  return out + "], \"language\": \"en\"}";
}

/// A feed whose notes are a page each, as most are.
Texts feeds(const Texts& vtt) {
  Texts texts;
  std::size_t episode = 0;
  for (std::size_t i = 0; i < vtt.size(); i += 20) {
    std::string& out = texts.emplace_back(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "
        "xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" "
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel>\n"
        "<title>A show</title><link>https://example.com</link><description>It is.</description>\n");
    for (std::size_t at = i; at < std::min(i + 20, vtt.size()); ++at) {
      const std::string number = std::to_string(++episode);
      out += "<item><title>Episode " + number + "</title><guid isPermaLink=\"false\">e" + number +
             "</guid><pubDate>Tue, 04 Mar 2025 06:00:00 +0000</pubDate>"
             "<itunes:duration>1:02:03</itunes:duration><enclosure url=\"https://example.com/" +
             number + ".mp3\" length=\"1234567\" type=\"audio/mpeg\"/>\n<description><![CDATA[";
      for (std::size_t from = 0; from + 400 < std::min<std::size_t>(vtt[at].size(), 6'000);
           from += 400) {
        std::string paragraph = vtt[at].substr(from, 400);
        std::ranges::replace(paragraph, '<', '(');
        std::ranges::replace(paragraph, '>', ')');
        out += "<p>" + paragraph + " <a href=\"https://example.com\">more</a></p>\n";
      }
      out += "]]></description></item>\n";
    }
    out += "</channel></rss>\n";
  }
  return texts;
}

/// Names and addresses of all items; their notes stay bytes.
std::size_t read_envelope(const std::string& text) {
  return formats::FeedEnvelope(text).items.size();
}

int run(const fs::path& folder, std::size_t most_files) {
  const Texts vtt = vtt_texts(folder, most_files);
  const Texts srt = srt_texts(vtt);
  const Texts whisper = written(vtt, write_whisper_json);
  const Texts podcast = written(vtt, formats::write_podcast_json);
  const Texts ttml = written(vtt, formats::write_ttml);
  const Texts tsv = written(vtt, formats::write_tsv);
  const Texts feed = feeds(vtt);
  const Case cases[] = {
      {"decode UTF-8", &vtt, decode},
      {"VTT reader", &vtt, read_alone<formats::read_vtt>},
      {"VTT file", &vtt, parse_whole},
      {"SRT reader", &srt, read_alone<formats::read_srt>},
      {"SRT file", &srt, parse_whole},
      {"Whisper JSON reader", &whisper, read_alone<formats::read_json_transcript>},
      {"Podcasting 2.0 JSON reader", &podcast, read_alone<formats::read_json_transcript>},
      {"TTML reader", &ttml, read_alone<formats::read_ttml>},
      {"TSV reader", &tsv, read_alone<formats::read_tsv>},
      {"feed envelope", &feed, read_envelope},
      {"feed with all notes", &feed, read_alone<formats::read_feed>},
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
