#include "parsing.h"

// The standard's parsing rules, one by one: what comes out without the cues marked as recovered is
// the list that a browser would have.

namespace earshot::formats {
namespace {

using namespace std::string_view_literals;

/// "id|start-end|text|name=value ..." of each cue that the standard has, a line each.
std::string standard_list(std::string_view text) {
  const auto file = parse(text, "a.vtt", model::Format::Vtt);
  std::string out;
  for (const model::Cue& cue : file.transcript->cues) {
    if (!cue.recovered.empty()) continue;
    if (!out.empty()) out += '\n';
    out += cue.id + '|' + std::to_string(cue.time.start) + '-' + std::to_string(cue.time.end) + '|';
    for (const char c : slice(file.transcript->plain, cue.text_in_plain))
      out += c == '\n' ? '/' : c;
    for (const auto& [name, value] : cue.settings)
      out += '|' + name + '=' + value;
  }
  return out;
}

/// How many lines of `text` that hold something no longer turn up: neither in a cue nor in an
/// excerpt.
std::vector<std::string> lost_lines(std::string_view text) {
  const auto file = parse(text, "a.vtt", model::Format::Vtt);
  std::string seen = "WEBVTT\n" + file.transcript->plain + '\n' + file.transcript->header;
  for (const model::Remark& remark : file.transcript->remarks)
    seen += '\n' + remark.text;
  for (const Diagnostic& diagnostic : file.diagnostics)
    seen += '\n' + diagnostic.excerpt;
  std::vector<std::string> lost;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text::trimmed(text.substr(begin, end - begin));
    if (!line.contains("-->") && !seen.contains(line)) lost.emplace_back(line);
    begin = end + 1;
  }
  return lost;
}

/// The settings that hold of a cue with these behind its times.
std::string settings(std::string_view written, std::string_view blocks = "") {
  const std::string list =
      standard_list("WEBVTT\n\n" + std::string(blocks) + "00:00.000 --> 00:01.000 " +
                    std::string(written) + "\nx\n");
  constexpr std::string_view kBefore = "|0-1000|x";
  EXPECT_TRUE(list.starts_with(kBefore)) << list;
  return list.substr(kBefore.size());
}

/// The standard's text of a cue.
std::string text_of(std::string_view payload) {
  const auto file =
      parse("WEBVTT\n\n00:00.000 --> 00:01.000\n" + std::string(payload) + "\n", "a.vtt");
  EXPECT_EQ(file.transcript->cues.at(0).recovered, "");
  return cue_text(file, 0);
}

constexpr std::string_view kCue = "\n00:00.000 --> 00:01.000\nx\n";
constexpr std::string_view kCueList = "|0-1000|x";

TEST(VttStandard, TheSignatureIsFollowedBySpaceTabOrLineEnd) {
  for (const std::string_view signature :
       {"WEBVTT\n", "WEBVTT \n", "WEBVTT\t\n", "WEBVTT said\n", "WEBVTT\tsaid\n", "\uFEFFWEBVTT\n",
        "WEBVTT\r\n", "WEBVTT\r", "WEBVTT 00:00.000 --> 00:01.000\n", "WEBVTT\n\n\n\n"}) {
    EXPECT_EQ(standard_list(std::string(signature) + std::string(kCue)), kCueList) << signature;
  }
  for (const std::string_view signature :
       {"WEBVT\n", "webvtt\n", "WEBVTTsaid\n", "WEBVTT-\n", "\nWEBVTT\n", " WEBVTT\n", "WEBVTT\f\n",
        "x\nWEBVTT\n", "\uFEFF\uFEFFWEBVTT\n"}) {
    const std::string text = std::string(signature) + std::string(kCue);
    EXPECT_EQ(standard_list(text), "") << signature;
    EXPECT_EQ(lost_lines(text), std::vector<std::string>()) << signature;
  }
  EXPECT_EQ(standard_list("WEBVTT"), "");
  EXPECT_EQ(standard_list("WEBVTT "), "");
}

TEST(VttStandard, TheHeaderEndsAtABlankLineOrAtAnArrow) {
  EXPECT_EQ(standard_list("WEBVTT\nx\ny\n" + std::string(kCue)), kCueList);
  EXPECT_EQ(standard_list("WEBVTT\n00:00.000 --> 00:01.000\nx\n"), kCueList);
  EXPECT_EQ(standard_list("WEBVTT\nno id\n00:00.000 --> 00:01.000\nx\n"), kCueList);
  EXPECT_EQ(standard_list("WEBVTT\n \n00:00.000 --> 00:01.000\nx\n"), kCueList);
  EXPECT_EQ(standard_list("WEBVTT\n\0\nin the header\n00:00.000 --> 00:01.000\nx\n"sv), kCueList);
}

TEST(VttStandard, AnArrowAnywhereEndsABlock) {
  const std::string_view text =
      "WEBVTT\n\n-->\n00:01.000 --> 00:02.000\none\nx-->\n00:01.000 --> 00:02.000\ntwo\n-->x\n"
      "00:01.000 --> 00:02.000\nthree\n--->\n00:01.000 --> 00:02.000\nfour\n-->-->\n"
      "00:01.000 --> 00:02.000\nfive\n00:01.000 --> 00:02.000\nsix\n\n00:01.000 -a -->\n\n"
      "00:01.000 --a -->\n\n00:01.000 - -->\n\n00:01.000 -- -->\n";
  EXPECT_EQ(standard_list(text),
            "|1000-2000|one\n|1000-2000|two\n|1000-2000|three\n|1000-2000|four\n|1000-2000|five\n"
            "|1000-2000|six");
  EXPECT_EQ(broken_promise(parse(text), text), "");
}

TEST(VttStandard, AnIdentifierIsTheLineBeforeTheTimesAsItStands) {
  EXPECT_EQ(standard_list("WEBVTT\n\n a b \n00:00.000 --> 00:01.000\nx\n\n-- >\n"
                          "00:00.000 --> 00:01.000\nx\n\n->\n00:00.000 --> 00:01.000\nx\n\n \n"
                          "00:00.000 --> 00:01.000\nx\n\nNOTE\n00:00.000 --> 00:01.000\nx\n\n"
                          "STYLE\n00:00.000 --> 00:01.000\nx"),
            " a b |0-1000|x\n-- >|0-1000|x\n->|0-1000|x\n |0-1000|x\nNOTE|0-1000|x\n"
            "STYLE|0-1000|x");
}

TEST(VttStandard, TwoLinesBeforeTheTimesAreNoIdentifier) {
  const std::string_view text = "WEBVTT\n\na\nb\n00:00.000 --> 00:01.000\nx\n";
  EXPECT_EQ(standard_list(text), kCueList);
  EXPECT_EQ(lost_lines(text), std::vector<std::string>());
}

TEST(VttStandard, LineEndsMayBeMixed) {
  EXPECT_EQ(standard_list("WEBVTT\n\na\r00:00.000 --> 00:01.000\rx\r\rb\n00:00.000 --> 00:01.000\n"
                          "x\n\nc\r\n00:00.000 --> 00:01.000\r\nx\r\ny\r\n\r\nd\n\re\n\r"
                          "00:00.000 --> 00:01.000\nx\n\r"),
            "a|0-1000|x\nb|0-1000|x\nc|0-1000|x/y\n|0-1000|x");
}

TEST(VttStandard, NulIsAReplacementCharacter) {
  EXPECT_EQ(standard_list("WEBVTT\n\n\0 i\n00:00.000 --> 00:01.000 align\0:end\n\0x\0\n\n"
                          "00:00.000 --> 00:01.000\0 align:end\nx\n\n"
                          "00:00.000\0 --> 00:01.000\nfail\n\n00:0\0.000 --> 00:01.000\nfail\n\n"
                          "00:00.000 --> 00:01.00\0\nfail\n\n00:00.000 --\0> 00:01.000\nfail\n"sv),
            "\uFFFD i|0-1000|\uFFFDx\uFFFD\n|0-1000|x|align=end");
}

TEST(VttStandard, TimesAreMinutesAndSecondsOrHoursAnyLongToo) {
  for (const std::string_view times :
       {"00:00.000 --> 00:01.000", "00:00:00.000 --> 00:00:01.000", "000:00:00.000 --> 00:01.000",
        "00:00.000-->00:01.000", " \t\f00:00.000 \t\f-->\f\t 00:01.000\f",
        "0:00:00.000-->00:01.000", "00:00.000 --> 00:01.000x",
        "0000000000000000000000:00:00.000 --> 0:00:01.000"}) {
    EXPECT_EQ(standard_list("WEBVTT\n\n" + std::string(times) + "\nx\n"), kCueList) << times;
  }
  EXPECT_EQ(standard_list("WEBVTT\n\n123:59:59.999 --> 59:59.999\nx\n"), "|446399999-3599999|x");
  EXPECT_EQ(standard_list("WEBVTT\n\n75:00.000:00 --> 99:00:00.000\nx\n"), "");
}

TEST(VttStandard, OtherTimesMakeNoCueAndLoseNoText) {
  for (const std::string_view times : {"00:00.00 --> 00:01.000",
                                       "00:00.0000 --> 00:01.000",
                                       "00:00.000 --> 00:01",
                                       "00:00.000 --> 00:01,000",
                                       "0:00.000 --> 0:01.000",
                                       "00:60.000 --> 01:01.000",
                                       "00:60:00.000 --> 01:01:00.000",
                                       "60:00.000 --> 61:00.000",
                                       "00:00.000 - -> 00:01.000-->",
                                       "00:00.000 -->",
                                       "--> 00:01.000",
                                       "00:00.000",
                                       "00.000 --> 01.000",
                                       "x --> y",
                                       "00:00:00:00.000 --> 00:01.000",
                                       "00::00.000 --> 00:01.000",
                                       ":00:00.000 --> 00:01.000",
                                       "+00:00.000 --> 00:01.000",
                                       "-00:00.000 --> 00:01.000",
                                       "\v00:00.000 --> 00:01.000",
                                       "00:00.000 --> 00:01.000 --> 00:02.000x",
                                       "٠٠:00.000 --> 00:01.000"}) {
    const std::string text = "WEBVTT\n\n" + std::string(times) + "\nsaid\n";
    if (times == "00:00.000 --> 00:01.000 --> 00:02.000x") {
      EXPECT_EQ(standard_list(text), "|0-1000|said");
      continue;
    }
    EXPECT_EQ(standard_list(text), "") << times;
    EXPECT_EQ(lost_lines(text), std::vector<std::string>()) << times;
    EXPECT_TRUE(parse(text).transcript->plain.contains("said")) << times;
    EXPECT_EQ(broken_promise(parse(text), text), "") << times;
  }
}

TEST(VttStandard, AFileMayEndAnywhere) {
  const std::string_view whole = "WEBVTT\n\ni\n00:00.000 --> 00:01.000 align:end\nx\n";
  for (std::size_t size = 7; size < whole.size(); ++size) {
    const std::string_view part = whole.substr(0, size);
    const std::string list = standard_list(part);
    const bool has_times = size >= std::string_view("WEBVTT\n\ni\n00:00.000 --> 00:01.000").size();
    EXPECT_EQ(list.empty(), !has_times) << part;
  }
}

TEST(VttStandard, AnEndBeforeTheStartIsAllowed) {
  EXPECT_EQ(standard_list("WEBVTT\n\n00:01.000 --> 00:00.999\nx\n\n00:01.000 --> 00:01.000\ny\n"),
            "|1000-999|x\n|1000-1000|y");
}

TEST(VttStandard, ALineIsANumberOrAPercentage) {
  for (const std::string_view value :
       {"-1", "0", "-0", "1", "101", "18446744073709552000", "1.5", "0%", "00%", "100%", "0.5%",
        "100.0%", "100%,start", "100%,center", "1,end"}) {
    EXPECT_EQ(settings("line:" + std::string(value)), "|line=" + std::string(value));
  }
  for (const std::string_view value :
       {"65536%", "101%", "100.1%", "-0%", "1%-", "1-",  "%1",  "1%%", "0%0", "0%x",
        "-",      "%",    "1..5",   ".5",  "5.",  "--1", "1-1", "",    " 0%", "x"}) {
    EXPECT_EQ(settings("line:" + std::string(value)), "") << value;
  }
  EXPECT_EQ(settings("line:" + std::string(400, '9')), "");
  EXPECT_EQ(settings("line:100%,middle"), "|line=100%");
}

TEST(VttStandard, APositionAndASizeArePercentages) {
  EXPECT_EQ(settings("position:1%"), "|position=1%");
  EXPECT_EQ(settings("position:1.5%,line-left"), "|position=1.5%,line-left");
  EXPECT_EQ(settings("position:1%,middle"), "|position=1%");
  EXPECT_EQ(settings("position:1% ,center"), "|position=1%");
  EXPECT_EQ(settings("position:1% position:x"), "|position=1%");
  for (const std::string_view value :
       {"-1%", "1", "1x", "1%x", "", " 1%", "101%", "101%,center", "1.%", ".5%"}) {
    EXPECT_EQ(settings("position:" + std::string(value)), "") << value;
    EXPECT_EQ(settings("size:" + std::string(value)), "") << value;
  }
  EXPECT_EQ(settings("size:50% size:100%"), "|size=100%");
  EXPECT_EQ(settings("size:50% size:101%"), "|size=50%");
  EXPECT_EQ(settings("size:1xx size:2%"), "|size=2%");
}

TEST(VttStandard, AlignAndVerticalHaveFewValues) {
  for (const std::string_view value : {"start", "center", "end", "left", "right"})
    EXPECT_EQ(settings("align:" + std::string(value)), "|align=" + std::string(value));
  EXPECT_EQ(settings("align:start align:end"), "|align=end");
  for (const std::string_view odd :
       {"align:CENTER", "align: center", "align:", "align:middle", "align", ":center"}) {
    EXPECT_EQ(settings("align:end " + std::string(odd)), "|align=end");
  }
  EXPECT_EQ(settings("vertical:rl vertical:lr"), "|vertical=lr");
  EXPECT_EQ(settings("vertical:RL vertical:tb Vertical:rl"), "");
}

TEST(VttStandard, ARegionMustHaveBeenDefined) {
  const std::string_view regions = "REGION\nid:a\n\nREGION \nwidth:40% id:b\nlines:3\n\n";
  EXPECT_EQ(settings("region:a", regions), "|region=a");
  EXPECT_EQ(settings("region:a region:b", regions), "|region=b");
  EXPECT_EQ(settings("region:a region:c", regions), "");
  EXPECT_EQ(settings("region:c region:b", regions), "|region=b");
  EXPECT_EQ(settings("region: a", regions), "");
  EXPECT_EQ(settings("region :a", regions), "");
  EXPECT_EQ(settings("region:a", "REGION: id=a width=40%\n\n"), "");
  EXPECT_EQ(settings("region:a"), "");
}

TEST(VttStandard, RegionsBehindACueAreNoneAndIgnoredSettingsAreReported) {
  EXPECT_EQ(standard_list("WEBVTT\n\n00:00.000 --> 00:01.000\nx\n\nREGION\nid:a\n\n"
                          "00:00.000 --> 00:01.000 region:a\nx\n"),
            "|0-1000|x\n|0-1000|x");
  const auto file = parse("WEBVTT\n\n00:00.000 --> 00:01.000 align:middle line:0\nx\n");
  EXPECT_EQ(file.diagnostics.at(0).code, "bad-setting");
  EXPECT_EQ(file.diagnostics.at(0).excerpt, "align:middle line:0");
}

TEST(VttStandard, StylesAndCommentsMakeNoCue) {
  EXPECT_EQ(
      standard_list("WEBVTT\n\nSTYLE \t\n::cue { }\n\nNOTE a --> b\n\nNOTE\nx\n\nNOTE\ty\n"
                    "00:00.000 -- > 00:00.500\n\n00:00.000 --> 00:01.000\nx\n\nSTYLE\nb { }\n"),
      kCueList);
}

TEST(VttStandard, ReferencesAreReadAsInHtml) {
  EXPECT_EQ(text_of("&amp; &lt; &gt; a&lrm;b&rlm;c &quot; &copy; &#32;&#x41;&#97 &eacute; &AMP;"),
            "& < > a\u200Eb\u200Fc \" ©  Aa é &");
  EXPECT_EQ(text_of("& && &1 &1; &; &nope; &amp &lt3 &ampx &notit; &notin; &eacutex"),
            "& && &1 &1; &; &nope; & <3 &x ¬it; ∉ éx");
  EXPECT_EQ(text_of("a&nbsp;b&<c"), "a\u00A0b&");
}

TEST(VttStandard, TagsTakeNoTextButTheirOwn) {
  for (const std::string_view payload : {"a<c>b</c>c",
                                         "a<c.x.y>b</c.x>c",
                                         "a<i b>b</i c>c",
                                         "a<\nb>bc",
                                         "a<>bc",
                                         "a</>bc",
                                         "a<.x>bc",
                                         "a< >bc",
                                         "a<b\tx>b</b>c",
                                         "a<v Ann>bc",
                                         "a<v\nAnn\nLee>bc",
                                         "a<00:00.500>bc",
                                         "a<0>bc",
                                         "a<00:00:00:00>bc",
                                         "a<rt>bc",
                                         "<ruby>a<rt>b</ruby>c",
                                         "<lang en>ab</lang>c",
                                         "a<c/>bc",
                                         "abc<",
                                         "abc<c",
                                         "abc</c",
                                         "abc<00:00.500",
                                         "abc<.x",
                                         "abc<i.x"}) {
    EXPECT_EQ(text_of(payload), "abc") << payload;
  }
  EXPECT_EQ(text_of("a > b"), "a > b");
  EXPECT_EQ(text_of("a<<b>c"), "ac");
}

TEST(VttStandard, AnAnnotationsSpacesAreOne) {
  const auto file =
      parse("WEBVTT\n\n00:00.000 --> 00:01.000\n<v.a.b \t Ann \n &amp;  Bo >x</v><v Cy>y\n");
  EXPECT_EQ(speaker(file, 0), "Ann & Bo");
  EXPECT_EQ(cue_text(file, 0), "xy");
  EXPECT_TRUE(has_diagnostic(file, "several-voices"));
}

}  // namespace
}  // namespace earshot::formats
