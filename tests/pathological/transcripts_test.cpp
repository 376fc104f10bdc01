#include "steps.h"

#include <gtest/gtest.h>

#include "formats/parse.h"

namespace earshot::formats {
namespace {

using model::Format;

struct Row {
  Format format;
  std::string_view head;
  std::string_view part;
};

TEST(PathologicalTranscripts, VeryManyOfEachOpening) {
  for (const Row& row : {Row{Format::WhisperJson, "", "["},
                         Row{Format::WhisperJson, "", "{\"a\":"},
                         Row{Format::WhisperJson, "", "{\"segments\":["},
                         Row{Format::WhisperJson, "[", "\""},
                         Row{Format::WhisperJson, "[{\"text\":\"", "\\u"},
                         Row{Format::WhisperJson, "[", "\"\n"},
                         Row{Format::WhisperJson, "[", "{'start':1,'text':'a'"},
                         Row{Format::WhisperJson, "[{\"start\":1,\"text\":\"a\",\"words\":[",
                             "{\"word\":\"b\",\"start\":1},"},
                         Row{Format::PodcastJson, "[", "/*"},
                         Row{Format::ChaptersJson, "{\"chapters\":[", "{\"startTime\":1,"},
                         Row{Format::Tsv, "start\tend\ttext\n", "1\t2\ta\n"},
                         Row{Format::Tsv, "start\tend\ttext\n", "\t"},
                         Row{Format::Tsv, "start\tend\ttext\n1\t2\ta\n", "x\n"},
                         Row{Format::Ttml, "<tt>", "<p>"},
                         Row{Format::Ttml, "<tt>", "<div begin=\"1s\">"},
                         Row{Format::Ttml, "<tt><body><p>", "<span begin=\"1s\">a"},
                         Row{Format::Ttml, "<tt>", "</p>"},
                         Row{Format::Ttml, "<tt><p>", "<br/>"},
                         Row{Format::Ttml, "<tt><p ", "a=\"1\" "},
                         Row{Format::Ttml, "<tt>", "<ttm:agent xml:id=\"a\">"},
                         Row{Format::Ttml, "<tt>", "<![CDATA["},
                         Row{Format::Psc, "<chapters>", "<chapter start=\"1\">"},
                         Row{Format::TranscriptHtml, "", "<cite>a"},
                         Row{Format::TranscriptHtml, "", "<time>0:01"},
                         Row{Format::TranscriptHtml, "", "<div class=\"speaker\">"},
                         Row{Format::TranscriptHtml, "", "<script>"},
                         Row{Format::TranscriptHtml, "", "<p>[0:01] Ann: a"},
                         Row{Format::TranscriptHtml, "", "</div>"},
                         Row{Format::TranscriptText, "", "[0:01] Ann: "},
                         Row{Format::TranscriptText, "", "[0:01] Ann: a\n"},
                         Row{Format::TranscriptText, "", "Ann\n"},
                         Row{Format::TranscriptText, "", "0:01\nAnn\n"},
                         Row{Format::TranscriptText, "", "*a "},
                         Row{Format::TranscriptText, "", "\\["},
                         Row{Format::TranscriptText, "", "# a\n"}}) {
    expect_linear(row.format, {row.part, row.head});
  }
}

}  // namespace
}  // namespace earshot::formats
