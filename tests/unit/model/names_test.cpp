#include <gtest/gtest.h>

#include "model/episode.h"

namespace earshot::model {
namespace {

TEST(FormatNames, ReadBackAndUnknownIsNone) {
  for (const Format format :
       {Format::Vtt, Format::Srt, Format::NotesMarkdown, Format::NotesText, Format::Page}) {
    EXPECT_EQ(format_from_name(name(format)), format);
  }
  EXPECT_FALSE(format_from_name("unknown"));
  EXPECT_FALSE(format_from_name("VTT"));
}

TEST(FileKindNames, AreThoseOfTheCommandLine) {
  EXPECT_EQ(name(FileKind::Transcript), "transcript");
  EXPECT_EQ(name(FileKind::Page), "page");
  EXPECT_EQ(name(FileKind::Unknown), "unknown");
}

}  // namespace
}  // namespace earshot::model
