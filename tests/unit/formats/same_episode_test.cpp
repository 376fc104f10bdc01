#include <format>
#include <vector>

#include "parsing.h"

// One episode in every format, written by hand the way the tools of each format write it (not by
// our own writers): the cues must be the same, in the fields that the format has.

namespace earshot::formats {
namespace {

using model::Format;

struct Said {
  Millis start;
  Millis end;
  std::string_view speaker;
  std::string_view text;
};

// Ends meet starts and times are whole tenths, for some formats have no other.
constexpr Said kEpisode[] = {
    {0, 3200, "Ann", "Welcome to the show about locks & keys."},
    {3200, 7500, "Bob Lee", "Thanks, it's good to be here."},
    {7500, 61'000, "Ann", "So what is a \"lock\"? Is 1 < 2 here?"},
    {61'000, 65'400, "Bob Lee",
     "A thing that says \xE2\x80\x9Cno\xE2\x80\x9D - na\xC3\xAFve, h\xC3\xA4h?"},
    {65'400, 3'661'900, "Ann", "It went on for an hour."},
    {3'661'900, 3'670'000, "Bob Lee", "Good bye!"}};

std::string whole_clock(Millis time) {
  return std::format("{:02}:{:02}:{:02}", time / 3'600'000, time / 60'000 % 60, time / 1000 % 60);
}
std::string clock(Millis time, char point) {
  return std::format("{}{}{:03}", whole_clock(time), point, time % 1000);
}
std::string seconds(Millis time) {
  return std::format("{}.{}", time / 1000, time % 1000 / 100);
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool is_it = text.substr(at).starts_with(what);
    out += is_it ? by : text.substr(at, 1);
    at += is_it ? what.size() : 1;
  }
  return out;
}
std::string in_markup(std::string_view text) {
  return replaced(replaced(text, "&", "&amp;"), "<", "&lt;");
}
std::string in_json(std::string_view text) {
  return "\"" + replaced(text, "\"", "\\\"") + "\"";
}

struct Form {
  std::string_view name;
  std::string (*line)(const Said&);
  std::string_view head = {};
  std::string_view between = {};
  std::string_view tail = {};
  Format format = Format::Vtt;
  bool has_speakers = true;
  bool has_fractions = true;
  bool has_last_end = true;
};

const Form kForms[] = {
    {.name = "a.vtt",
     .line =
         [](const Said& said) {
           return clock(said.start, '.') + " --> " + clock(said.end, '.') + "\n<v " +
                  std::string(said.speaker) + ">" + in_markup(said.text) + "</v>\n\n";
         },
     .head = "WEBVTT\n\n",
     .format = Format::Vtt},
    {.name = "prefixes.vtt",
     .line =
         [](const Said& said) {
           return clock(said.start, '.') + " --> " + clock(said.end, '.') + "\n" +
                  std::string(said.speaker) + ": " + in_markup(said.text) + "\n\n";
         },
     .head = "WEBVTT\n\n",
     .format = Format::Vtt},
    {.name = "a.srt",
     .line =
         [](const Said& said) {
           return "1\n" + clock(said.start, ',') + " --> " + clock(said.end, ',') + "\n" +
                  std::string(said.speaker) + ": " + std::string(said.text) + "\n\n";
         },
     .format = Format::Srt},
    {.name = "podcast.json",
     .line =
         [](const Said& said) {
           return "{\"speaker\":" + in_json(said.speaker) +
                  ",\"startTime\":" + seconds(said.start) + ",\"endTime\":" + seconds(said.end) +
                  ",\"body\":" + in_json(said.text) + "}";
         },
     .head = "{\"version\":\"1.0.0\",\"segments\":[",
     .between = ",",
     .tail = "]}",
     .format = Format::PodcastJson},
    {.name = "openai.json",
     .line =
         [](const Said& said) {
           return "{\"id\":0,\"seek\":0,\"start\":" + seconds(said.start) +
                  ",\"end\":" + seconds(said.end) +
                  ",\"text\":" + in_json(" " + std::string(said.text)) +
                  ",\"tokens\":[1,2],\"temperature\":0.0,\"avg_logprob\":-0.2,"
                  "\"compression_ratio\":1.5,\"no_speech_prob\":0.01}";
         },
     .head = "{\"text\":\" all of it\",\"segments\":[",
     .between = ",",
     .tail = "],\"language\":\"en\"}",
     .format = Format::WhisperJson,
     .has_speakers = false},
    {.name = "api.json",
     .line =
         [](const Said& said) {
           return "{\"id\":0,\"start\":" + seconds(said.start) + ",\"end\":" + seconds(said.end) +
                  ",\"text\":" + in_json(said.text) + "}";
         },
     .head =
         "{\"task\":\"transcribe\",\"language\":\"english\",\"duration\":3670.0,\"text\":\"all\","
         "\"words\":[{\"word\":\"Welcome\",\"start\":0.0,\"end\":0.4}],\"segments\":[",
     .between = ",",
     .tail = "]}",
     .format = Format::WhisperJson,
     .has_speakers = false},
    {.name = "cpp.json",
     .line =
         [](const Said& said) {
           return "{\"timestamps\":{\"from\":\"" + clock(said.start, ',') + "\",\"to\":\"" +
                  clock(said.end, ',') + "\"},\"offsets\":{\"from\":" + std::to_string(said.start) +
                  ",\"to\":" + std::to_string(said.end) +
                  "},\"text\":" + in_json(" " + std::string(said.text)) + "}";
         },
     .head = "{\"systeminfo\":\"x\",\"model\":{\"type\":\"base\"},\"params\":{\"language\":\"en\"},"
             "\"result\":{\"language\":\"en\"},\"transcription\":[",
     .between = ",",
     .tail = "]}",
     .format = Format::WhisperJson,
     .has_speakers = false},
    {.name = "whisperx.json",
     .line =
         [](const Said& said) {
           return "{\"start\":" + seconds(said.start) + ",\"end\":" + seconds(said.end) +
                  ",\"text\":" + in_json(" " + std::string(said.text)) +
                  ",\"words\":[],\"speaker\":" + in_json(said.speaker) + "}";
         },
     .head = "{\"segments\":[",
     .between = ",",
     .tail = "],\"word_segments\":[],\"language\":\"en\"}",
     .format = Format::WhisperJson},
    {.name = "chunks.json",
     .line =
         [](const Said& said) {
           return "{\"timestamp\":[" + seconds(said.start) + "," + seconds(said.end) +
                  "],\"text\":" + in_json(" " + std::string(said.text)) + "}";
         },
     .head = "{\"text\":\"all\",\"chunks\":[",
     .between = ",",
     .tail = "]}",
     .format = Format::WhisperJson,
     .has_speakers = false},
    {.name = "labels.json",
     .line =
         [](const Said& said) {
           return "{\"startTime\":\"" + seconds(said.start) + "\",\"endTime\":\"" +
                  seconds(said.end) + "\",\"speakerLabel\":" + in_json(said.speaker) +
                  ",\"text\":" + in_json(said.text) + "}";
         },
     .head = "{\"segments\":[",
     .between = ",",
     .tail = "]}",
     .format = Format::PodcastJson},
    {.name = "a.tsv",
     .line =
         [](const Said& said) {
           return std::to_string(said.start) + "\t" + std::to_string(said.end) + "\t" +
                  std::string(said.text) + "\n";
         },
     .head = "start\tend\ttext\n",
     .format = Format::Tsv,
     .has_speakers = false},
    {.name = "a.ttml",
     .line =
         [](const Said& said) {
           return "<p begin=\"" + clock(said.start, '.') + "\" end=\"" + clock(said.end, '.') +
                  "\" ttm:agent=\"" + std::string(said.speaker == "Ann" ? "a" : "b") + "\">" +
                  in_markup(said.text) + "</p>\n";
         },
     .head = "<?xml version=\"1.0\"?><tt xmlns=\"http://www.w3.org/ns/ttml\" "
             "xmlns:ttm=\"http://www.w3.org/ns/ttml#metadata\" xml:lang=\"en\"><head><metadata>"
             "<ttm:agent xml:id=\"a\" type=\"person\"><ttm:name "
             "type=\"full\">Ann</ttm:name></ttm:agent>"
             "<ttm:agent xml:id=\"b\" type=\"person\"><ttm:name type=\"full\">Bob Lee</ttm:name>"
             "</ttm:agent></metadata></head><body><div>\n",
     .tail = "</div></body></tt>",
     .format = Format::Ttml},
    {.name = "offsets.ttml",
     .line =
         [](const Said& said) {
           return "<p begin=\"" + seconds(said.start) + "s\" dur=\"" +
                  std::to_string(said.end - said.start) + "ms\">" + in_markup(said.text) + "</p>\n";
         },
     .head = "<tt xmlns=\"http://www.w3.org/ns/ttml\"><body><div>\n",
     .tail = "</div></body></tt>",
     .format = Format::Ttml,
     .has_speakers = false},
    {.name = "a.html",
     .line =
         [](const Said& said) {
           return "<cite>" + std::string(said.speaker) + ":</cite>\n<time>" +
                  whole_clock(said.start) + "</time>\n<p>" + in_markup(said.text) + "</p>\n";
         },
     .format = Format::TranscriptHtml,
     .has_fractions = false,
     .has_last_end = false},
    {.name = "speakers.txt",
     .line =
         [](const Said& said) {
           return std::string(said.speaker) + " (" + whole_clock(said.start) + "):\n" +
                  std::string(said.text) + "\n\n";
         },
     .format = Format::TranscriptText,
     .has_fractions = false,
     .has_last_end = false},
    {.name = "times.txt",
     .line =
         [](const Said& said) {
           return "[" + whole_clock(said.start) + "] " + std::string(said.speaker) + ": " +
                  std::string(said.text) + "\n";
         },
     .format = Format::TranscriptText,
     .has_fractions = false,
     .has_last_end = false},
    {.name = "bold.md",
     .line =
         [](const Said& said) {
           return "**" + std::string(said.speaker) + ":** \\[" + whole_clock(said.start) + "\\] " +
                  std::string(said.text) + "\n\n";
         },
     .format = Format::TranscriptText,
     .has_fractions = false,
     .has_last_end = false},
};

std::string written(const Form& form) {
  std::string out(form.head);
  for (std::size_t i = 0; i < std::size(kEpisode); ++i) {
    if (i > 0) out += form.between;
    out += form.line(kEpisode[i]);
  }
  return out += form.tail;
}

TEST(SameEpisode, GivesTheSameCuesInEveryFormat) {
  for (const Form& form : kForms) {
    SCOPED_TRACE(form.name);
    const auto file = parse(written(form), form.name);
    EXPECT_EQ(name(file.format), name(form.format));
    ASSERT_TRUE(file.transcript);
    ASSERT_EQ(file.transcript->cues.size(), std::size(kEpisode));
    const auto rounded = [&](Millis time) {
      return form.has_fractions ? time : time / 1000 * 1000;
    };
    for (std::size_t i = 0; i < std::size(kEpisode); ++i) {
      const model::Cue& cue = file.transcript->cues[i];
      const Said& said = kEpisode[i];
      const bool is_last = i + 1 == std::size(kEpisode);
      EXPECT_EQ(cue.time.start, rounded(said.start)) << i;
      if (form.has_last_end || !is_last) EXPECT_EQ(cue.time.end, rounded(said.end)) << i;
      EXPECT_EQ(cue_text(file, i), said.text);
      if (form.has_speakers) EXPECT_EQ(speaker(file, i), said.speaker) << i;
    }
  }
}

/// All that a speaker says in a row, without white space.
struct Turn {
  Millis start = kNoTime;
  std::string speaker;
  std::string letters;
  bool operator==(const Turn&) const = default;
};

std::vector<Turn> turns_of(const model::ParsedFile& file) {
  std::vector<Turn> turns;
  for (std::size_t i = 0; i < file.transcript->cues.size(); ++i) {
    const std::string who = speaker(file, i);
    if (turns.empty() || turns.back().speaker != who)
      turns.push_back({file.transcript->cues[i].time.start / 1000 * 1000, who, {}});
    for (const char c : cue_text(file, i)) {
      if (!text::is_white(c)) turns.back().letters += c;
    }
  }
  return turns;
}

TEST(SameEpisode, GivesTheSameTurnsInTheNamespacesExamples) {
  const std::filesystem::path folder = shared_folder();
  if (folder.empty()) GTEST_SKIP() << "EARSHOT_SHARED is missing";
  const auto examples = folder / "corpus" / "podcast-namespace" / "examples" / "transcripts";
  const auto srt = turns_of(parse(read_all(examples / "example.srt"), "example.srt"));
  const auto html = turns_of(parse(read_all(examples / "example.html"), "example.html"));
  ASSERT_EQ(srt.size(), html.size());
  for (std::size_t i = 0; i < srt.size(); ++i) {
    EXPECT_EQ(srt[i].speaker, html[i].speaker) << i;
    EXPECT_EQ(srt[i].letters, html[i].letters) << i;
    // The two were timed apart: a turn begins in the same second or the next.
    EXPECT_LE(std::abs(srt[i].start - html[i].start), 1000) << i;
  }
}

}  // namespace
}  // namespace earshot::formats
