#include "parsing.h"

// The answers of transcription services: what each has of its own, in a minimal form.

namespace earshot::formats {
namespace {

std::string said(const model::ParsedFile& file) {
  std::string out;
  for (std::size_t i = 0; i < file.transcript->cues.size(); ++i) {
    const TimeSpan time = file.transcript->cues[i].time;
    if (i > 0) out += '|';
    out += std::to_string(time.start) + "-" + std::to_string(time.end) + " " + speaker(file, i) +
           ": " + cue_text(file, i);
  }
  return out;
}

TEST(ReadJsonOfServices, ATableOfSpeakersNamesThem) {
  for (const std::string_view table :
       {R"([{"id":"7","name":"Ann"},{"id":"8","name":"Bob"}])", R"({"7":"Ann","8":"Bob"})",
        R"([{"speaker_id":7,"speaker_name":"Ann"},{"speaker_id":8,"speaker_name":"Bob"}])",
        R"({"7":{"name":"Ann"},"8":{"name":"Bob"}})"}) {
    const auto file = parse(R"({"speakers":)" + std::string(table) +
                            R"(,"segments":[{"start":0.5,"end":1.0,"speaker":"7","text":"Hi."},)"
                            R"({"start":1.0,"end":2.5,"speaker":8,"text":"Yes."}]})");
    EXPECT_EQ(said(file), "500-1000 Ann: Hi.|1000-2500 Bob: Yes.") << table;
    EXPECT_TRUE(file.boilerplate.empty()) << table;
  }
}

TEST(ReadJsonOfServices, AListOfNamesIsCountedFromZero) {
  const auto file = parse(
      R"({"speakers":["Ann","Bob"],"segments":[{"start":0.5,"end":1.0,"speaker":1,"text":"Hi."}]})");
  EXPECT_EQ(speaker(file, 0), "Bob");
}

TEST(ReadJsonOfServices, ANamedSpeakerIsWorthMoreThanANumber) {
  const auto file = parse(R"([{"start":0.5,"end":1.0,"speaker":"12","voice":"Ann","text":"Hi."}])");
  EXPECT_EQ(speaker(file, 0), "Ann");
}

TEST(ReadJsonOfServices, ItemsAreCutWhereTheTurnGoesToAnother) {
  const auto file = parse(
      R"({"results":{"speaker_labels":{"segments":[)"
      R"({"start_time":"0.0","end_time":"1.0","speaker_label":"spk_0"},)"
      R"({"start_time":"1.0","end_time":"2.0","speaker_label":"spk_1"}]},"items":[)"
      R"({"start_time":"0.1","end_time":"0.3","alternatives":[{"content":"Hi"}],"type":"pronunciation"},)"
      R"({"alternatives":[{"content":"."}],"type":"punctuation"},)"
      R"({"start_time":"1.2","end_time":"1.5","alternatives":[{"content":"Yes"}],"type":"pronunciation"}]}})");
  EXPECT_EQ(said(file), "100-300 spk_0: Hi.|1200-1500 spk_1: Yes");
}

TEST(ReadJsonOfServices, AStretchOfSeveralSpeakersIsCutByItsWords) {
  const auto file =
      parse(R"({"results":{"channels":[{"alternatives":[{"transcript":"hi yes","words":[)"
            R"({"word":"hi","punctuated_word":"Hi.","start":0.5,"end":0.7,"speaker":0},)"
            R"({"word":"yes","punctuated_word":"Yes.","start":1.0,"end":1.2,"speaker":1}]}]}]}})");
  EXPECT_EQ(said(file), "500-700 Speaker 0: Hi.|1000-1200 Speaker 1: Yes.");
}

TEST(ReadJsonOfServices, UtterancesWithSpeakersComeBeforeTheSameTextWithout) {
  const auto file =
      parse(R"({"results":{"channels":[{"alternatives":[{"transcript":"oh hi you there","words":[)"
            R"({"word":"oh","start":0.5,"end":0.6},{"word":"hi","start":0.6,"end":0.7},)"
            R"({"word":"you","start":1.0,"end":1.1},{"word":"there","start":1.1,"end":1.2}]}]}],)"
            R"("utterances":[{"start":0.5,"end":0.7,"transcript":"Oh hi,","speaker":0},)"
            R"({"start":1.0,"end":1.2,"transcript":"you there.","speaker":1}]}})");
  EXPECT_EQ(said(file), "500-700 Speaker 0: Oh hi,|1000-1200 Speaker 1: you there.");
  EXPECT_TRUE(file.boilerplate.empty());
}

TEST(ReadJsonOfServices, PunctuationWithATimeIsNoWord) {
  const auto file = parse(
      R"({"results":[{"type":"word","start_time":0.1,"end_time":0.5,"alternatives":[{"content":"Hi","speaker":"S1"}]},)"
      R"({"type":"punctuation","start_time":0.5,"end_time":0.5,"alternatives":[{"content":".","speaker":"S1"}]}]})");
  EXPECT_EQ(said(file), "100-500 S1: Hi.");
  EXPECT_EQ(file.transcript->cues[0].words.size(), 1u);
}

TEST(ReadJsonOfServices, WordsMayBeListsOfTextStartAndEnd) {
  const auto file = parse(
      R"({"results":[{"alternatives":[{"transcript":"two words ","timestamps":[["two",1.0,1.5],["words",1.5,2.25]]}]}],)"
      R"("speaker_labels":[{"from":1.0,"to":1.5,"speaker":3},{"from":1.5,"to":2.25,"speaker":3}]})");
  EXPECT_EQ(said(file), "1000-2250 Speaker 3: two words");
  EXPECT_EQ(file.transcript->cues[0].words.size(), 2u);
}

TEST(ReadJsonOfServices, TicksAreTenthsOfMicroseconds) {
  const auto file = parse(
      R"({"recognizedPhrases":[{"speaker":1,"offset":"PT0.5S","offsetInTicks":5000000,)"
      R"("durationInTicks":15000000,"nBest":[{"lexical":"hi there","display":"Hi there."}]}]})");
  EXPECT_EQ(said(file), "500-2000 Speaker 1: Hi there.");
}

TEST(ReadJsonOfServices, ACueOfWordsEndsWithTheLastTimedOne) {
  const auto file = parse(
      R"({"monologues":[{"speaker":0,"elements":[{"type":"text","value":"Hi","ts":0.5,"end_ts":0.75},)"
      R"({"type":"punct","value":"."}]}]})");
  EXPECT_EQ(said(file), "500-750 Speaker 0: Hi.");
}

TEST(ReadJsonOfServices, AListCalledWordsIsNoListOfCues) {
  const auto file = parse(
      R"({"words":[{"text":"Hi","start":500,"end":700,"speaker":"A"},{"text":" ","start":700,"end":710},)"
      R"({"text":"there.","start":710,"end":900,"speaker":"A"},{"text":"Yes.","start":950,"end":990,"speaker":"B"}]})");
  EXPECT_EQ(said(file), "500-900 A: Hi there.|950-990 B: Yes.");
}

TEST(ReadJsonOfServices, WordsToldTwiceAreNoBoilerplate) {
  const auto file = parse(
      R"({"text":"Hi there.","utterances":[{"start":500,"end":900,"speaker":"A","text":"Hi there.",)"
      R"("words":[{"text":"Hi","start":500,"end":700},{"text":"there.","start":700,"end":900}]}],)"
      R"("words":[{"text":"Hi","start":500,"end":700,"speaker":"A"},{"text":"there.","start":700,"end":900,"speaker":"A"}]})");
  EXPECT_EQ(said(file), "500-900 A: Hi there.");
  EXPECT_TRUE(file.boilerplate.empty());
}

TEST(ReadJsonOfServices, WhatACueSaysBesideItsTextIsKept) {
  const auto file = parse(
      R"({"segments":[{"start":0.5,"end":1.0,"text":"Hi.","translation":"Hallo.","type":"speech",)"
      R"("raw":"hi","confidence":"0.93","notes":["laughs"]}]})");
  EXPECT_EQ(file.boilerplate, (std::vector<std::string>{"Hallo.", "laughs"}));
  EXPECT_TRUE(has_diagnostic(file, "no-field-for-it"));
}

TEST(ReadJsonOfServices, TimesInObjectsCostNoRecursion) {
  constexpr int kDepth = 100'000;
  std::string text = R"([{"text":"a","start":)";
  for (int i = 0; i < kDepth; ++i)
    text += R"({"seconds":)";
  text += "1";
  text.append(kDepth, '}');
  text += R"(,"end":{"relative":2.5}}])";
  EXPECT_EQ(parse(text).transcript->cues.size(), 1u);
}

TEST(ReadJsonOfServices, ALocaleWithALowLineIsALanguage) {
  const auto file =
      parse(R"({"language_code":"en_us","segments":[{"start":0.5,"end":1.0,"text":"Hi."}]})");
  EXPECT_EQ(file.language, "en-us");
}

}  // namespace
}  // namespace earshot::formats
