#include "formats/json_repair.h"
#include "parsing.h"

namespace earshot::formats {
namespace {

using model::Format;

std::string words(const model::ParsedFile& file, std::size_t cue) {
  std::string out;
  for (const model::Cue::Word& word : file.transcript->cues.at(cue).words) {
    if (!out.empty()) out += '|';
    out += std::to_string(word.time.start) + "-" + std::to_string(word.time.end) + " " +
           std::string(slice(file.transcript->plain, word.text_in_plain));
  }
  return out;
}

TEST(ReadPodcastJson, ASegmentIsACue) {
  const std::string_view text =
      R"({"version":"1.0.0","segments":[)"
      R"({"speaker":"Ann","startTime":0.5,"endTime":0.75,"body":"One \u0026 two\n"},)"
      R"({"speaker":"Bob","startTime":1,"endTime":2.0,"body":"Three"}]})";
  const auto file = parse(text, "a.json");
  ASSERT_EQ(file.format, Format::PodcastJson);
  ASSERT_EQ(file.kind, model::FileKind::Transcript);
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{500, 750}));
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{1000, 2000}));
  EXPECT_EQ(cue_text(file, 0), "One & two");
  EXPECT_EQ(speaker(file, 1), "Bob");
  EXPECT_TRUE(file.diagnostics.empty());
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadPodcastJson, AMissingEndIsTheNextStart) {
  const auto file = parse(
      R"({"version":"1.0.0","segments":[{"startTime":0,"body":"a"},{"startTime":"1.5","body":"b"}]})");
  EXPECT_EQ(file.transcript->cues.at(0).time, (TimeSpan{0, 1500}));
  EXPECT_EQ(file.transcript->cues.at(1).time, (TimeSpan{1500, kNoTime}));
}

TEST(ReadWhisperJson, SegmentsWithWords) {
  const std::string_view text =
      R"({"text":" Hello there, you.","segments":[{"id":0,"seek":0,"start":0.0,"end":1.98,)"
      R"("text":" Hello there, you.","tokens":[50364,2425],"words":[)"
      R"({"word":" Hello","start":0.0,"end":0.5,"probability":0.9},)"
      R"({"word":" there,","start":0.5,"end":1.0,"probability":0.9},)"
      R"({"word":" you.","start":1.0,"end":1.98,"probability":0.9}]}],"language":"en"})";
  const auto file = parse(text, "a.json");
  ASSERT_EQ(file.format, Format::WhisperJson);
  EXPECT_EQ(file.language, "en");
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_EQ(cue_text(file, 0), "Hello there, you.");
  EXPECT_EQ(words(file, 0), "0-500 Hello|500-1000 there,|1000-1980 you.");
  EXPECT_TRUE(file.diagnostics.empty());
  EXPECT_EQ(broken_promise(file, text), "");
}

TEST(ReadWhisperJson, ALanguageOfThreeLettersIsTheSameAsOfTwo) {
  const auto file =
      parse(R"({"language":"eng","segments":[{"start":0.5,"end":1.0,"text":"Hi."}]})");
  EXPECT_EQ(file.language, "en");
  EXPECT_EQ(file.transcript->language, "en");
}

TEST(ReadWhisperJson, WordsAtTheTopLevelAreLaidIntoSegments) {
  const auto file = parse(
      R"({"task":"transcribe","language":"english","duration":4.0,"text":"Hello, world. And more.",)"
      R"("words":[{"word":"Hello","start":0.0,"end":0.4},{"word":"world","start":0.4,"end":1.0},)"
      R"({"word":"And","start":2.0,"end":2.4},{"word":"more","start":2.4,"end":3.0}],)"
      R"("segments":[{"id":0,"start":0.0,"end":1.0,"text":" Hello, world."},)"
      R"({"id":1,"start":2.0,"end":3.0,"text":" And more."}]})");
  EXPECT_EQ(file.language, "en");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(words(file, 0), "0-400 Hello,|400-1000 world.");
  EXPECT_EQ(words(file, 1), "2000-2400 And|2400-3000 more.");
}

TEST(ReadWhisperJson, WordsAloneBecomeCuesBySentence) {
  const auto file = parse(
      R"({"language":"en","words":[{"word":"This","start":0,"end":0.2},{"word":"is","start":0.2,"end":0.4},)"
      R"({"word":"quite","start":0.4,"end":0.6},{"word":"a","start":0.6,"end":0.7},{"word":"sentence.","start":0.7,"end":1},)"
      R"({"word":"After","start":1,"end":1.2},{"word":"it","start":5,"end":5.2}]})");
  ASSERT_EQ(file.transcript->cues.size(), 3u);
  EXPECT_EQ(cue_text(file, 0), "This is quite a sentence.");
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{0, 1000}));
  EXPECT_EQ(words(file, 2), "5000-5200 it");  // behind a pause
}

TEST(ReadWhisperJson, WordsAloneAreWrittenAsInTheWholeText) {
  const auto file =
      parse(R"({"text":"\"Hello there\", it's well-known. Bye, now!","words":[)"
            R"({"word":"Hello","start":0.0,"end":0.5},{"word":"there","start":0.5,"end":1.0},)"
            R"({"word":"it's","start":1.0,"end":1.2},{"word":"well","start":1.2,"end":1.4},)"
            R"({"word":"known","start":1.4,"end":1.6},{"word":"Bye","start":2.5,"end":3.0},)"
            R"({"word":"now","start":3.0,"end":3.5}]})");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "\"Hello there\", it's well-known.");
  EXPECT_EQ(cue_text(file, 1), "Bye, now!");
  EXPECT_EQ(words(file, 1), "2500-3000 Bye,|3000-3500 now!");
  EXPECT_TRUE(file.diagnostics.empty());
}

TEST(ReadWhisperJson, WhisperCppCountsMilliseconds) {
  const auto file = parse(
      R"({"systeminfo":"x","params":{"language":"en"},"result":{"language":"de"},"transcription":[)"
      R"({"timestamps":{"from":"00:00:00,000","to":"00:00:02,500"},"offsets":{"from":0,"to":2500},)"
      R"("text":" Guten Tag.","tokens":[)"
      R"({"text":"[_BEG_]","offsets":{"from":0,"to":0},"id":50364},)"
      R"({"text":" Gut","offsets":{"from":0,"to":400},"id":1},)"
      R"({"text":"en","offsets":{"from":400,"to":700},"id":2},)"
      R"({"text":" Tag","offsets":{"from":900,"to":1500},"id":3},)"
      R"({"text":".","offsets":{"from":1500,"to":1600},"id":4}]}]})");
  ASSERT_EQ(file.format, Format::WhisperJson);
  EXPECT_EQ(file.language, "de");
  ASSERT_EQ(file.transcript->cues.size(), 1u);
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{0, 2500}));
  EXPECT_EQ(words(file, 0), "0-700 Guten|900-1600 Tag.");
}

TEST(ReadWhisperJson, WhisperXHasWordsWithoutTimes) {
  const auto file = parse(
      R"({"segments":[{"start":0.1,"end":2.0,"text":" In 1984 it began.","speaker":"SPEAKER_00","words":[)"
      R"({"word":"In","start":0.1,"end":0.3,"score":0.9,"speaker":"SPEAKER_00"},{"word":"1984"},)"
      R"({"word":"it","start":1.0,"end":1.2,"score":0.8},{"word":"began.","start":1.2,"end":2.0,"score":0.8}]}],)"
      R"("word_segments":[{"word":"In","start":0.1,"end":0.3,"score":0.9}]})");
  EXPECT_EQ(speaker(file, 0), "SPEAKER_00");
  EXPECT_EQ(cue_text(file, 0), "In 1984 it began.");
  EXPECT_EQ(words(file, 0), "100-300 In|1000-1200 it|1200-2000 began.");
}

TEST(ReadWhisperJson, ChunksMayHaveNoEnd) {
  const auto file =
      parse(R"({"text":" One. Two.","chunks":[{"text":" One.","timestamp":[0.0,1.5]},)"
            R"({"text":" Two.","timestamp":[1.5,null]}]})");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{0, 1500}));
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{1500, kNoTime}));
  EXPECT_EQ(cue_text(file, 1), "Two.");
}

TEST(ReadJsonByShape, SpeakerLabelSegments) {
  const auto file = parse(
      R"({"segments":[{"startTime":"0.5","endTime":"2.25","speakerLabel":"spk_0","text":"Hi there."},)"
      R"({"startTime":"2.5","endTime":"3","speakerLabel":"spk_1","text":"Hello."}]})");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(speaker(file, 1), "spk_1");
  EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{500, 2250}));
}

TEST(ReadJsonByShape, ItemsTakeTheirSpeakersFromTurnsBeside) {
  const auto file = parse(
      R"({"results":{"language_code":"en-US","transcripts":[{"transcript":"Hi there. Yes."}],)"
      R"("speaker_labels":{"segments":[{"start_time":"0.0","end_time":"1.0","speaker_label":"spk_0"},)"
      R"({"start_time":"1.0","end_time":"2.0","speaker_label":"spk_1"}]},"items":[)"
      R"({"start_time":"0.1","end_time":"0.3","alternatives":[{"confidence":"0.9","content":"Hi"}],"type":"pronunciation"},)"
      R"({"start_time":"0.3","end_time":"0.9","alternatives":[{"content":"there"}],"type":"pronunciation"},)"
      R"({"alternatives":[{"content":"."}],"type":"punctuation"},)"
      R"({"start_time":"3.2","end_time":"3.5","alternatives":[{"content":"Yes"}],"type":"pronunciation"},)"
      R"({"alternatives":[{"content":"."}],"type":"punctuation"}]}})");
  ASSERT_EQ(file.transcript->cues.size(), 2u);
  EXPECT_EQ(cue_text(file, 0), "Hi there.");
  EXPECT_EQ(speaker(file, 0), "spk_0");
  EXPECT_EQ(cue_text(file, 1), "Yes.");
  EXPECT_EQ(words(file, 1), "3200-3500 Yes");
}

TEST(ReadJsonByShape, WholeNumbersThatMakeSpeechTooSlowAreMilliseconds) {
  const auto file = parse(
      R"({"utterances":[{"start":250,"end":26950,"speaker":"A","text":"A long enough text to be said in half a minute."}]})");
  EXPECT_EQ(file.transcript->cues.at(0).time, (TimeSpan{250, 26950}));
}

TEST(ReadJsonByShape, AnyListOfObjectsWithTimesAndText) {
  for (
      const std::string_view text :
      {R"([{"start":1,"end":2,"text":"x y"}])",
       R"({"a":{"b":[{"begin":"1s","stop":"2s","caption":"x y"}]}})",
       R"({"events":[{"tStartMs":1000,"dDurationMs":1000,"segs":[{"utf8":"x"},{"utf8":" y","tOffsetMs":400}]}]})",
       R"({"lines":[{"from":"00:00:01,000","to":"00:00:02,000","content":"x y"}]})",
       R"({"monologues":[{"speaker":0,"elements":[{"type":"text","value":"x","ts":1.0,"end_ts":1.5},{"type":"text","value":"y","ts":1.5,"end_ts":2}]}]})"}) {
    const auto file = parse(text, "a.json");
    ASSERT_EQ(file.kind, model::FileKind::Transcript) << text;
    ASSERT_EQ(file.transcript->cues.size(), 1u) << text;
    EXPECT_EQ(file.transcript->cues[0].time, (TimeSpan{1000, 2000})) << text;
    EXPECT_EQ(cue_text(file, 0), "x y") << text;
  }
}

TEST(ReadDamagedJson, WhatStandsBeforeTheCutIsRead) {
  const std::string whole =
      R"({"version":"1.0.0","segments":[{"startTime":0,"endTime":1,"body":"one"},)"
      R"({"startTime":1,"endTime":2,"body":"two"},{"startTime":2,"endTime":3,"body":"three is cut"}]})";
  for (std::size_t bytes = whole.find("\"two\"") + 6; bytes < whole.size(); ++bytes) {
    const auto file = parse(whole.substr(0, bytes), "a.json", Format::PodcastJson);
    ASSERT_GE(file.transcript->cues.size(), 2u) << bytes;
    EXPECT_EQ(cue_text(file, 1), "two") << bytes;
    EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{1000, 2000})) << bytes;
    EXPECT_TRUE(has_diagnostic(file, "json-cut-off")) << bytes;
    EXPECT_EQ(broken_promise(file, whole.substr(0, bytes)), "") << bytes;
  }
  const auto file = parse(whole.substr(0, whole.size() - 10), "a.json");
  EXPECT_EQ(cue_text(file, 2), "three");
  EXPECT_EQ(file.transcript->cues[2].recovered, "cut-off");
}

TEST(ReadDamagedJson, IsRepairedWhateverIsMissing) {
  for (const std::string_view text :
       {R"([{"start":1,"end":2,"text":"x y"} {"start":3,"end":4,"text":"z"}])",
        "{\"start\":1,\"end\":2,\"text\":\"x y\"}\n{\"start\":3,\"end\":4,\"text\":\"z\"}\n",
        R"([{'start':1,'end':2,'text':'x y'},{'start':3,'end':4,'text':'z'},])",
        R"([{start:1,end:2,text:"x y"},{start:3,end:4,text:"z"}])",
        R"([{"start":1,"end":2,"text":"x y"},{"start":3,"end":4,"text":"z")",
        R"([{"start" 1,"end":2,"text":"x y"},{"start":3,"end":4 "text":"z"}])",
        R"(# note
[{"start":1,"end":2,"text":"x y"},{"start":3,"end":4,"text":"z"}])"}) {
    const auto file = parse(text, "a.json", Format::WhisperJson);
    ASSERT_EQ(file.transcript->cues.size(), 2u) << text;
    EXPECT_EQ(cue_text(file, 0), "x y") << text;
    EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{3000, 4000})) << text;
    EXPECT_EQ(broken_promise(file, text), "") << text;
  }
}

TEST(ReadDamagedJson, QuotesInsideAStringStayInIt) {
  const auto file = parse(R"([{"start":1,"end":2,"text":"She said "yes" twice"}])", "a.json");
  EXPECT_EQ(cue_text(file, 0), R"(She said "yes" twice)");
  EXPECT_TRUE(has_diagnostic(file, "json-damaged"));
}

TEST(ReadDamagedJson, TimesThatAreNoneAreReported) {
  const auto file = parse(
      R"([{"start":NaN,"end":1,"text":"a"},{"start":-1,"end":2,"text":"b"},)"
      R"({"start":Infinity,"end":3,"text":"c"},{"start":"soon","end":4,"text":"d"},{"start":5,"end":4,"text":"e"}])");
  ASSERT_EQ(file.transcript->cues.size(), 5u);
  EXPECT_FALSE(file.transcript->cues[0].time.known());
  EXPECT_EQ(file.transcript->cues[1].time, (TimeSpan{0, 2000}));
  EXPECT_FALSE(file.transcript->cues[2].time.known());
  EXPECT_FALSE(file.transcript->cues[3].time.known());
  EXPECT_TRUE(has_diagnostic(file, "bad-time"));
  EXPECT_TRUE(has_diagnostic(file, "negative-time"));
  EXPECT_TRUE(has_diagnostic(file, "cue-without-time"));
  EXPECT_TRUE(has_diagnostic(file, "cue-end-before-start"));
}

TEST(ReadDamagedJson, DiagnosticsNameTheLine) {
  const auto file = parse(
      "[\n {\"start\":1,\"end\":2,\"text\":\"a\"},\n {\"start\":-3,\"end\":4,\"text\":\"b\"}\n]");
  ASSERT_EQ(file.diagnostics.size(), 1u);
  EXPECT_EQ(file.diagnostics[0].line_in_source, 3u);
  EXPECT_TRUE(file.diagnostics[0].excerpt.starts_with("\"start\""));
}

TEST(ReadJsonTranscript, TextThatNoCueHasIsReported) {
  const auto file = parse(R"({"text":"One. Two.","segments":[{"start":0,"end":1,"text":"One."}]})");
  EXPECT_TRUE(has_diagnostic(file, "text-beyond-cues"));
}

TEST(RepairJson, LoneSurrogatesBecomeReplacementCharacters) {
  EXPECT_EQ(repair_json(R"("\ud800x")").text, R"(["\ufffdx"])");
  EXPECT_EQ(repair_json(R"("\ud83d\ude00")").text, R"(["\ud83d\ude00"])");
}

TEST(RepairJson, ANumberThatTheEndCutIsDropped) {
  EXPECT_EQ(repair_json(R"({"a":1,"b":12)").text, R"([{"a":1,"b":null}])");
}

TEST(RepairJson, NestingCostsNoRecursion) {
  const std::string deep(200'000, '[');
  const RepairedJson repaired = repair_json(deep);
  EXPECT_TRUE(repaired.is_cut);
  EXPECT_EQ(repaired.text.size(), 2 * deep.size() + 2);
  const auto file = parse("{\"start\":0,\"text\":" + deep, "a.json", Format::WhisperJson);
  EXPECT_TRUE(has_diagnostic(file, "too-deep"));
}

}  // namespace
}  // namespace earshot::formats
