#include <functional>

#include "formats/write_transcript.h"
#include "parsing.h"

// Transcripts made by chance are written and read back; src/formats/ROUNDTRIPS.md says what must
// come back equal.

namespace earshot::formats {
namespace {

using model::Format;

/// SplitMix64: the same numbers on every machine.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t limit) {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::size_t>((z ^ (z >> 31U)) % limit);
  }
  bool one_in(std::size_t count) { return below(count) == 0; }

 private:
  std::uint64_t state_;
};

constexpr std::string_view kWords[] = {
    "well",  "and",    "then,", "we",     "saw",   "it.",  "a",       "<b>bold</b>", "R&D",
    "&amp;", "1984",   "3:15",  "x<y",    "y>x",   "-->",  "{\\an8}", "\"so\"",      "it's",
    "C:\\d", "größer", "naïve", "日本語", "🎙️",    "end?", "i.e.",    "[music]",     "</p>",
    "tab",   "100%",   "a_b_c", "**no**", "&#38;", "<",    ">",       "&",           "\\n"};
constexpr std::string_view kSpeakers[] = {"Ann", "Bob Lee", "Ünal Öz"};

struct Wishes {
  bool with_speakers = false;
  bool with_words = false;
  bool with_lines = true;
  bool with_gaps = false;  ///< missing starts and ends
};

void add_text(Chance& chance, const Wishes& wishes, model::Transcript& out, model::Cue& cue) {
  cue.text_in_plain.begin = static_cast<std::uint32_t>(out.plain.size());
  const std::size_t count = 2 + chance.below(9);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) {
      const bool is_line = wishes.with_lines && i > 1 && i + 2 < count && chance.one_in(4);
      out.plain += is_line ? '\n' : ' ';
    }
    // Lines begin with a word in small letters, that none is taken for a name or an index.
    const bool is_first = i == 0 || out.plain.back() == '\n';
    const std::string_view word = is_first ? "so" : kWords[chance.below(std::size(kWords))];
    const auto begin = static_cast<std::uint32_t>(out.plain.size());
    out.plain += word;
    if (wishes.with_words) {
      cue.words.push_back(
          {.time = {}, .text_in_plain = {begin, static_cast<std::uint32_t>(out.plain.size())}});
    }
  }
  cue.text_in_plain.end = static_cast<std::uint32_t>(out.plain.size());
}

void time_words(Chance& chance, model::Cue& cue) {
  const auto count = static_cast<Millis>(cue.words.size());
  if (count == 0) return;
  const Millis length = (cue.time.end - cue.time.start) / count;
  for (Millis i = 0; i < count; ++i) {
    const Millis start = cue.time.start + i * length;
    const auto gap = static_cast<Millis>(chance.one_in(3) ? chance.below(40) : 0);
    cue.words[static_cast<std::size_t>(i)].time = {start, start + length - gap};
  }
  cue.words.back().time.end = cue.time.end;
}

model::Transcript make_transcript(std::uint64_t seed, const Wishes& wishes) {
  Chance chance(seed);
  model::Transcript out;
  out.language = "en";
  if (wishes.with_speakers) out.speakers.assign(std::begin(kSpeakers), std::end(kSpeakers));
  const std::size_t count = 6 + chance.below(30);
  auto time = static_cast<Millis>(chance.below(4'000'000));
  for (std::size_t i = 0; i < count; ++i) {
    model::Cue cue;
    if (i > 0) out.plain += '\n';
    if (!wishes.with_words && chance.one_in(9)) {
      const auto end = static_cast<std::uint32_t>(out.plain.size());
      cue.text_in_plain = {end, end};
    } else {
      add_text(chance, wishes, out, cue);
    }
    time += static_cast<Millis>(chance.below(3000));
    cue.time.start = time;
    time += static_cast<Millis>(600 + cue.text_in_plain.size() * 60 + chance.below(500));
    cue.time.end = time;
    time_words(chance, cue);
    if (wishes.with_speakers) cue.speaker = static_cast<std::int32_t>(i % 3);
    if (wishes.with_gaps && chance.one_in(3)) cue.time.end = kNoTime;
    if (chance.one_in(2)) cue.id = "cue-" + std::to_string(i);
    if (chance.one_in(3)) cue.settings = {{"line", "0"}, {"align", "start"}};
    out.cues.push_back(std::move(cue));
  }
  return out;
}

std::string speaker_in(const model::Transcript& transcript, const model::Cue& cue) {
  return cue.speaker < 0 ? "" : transcript.speakers[static_cast<std::size_t>(cue.speaker)];
}

std::string words_of(const model::Transcript& transcript, const model::Cue& cue) {
  std::string out;
  for (const model::Cue::Word& word : cue.words) {
    out += std::to_string(word.time.start) + "-" + std::to_string(word.time.end) + " ";
    out += slice(transcript.plain, word.text_in_plain);
    out += '|';
  }
  return out;
}

struct Carried {
  std::string_view name;
  Format format;
  std::function<std::string(const model::Transcript&)> write;
  bool lines = true;
  bool words = false;
  bool ids = false;
  bool settings = false;
  bool language = false;
};

const Carried kFormats[] = {
    {.name = "a.vtt",
     .format = Format::Vtt,
     .write = write_vtt,
     .words = true,
     .ids = true,
     .settings = true,
     .language = true},
    {.name = "a.srt", .format = Format::Srt, .write = write_srt},
    {.name = "a.json",
     .format = Format::PodcastJson,
     .write = write_podcast_json,
     .language = true},
    {.name = "a.ttml",
     .format = Format::Ttml,
     .write = write_ttml,
     .words = true,
     .ids = true,
     .language = true},
    {.name = "a.tsv", .format = Format::Tsv, .write = write_tsv, .lines = false},
};

void expect_equal(const model::Transcript& before, const model::ParsedFile& file,
                  const Carried& format, std::uint64_t seed) {
  const std::string where = std::string(format.name) + " " + std::to_string(seed);
  ASSERT_EQ(file.format, format.format) << where;
  const model::Transcript& after = file.transcript.value();
  ASSERT_EQ(after.cues.size(), before.cues.size()) << where;
  if (format.language) EXPECT_EQ(after.language, before.language) << where;
  for (std::size_t i = 0; i < before.cues.size(); ++i) {
    const std::string at = where + " cue " + std::to_string(i);
    const model::Cue& old = before.cues[i];
    const model::Cue& cue = after.cues[i];
    EXPECT_EQ(cue.time.start, old.time.start) << at;
    if (old.time.end != kNoTime) EXPECT_EQ(cue.time.end, old.time.end) << at;
    std::string text(slice(before.plain, old.text_in_plain));
    if (!format.lines) std::ranges::replace(text, '\n', ' ');
    EXPECT_EQ(slice(after.plain, cue.text_in_plain), text) << at;
    EXPECT_EQ(speaker_in(after, cue), speaker_in(before, old)) << at;
    if (format.words) EXPECT_EQ(words_of(after, cue), words_of(before, old)) << at;
    if (format.ids) EXPECT_EQ(cue.id, old.id) << at;
    if (format.settings) EXPECT_EQ(cue.settings, old.settings) << at;
    EXPECT_EQ(cue.recovered, "") << at;
  }
}

void try_all(const Wishes& wishes) {
  constexpr std::uint64_t kSeeds = 40;
  for (const Carried& format : kFormats) {
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
      const model::Transcript before = make_transcript(seed, wishes);
      const auto file = parse(format.write(before), format.name);
      expect_equal(before, file, format, seed);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(RoundTrip, TextsAndTimesComeBackFromEveryFormat) {
  try_all({});
}

TEST(RoundTrip, SpeakersComeBackFromEveryFormat) {
  try_all({.with_speakers = true});
}

TEST(RoundTrip, WordsComeBackWhereTheFormatTimesThem) {
  try_all({.with_speakers = true, .with_words = true});
}

TEST(RoundTrip, MissingEndsBecomeTheNextStart) {
  for (const Carried& format : kFormats) {
    const model::Transcript before = make_transcript(7, {.with_gaps = true});
    const auto file = parse(format.write(before), format.name);
    for (std::size_t i = 0; i + 1 < before.cues.size(); ++i) {
      if (before.cues[i].time.end != kNoTime) continue;
      const Millis next = before.cues[i + 1].time.start;
      const Millis expected = next > before.cues[i].time.start ? next : before.cues[i].time.start;
      EXPECT_EQ(file.transcript->cues.at(i).time.end, expected) << format.name << i;
    }
  }
}

TEST(RoundTrip, CuesWithoutTimesStayWithoutInJsonAndTtml) {
  model::Transcript before;
  before.plain = "one\ntwo";
  before.cues.resize(2);
  before.cues[0].text_in_plain = {0, 3};
  before.cues[1].text_in_plain = {4, 7};
  before.cues[1].time = {1000, 2000};
  for (const std::string& written : {write_podcast_json(before), write_ttml(before)}) {
    const auto file = parse(written);
    ASSERT_EQ(file.transcript->cues.size(), 2u);
    EXPECT_FALSE(file.transcript->cues[0].time.known());
    EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{1000, 2000}));
    EXPECT_EQ(cue_text(file, 0), "one");
  }
  const auto vtt = parse(write_vtt(before));
  EXPECT_EQ(vtt.transcript->cues.at(0).time, (TimeSpan{0, 0}));
}

std::string letters(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!text::is_white(c)) out += c;
  }
  return out;
}

TEST(RoundTrip, TheNamespacesExamplesTellTheSame) {
  const std::filesystem::path folder = shared_folder();
  if (folder.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  const auto examples = folder / "corpus" / "podcast-namespace" / "examples" / "transcripts";
  const auto srt = parse(read_all(examples / "example.srt"), "example.srt");
  const auto html = parse(read_all(examples / "example.html"), "example.html");
  ASSERT_EQ(html.format, Format::TranscriptHtml);
  EXPECT_EQ(letters(html.transcript->plain), letters(srt.transcript->plain));
  EXPECT_EQ(html.transcript->speakers, srt.transcript->speakers);
  const auto json = parse(read_all(examples / "example.json"), "example.json");
  ASSERT_EQ(json.format, Format::PodcastJson);
  EXPECT_TRUE(json.diagnostics.empty());
  EXPECT_EQ(json.transcript->cues.size(), 5u);
}

}  // namespace
}  // namespace earshot::formats
